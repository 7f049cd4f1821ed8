"""One pass over the folded text for every literal that can start something.

An Aho-Corasick automaton over the names of the tables and the words of the languages gives all
overlapping hits; a hit counts where it stands at word boundaries. Leftmost-longest matching
would lose a short name inside a longer one that fails at its boundary, so it is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick_rs

from annotator.fold import Folded
from annotator.references import NameEntry, References

__all__ = ["ABBREVIATED", "Hit", "Scanner", "bounded"]

HitKind = Literal["name", "unit", "head", "resolution", "symbol", "body"]
_SYMBOL_STARTS = (
    "a/res",
    "s/res",
    "e/res",
    "a / res",
    "s / res",
    "e / res",
    "a/hrc/res",
    "a/hrc/prst",
    "s/prst",
    "e/cn.4/res",
    "t/res",
    "a/dec",
)
_HEADS: tuple[tuple[HitKind, str], ...] = (("head", "constitution"), ("head", "treaty"), ("resolution", "resolution"))
# Body and "resolution" in one abbreviation -> the code of the body.
ABBREVIATED = {
    "a.g. res": "GA",
    "g.a. res": "GA",
    "ga res": "GA",
    "hrc res": "HRC",
    "rcsnu": "SC",
    "s.c. res": "SC",
    "sc res": "SC",
    "unga res": "GA",
    "unsc res": "SC",
    "unscr": "SC",
}
# Arabic joins "and", "by", "to", "as" to the word that follows; Chinese writes no spaces at all.
_JOINED = frozenset("وبلكف")


@dataclass(frozen=True, slots=True)
class Hit:
    """A literal found in the folded text: `word` as folded, the `languages` that have it, the `entry` of a name."""

    kind: HitKind
    start: int
    end: int
    word: str
    languages: tuple[str, ...] = ()
    entry: NameEntry | None = None


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff"


def bounded(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands at word boundaries, by the habits of its script.

    Args:
        text: a folded text.
        start: folded start of the word.
        end: its folded end, greater than `start`.

    >>> bounded("parties", 0, 4), bounded("art. 5", 0, 4)
    (False, True)
    """
    first, last = text[start], text[end - 1]
    if start > 0 and not _is_cjk(first):
        before = text[start - 1]
        if before.isalnum() and first.isalnum() and not _is_cjk(before):
            joined = before in _JOINED and (start == 1 or not text[start - 2].isalpha() or text[start - 2] in _JOINED)
            if not joined:
                return False
    if end < len(text) and not _is_cjk(last):
        after = text[end]
        if after.isalnum() and last.isalnum() and not _is_cjk(after):
            return False
    return True


class Scanner:
    """The automaton over all literals; built once for a set of tables."""

    def __init__(self, references: References) -> None:
        payloads: dict[str, list[tuple[HitKind, tuple[str, ...], NameEntry | None]]] = {}
        for folded, entry in references.names.items():
            payloads.setdefault(folded, []).append(("name", (), entry))
        words: dict[tuple[HitKind, str], set[str]] = {}
        for language in references.words.languages.values():
            # A Chinese unit follows its number, so 第 before the number opens the pinpoint.
            for form, unit in language.units.items() if language.code != "zh" else ():
                # A lone "s" ends every possessive; joining looks for it before a constitution.
                if (unit.code not in ("sent", "title") or unit.many) and form not in ("s", "ss"):
                    words.setdefault(("unit", form), set()).add(language.code)
            for kind, group in _HEADS:
                for form in language.heads[group]:
                    words.setdefault((kind, form), set()).add(language.code)
        for form in ABBREVIATED:
            words.setdefault(("resolution", form), set()).add("en")
        for opener in ("第", "附件", "序言"):
            words[("unit", opener)] = {"zh"}
        for form in _SYMBOL_STARTS:
            words[("symbol", form)] = set()
        for body in references.bodies:
            words.setdefault(("body", body), set())
        for (kind, form), languages in words.items():
            payloads.setdefault(form, []).append((kind, tuple(sorted(languages)), None))
        self._payloads = list(payloads.values())
        self._forms = list(payloads)
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.Standard)

    def scan(self, folded: Folded) -> Iterator[Hit]:
        """Yield all hits of a folded text that stand at word boundaries, in the order of their ends."""
        text = folded.text
        # Many texts come with a blank line after every line, so a name may go on behind one.
        for index, start, end in self._automaton.find_matches_as_indexes(text.replace("\n", " "), overlapping=True):
            if not bounded(text, start, end):
                continue
            for kind, languages, entry in self._payloads[index]:
                yield Hit(kind, start, end, self._forms[index], languages, entry)
