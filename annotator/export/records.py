"""Our own records inside foreign files: all that is known of a document and its annotations, as plain data.

A tool that keeps what it does not understand brings them back unharmed.

>>> from annotator.export.incoming import blank
>>> of_record(record(blank("treaty"))) == blank("treaty")
True
"""

from __future__ import annotations

from codecs import BOM_UTF8
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from annotator.model import Annotation, Document, Generator, InputError, Source
from annotator.read import source_from_text

__all__ = ["FOREIGN", "decoded", "document_record", "encoded", "of_record", "record", "source_of"]

T = TypeVar("T")

FOREIGN = Generator("import", "", "")
"""What made the annotations of a file that does not tell."""


def document_record(document: Document) -> dict[str, Any]:
    """All that is known of a document but its text and annotations, as plain data for a foreign file."""
    head: dict[str, Any] = msgspec.to_builtins(document.document)
    del head["text"]
    return {**head, "generator": msgspec.to_builtins(document.generator)}


def record(a: Annotation) -> dict[str, Any]:
    """An annotation as plain data, for the place where a foreign file keeps what it does not understand."""
    plain: dict[str, Any] = msgspec.to_builtins(a)
    return plain


def of_record(plain: object) -> Annotation | None:
    """The annotation that `record` wrote; None where it is none any more."""
    try:
        return msgspec.convert(plain, Annotation)
    except msgspec.ValidationError:
        return None


def source_of(text: str, name: str, head: object) -> tuple[Source, Generator, bool]:
    """The source and generator of a document whose head came along with its text, and whether the text is as it was.

    Raises:
        InputError: the text is none.
    """
    try:
        plain = head if isinstance(head, dict) else {}
        known = msgspec.convert({**plain, "text": text}, Source)
        generator = msgspec.convert(plain.get("generator"), Generator)
    except msgspec.ValidationError:
        return source_from_text(text, name), FOREIGN, True
    if known.length == len(text) and known.sha256 == sha256(text.encode("utf-8", "replace")).hexdigest():
        return known, generator, True
    return source_from_text(text, known.name, media_type=known.media_type, notes=known.notes), generator, False


def encoded(shape: object, name: str) -> bytes:
    """Plain data as one line of JSON in UTF-8.

    Raises:
        InputError: a text holds half a character (a lone surrogate), which UTF-8 cannot hold.
    """
    try:
        return msgspec.json.encode(shape)
    except UnicodeEncodeError:
        raise InputError(f"{name}: the text holds half a character (a lone surrogate)") from None


def decoded(data: bytes, shape: type[T], name: str, what: str) -> T:
    """JSON of a known shape.

    Raises:
        InputError: it is not JSON, or of another shape; the message names the field.
    """
    try:
        return msgspec.json.decode(data.removeprefix(BOM_UTF8), type=shape, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"{name}: not {what}: {str(error)[:1].lower()}{str(error)[1:]}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InputError(f"{name}: not {what}: the file is not valid JSON: export it again") from None
