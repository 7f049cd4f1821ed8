"""Workspaces of older versions come over with nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from annotator.export import dump
from annotator.model import Document, InputError
from annotator.review import Event, Review, Workspace, apply, begin, choose, confirm, fold, redo, reject, undo
from annotator.review.workspace import Entry
from tests.review.made import document

# Written by version 1, word for word.
VERSION_1 = """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        added_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        detected BLOB NOT NULL,
        total INTEGER NOT NULL,
        reviewed INTEGER NOT NULL,
        warned INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE events (
        document TEXT NOT NULL REFERENCES documents (id),
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        action TEXT NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (document, number)
    ) STRICT;
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
    CREATE TRIGGER events_are_never_taken_out BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
    PRAGMA user_version = 1;
"""
# What an event of version 1 was written as: no field is there that came later.
FIELDS = ("at", "reviewer", "action", "changes", "note", "imported")


def written_by_version_1(path: Path, given: Document, made: list[Event]) -> None:
    with sqlite3.connect(path) as db:
        db.executescript(VERSION_1)
        row = ("k1", "news.txt", given.document.sha256, "2025-01-01", "2025-01-02", dump(given, compact=True), 3, 0, 1)
        db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for number, event in enumerate(made, 1):
            shape = {name: value for name, value in msgspec.to_builtins(event).items() if name in FIELDS}
            payload = msgspec.json.encode(shape)
            values = ("k1", number, event.at, event.reviewer, event.action, payload)
            db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", values)
    db.close()


def steps(*names: str) -> list[Event]:
    """Ada and Bob, or whoever is named, decide in one row: confirm, undo what the other did, redo, reject."""
    review, made = begin(document()), []
    ids = [a.id for a in document().annotations]
    for number, name in enumerate(names):
        who = {"reviewer": name, "at": f"2026-01-01T00:00:0{number}.000000Z"}
        turns = (
            lambda r, w: choose(r, ids[0], 2, **w),
            lambda r, w: undo(r, **w),
            lambda r, w: redo(r, **w),
            lambda r, w: reject(r, ids[1:], **w),
            lambda r, w: confirm(r, ids[2:], **w),
        )
        event = turns[number](review, who)
        assert event is not None
        made.append(event)
        review = apply(review, event)
    return made


def kept(workspace: Workspace, reviewer: str | None = None) -> Review:
    review = workspace.review("k1", reviewer)
    assert review is not None
    return review


# (who decided, one after the other; who goes on)
ROWS = [
    (["Ada"] * 5, ["Ada"]),
    (["Ada", "Bob", "Ada", "Bob"], ["Ada", "Bob"]),  # each took steps of the other back
    ([], []),
]


@pytest.mark.parametrize(("names", "goes_on"), ROWS)
def test_whoever_is_named_goes_on_where_the_row_ended(tmp_path: Path, names: list[str], goes_on: list[str]) -> None:
    made = steps(*names)
    before = fold(document(), made)
    path = tmp_path / "w.sqlite3"
    written_by_version_1(path, document(), made)
    workspace = Workspace(path)
    (entry,) = workspace.entries()
    assert isinstance(entry, Entry)
    assert (entry.key, entry.name, entry.added_at, entry.opened_at) == ("k1", "news.txt", "2025-01-01", "2025-01-02")
    assert entry.reviewers == tuple(goes_on)
    for name in goes_on or [None]:
        assert kept(workspace, name) == before
        assert dump(kept(workspace, name).document) == dump(before.document)
    assert kept(workspace, "Cy").document == document()
    if before.can_undo:
        event = undo(before, reviewer="Ada", at="2026-02-01T00:00:00.000000Z")
        workspace.append("k1", event, apply(before, event))
        assert kept(workspace, "Ada").count == before.count + 1
    assert workspace.mentions(goes_on[0] if goes_on else None).total == 3
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.DatabaseError, match="only added"):
        db.execute("DELETE FROM detections")
    db.close()
    workspace.close()
    assert kept(Workspace(path), "Cy").document == document()


def test_a_file_that_was_taken_in_goes_to_whom_it_names(tmp_path: Path) -> None:
    decided = fold(document(), steps("Ada", "Bob")).document
    path = tmp_path / "w.sqlite3"
    event = Event("2026-01-01T00:00:00.000000Z", "", "import", imported=decided.annotations)
    written_by_version_1(path, document(), [event])
    workspace = Workspace(path)
    assert [r.name for r in workspace.reviewers("k1")] == ["Ada", "Bob"]
    assert kept(workspace, "Bob").document == decided


def test_decisions_that_came_with_the_first_file_go_to_whom_they_name(tmp_path: Path) -> None:
    """Version 1 kept a file with decisions as it came, with no event."""
    decided = fold(document(), steps("Ada")).document
    path = tmp_path / "w.sqlite3"
    written_by_version_1(path, decided, [])
    workspace = Workspace(path)
    assert kept(workspace).document == decided
    assert kept(workspace, "Ada").can_undo
    assert kept(workspace, "Bob").document == document()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite3"
    written_by_version_1(path, document(), steps("Ada"))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE documents SET detected = x'00'")
    db.close()
    with pytest.raises(InputError):
        Workspace(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM events").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (2,)
    db.close()
