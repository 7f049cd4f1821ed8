"""What a citation may lean on: instruments named before it, definitions, the document itself.

An antecedent counts only where nothing foreign stands between: the pinpoint of a statute breaks
the chain, since every citation that was not understood would turn the next one wrong.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

import regex

from annotator.find import Citation, Found, Mention
from annotator.find.leads import acts_under, is_owned
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.model import Form, Kind
from annotator.references import Instrument, References
from annotator.resolve.candidates import Scored
from annotator.resolve.contradictions import beyond
from annotator.resolve.country import CountryReader
from annotator.resolve.dateline import DatelineReader

__all__ = ["Context"]

# What stands between an amendment and the constitution it changes.
_OWNS = regex.compile(r"(?:'s?)?[ \n]")
_AMENDS = regex.compile(r"[ \n](?:of|to|in)[ \n](?:the[ \n])?")
# A possessive before an article, with one adjective at most.
_SOMEBODYS = regex.compile(r"\w's[ \n](?:(?!in|of|to|on|under|and|as)[^\W\d_]+[ \n])?$")
_OWNER = regex.compile(r"(?<![\w'])(?P<name>[^\W\d_]+(?:[ ][^\W\d_]+)?)'s?[ \n](?:constitution'?s?[ \n])?$")
# "dans la Constitution un nouvel article", "to the Constitution a new article".
_ADDED = regex.compile(
    r"(?<!\w)(?:constitution|constitucion|constituicao)[ \n](?:une?|an?|uma?)[ \n](?:(?:nouvel|new|nuevo|novo)[ \n])?$"
)
_NEAR, _FAR, _SOON = 1500, 6000, 20_000
# How much of a text shows whose it is, in characters.
_SHOWN = 200_000
_CONTEXT_NEEDED = 3
_PARAGRAPH = 1200
# Of how many citations, how many mean the instrument that a text is about, one of the last few among them, and how
# much that weighs for an article.
_LATELY, _OFTEN, _STILL, _ABOUT = 24, 4, 3, 1.0
# The words of a judgment that counts "Article 6 §§ 1 and 3 (c)".
_COUNTED = frozenset({"art", "para"})
_UN_CHARTER = "mtdsg-i-1"
# The chapters of it under which the Security Council acts.
_ACTED_UNDER = frozenset({"chp_6", "chp_7", "chp_8"})
# Few treaties have more articles; of those whose articles nobody counted a bare number beyond is a statute's.
_MOST_ARTICLES = 150
# A statute told by its year and number, "loi n° 91-05"; a bare number may be that of what promulgated a treaty.
_NUMBERED = regex.compile(r"[ ]n?[°o.]{0,3}[ ]?\d{2,4}-\d")
_CALL = regex.compile(r"(?<=[^\W\d_]{4})\d{1,2}(?!\w)")
_FULL_STOPS = (". ", "\n", "。")
_STOPS = (*_FULL_STOPS, "; ")


@dataclass(slots=True)
class _Seen:
    """One instrument met so far; `words` are those of the names it was given in full, folded."""

    full: int = 0
    last: int = 0
    times: int = 0
    words: set[str] = field(default_factory=set)


@dataclass
class Context:
    """The state of resolving one document."""

    folded: Folded
    found: Found
    references: References
    countries_reader: CountryReader
    dateline_reader: DatelineReader
    seen: dict[str, _Seen] = field(default_factory=dict)
    articles: dict[str, dict[str, int]] = field(default_factory=dict)
    _last: tuple[int, str] | None = None
    _last_treaty: tuple[int, str] | None = None
    _lately: deque[str] = field(default_factory=lambda: deque(maxlen=_LATELY))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Bodies the text writes of, told by their names."""
        return frozenset(code for code in self.found.bodies if not code.startswith("X-"))

    @cached_property
    def council_speaks(self) -> bool:
        """Whether the text is the Human Rights Council's, so that "17/4" is the Council's and not the Assembly's."""
        council, assembly = self.found.bodies.get("HRC", 0), self.found.bodies.get("GA", 0)
        return council >= 3 and council > 2 * assembly

    @cached_property
    def date(self) -> str:
        """The date the document bears, in ISO form; "" where it tells none."""
        return self.dateline_reader.read(self.folded, self.found.citations)

    @cached_property
    def countries(self) -> dict[str, float]:
        """Country -> weight of its signs in the text."""
        named: dict[str, int] = {}
        for citation in self.found.citations:
            mention = citation.mention
            if mention is None or mention.kind != "constitution" or mention.form != "full":
                continue
            places = self._places(mention)
            if len(set(places)) == 1:
                named[places[0]] = named.get(places[0], 0) + 1
        return self.countries_reader.read(self.folded.text, named)

    def countries_in(self, folded: str) -> dict[str, float]:
        """Country -> weight of its signs in a stretch of folded text.

        Args:
            folded: as `sentence` gives it.
        """
        return self.countries_reader.read(folded, {})

    def elsewhere(self, country: str) -> bool:
        """Whether the text plainly speaks in another country that numbers its amendments too.

        Args:
            country: the code of the country whose amendments are meant.
        """
        others = max((self.countries.get(other, 0.0) for other in ("BD", "IE", "IN", "LK", "NG", "PK")), default=0.0)
        return others >= 8.0 and others > 2 * self.countries.get(country, 0.0)

    def amended_elsewhere(self, citation: Citation, country: str) -> bool:
        """Whether an amendment is another constitution's by the words beside it: "Ireland's Eighth Amendment".

        Args:
            citation: of an amendment.
            country: the code of the country whose amendments have such names.
        """
        text = self.folded.text
        owners: set[str] = set()
        owner = _OWNER.search(text, max(0, citation.start - 40), citation.start, timeout=TIMEOUT)
        if owner is not None:
            for name in (owner["name"], owner["name"].split(" ")[-1]):
                owners |= self.references.countries.get(name, self.references.adjectives.get(name, frozenset()))
        at = bisect_left(self._starts, citation.start)
        for beside in self.found.citations[max(0, at - 1) : at + 2]:
            first, second = sorted((beside, citation), key=lambda c: c.start)
            gap = _OWNS if first is beside else _AMENDS
            named = beside.mention is not None and beside.mention.kind == "constitution" and not beside.mention.paths
            if named and gap.fullmatch(text, first.end, second.start, timeout=TIMEOUT) is not None:
                owners.update(self._places(beside.mention))
        return bool(owners) and country not in owners

    def named_later(self, id: str, citation: Citation) -> bool:
        """Whether the text soon names an instrument in words that mean nothing else.

        Args:
            id: of the instrument.
            citation: what comes before that.
        """
        return any(citation.start < at < citation.start + _SOON for at in self._plainly.get(id, ()))

    @cached_property
    def _plainly(self) -> dict[str, list[int]]:
        """Where each instrument is named in words that mean nothing else."""
        named: dict[str, list[int]] = {}
        for citation in self.found.citations:
            mention = citation.mention
            if mention is not None and not mention.weak and len({m.id for m in mention.meanings}) == 1:
                named.setdefault(mention.meanings[0].id, []).append(citation.start)
        return named

    @cached_property
    def _starts(self) -> list[int]:
        return [citation.start for citation in self.found.citations]

    def _places(self, mention: Mention | None) -> list[str]:
        """The codes of the countries a named constitution may be of."""
        if mention is None:
            return []
        places = list(mention.places)
        for meaning in mention.meanings:
            instrument = self.references.instrument(meaning.id)
            if instrument is not None and meaning.strong:
                places.append(instrument.country)
        return places

    @cached_property
    def applied(self) -> dict[str, list[Scored]]:
        """Head word -> instruments the document as a whole applies ("the Convention" of a Strasbourg judgment)."""
        text = self.folded.text[:_SHOWN]
        weights: dict[str, dict[str, float]] = {}
        for marker, head, id, weight in self.references.contexts:
            count = min(text.count(marker), 4)
            if count:
                by_id = weights.setdefault(head, {})
                by_id[id] = by_id.get(id, 0.0) + weight * (0.7 + 0.3 * count)
        resolutions = sum(1 for c in self.found.citations if c.mention is not None and c.mention.kind == "resolution")
        if resolutions:
            # Who cites resolutions of the United Nations means their Charter; one and the name of its body are enough.
            signs = min(resolutions + bool(self.bodies), 4)
            by_id = weights.setdefault("charter", {})
            by_id[_UN_CHARTER] = by_id.get(_UN_CHARTER, 0.0) + 2.5 * (0.7 + 0.3 * signs)
        return {
            head: [
                Scored(id, value, ("the document applies it",))
                for id, value in sorted(by_id.items(), key=lambda p: -p[1])
                if value >= _CONTEXT_NEEDED
            ]
            for head, by_id in weights.items()
        }

    def language_of(self, citation: Citation) -> str:
        """The language of a citation: that of its name or pinpoint, else that of the document; "" where none shows."""
        mention = citation.mention
        told = mention.language if mention is not None else ""
        return told or (citation.pinpoints[0].language if citation.pinpoints else "") or self.found.language

    def around(self, citation: Citation, size: int) -> str:
        """The folded text around a citation.

        Args:
            citation: a citation of the document.
            size: how many characters each way.
        """
        return self.folded.text[max(0, citation.start - size) : citation.end + size]

    def around_names(self, citation: Citation, size: int) -> str:
        """The folded text around a citation without the names in it, since what is named is no sign of what is meant.

        Args:
            citation: a citation of the document.
            size: how many characters each way.
        """
        return self._apart(max(0, citation.start - size), citation.end + size, get_args(Kind))

    def _apart(self, low: int, high: int, kinds: Sequence[str]) -> str:
        """A stretch of the folded text without the full names of instruments of some kinds."""
        text, parts = self.folded.text, []
        for beside in self.found.citations[bisect_left(self._starts, low) : bisect_left(self._starts, high)]:
            mention = beside.mention
            if mention is not None and mention.form == "full" and mention.kind in kinds:
                parts.append(text[low : mention.start])
                low = mention.end
        return " ".join((*parts, text[low:high]))

    def sentence(self, citation: Citation) -> str:
        """The folded sentence a citation stands in."""
        text = self.folded.text
        start = self._sentence_start(citation.start)
        ends = [
            at for stop in _STOPS if (at := text.find(stop, citation.end, citation.end + 500)) != -1
        ]
        return text[start + 1 if start != -1 else max(0, citation.start - 300) : min(ends, default=citation.end + 500)]

    def clause_before(self, citation: Citation) -> str:
        """The folded words of the sentence before a citation, without the names of treaties: "Convención Americana"."""
        low = max(self._sentence_start(citation.start), citation.start - 60, 0)
        return self._apart(low, citation.start, ("treaty",))

    def paragraph(self, citation: Citation) -> str:
        """The folded paragraph a citation stands in, with its heading: what stands between two blank lines.

        The names of treaties are left out, since "Convención Americana" is no sign of a country.
        """
        text, size = self.folded.text, _PARAGRAPH
        start = text.rfind("\n", max(0, citation.start - size), citation.start)
        end = text.find("\n", citation.end, citation.end + size)
        low, high = max(start, citation.start - size, 0), end if end != -1 else citation.end + size
        return self._apart(low, high, ("treaty",))

    def saw(self, citation: Citation, reference: str | None, form: Form) -> None:
        """Remember a resolved citation.

        Args:
            citation: the next one in the order of the text.
            reference: id of the instrument it means, None where that is open.
            form: how it was cited.
        """
        if citation.mention is not None:
            for inner in citation.mention.holds:
                self.seen.setdefault(inner, _Seen()).last = citation.start
        if reference is None:
            return
        seen = self.seen.setdefault(reference, _Seen())
        seen.last = citation.start
        seen.times += 1
        instrument = self.references.instrument(reference)
        if instrument is not None and instrument.kind != "resolution":
            self._lately.append(reference)
        if form == "full":
            seen.full += 1
            if citation.mention is not None:
                seen.words.update(self.folded.text[citation.mention.start : citation.mention.end].split())
        if citation.pinpoints or form == "full":
            self._last = (citation.start, reference)
            if instrument is not None and instrument.kind == "treaty":
                self._last_treaty = self._last
        for path in citation.paths:
            for part in path.split("__"):
                if part.startswith(("art_", "amend_", "sec_")):
                    self.articles.setdefault(part, {})[reference] = citation.start

    @property
    def last_constitution(self) -> str:
        """The id of the instrument cited last, if that is a constitution; else ""."""
        instrument = self.references.instrument(self._last[1]) if self._last is not None else None
        return instrument.id if instrument is not None and instrument.kind == "constitution" else ""

    def _mostly(self, at: int) -> str:
        """What most citations before a place mean, the last ones too: the treaty of a list of reservations, say."""
        if len(self._lately) < _OFTEN:
            return ""
        most, times = Counter(self._lately).most_common(1)[0]
        often = times >= _OFTEN and times * 2 >= len(self._lately) and most in list(self._lately)[-_STILL:]
        return most if often and at - self.seen[most].last <= _FAR else ""

    def _sentence_start(self, at: int, stops: tuple[str, ...] = _STOPS) -> int:
        text = self.folded.text
        return max(text.rfind(stop, max(0, at - 400), at) for stop in stops)

    def _told_in_sentence(self, at: int) -> bool:
        """Whether the sentence before `at` speaks of an instrument, by citation or by a generic word."""
        # "in its article 1 ...; in its article 3 ...": what a clause after a semicolon calls its own is told before it.
        start = self._sentence_start(at, _FULL_STOPS)
        if self._last is not None and self._last[0] >= start:
            return True
        heads = self.references.head_classes
        return any(
            word in heads or word in ("constitucion", "constitution", "constituicao")
            for word in self.folded.text[max(start, 0) : at].replace(",", " ").split()
        )

    def _possessed(self, citation: Citation) -> bool:
        """Whether the pinpoint is told as something's own ("establece en su artículo 158")."""
        return is_owned(self.folded.text, citation.start, self.references.words[citation.pinpoints[0].language])

    def _since_last(self, citation: Citation) -> str:
        """The folded words of the sentence before a citation, behind the instrument cited last."""
        last = self._last[0] if self._last is not None else 0
        return self.folded.text[max(self._sentence_start(citation.start, _FULL_STOPS), last) : citation.start]

    def _statute_between(self, citation: Citation) -> bool:
        """Whether a statute stands in the sentence, between the instrument cited last and what is told as its own."""
        between = self._since_last(citation)
        statutes = self.references.words[citation.pinpoints[0].language].statutes
        numbered = _NUMBERED.search(between, timeout=TIMEOUT) is not None
        return numbered and any(f" {word} " in between for word in statutes)

    def _constitution_between(self, citation: Citation) -> bool:
        """Whether a constitution nobody cited is spoken of in the sentence, behind the instrument cited last."""
        between = self._since_last(citation)
        heads = self.references.words[citation.pinpoints[0].language].heads["constitution"]
        return any(f" {head}" in between for head in heads)

    def of_constitution(self, citation: Citation) -> bool:
        """Whether a pinpoint with no instrument is told as that of a constitution nobody cited.

        "the Convention ... the Constitution, which stipulates in its article 2", "inserted in the Constitution a new
        article 53-2".

        Args:
            citation: one without a mention.
        """
        if self.last_constitution or citation.pinpoints[0].unit != "art":
            return False
        if self._possessed(citation):
            return self._constitution_between(citation) and not self._statute_between(citation)
        low = max(0, citation.start - 40)
        return _ADDED.search(self.folded.text, low, citation.start, timeout=TIMEOUT) is not None

    def _elsewhere_since(self, cited: Instrument, citation: Citation) -> bool:
        """Whether another country speaks since a constitution was cited: the next State in a list of reservations."""
        at = self._last[0] if self._last is not None else 0
        between = self.folded.text[at : citation.start]
        stop = min((end for mark in _FULL_STOPS if (end := between.find(mark)) != -1), default=-1)
        if cited.kind != "constitution" or stop == -1:
            return False
        # "Australia14": the call of a footnote, its height lost
        countries = self.countries_reader.read(_CALL.sub(" ", between[stop:], timeout=TIMEOUT), {})
        return bool(countries) and cited.country not in countries

    def foreign_between(self, start: int, end: int, lenient: bool = False) -> bool:
        """Whether a pinpoint of something unknown stands between two places.

        Args:
            start: a folded offset.
            end: a later folded offset.
            lenient: whether sections of English statutes do not count.
        """
        between = self.found.foreign[bisect_right(self.found.foreign, start) : bisect_left(self.found.foreign, end)]
        return any(at not in self.found.sections for at in between) if lenient else bool(between)

    def defined(self, word: str, citation: Citation) -> Mention | None:
        """The mention that the text gave a name, the nearest one before; None where there is none.

        One that lacks the article cited is passed over: a text may give a name twice.

        Args:
            word: the name, folded.
            citation: what uses the name.
        """
        for mention in reversed(self.found.aliases.get(word, ())):
            if mention.start <= citation.start:
                instruments = [self.references.instrument(meaning.id) for meaning in mention.meanings]
                if not instruments or any(i is None or beyond(citation, i) is None for i in instruments):
                    return mention
        return None

    def told_later(self, citation: Citation) -> list[Scored]:
        """What a bare article leans on that the text tells only behind it: "Articles 14 and 21 ... Article 21 of the
        Constitution of India". Asked when the whole text was seen; nothing where two instruments have that article.

        Args:
            citation: one without a mention, which nothing before explains.
        """
        articles = {path.split("__")[0] for path in citation.paths}
        capital = self.folded.cased[citation.start : citation.start + 1].isupper()
        if not capital or not all(article.startswith("art_") for article in articles):
            return []
        later = {
            reference
            for article in articles
            for reference, at in self.articles.get(article, {}).items()
            if citation.start < at < citation.start + _FAR
        }
        if len(later) != 1 or self.foreign_between(max(0, citation.start - _NEAR), citation.end + _NEAR):
            return []
        reference = later.pop()
        instrument = self.references.instrument(reference)
        if instrument is not None and beyond(citation, instrument) is not None:
            return []
        return [Scored(reference, 1.0, ("an article of it that is cited here is told with its name later",))]

    @staticmethod
    def _highest(citation: Citation) -> int:
        return max((path.article or 0 for pin in citation.pinpoints for path in pin.paths), default=0)

    def _acted_under(self, citation: Citation) -> list[Scored]:
        """The Charter, where a text of the Security Council acts under one of its chapters: "under Chapter VII"."""
        if len(citation.paths) != 1 or citation.paths[0] not in _ACTED_UNDER:
            return []
        language = self.references.words[citation.pinpoints[0].language]
        cased = self.folded.cased[citation.start : citation.start + 1]
        small = cased.islower() and cased.isascii()
        if small or not self._of_council or not acts_under(self.folded.text, citation.start, language):
            return []
        return [Scored(_UN_CHARTER, 1.0, ("the Security Council acts under it",))]

    def _section(self, citation: Citation) -> list[Scored]:
        """The constitution cited last, if it counts sections and neither a statute nor its pinpoint stands between."""
        if self._last is None or citation.pinpoints[0].unit != "sec":
            return []
        at, reference = self._last
        instrument = self.references.instrument(reference)
        near = citation.start - at <= _NEAR
        if instrument is None or instrument.designator != "Section" or not near or beyond(citation, instrument):
            return []
        if set(self.articles.get(citation.paths[0].split("__")[0], {})) == {reference}:
            return [Scored(reference, 1.0, ("that section of it is cited before",))]
        between = self.folded.cased[at : citation.start]
        statutes = (word.capitalize() for word in self.references.words["en"].statutes)
        if (
            not self.folded.cased[citation.start : citation.start + 1].isupper()
            or self.foreign_between(at, citation.start)
            or any(f" {word}" in between for word in statutes)
        ):
            return []
        return [Scored(reference, 1.0, ("the constitution cited last counts sections",))]

    @cached_property
    def _of_council(self) -> bool:
        """Whether the text speaks of the Security Council or cites a resolution of it."""
        return "SC" in self.found.bodies or any(
            symbol.startswith("S/RES/")
            for citation in self.found.citations
            if citation.mention is not None
            for symbol in citation.mention.symbols
        )

    def _leant_on(self, citation: Citation, main: str) -> tuple[str, float]:
        """The instrument cited last, where nothing parts a pinpoint from it, and how much that weighs; "" for none.

        Args:
            citation: the pinpoint.
            main: the id of what most citations before mean, "" where none.
        """
        if self._last is None:
            return "", 0.0
        at, reference = self._last
        instrument = self.references.instrument(reference)
        if instrument is not None and self._elsewhere_since(instrument, citation):
            if self._last_treaty is None:
                return "", 0.0
            at, reference = self._last_treaty
            instrument = self.references.instrument(reference)
        # A statute that counts sections leaves the articles around it to the constitution they were of.
        lenient = instrument is not None and instrument.kind == "constitution"
        if (
            (instrument is not None and instrument.kind == "resolution")
            or citation.start - at > _NEAR
            or self.foreign_between(at, citation.start, lenient)
        ):
            return "", 0.0
        # Judgments that apply a convention name its protocols in full each time.
        aside = self.applied.get("convention") and "protocol" in self.references.heads_of.get(reference, ())
        # What another paragraph named in passing says little beside the instrument a text is about.
        passing = main not in ("", reference) and "\n" in self.folded.text[at : citation.start]
        return reference, 0.8 if aside or passing else 2.0

    def antecedent(self, citation: Citation) -> list[Scored]:
        """What a pinpoint with no instrument leans on; nothing where that is open to doubt.

        Args:
            citation: one without a mention, with one pinpoint at least.
        """
        pin = citation.pinpoints[0]
        units = {step.unit for path in pin.paths for step in path.steps}
        # A lone "§ 45" or "section 3" is far more often a judgment's or a statute's own than an instrument's.
        if not units & {"art", "amend"}:
            return self._acted_under(citation) or self._section(citation)
        scored: dict[str, tuple[float, str]] = {}
        if self._possessed(citation) and (
            not self._told_in_sentence(citation.start) or self._statute_between(citation)
        ):
            return []
        low = max(0, citation.start - 30)
        if _SOMEBODYS.search(self.folded.text, low, citation.start, timeout=TIMEOUT) is not None:
            return []  # "Japan's pacifist Article 9"
        first = next(
            (part for path in citation.paths for part in path.split("__") if part.startswith(("art_", "amend_"))),
            citation.paths[0],
        )
        for reference, at in self.articles.get(first, {}).items():
            scored[reference] = (
                2.0 if citation.start - at < _FAR else 1.2,
                f"{first.replace('_', ' ')} of it is cited before",
            )
        main = self._mostly(citation.start)
        last, weight = self._leant_on(citation, main)
        if last:
            before, why = scored.get(last, (0.0, "the instrument cited last"))
            scored[last] = (before + weight, why)
        if main and scored:
            weight, why = scored.get(main, (0.0, "the document applies it"))
            scored[main] = (weight + _ABOUT, why)
        if not self.foreign_between(max(0, citation.start - 400), citation.start) or first in self.articles:
            for applied in self.applied.get("convention", [])[:1]:
                capital = self.folded.cased[citation.start : citation.start + 1].isupper()
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
