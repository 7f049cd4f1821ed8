"""CSV: one row a citation, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.export.cells import csv_bytes
from annotator.model import Annotation, Document
from annotator.pinpoints import describe

__all__ = ["COLUMNS", "row_of", "write_csv"]

COLUMNS = (
    "document", "document_id", "page", "id", "start", "end", "quote", "prefix", "suffix", "kind", "form", "rule",
    "reference", "title", "date", "url", "identifiers", "pinpoints", "pinpoints_in_words", "candidates", "confidence",
    "warnings", "status", "decisions", "reviewer", "decided_at", "note",
)  # fmt: skip
"""Lists stand in one cell, parted by "; ". `page` is the page, sheet or note a citation starts on, where known;
`reviewer`, `decided_at` and `note` are of the last of the `decisions`."""


def write_csv(documents: Sequence[Document]) -> bytes:
    """The citations of all documents, one row each, in the order of the text.

    >>> write_csv([]).decode("utf-8-sig").startswith("document,document_id,page,id,start,end,quote,")
    True
    """
    return csv_bytes(COLUMNS, (row_of(document, a) for document in documents for a in document.annotations))


def row_of(document: Document, a: Annotation) -> tuple[object, ...]:
    """The values of one row, in the order of `COLUMNS`."""
    source, reference = document.document, a.reference
    last = a.history[-1] if a.history else None
    page = next((s.label for s in source.segments if s.kind == "page" and s.start <= a.start < s.end), "")
    identifiers = reference.identifiers if reference else {}
    return (
        source.name, source.id, page, a.id, a.start, a.end, a.quote, a.prefix, a.suffix, a.kind, a.form, a.rule,
        reference and reference.id, reference and reference.title, reference and reference.date,
        reference and reference.url,
        _list(f"{scheme}={value}" for scheme, value in identifiers.items()),
        _list(a.pinpoints), _list(describe(path) for path in a.pinpoints),
        _list(f"{c.id} {c.score:g}" for c in a.candidates), a.confidence,
        _list(f"{w.code}: {w.message}" for w in a.warnings), a.status,
        len(a.history), last and last.reviewer, last and last.at, last and last.note,
    )  # fmt: skip


def _list(values: Iterable[str]) -> str:
    return "; ".join(values)
