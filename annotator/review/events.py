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

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from annotator.model import Action, Annotation, Decision, Document, Generator, InputError, Reference, Snapshot
from annotator.review.spans import placed, refuse_overlap

__all__ = ["Change", "Event", "Review", "apply", "as_detected", "begin", "decisions_made", "fold", "snapshot"]


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
    """One step of one reviewer. `at` is UTC in ISO 8601.

    `imported` replaces all annotations: of a file with a longer history ("import"), or of a new detection with the
    decisions laid over it ("redetect"); `generator` says what made them. `batch` is the same for the events of one
    decision over several documents, and for those that take it back.
    """

    at: str
    reviewer: str
    action: Action | Literal["import", "redetect"]
    changes: tuple[Change, ...] = ()
    note: str = ""
    imported: tuple[Annotation, ...] | None = None
    batch: str = ""
    generator: Generator | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A document as it stands, how many events led there, and what can be undone and redone (last one last)."""

    document: Document
    count: int = 0
    done: tuple[Event, ...] = ()
    undone: tuple[Event, ...] = ()
    # Additions that were taken back: redo brings them back with their history.
    removed: Mapping[str, Annotation] = field(default_factory=lambda: MappingProxyType({}))
    # The annotations of the document by their ids, in their order.
    held: Mapping[str, Annotation] = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)

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
        return self.held.get(annotation) if annotation is not None else None


def snapshot(a: Annotation) -> Snapshot:
    """What a reviewer can change in a citation, as it stands."""
    return Snapshot(a.start, a.end, a.kind, a.reference.id if a.reference else None, a.pinpoints, a.status)


def begin(document: Document) -> Review:
    """The review of a document with the decisions its own histories tell of."""
    return _Folding(document).review()


def fold(document: Document, events: Iterable[Event], count: int = 0) -> Review:
    """The state after all events.

    Args:
        document: as it was before them.
        events: the oldest first.
        count: how many events lie before the first of these.

    Raises:
        InputError: an event does not fit the state before it.
    """
    folding = _Folding(document, count)
    for event in events:
        folding.take(event)
    return folding.review()


def apply(review: Review, event: Event) -> Review:
    """The state after one more event. The state given stays as it is.

    Raises:
        InputError: the event does not fit: a citation was changed meanwhile, is not there, or would overlap another.
    """
    folding = _Folding(review)
    folding.take(event)
    return folding.review()


class _Folding:
    """A review while events are applied to it. An event that touches one citation costs nothing for the others."""

    def __init__(self, start: Review | Document, count: int = 0) -> None:
        if isinstance(start, Review):
            self._document, self._count = start.document, start.count
            self._held: dict[str, Annotation] = dict(start.held)
            self._removed: dict[str, Annotation] = dict(start.removed)
            self._done, self._undone = list(start.done), list(start.undone)
        else:
            self._count = count
            self._replace(start)
        self._in_order = True
        # Start, end and id of every citation that takes room, in order; made when it is first asked for.
        self._taken: list[tuple[int, int, str]] | None = None

    def _replace(self, document: Document) -> None:
        self._document = document
        self._held = {a.id: a for a in document.annotations}
        self._removed = {}
        self._done, self._undone = _stacks(document.annotations)

    def take(self, event: Event) -> None:
        """Apply one event."""
        self._count += 1
        if event.imported is not None:
            self._lay(event, event.imported)
            return
        if event.action in ("import", "redetect"):
            raise InputError(f"This {event.action} carries no annotations.")
        for change in event.changes:
            self._change(event, change)
        for change in event.changes:
            if _takes_room(change.after) and not (_takes_room(change.before) and _same_place(change)):
                self._refuse_overlap(change)
        _move(event, self._done, self._undone)

    def _lay(self, event: Event, annotations: tuple[Annotation, ...]) -> None:
        generator = event.generator or self._document.generator
        document = replace(self._document, annotations=annotations, generator=generator)
        if event.action == "import":
            self._replace(document)
        else:
            # A new detection changes nothing that was decided, so every step can still be taken back.
            self._document, self._held = document, {a.id: a for a in annotations}
        self._in_order, self._taken = True, None

    def review(self) -> Review:
        """The state as it is now."""
        if not self._in_order:
            self._held = {a.id: a for a in sorted(self._held.values(), key=lambda a: (a.start, a.end, a.id))}
        document = replace(self._document, annotations=tuple(self._held.values()))
        removed, held = MappingProxyType(self._removed), MappingProxyType(self._held)
        return Review(document, self._count, tuple(self._done), tuple(self._undone), removed, held)

    def _change(self, event: Event, change: Change) -> None:
        assert event.action != "import" and event.action != "redetect"
        decision = Decision(event.at, event.reviewer, event.action, change.before, change.after, event.note)
        old = self._held.get(change.annotation)
        if (snapshot(old) if old else None) != change.before:
            raise InputError("This citation was changed meanwhile: look at it again.")
        base = old or change.added or self._removed.pop(change.annotation, None)
        if base is None:
            raise InputError("This citation is not in the document.")
        base = replace(base, history=(*base.history, decision))
        self._in_order &= old is not None and change.after is not None and _same_place(change)
        if change.after is None:
            del self._held[base.id]
            self._removed[base.id] = base
        else:
            self._held[base.id] = _changed(base, change, self._document.text)
        if self._taken is not None:
            if _takes_room(change.before):
                del self._taken[bisect_left(self._taken, _place(change.before, base.id))]
            if _takes_room(change.after):
                insort(self._taken, _place(change.after, base.id))

    def _refuse_overlap(self, change: Change) -> None:
        if self._taken is None:
            live = (a for a in self._held.values() if a.status != "rejected")
            self._taken = sorted((a.start, a.end, a.id) for a in live)
        place = _place(change.after, change.annotation)
        at = bisect_left(self._taken, place)
        # Citations that take room share no text, so only the neighbours can be in the way.
        beside = self._taken[max(0, at - 1) : at + 2]
        refuse_overlap((self._held[name] for _, _, name in beside), place[0], place[1], change.annotation)


def _takes_room(given: Snapshot | None) -> bool:
    return given is not None and given.status != "rejected"


def _same_place(change: Change) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and (before.start, before.end) == (after.start, after.end)


def _place(given: Snapshot | None, annotation: str) -> tuple[int, int, str]:
    assert given is not None
    return given.start, given.end, annotation


def decisions_made(document: Document) -> int:
    """How many lines the histories hold.

    >>> from annotator.model import Generator
    >>> from annotator.read import source_from_text
    >>> decisions_made(Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", "")))
    0
    """
    return sum(len(a.history) for a in document.annotations)


def as_detected(document: Document) -> Document:
    """A document as it was before anybody decided: what was added is left out, what was changed is put back.

    >>> from annotator.model import Generator
    >>> from annotator.read import source_from_text
    >>> document = Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", ""))
    >>> as_detected(document) == document
    True
    """
    found = []
    for a in document.annotations:
        if not a.history:
            found.append(a)
        elif (first := a.history[0].before) is not None:
            found.append(replace(_changed(a, Change(a.id, None, first), document.text), history=()))
    found.sort(key=lambda a: (a.start, a.end, a.id))
    return replace(document, annotations=tuple(found))


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


def _move(event: Event, done: list[Event], undone: list[Event]) -> None:
    if event.action == "undo":
        undone += done[-1:]
        del done[-1:]
    elif event.action == "redo":
        done += undone[-1:]
        del undone[-1:]
    else:
        done.append(event)
        undone.clear()


def _stacks(annotations: tuple[Annotation, ...]) -> tuple[list[Event], list[Event]]:
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
    done: list[Event] = []
    undone: list[Event] = []
    for step in sorted(steps, key=lambda step: step[0]):
        _move(Event(*step, tuple(steps[step]), notes[step]), done, undone)
    return done, undone
