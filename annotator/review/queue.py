"""Which citation comes next: order, filters, progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.fold import fold_name, fold_names
from annotator.model import Annotation, Form, Kind, Status

Order = Literal["text", "uncertain", "warnings"]
ORDERS: tuple[Order, ...] = ("text", "uncertain", "warnings")

__all__ = ["ORDERS", "Filter", "Order", "Progress", "is_open", "neighbour", "next_open", "progress", "queue"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which citations are shown; an empty field lets all through.

    `above` lets those through that are as sure as this or surer, from 0 to 1, `below` those that are less sure;
    `warning` is the code of one warning; `reference` an id; `text` stands in the quote or the title, whatever its case
    and accents.
    """

    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    warned: bool = False
    forms: frozenset[Form] = frozenset()
    above: float | None = None
    below: float | None = None
    warning: str = ""
    reference: str = ""
    text: str = ""

    def lets(self, a: Annotation) -> bool:
        """Does this citation pass?"""
        return bool(self.passed((a,)))

    def passed(self, annotations: Sequence[Annotation]) -> list[Annotation]:
        """Those that pass, in their order."""
        found = [a for a in annotations if self._lets(a)]
        text = fold_name(self.text)
        if not text:
            return found
        # All at once: folding one by one would take seconds for a long document.
        folded = fold_names(f"{a.quote} {a.reference.title if a.reference else ''}" for a in found)
        return [a for a, words in zip(found, folded, strict=True) if text in words]

    def _lets(self, a: Annotation) -> bool:
        return (
            (not self.kinds or a.kind in self.kinds)
            and (not self.statuses or a.status in self.statuses)
            and (not self.forms or a.form in self.forms)
            and (not self.warned or bool(a.warnings))
            and (self.above is None or a.confidence >= self.above)
            and (self.below is None or a.confidence < self.below)
            and (not self.warning or any(notice.code == self.warning for notice in a.warnings))
            and (not self.reference or (a.reference is not None and a.reference.id == self.reference))
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
    passed = list(annotations) if shown is None else shown.passed(annotations)
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
