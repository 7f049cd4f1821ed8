"""Several reviewers: what they differ in, what is settled, and the document that results."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from annotator.export import dump, load
from annotator.model import Document, InputError
from annotator.review import (
    Adjudication,
    Draft,
    Event,
    Review,
    StaleError,
    Workspace,
    add,
    apply,
    begin,
    compare,
    confirm,
    correct,
    draft_of,
    redo,
    reject,
    settle,
    undo,
)
from annotator.review.adjudication import result, with_settled
from tests.review.made import MEXICO, TERRITORIAL, TEXT, document
from tests.review.test_decisions import play, steps

AT = "2026-01-01T00:00:00.000000Z"
CY = {"reviewer": "Cy", "at": "2026-02-01T00:00:00.000000Z"}
FIRST, SECOND, THIRD = document().annotations
IDS = [a.id for a in document().annotations]


def took(review: Review, reviewer: str, event: Event | None) -> Review:
    assert event is not None
    return apply(review, replace(event, reviewer=reviewer))


def state(reviewer: str, *events: object) -> Document:
    """The document after some decisions, each a function from a review to its event."""
    review = begin(document())
    for step in events:
        review = took(review, reviewer, step(review))  # type: ignore[operator]
    return review.document


WHO = {"reviewer": "", "at": AT}


def confirmed(*ids: str) -> object:
    return lambda r: confirm(r, ids, **WHO)


def rejected(*ids: str) -> object:
    return lambda r: reject(r, ids, **WHO)


def changed(annotation: str, **change: object) -> object:
    return lambda r: correct(r, annotation, replace(draft_of(r.get(annotation)), **change), **WHO)  # type: ignore[arg-type]


def marked(start: int, end: int) -> object:
    return lambda r: add(r, Draft(start, end, "constitution", MEXICO, ()), **WHO)


# (what Ada and Bob do to the first citation, the state of that item, what they differ in)
PAIRS = [
    ([], [], "waiting", ()),
    ([confirmed(FIRST.id)], [], "waiting", ()),  # one has yet to decide: no disagreement
    ([confirmed(FIRST.id)], [confirmed(FIRST.id)], "agreed", ()),
    ([rejected(FIRST.id)], [rejected(FIRST.id)], "agreed", ()),
    ([confirmed(FIRST.id)], [rejected(FIRST.id)], "disagreed", ("citation",)),
    ([confirmed(FIRST.id)], [changed(FIRST.id, reference=TERRITORIAL)], "disagreed", ("reference",)),
    ([changed(FIRST.id, reference=TERRITORIAL)], [changed(FIRST.id, reference=TERRITORIAL)], "agreed", ()),
    ([confirmed(FIRST.id)], [changed(FIRST.id, pinpoints=())], "disagreed", ("pinpoints",)),
    ([confirmed(FIRST.id)], [changed(FIRST.id, kind="resolution", reference=None)], "disagreed", ("kind", "reference")),
    ([confirmed(FIRST.id)], [changed(FIRST.id, end=FIRST.end - 11, pinpoints=())], "disagreed", ("span", "pinpoints")),
    # One suggestion, marked anew in two halves.
    (
        [confirmed(FIRST.id)],
        [rejected(FIRST.id), marked(FIRST.start, FIRST.start + 9), marked(FIRST.start + 10, FIRST.end)],
        "disagreed",
        ("span",),
    ),
]


@pytest.mark.parametrize(("ada", "bob", "found", "differs"), PAIRS)
def test_what_reviewers_differ_in(ada: list[object], bob: list[object], found: str, differs: tuple[str, ...]) -> None:
    items = compare({"Ada": state("Ada", *ada), "Bob": state("Bob", *bob)})
    item = next(item for item in items if item.start == FIRST.start)
    assert (item.state, item.differs) == (found, differs)
    assert [item.state for item in items] == sorted(
        [item.state for item in items], key=["disagreed", "waiting", "agreed"].index
    )


def test_what_one_added_and_the_other_did_not_is_a_disagreement() -> None:
    [first, *_] = compare({"Ada": state("Ada", marked(2, 6)), "Bob": document()})
    assert (first.state, first.differs, first.version("Bob").annotations) == ("disagreed", ("citation",), ())
    with pytest.raises(InputError, match="Eve did not review"):
        first.version("Eve")


def test_three_reviewers_stand_side_by_side() -> None:
    states = {
        "Ada": state("Ada", confirmed(*IDS)),
        "Bob": state("Bob", confirmed(*IDS[:2]), rejected(IDS[2])),
        "Cy": document(),
    }
    items = compare(states)
    assert [(item.start, item.state) for item in items] == [
        (THIRD.start, "disagreed"),  # two differ, though the third has yet to decide
        (FIRST.start, "waiting"),
        (SECOND.start, "waiting"),
    ]
    assert [version.reviewer for version in items[0].versions] == ["Ada", "Bob", "Cy"]


def opened(workspace: Workspace) -> tuple[str, Adjudication]:
    """Ada and Bob differ in the first and the third citation."""
    key = workspace.open(document()).key
    decide(workspace, key, "Ada", confirmed(*IDS))
    decide(workspace, key, "Bob", changed(IDS[0], reference=TERRITORIAL))
    decide(workspace, key, "Bob", confirmed(IDS[1]))
    decide(workspace, key, "Bob", rejected(IDS[2]))
    found = workspace.adjudication(key)
    assert found is not None
    return key, found


def decide(workspace: Workspace, key: str, reviewer: str, step: object) -> None:
    review = workspace.review(key, reviewer)
    assert review is not None
    event = replace(step(review), reviewer=reviewer)  # type: ignore[operator]
    workspace.append(key, event, apply(review, event))


def settled(workspace: Workspace, key: str, at: int, verdict: object, note: str = "") -> Adjudication:
    """Settle the item that stands at this place in the list."""
    found = workspace.adjudication(key)
    assert found is not None
    event = settle(found.settled, found.items[at], verdict, note=note, **CY)  # type: ignore[arg-type]
    workspace.append_settled(key, event, apply(found.settled, event))
    after = workspace.adjudication(key)
    assert after is not None
    return after


def test_disagreements_come_first_and_are_settled_one_by_one(workspace: Workspace) -> None:
    key, found = opened(workspace)
    assert ([item.start for item in found.items], found.left) == ([FIRST.start, THIRD.start, SECOND.start], 2)
    with pytest.raises(InputError, match="Ada, Bob decided, and nothing was settled"):
        workspace.export(key)
    found = settled(workspace, key, 0, "Bob", "the minutes say so")
    assert ([item.start for item in found.items], found.left) == ([THIRD.start, SECOND.start, FIRST.start], 1)
    found = settled(workspace, key, 0, ())
    assert found.left == 0
    assert found.document == workspace.settled(key) == workspace.export(key)
    first, second, third = found.document.annotations
    assert (first.reference, first.status) == (TERRITORIAL, "corrected")
    assert (second.reference, second.status) == (MEXICO, "confirmed")
    assert third.status == "rejected"
    # All that led there is told, and who settled it why.
    assert [(line.reviewer, line.action) for line in first.history] == [
        ("Ada", "confirm"),
        ("Bob", "correct"),
        ("Cy", "settle"),
    ]
    assert first.history[-1].note == "the minutes say so"
    assert [line.reviewer for line in second.history] == ["Ada", "Bob"]
    assert load(dump(found.document)) == found.document
    # Whoever asks for one reviewer's decisions gets them.
    assert workspace.export(key, "Ada").annotations[0].status == "confirmed"
    assert workspace.entries()[0].settled


def test_a_version_of_its_own_may_be_settled_on(workspace: Workspace) -> None:
    key, _ = opened(workspace)
    draft = replace(draft_of(FIRST), pinpoints=("art_4__para_1",))
    first = settled(workspace, key, 0, [draft]).document.annotations[0]
    assert (first.pinpoints, first.status, first.id) == (("art_4__para_1",), "corrected", FIRST.id)
    found = workspace.adjudication(key)
    assert found is not None
    for wrong, word in (
        (replace(draft, pinpoints=("article 4",)), "no pinpoint"),
        (replace(draft, end=10**6), "select"),
    ):
        with pytest.raises(InputError, match=word):
            settle(found.settled, found.items[0], [wrong], **CY)
    # It may reach into what is agreed beside it, which it then replaces, but not into what else was settled.
    wide = replace(draft, end=SECOND.end)
    assert len(settled(workspace, key, -1, [wide]).document.annotations) == 2
    found = workspace.adjudication(key)
    assert found is not None
    with pytest.raises(InputError, match="overlaps"):
        settle(found.settled, next(i for i in found.items if i.start == THIRD.start), [replace(wide)], **CY)


def test_it_can_be_settled_anew_and_taken_back(workspace: Workspace) -> None:
    key, before = opened(workspace)
    settled(workspace, key, 0, "Bob")
    found = settled(workspace, key, -1, "Ada")
    assert found.document.annotations[0].reference == FIRST.reference
    for step, reference in ((undo, TERRITORIAL), (redo, FIRST.reference), (undo, TERRITORIAL)):
        event = step(found.settled, **CY)
        workspace.append_settled(key, event, apply(found.settled, event))
        again = workspace.adjudication(key)
        assert again is not None
        found = again
        assert found.document.annotations[0].reference == reference
    event = undo(found.settled, **CY)
    workspace.append_settled(key, event, apply(found.settled, event))
    assert workspace.settled(key) is None
    assert not workspace.entries()[0].settled
    again = workspace.adjudication(key)
    assert again is not None
    assert again.items == before.items


def test_who_decides_anew_opens_what_was_settled(workspace: Workspace) -> None:
    key, _ = opened(workspace)
    assert settled(workspace, key, 0, "Bob").left == 1
    decide(workspace, key, "Ada", rejected(IDS[0]))
    found = workspace.adjudication(key)
    assert found is not None
    assert (found.left, found.items[0].start) == (2, FIRST.start)
    assert settled(workspace, key, 0, "Ada").document.annotations[0].status == "rejected"


def test_two_who_settle_at_once(workspace: Workspace) -> None:
    key, found = opened(workspace)
    settled(workspace, key, 0, "Ada")
    event = settle(found.settled, found.items[0], "Bob", **CY)
    with pytest.raises(StaleError):
        workspace.append_settled(key, event, apply(found.settled, event))
    with pytest.raises(InputError, match="needs a name"):
        workspace.append_settled(key, replace(event, reviewer=""), apply(found.settled, event))
    assert workspace.adjudication("no such key") is None
    with pytest.raises(InputError, match="not in the workspace"):
        workspace.export("no such key")


def test_one_reviewer_needs_no_settling(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    assert workspace.export(key) == document()
    decide(workspace, key, "Ada", confirmed(IDS[0]))
    assert workspace.export(key).annotations[0].status == "confirmed"
    assert workspace.settled(key) is None


@settings(max_examples=100, deadline=None)
@given(steps(), steps())
def test_laws(of_ada: list[tuple[str, int, int, int]], of_bob: list[tuple[str, int, int, int]]) -> None:
    """Whatever two did, every citation is in one item, and the document that results is whole at every step."""
    states: dict[str, Document] = {}
    for name, taken in (("Ada", of_ada), ("Bob", of_bob)):
        review = begin(document())
        for number, step in enumerate(taken):
            event = play(review, step, number)
            if event is not None:
                review = took(review, name, event)
        states[name] = review.document
    items = compare(states)
    for name, given_state in states.items():
        held = [a for item in sorted(items, key=lambda i: i.start) for a in item.version(name).annotations]
        assert sorted(held, key=lambda a: a.id) == sorted(given_state.annotations, key=lambda a: a.id)
    assert compare({"Ada": states["Ada"], "Bob": states["Ada"]}) == [
        item for item in compare({"Ada": states["Ada"], "Bob": states["Ada"]}) if item.state != "disagreed"
    ]
    verdicts = begin(replace(document(), annotations=()))
    for number, item in enumerate(items):
        event = settle(verdicts, item, ("Ada", "Bob", ())[number % 3], **CY)  # type: ignore[arg-type]
        verdicts = apply(verdicts, event)
        made = result(document(), with_settled(items, verdicts))
        assert load(dump(made)) == made
    every = {line for state_ in states.values() for a in state_.annotations for line in a.history}
    assert every <= {line for a in result(document(), with_settled(items, verdicts)).annotations for line in a.history}
    assert all(item.settled for item in with_settled(items, verdicts))
    while verdicts.can_undo:
        verdicts = apply(verdicts, undo(verdicts, **CY))
    assert with_settled(items, verdicts) == items
    assert made.text == TEXT if items else True
