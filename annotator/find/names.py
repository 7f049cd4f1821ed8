"""Names of the tables in the text: which hits count, and how far each name reaches.

Of overlapping names the longest counts. A name takes in what identifies the same instrument
right beside it: a year before it ("1951 Convention ..."), an acronym or year in brackets, a
date joined to it ("Convention of 28 July 1951").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from annotator.find.dates import Date, Dates
from annotator.find.mention import Mention
from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import References

__all__ = ["longest", "named", "reach"]

_BRACKET = regex.compile(r"[ \n]?\((?P<inner>[^()\n]{2,70})\)")
_OPENERS = regex.compile(
    r"""(?:hereafter|hereinafter|henceforth|hereinafter[ ]referred[ ]to[ ]as|hereafter[ ]referred[ ]to[ ]as|en[ ]adelante|en[ ]lo[ ]sucesivo|ci-apres|ci-apres[ ]denommee?|dite?
    |doravante|im[ ]folgenden|nachstehend|di[ ]seguito|далее|the|la|el|le|l'|o|a|los|las|les|die|das|der|cited[ ]as|commonly[ ]known[ ]as|known[ ]as|also|or|i\.e\.|por[ ]sus[ ]siglas(?:[ ]en[ ]\w+)?|[:,;"'\s-])+""",
    regex.VERBOSE,
)
_YEAR_BEFORE = regex.compile(r"(?<![\w/.-])(?P<year>1[5-9]\d{2}|20\d{2})[ \n]$")
_BOOK_MARKS = ("《", "》")


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping name hits keep the longest; of equally long ones the first.

    Args:
        hits: name hits in any order.

    Returns:
        Hits that do not overlap, sorted by start.
    """
    kept: list[Hit] = []
    cluster: list[Hit] = []
    reach_to = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= reach_to and cluster:
            kept.extend(_settle(cluster))
            cluster = []
        cluster.append(hit)
        reach_to = max(reach_to, hit.end)
    kept.extend(_settle(cluster))
    return kept


def _settle(cluster: list[Hit]) -> list[Hit]:
    """The longest hits of one group of overlapping ones."""
    if len(cluster) == 1:
        return cluster
    chosen: list[Hit] = []
    for hit in sorted(cluster, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.start)


def _case_fits(folded: Folded, hit: Hit) -> bool:
    """An acronym counts only as it is written; a word-like name needs a capital in scripts that have them."""
    assert hit.entry is not None
    cased = folded.cased[hit.start : hit.end]
    if hit.entry.acronym:
        wanted, got = sum(c.isupper() for c in hit.entry.written), sum(c.isupper() for c in cased)
        return got >= wanted
    if len(hit.word) < 5 and not any(c.isupper() for c in cased) and cased.isascii():
        return False
    return True


def reach(folded: Folded, start: int, end: int, dates: Dates, same: frozenset[str]) -> tuple[int, int, Date | None, str]:
    """How far a name reaches over what identifies the same instrument beside it.

    Args:
        folded: the document.
        start: folded start of the name.
        end: folded end of the name.
        dates: the reader of dates.
        same: folded names of the same instrument.

    Returns:
        Start, end, the date read if any, and the alias a bracket gave ("" where none).
    """
    text = folded.text
    date: Date | None = None
    alias = ""
    if text[start - 1 : start] == _BOOK_MARKS[0] and text[end : end + 1] == _BOOK_MARKS[1]:
        start, end = start - 1, end + 1
        before = regex.search(r"\d{4}年(?:\d{1,2}月\d{1,2}日)?$", text[max(0, start - 12) : start], timeout=TIMEOUT)
        if before is not None:
            start -= len(before[0])
            date = dates.read(text, start)
    before = _YEAR_BEFORE.search(text[max(0, start - 7) : start], timeout=TIMEOUT)
    if before is not None:
        date = Date(before["year"], start - 5, start - 1)
        start -= 5
    for _ in range(2):
        bracket = _BRACKET.match(text, end, timeout=TIMEOUT)
        if bracket is not None:
            inner, inside = bracket["inner"], bracket.start("inner")
            opener = _OPENERS.match(inner, timeout=TIMEOUT)
            bare = inner[opener.end() if opener else 0 :].strip(" \"'")
            year = dates.read(inner, 0)
            first = bare.split(",")[0].split(" or ")[0].strip(" \"'")
            cased = folded.cased[inside : inside + len(inner)]
            acronym = " " not in bare and 2 <= len(bare) <= 14 and sum(c.isupper() for c in cased) >= 2 and not any(c.isdigit() for c in bare)
            if year is not None and year.end == len(inner):
                date, end = date or year, bracket.end()
                continue
            if bare in same or first in same or acronym:
                alias, end = (bare if bare in same or acronym else first), bracket.end()
                continue
            if opener is not None and len(opener[0].strip()) > 4 and len(bare) > 2:
                alias, end = bare, bracket.end()
                continue
        tail = dates.tail(text, end)
        if tail is not None and date is None:
            date, end = tail, tail.end
            continue
        break
    return start, end, date, alias


def named(folded: Folded, hits: Iterable[Hit], references: References, dates: Dates) -> tuple[list[Mention], dict[str, Mention]]:
    """Turn name hits into mentions.

    Returns:
        The mentions sorted by start, and the aliases brackets gave: folded alias -> the mention it stands for.
    """
    mentions: list[Mention] = []
    aliases: dict[str, Mention] = {}
    for hit in longest(h for h in hits if h.kind == "name" and _case_fits(folded, h)):
        entry = hit.entry
        assert entry is not None
        meanings = entry.meanings
        first = meanings[0]
        same = frozenset(
            name for meaning in meanings for name in references.names_of.get(meaning.id, ())
        )
        start, end, date, alias = reach(folded, hit.start, hit.end, dates, same)
        pinned = all(m.pinpoint for m in meanings)
        mention = Mention(
            start, end, first.kind, "full", f"{first.kind}-name", first.language, meanings,
            head=next(iter(references.heads_of.get(first.id, ())), ""), date=date.iso if date and not pinned else "", weak=not entry.strong,
        )  # fmt: skip
        if pinned:
            mention = replace(mention, start=hit.start, end=hit.end)
        mentions.append(mention)
        if alias:
            aliases.setdefault(alias, mention)
    return mentions, aliases
