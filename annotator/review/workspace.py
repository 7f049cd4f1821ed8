"""The workspace: documents, the decisions of each reviewer and what follows from them, in one database.

Decisions are rows that are only ever added. A call returns when its row lies on the disk, so a page that shows a
decision shows one that survives a killed server. A workspace may be used by any number of threads and processes.

>>> import tempfile
>>> from annotator.model import Document, Generator
>>> from annotator.read import source_from_text
>>> folder = tempfile.TemporaryDirectory()
>>> workspace = Workspace(Path(folder.name) / "w.sqlite3")
>>> opened = workspace.open(Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", "")))
>>> opened.known, [entry.name for entry in workspace.entries()]
(False, ['text'])
>>> workspace.close()
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlalchemy import select

from annotator.model import Document, InputError, Source
from annotator.review import library, streams
from annotator.review.database import Database, is_url, lock
from annotator.review.decisions import now
from annotator.review.events import Event, Review
from annotator.review.library import Entry, Opened, ReviewerEntry, key_of
from annotator.review.migrations import migrate
from annotator.review.schema import events
from annotator.review.streams import StaleError

__all__ = ["Entry", "Opened", "ReviewerEntry", "StaleError", "Workspace", "default_path", "default_target"]


def default_target() -> Path | str:
    """Where the workspace lies: the database that `ANNOTATOR_WORKSPACE` names, or else a file (see `default_path`)."""
    chosen = os.environ.get("ANNOTATOR_WORKSPACE", "")
    return chosen if is_url(chosen) else default_path()


def default_path() -> Path:
    """The workspace file: `ANNOTATOR_WORKSPACE` (a folder, or a file that ends in .sqlite3), else user data.

    Where the workspace is a database elsewhere, files that belong to it lie beside this path.
    """
    chosen = os.environ.get("ANNOTATOR_WORKSPACE")
    if chosen and not is_url(chosen):
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
    """Documents and decisions in one database.

    Args:
        target: a file, made with its folder where there is none, or the address of a database (`sqlite:///...`,
            `postgresql+pg8000://...`). Without it, `default_target()`.

    Raises:
        InputError: it is no workspace, was made by a newer version, cannot be reached or written, or its driver is
            missing. The message never has a password in it.
    """

    def __init__(self, target: Path | str | None = None) -> None:
        self._database = Database(target if target is not None else default_target())
        self.name = self._database.name
        self.path = self._database.file or default_path()
        if self._database.file is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise InputError(
                    f"{self.path}: the folder cannot be made ({error.strerror}): choose another"
                ) from None
        migrate(self._database)

    def close(self) -> None:
        """Let the connections go. The workspace can still be used; then it opens new ones."""
        self._database.close()

    # Documents

    def open(self, document: Document, original: bytes | None = None) -> Opened:
        """Take a document in. Of a text that is known nothing is lost: for each reviewer the longer history stands.

        Args:
            document: as the engine or a file gives it. Decisions in it are kept under the names they were taken by.
            original: the bytes of the file it came from, for exports that need them.
        """
        with self._database.writing() as db:
            lock(db, key_of(document.document))
            return library.take_in(db, document, original)

    def key(self, source: Source) -> str | None:
        """The key of a text that is in the workspace, or None."""
        with self._database.reading() as db:
            key = key_of(source)
            return key if streams.head(db, key) is not None else None

    def original(self, key: str) -> bytes | None:
        """The bytes of the file a document came from, where they were kept."""
        with self._database.reading() as db:
            return library.original(db, key)

    def entries(self, reviewer: str | None = None) -> list[Entry]:
        """All documents, the one opened last first.

        Args:
            reviewer: whose progress to tell; without a name, that of whoever decided last.
        """
        with self._database.reading() as db:
            return library.entries(db, reviewer, removed=False)

    def removed(self) -> list[Entry]:
        """The documents that were removed; `restore` brings them back as they were."""
        with self._database.reading() as db:
            return library.entries(db, None, removed=True)

    def rename(self, key: str, name: str) -> None:
        """Call a document something else. Its text, key and decisions stay.

        Raises:
            InputError: the name is blank, or there is no such document.
        """
        with self._database.writing() as db:
            library.rename(db, key, name)

    def remove(self, key: str) -> None:
        """Take a document out of the list. Nothing is deleted.

        Raises:
            InputError: there is no such document.
        """
        with self._database.writing() as db:
            library.bury(db, key, now())

    def restore(self, key: str) -> None:
        """Bring a removed document back.

        Raises:
            InputError: there is no such document.
        """
        with self._database.writing() as db:
            library.bury(db, key, None)

    # Decisions

    def reviewers(self, key: str) -> list[ReviewerEntry]:
        """Who decided in a document, how far each is and when each decided last, in the order of names."""
        with self._database.reading() as db:
            return library.reviewers(db, key)

    def review(self, key: str, reviewer: str | None = None) -> Review | None:
        """A document with all decisions of one reviewer; None where the workspace does not have it.

        Args:
            key: of the document.
            reviewer: whose decisions. One who has not decided yet begins with what was detected. Without a name, the
                decisions of whoever decided last.
        """
        with self._database.reading() as db:
            return streams.read(db, key, reviewer)

    def count(self, key: str, reviewer: str | None = None) -> int:
        """How many events a reviewer's state has: the cheap way to see whether a review is up to date."""
        with self._database.reading() as db:
            return streams.last_number(db, key, reviewer) or 0

    def append(self, key: str, event: Event, after: Review) -> None:
        """Write one event down for good, among the decisions of `event.reviewer`.

        Args:
            key: of the document.
            event: what was decided.
            after: that reviewer's review with the event applied; its `count` says which event this is.

        Raises:
            StaleError: there is another event of this number already.
            InputError: nobody is named, or there is no such document.
        """
        name = library.reviewer_name(event.reviewer)
        with self._database.writing() as db:
            lock(db, key)
            streams.append(db, key, event, after, owner=name)

    def last_reviewer(self) -> str:
        """The name the last decision was taken under; empty where there is none."""
        query = select(events.c.reviewer).where(events.c.reviewer != "").order_by(events.c.at.desc()).limit(1)
        with self._database.reading() as db:
            return str(db.execute(query).scalar() or "")
