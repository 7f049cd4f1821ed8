"""JSON Lines for spaCy: a text and its spans a line, as `Doc.char_span` takes them.

Rejected citations are left out: what stands in the file is what a model should learn. The spans rarely end where
spaCy's tokens do ("art.5" is one token), so load them with `alignment_mode="expand"`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.export.incoming import LABELS
from annotator.export.records import encoded
from annotator.model import Annotation, Document

__all__ = ["write_spacy"]


def write_spacy(documents: Sequence[Document]) -> bytes:
    """One line a document. `kb_id` is the id of the instrument, blank where it is not known.

    >>> write_spacy([])
    b''
    """
    return b"".join(_line(document) + b"\n" for document in documents)


def _line(document: Document) -> bytes:
    source = document.document
    line = {
        "text": document.text,
        "spans": [_span(a) for a in document.annotations if a.status != "rejected"],
        "meta": {"id": source.id, "name": source.name, "language": source.language},
    }
    return encoded(line, source.name)


def _span(a: Annotation) -> dict[str, Any]:
    return {
        "start": a.start,
        "end": a.end,
        "label": LABELS[a.kind],
        "kb_id": a.reference.id if a.reference else "",
        "title": a.reference.title if a.reference else "",
        "identifiers": a.reference.identifiers if a.reference else {},
        "pinpoints": a.pinpoints,
        "candidates": {c.id: c.score for c in a.candidates},
        "confidence": a.confidence,
        "status": a.status,
    }
