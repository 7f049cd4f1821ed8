"""What was settled between reviewers is looked at, listed and downloaded beside what each of them decided."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from annotator.export import load
from annotator.export.formats import format_of
from annotator.model import Document
from annotator.read import source_from_text
from annotator.review import Workspace, apply, confirm, now, reject, settle, undo
from annotator.web.downloads_panel import collected
from annotator.web.versions import SETTLED
from tests.review.made import MEXICO, TEXT, annotate_by_hand
from tests.web.app import go, shown, start

ALL = "all, as settled"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two documents; Ada confirmed all in both, Bo too in the first, but for the constitution."""
    workspace = Workspace(tmp_path / "w.sqlite3")
    for name in ("a.txt", "b.txt"):
        key = workspace.open(annotate_by_hand(source_from_text(f"{TEXT}\n{name}", name))).key
        for reviewer in ("Ada", "Bo") if name == "a.txt" else ("Ada",):
            for number in range(3):
                review = workspace.review(key, reviewer)
                assert review is not None
                step = reject if (reviewer, number) == ("Bo", 1) else confirm
                event = step(review, [review.document.annotations[number].id], reviewer=reviewer, at=now())
                assert event is not None
                workspace.append(key, event, apply(review, event))
    return workspace


def key_of(workspace: Workspace, name: str) -> str:
    return next(entry.key for entry in workspace.entries() if entry.name == name)


def settle_for(workspace: Workspace, whose: str) -> None:
    """Cy settles the only disagreement of the first document for one of the two."""
    key = key_of(workspace, "a.txt")
    found = workspace.adjudication(key)
    assert found is not None
    event = settle(found.settled, found.items[0], whose, reviewer="Cy", at=now())
    workspace.append_settled(key, event, apply(found.settled, event))


def take_back(workspace: Workspace) -> None:
    key = key_of(workspace, "a.txt")
    found = workspace.adjudication(key)
    assert found is not None
    event = undo(found.settled, reviewer="Cy", at=now())
    workspace.append_settled(key, event, apply(found.settled, event))


def offered() -> list[list[str]]:
    """Whose decisions can be chosen: on the insights page, for the table of authorities, for a download."""
    pages = (
        (go(start("Ada"), "insights"), "whose"),
        (go(start("Ada"), "insights", view="authorities"), "whose"),
        (start("Ada"), "download_whose"),
    )
    return [list(at.selectbox(key=key).options) for at, key in pages]


def unpacked(data: bytes) -> list[Document]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [load(archive.read(name)) for name in archive.namelist()]


def test_it_is_offered_only_while_something_is_settled(workspace: Workspace) -> None:
    assert offered() == [["Ada", "Bo"]] * 3
    settle_for(workspace, "Bo")
    assert offered() == [["Ada", "Bo", ALL]] * 3
    take_back(workspace)
    assert offered() == [["Ada", "Bo"]] * 3


def test_insights_count_what_was_settled_and_say_what_is_left_out(workspace: Workspace) -> None:
    settle_for(workspace, "Bo")
    at = go(start("Ada"), "insights")
    assert "6 citations · 3 instruments · 2 documents" in shown(at)
    assert "left out" not in shown(at)
    at.selectbox(key="whose").set_value(SETTLED).run()
    assert not at.exception
    assert "2 citations · 2 instruments · 1 document" in shown(at)
    assert "1 document is left out: nothing was settled in it." in shown(at)
    at = go(start("Ada"), "insights", kind="constitution", status="rejected")
    at.selectbox(key="whose").set_value(SETTLED).run()
    assert "0 citations · 0 instruments · 1 document" in shown(at)


def test_the_table_of_authorities_is_of_what_was_settled(workspace: Workspace) -> None:
    settle_for(workspace, "Bo")
    at = go(start("Ada"), "insights", view="authorities")
    assert MEXICO.title in shown(at)
    at.selectbox(key="whose").set_value(SETTLED).run()
    told = shown(at)
    assert MEXICO.title not in told
    assert "2 entries" in told
    assert f"doc={key_of(workspace, 'a.txt')}" in told
    assert key_of(workspace, "b.txt") not in told


def test_a_download_has_what_was_settled_and_the_histories_of_all(workspace: Workspace) -> None:
    settle_for(workspace, "Bo")
    at = start("Ada")
    at.selectbox(key="download_whose").set_value(SETTLED).run()
    assert not at.exception
    assert "1 document is left out: nothing was settled in it." in shown(at)
    keys = [entry.key for entry in workspace.entries()]
    document = load(collected(workspace, format_of("json"), keys, SETTLED))
    assert document == workspace.settled(key_of(workspace, "a.txt"))
    assert [(a.status, [line.reviewer for line in a.history]) for a in document.annotations] == [
        ("confirmed", ["Ada", "Bo"]),
        ("rejected", ["Ada", "Bo", "Cy"]),
        ("confirmed", ["Ada", "Bo"]),
    ]
    # Each reviewer's own are there beside it.
    of_bo = unpacked(collected(workspace, format_of("json"), keys, "Bo"))
    assert {d.document.name: [a.status for a in d.annotations] for d in of_bo} == {
        "a.txt": ["confirmed", "rejected", "confirmed"],
        "b.txt": ["suggested"] * 3,
    }


def test_with_nothing_settled_in_what_is_ticked_it_is_not_offered(workspace: Workspace) -> None:
    settle_for(workspace, "Ada")
    at = start("Ada")
    next(box for box in at.checkbox if str(box.key).startswith(f"tick_{key_of(workspace, 'b.txt')}")).check().run()
    # Only one's own are left to choose.
    assert "download_whose" not in [box.key for box in at.selectbox]
