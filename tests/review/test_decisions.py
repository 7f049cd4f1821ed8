"""What each decision does, as tables, and the laws that hold for any row of decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.engine import annotate
from annotator.export import dump, load
from annotator.model import Annotation, Candidate, Document, InputError
from annotator.references import load_references
from annotator.review import (
    Draft,
    Event,
    Review,
    add,
    apply,
    begin,
    choose,
    confirm,
    correct,
    decisions_made,
    draft_of,
    fold,
    redo,
    reject,
    reopen,
    undo,
)
from tests.review.made import MEXICO, TERRITORIAL, TEXT, document

WHO = {"reviewer": "Ada", "at": "2026-01-01T00:00:00.000000Z"}
CONVENTION = TEXT.index("Article 4")


def done(review: Review, event: Event | None) -> Review:
    assert event is not None
    return apply(review, event)


def first(review: Review) -> str:
    return review.document.annotations[0].id


# (what is done to the first citation one after the other, the status it has then)
STATUSES = [
    (["confirm"], "confirmed"),
    (["reject"], "rejected"),
    (["reject", "confirm"], "confirmed"),  # a change of mind needs no detour
    (["confirm", "reopen"], "suggested"),
    (["confirm", "undo"], "suggested"),
    (["confirm", "undo", "redo"], "confirmed"),
    (["1"], "confirmed"),  # the candidate that stands there: nothing was corrected
    (["2"], "corrected"),
    (["2", "reject", "confirm"], "corrected"),  # it stays known that a person had to change it
    (["2", "1"], "confirmed"),  # put back as it was found
    (["2", "reject", "undo"], "corrected"),
    (["2", "reopen", "confirm"], "corrected"),
]


@pytest.mark.parametrize(("steps", "status"), STATUSES)
def test_status(steps: list[str], status: str) -> None:
    review = begin(document())
    for step in steps:
        a = first(review)
        if step.isdigit():
            review = done(review, choose(review, a, int(step), **WHO))
        elif step in ("undo", "redo"):
            review = done(review, {"undo": undo, "redo": redo}[step](review, **WHO))
        else:
            review = done(review, {"confirm": confirm, "reject": reject, "reopen": reopen}[step](review, [a], **WHO))
    assert review.document.annotations[0].status == status
    assert [line.action for line in review.document.annotations[0].history] == [
        {"1": "confirm" if i == 0 else "correct", "2": "correct"}.get(step, step) for i, step in enumerate(steps)
    ]


def test_confirming_twice_decides_nothing() -> None:
    review = begin(document())
    review = done(review, confirm(review, [first(review)], **WHO))
    assert confirm(review, [first(review)], **WHO) is None
    assert choose(review, first(review), 1, **WHO) is None
    review = done(review, choose(review, first(review), 2, **WHO))
    assert confirm(review, [first(review)], **WHO) is None


def test_a_correction_moves_everything() -> None:
    review = begin(document())
    a = review.document.annotations[0]
    draft = Draft(a.start + 10, a.end, "treaty", TERRITORIAL, ("art_4__para_1",))
    review = done(review, correct(review, a.id, draft, note="see the minutes", **WHO))
    b = review.document.annotations[0]
    assert (b.quote, b.prefix[-10:], b.reference, b.pinpoints) == (
        "of the Caracas Convention",
        "Article 4 ",
        TERRITORIAL,
        ("art_4__para_1",),
    )
    assert b.history[-1].note == "see the minutes"
    assert b.history[-1].before is not None
    assert b.history[-1].before.reference == "oas-a46"


# (start and end, pinpoints, a word of the refusal)
REFUSED = [
    (CONVENTION + 3, CONVENTION + 60, (), "overlaps"),  # into the convention
    (0, 0, (), "select again"),  # empty
    (5, len(TEXT) + 1, (), "select again"),  # beyond the end
    (-1, 5, (), "select again"),
    (1, 2, (), "white space"),  # the space after the emoji
    (2, 6, ("article 4",), "no pinpoint"),
    (2, 6, ("art_4", ""), "no pinpoint"),
]


@pytest.mark.parametrize(("start", "end", "pinpoints", "word"), REFUSED)
def test_what_is_refused(start: int, end: int, pinpoints: tuple[str, ...], word: str) -> None:
    review = begin(document())
    draft = Draft(start, end, "treaty", None, pinpoints)
    with pytest.raises(InputError, match=word) as refusal:
        add(review, draft, **WHO)
    assert "\n" not in str(refusal.value)
    other = review.document.annotations[1].id
    with pytest.raises(InputError, match=word):
        correct(review, other, draft, **WHO)


def test_a_rejected_citation_takes_no_room_and_cannot_come_back_under_another() -> None:
    review = begin(document())
    a = review.document.annotations[0]
    review = done(review, reject(review, [a.id], **WHO))
    review = done(review, add(review, Draft(a.start + 10, a.end, "treaty", None, ()), **WHO))
    event = reopen(review, [a.id], **WHO)
    with pytest.raises(InputError, match="overlaps"):
        done(review, event)


def test_a_decision_in_bulk_is_one_step() -> None:
    review = begin(document())
    everything = [a.id for a in review.document.annotations]
    review = done(review, confirm(review, everything, **WHO))
    assert {a.status for a in review.document.annotations} == {"confirmed"}
    review = done(review, undo(review, **WHO))
    assert {a.status for a in review.document.annotations} == {"suggested"}
    with pytest.raises(InputError, match="nothing to undo"):
        undo(review, **WHO)


def test_a_decision_on_what_was_changed_meanwhile_is_refused() -> None:
    review = begin(document())
    old = confirm(review, [first(review)], **WHO)
    review = done(review, reject(review, [first(review)], **WHO))
    with pytest.raises(InputError, match="changed meanwhile"):
        done(review, old)


def test_undo_works_on_decisions_that_came_with_a_file() -> None:
    review = begin(document())
    second = review.document.annotations[1].id
    review = done(review, choose(review, first(review), 2, reviewer="Ada", at="2026-01-01T00:00:01.000000Z"))
    review = done(review, confirm(review, [second], reviewer="Ada", at="2026-01-01T00:00:02.000000Z"))
    again = begin(load(dump(review.document)))
    again = done(again, undo(again, **WHO))
    again = done(again, undo(again, **WHO))
    assert [(a.status, a.reference) for a in again.document.annotations] == [
        (a.status, a.reference) for a in document().annotations
    ]


# (a text with a citation whose candidates are several instruments, each of them named in full)
NAMED = {
    "oas-a46": "See the Convention on Diplomatic Asylum signed at Caracas in 1954.",
    "oas-a47": "See the Convention on Territorial Asylum signed at Caracas in 1954.",
}


@pytest.mark.parametrize("number", [1, 2])
def test_a_chosen_candidate_is_exported_as_the_engine_gives_that_instrument(number: int) -> None:
    tables = load_references()
    review = begin(annotate("Article 2 of the Caracas Convention says so."))
    candidate = review.document.annotations[0].candidates[number - 1]
    review = done(review, choose(review, first(review), number, known=tables.reference, **WHO))
    exported = load(dump(review.document)).annotations[0].reference
    [found] = annotate(NAMED[candidate.id]).annotations
    assert exported == found.reference
    assert exported is not None
    assert exported.url


@st.composite
def ambiguous(draw: st.DrawFn) -> tuple[Review, int]:
    """A review whose first citation has candidates from the tables, and the number of one of them."""
    ids = sorted(row["id"] for row in load_references().tables.rows("treaties"))
    chosen = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True))
    titles = {name: load_references().reference(name) for name in chosen}
    held = document()
    candidates = tuple(Candidate(r.id, r.title, r.date, 0.1) for r in titles.values() if r is not None)
    reference = draw(st.sampled_from([None, MEXICO]))
    one: Annotation = replace(held.annotations[0], candidates=candidates, reference=reference)
    review = begin(replace(held, annotations=(one, *held.annotations[1:])))
    return review, draw(st.integers(1, len(candidates)))


@settings(max_examples=60, deadline=None)
@given(ambiguous())
def test_whatever_is_chosen_keeps_its_address_and_identifiers(given: tuple[Review, int]) -> None:
    review, number = given
    tables = load_references()
    candidate = review.document.annotations[0].candidates[number - 1]
    review = done(review, choose(review, first(review), number, known=tables.reference, **WHO))
    exported = load(dump(review.document)).annotations[0].reference
    whole = tables.reference(candidate.id)
    assert exported == whole
    taken_back = done(review, undo(review, **WHO))
    again = done(taken_back, redo(taken_back, **WHO))
    assert again.document.annotations[0].reference == whole


STEPS = ("confirm", "reject", "reopen", "choose", "correct", "add", "undo", "undo", "redo")


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    place = st.integers(-2, len(TEXT) + 2)
    return draw(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), place, place), max_size=25))


def play(review: Review, step: tuple[str, int, int, int], number: int) -> Event | None:
    """The event of one step, or None where it is refused or changes nothing."""
    do, which, start, end = step
    who = {"reviewer": "Ada", "at": f"2026-01-01T00:00:00.{number:06}Z"}
    held = review.document.annotations
    if not held and do not in ("add", "undo", "redo"):
        return None
    a = held[which % len(held)] if held else None
    try:
        if a is not None and do in ("confirm", "reject", "reopen"):
            event = {"confirm": confirm, "reject": reject, "reopen": reopen}[do](review, [a.id], **who)
        elif a is not None and do == "choose":
            event = choose(review, a.id, which, **who)
        elif a is not None and do == "correct":
            event = correct(review, a.id, replace(draft_of(a), start=start, end=end, pinpoints=("art_1",)), **who)
        elif do == "add":
            event = add(review, Draft(start, end, "constitution", MEXICO, ()), **who)
        else:
            event = {"undo": undo, "redo": redo}[do](review, **who)
        if event is not None:
            apply(review, event)
    except InputError:
        return None
    return event


def bare(given: Document) -> list[object]:
    return [replace(a, history=()) for a in given.annotations]


@settings(max_examples=150, deadline=None)
@given(steps())
def test_laws(taken: list[tuple[str, int, int, int]]) -> None:
    start = begin(document())
    review, events = start, []
    for number, step in enumerate(taken):
        event = play(review, step, number)
        if event is not None:
            before = bare(review.document)
            review = apply(review, event)
            events.append(event)
            # Whatever was done can be taken back and done again, at once.
            if event.action not in ("undo", "redo"):
                back = apply(review, undo(review, **WHO))
                assert bare(back.document) == before
                forth = apply(back, redo(back, **WHO))
                assert bare(forth.document) == bare(review.document)
        spans = review.document.annotations
        assert all(TEXT[a.start : a.end] == a.quote and a.quote.strip() == a.quote for a in spans)
        assert [a.start for a in spans] == sorted(a.start for a in spans)
        live = [a for a in spans if a.status != "rejected"]
        assert all(a.end <= b.start for a, b in pairwise(live))
    assert fold(document(), events) == review
    assert review.count == len(events)
    assert decisions_made(review.document) + sum(len(a.history) for a in review.removed.values()) == len(events)
    assert load(dump(review.document)) == review.document
    while review.can_undo:
        review = apply(review, undo(review, **WHO))
    assert bare(review.document) == bare(start.document)
