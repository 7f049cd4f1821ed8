"""The concordance: all mentions across the workspace that a filter lets through, with context, and decisions on them.

The functions here work inside a transaction of `Database` and on the index that each decision keeps up to date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from annotator.fold import fold_name
from annotator.model import Document, Form, InputError, Kind, Reference, Status
from annotator.review import streams
from annotator.review.database import lock
from annotator.review.decisions import confirm, redo, refer, reject, reopen, undo
from annotator.review.events import Event, Review, apply
from annotator.review.index import GONE, mention_rows
from annotator.review.schema import documents, events, mentions
from annotator.review.schema import streams as stream_rows
from annotator.review.streams import StaleError

__all__ = [
    "Batch",
    "Cited",
    "Mention",
    "Mentions",
    "Wanted",
    "batch",
    "cited",
    "decide",
    "mentions_in",
    "mentions_of",
    "turn",
]

Verdict = Literal["confirm", "reject", "reopen"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mentions are asked for; an empty field lets all through.

    `reference_id` is an exact id; `unresolved` asks for those that have no reference; `text` stands in the quote,
    whatever its case and accents; `below` lets those through that are less sure; `document` is a key.
    """

    reference_id: str = ""
    unresolved: bool = False
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    forms: frozenset[Form] = frozenset()
    text: str = ""
    warned: bool = False
    below: float | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation in its document, with up to 80 code points of text on each side."""

    document: str
    name: str
    annotation: str
    start: int
    end: int
    prefix: str
    quote: str
    suffix: str
    kind: Kind
    form: Form
    status: Status
    reference: str | None
    title: str
    pinpoints: tuple[str, ...]
    confidence: float
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a filter lets through, by document and place: whose state it is, and how many there are in all.

    `counts` says how many events each document had for that reviewer: a decision on the list is taken only where that
    still holds.
    """

    reviewer: str | None
    items: tuple[Mention, ...]
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cited:
    """One instrument in the workspace: its id and title, and how many mentions in how many documents it has."""

    reference: str
    title: str
    kind: Kind
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Batch:
    """One decision over several documents: their keys, how many citations it changed, and whether it was taken back."""

    id: str
    reviewer: str
    at: str
    action: str
    documents: tuple[str, ...]
    changed: int
    undone: bool = False


def mentions_of(db: Connection, reviewer: str | None, wanted: Wanted, limit: int | None, offset: int) -> Mentions:
    """The mentions that a filter lets through, as one reviewer's decisions have them. See `Workspace.mentions`."""
    shown = [mentions.c[name] for name in _COLUMNS]
    query = _filtered(select(*shown, documents.c.name.label("name")), reviewer, wanted)
    total = db.execute(_filtered(select(func.count()), reviewer, wanted)).scalar_one()
    query = query.order_by(documents.c.name, documents.c.key, mentions.c.start, mentions.c.annotation)
    rows = db.execute(query.limit(limit).offset(offset)).mappings()
    items = tuple(_mention(cast(Mapping[str, Any], row)) for row in rows)
    keys = {item.document for item in items}
    return Mentions(reviewer, items, total, {key: streams.last_number(db, key, reviewer) or 0 for key in sorted(keys)})


def mentions_in(key: str, document: Document) -> tuple[Mention, ...]:
    """The citations of a document that is at hand, in the order of the text.

    Args:
        key: of the document in its workspace.
        document: as it stands.
    """
    rows = mention_rows(key, 0, document.text, document.annotations)
    return tuple(_mention({**row, "name": document.document.name}) for row in rows)


def cited(db: Connection, reviewer: str | None, wanted: Wanted) -> list[Cited]:
    """The instruments that are mentioned, the one mentioned most first."""
    number = func.count().label("number")
    columns = [mentions.c.reference, func.max(mentions.c.title), mentions.c.kind, number]
    query = _filtered(select(*columns, func.count(mentions.c.document.distinct())), reviewer, wanted)
    query = query.where(mentions.c.reference.is_not(None)).group_by(mentions.c.reference, mentions.c.kind)
    return [Cited(*row) for row in db.execute(query.order_by(number.desc(), mentions.c.reference))]


_COLUMNS = (
    "document", "annotation", "start", "stop", "prefix", "quote", "suffix", "kind", "form", "status", "reference",
    "title", "pinpoints", "confidence", "warnings",
)  # fmt: skip


def _mention(row: Mapping[str, Any]) -> Mention:
    values = {name: row[name] for name in _COLUMNS if name != "stop"}
    values |= {name: tuple(row[name].split()) for name in ("pinpoints", "warnings")}
    return Mention(name=row["name"], end=row["stop"], **values)


def _filtered(query: Select[Any], reviewer: str | None, wanted: Wanted) -> Select[Any]:
    """The index rows of one reviewer's state: the reviewer's own, and what was detected where there are none."""
    own = _streams_of(reviewer)
    above = mentions.alias()
    replaced = exists().where(
        above.c.document == mentions.c.document,
        above.c.annotation == mentions.c.annotation,
        above.c.stream.in_(own),
    )
    query = query.select_from(mentions.join(documents, documents.c.key == mentions.c.document))
    query = query.where(
        documents.c.removed_at.is_(None),
        mentions.c.status != GONE,
        or_(mentions.c.stream.in_(own), and_(mentions.c.stream == 0, ~replaced)),
    )
    return query.where(*_conditions(wanted))


def _streams_of(reviewer: str | None) -> Select[Any]:
    """The rows of decisions that count: a reviewer's, or without a name those decided in last."""
    if reviewer is not None:
        return select(stream_rows.c.id).where(stream_rows.c.kind == "review", stream_rows.c.reviewer == reviewer)
    later = stream_rows.alias()
    newer = exists().where(
        later.c.document == stream_rows.c.document,
        later.c.kind == "review",
        or_(
            later.c.last_at > stream_rows.c.last_at,
            and_(later.c.last_at == stream_rows.c.last_at, later.c.id > stream_rows.c.id),
        ),
    )
    return select(stream_rows.c.id).where(stream_rows.c.kind == "review", ~newer)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.reference_id:
        found.append(mentions.c.reference == wanted.reference_id)
    if wanted.unresolved:
        found.append(mentions.c.reference.is_(None))
    for column, values in (("kind", wanted.kinds), ("status", wanted.statuses), ("form", wanted.forms)):
        if values:
            found.append(mentions.c[column].in_(sorted(values)))
    if text := fold_name(wanted.text):
        found.append(mentions.c.folded.contains(text, autoescape=True))
    if wanted.warned:
        found.append(mentions.c.warnings != "")
    if wanted.below is not None:
        found.append(mentions.c.confidence < wanted.below)
    if wanted.document:
        found.append(mentions.c.document == wanted.document)
    return found


def decide(
    db: Connection, found: Mentions, verdict: Verdict | Reference, reviewer: str, at: str, note: str
) -> Batch | None:
    """Decide on exactly the mentions of a list, or on none of them. See `Workspace.decide_many`."""
    if found.reviewer != reviewer:
        raise InputError("This list shows what another reviewer decided: make your own list first.")
    chosen: dict[str, list[str]] = defaultdict(list)
    for item in found.items:
        chosen[item.document].append(item.annotation)
    number = "b" + sha256(f"{reviewer}\0{at}\0{sorted(chosen)}".encode()).hexdigest()[:15]
    told = note or f"one of {len(found.items)} decided at once in {_documents(len(chosen))}"
    made: dict[str, Event] = {}
    for key, review in _reviews(db, sorted(chosen), reviewer):
        if review.count != found.counts[key]:
            raise StaleError(
                f"“{review.document.document.name}” was changed meanwhile, so nothing was decided: look at the list"
                " again."
            )
        event = _verdict(review, chosen[key], verdict, reviewer, at, told)
        if event is not None:
            made[key] = _write(db, key, review, event, number)
    changed = sum(len(event.changes) for event in made.values())
    action = next((event.action for event in made.values()), "")
    return Batch(number, reviewer, at, action, tuple(made), changed) if made else None


def _verdict(
    review: Review, annotations: Iterable[str], verdict: Verdict | Reference, reviewer: str, at: str, note: str
) -> Event | None:
    if isinstance(verdict, Reference):
        return refer(review, annotations, verdict, reviewer=reviewer, at=at, note=note)
    step = {"confirm": confirm, "reject": reject, "reopen": reopen}[verdict]
    return step(review, annotations, reviewer=reviewer, at=at, note=note)


def batch(db: Connection, number: str) -> Batch | None:
    """One decision over several documents, by its id."""
    columns = [events.c.at, events.c.reviewer, events.c.action, events.c.payload, stream_rows.c.document]
    query = (
        select(*columns)
        .join(stream_rows, stream_rows.c.id == events.c.stream)
        .where(events.c.batch == number)
        .order_by(events.c.at, stream_rows.c.document, events.c.number)
    )
    rows = db.execute(query).all() if number else []
    first = [row for row in rows if row.action not in ("undo", "redo")]
    if not first:
        return None
    keys = tuple(sorted({row.document for row in first}))
    changed = sum(len(streams.decoded(row.payload).changes) for row in first)
    undone = rows[-1].action == "undo"
    return Batch(number, first[0].reviewer, first[0].at, first[0].action, keys, changed, undone)


def turn(db: Connection, number: str, way: Literal["undo", "redo"], reviewer: str, at: str) -> Batch:
    """Take a decision over several documents back in all of them, or do it again in all."""
    held = batch(db, number)
    if held is None or held.reviewer != reviewer:
        raise InputError("There is no such decision of yours to take back or do again.")
    step: Callable[..., Event] = undo if way == "undo" else redo
    for key, review in _reviews(db, held.documents, reviewer):
        stack = review.done if way == "undo" else review.undone
        if not stack or stack[-1].batch != number:
            raise InputError(
                f"Later decisions in “{review.document.document.name}” come after this one: take those back first."
            )
        _write(db, key, review, step(review, reviewer=reviewer, at=at), number)
    after = batch(db, number)
    assert after is not None
    return after


def _reviews(db: Connection, keys: Iterable[str], reviewer: str) -> Iterable[tuple[str, Review]]:
    # In one order everywhere, so that two such decisions never wait for each other.
    for key in keys:
        lock(db, key)
        review = streams.read(db, key, reviewer)
        if review is None:
            raise StaleError("A document of the list was removed meanwhile, so nothing was decided: list again.")
        yield key, review


def _write(db: Connection, key: str, review: Review, event: Event, number: str) -> Event:
    event = replace(event, batch=number)
    streams.append(db, key, event, apply(review, event), owner=event.reviewer)
    return event


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
