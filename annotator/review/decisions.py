"""The decisions a reviewer can take, each as a pure function from a review to the event that records it.

None of them changes anything: `apply` does. A function gives None where there is nothing to decide, such as
confirming what is confirmed.

>>> from annotator.model import Document, Generator, Reference
>>> from annotator.read import source_from_text
>>> from annotator.review.events import apply, begin
>>> review = begin(Document(source_from_text("See article 2 of the UN Charter."), Generator("annotator", "0.1.0", "")))
>>> draft = Draft(4, 31, "treaty", Reference("un-charter", "Charter of the United Nations"), ("art_2",))
>>> review = apply(review, add(review, draft, reviewer="Ada", at="2026-01-01T10:00:00.000000Z"))
>>> [(a.quote, a.status) for a in review.document.annotations]
[('article 2 of the UN Charter', 'added')]
>>> review = apply(review, undo(review, reviewer="Ada", at="2026-01-01T10:00:05.000000Z"))
>>> review.document.annotations, review.can_redo
((), True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from annotator.model import (
    KINDS,
    Action,
    Annotation,
    Candidate,
    Form,
    InputError,
    Kind,
    Reference,
    Snapshot,
    Status,
)
from annotator.pinpoints import parse_path
from annotator.review.events import Change, Event, Review, snapshot
from annotator.review.spans import CONTEXT, refuse_overlap, shortened, tidy

__all__ = [
    "Draft",
    "add",
    "checked",
    "choose",
    "confirm",
    "correct",
    "draft_of",
    "now",
    "redo",
    "refer",
    "reject",
    "reopen",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of a citation while it is being corrected or added."""

    start: int
    end: int
    kind: Kind
    reference: Reference | None
    pinpoints: tuple[str, ...]


def now() -> str:
    """This moment as histories write it: UTC, with microseconds, so that the order of steps can be read back."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def draft_of(a: Annotation) -> Draft:
    """A citation's content as it stands, to start a correction from."""
    return Draft(a.start, a.end, a.kind, a.reference, a.pinpoints)


def confirm(review: Review, annotations: Iterable[str], *, reviewer: str, at: str, note: str = "") -> Event | None:
    """Accept citations as they stand; one that was corrected or added stays so."""
    return _set(review, annotations, "confirm", _accepted, reviewer, at, note)


def reject(review: Review, annotations: Iterable[str], *, reviewer: str, at: str, note: str = "") -> Event | None:
    """Say that these are no citations. They stay in the document as a record."""
    return _set(review, annotations, "reject", lambda a: "rejected", reviewer, at, note)


def reopen(review: Review, annotations: Iterable[str], *, reviewer: str, at: str, note: str = "") -> Event | None:
    """Take citations back into the queue, with the content they have now."""
    return _set(review, annotations, "reopen", lambda a: "added" if _was_added(a) else "suggested", reviewer, at, note)


def correct(review: Review, annotation: str, draft: Draft, *, reviewer: str, at: str, note: str = "") -> Event | None:
    """Change span, kind, reference or pinpoints. Content put back as it was found counts as confirmed.

    Raises:
        InputError: the draft is no citation of this text, or overlaps another one.
    """
    a = _held(review, annotation)
    draft = checked(review.document.text, draft, review.document.annotations, annotation)
    before = snapshot(a)
    after = _content(draft, _accepted(a, _content(draft, "corrected")))
    if after == before:
        return None
    change = Change(a.id, before, after, a.reference, draft.reference)
    return Event(at, reviewer, "correct", (change,), note)


def choose(
    review: Review,
    annotation: str,
    candidate: int,
    *,
    reviewer: str,
    at: str,
    note: str = "",
    known: Callable[[str], Reference | None] | None = None,
) -> Event | None:
    """Decide for one of the candidates, counted from 1. For the one that stands there already this is a confirmation.

    Args:
        review: the document as it stands.
        annotation: the id of the citation.
        candidate: its number.
        reviewer: who decides.
        at: when (see `now`).
        note: kept in the history.
        known: gives an instrument of the tables by its id, such as `References.reference`. A candidate carries only
            id, title and date; with this the choice has the address and the identifiers too.

    Raises:
        InputError: there is no candidate of this number.
    """
    a = _held(review, annotation)
    if not 1 <= candidate <= len(a.candidates):
        raise InputError(f"There is no candidate {candidate} for “{shortened(a.quote)}”.")
    chosen = a.candidates[candidate - 1]
    if a.reference is not None and a.reference.id == chosen.id:
        return confirm(review, [annotation], reviewer=reviewer, at=at, note=note)
    reference = (known(chosen.id) if known else None) or Reference(chosen.id, chosen.title, chosen.date)
    return correct(review, annotation, replace(draft_of(a), reference=reference), reviewer=reviewer, at=at, note=note)


def refer(
    review: Review, annotations: Iterable[str], reference: Reference, *, reviewer: str, at: str, note: str = ""
) -> Event | None:
    """Say which instrument citations mean, all else as it stands. Where one means it already, this confirms it."""
    changes = []
    for annotation in annotations:
        a = _held(review, annotation)
        draft = replace(draft_of(a), reference=reference)
        after = _content(draft, _accepted(a, _content(draft, "corrected")))
        if after != snapshot(a):
            changes.append(Change(a.id, snapshot(a), after, a.reference, reference))
    return _step(at, reviewer, "correct", changes, note)


def add(
    review: Review,
    draft: Draft,
    *,
    reviewer: str,
    at: str,
    form: Form = "full",
    candidates: tuple[Candidate, ...] = (),
    note: str = "",
) -> Event:
    """A citation that was missed.

    Raises:
        InputError: the draft is no citation of this text, or overlaps another one.
    """
    draft = checked(review.document.text, draft, review.document.annotations)
    text = review.document.text
    seed = f"{review.document.document.id}\0{draft.start}\0{draft.end}\0{reviewer}\0{at}\0{review.count}"
    added = Annotation(
        id="r" + sha256(seed.encode()).hexdigest()[:15],
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        prefix=text[max(0, draft.start - CONTEXT) : draft.start],
        suffix=text[draft.end : draft.end + CONTEXT],
        kind=draft.kind,
        form=form,
        rule="reviewer",
        reference=draft.reference,
        pinpoints=draft.pinpoints,
        candidates=candidates,
        confidence=1.0,
        status="added",
    )
    change = Change(added.id, None, snapshot(added), None, draft.reference, added)
    return Event(at, reviewer, "add", (change,), note)


def undo(review: Review, *, reviewer: str, at: str) -> Event:
    """Take the last step back, whatever it was; a step in bulk is one step.

    Raises:
        InputError: there is no step to take back.
    """
    if not review.done:
        raise InputError("There is nothing to undo.")
    last = review.done[-1]
    changes = tuple(change.reversed() for change in reversed(last.changes))
    return Event(at, reviewer, "undo", changes, batch=last.batch)


def redo(review: Review, *, reviewer: str, at: str) -> Event:
    """Do again what was undone last.

    Raises:
        InputError: nothing was undone since the last decision.
    """
    if not review.undone:
        raise InputError("There is nothing to redo.")
    last = review.undone[-1]
    # A citation that was added and taken back is kept by the review, with its history.
    changes = tuple(replace(c, added=None) if c.annotation in review.removed else c for c in last.changes)
    return Event(at, reviewer, "redo", changes, batch=last.batch)


def _set(
    review: Review,
    annotations: Iterable[str],
    action: Action,
    status: Callable[[Annotation], Status],
    reviewer: str,
    at: str,
    note: str,
) -> Event | None:
    changes = []
    for annotation in annotations:
        a = _held(review, annotation)
        before = snapshot(a)
        after = replace(before, status=status(a))
        if after != before:
            changes.append(Change(a.id, before, after, a.reference, a.reference))
    return _step(at, reviewer, action, changes, note)


def _step(at: str, reviewer: str, action: Action, changes: list[Change], note: str) -> Event | None:
    if not changes:
        return None
    if not note and len(changes) > 1:
        note = f"one of {len(changes)} decided at once"
    return Event(at, reviewer, action, tuple(changes), note)


def _held(review: Review, annotation: str) -> Annotation:
    a = review.get(annotation)
    if a is None:
        raise InputError("This citation is not in the document any more.")
    return a


def _was_added(a: Annotation) -> bool:
    return a.rule == "reviewer" or bool(a.history and a.history[0].before is None)


def _accepted(a: Annotation, content: Snapshot | None = None) -> Status:
    """The status of accepted content: it tells whether a person had to change what was found."""
    if _was_added(a):
        return "added"
    present = content or snapshot(a)
    found = (a.history[0].before if a.history else None) or snapshot(a)
    return "confirmed" if replace(found, status=present.status) == present else "corrected"


def _content(draft: Draft, status: Status) -> Snapshot:
    reference = draft.reference.id if draft.reference else None
    return Snapshot(draft.start, draft.end, draft.kind, reference, draft.pinpoints, status)


def checked(text: str, draft: Draft, others: Iterable[Annotation], leave_out: str = "") -> Draft:
    """A draft with its span tidied.

    Args:
        text: of the document.
        draft: what a reviewer asks for.
        others: the citations there.
        leave_out: the id of the one that the draft is to replace.

    Raises:
        InputError: the draft is no citation of this text, or overlaps another one.
    """
    start, end = tidy(text, draft.start, draft.end)
    if draft.kind not in KINDS:
        raise InputError(f"{draft.kind!r} is no kind of citation: choose {', '.join(KINDS)}.")
    for path in draft.pinpoints:
        if parse_path(path) is None:
            raise InputError(f"“{shortened(path)}” is no pinpoint: write it like art_6__para_1.")
    refuse_overlap(others, start, end, leave_out)
    return replace(draft, start=start, end=end)
