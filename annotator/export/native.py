"""The native JSON: an annotated document that says exactly what stood where. `load(dump(d)) == d`.

>>> from annotator.model import Document, Generator
>>> from annotator.read import source_from_text
>>> document = Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", ""))
>>> load(dump(document)) == document
True
"""

from __future__ import annotations

from codecs import BOM_UTF8
from hashlib import sha256
from typing import Any

import msgspec

from annotator.model import Annotation, Document, InputError, Segment

FORMAT = "annotated-document"
VERSION = 1
# The keys that tell a reader what the rest means come first.
HEAD = ("format", "version", "offset_unit")


def dump(document: Document, *, compact: bool = False) -> bytes:
    """A document as JSON in UTF-8, every character as itself, indented for people.

    Args:
        document: what to write.
        compact: one line with no line end, for JSON Lines.

    Raises:
        InputError: the text holds half a character (a lone surrogate), which UTF-8 cannot hold.
    """
    shape = msgspec.to_builtins(document)
    ordered = {key: shape[key] for key in HEAD} | shape
    try:
        line = msgspec.json.encode(ordered)
    except UnicodeEncodeError:
        raise InputError(f"{document.document.name}: the text holds half a character (a lone surrogate)") from None
    return line if compact else msgspec.json.format(line, indent=2) + b"\n"


def load(data: bytes, name: str = "annotated document") -> Document:
    """Read a document back and check that it is whole: every quote stands in the text where it says.

    Args:
        data: what `dump` wrote, or another program in the same shape.
        name: what to call it in an error.

    Raises:
        InputError: it is no annotated document of this version, or does not agree with itself.

    >>> load(b'{"format": "annotated-document", "version": 2}', "a.json")
    Traceback (most recent call last):
    annotator.model.InputError: a.json: version 2 of the format is not known: use a newer annotator
    """
    try:
        document = _decode(data)
        _check_text(document)
        _check_ranges(document.document.segments, document.document.length)
        _check_annotations(document)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    return document


def _decode(data: bytes) -> Document:
    try:
        # Editors on Windows put a byte order mark in front.
        shape = msgspec.json.decode(data.removeprefix(BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = "the file is cut short" if "truncated" in str(error) else "the file is not valid JSON"
        raise InputError(f"{reason}: export it again") from None
    if not isinstance(shape, dict) or shape.get("format") != FORMAT:
        raise InputError("this is not an annotated document: choose a JSON file that annotator exported")
    version = shape.get("version")
    if version != VERSION or not isinstance(version, int) or isinstance(version, bool):
        raise InputError(f"version {_short(version)} of the format is not known: use a newer annotator")
    if shape.get("offset_unit") != "code point":
        raise InputError(f"offsets in {_short(shape.get('offset_unit'))} are not known: only in code points")
    try:
        document = msgspec.convert(shape, Document)
    except msgspec.ValidationError as error:
        raise InputError(f"{str(error)[:1].lower()}{str(error)[1:]}: export it again") from None
    if unknown := _unknown(shape, msgspec.to_builtins(document), "$"):
        raise InputError(f"{unknown} is no field of version 1: take it out, or use a newer annotator")
    return document


def _unknown(given: Any, known: Any, path: str) -> str | None:
    """The first field of the file that the types do not have: to drop it would lose what someone wrote."""
    if isinstance(given, dict):
        if extra := next((key for key in given if key not in known), None):
            return f"{path}.{_short(extra)}"
        pairs = ((value, known[key], f"{path}.{key}") for key, value in given.items())
    elif isinstance(given, list):
        pairs = ((value, known[i], f"{path}[{i}]") for i, value in enumerate(given))
    else:
        return None
    return next((found for pair in pairs if (found := _unknown(*pair))), None)


def _check_text(document: Document) -> None:
    source = document.document
    if len(source.text) != source.length:
        raise InputError(f"the text has {len(source.text)} code points, not {source.length}: it was changed")
    if sha256(source.text.encode("utf-8")).hexdigest() != source.sha256:
        raise InputError("the text does not match its sha256: it was changed")


def _check_ranges(ranges: tuple[Segment, ...] | tuple[Annotation, ...], length: int) -> None:
    for item in ranges:
        if not 0 <= item.start < item.end <= length:
            raise InputError(f"{item.start} to {item.end} is not a stretch of a text of {length} code points")


def _check_annotations(document: Document) -> None:
    text = document.text
    _check_ranges(document.annotations, len(text))
    seen: set[str] = set()
    start = end = 0
    for a in document.annotations:
        where = f"the annotation at {a.start}"
        if text[a.start : a.end] != a.quote:
            raise InputError(f"{where} quotes {_short(a.quote)}, but the text says {_short(text[a.start : a.end])}")
        if a.id in seen:
            raise InputError(f"{where} has the id {_short(a.id)} of another one")
        if a.start < start:
            raise InputError(f"{where} comes after one at {start}: sort the annotations by start")
        # A rejected suggestion stays in the file as a record; another span may then stand on its place.
        if a.status != "rejected":
            if a.start < end:
                raise InputError(f"{where} overlaps the one before it, which ends at {end}")
            end = a.end
        if not 0 <= a.confidence <= 1:
            raise InputError(f"{where} has a confidence of {a.confidence}, which is not between 0 and 1")
        seen.add(a.id)
        start = a.start


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
