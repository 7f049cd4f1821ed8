"""Two reviewers of one text: seen side by side, settled with one click, taken back, measured."""

from __future__ import annotations

from pathlib import Path

from annotator.read import source_from_text
from annotator.review import Workspace, apply, confirm, reject
from tests.review.made import TEXT, annotate_by_hand
from tests.web.app import go, shown, start

MARKUP = "<img src=x onerror=alert(1)>"


def test_disagreements_come_first_and_are_settled_by_a_click(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w.sqlite3")
    key = workspace.open(annotate_by_hand(source_from_text(TEXT, f"{MARKUP}.txt"))).key
    for reviewer, first in (("Ada", confirm), (MARKUP, reject)):
        for number in range(3):
            review = workspace.review(key, reviewer)
            assert review is not None
            step = first if number == 1 else confirm
            ids = [review.document.annotations[number].id]
            event = step(review, ids, reviewer=reviewer, at=f"2026-01-01T00:00:0{number}Z")
            assert event is not None
            workspace.append(key, event, apply(review, event))
    found = workspace.adjudication(key)
    assert found is not None
    start_at = found.items[0].start

    at = go(start("Ada"), "adjudication")
    assert any("onerror" in str(link.proto.label) for link in at.get("page_link"))
    at = go(start("Ada"), "adjudication", doc=key)
    assert not at.exception
    told = shown(at)
    assert "1 disagreement is left to settle." in told
    assert "whether there is a citation" in told
    assert "<img" not in told
    assert "0.80" in told  # exact spans: 2 of 3 and 2 in common
    at.button(key=f"settle_{start_at}_2").click().run()  # names in order: the markup, then Ada
    assert "0 disagreements are left to settle." in shown(at)
    settled = workspace.settled(key)
    assert settled is not None
    assert [a.status for a in settled.annotations] == ["confirmed"] * 3
    assert settled.annotations[1].history[-1].reviewer == "Ada"
    at.button(key="undo_settled").click().run()
    assert "1 disagreement is left to settle." in shown(at)
    at.button(key=f"settle_{start_at}_none").click().run()
    settled = workspace.settled(key)
    assert settled is not None
    assert settled.annotations[1].status == "rejected"


def test_without_a_second_reviewer_the_page_says_so() -> None:
    assert "No document has the decisions of two reviewers yet." in shown(go(start("Ada"), "adjudication"))
