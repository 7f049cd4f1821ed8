"""Several reviewers of one text: where they differ, what was settled, and the document that results.

What reviewers say of one place of the text is an `Item`: all citations there that share text. It is disagreed where
those who decided differ, waiting where somebody has yet to decide, else agreed. What was settled is a review of its own
that begins empty: each step lays down what stands at one item. It holds until somebody decides anew at that item.

>>> from annotator.engine import annotate
>>> from annotator.review.decisions import confirm, reject
>>> from annotator.review.events import apply, begin
>>> start = begin(annotate("See article 5 of the UN Charter."))
>>> ids, at = [start.document.annotations[0].id], "2026-01-01T10:00:00.000000Z"
>>> ada = apply(start, confirm(start, ids, reviewer="Ada", at=at)).document
>>> bob = apply(start, reject(start, ids, reviewer="Bob", at=at)).document
>>> [item] = compare({"Ada": ada, "Bob": bob})
>>> item.state, item.differs
('disagreed', ('citation',))
>>> nothing = begin(replace(ada, annotations=()))
>>> settled = apply(nothing, settle(nothing, item, "Ada", reviewer="Cy", at="2026-01-02T10:00:00.000000Z"))
>>> [item] = with_settled([item], settled)
>>> [(a.status, [line.reviewer for line in a.history]) for a in result(start.document, [item]).annotations]
[('confirmed', ['Ada', 'Bob', 'Cy'])]
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate
from typing import Literal

from annotator.model import Annotation, Decision, Document, InputError, Status
from annotator.review.decisions import Draft, checked, draft_of
from annotator.review.events import Change, Event, Review, snapshot
from annotator.review.queue import is_open
from annotator.review.spans import CONTEXT

__all__ = ["Adjudication", "Difference", "Item", "State", "Version", "compare", "result", "settle", "with_settled"]

State = Literal["disagreed", "waiting", "agreed"]
Difference = Literal["citation", "span", "kind", "reference", "pinpoints"]
"""In what versions differ: whether there is a citation at all, or in what it says."""
_STATES: tuple[State, ...] = ("disagreed", "waiting", "agreed")


@dataclass(frozen=True, slots=True)
class Version:
    """What one reviewer has at an item; none where the reviewer has no citation there."""

    reviewer: str
    annotations: tuple[Annotation, ...] = ()

    @property
    def live(self) -> tuple[Annotation, ...]:
        """Those that are not rejected."""
        return tuple(a for a in self.annotations if a.status != "rejected")

    @property
    def waits(self) -> bool:
        """Has the reviewer yet to decide here?"""
        return any(is_open(a) for a in self.annotations)


@dataclass(frozen=True, slots=True)
class Item:
    """One place of the text, from `start` to `end`, and each reviewer's version of it.

    `settled` is what was settled there, if that still holds; a rejected citation there says that there is none.
    """

    start: int
    end: int
    versions: tuple[Version, ...]
    state: State
    differs: tuple[Difference, ...] = ()
    settled: tuple[Annotation, ...] = ()

    @property
    def left(self) -> bool:
        """Is there a disagreement that nobody has settled?"""
        return self.state == "disagreed" and not self.settled

    def version(self, reviewer: str) -> Version:
        """What a reviewer has here.

        Raises:
            InputError: the reviewer is none of these.
        """
        for version in self.versions:
            if version.reviewer == reviewer:
                return version
        raise InputError(f"{reviewer} did not review this document.")

    @property
    def history(self) -> tuple[Decision, ...]:
        """All that was decided here, by whomever, the oldest first."""
        lines = {line for version in self.versions for a in version.annotations for line in a.history}
        return tuple(sorted(lines, key=lambda line: (line.at, line.reviewer, line.action, str(line.after))))


@dataclass(frozen=True, slots=True)
class Adjudication:
    """Everything for the one who settles: the items, what was settled, and the document that results.

    `items` has what is left to settle first, then what waits, what is agreed, and what was settled.
    """

    items: tuple[Item, ...]
    settled: Review
    document: Document

    @property
    def left(self) -> int:
        """How many disagreements are not settled."""
        return sum(item.left for item in self.items)


def compare(documents: Mapping[str, Document]) -> list[Item]:
    """The items of one text as several reviewers have it: disagreements first, then what waits, then agreements.

    Args:
        documents: each reviewer's name and state.

    Raises:
        InputError: their texts are not the same.
    """
    if len({document.text for document in documents.values()}) > 1:
        raise InputError("Only versions of one text can be compared: these documents have different ones.")
    marked = [(a, name) for name, document in documents.items() for a in document.annotations]
    marked.sort(key=lambda pair: (pair[0].start, pair[0].end))
    groups: list[list[tuple[Annotation, str]]] = []
    end = -1
    for a, name in marked:
        if a.start >= end:
            groups.append([])
        groups[-1].append((a, name))
        end = max(end, a.end)
    items = [_item(group, list(documents)) for group in groups]
    return sorted(items, key=lambda item: (_STATES.index(item.state), item.start))


def _item(group: Sequence[tuple[Annotation, str]], names: Sequence[str]) -> Item:
    versions = tuple(Version(name, tuple(a for a, of in group if of == name)) for name in names)
    decided = [version for version in versions if not version.waits]
    differs = _differs(decided)
    state: State = "disagreed" if differs else "agreed" if len(decided) == len(versions) else "waiting"
    return Item(min(a.start for a, _ in group), max(a.end for a, _ in group), versions, state, differs)


def _differs(versions: Sequence[Version]) -> tuple[Difference, ...]:
    live = [version.live for version in versions]
    found: list[Difference] = []
    if any(live) and not all(live):
        found.append("citation")
    said = [annotations for annotations in live if annotations]
    if len({tuple((a.start, a.end) for a in annotations) for annotations in said}) > 1:
        found.append("span")
    if len({len(annotations) for annotations in said}) == 1:
        contents: dict[Difference, set[tuple[object, ...]]] = {
            "kind": {tuple(a.kind for a in annotations) for annotations in said},
            "reference": {tuple(a.reference.id if a.reference else None for a in row) for row in said},
            "pinpoints": {tuple(a.pinpoints for a in annotations) for annotations in said},
        }
        found += [name for name, values in contents.items() if len(values) > 1]
    return tuple(found)


def with_settled(items: Iterable[Item], settled: Review) -> list[Item]:
    """The items with what was settled at each, unless somebody decided there since; settled ones come last."""
    places = _Places(settled.document.annotations)
    found = []
    for item in items:
        standing = places.within(item.start, item.end)
        lines = {line for a in standing for line in a.history}
        holds = bool(standing) and lines.issuperset(item.history)
        found.append(replace(item, settled=tuple(standing)) if holds else item)
    return sorted(found, key=lambda item: (bool(item.settled), _STATES.index(item.state), item.start))


def settle(
    settled: Review, item: Item, verdict: str | Sequence[Draft], *, reviewer: str, at: str, note: str = ""
) -> Event:
    """What stands at an item from now on, as a step of the settled review.

    Args:
        settled: the settled review as it stands.
        item: the place.
        verdict: whose version stands, or a version of its own: the citations there, none where there is no citation.
        reviewer: who settles.
        at: when.
        note: why.

    Raises:
        InputError: the reviewer named is none of the item's, or a draft is no citation of this text.
    """
    before = _Places(settled.document.annotations).within(item.start, item.end)
    changes = [Change(a.id, snapshot(a), None, a.reference) for a in before]
    taken = {a.id for a in settled.held.values()} | set(settled.removed)
    for a in _versions_of(item, verdict, settled, {a.id for a in before}):
        if a.id in taken:
            a = replace(a, id="s" + sha256(f"{a.id}\0{reviewer}\0{at}".encode()).hexdigest()[:15])
        taken.add(a.id)
        a = replace(a, history=item.history)
        changes.append(Change(a.id, None, snapshot(a), None, a.reference, a))
    return Event(at, reviewer, "settle", tuple(changes), note)


def result(detected: Document, items: Iterable[Item]) -> Document:
    """The document that results: what was settled, what is agreed, and the rest as a suggestion that waits.

    Every citation has the history of all reviewers. What was settled on a place wins over what is agreed beside it.

    Args:
        detected: the document before anybody decided.
        items: as `with_settled` gives them.
    """
    standing: dict[str, Annotation] = {}
    rest: list[Annotation] = []
    suggested = _Places(detected.annotations)
    for item in items:
        if item.settled:
            standing |= {a.id: a for a in item.settled}
        elif item.state == "agreed":
            rest += [replace(a, history=item.history) for a in item.versions[0].annotations]
        else:
            found = suggested.within(item.start, item.end) or list(_any(item))
            rest += [replace(a, status="suggested", history=item.history) for a in found]
    taken = _Places(a for a in standing.values() if a.status != "rejected")
    for a in sorted(rest, key=lambda a: (a.start, a.end, a.id)):
        if a.id not in standing and (a.status == "rejected" or not taken.within(a.start, a.end)):
            standing[a.id] = a
    annotations = tuple(sorted(standing.values(), key=lambda a: (a.start, a.end, a.id)))
    return replace(detected, annotations=annotations)


class _Places:
    """Citations by place; they may overlap."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._sorted = sorted(annotations, key=lambda a: a.start)
        self._starts = [a.start for a in self._sorted]
        # How far the text is covered by each citation and those before it.
        self._reach = list(accumulate((a.end for a in self._sorted), max))

    def within(self, start: int, end: int) -> list[Annotation]:
        """Those that share text with a stretch, in the order of the text."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start, 0, last)
        return [a for a in self._sorted[first:last] if a.end > start]


def _any(item: Item) -> tuple[Annotation, ...]:
    return next((version.live for version in item.versions if version.live), ())


def _versions_of(item: Item, verdict: str | Sequence[Draft], settled: Review, replaced: set[str]) -> list[Annotation]:
    if isinstance(verdict, str):
        taken = item.version(verdict)
        drafts: Sequence[Draft] = [draft_of(a) for a in taken.live]
    else:
        drafts = verdict
    every = [a for version in item.versions for a in version.annotations]
    if not drafts:
        # Kept as a record of what is no citation.
        return [replace(every[0], status="rejected")]
    others = [a for a in settled.document.annotations if a.id not in replaced]
    return [_made(checked(settled.document.text, draft, others), every, settled.document) for draft in drafts]


def _made(draft: Draft, every: Sequence[Annotation], document: Document) -> Annotation:
    """The citation of a draft, with what the versions know of it: candidates, form, rule."""
    same = [a for a in every if draft_of(a) == draft]
    near = [a for a in every if (a.start, a.end) == (draft.start, draft.end)]
    base = next((a for a in same if a.status not in ("suggested", "rejected")), None) or next(
        iter(same or near), every[0]
    )
    status: Status = base.status
    if base.status in ("suggested", "rejected"):
        status = "confirmed" if same else "corrected"
    elif not same:
        status = "added" if base.status == "added" else "corrected"
    text = document.text
    return replace(
        base,
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        prefix=text[max(0, draft.start - CONTEXT) : draft.start],
        suffix=text[draft.end : draft.end + CONTEXT],
        kind=draft.kind,
        reference=draft.reference,
        pinpoints=draft.pinpoints,
        status=status,
    )
