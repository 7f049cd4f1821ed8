"""JSON Lines: one annotated document a line, in the native JSON."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence

from annotator.export.imported import Imported
from annotator.export.native import dump, load
from annotator.model import Document, InputError, Source

__all__ = ["read_json", "write_jsonl"]


def write_jsonl(documents: Sequence[Document]) -> bytes:
    """One line a document, each with its line end.

    >>> write_jsonl([])
    b''
    """
    return b"".join(dump(document, compact=True) + b"\n" for document in documents)


def read_json(data: bytes, name: str, source: Source | None = None) -> Imported:
    """Read the native JSON, one indented document or one a line. It carries its text, so `source` has to be the same.

    Raises:
        InputError: a document is not whole; the message tells the line.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        found = [load(data, name)]
    except InputError:
        lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith(b'{"') for _, line in lines):
            raise
        found = [load(line, f"{name}, line {number}") for number, line in lines]
    if source is not None and any(document.text != source.text for document in found):
        raise InputError(f"{name}: it carries a text of its own, which is not that of {source.name}: leave one out")
    return Imported(tuple(found))
