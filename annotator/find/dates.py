"""Dates and years as citations write them, in all languages of the tables.

>>> from annotator.references import load_references
>>> dates = Dates(load_references().words)
>>> dates.read("of 9 december 2021, in", 3)
Date(iso='2021-12-09', start=3, end=18)
>>> dates.read("1949年8月12日《", 0).iso
'1949-08-12'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.find.tokens import pattern_of
from annotator.references.words import Words

__all__ = ["Date", "Dates"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as read: ISO form (`2021-12-09` or `2021`) and the folded span it covers."""

    iso: str
    start: int
    end: int


# Behind a comma: ", April 24, 1963".
_MONTH_FIRST = re.compile(r",[ \n](?=[a-z]{3,9}\.?[ \n]\d{1,2},[ \n]\d{4})")


class Dates:
    """Reads dates at a position of a folded text."""

    def __init__(self, words: Words) -> None:
        self._months = {
            form: number for language in words.languages.values() for form, number in language.months.items()
        }
        months = pattern_of(tuple(sorted(self._months, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"""
              (?P<d1>\d{{1,2}})(?:er|°|\.)?[ \n](?:de[ \n]|d')?             # 1er avril 1990, 9 de julio de 1991
              (?P<m1>{months})(?:[ ]?[/(][ ]?(?:{months})\)?)?,?[ \n](?:de[ \n]|del[ \n])?
              (?P<y1>\d{{4}})(?:[ \n](?:года|г\.))?
            | (?P<m2>{months})[ \n](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ \n](?P<y2>\d{{4}})       # July 9th, 1991
            | (?P<y3>\d{{4}})年(?P<m3>\d{{1,2}})月(?P<d3>\d{{1,2}})日
            | (?P<d4>\d{{1,2}})[./][ ]?(?P<m4>\d{{1,2}})[./][ ]?(?P<y4>(?:19|20)\d{{2}})
            | (?P<y6>\d{{4}})-(?P<m6>\d{{2}})-(?P<d6>\d{{2}})(?!\d)
            | (?:{months})(?:[ ]?[/(][ ]?(?:{months})\)?)?[ \n]                  # of May 1968
              (?:de[ \n]|del[ \n])?(?P<y7>(?:19|20)\d{{2}})
            | (?P<y5>(?:1[6-9]|20)\d{{2}})(?:年|[ \n](?:года?|г\.))?
            """,
            re.VERBOSE,
        )
        self._tail = re.compile(
            r"""
              [,،]?[ \n]
              (?: of | from | dated | (?<![,،][ \n])adopted[ \n]on          # behind a comma it is a clause of its own
                | de | del | du | en[ \n]date[ \n]du | vom | von | aus
                | del[ \n]ano | do | dell' | di | от
                | و?المورخ(?:ه|ين|تين|ان|تان)?(?:[ \n]في)? | لعام | لسنه | d[e']l? )
              [ \n](?: la[ \n] | el[ \n] | le[ \n] | the[ \n] | fecha[ \n] )?
            | (?<=[ \n,])(?=\d)                                             # right before a number
            | [ \n](?=\d{4}[ \n]года)
            | ,[ \n](?=\d{1,2}[ \n]|(?:1[89]|20)\d{2}(?!\d))                # a comma before a day or a year
            """,
            re.VERBOSE,
        )

    def read(self, text: str, at: int) -> Date | None:
        """Read the date that starts at a place; None where none does or it cannot be ("31 June" can, "13/13/1990" not).

        Args:
            text: a folded text.
            at: a folded offset.
        """
        found = self._pattern.match(text, at)
        if found is None or (found.end() < len(text) and text[found.end()].isdigit()):
            return None
        for n in "12346":
            if found[f"y{n}"]:
                month = found[f"m{n}"]
                number = self._months[month.replace("\n", " ")] if n in "12" else int(month)
                day = int(found[f"d{n}"])
                if not (1 <= number <= 12 and 1 <= day <= 31):
                    return None
                return Date(f"{found[f'y{n}']}-{number:02}-{day:02}", found.start(), found.end())
        return Date(found["y5"] or found["y7"], found.start(), found.end())

    def tail(self, text: str, at: int) -> Date | None:
        """Read a date joined to what ends at a place by "of", "de", "du", a comma and the like.

        Args:
            text: a folded text.
            at: a folded offset.
        """
        found = self._tail.match(text, at)
        return self.read(text, found.end()) if found is not None else None

    def american(self, text: str, at: int) -> Date | None:
        """Read a date with its month first behind a comma: ", April 24, 1963".

        Args:
            text: a folded text.
            at: a folded offset.
        """
        found = _MONTH_FIRST.match(text, at)
        return self.read(text, found.end()) if found is not None else None

    def joined(self, text: str, at: int) -> Date | None:
        """Read a full date joined to what ends at a place, or a year that a word joins ("of 1967", not ", 1967").

        Args:
            text: a folded text.
            at: a folded offset.
        """
        date = self.tail(text, at)
        if date is None or len(date.iso) > 4:
            return date
        return date if text[at : date.start].strip(" \n,") and text[at] != "," else None
