"""The workspace file: what it keeps, what it refuses, and that a killed process loses nothing it acknowledged."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from annotator.export import dump, load
from annotator.model import InputError
from annotator.read import source_from_text
from annotator.review import Review, StaleError, Workspace, apply, choose, confirm, default_path, reject, undo
from annotator.review.database import database_url
from tests.review.made import annotate_by_hand, document

WHO = {"reviewer": "Ada", "at": "2026-01-01T00:00:00.000000Z"}


def kept(workspace: Workspace, key: str) -> Review:
    review = workspace.review(key)
    assert review is not None
    return review


def decide(workspace: Workspace, key: str, number: int = 0) -> Review:
    review = kept(workspace, key)
    event = confirm(review, [review.document.annotations[number].id], **WHO)
    assert event is not None
    after = apply(review, event)
    workspace.append(key, event, after)
    return after


def test_what_is_written_comes_back(workspace: Workspace, target: str) -> None:
    key = workspace.open(document()).key
    after = decide(workspace, key)
    assert kept(workspace, key) == after
    assert Workspace(target).review(key) == after
    (entry,) = workspace.entries()
    assert (entry.key, entry.name, entry.total, entry.reviewed, entry.warned) == (key, "news.txt", 3, 1, 1)
    assert workspace.last_reviewer() == "Ada"
    assert workspace.key(document().document) == key
    assert workspace.review("no such key") is None


def test_undo_survives_too(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    review = decide(workspace, key)
    event = undo(review, **WHO)
    workspace.append(key, event, apply(review, event))
    assert kept(workspace, key).can_redo


def test_two_windows_cannot_both_write_the_same_step(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    stale = kept(workspace, key)
    decide(workspace, key)
    event = reject(stale, [stale.document.annotations[1].id], **WHO)
    assert event is not None
    with pytest.raises(StaleError, match="another window"):
        workspace.append(key, event, apply(stale, event))
    assert kept(workspace, key).count == 1


@pytest.mark.parametrize("table", ["events", "detections"])
def test_decisions_and_detections_are_only_added(workspace: Workspace, target: str, table: str) -> None:
    decide(workspace, workspace.open(document()).key)
    engine = create_engine(database_url(target))
    statements = [f"DELETE FROM {table}", f"UPDATE {table} SET at = ''"]
    if engine.dialect.name == "postgresql":
        statements.append(f"TRUNCATE {table} CASCADE")
    for statement in statements:
        with pytest.raises(DatabaseError, match="only added"), engine.begin() as db:
            db.execute(text(statement))
    engine.dispose()


def test_opening_a_known_text_goes_on(workspace: Workspace) -> None:
    first = workspace.open(document())
    decide(workspace, first.key)
    again = workspace.open(document())
    assert (first.known, again.known, again.key) == (False, True, first.key)
    assert "after 1 decision" in again.said
    assert kept(workspace, first.key).count == 1


def test_a_file_with_the_longer_history_stands(workspace: Workspace, tmp_path: Path) -> None:
    key = workspace.open(document()).key
    other = Workspace(tmp_path / "other.sqlite3")
    other.open(document())
    decide(other, key)
    exported = load(dump(decide(other, key, 1).document))
    decide(workspace, key, 2)
    opened = workspace.open(exported)
    assert "longer history" in opened.said
    assert kept(workspace, key).document == exported
    assert kept(workspace, key).can_undo


def test_a_file_with_the_shorter_history_changes_nothing(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    short = decide(workspace, key).document
    long = decide(workspace, key, 1).document
    assert "workspace has the longer history" in workspace.open(short).said
    assert kept(workspace, key).document == long


def test_an_unknown_file_with_decisions_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "other.sqlite3")
    key = other.open(document()).key
    reviewed = decide(other, key).document
    opened = workspace.open(reviewed)
    assert not opened.known
    assert "after 1 decision" in opened.said
    assert kept(workspace, opened.key).document == reviewed
    assert kept(workspace, opened.key).can_undo


def test_same_id_with_another_text_is_another_document(workspace: Workspace) -> None:
    one = workspace.open(document()).key
    other = source_from_text("Quite another text.", "news.txt")
    two = workspace.open(annotate_by_hand(replace(other, id=document().document.id))).key
    assert one != two
    assert len(workspace.entries()) == 2


def test_what_is_no_workspace_is_refused_in_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_bytes(b"no database, but long enough to be looked at" * 40)
    newer = tmp_path / "newer.sqlite3"
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 99")
    for path, word in ((wrong, "cannot be used"), (newer, "newer annotator"), (tmp_path, "cannot be used")):
        with pytest.raises(InputError, match=word) as refusal:
            Workspace(path)
        assert "\n" not in str(refusal.value)


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "mine.sqlite3"))
    assert default_path() == tmp_path / "mine.sqlite3"
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "folder"))
    assert default_path() == tmp_path / "folder" / "workspace.sqlite3"
    monkeypatch.delenv("ANNOTATOR_WORKSPACE")
    assert default_path().name == "workspace.sqlite3"


def test_many_threads_write_one_after_the_other(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    written, refused = [], []

    def work() -> None:
        for _ in range(5):
            review = kept(workspace, key)
            event = choose(review, review.document.annotations[0].id, 2 - review.count % 2, **WHO)
            if event is None:
                continue
            try:
                workspace.append(key, event, apply(review, event))
                written.append(event)
            except StaleError:
                refused.append(event)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert workspace.count(key) == len(written) > 0


WRITER = """
import sys
from annotator.review import Workspace, apply, choose, now
workspace = Workspace(sys.argv[1])
key = sys.argv[2]
review = workspace.review(key)
while True:
    event = choose(review, review.document.annotations[0].id, 2 - review.count % 2, reviewer="Ada", at=now())
    review = apply(review, event)
    workspace.append(key, event, review)
    print(review.count, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 20])
def test_kill_9_loses_nothing_acknowledged(workspace: Workspace, target: str, after: int) -> None:
    """The writer says each decision only after `append` came back; it is killed amid the next one."""
    key = workspace.open(document()).key
    # The first decision must change something, or there would be nothing to write.
    writer = subprocess.Popen([sys.executable, "-c", WRITER, target, key], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = 0
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged >= after:
            break
    os.kill(writer.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.wait()
    review = kept(Workspace(target), key)
    assert review.count >= acknowledged >= after
    assert review.count == len(review.document.annotations[0].history)
    assert apply(review, undo(review, **WHO)).count == review.count + 1
