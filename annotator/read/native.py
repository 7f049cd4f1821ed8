"""Annotated documents, one in a JSON file or one a line in a JSON Lines file."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator

from annotator.model import Document, InputError
from annotator.read.extracted import LIMIT, Extracted


def looks_annotated(head: bytes) -> bool:
    """Whether a file begins as an annotated document does.

    >>> looks_annotated(b'{"format": "annotated-document",'), looks_annotated(b'{"a": 1}')
    (True, False)
    """
    head = head.removeprefix(BOM_UTF8).lstrip()
    return head.startswith(b"{") and b'"annotated-document"' in head


def refuse(data: bytes, limit: int = LIMIT) -> Extracted:
    """Say that an annotated document is more than a text: as a text it would lose what was decided about it."""
    raise InputError("this is JSON, not a text: an annotated document opens with `annotator.load` or in the app")


def is_lines(data: bytes) -> bool:
    """Whether JSON is one document a line; a document that is indented for people opens with a brace alone.

    >>> is_lines(b'{"a": 1}\\n{"a": 2}'), is_lines(b'{\\n "a": 1\\n}')
    (True, False)
    """
    return data.removeprefix(BOM_UTF8).lstrip().partition(b"\n")[0].rstrip().endswith(b"}")


def document(data: bytes) -> Document:
    """An annotated document.

    Raises:
        InputError: it is none. The line does not name the file.
    """
    # Not at import: the writers of other formats stand on the readers.
    from annotator.export.native import load

    try:
        return load(data, "")
    except InputError as error:
        raise InputError(str(error).removeprefix(": ")) from None


def documents(lines: Iterable[bytes], limit: int = LIMIT) -> Iterator[Document | InputError]:
    """The annotated documents of a JSON Lines file, one by one; for a line that is none, the reason, which names it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if len(line) > limit:
                raise InputError(f"more than the limit of {limit:,} bytes: raise the limit")
            yield document(line)
        except InputError as error:
            yield InputError(f"line {number}: {error}")
