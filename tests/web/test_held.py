"""What the insights hold of each document: nothing is read twice, no step is missed, and the room is bounded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.read import source_from_text
from annotator.review import Event, Review, Workspace, apply, now, reject, settle, undo
from annotator.web import filters
from annotator.web.held import Held
from tests.review.made import TEXT, annotate_by_hand
from tests.web.app import go, shown, start


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two documents with three citations each."""
    workspace = Workspace(tmp_path / "w.sqlite3")
    for name in ("a.txt", "b.txt"):
        workspace.open(annotate_by_hand(source_from_text(f"{TEXT}\n{name}", name)))
    return workspace


def step(workspace: Workspace, key: str, reviewer: str, make: Callable[[Review], Event | None]) -> None:
    review = workspace.review(key, reviewer)
    assert review is not None
    event = make(review)
    assert event is not None
    workspace.append(key, event, apply(review, event))


def reject_first(workspace: Workspace, key: str, reviewer: str) -> None:
    step(workspace, key, reviewer, lambda r: reject(r, [r.document.annotations[0].id], reviewer=reviewer, at=now()))


@pytest.mark.parametrize("view", ["figures", "authorities"])
def test_each_step_shows_at_once(workspace: Workspace, view: str) -> None:
    def told() -> str:
        return shown(go(start("Ada"), "insights", view=view))

    key = next(entry.key for entry in workspace.entries() if entry.name == "a.txt")
    before = told()
    reject_first(workspace, key, "Ada")
    after = told()
    assert after != before
    step(workspace, key, "Ada", lambda review: undo(review, reviewer="Ada", at=now()))
    assert told() == before
    reject_first(workspace, key, "Bo")
    assert told() == before
    workspace.rename(key, "renamed.txt")
    assert ("renamed.txt" in told()) == (view == "authorities")
    workspace.remove(key)
    assert told() not in (before, after)


def test_what_is_settled_anew_shows_at_once(workspace: Workspace) -> None:
    key = workspace.entries()[0].key
    for reviewer in ("Ada", "Bo"):
        reject_first(workspace, key, reviewer)

    def figures() -> str:
        at = go(start("Ada"), "insights")
        at.selectbox(key="whose").set_value("").run()
        return shown(at)

    for index, drafts in ((0, ()), (1, "Ada")):
        found = workspace.adjudication(key)
        assert found is not None
        event = settle(found.settled, found.items[index], drafts, reviewer="Cy", at=now())
        workspace.append_settled(key, event, apply(found.settled, event))
        entries = [entry for entry in workspace.entries() if entry.settled]
        if entries:
            told = workspace.settled(key)
            assert told is not None
            live = sum(a.status != "rejected" for a in told.annotations)
            assert f"{live} citation" in figures()


def test_a_second_look_reads_no_document(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    mentions, review = Workspace.mentions, Workspace.review
    monkeypatch.setattr(Workspace, "mentions", lambda *a, **k: [read.append("mentions"), mentions(*a, **k)][1])
    monkeypatch.setattr(Workspace, "review", lambda *a, **k: [read.append(a[1]), review(*a, **k)][1])
    keys = [entry.key for entry in workspace.entries()]
    for view, expected in (("figures", ["mentions"]), ("authorities", keys)):
        read.clear()
        at = go(start("Ada"), "insights", view=view)
        assert sorted(read) == sorted(expected)
        read.clear()
        at.multiselect(key="kind").set_value(["treaty"]).run()
        go(start("Ada"), "insights", view=view)
        assert read == []
    reject_first(workspace, keys[1], "Ada")
    read.clear()
    go(start("Ada"), "insights", view="authorities")
    assert read == [keys[1]]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 5)), max_size=60))
def test_the_room_is_bounded_and_nothing_old_is_given(asked: list[tuple[int, int, int]]) -> None:
    held: Held[int, tuple[int, ...]] = Held(8)
    size: dict[tuple[int, int], int] = {}
    for key, stamp, length in asked:
        want = (stamp,) * size.setdefault((key, stamp), length)
        assert held.get({key: stamp}, lambda keys, want=want: [(k, want) for k in keys]) == {key: want}
        assert len(held) <= 8


def test_what_is_held_is_bounded_for_the_app() -> None:
    assert 0 < filters.MOST_HELD <= 1_000_000


def test_the_table_of_authorities_downloads_as_it_is_filtered(workspace: Workspace) -> None:
    at = go(start("Ada"), "insights", view="authorities")
    at.multiselect(key="kind").set_value(["constitution"]).run()
    assert not at.exception
    offered = [button.proto.id for button in at.get("download_button")]
    assert len([name for name in offered if "authorities-" in name]) == 3
    entries = {entry.key: entry for entry in workspace.entries()}
    chosen = filters.Chosen(entries, "Ada", frozenset({"constitution"}), frozenset())
    kinds = {a.kind for document in chosen.passed(workspace) for a in document.annotations}
    assert kinds == {"constitution"}
