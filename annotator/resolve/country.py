"""In which country does a document speak? Asked only where a constitution leans on its context.

Courts, gazettes and law reports of the tables, constitutions named in the text, and names of
countries are counted; nothing counts by default, so a text that shows no country has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ahocorasick_rs

from annotator.find import Citation
from annotator.find.borders import bounded
from annotator.references import References

__all__ = ["CountryReader", "of_pinpoint"]

_MARKER = {1: 1.0, 2: 4.0, 3: 10.0}
_NAME, _ADJECTIVE, _REPEAT = 1.5, 0.8, 0.25
_SCAN_LIMIT = 400_000


class CountryReader:
    """Counts the signs of countries in documents; built once for a set of tables."""

    def __init__(self, references: References) -> None:
        self._references = references
        names = filter(_tells_as_name, references.countries)
        adjectives = filter(_tells_as_adjective, references.adjectives)
        self._forms = list(dict.fromkeys((*names, *adjectives, *references.markers)))
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, store_patterns=False)

    def _signs(self, form: str) -> Iterable[tuple[str, float]]:
        """The countries a form speaks for, and how loudly; a form that is a marker is nothing else."""
        weights = self._references.markers.get(form)
        if weights is not None:
            return [(country, _MARKER[weight]) for country, weight in weights]
        signs = []
        if _tells_as_name(form):
            codes = self._references.countries.get(form, frozenset())
            signs += [(code, _NAME / len(codes)) for code in sorted(codes) if "-" not in code]
        if _tells_as_adjective(form):
            codes = self._references.adjectives.get(form, frozenset())
            signs += [(code, _ADJECTIVE / len(codes)) for code in sorted(codes)]
        return signs

    def read(self, folded: str, named: Mapping[str, int]) -> dict[str, float]:
        """Return country -> weight of its signs.

        Args:
            folded: folded text; only its first part is read where it is very long.
            named: countries whose constitution the text names, with how often.
        """
        text = folded[:_SCAN_LIMIT]
        seen: dict[int, int] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if bounded(text, start, end):
                seen[index] = seen.get(index, 0) + 1
        totals: dict[str, float] = {}
        for index, count in seen.items():
            for country, weight in self._signs(self._forms[index]):
                totals[country] = totals.get(country, 0.0) + weight * (1 + _REPEAT * min(count - 1, 8))
        for country, count in named.items():
            totals[country] = totals.get(country, 0.0) + 12.0 * min(count, 3)
        return totals


def of_pinpoint(citation: Citation) -> str:
    """The country that the way a pinpoint counts gives away; "" for most.

    Of those that write Portuguese only Brazil parts an article into incisos ("art. 5º, LXIII").
    """
    portuguese = any(pin.language == "pt" for pin in citation.pinpoints)
    steps = (step for pin in citation.pinpoints for path in pin.paths for step in path.steps)
    return "BR" if portuguese and any(step.unit == "inc" for step in steps) else ""


def _tells_as_name(form: str) -> bool:
    """Whether a name of a country is long enough to mean nothing else; Chinese names are short."""
    return len(form) > 3 or "\u2e80" <= form[0] <= "\u9fff"


def _tells_as_adjective(form: str) -> bool:
    return len(form) > 4
