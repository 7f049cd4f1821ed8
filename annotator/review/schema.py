"""The tables of a workspace, the same in SQLite and in PostgreSQL. `migrations` makes them; here they are only named.

>>> sorted(metadata.tables)
['aliases', 'detections', 'documents', 'events', 'mentions', 'originals', 'streams', 'workspace']
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["aliases", "detections", "documents", "events", "mentions", "metadata", "originals", "streams", "workspace"]

metadata = MetaData()


def _figures() -> list[Column[int]]:
    """What the list of documents tells; `warned` counts citations that warn and are not rejected."""
    names = ("total", "reviewed", "warned", "constitutions", "treaties", "resolutions")
    return [Column(name, Integer, nullable=False) for name in names]


workspace = Table("workspace", metadata, Column("version", Integer, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    # A document that was removed keeps everything; this is its tombstone.
    Column("removed_at", Text),
    # The number of the detection that counts now.
    Column("detection", Integer, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

# The bytes of the file a document came from.
originals = Table(
    "originals",
    metadata,
    Column("document", Text, ForeignKey("documents.key"), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# What the engine found, once for each time it looked. Rows are only added.
detections = Table(
    "detections",
    metadata,
    Column("document", Text, ForeignKey("documents.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("generator", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    *_figures(),
)

# One row of decisions for each document and reviewer, and one for what was settled between them.
streams = Table(
    "streams",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    # The detection it began on, and the number of its last event.
    Column("detection", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
    *_figures(),
    UniqueConstraint("document", "kind", "reviewer"),
    ForeignKeyConstraint(["document", "detection"], ["detections.document", "detections.number"]),
)

# Every decision. Rows are only added: triggers refuse anything else.
events = Table(
    "events",
    metadata,
    Column("stream", Integer, ForeignKey("streams.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("action", Text, nullable=False),
    # The same for all events of one decision over several documents; blank for any other.
    Column("batch", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index("events_by_batch", "batch"),
    Index("events_by_time", "at"),
)

# Where each citation stands: stream 0 has what was detected, a reviewer's stream only what differs from that.
mentions = Table(
    "mentions",
    metadata,
    Column("document", Text, ForeignKey("documents.key"), primary_key=True),
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("annotation", Text, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    # The quote without what does not matter for finding it: case, accents, line ends.
    Column("folded", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    # A suggestion's status, or "gone" where the reviewer has no such citation.
    Column("status", Text, nullable=False),
    Column("reference", Text),
    Column("title", Text, nullable=False),
    Column("pinpoints", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("warnings", Text, nullable=False),
    Index("mentions_by_reference", "reference"),
)

# Names that are to be read as one instrument, as reviewers asked for.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("reference", Text, nullable=False),
    # The rows of the overlay tables it stands for, as JSON.
    Column("rows", Text, nullable=False),
    Column("removed_at", Text),
)
