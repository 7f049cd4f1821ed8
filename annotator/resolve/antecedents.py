"""What a pinpoint with no instrument leans on: "Article 8" behind a convention, "its article 3", "under Chapter VII".

An antecedent counts only where nothing foreign stands between: the pinpoint of a statute breaks
the chain, since every citation that was not understood would turn the next one wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from annotator.find import Citation
from annotator.find.leads import acts_under, is_owned
from annotator.find.tokens import TIMEOUT
from annotator.references import Instrument, References
from annotator.resolve.candidates import Scored
from annotator.resolve.context import FULL_STOPS, UN_CHARTER, Context
from annotator.resolve.contradictions import beyond

__all__ = ["Antecedents"]

# A possessive before an article, with one adjective at most.
_SOMEBODYS = regex.compile(r"\w's[ \n](?:(?!in|of|to|on|under|and|as)[^\W\d_]+[ \n])?$")
# "dans la Constitution un nouvel article", "to the Constitution a new article".
_ADDED = regex.compile(
    r"(?<!\w)(?:constitution|constitucion|constituicao)[ \n](?:une?|an?|uma?)[ \n](?:(?:nouvel|new|nuevo|novo)[ \n])?$"
)
# How near a citation before must be, and how far one with the same article, in characters.
_NEAR, _FAR = 1500, 6000
# Of how many citations mean the instrument that a text is about, how many of the last few among them, and how much that
# weighs for an article.
_OFTEN, _STILL, _ABOUT = 4, 3, 1.0
# The words of a judgment that counts "Article 6 §§ 1 and 3 (c)".
_COUNTED = frozenset({"art", "para"})
# The chapters of the Charter under which the Security Council acts.
_ACTED_UNDER = frozenset({"chp_6", "chp_7", "chp_8"})
# Few treaties have more articles; of those whose articles nobody counted a bare number beyond is a statute's.
_MOST_ARTICLES = 150
# A statute told by its year and number, "loi n° 91-05"; a bare number may be that of what promulgated a treaty.
_NUMBERED = regex.compile(r"[ ]n?[°o.]{0,3}[ ]?\d{2,4}-\d")
# The call of a footnote that lost its height: "Australia14".
_CALL = regex.compile(r"(?<=[^\W\d_]{4})\d{1,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Answers from what was cited before, the words around and the document as a whole."""

    references: References

    def of(self, citation: Citation, context: Context) -> list[Scored]:
        """What a pinpoint with no instrument leans on; nothing where that is open to doubt.

        Args:
            citation: one without a mention, with one pinpoint at least.
            context: what was seen before and what the document tells; not changed.
        """
        pin = citation.pinpoints[0]
        units = {step.unit for path in pin.paths for step in path.steps}
        # A lone "§ 45" or "section 3" is far more often a judgment's or a statute's own than an instrument's.
        if not units & {"art", "amend"}:
            return self._acted_under(citation, context) or self._section(citation, context)
        scored: dict[str, tuple[float, str]] = {}
        if self._possessed(citation, context) and (
            not self._told_in_sentence(citation.start, context) or self._statute_between(citation, context)
        ):
            return []
        low = max(0, citation.start - 30)
        if _SOMEBODYS.search(context.folded.text, low, citation.start, timeout=TIMEOUT) is not None:
            return []  # "Japan's pacifist Article 9"
        first = next(
            (part for path in citation.paths for part in path.split("__") if part.startswith(("art_", "amend_"))),
            citation.paths[0],
        )
        for reference, at in context.articles.get(first, {}).items():
            scored[reference] = (
                2.0 if citation.start - at < _FAR else 1.2,
                f"{first.replace('_', ' ')} of it is cited before",
            )
        main = self._mostly(citation.start, context)
        last, weight = self._leant_on(citation, main, context)
        if last:
            before, why = scored.get(last, (0.0, "the instrument cited last"))
            scored[last] = (before + weight, why)
        if main and scored:
            weight, why = scored.get(main, (0.0, "the document applies it"))
            scored[main] = (weight + _ABOUT, why)
        if not context.foreign_between(max(0, citation.start - 400), citation.start) or first in context.articles:
            for applied in context.applied.get("convention", [])[:1]:
                capital = context.folded.cased[citation.start : citation.start + 1].isupper()
                if capital and pin.unit in _COUNTED and pin.paths[0].steps[0].unit == "art":
                    weight, why = scored.get(applied.id, (0.0, "the document applies it"))
                    scored[applied.id] = (weight + 2.0, why)
        fits = []
        for reference, (weight, why) in scored.items():
            instrument = self.references.instrument(reference)
            if instrument is not None and beyond(citation, instrument) is not None:
                continue
            if instrument is not None and instrument.articles is None and self._highest(citation) > _MOST_ARTICLES:
                continue  # "prévues à l'article 689-1" of a code
            fits.append(Scored(reference, weight**2, (why,)))
        return sorted(fits, key=lambda s: (-s.weight, s.id))

    def told_later(self, citation: Citation, context: Context) -> list[Scored]:
        """What a bare article leans on that the text tells only behind it: "Articles 14 and 21 ... Article 21 of the
        Constitution of India". Asked when the whole text was seen; nothing where two instruments have that article.

        Args:
            citation: one without a mention, which nothing before explains.
            context: what was seen before and what the document tells; not changed.
        """
        articles = {path.split("__")[0] for path in citation.paths}
        capital = context.folded.cased[citation.start : citation.start + 1].isupper()
        if not capital or not all(article.startswith("art_") for article in articles):
            return []
        later = {
            reference
            for article in articles
            for reference, at in context.articles.get(article, {}).items()
            if citation.start < at < citation.start + _FAR
        }
        if len(later) != 1 or context.foreign_between(max(0, citation.start - _NEAR), citation.end + _NEAR):
            return []
        reference = later.pop()
        instrument = self.references.instrument(reference)
        if instrument is not None and beyond(citation, instrument) is not None:
            return []
        return [Scored(reference, 1.0, ("an article of it that is cited here is told with its name later",))]

    def of_constitution(self, citation: Citation, context: Context) -> bool:
        """Whether a pinpoint with no instrument is told as that of a constitution nobody cited.

        "the Convention ... the Constitution, which stipulates in its article 2", "inserted in the Constitution a new
        article 53-2".

        Args:
            citation: one without a mention.
            context: what was seen before and what the document tells; not changed.
        """
        if context.last_constitution or citation.pinpoints[0].unit != "art":
            return False
        if self._possessed(citation, context):
            return self._constitution_between(citation, context) and not self._statute_between(citation, context)
        low = max(0, citation.start - 40)
        return _ADDED.search(context.folded.text, low, citation.start, timeout=TIMEOUT) is not None

    def _leant_on(self, citation: Citation, main: str, context: Context) -> tuple[str, float]:
        """The instrument cited last, where nothing parts a pinpoint from it, and how much that weighs; "" for none.

        Args:
            citation: the pinpoint.
            main: the id of what most citations before mean, "" where none.
            context: what was seen before and what the document tells; not changed.
        """
        if context.last is None or citation.start - context.last[0] > _NEAR:
            return "", 0.0
        at, reference = context.last
        instrument = self.references.instrument(reference)
        if instrument is not None and self._elsewhere_since(instrument, citation, context):
            if context.last_treaty is None:
                return "", 0.0
            at, reference = context.last_treaty
            instrument = self.references.instrument(reference)
        # A statute that counts sections leaves the articles around it to the constitution they were of.
        lenient = instrument is not None and instrument.kind == "constitution"
        if (
            (instrument is not None and instrument.kind == "resolution")
            or citation.start - at > _NEAR
            or context.foreign_between(at, citation.start, lenient)
        ):
            return "", 0.0
        # Judgments that apply a convention name its protocols in full each time.
        aside = context.applied.get("convention") and "protocol" in self.references.heads_of.get(reference, ())
        # What another paragraph named in passing says little beside the instrument a text is about.
        passing = main not in ("", reference) and "\n" in context.folded.text[at : citation.start]
        return reference, 0.8 if aside or passing else 2.0

    def _elsewhere_since(self, cited: Instrument, citation: Citation, context: Context) -> bool:
        """Whether another country speaks since a constitution was cited: the next State in a list of reservations."""
        at = context.last[0] if context.last is not None else 0
        between = context.folded.text[at : citation.start]
        stop = min((end for mark in FULL_STOPS if (end := between.find(mark)) != -1), default=-1)
        if cited.kind != "constitution" or stop == -1:
            return False
        # "Australia14": the call of a footnote, its height lost
        countries = context.countries_reader.read(_CALL.sub(" ", between[stop:], timeout=TIMEOUT), {})
        return bool(countries) and cited.country not in countries

    def _mostly(self, at: int, context: Context) -> str:
        """What most citations before a place mean, the last ones too: the treaty of a list of reservations, say."""
        if len(context.lately) < _OFTEN:
            return ""
        most, times = Counter(context.lately).most_common(1)[0]
        often = times >= _OFTEN and times * 2 >= len(context.lately) and most in list(context.lately)[-_STILL:]
        return most if often and at - context.seen[most].last <= _FAR else ""

    def _acted_under(self, citation: Citation, context: Context) -> list[Scored]:
        """The Charter, where a text of the Security Council acts under one of its chapters: "under Chapter VII"."""
        if len(citation.paths) != 1 or citation.paths[0] not in _ACTED_UNDER:
            return []
        language = self.references.words[citation.pinpoints[0].language]
        cased = context.folded.cased[citation.start : citation.start + 1]
        small = cased.islower() and cased.isascii()
        if small or not context.of_council or not acts_under(context.folded.text, citation.start, language):
            return []
        return [Scored(UN_CHARTER, 1.0, ("the Security Council acts under it",))]

    def _section(self, citation: Citation, context: Context) -> list[Scored]:
        """The constitution cited last, if it counts sections and neither a statute nor its pinpoint stands between."""
        if context.last is None or citation.pinpoints[0].unit != "sec":
            return []
        at, reference = context.last
        instrument = self.references.instrument(reference)
        near = citation.start - at <= _NEAR
        if instrument is None or instrument.designator != "Section" or not near or beyond(citation, instrument):
            return []
        if set(context.articles.get(citation.paths[0].split("__")[0], {})) == {reference}:
            return [Scored(reference, 1.0, ("that section of it is cited before",))]
        between = context.folded.cased[at : citation.start]
        statutes = (word.capitalize() for word in self.references.words["en"].statutes)
        if (
            not context.folded.cased[citation.start : citation.start + 1].isupper()
            or context.foreign_between(at, citation.start)
            or any(f" {word}" in between for word in statutes)
        ):
            return []
        return [Scored(reference, 1.0, ("the constitution cited last counts sections",))]

    def _told_in_sentence(self, at: int, context: Context) -> bool:
        """Whether the sentence before `at` speaks of an instrument, by citation or by a generic word."""
        # "in its article 1 ...; in its article 3 ...": what a clause after a semicolon calls its own is told before it.
        start = context.sentence_start(at, FULL_STOPS)
        if context.last is not None and context.last[0] >= start:
            return True
        heads = self.references.head_classes
        return any(
            word in heads or word in ("constitucion", "constitution", "constituicao")
            for word in context.folded.text[max(start, 0) : at].replace(",", " ").split()
        )

    def _possessed(self, citation: Citation, context: Context) -> bool:
        """Whether the pinpoint is told as something's own ("establece en su artículo 158")."""
        return is_owned(context.folded.text, citation.start, self.references.words[citation.pinpoints[0].language])

    def _since_last(self, citation: Citation, context: Context) -> str:
        """The folded words of the sentence before a citation, behind the instrument cited last."""
        last = context.last[0] if context.last is not None else 0
        return context.folded.text[max(context.sentence_start(citation.start, FULL_STOPS), last) : citation.start]

    def _statute_between(self, citation: Citation, context: Context) -> bool:
        """Whether a statute stands in the sentence, between the instrument cited last and what is told as its own."""
        between = self._since_last(citation, context)
        statutes = self.references.words[citation.pinpoints[0].language].statutes
        numbered = _NUMBERED.search(between, timeout=TIMEOUT) is not None
        return numbered and any(f" {word} " in between for word in statutes)

    def _constitution_between(self, citation: Citation, context: Context) -> bool:
        """Whether a constitution nobody cited is spoken of in the sentence, behind the instrument cited last."""
        between = self._since_last(citation, context)
        heads = self.references.words[citation.pinpoints[0].language].heads["constitution"]
        return any(f" {head}" in between for head in heads)

    @staticmethod
    def _highest(citation: Citation) -> int:
        return max((path.article or 0 for pin in citation.pinpoints for path in pin.paths), default=0)
