"""What a citation may lean on: instruments named before it, definitions, the document itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

import regex

from annotator.find import Citation, Found, Mention
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.model import Form, Kind
from annotator.references import References
from annotator.resolve.candidates import Scored
from annotator.resolve.contradictions import beyond
from annotator.resolve.country import CountryReader
from annotator.resolve.dateline import DatelineReader

__all__ = ["FULL_STOPS", "UN_CHARTER", "Context"]

# What stands between an amendment and the constitution it changes.
_OWNS = regex.compile(r"(?:'s?)?[ \n]")
_AMENDS = regex.compile(r"[ \n](?:of|to|in)[ \n](?:the[ \n])?")
_OWNER = regex.compile(r"(?<![\w'])(?P<name>[^\W\d_]+(?:[ ][^\W\d_]+)?)'s?[ \n](?:constitution'?s?[ \n])?$")
# How soon a name told in full counts for one before it, in characters.
_SOON = 20_000
# How much of a text shows whose it is, in characters.
_SHOWN = 200_000
_CONTEXT_NEEDED = 3
_PARAGRAPH = 1200
# How many citations tell what a text is about.
_LATELY = 24
UN_CHARTER = "mtdsg-i-1"
FULL_STOPS = (". ", "\n", "。")
_STOPS = (*FULL_STOPS, "; ")


@dataclass(slots=True)
class _Seen:
    """One instrument met so far; `words` are those of the names it was given in full, folded."""

    full: int = 0
    last: int = 0
    times: int = 0
    words: set[str] = field(default_factory=set)


@dataclass
class Context:
    """The state of resolving one document.

    `seen` tells of each instrument met so far, `articles` where an article was cited with which; `last` and
    `last_treaty` are the place and id of the instrument and of the treaty cited last, `lately` the ids of the last few.
    """

    folded: Folded
    found: Found
    references: References
    countries_reader: CountryReader
    dateline_reader: DatelineReader
    seen: dict[str, _Seen] = field(default_factory=dict)
    articles: dict[str, dict[str, int]] = field(default_factory=dict)
    last: tuple[int, str] | None = None
    last_treaty: tuple[int, str] | None = None
    lately: deque[str] = field(default_factory=lambda: deque(maxlen=_LATELY))

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
        places = self._plainly.get(id, [])
        first = bisect_right(places, citation.start)
        return first < len(places) and places[first] < citation.start + _SOON

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
            by_id[UN_CHARTER] = by_id.get(UN_CHARTER, 0.0) + 2.5 * (0.7 + 0.3 * signs)
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
        start = self.sentence_start(citation.start)
        ends = [
            at for stop in _STOPS if (at := text.find(stop, citation.end, citation.end + 500)) != -1
        ]
        return text[start + 1 if start != -1 else max(0, citation.start - 300) : min(ends, default=citation.end + 500)]

    def clause_before(self, citation: Citation) -> str:
        """The folded words of the sentence before a citation, without the names of treaties: "Convención Americana"."""
        low = max(self.sentence_start(citation.start), citation.start - 60, 0)
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
            self.lately.append(reference)
        if form == "full":
            seen.full += 1
            if citation.mention is not None:
                seen.words.update(self.folded.text[citation.mention.start : citation.mention.end].split())
        if citation.pinpoints or form == "full":
            self.last = (citation.start, reference)
            if instrument is not None and instrument.kind == "treaty":
                self.last_treaty = self.last
        for path in citation.paths:
            for part in path.split("__"):
                if part.startswith(("art_", "amend_", "sec_")):
                    self.articles.setdefault(part, {})[reference] = citation.start

    @property
    def last_constitution(self) -> str:
        """The id of the instrument cited last, if that is a constitution; else ""."""
        instrument = self.references.instrument(self.last[1]) if self.last is not None else None
        return instrument.id if instrument is not None and instrument.kind == "constitution" else ""

    def sentence_start(self, at: int, stops: tuple[str, ...] = _STOPS) -> int:
        """The folded offset of the stop before the sentence that a place stands in; -1 where none is near.

        Args:
            at: a folded offset.
            stops: what ends a sentence.
        """
        text = self.folded.text
        return max(text.rfind(stop, max(0, at - 400), at) for stop in stops)

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

    @cached_property
    def of_council(self) -> bool:
        """Whether the text speaks of the Security Council or cites a resolution of it."""
        return "SC" in self.found.bodies or any(
            symbol.startswith("S/RES/")
            for citation in self.found.citations
            if citation.mention is not None
            for symbol in citation.mention.symbols
        )
