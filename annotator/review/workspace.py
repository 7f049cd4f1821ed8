"""The workspace: one SQLite file with the documents and every decision ever taken on them.

Decisions are rows that are only ever added. A call returns when its row lies on the disk, so a page that shows a
decision shows one that survives a killed server. Each call opens its own connection: pages run in several threads.

>>> import tempfile
>>> from annotator.model import Document, Generator
>>> from annotator.read import source_from_text
>>> folder = tempfile.TemporaryDirectory()
>>> workspace = Workspace(Path(folder.name) / "w.sqlite3")
>>> opened = workspace.open(Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", "")))
>>> opened.known, [entry.name for entry in workspace.entries()]
(False, ['text'])
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.export import dump, load
from annotator.model import Document, InputError, Source
from annotator.review.decisions import now
from annotator.review.events import Event, Review, apply, decisions_made, fold
from annotator.review.queue import Progress, progress

__all__ = ["Entry", "Opened", "StaleError", "Workspace", "default_path"]

# Each entry takes the file one version up. Entries are never changed once released, only added.
MIGRATIONS = (
    """
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
    """,
)


class StaleError(InputError):
    """Someone else decided meanwhile: read the review again and decide on what stands there now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list: its key, its name, when it came and was last open (UTC), and how far the review is."""

    key: str
    name: str
    added_at: str
    opened_at: str
    total: int
    reviewed: int
    warned: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was taken in: its key, whether the workspace had it, and one line that says what was done."""

    key: str
    known: bool
    said: str


def default_path() -> Path:
    """Where the workspace lies: `ANNOTATOR_WORKSPACE` (a folder, or a file that ends in .sqlite3), else user data."""
    if chosen := os.environ.get("ANNOTATOR_WORKSPACE"):
        path = Path(chosen).expanduser()
        return path if path.suffix == ".sqlite3" else path / "workspace.sqlite3"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "annotator" / "workspace.sqlite3"


class Workspace:
    """Documents and decisions in one file.

    Args:
        path: the file; made, with its folder, where there is none. Without it, `default_path()`.

    Raises:
        InputError: the file is no workspace, was made by a newer version, or cannot be written.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path is not None else default_path()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise InputError(f"{self.path}: the folder cannot be made ({error.strerror}): choose another") from None
        with self._connection() as db:
            self._migrate(db)

    def open(self, document: Document) -> Opened:
        """Take a document in. If its text is known, the longer history stands and nothing is lost."""
        key = key_of(document.document)
        name = document.document.name
        made = decisions_made(document)
        with self._connection() as db, _transaction(db):
            review = self._review(db, key)
            if review is None:
                figures = progress(document.annotations)
                at = now()
                db.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (key, name, document.document.sha256, at, at, dump(document, compact=True), *_row(figures)),
                )
                said = f"{name}: going on after {_count(made)}." if made else f"{name}: opened."
                return Opened(key, False, said)
            db.execute("UPDATE documents SET opened_at = ? WHERE id = ?", (now(), key))
            here = decisions_made(review.document)
            if made > here:
                event = Event(now(), "", "import", imported=document.annotations)
                self._append(db, key, event, apply(review, event))
                said = f"{name}: the file has the longer history, so its {_count(made)} stand (here: {here})."
            elif made and document.annotations != review.document.annotations:
                said = f"{name}: the workspace has the longer history, so its {_count(here)} stand (file: {made})."
            else:
                said = f"{name}: known already, going on after {_count(here)}." if here else f"{name}: known already."
            return Opened(key, True, said)

    def key(self, source: Source) -> str | None:
        """The key of a text that is in the workspace, or None."""
        key = key_of(source)
        with self._connection() as db:
            row = db.execute("SELECT 1 FROM documents WHERE id = ?", (key,)).fetchone()
        return key if row else None

    def review(self, key: str) -> Review | None:
        """A document with all its decisions; None where the workspace does not have it."""
        with self._connection() as db:
            return self._review(db, key)

    def count(self, key: str) -> int:
        """How many events a document has: the cheap way to see whether a review is up to date."""
        with self._connection() as db:
            return _last(db, key)

    def append(self, key: str, event: Event, after: Review) -> None:
        """Write one event down for good.

        Args:
            key: of the document.
            event: what was decided.
            after: the review with the event applied; its `count` says which event this is.

        Raises:
            StaleError: there is another event of this number already.
        """
        with self._connection() as db, _transaction(db):
            self._append(db, key, event, after)

    def entries(self) -> list[Entry]:
        """All documents, the one opened last first."""
        with self._connection() as db:
            rows = db.execute(
                "SELECT id, name, added_at, opened_at, total, reviewed, warned FROM documents"
                " ORDER BY opened_at DESC, id"
            ).fetchall()
        return [Entry(*row) for row in rows]

    def last_reviewer(self) -> str:
        """The name the last decision was taken under; empty where there is none."""
        with self._connection() as db:
            row = db.execute("SELECT reviewer FROM events WHERE reviewer <> '' ORDER BY at DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def _append(self, db: sqlite3.Connection, key: str, event: Event, after: Review) -> None:
        if _last(db, key) != after.count - 1:
            raise StaleError("This document was changed in another window: look at it again.")
        payload = msgspec.json.encode(event)
        db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            (key, after.count, event.at, event.reviewer, event.action, payload),
        )
        figures = progress(after.document.annotations)
        db.execute("UPDATE documents SET total = ?, reviewed = ?, warned = ? WHERE id = ?", (*_row(figures), key))

    def _review(self, db: sqlite3.Connection, key: str) -> Review | None:
        row = db.execute("SELECT detected FROM documents WHERE id = ?", (key,)).fetchone()
        if row is None:
            return None
        rows = db.execute("SELECT payload FROM events WHERE document = ? ORDER BY number", (key,))
        decoder = msgspec.json.Decoder(Event)
        return fold(load(row[0], "workspace"), [decoder.decode(payload) for (payload,) in rows])

    def _migrate(self, db: sqlite3.Connection) -> None:
        with _transaction(db):
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise InputError(f"{self.path}: made by a newer annotator: use that one, or choose another file")
            for script in MIGRATIONS[version:]:
                for statement in _statements(script):
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            # Transactions are begun by hand: Python's own would begin them too late.
            with closing(sqlite3.connect(self.path, timeout=15, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                # FULL: a commit returns when the log is on the disk, also if the machine loses power next.
                db.execute("PRAGMA synchronous = FULL")
                db.execute("PRAGMA foreign_keys = ON")
                yield db
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: the workspace cannot be used ({error})") from error


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    # executescript would commit the migration half done.
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _last(db: sqlite3.Connection, key: str) -> int:
    return int(db.execute("SELECT coalesce(max(number), 0) FROM events WHERE document = ?", (key,)).fetchone()[0])


def key_of(source: Source) -> str:
    """The key of a text under its id. It goes into addresses, so it never holds what a file says of itself.

    >>> from annotator.read import source_from_text
    >>> len(key_of(source_from_text("See the UN Charter.", "secret.txt")))
    16
    """
    return sha256(f"{source.id}\0{source.sha256}".encode()).hexdigest()[:16]


def _row(figures: Progress) -> tuple[int, int, int]:
    return figures.total, figures.reviewed, figures.warned


def _count(decisions: int) -> str:
    return f"{decisions} decision" if decisions == 1 else f"{decisions} decisions"
