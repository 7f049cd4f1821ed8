"""A new detection laid under the decisions: what was decided stays, what was not is as the engine sees it now.

The text is the same, so a citation is the same where its span is.

>>> from annotator.engine import annotate
>>> document = annotate("See article 5 of the UN Charter.")
>>> compare(document, document).none
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from annotator.model import Annotation, Document, InputError
from annotator.review.spans import overlapping

__all__ = ["Changed", "Differences", "Field", "compare", "lay_under"]

Field = Literal["kind", "reference", "pinpoints", "candidates", "confidence", "warnings"]
_FIELDS: tuple[Field, ...] = ("kind", "reference", "pinpoints", "candidates", "confidence", "warnings")


@dataclass(frozen=True, slots=True)
class Changed:
    """A citation that both detections have, and the fields in which they differ."""

    before: Annotation
    after: Annotation
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What a new detection found more, found no more, and found otherwise; each in the order of the text."""

    added: tuple[Annotation, ...] = ()
    gone: tuple[Annotation, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def none(self) -> bool:
        """Are the two detections the same?"""
        return not (self.added or self.gone or self.changed)


def compare(before: Document, after: Document) -> Differences:
    """How a new detection differs from the one before.

    Raises:
        InputError: the texts are not the same.
    """
    if before.text != after.text:
        raise InputError(f"{after.document.name}: the text was changed: open it as a new document")
    old = {(a.start, a.end): a for a in before.annotations}
    new = {(a.start, a.end): a for a in after.annotations}
    pairs = [(old[place], a) for place, a in new.items() if place in old]
    changed = [(a, b, tuple(field for field in _FIELDS if _value(a, field) != _value(b, field))) for a, b in pairs]
    return Differences(
        tuple(a for place, a in new.items() if place not in old),
        tuple(a for place, a in old.items() if place not in new),
        tuple(Changed(a, b, fields) for a, b, fields in changed if fields),
    )


def _value(a: Annotation, field: Field) -> object:
    if field == "reference":
        # A title that was corrected in the tables is no other instrument.
        return a.reference.id if a.reference is not None else None
    if field == "candidates":
        return [c.id for c in a.candidates]
    if field == "confidence":
        return round(a.confidence, 2)
    if field == "warnings":
        return [notice.code for notice in a.warnings]
    return getattr(a, field)


def lay_under(decided: Iterable[Annotation], found: Document, taken_back: Iterable[str] = ()) -> tuple[Annotation, ...]:
    """The citations of a new detection, with every one that anybody decided on kept as it stands.

    A kept one learns the candidates, the certainty and the warnings of the new detection where that has the same span.
    What overlaps a kept one is left out, unless that was rejected; what was rejected is not suggested again.

    Args:
        decided: the citations as they stand.
        found: the new detection.
        taken_back: ids of additions that were taken back and may come again.
    """
    kept = [a for a in decided if a.history]
    new = {(a.start, a.end): a for a in found.annotations}
    merged = [_told(a, new.get((a.start, a.end))) for a in kept]
    ids = {a.id for a in kept} | set(taken_back)
    places = {(a.start, a.end) for a in kept}
    live = sorted((a for a in kept if a.status != "rejected"), key=lambda a: a.start)
    at = 0
    for a in found.annotations:
        while at < len(live) and live[at].end <= a.start:
            at += 1
        free = not overlapping(live[at : at + 1], a.start, a.end)
        if free and a.id not in ids and (a.start, a.end) not in places:
            merged.append(a)
    return tuple(sorted(merged, key=lambda a: (a.start, a.end, a.id)))


def _told(kept: Annotation, new: Annotation | None) -> Annotation:
    if new is None or kept.rule == "reviewer":
        return kept
    return replace(kept, candidates=new.candidates, confidence=new.confidence, warnings=new.warnings)
