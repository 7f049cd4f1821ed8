"""The documents of a workspace: taken in, listed, named, removed and brought back.

The functions here work inside a transaction of `Database`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, delete, select, update

from annotator.model import Document, InputError, Kind, Source
from annotator.read.names import display_name
from annotator.review import streams
from annotator.review.database import insert_rows
from annotator.review.decisions import now
from annotator.review.events import Event, apply, as_detected, decisions_made
from annotator.review.index import figures_of, mention_rows
from annotator.review.queue import Progress
from annotator.review.redetection import Differences, compare, lay_under
from annotator.review.schema import detections, documents, mentions, originals
from annotator.review.schema import streams as stream_rows

__all__ = ["Entry", "Opened", "ReviewerEntry", "deciders", "entries", "key_of", "reviewers", "take_in"]

# What a decision without a name is kept under.
UNNAMED = "unnamed"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list: its key, its name, when it came and was last open (UTC), and how far the review is.

    `kinds` counts the citations that are not rejected. `references` is the digest of the tables that the citations
    were found with; `original` says whether the bytes of its file are kept, `settled` whether anything was settled
    between reviewers. `stamp` is another after each step of anybody in this document: what was made of the document
    stands as long as the stamp does.
    """

    key: str
    name: str
    added_at: str
    opened_at: str
    total: int
    reviewed: int
    warned: int
    kinds: Mapping[Kind, int]
    language: str
    media_type: str
    length: int
    references: str
    reviewers: tuple[str, ...] = ()
    removed_at: str | None = None
    original: bool = False
    settled: bool = False
    stamp: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewerEntry:
    """One who decided in a document: the name, how far that is, and when the last decision was taken (UTC)."""

    name: str
    progress: Progress
    last_at: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was taken in: its key, whether the workspace had it, and one line that says what was done."""

    key: str
    known: bool
    said: str


def key_of(source: Source) -> str:
    """The key of a text under its id. It goes into addresses, so it never holds what a file says of itself.

    >>> from annotator.read import source_from_text
    >>> len(key_of(source_from_text("See the UN Charter.", "secret.txt")))
    16
    """
    return sha256(f"{source.id}\0{source.sha256}".encode()).hexdigest()[:16]


def reviewer_name(name: str) -> str:
    """A name as decisions are kept under it.

    Raises:
        InputError: it is blank, too long, or no name.

    >>> reviewer_name(" ")
    Traceback (most recent call last):
    annotator.model.InputError: A decision needs a name: say who reviews.
    """
    if not name.strip():
        raise InputError("A decision needs a name: say who reviews.")
    if not _is_name(name):
        raise InputError(f"The reviewer's name is no name of at most {_LONGEST_NAME} characters: choose another.")
    return name


def deciders(document: Document) -> list[str]:
    """The names that the histories of a document tell of, in order."""
    names = {line.reviewer for a in document.annotations for line in a.history}
    return sorted({name if name.strip() and _is_name(name) else UNNAMED for name in names})


def take_in(db: Connection, document: Document, original: bytes | None) -> Opened:
    """Add a document, or what a file of a known one has more. See `Workspace.open`."""
    key = key_of(document.document)
    name = document.document.name
    made = decisions_made(document)
    row = db.execute(select(documents.c.removed_at).where(documents.c.key == key)).first()
    if row is None:
        _add(db, key, document)
    else:
        db.execute(update(documents).where(documents.c.key == key).values(opened_at=now(), removed_at=None))
    if original is not None and _original_row(db, key) is None:
        db.execute(originals.insert().values(document=key, payload=original))
    before = streams.read(db, key, None)
    assert before is not None
    here = decisions_made(before.document)
    taken = [reviewer for reviewer in deciders(document) if _longer(db, key, reviewer, document)]
    if row is None:
        return Opened(key, False, f"{name}: going on after {_count(made)}." if made else f"{name}: opened.")
    back = "was removed and is back" if row.removed_at else "known already"
    if taken:
        said = f"the file has the longer history, so its {_stands(made)} (here: {here})."
    elif made and document.annotations != before.document.annotations:
        said = f"the workspace has the longer history, so its {_stands(here)} (file: {made})."
    else:
        said = f"{back}, going on after {_count(here)}." if here else f"{back}."
    return Opened(key, True, f"{name}: {said}")


def _add(db: Connection, key: str, document: Document) -> None:
    """The rows of a new document: its text, and its citations as they were before anybody decided."""
    source, at = document.document, now()
    found = as_detected(document)
    db.execute(
        documents.insert().values(
            key=key,
            name=display_name(source.name),
            sha256=source.sha256,
            language=_plain(source.language),
            media_type=_plain(source.media_type),
            length=source.length,
            added_at=at,
            opened_at=at,
            detection=1,
            source=msgspec.json.encode(source),
        )
    )
    _detection(db, key, 1, at, found)
    insert_rows(db, mentions, mention_rows(key, 0, source.text, found.annotations))


def _detection(db: Connection, key: str, number: int, at: str, found: Document) -> None:
    db.execute(
        detections.insert().values(
            document=key,
            number=number,
            at=at,
            digest=_plain(found.generator.references),
            generator=msgspec.json.encode(found.generator),
            payload=msgspec.json.encode(found.annotations),
            **figures_of(found.annotations),
        )
    )


def _longer(db: Connection, key: str, reviewer: str, document: Document) -> bool:
    """Let a file's decisions stand for a reviewer named in it who has fewer here; True where they do."""
    review = streams.read(db, key, reviewer)
    assert review is not None
    if decisions_made(document) <= decisions_made(review.document):
        return False
    event = Event(now(), "", "import", imported=document.annotations, generator=document.generator)
    streams.append(db, key, event, apply(review, event), owner=reviewer)
    return True


def redetect(db: Connection, key: str, document: Document) -> Differences:
    """Lay a new detection under the decisions of everyone. See `Workspace.redetect`."""
    held = streams.head(db, key)
    if held is None:
        raise InputError("This document is not in the workspace.")
    if key_of(document.document) != key:
        raise InputError(f"{document.document.name}: the text is another one: open it as a document of its own")
    differences = compare(streams.detected(db, key, held.detection), document)
    found = as_detected(document)
    reviews = [(stream.reviewer, streams.read(db, key, stream.reviewer)) for stream in streams.reviewers(db, key)]
    number, at = held.detection + 1, now()
    _detection(db, key, number, at, found)
    db.execute(
        update(documents)
        .where(documents.c.key == key)
        .values(detection=number, language=_plain(found.document.language))
    )
    db.execute(delete(mentions).where(mentions.c.document == key))
    insert_rows(db, mentions, mention_rows(key, 0, found.text, found.annotations))
    for reviewer, review in reviews:
        assert review is not None
        merged = lay_under(review.document.annotations, found, review.removed)
        event = Event(at, "", "redetect", imported=merged, generator=found.generator)
        streams.append(db, key, event, apply(review, event), owner=reviewer)
    return differences


def differences(db: Connection, key: str) -> Differences | None:
    """How the detection that counts differs from the one before it; None where there is only one."""
    held = streams.head(db, key)
    if held is None or held.detection < 2:
        return None
    return compare(streams.detected(db, key, held.detection - 1), streams.detected(db, key, held.detection))


def original(db: Connection, key: str) -> bytes | None:
    """The bytes of the file a document came from."""
    payload = db.execute(select(originals.c.payload).where(originals.c.document == key)).scalar()
    return None if payload is None else bytes(payload)


def _original_row(db: Connection, key: str) -> str | None:
    return db.execute(select(originals.c.document).where(originals.c.document == key)).scalar()


def entries(db: Connection, reviewer: str | None, *, removed: bool) -> list[Entry]:
    """The documents in the list, or those that were removed, the one opened last first."""
    current = (detections.c.document == documents.c.key) & (detections.c.number == documents.c.detection)
    columns = [column for column in documents.c if column.name != "source"]
    figures = [detections.c[name] for name in ("digest", *figures_of(()))]
    query = (
        select(*columns, *figures, originals.c.document.label("original"))
        .join(detections, current)
        .join(originals, originals.c.document == documents.c.key, isouter=True)
        .where(documents.c.removed_at.is_not(None) if removed else documents.c.removed_at.is_(None))
        .order_by(documents.c.opened_at.desc(), documents.c.key)
    )
    taken: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in db.execute(select(stream_rows).order_by(stream_rows.c.reviewer)).mappings():
        taken[row["document"]].append(cast(Mapping[str, Any], row))
    return [_entry(cast(Mapping[str, Any], row), taken[row["key"]], reviewer) for row in db.execute(query).mappings()]


def _entry(row: Mapping[str, Any], taken: Sequence[Mapping[str, Any]], reviewer: str | None) -> Entry:
    reviews = [stream for stream in taken if stream["kind"] == "review"]
    own = [stream for stream in reviews if reviewer in (None, stream["reviewer"])]
    figures = max(own, key=lambda stream: (stream["last_at"], stream["id"]), default=row)
    kinds: dict[Kind, int] = {
        "constitution": figures["constitutions"],
        "treaty": figures["treaties"],
        "resolution": figures["resolutions"],
    }
    return Entry(
        row["key"],
        row["name"],
        row["added_at"],
        row["opened_at"],
        figures["total"],
        figures["reviewed"],
        figures["warned"],
        kinds,
        row["language"],
        row["media_type"],
        row["length"],
        row["digest"],
        tuple(stream["reviewer"] for stream in reviews),
        row["removed_at"],
        row["original"] is not None,
        # A step that was taken back leaves its row, and nothing in it.
        any(stream["kind"] == "settled" and stream["total"] for stream in taken),
        (row["detection"], *(number for stream in taken for number in (stream["id"], stream["count"]))),
    )


def reviewers(db: Connection, key: str) -> list[ReviewerEntry]:
    """Who decided in a document."""
    query = (
        select(stream_rows)
        .where(stream_rows.c.document == key, stream_rows.c.kind == "review")
        .order_by(stream_rows.c.reviewer)
    )
    return [
        ReviewerEntry(row.reviewer, Progress(row.total, row.reviewed, row.warned), row.last_at)
        for row in db.execute(query)
    ]


def rename(db: Connection, key: str, name: str) -> None:
    """Call a document something else."""
    if not name.strip():
        raise InputError("A document needs a name: type one.")
    _found(db.execute(update(documents).where(documents.c.key == key).values(name=display_name(name))).rowcount)


def bury(db: Connection, key: str, at: str | None) -> None:
    """Set a document's tombstone, or take it away."""
    _found(db.execute(update(documents).where(documents.c.key == key).values(removed_at=at)).rowcount)


def _found(rows: int) -> None:
    if not rows:
        raise InputError("This document is not in the workspace.")


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and not any(unicodedata.category(c) in ("Cc", "Cs") for c in name)


def _plain(text: str) -> str:
    # PostgreSQL keeps no NUL in a text.
    return text.replace("\0", "\ufffd")


def _count(decisions: int) -> str:
    return f"{decisions} decision" if decisions == 1 else f"{decisions} decisions"


def _stands(decisions: int) -> str:
    return f"{_count(decisions)} {'stands' if decisions == 1 else 'stand'}"
