"""Which format the bytes of a file are in, told by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from annotator.export.formats import Format, format_of
from annotator.model import InputError

__all__ = ["guess"]

_ANN = re.compile(rb"[TRENA#*]\d*\t\S")


def guess(data: bytes, name: str) -> Format:
    """The format of a file with annotations that can be read.

    Args:
        data: its bytes.
        name: what to call it in an error.

    Raises:
        InputError: it holds no annotations, or not in a format that is read.

    >>> guess(b'T1\\tTreaty 0 4\\tECHR\\n', "a.ann").id
    'brat'
    >>> guess(b"See the ECHR.", "a.txt")
    Traceback (most recent call last):
    annotator.model.InputError: a.txt: there are no annotations in it: find the citations first, with `annotator detect`
    """
    if data.startswith(b"PK\x03\x04"):
        if b".ann" in data:
            return format_of("brat")
        raise InputError(f"{name}: a zip without brat files in it (.ann): find the citations with `annotator detect`")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _ANN.match(start):
        return format_of("brat")
    for candidate in (start, start.split(b"\n", 1)[0]) if start[:1] in (b"{", b"[") else ():
        try:
            shape = msgspec.json.decode(candidate)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        lines = candidate is not start
        if found := _shape(shape[0] if isinstance(shape, list) and shape else shape, lines):
            return format_of(found)
    if start.startswith((b"{", b"[")):
        readable = "an annotated document, Web Annotation, doccano or Label Studio"
        raise InputError(f"{name}: JSON that is none of {readable}: name its format with --from")
    raise InputError(
        f"{name}: there are no annotations in it: find the citations first, with `annotator detect`"
    )


def _shape(first: object, lines: bool) -> str | None:
    if not isinstance(first, Mapping):
        return None
    kind = first.get("type") or first.get("@type")
    if first.get("format") == "annotated-document":
        return "jsonl" if lines else "json"
    if "anno.jsonld" in str(first.get("@context")) or str(kind).startswith("Annotation"):
        return "w3c"
    if isinstance(first.get("data"), Mapping):
        return "label-studio"
    if "text" in first and {"label", "labels", "entities"} & set(first):
        return "doccano"
    return None
