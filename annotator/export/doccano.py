"""doccano JSON Lines: a text and its labelled stretches a line, for sequence labelling.

doccano counts code points, and keeps every further field of a line as metadata: there the whole records go, so that
they come back with the labels. Rejected citations are records only, never labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from annotator.export.anchor import Anchor
from annotator.export.imported import Imported
from annotator.export.incoming import LABELS, together
from annotator.export.records import decoded, document_record, encoded, record, source_of
from annotator.export.returned import returned
from annotator.model import Document, Source

__all__ = ["read_doccano", "write_doccano"]


class _Entity(msgspec.Struct):
    start_offset: int
    end_offset: int
    label: str
    id: int | str = ""


class _Line(msgspec.Struct):
    """One line. `label` or `labels` has stretches as lists; `entities` has them as objects, in newer exports."""

    text: str
    id: int | str | None = None
    label: list[tuple[int, int, str]] | None = None
    labels: list[tuple[int, int, str]] | None = None
    entities: list[_Entity] | None = None
    document: Any = None
    annotations: Any = None


def write_doccano(documents: Sequence[Document]) -> bytes:
    """One line a document; the labels are the kinds of the citations that are not rejected.

    >>> write_doccano([])
    b''
    """
    lines = []
    for document in documents:
        line = {
            "text": document.text,
            "label": [[a.start, a.end, LABELS[a.kind]] for a in document.annotations if a.status != "rejected"],
            "document": document_record(document),
            "annotations": [record(a) for a in document.annotations],
        }
        lines.append(encoded(line, document.document.name) + b"\n")
    return b"".join(lines)


def read_doccano(data: bytes, name: str, source: Source | None = None) -> Imported:
    """Read what doccano exported, or what `write_doccano` wrote.

    Args:
        data: JSON Lines.
        name: what to call it in an error.
        source: another text to place the labels in, where the file has one document.

    Raises:
        InputError: a line is not of this format.
    """
    parts = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            title = f"{name}, line {number}"
            parts.append(_read(decoded(line, _Line, title, "a doccano export"), title, source))
    return together(parts, name, source)


def _read(line: _Line, name: str, wanted: Source | None) -> Imported:
    entities = line.entities
    if entities is None:
        entities = [_Entity(*label) for label in line.label or line.labels or ()]
    carried, generator, same = source_of(line.text, name, line.document)
    labelled = [
        (str(e.id) if e.id != "" else f"label {n}", Anchor("", e.start_offset, e.end_offset), e.label)
        for n, e in enumerate(entities, 1)
    ]
    return returned(carried, generator, line.annotations if same else None, labelled, wanted=wanted, name=name)
