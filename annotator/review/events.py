"""What was decided, as a list that only grows, and the state that follows from it.

An `Event` is one step of a reviewer: it changes one citation or, in bulk, many. A `Review` is a document with all its
events applied. Undo and redo are events too. Nothing here reads a clock, a file or a table.

>>> from annotator.model import Generator
>>> from annotator.read import source_from_text
>>> review = begin(Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", "")))
>>> review.count, review.can_undo
(0, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from annotator.model import Action, Annotation, Decision, Document, InputError, Reference, Snapshot
from annotator.review.spans import placed, refuse_overlap

__all__ = ["Change", "Event", "Review", "apply", "begin", "decisions_made", "fold", "snapshot"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event does to one citation. `was` and `now` say what the snapshots' reference ids mean.

    `before` is None for an addition, `after` for one that is taken back; `added` is the new citation itself.
    """

    annotation: str
    before: Snapshot | None
    after: Snapshot | None
    was: Reference | None = None
    now: Reference | None = None
    added: Annotation | None = None

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.annotation, self.after, self.before, self.now, self.was)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of one reviewer. `at` is UTC in ISO 8601. `imported` replaces all annotations."""

    at: str
    reviewer: str
    action: Action | Literal["import"]
    changes: tuple[Change, ...] = ()
    note: str = ""
    imported: tuple[Annotation, ...] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A document as it stands, how many events led there, and what can be undone and redone (last one last)."""

    document: Document
    count: int = 0
    done: tuple[Event, ...] = ()
    undone: tuple[Event, ...] = ()
    # Additions that were taken back: redo brings them back with their history.
    removed: Mapping[str, Annotation] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def can_undo(self) -> bool:
        """Is there a step to take back?"""
        return bool(self.done)

    @property
    def can_redo(self) -> bool:
        """Is there a step that was taken back?"""
        return bool(self.undone)

    def get(self, annotation: str | None) -> Annotation | None:
        """The citation with this id, if it is in the document."""
        return next((a for a in self.document.annotations if a.id == annotation), None)


def snapshot(a: Annotation) -> Snapshot:
    """What a reviewer can change in a citation, as it stands."""
    return Snapshot(a.start, a.end, a.kind, a.reference.id if a.reference else None, a.pinpoints, a.status)


def begin(document: Document) -> Review:
    """The review of a document with the decisions its own histories tell of."""
    done, undone = _stacks(document.annotations)
    return Review(document, 0, done, undone)


def fold(document: Document, events: Iterable[Event]) -> Review:
    """The state after all events.

    Raises:
        InputError: an event does not fit the state before it.
    """
    review = begin(document)
    for event in events:
        review = apply(review, event)
    return review


def apply(review: Review, event: Event) -> Review:
    """The state after one more event. The state given stays as it is.

    Raises:
        InputError: the event does not fit: a citation was changed meanwhile, is not there, or would overlap another.
    """
    if event.imported is not None:
        document = replace(review.document, annotations=event.imported)
        done, undone = _stacks(event.imported)
        return Review(document, review.count + 1, done, undone)
    if event.action == "import":
        raise InputError("This import carries no annotations.")
    text = review.document.text
    held = {a.id: a for a in review.document.annotations}
    removed = dict(review.removed)
    for change in event.changes:
        decision = Decision(event.at, event.reviewer, event.action, change.before, change.after, event.note)
        old = held.pop(change.annotation, None)
        if (snapshot(old) if old else None) != change.before:
            raise InputError("This citation was changed meanwhile: look at it again.")
        base = old or change.added or removed.pop(change.annotation, None)
        if base is None:
            raise InputError("This citation is not in the document.")
        base = replace(base, history=(*base.history, decision))
        if change.after is None:
            removed[base.id] = base
        else:
            held[base.id] = _changed(base, change, text)
    annotations = tuple(sorted(held.values(), key=lambda a: (a.start, a.end, a.id)))
    for change in event.changes:
        if change.after is not None and change.after.status != "rejected":
            refuse_overlap(annotations, change.after.start, change.after.end, change.annotation)
    done, undone = _moved(event, review.done, review.undone)
    document = replace(review.document, annotations=annotations)
    return Review(document, review.count + 1, done, undone, MappingProxyType(removed))


def decisions_made(document: Document) -> int:
    """How many lines the histories hold.

    >>> from annotator.model import Generator
    >>> from annotator.read import source_from_text
    >>> decisions_made(Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", "")))
    0
    """
    return sum(len(a.history) for a in document.annotations)


def _changed(base: Annotation, change: Change, text: str) -> Annotation:
    after = change.after
    assert after is not None
    moved = placed(base, text, after.start, after.end)
    reference = change.now if change.now is not None and change.now.id == after.reference else None
    if reference is None and after.reference is not None:
        reference = reference_of(base, after.reference)
    return replace(moved, kind=after.kind, reference=reference, pinpoints=after.pinpoints, status=after.status)


def reference_of(annotation: Annotation, reference: str) -> Reference:
    """What the annotation itself knows of a reference id; at least the id."""
    if annotation.reference is not None and annotation.reference.id == reference:
        return annotation.reference
    for c in annotation.candidates:
        if c.id == reference:
            return Reference(c.id, c.title, c.date)
    return Reference(reference, "")


def _moved(
    event: Event, done: tuple[Event, ...], undone: tuple[Event, ...]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    if event.action == "undo":
        return done[:-1], (*undone, *done[-1:])
    if event.action == "redo":
        return (*done, *undone[-1:]), undone[:-1]
    return (*done, event), ()


def _stacks(annotations: tuple[Annotation, ...]) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """What can be undone and redone, read from histories: lines of one moment and reviewer were one step."""
    steps: dict[tuple[str, str, Action], list[Change]] = {}
    notes: dict[tuple[str, str, Action], str] = {}
    for a in annotations:
        for line in a.history:
            key: tuple[str, str, Action] = (line.at, line.reviewer, line.action)
            was, now = (
                reference_of(a, s.reference) if s is not None and s.reference is not None else None
                for s in (line.before, line.after)
            )
            steps.setdefault(key, []).append(Change(a.id, line.before, line.after, was, now))
            notes[key] = line.note
    done: tuple[Event, ...] = ()
    undone: tuple[Event, ...] = ()
    for step in sorted(steps, key=lambda step: step[0]):
        event = Event(*step, tuple(steps[step]), notes[step])
        done, undone = _moved(event, done, undone)
    return done, undone
