"""Join pinpoints and mentions into citations.

A pinpoint belongs to the mention an "of" leads to ("article 4 of the Convention"), else to the
mention right before it ("ICCPR, art. 14", "the Covenant (art. 6)"), else it stands alone. One
that leads to something which is no instrument of ours ("section 5 of the Act") is foreign: no
citation, but a sign that what follows may not be ours either.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from annotator.find.leads import (
    adjective_after,
    adjective_before,
    follows,
    is_foreign,
    is_owned,
    leads_elsewhere,
    same_text,
    to_mention,
)
from annotator.find.mention import Citation, Mention
from annotator.find.pinpoint import Pinpoint
from annotator.find.tails import outermost, section_before, shared_tail
from annotator.find.tokens import joins
from annotator.fold import Folded
from annotator.pinpoints import UNITS, Path, Step
from annotator.references import Language, References

__all__ = ["Joined", "Joiner"]

_LONGEST_GAP, _CONNECTOR = 70, 16
# What opens the statements of a State on a treaty, and how far before their articles it may stand, in characters.
_RESERVED = re.compile(
    r"(?<!\w)(?:reservations?|declarations?|understandings?|objections?|reserves?|reservas?|declaraciones|declaracoes)"
    r"(?:[ ](?:and[ ]declarations?|et[ ]declarations?|y[ ]declaraciones))?[ ]?:"
)
_STATEMENT = 2000


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining gives: citations in order, and the folded offsets where foreign pinpoints stand.

    `sections` are those of `foreign` that are sections of English statutes.
    """

    citations: tuple[Citation, ...]
    foreign: tuple[int, ...]
    sections: frozenset[int]


@dataclass(slots=True)
class _Work:
    """One document being joined: what each mention (by its place in the list) has taken, and what stands alone."""

    folded: Folded
    mentions: Sequence[Mention]
    starts: list[int]
    ends: list[int]
    taken: dict[int, list[Pinpoint]] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    alone: list[Citation] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    foreign_end: int = 0

    def take(self, at: int, pin: Pinpoint, start: int, end: int) -> None:
        """Give a pinpoint to a mention, whose citation then covers the folded span."""
        taken = self.taken.setdefault(at, [])
        if taken and pin.paths[0].steps[0].rank > UNITS["art"][0] and len(taken[-1].paths[-1].steps) == 1:
            # "artículo 137 de la Constitución, en su inciso 1": the inner unit lies in the article told before.
            *rest, outer = taken[-1].paths
            if outer.steps[0].unit == "art":
                taken[-1] = replace(taken[-1], paths=(*rest, *(Path(outer.steps + path.steps) for path in pin.paths)))
                self.spans[at] = (start, end)
                return
        taken.append(pin)
        self.spans[at] = (start, end)

    def follows(self, at: int, pin: Pinpoint) -> int | None:
        """Where the citation ends if a pinpoint follows a mention or the pinpoints it has, else None."""
        end = self.spans[at][1] if at in self.spans else self.ends[at]
        return follows(self.folded.text, self.mentions[at], end, pin)


class Joiner:
    """Joins the mentions and pinpoints of one document after the other."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._languages = references.words.languages

    def join(
        self,
        folded: Folded,
        pinpoints: Sequence[Pinpoint],
        mentions: Sequence[Mention],
        line_start: Callable[[int], bool],
    ) -> Joined:
        """Join what was read.

        Args:
            folded: the document.
            pinpoints: sorted, not overlapping.
            mentions: sorted, not overlapping.
            line_start: tells whether a folded offset opens a line of the original.

        Returns:
            Citations sorted by start that do not overlap, and the places of foreign pinpoints.
        """
        work = _Work(folded, mentions, [m.start for m in mentions], [m.end for m in mentions])
        for pin in pinpoints:
            inside = bisect_right(work.starts, pin.start) - 1
            if inside < 0 or work.ends[inside] <= pin.start:
                self._place(work, pin, line_start)
        citations = [*work.alone, *self._of_mentions(work)]
        return Joined(tuple(_settle(citations)), tuple(work.foreign), frozenset(work.sections))

    def _place(self, work: _Work, pin: Pinpoint, line_start: Callable[[int], bool]) -> None:
        """Give one pinpoint to the mention it belongs to, or let it stand alone, or leave it out."""
        text, language = work.folded.text, self._languages[pin.language]
        pin = outermost(work.folded, pin, language)
        parted = self._parted(work, pin)
        if parted is not None:
            for part in parted:
                self._place(work, part, line_start)
            return
        if self._given_onward(work, pin, language):
            return
        adjective = adjective_after(text, pin, language)
        if adjective is not None:
            work.alone.append(_constitutional(pin, pin.end, adjective))
        elif not _heads_quotation(work, pin, line_start) and self._given_back(work, pin, language):
            return
        elif adjective_before(text, pin, language):
            work.alone.append(_constitutional(pin, pin.start, pin.start))
        elif _is_heading(work.folded, pin, line_start):
            return
        elif is_foreign(work.folded, pin, language) or (
            work.foreign and joins(work.folded, work.foreign_end, pin.start, language)
        ):
            work.foreign.append(pin.start)
            work.foreign_end = pin.end
            if pin.language == "en" and pin.unit == "sec":
                work.sections.append(pin.start)
        else:
            work.alone.append(Citation(pin.start, same_text(text, pin.end, language) or pin.end, None, (pin,)))

    def _parted(self, work: _Work, pin: Pinpoint) -> tuple[Pinpoint, Pinpoint] | None:
        """Part "Articles 8 and 14 and Article 1 of Protocol No. 1", since that protocol has no article 8.

        In "Hague Regulations, art. 43; Article 53 of the Fourth Convention" each has the article beside it, and in
        "the Convention, promulgated by decree, in its article 7, and article 11 of the Covenant" the first is owned.
        """
        at, before = bisect_left(work.starts, pin.end), bisect_right(work.ends, pin.start) - 1
        if not pin.parts or at == len(work.mentions) or work.mentions[at].start - pin.end > _LONGEST_GAP:
            return None
        text, ahead = work.folded.text, work.mentions[at]
        ids = {meaning.id for meaning in ahead.meanings}
        instrument = self._references.instrument(ids.pop()) if len(ids) == 1 else None
        last = instrument.articles if instrument is not None else None
        fits = [last is None or path.article is None or path.article <= last for path in pin.paths]
        language = self._languages[pin.language]
        onward = before >= 0 and self._leads(text, pin, ahead, language)
        owned = onward and is_owned(text, pin.start, language)
        for end, start, count in pin.parts:
            first = replace(pin, end=end, paths=pin.paths[:count], parts=())
            beside = onward and text[end:start].lstrip(" )").startswith((",", ";"))
            apart = owned or (beside and work.follows(before, first) is not None)
            if apart or (all(fits[count:]) and not all(fits[:count])):
                return first, replace(pin, start=start, paths=pin.paths[count:], parts=())
        return None

    def _given_onward(self, work: _Work, pin: Pinpoint, language: Language) -> bool:
        """Give a pinpoint to the mention behind it, if it leads there."""
        text, mentions = work.folded.text, work.mentions
        at = bisect_left(work.starts, pin.end)
        if at == len(mentions) or at in work.spans or mentions[at].start - pin.end > _LONGEST_GAP:
            return False
        if not self._leads(text, pin, mentions[at], language):
            return False
        if pin.unit == "amend" and mentions[at].kind != "constitution":
            return False  # "the Second Amendment to the Agreement" changes a contract
        gap, end = text[pin.end : mentions[at].start], mentions[at].end
        previous = bisect_right(work.ends, pin.start) - 1
        if gap.strip() == "," and previous >= 0 and work.follows(previous, pin):
            return False  # "ICCPR, art. 14, CAT, art. 3": each article stands behind its treaty
        if "[" in gap and text[end : end + 1] == "]":
            end += 1
        work.take(at, _as_article(pin, mentions[at]), pin.start, end)
        return True

    def _leads(self, text: str, pin: Pinpoint, mention: Mention, language: Language) -> bool:
        """Whether the gap leads from the pinpoint to the mention behind it."""
        found = to_mention(language).fullmatch(text, pin.end, mention.start)
        if found is None and mention.start - pin.end <= _CONNECTOR:
            # A short text may not show its language; then whatever language connects the two is right.
            for code in dict.fromkeys((mention.language, *self._languages)):
                if found is None and code in self._languages and code != pin.language:
                    pattern = to_mention(self._languages[code])
                    found = pattern.fullmatch(text, pin.end, mention.start)
        if found is None:
            return False
        gap = text[pin.end : mention.start]
        if "\n" in gap and not found["of"]:
            return False  # a blank line parts what no word joins
        if gap and not gap.strip(" \n\"'«["):
            return mention.form == "full" or mention.rule == "constitution-short" or "" in language.connectors["of"]
        # "article 5, Cost." is one citation; "article 5, the Court" and a list of articles and treaties are not.
        listed = "," in gap and not found["of"]
        return not listed or (gap.strip() == "," and mention.form == "full" and text[pin.start] != "§")

    @staticmethod
    def _given_back(work: _Work, pin: Pinpoint, language: Language) -> bool:
        """Give a pinpoint to the mention before it, if it follows that or is joined to its pinpoints."""
        text = work.folded.text
        before = bisect_right(work.ends, pin.start) - 1
        if before < 0:
            return False
        # "..., Article 50 § 6 of the Slovakian Constitution" belongs to what follows, known or not.
        onward = leads_elsewhere(work.folded, pin, language) and same_text(text, pin.end, language) is None
        span = work.spans.get(before)
        if not onward and (span is None or span[1] <= pin.start):
            close = work.follows(before, pin)
            if close is not None:
                work.take(before, pin, span[0] if span is not None else work.starts[before], close)
                return True
        # "Article 14 of the Convention in conjunction with Article 8": the instrument is named once for both.
        if span is not None and not onward and joins(work.folded, span[1], pin.start, language):
            work.take(before, pin, span[0], same_text(text, pin.end, language) or pin.end)
            return True
        return False

    def _of_mentions(self, work: _Work) -> list[Citation]:
        """The citations of the mentions, with what each has taken."""
        text = work.folded.text
        citations = []
        floor = 0
        for at, mention in enumerate(work.mentions):
            low, floor = floor, floor if mention.weak and at not in work.taken else work.ends[at]
            if at in work.taken:
                start, end = work.spans[at]
                floor = end
                if text[start - 7 : start] == "common ":
                    start -= 7
                citations.append(Citation(start, end, mention, tuple(work.taken[at])))
                continue
            chained = bool(citations) and citations[-1].end == low and bool(citations[-1].pinpoints)
            shared = section_before(work.folded, mention, low, self._languages) or shared_tail(
                work.folded, mention, low, self._languages, chained
            )
            if shared is not None:
                citations.append(Citation(shared.start, mention.end, mention, (shared,)))
            elif not mention.weak or (mention.meanings and " " in text[mention.start : mention.end]):
                citations.append(Citation(mention.start, mention.end, mention))
        return citations


def _as_article(pin: Pinpoint, mention: Mention) -> Pinpoint:
    """Read الفصل of a constitution as an article: in the Maghreb it is one, and a chapter of a treaty elsewhere."""
    if pin.language != "ar" or mention.kind != "constitution" or pin.unit != "chp":
        return pin
    paths = (
        Path(tuple(Step("art", step.value) if step.unit == "chp" else step for step in path.steps))
        for path in pin.paths
    )
    return replace(pin, paths=tuple(paths), unit="art")


def _constitutional(pin: Pinpoint, start: int, end: int) -> Citation:
    """The citation of a pinpoint that an adjective gives to a constitution ("artículo 14 constitucional").

    Args:
        pin: the pinpoint.
        start: folded start of the adjective behind the pinpoint.
        end: its folded end; the same as `start` where the adjective stands before the pinpoint.
    """
    mention = Mention(
        start,
        end,
        "constitution",
        "short" if end > start else "bare",
        "constitution-adjective",
        pin.language,
        head="constitution",
        weak=True,
    )
    return Citation(pin.start, max(end, pin.end), mention, (pin,))


def _heads_quotation(work: _Work, pin: Pinpoint, line_start: Callable[[int], bool]) -> bool:
    """Whether an article on a line of its own stands under a name on its own line: then its words are quoted."""
    before = bisect_right(work.ends, pin.start) - 1
    if before < 0 or work.folded.text[work.ends[before] : pin.start].strip() or not _is_heading(
        work.folded, pin, line_start
    ):
        return False
    return line_start(work.starts[before]) and before not in work.spans


def _is_heading(folded: Folded, pin: Pinpoint, line_start: Callable[[int], bool]) -> bool:
    """Whether the pinpoint heads an article of the text's own ("Article 7." at the start of a line)."""
    if folded.text.startswith((".-", ".- ", "°-"), pin.end):
        return True  # "DECRETA: Artículo 1°.- Prórroga." needs no line of its own
    if not line_start(pin.start):
        return False
    if _RESERVED.search(folded.text, max(0, pin.start - _STATEMENT), pin.start) is not None:
        return False  # a State's reservations stand under the articles they are to
    after = folded.cased[pin.end : pin.end + 4]
    return (
        not after.strip(" ")
        or after[0] in ".:-\n°"
        or after[:2] == " -"
        or (after[0] == " " and after[1:2].isupper())
        or line_start(min(pin.end + 1, len(folded.text) - 1))
    )


def _settle(citations: list[Citation]) -> list[Citation]:
    """Sort and drop what overlaps an earlier or wider citation."""
    kept: list[Citation] = []
    for citation in sorted(citations, key=lambda c: (c.start, -c.end)):
        if kept and citation.start < kept[-1].end:
            if citation.end > kept[-1].end and kept[-1].mention is None:
                kept[-1] = citation
            continue
        kept.append(citation)
    return kept
