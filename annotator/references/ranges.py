"""Which numbers resolutions have: a number that fits its session exists though no row names it, others cannot exist.

>>> ranges = Ranges(Tables())
>>> ranges.fault(parse_symbol("A/RES/77/300")) is None
True
>>> ranges.fault(parse_symbol("A/RES/77/900"))
'session 77 of the General Assembly adopted no resolution 900'
>>> ranges.fault(parse_symbol("S/RES/1325(2001)"))
'Security Council resolution 1325 is of 2000'
>>> str(ranges.complete(parse_symbol("S/RES/1325")))
'S/RES/1325(2000)'
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from annotator.references.tables import Tables
from annotator.symbols import Symbol, parse_symbol, session_of

__all__ = ["Range", "Ranges", "lettered"]

BODY_NAMES = {
    "GA": "General Assembly",
    "SC": "Security Council",
    "ECOSOC": "Economic and Social Council",
    "HRC": "Human Rights Council",
    "CHR": "Commission on Human Rights",
}
EDGE = 3
"""How far a running number may lie outside its session: the first and last of a session are not all attested."""


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a body gave its resolutions in one session or year, and the days within which it did."""

    first: int
    last: int
    from_date: str = ""
    until_date: str = ""


@dataclass(frozen=True)
class Ranges:
    """The table `resolution_ranges`, read when first asked."""

    tables: Tables

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Range]:
        return {
            (row["body"], row["session"]): Range(
                int(row["first"]), int(row["last"]), row["from_date"], row["until_date"]
            )
            for row in self.tables.rows("resolution_ranges")
        }

    @cached_property
    def _years(self) -> tuple[tuple[int, int, int], ...]:
        """Security Council: (first, last, year) in order."""
        return tuple(
            sorted((row.first, row.last, int(when)) for (body, when), row in self._rows.items() if body == "SC")
        )

    def range_of(self, symbol: Symbol) -> Range | None:
        """The numbers of the session or year `symbol` names; None where the table does not know it.

        >>> Ranges(Tables()).range_of(parse_symbol("A/RES/217(III)A")).last
        287
        """
        return self._rows.get((symbol.body, str(symbol.year) if symbol.year else symbol.session))

    def years_of(self, number: int) -> tuple[int, ...]:
        """The years in which the Security Council may have adopted resolution `number`, the likeliest first.

        >>> Ranges(Tables()).years_of(242), Ranges(Tables()).years_of(9999)
        ((1967,), ())
        """
        place = bisect_right(self._years, (number, 10**6, 0))
        near = self._years[max(0, place - 2) : place + 1]
        return tuple(year for first, last, year in near if first <= number <= last)

    def complete(self, symbol: Symbol) -> Symbol:
        """Add the year a Security Council symbol was written without, where one year only can be meant."""
        if symbol.body == "SC" and symbol.kind == "RES" and symbol.year is None:
            years = self.years_of(symbol.number)
            return replace(symbol, year=years[0]) if len(years) == 1 else symbol
        return symbol

    def fault(self, symbol: Symbol) -> str | None:
        """Why no such resolution can exist, in one line; None where it may.

        Decisions and presidential statements have no ranges and are never at fault.
        """
        if symbol.kind != "RES" or symbol.body not in BODY_NAMES:
            return None
        name = BODY_NAMES[symbol.body]
        if symbol.body == "SC":
            years = self.years_of(symbol.number)
            if not years:
                return f"the {name} adopted no resolution {symbol.number}"
            if symbol.year is not None and symbol.year not in years:
                return f"{name} resolution {symbol.number} is of {years[0]}"
            return None
        row = self.range_of(symbol)
        if row is None:
            return (
                f"the {name} has had no session {symbol.session}"
                if symbol.session
                else f"the {name} adopted none in {symbol.year}"
            )
        edge = EDGE if symbol.runs_on else 0
        if row.first - edge <= symbol.number <= row.last + edge:
            return None
        told = session_of(symbol.number) if symbol.body == "GA" and symbol.runs_on else None
        if told is not None:
            return f"{name} resolution {symbol.number} is of session {told}, not {symbol.session}"
        if symbol.year:
            return f"the {name} adopted no resolution {symbol.number} in {symbol.year}"
        return f"session {symbol.session} of the {name} adopted no resolution {symbol.number}"


def lettered(symbols: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Parents of lettered resolutions -> the lettered ones, for a citation that names the parent only.

    >>> lettered(["A/RES/2200(XXI)", "A/RES/2200(XXI)B", "A/RES/2200(XXI)A", "A/RES/60/1"])
    {'A/RES/2200(XXI)': ('A/RES/2200(XXI)A', 'A/RES/2200(XXI)B')}
    """
    found: dict[str, list[str]] = defaultdict(list)
    for text in symbols:
        if text[-1:].isalpha():
            symbol = parse_symbol(text)
            if symbol is not None and symbol.letter:
                found[str(symbol.parent)].append(text)
    return {parent: tuple(sorted(children)) for parent, children in found.items()}
