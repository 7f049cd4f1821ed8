"""What a workspace knows of a document without opening it: its figures, and a row for each citation.

The rows of stream 0 are what was detected. A reviewer's stream has rows only where the reviewer's state differs from
that; a citation that the reviewer does not have is a row of the status "gone".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.fold import fold_names
from annotator.model import Annotation
from annotator.review.queue import is_open

__all__ = ["GONE", "changed_rows", "figures_of", "gone_row", "mention_rows"]

GONE = "gone"
# Code points of context kept on each side: enough to read a citation in a list.
CONTEXT = 80

Row = dict[str, Any]


def figures_of(annotations: Sequence[Annotation]) -> dict[str, int]:
    """The figures of a document, by the columns they are kept in.

    >>> figures_of([])["total"]
    0
    """
    kinds = [a.kind for a in annotations if a.status != "rejected"]
    return {
        "total": len(annotations),
        "reviewed": sum(not is_open(a) for a in annotations),
        "warned": sum(bool(a.warnings) and a.status != "rejected" for a in annotations),
        "constitutions": kinds.count("constitution"),
        "treaties": kinds.count("treaty"),
        "resolutions": kinds.count("resolution"),
    }


def mention_rows(document: str, stream: int, text: str, annotations: Sequence[Annotation]) -> list[Row]:
    """A row for each citation.

    Args:
        document: the key.
        stream: of whose state this is; 0 for what was detected.
        text: of the document.
        annotations: as they stand there.
    """
    folded = fold_names(a.quote for a in annotations)
    rows = [
        {
            "document": document,
            "stream": stream,
            "annotation": a.id,
            "start": a.start,
            "stop": a.end,
            "prefix": text[max(0, a.start - CONTEXT) : a.start],
            "quote": a.quote,
            "suffix": text[a.end : a.end + CONTEXT],
            "folded": name,
            "kind": a.kind,
            "form": a.form,
            "status": a.status,
            "reference": a.reference.id if a.reference else None,
            "title": a.reference.title if a.reference else "",
            "pinpoints": " ".join(a.pinpoints),
            "confidence": a.confidence,
            "warnings": " ".join(notice.code for notice in a.warnings),
        }
        for a, name in zip(annotations, folded, strict=True)
    ]
    # PostgreSQL keeps no NUL in a text; the payload of the document still has it.
    return [{k: v.replace("\0", "\ufffd") if isinstance(v, str) else v for k, v in row.items()} for row in rows]


def gone_row(row: Row, stream: int) -> Row:
    """The row that says: this reviewer does not have that citation."""
    return {**row, "stream": stream, "status": GONE}


def changed_rows(base: Iterable[Row], rows: Iterable[Row], stream: int) -> list[Row]:
    """Those rows of a stream that differ from what was detected, and what is gone from it.

    >>> changed_rows([{"annotation": "a", "stream": 0, "status": "suggested"}], [], 7)
    [{'annotation': 'a', 'stream': 7, 'status': 'gone'}]
    """
    below = {row["annotation"]: row for row in base}
    above = {row["annotation"]: row for row in rows}
    changed = [row for name, row in above.items() if below.get(name) != {**row, "stream": 0}]
    return changed + [gone_row(row, stream) for name, row in below.items() if name not in above]
