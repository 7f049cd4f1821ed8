"""What a browser sends: whatever it is, the desk stands, and only a message of the present document decides."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.review import Draft, Workspace
from annotator.web.desk import Desk, Suggestion
from annotator.web.messages import hear
from tests.review.made import TEXT, annotate_by_hand

DOES = ("select", "drag", "nudge", "choose", "help", "move", "next", "cancel", "edit", "search", "undo", "redo", "same",
        "confirm", "reject", "reopen", "resend", "steal")  # fmt: skip
NUMBERS = st.one_of(st.integers(-3, 12), st.integers(), st.booleans(), st.none(), st.floats(), st.text(max_size=3))
PLACES = st.one_of(st.integers(-5, len(TEXT) + 5), NUMBERS)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    workspace = Workspace(tmp_path / "w.sqlite3")
    opened = workspace.open(annotate_by_hand(TEXT))
    review = workspace.review(opened.key, "Ada")
    assert review is not None
    return Desk(opened.key, workspace, review, "Ada", lambda document, start, end: Suggestion(
        Draft(start, end, "treaty", None, ())
    ))  # fmt: skip


@st.composite
def messages(draw: st.DrawFn) -> dict[str, Any]:
    """A message with the fields of an honest one, some of them not what they should be."""
    return {
        "do": draw(st.one_of(st.sampled_from(DOES), NUMBERS)),
        "honest": draw(st.booleans()),
        "doc": draw(st.one_of(NUMBERS, st.text(max_size=8))),
        "base": draw(NUMBERS),
        "place": draw(st.integers(0, 4)),
        "start": draw(PLACES),
        "end": draw(PLACES),
        "edge": draw(st.one_of(st.sampled_from(("start", "end")), NUMBERS)),
        "by": draw(NUMBERS),
        "digit": draw(NUMBERS),
        "id": draw(st.one_of(NUMBERS, st.text(max_size=12), st.lists(st.integers(), max_size=2))),
    }


def send(desk: Desk, told: dict[str, Any]) -> None:
    message = {name: value for name, value in told.items() if name not in ("honest", "place")} | {"n": desk.seen + 1}
    if told["honest"]:
        annotations = desk.document.annotations
        chosen = annotations[told["place"] % len(annotations)].id if annotations else None
        message |= {"doc": desk.key, "base": desk.review.count, "id": chosen}
    hear(desk, message)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(messages(), max_size=12))
def test_no_message_breaks_the_desk(desk: Desk, sent: list[dict[str, Any]]) -> None:
    for told in sent:
        before = desk.review.count
        fits = told["honest"] or (told["doc"] == desk.key and told["base"] == before)
        send(desk, told)
        assert fits or desk.review.count == before
        if desk.mode != "look" and told["do"] == "cancel":
            desk.cancel()
    kept = desk.workspace.review(desk.key, "Ada")
    assert kept is not None
    assert kept.document.annotations == desk.document.annotations
    spans = [(a.start, a.end) for a in desk.document.annotations if a.status != "rejected"]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_message_is_heard_once(desk: Desk) -> None:
    first = desk.current
    message = {"n": 1, "do": "confirm", "doc": desk.key, "base": 0, "id": first}
    hear(desk, message)
    assert desk.review.count == 1
    hear(desk, message)
    hear(desk, message | {"n": 2})
    assert desk.review.count == 1
    assert desk.failed
