"""The citations of one document as a judge sees them, from a gold file or from an annotated document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from annotator.model import Form, InputError, Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One citation. An empty `reference` means that none can be told; an `optional` one is a case of real doubt."""

    start: int
    end: int
    kind: Kind
    reference: str
    pinpoints: frozenset[str]
    form: Form = "full"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its citations: its file's name, its language, its text (empty where the file has none)."""

    name: str
    language: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """A citation as a file writes it: a reference is an id, an object with an id, or null."""

    start: Annotated[int, msgspec.Meta(ge=0)]
    end: int
    kind: Kind
    reference: str | dict[str, Any] | None = None
    pinpoints: tuple[str, ...] = ()
    form: Form = "full"
    optional: bool = False
    status: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the text and its language stand: at the top of a gold file, under `document` in an annotated one."""

    language: str = "?"
    text: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    language: str | None = None
    text: str | None = None
    document: _Head | None = None
    citations: tuple[_Written, ...] | None = None
    annotations: tuple[_Written, ...] | None = None


def read_paper(data: bytes, name: str) -> Paper:
    """Read a gold file (`text`, `language`, `citations`) or an annotated document. Rejected annotations do not count.

    Raises:
        InputError: the file is neither.

    >>> read_paper(b'{"text": "x", "citations": [{"start": 0, "end": 1, "kind": "treaty"}]}', "a.json").rows[0].end
    1
    >>> read_paper(b'{"text": "x"}', "a.json")
    Traceback (most recent call last):
    annotator.model.InputError: a.json: neither `citations` nor `annotations` stand in it: name a gold file or an export
    """
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: not a file that can be scored ({error}): name a gold file or an export") from None
    written = file.citations if file.citations is not None else file.annotations
    if written is None:
        raise InputError(
            f"{name}: neither `citations` nor `annotations` stand in it: name a gold file or an export"
        )
    head = file.document or _Head()
    rows = tuple(_row(w, name) for w in written if w.status != "rejected")
    return Paper(name, file.language or head.language, file.text or head.text, rows)


def _row(written: _Written, name: str) -> Row:
    if written.start >= written.end:
        raise InputError(f"{name}: {written.start} to {written.end} is not a stretch of text: mend the file")
    reference = written.reference
    if isinstance(reference, dict):
        reference = str(reference.get("id") or "")
    return Row(
        written.start,
        written.end,
        written.kind,
        reference or "",
        frozenset(written.pinpoints),
        written.form,
        written.optional,
    )
