"""Which citation comes next: order, filters, progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.model import Annotation, Kind, Status

Order = Literal["text", "uncertain", "warnings"]
ORDERS: tuple[Order, ...] = ("text", "uncertain", "warnings")

__all__ = ["ORDERS", "Filter", "Order", "Progress", "is_open", "neighbour", "next_open", "progress", "queue"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which citations are shown; an empty field lets all through."""

    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    warned: bool = False

    def lets(self, a: Annotation) -> bool:
        """Does this citation pass?"""
        return (
            (not self.kinds or a.kind in self.kinds)
            and (not self.statuses or a.status in self.statuses)
            and (not self.warned or bool(a.warnings))
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of one document. `warned` counts citations, not warnings; rejected ones are not counted in it."""

    total: int
    reviewed: int
    warned: int

    @property
    def finished(self) -> bool:
        """Is every citation decided?"""
        return self.reviewed == self.total


def is_open(a: Annotation) -> bool:
    """Does the citation still wait for a decision?"""
    return a.status == "suggested"


def progress(annotations: Sequence[Annotation]) -> Progress:
    """Count what is done.

    >>> progress([])
    Progress(total=0, reviewed=0, warned=0)
    """
    return Progress(
        total=len(annotations),
        reviewed=sum(not is_open(a) for a in annotations),
        warned=sum(bool(a.warnings) and a.status != "rejected" for a in annotations),
    )


def queue(annotations: Sequence[Annotation], shown: Filter | None = None, order: Order = "text") -> list[Annotation]:
    """The citations in the order they are gone through. Equal ones keep the order of the text."""
    passed = [a for a in annotations if shown is None or shown.lets(a)]
    if order == "uncertain":
        passed.sort(key=lambda a: (a.confidence, a.start))
    elif order == "warnings":
        passed.sort(key=lambda a: (-len(a.warnings), a.start))
    return passed


def next_open(line: Sequence[Annotation], after: str | None) -> str | None:
    """The next citation that waits for a decision, from the one at hand on and round again; None where all is done."""
    turned = _from(line, after)
    return next((a.id for a in turned if is_open(a) and a.id != after), None)


def neighbour(line: Sequence[Annotation], current: str | None, step: Literal[-1, 1]) -> str | None:
    """The citation before or after the one at hand; at an end it stays."""
    if not line:
        return None
    places = {a.id: i for i, a in enumerate(line)}
    if current not in places:
        return line[0 if step == 1 else -1].id
    return line[min(max(places[current] + step, 0), len(line) - 1)].id


def _from(line: Sequence[Annotation], after: str | None) -> list[Annotation]:
    place = next((i for i, a in enumerate(line) if a.id == after), -1)
    return [*line[place + 1 :], *line[: place + 1]]
