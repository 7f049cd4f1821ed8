"""When was a document written? Asked only where a country had several constitutions and the text tells no year.

A date counts where a document tells its own: behind a word such as "dated" or "dado en", behind a place and a comma,
or on a line of its own; in the head of the text or at its end. A date of something cited does not count.

>>> from annotator.fold import fold
>>> from annotator.references import load_references
>>> reader = DatelineReader(load_references().words)
>>> reader.read(fold("Lima, 3 de mayo de 1985. El artículo 2 de la Constitución ampara a todos."), ())
'1985-05-03'
>>> reader.read(fold("The law of 3 May 1985 is still in force."), ())
''
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import regex

from annotator.find import Citation
from annotator.find.dates import Date, Dates
from annotator.find.tokens import TIMEOUT, pattern_of
from annotator.fold import Folded
from annotator.references.words import Words

__all__ = ["DatelineReader"]

_HEAD, _END = 1500, 600
# "Lima, ", "Ciudad de México, a ", "Brasília, DF, em ": capitals, a comma, at most a small word.
_PLACE = regex.compile(
    r"\p{Lu}[\p{L}.'-]+(?:[ (,/]+\p{Lu}{2}\)?)?,[ ](?:(?:a|el|le|den|em|il|am|the)[ ])?$|(?<!\p{L})\p{Lo}{2,9},[ ]?$"
)
_TOLD, _BESIDE_PLACE, _ALONE = 3, 2, 2


class DatelineReader:
    """Reads the date of a document; built once for the words of all languages."""

    def __init__(self, words: Words) -> None:
        self._words = words

    @cached_property
    def _dates(self) -> Dates:
        # Most documents never ask.
        return Dates(self._words)

    @cached_property
    def _starts(self) -> regex.Pattern[str]:
        """Where a date may start: at a digit, or at a month before one ("May 3, 1985")."""
        months = {month for language in self._words.languages.values() for month in language.months}
        return regex.compile(rf"(?<!\w)(?:\d|{pattern_of(tuple(sorted(months, key=len, reverse=True)))}[ \n]\d)")

    @cached_property
    def _cues(self) -> tuple[str, ...]:
        return tuple({cue for language in self._words.languages.values() for cue in language.dated})

    def read(self, folded: Folded, citations: Sequence[Citation]) -> str:
        """The date a document bears, in ISO form; "" where it tells none.

        Args:
            folded: the document.
            citations: what was found in it: the date of a resolution or a treaty is not the document's.
        """
        size = len(folded.text)
        best, chosen = 0, ""
        for start, stop in ((0, min(_HEAD, size)), (max(_HEAD, size - _END), size)):
            for date in self._full(folded.text, start, stop):
                if any(c.start < date.end and date.start < c.end for c in citations):
                    continue
                weight = self._weight(folded, date)
                if weight > best:
                    best, chosen = weight, date.iso
        return chosen

    def _full(self, text: str, start: int, stop: int) -> list[Date]:
        """Dates with a day and a month between two places."""
        read, done = [], start
        for found in self._starts.finditer(text, start, stop, timeout=TIMEOUT):
            date = self._dates.read(text, found.start()) if found.start() >= done else None
            if date is not None and len(date.iso) == 10:
                read.append(date)
                done = date.end
        return read

    def _weight(self, folded: Folded, date: Date) -> int:
        before = folded.text[max(0, date.start - 40) : date.start].rstrip(" \n,:")
        if any(before.endswith(cue) and not before[-len(cue) - 1 : -len(cue)].isalpha() for cue in self._cues):
            return _TOLD
        if _PLACE.search(*folded.cased.around(max(0, date.start - 40), date.start), timeout=TIMEOUT):
            return _BESIDE_PLACE
        opens = date.start == 0 or folded.text[date.start - 1] == "\n"
        closes = date.end >= len(folded.text) or folded.text[date.end] == "\n"
        return _ALONE if opens and closes else 0
