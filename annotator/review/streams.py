"""The rows of decisions: one for each document and reviewer, and one for what was settled between reviewers.

The functions here work inside a transaction of `Database`. Events are numbered; a detection laid under the decisions
later takes one number in every row, so that one number tells whether a review is up to date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, delete, func, select, update

from annotator.model import Annotation, Document, Generator, InputError, Source
from annotator.review.database import insert_rows
from annotator.review.events import Event, Review, fold
from annotator.review.index import changed_rows, figures_of, gone_row, mention_rows
from annotator.review.schema import detections, documents, events, mentions, streams

__all__ = [
    "Kind",
    "StaleError",
    "Stream",
    "append",
    "decoded",
    "detected",
    "head",
    "last_number",
    "latest",
    "read",
    "reviewers",
]

Kind = Literal["review", "settled"]
"""Whose decisions: one reviewer's, or those that settle between reviewers."""
_CHUNK = 500
_SOURCES = msgspec.json.Decoder(Source)
_GENERATORS = msgspec.json.Decoder(Generator)
_ANNOTATIONS = msgspec.json.Decoder(tuple[Annotation, ...])
_EVENTS = msgspec.json.Decoder(Event)


class StaleError(InputError):
    """Someone else decided meanwhile: read the review again and decide on what stands there now."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One row of decisions: who takes them, the detection they begin on, the last number and when that was."""

    id: int
    document: str
    kind: str
    reviewer: str
    detection: int
    count: int
    last_at: str


def decoded(payload: bytes) -> Event:
    """An event as it is kept."""
    return _EVENTS.decode(payload)


def head(db: Connection, key: str) -> Row[Any] | None:
    """A document's row without its text; None where there is none or it was removed."""
    columns = [column for column in documents.c if column.name != "source"]
    return db.execute(select(*columns).where(documents.c.key == key, documents.c.removed_at.is_(None))).first()


def reviewers(db: Connection, key: str, kind: Kind = "review") -> list[Stream]:
    """The rows of decisions of a document, in the order of names."""
    columns = [streams.c[name] for name in Stream.__slots__]
    query = select(*columns).where(streams.c.document == key, streams.c.kind == kind).order_by(streams.c.reviewer)
    return [Stream(*row) for row in db.execute(query)]


def latest(rows: Sequence[Stream]) -> Stream | None:
    """The one decided in last."""
    return max(rows, key=lambda row: (row.last_at, row.id), default=None)


def find(db: Connection, key: str, reviewer: str | None, kind: Kind = "review") -> Stream | None:
    """A reviewer's row; without a name, the one decided in last."""
    rows = reviewers(db, key, kind)
    if reviewer is None:
        return latest(rows)
    return next((row for row in rows if row.reviewer == reviewer), None)


def last_number(db: Connection, key: str, reviewer: str | None, kind: Kind = "review") -> int | None:
    """The number of the last event; None where there is no such document."""
    document = head(db, key)
    if document is None:
        return None
    stream = find(db, key, reviewer, kind)
    return stream.count if stream is not None else int(document.detection) - 1


def detected(db: Connection, key: str, number: int, *, bare: bool = False) -> Document:
    """A document as it was detected; `bare` leaves the citations out."""
    about = db.execute(select(documents.c.source, documents.c.name).where(documents.c.key == key)).one()
    columns = [detections.c.generator] if bare else [detections.c.generator, detections.c.payload]
    row = db.execute(select(*columns).where(detections.c.document == key, detections.c.number == number)).one()
    source = _SOURCES.decode(about.source)
    if source.name != about.name:
        source = replace(source, name=about.name)
    annotations = () if bare else _ANNOTATIONS.decode(row.payload)
    return Document(source, _GENERATORS.decode(row.generator), annotations)


def read(db: Connection, key: str, reviewer: str | None, kind: Kind = "review") -> Review | None:
    """A reviewer's state; without a name, the one decided in last. None where there is no such document."""
    document = head(db, key)
    if document is None:
        return None
    stream = find(db, key, reviewer, kind)
    if stream is None:
        found = detected(db, key, document.detection, bare=kind == "settled")
        return fold(found, (), count=document.detection - 1)
    # Whatever lies before the last file that was taken in is in that event.
    whole = select(func.max(events.c.number)).where(events.c.stream == stream.id, events.c.action == "import")
    first = db.execute(whole).scalar()
    query = select(events.c.payload).where(events.c.stream == stream.id).order_by(events.c.number)
    if first is not None:
        query = query.where(events.c.number >= first)
    found = detected(db, key, stream.detection, bare=first is not None or kind == "settled")
    count = first - 1 if first is not None else stream.detection - 1
    return fold(found, map(decoded, db.execute(query).scalars()), count=count)


def append(db: Connection, key: str, event: Event, after: Review, *, owner: str, kind: Kind = "review") -> None:
    """Write one event down in the row of `owner`, with the figures and the index that follow from it.

    Raises:
        StaleError: the row has another event of this number already.
        InputError: there is no such document.
    """
    document = head(db, key)
    if document is None:
        raise InputError("This document is not in the workspace any more: open it again.")
    found = find(db, key, owner, kind)
    if after.count - 1 != (found.count if found is not None else document.detection - 1):
        raise StaleError("This document was changed in another window: look at it again.")
    values = {"count": after.count, "last_at": event.at, **figures_of(after.document.annotations)}
    if found is None:
        new = {"document": key, "kind": kind, "reviewer": owner, "detection": document.detection, **values}
        stream = int(db.execute(streams.insert().values(new)).inserted_primary_key[0])  # type: ignore[index]
    else:
        stream = found.id
        db.execute(update(streams).where(streams.c.id == stream).values(values))
    db.execute(
        events.insert().values(
            stream=stream,
            number=after.count,
            at=event.at,
            reviewer=event.reviewer,
            action=event.action,
            batch=event.batch,
            payload=msgspec.json.encode(event),
        )
    )
    if kind == "review":
        _index(db, key, stream, event, after)


def _index(db: Connection, key: str, stream: int, event: Event, after: Review) -> None:
    """Bring the rows of the citations that an event touched up to date."""
    if event.imported is not None:
        db.execute(delete(mentions).where(mentions.c.document == key, mentions.c.stream == stream))
        rows = mention_rows(key, stream, after.document.text, after.document.annotations)
        insert_rows(db, mentions, changed_rows(below(db, key), rows, stream))
        return
    touched = list(dict.fromkeys(change.annotation for change in event.changes))
    held = [a for name in touched if (a := after.get(name)) is not None]
    for at in range(0, len(touched), _CHUNK):
        names = mentions.c.annotation.in_(touched[at : at + _CHUNK])
        db.execute(delete(mentions).where(mentions.c.document == key, mentions.c.stream == stream, names))
    insert_rows(db, mentions, mention_rows(key, stream, after.document.text, held))
    gone = set(touched) - {a.id for a in held}
    if gone:
        insert_rows(db, mentions, [gone_row(row, stream) for row in below(db, key, sorted(gone))])


def below(db: Connection, key: str, names: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The index rows of what was detected, all of them or those of some citations."""
    query = select(mentions).where(mentions.c.document == key, mentions.c.stream == 0)
    if names is not None:
        query = query.where(mentions.c.annotation.in_(names[:_CHUNK]))
        more = below(db, key, names[_CHUNK:]) if len(names) > _CHUNK else []
        return [*map(dict, db.execute(query).mappings()), *more]
    return [*map(dict, db.execute(query).mappings())]
