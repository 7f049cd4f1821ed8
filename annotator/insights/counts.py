"""Counts over the citations of many documents: by instrument, by year of the instrument, by warning.

Citations that a reviewer rejected are never counted: they are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from annotator.model import KINDS, Kind, Status

__all__ = ["Cited", "Span", "Warned", "Year", "instruments", "live", "timeline", "warnings"]


class Span(Protocol):
    """A citation somewhere in the workspace, as far as it is counted: `warnings` are codes."""

    @property
    def document(self) -> str:
        """The key of the document."""

    @property
    def kind(self) -> Kind:
        """What kind of instrument is cited."""

    @property
    def status(self) -> Status:
        """What was decided."""

    @property
    def reference(self) -> str | None:
        """The id of the instrument; None where it is not known."""

    @property
    def title(self) -> str:
        """The instrument's title; blank where it is not known."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The codes of its warnings."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument with the number of its citations and of the documents that have them."""

    id: str
    title: str
    kind: Kind
    citations: int
    documents: int


@dataclass(frozen=True, slots=True)
class Year:
    """What was cited of the instruments of one kind and one year."""

    year: int
    kind: Kind
    instruments: int
    citations: int


@dataclass(frozen=True, slots=True)
class Warned:
    """How many citations bear a warning, in how many documents, and how many of them nobody has decided yet."""

    code: str
    citations: int
    documents: int
    open: int


def live(spans: Iterable[Span]) -> list[Span]:
    """Those that were not rejected."""
    return [span for span in spans if span.status != "rejected"]


def instruments(spans: Iterable[Span]) -> list[Cited]:
    """Every instrument that is cited, the one cited most often first; equal ones by title.

    >>> instruments([])
    []
    """
    groups: dict[tuple[str, Kind], list[Span]] = defaultdict(list)
    for span in live(spans):
        if span.reference is not None:
            groups[span.reference, span.kind].append(span)
    found = [
        Cited(
            id=reference,
            title=next((span.title for span in group if span.title), reference),
            kind=kind,
            citations=len(group),
            documents=len({span.document for span in group}),
        )
        for (reference, kind), group in groups.items()
    ]
    return sorted(found, key=lambda i: (-i.citations, -i.documents, i.title.casefold(), i.id, i.kind))


def timeline(cited: Iterable[Cited], year_of: Callable[[str], int | None]) -> tuple[list[Year], int]:
    """The cited instruments by their year, and how many citations have none.

    Args:
        cited: the instruments.
        year_of: the year of an instrument, None where the tables do not tell it.

    Returns:
        One row a year and kind, the earliest first; the number of citations without a year.

    >>> timeline([Cited("cets-005", "Human Rights", "treaty", 4, 2)], lambda _: 1950)
    ([Year(year=1950, kind='treaty', instruments=1, citations=4)], 0)
    """
    groups: dict[tuple[int, Kind], list[Cited]] = defaultdict(list)
    undated = 0
    for instrument in cited:
        year = year_of(instrument.id)
        if year is None:
            undated += instrument.citations
        else:
            groups[year, instrument.kind].append(instrument)
    rows = [Year(year, kind, len(group), sum(i.citations for i in group)) for (year, kind), group in groups.items()]
    return sorted(rows, key=lambda row: (row.year, KINDS.index(row.kind))), undated


def warnings(spans: Iterable[Span]) -> list[Warned]:
    """How often each warning stands, the most frequent first.

    >>> warnings([])
    []
    """
    groups: dict[str, list[Span]] = defaultdict(list)
    for span in live(spans):
        for code in set(span.warnings):
            groups[code].append(span)
    found = [
        Warned(code, len(group), len({s.document for s in group}), sum(s.status == "suggested" for s in group))
        for code, group in groups.items()
    ]
    return sorted(found, key=lambda warned: (-warned.citations, warned.code))
