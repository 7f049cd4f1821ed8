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
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, select

from annotator.model import Document, Form, InputError, Kind, Reference, Source, Status
from annotator.review import aliases, concordance, library, streams
from annotator.review.adjudication import Adjudication, compare, result, with_settled
from annotator.review.aliases import Alias, KeptAlias
from annotator.review.concordance import Batch, Cited, Mentions, Verdict, Wanted
from annotator.review.database import Database, is_url, lock
from annotator.review.decisions import now
from annotator.review.events import Event, Review
from annotator.review.library import Entry, Opened, ReviewerEntry, key_of
from annotator.review.migrations import migrate
from annotator.review.redetection import Differences
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
                raise InputError(f"{self.path}: the folder cannot be made ({error.strerror}): choose another") from None
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

    def detected(self, key: str, number: int | None = None) -> Document | None:
        """A document as the engine found it, before anybody decided; the first detection is number 1.

        Args:
            key: of the document.
            number: of the detection; without it, the one that counts now.
        """
        with self._database.reading() as db:
            held = streams.head(db, key)
            if held is None or (number is not None and not 1 <= number <= held.detection):
                return None
            return streams.detected(db, key, number or held.detection)

    def redetect(self, key: str, document: Document) -> Differences:
        """Lay a new detection of the same text under the decisions of every reviewer.

        What was decided stays and can be taken back as before; what nobody decided is as the engine sees it now. The
        detection before is kept (`detected`), so that laying it under again takes this back.

        Raises:
            InputError: there is no such document, or its text is another.
        """
        with self._database.writing() as db:
            lock(db, key)
            return library.redetect(db, key, document)

    def differences(self, key: str) -> Differences | None:
        """How the detection that counts differs from the one before it; None where there is only one."""
        with self._database.reading() as db:
            return library.differences(db, key)

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
            if event.batch and (held := concordance.batch(db, event.batch)) and len(held.documents) > 1:
                raise InputError(
                    f"This step was taken in {len(held.documents)} documents at once: {event.action} it in all of them."
                )
            streams.append(db, key, event, after, owner=name)

    # Several reviewers

    def adjudication(self, key: str) -> Adjudication | None:
        """What the reviewers of a document agree and differ on, and what was settled; None where there is no document.

        To settle, make a step with `annotator.review.settle` and write it down with `append_settled`.
        """
        with self._database.reading() as db:
            return _adjudication(db, key)

    def append_settled(self, key: str, event: Event, after: Review) -> None:
        """Write a step down that settles between reviewers, or takes such a step back.

        Args:
            key: of the document.
            event: what was settled; `event.reviewer` says by whom.
            after: the settled review of `adjudication` with the event applied.

        Raises:
            StaleError: somebody else settled meanwhile.
            InputError: nobody is named, or there is no such document.
        """
        library.reviewer_name(event.reviewer)
        with self._database.writing() as db:
            lock(db, key)
            streams.append(db, key, event, after, owner="", kind="settled")

    def settled(self, key: str) -> Document | None:
        """The document that results from settling, with the histories of all; None where nothing was settled."""
        found = self.adjudication(key)
        return found.document if found is not None and found.settled.document.annotations else None

    def export(self, key: str, reviewer: str | None = None) -> Document:
        """A document as it leaves the workspace.

        Args:
            key: of the document.
            reviewer: whose decisions. Without a name: those of the only reviewer, or what was settled between several.

        Raises:
            InputError: there is no such document, or several decided and nothing was settled: say whose decisions.
        """
        review = self.review(key, reviewer)
        if review is None:
            raise InputError("This document is not in the workspace.")
        names = [entry.name for entry in self.reviewers(key)]
        if reviewer is not None or len(names) < 2:
            return review.document
        settled = self.settled(key)
        if settled is None:
            raise InputError(f"{', '.join(names)} decided, and nothing was settled: say whose decisions are wanted.")
        return settled

    def last_reviewer(self) -> str:
        """The name the last decision was taken under; empty where there is none."""
        query = select(events.c.reviewer).where(events.c.reviewer != "").order_by(events.c.at.desc()).limit(1)
        with self._database.reading() as db:
            return str(db.execute(query).scalar() or "")

    # Across documents

    def mentions(
        self,
        reviewer: str | None = None,
        *,
        reference_id: str = "",
        status: Status | Collection[Status] = (),
        kind: Kind | Collection[Kind] = (),
        form: Form | Collection[Form] = (),
        text: str = "",
        warned: bool = False,
        below: float | None = None,
        unresolved: bool = False,
        document: str = "",
        limit: int | None = None,
        offset: int = 0,
    ) -> Mentions:
        """All mentions across the workspace that pass every condition, with context, by document and place.

        Args:
            reviewer: as whose decisions have them; without a name, in each document as whoever decided last.
            reference_id: the instrument they mean.
            status, kind, form: one of these, where any is given.
            text: stands in the quote, whatever its case and accents.
            warned: only those with a warning.
            below: only those less sure than this, from 0 to 1.
            unresolved: only those that mean no instrument yet.
            document: only in the document of this key.
            limit, offset: how many, from which on; `total` counts all.
        """
        wanted = _wanted(reference_id, status, kind, form, text, warned, below, unresolved, document)
        with self._database.reading() as db:
            return concordance.mentions_of(db, reviewer, wanted, limit, offset)

    def cited(self, reviewer: str | None = None, *, kind: Kind | Collection[Kind] = (), text: str = "") -> list[Cited]:
        """The instruments mentioned in the workspace, the one mentioned most first; see `mentions`."""
        with self._database.reading() as db:
            return concordance.cited(db, reviewer, _wanted(kind=kind, text=text))

    def decide_many(
        self, found: Mentions, verdict: Verdict | Reference, *, reviewer: str, at: str = "", note: str = ""
    ) -> Batch | None:
        """Decide on exactly the mentions of a list, as one step over all its documents.

        Args:
            found: what `mentions` gave for this reviewer.
            verdict: "confirm", "reject", "reopen", or the instrument that all of them mean.
            reviewer: who decides.
            at: when; without it, now.
            note: why; without one it says how many were decided at once.

        Returns:
            The step, or None where nothing was to change.

        Raises:
            StaleError: a document was changed since the list was made. Then nothing was decided anywhere.
            InputError: the list is another reviewer's.
        """
        name = library.reviewer_name(reviewer)
        with self._database.writing() as db:
            return concordance.decide(db, found, verdict, name, at or now(), note)

    def batch(self, number: str) -> Batch | None:
        """A decision over several documents by its id: `Event.batch` of the step in each of them."""
        with self._database.reading() as db:
            return concordance.batch(db, number)

    def undo_many(self, number: str, *, reviewer: str, at: str = "") -> Batch:
        """Take a decision over several documents back in all of them.

        Raises:
            InputError: it is not this reviewer's, or a later decision in one of the documents comes after it. Then
                nothing was taken back anywhere.
        """
        with self._database.writing() as db:
            return concordance.turn(db, number, "undo", reviewer, at or now())

    def redo_many(self, number: str, *, reviewer: str, at: str = "") -> Batch:
        """Do a decision over several documents again in all of them.

        Raises:
            InputError: as `undo_many`.
        """
        with self._database.writing() as db:
            return concordance.turn(db, number, "redo", reviewer, at or now())

    # Names of the workspace's own

    def add_alias(self, alias: Alias, reviewer: str, at: str = "") -> KeptAlias:
        """Read a name as one instrument from now on; see `annotator.review.alias_of`.

        An alias of the same name and language gives way to it.

        Raises:
            InputError: nobody is named, or the tables cannot hold the name beside the other aliases.
        """
        name = library.reviewer_name(reviewer)
        with self._database.writing() as db:
            lock(db, "annotator workspace aliases")
            return aliases.add(db, alias, name, at or now())

    def aliases(self) -> list[KeptAlias]:
        """The names that are read as one instrument here, the oldest first."""
        with self._database.reading() as db:
            return aliases.all_kept(db)

    def remove_alias(self, number: int) -> None:
        """Read a name as before again.

        Raises:
            InputError: there is no such alias.
        """
        with self._database.writing() as db:
            aliases.remove(db, number, now())

    def alias_tables(self) -> dict[str, bytes]:
        """The files of an overlay folder that says all aliases; none where there are none."""
        return aliases.tables_of(kept.alias for kept in self.aliases())


def _adjudication(db: Connection, key: str) -> Adjudication | None:
    settled = streams.read(db, key, None, "settled")
    head = streams.head(db, key)
    if settled is None or head is None:
        return None
    names = [stream.reviewer for stream in streams.reviewers(db, key)]
    states = {name: review.document for name in names if (review := streams.read(db, key, name)) is not None}
    items = with_settled(compare(states), settled)
    detected = streams.detected(db, key, head.detection)
    return Adjudication(tuple(items), settled, result(detected, items) if states else detected)


def _wanted(
    reference_id: str = "",
    status: Status | Collection[Status] = (),
    kind: Kind | Collection[Kind] = (),
    form: Form | Collection[Form] = (),
    text: str = "",
    warned: bool = False,
    below: float | None = None,
    unresolved: bool = False,
    document: str = "",
) -> Wanted:
    kinds: frozenset[Kind] = frozenset((kind,) if isinstance(kind, str) else kind)
    statuses: frozenset[Status] = frozenset((status,) if isinstance(status, str) else status)
    forms: frozenset[Form] = frozenset((form,) if isinstance(form, str) else form)
    return Wanted(reference_id, unresolved, kinds, statuses, forms, text, warned, below, document)
