"""Names that a year or a date interrupts, and protocols told by their year alone.

Convention of 1951 relating to the Status of Refugees       the name of the tables, and its year
Конвенция 1951 года о статусе беженцев
the Refugee Convention and its 1967 Protocol                 a head word and a year, for resolving to weigh
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.find.dates import Date, Dates
from annotator.find.mention import Mention
from annotator.find.scan import Hit
from annotator.fold import Folded
from annotator.references import References

__all__ = ["dated"]

# A place between the head and its date: "Convención de Viena de 1961 sobre ...".
_PLACE = re.compile(
    r"[ \n](?:de|of|di|von|d'|a|da)[ ]?[^\W\d_]{3,14}(?:[ ](?:york|haya|haye|aia))?(?=[ \n]\S{2,4}[ \n]\d)"
)
_WORDS_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_]+[ \n]){1,2}$")
_WORD_END = re.compile(r"(?!\w)")
_YEAR_BEFORE = re.compile(r"(?<![\w/(.-])(?P<year>1[89]\d{2}|20[0-4]\d)[ ]$")
_MOST = 170


def dated(folded: Folded, hits: Sequence[Hit], references: References, dates: Dates) -> list[Mention]:
    """Return names with a date inside, and capital head words with a year and nothing else, sorted.

    Args:
        folded: the document.
        hits: hits of its scan.
        references: for the names and the generic words.
        dates: the reader of dates.
    """
    found = []
    for hit in hits:
        if hit.kind != "head" or hit.word not in references.head_classes:
            continue
        mention = _interrupted(folded, hit, references, dates) or _by_year(folded, hit, references, dates)
        if mention is not None:
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _interrupted(folded: Folded, hit: Hit, references: References, dates: Dates) -> Mention | None:
    """The name that the words before and behind a date make together, if the tables have it."""
    text = folded.text
    place = _PLACE.match(text, hit.end)
    for stop in (hit.end, *([place.end()] if place is not None else ())):
        date = dates.tail(text, stop)
        if date is None:
            continue
        rest = text[date.end : date.end + _MOST].split("\n", 1)[0]
        if not rest.startswith((" ", ", ")):
            continue
        before = _WORDS_BEFORE.search(text, max(0, hit.start - 30), hit.start)
        starts = [hit.start]
        if before is not None:
            words = before[0].replace("\n", " ")
            starts.append(hit.start - len(words.rstrip().rpartition(" ")[2]) - 1)
            starts.append(before.start())
        ends = [match.start() for match in _WORD_END.finditer(rest) if match.start() > 4][:24]
        for start in reversed(starts):
            head = text[start:stop].replace("\n", " ")
            for end in reversed(ends):
                entry = references.names.get(head + rest[:end])
                if entry is None or not entry.strong or entry.meanings[0].kind != "treaty":
                    continue
                first = entry.meanings[0]
                return Mention(
                    start,
                    date.end + end,
                    "treaty",
                    "full",
                    "treaty-name",
                    first.language,
                    entry.meanings,
                    head=references.head_classes[hit.word],
                    date=date.iso,
                )
    return None


def _by_year(folded: Folded, hit: Hit, references: References, dates: Dates) -> Mention | None:
    """A capital head word with a year: "its 1967 Protocol", "su Protocolo de 1967"; it leans on what was named."""
    text = folded.text
    if not folded.cased[hit.start].isupper():
        return None
    start, end = hit.start, hit.end
    before = _YEAR_BEFORE.search(text, max(0, start - 6), start)
    date: Date | None = None
    if before is not None:
        date, start = Date(before["year"], before.start(), start - 1), before.start()
    else:
        date = dates.joined(text, end)
        end = date.end if date is not None else end
    if date is None or len(date.iso) > 4:
        return None
    language = hit.languages[0] if hit.languages else ""
    head = references.head_classes[hit.word]
    return Mention(start, end, "treaty", "full", "treaty-dated", language, head=head, date=date.iso)
