"""W3C Web Annotation (JSON-LD): each citation says its place by position and by quote, each document is a collection.

The parts that the W3C model knows are said in its words, for any program. The whole record of ours goes with them as a
JSON literal, so that nothing is lost on the way back. Offsets are code points, as the model has it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

import msgspec

from annotator.export.anchor import Anchor
from annotator.export.imported import Imported
from annotator.export.incoming import Mark, assemble, blank, kind_of, unknown_label
from annotator.export.records import FOREIGN, decoded, document_record, encoded, of_record, record, source_of
from annotator.model import STATUSES, Annotation, Document, InputError, Reference, Source
from annotator.pinpoints import parse_path

__all__ = ["CONTEXT", "read_w3c", "write_w3c"]

ANNO = "http://www.w3.org/ns/anno.jsonld"
CONTEXT = [
    ANNO,
    {
        "record": {"@id": "urn:annotator:record", "@type": "@json"},
        "document": {"@id": "urn:annotator:document", "@type": "@json"},
    },
]
_SPACE = UUID("8f0c6f3e-3a56-5d0e-9d52-6f1f6d1b2c11")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def write_w3c(document: Document) -> bytes:
    """An annotated document as an AnnotationCollection with its one page inside.

    >>> from annotator.model import Generator
    >>> from annotator.read import source_from_text
    >>> document = Document(source_from_text("See the UN Charter."), Generator("annotator", "0.1.0", ""))
    >>> read_w3c(write_w3c(document), "a.jsonld").documents == (document,)
    True
    """
    source = document.document
    collection = {
        "@context": CONTEXT,
        "id": _iri("collection", source.id, source.sha256),
        "type": "AnnotationCollection",
        "label": source.name,
        "total": len(document.annotations),
        "first": {
            "id": _iri("page", source.id, source.sha256),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_item(document, a) for a in document.annotations],
        },
        "document": {**document_record(document), "text": document.text},
    }
    return msgspec.json.format(encoded(collection, source.name), indent=2) + b"\n"


def read_w3c(data: bytes, name: str, source: Source | None = None) -> Imported:
    """Read a collection, a page, a list of annotations or one annotation, of ours or from elsewhere.

    Args:
        data: JSON-LD in the context of the W3C.
        name: what to call it in an error.
        source: the text, where the file does not carry it or where it was changed.

    Raises:
        InputError: it is not of this format, or there is no text.
    """
    shape = decoded(data, object, name, "a Web Annotation file")
    head, items = _items(shape)
    if items is None:
        raise InputError(f"{name}: not a Web Annotation file: there are no annotations in it")
    carried, generator = None, FOREIGN
    if isinstance(head, dict) and isinstance(head.get("text"), str):
        carried, generator, _same = source_of(head["text"], name, head)
    targets = [_target(item) for item in items]
    about = next((iri for iri, _ in targets if iri), "")
    marks = []
    for number, (item, (iri, told)) in enumerate(zip(items, targets, strict=True), 1):
        row = str(_get(item, "id") or f"annotation {number}")
        if iri and iri != about:
            marks.append(Mark(row, Anchor(), None, f"it annotates another document: {iri[:60]}"))
        elif isinstance(told, str):
            marks.append(Mark(row, Anchor(), None, told))
        else:
            marks.append(_mark(row, item, told))
    return assemble(carried, marks, wanted=source, generator=generator, name=name)


def _item(document: Document, a: Annotation) -> dict[str, Any]:
    source = document.document
    people = list(dict.fromkeys(line.reviewer for line in a.history if line.reviewer))
    item: dict[str, Any] = {
        "id": _iri("annotation", source.id, source.sha256, a.id),
        "type": "Annotation",
        "motivation": "identifying",
        "creator": [{"type": "Person", "name": person} for person in people] or _software(document),
        "generator": _software(document),
    }
    moments = [line.at for line in a.history if _MOMENT.fullmatch(line.at)]
    if moments:
        if a.history[0].before is None:
            item["created"] = moments[0]
        item["modified"] = moments[-1]
    item["body"] = _bodies(a)
    text: dict[str, Any] = {"id": _digest_iri(source), "type": "Text", "format": "text/plain"}
    if source.language not in ("", "und"):
        text["language"] = source.language
    item["target"] = {
        "source": text,
        "selector": [
            {"type": "TextQuoteSelector", "exact": a.quote, "prefix": a.prefix, "suffix": a.suffix},
            {"type": "TextPositionSelector", "start": a.start, "end": a.end},
        ],
    }
    item["record"] = record(a)
    return item


def _bodies(a: Annotation) -> list[dict[str, Any]]:
    """What the citation means, in the W3C's words: kind, instrument, pinpoints, candidates and status."""
    bodies = [_textual("classifying", a.kind)]
    if a.reference is not None:
        bodies.append(_textual("identifying", a.reference.id))
        addresses = [a.reference.url, *a.reference.identifiers.values()]
        for address in dict.fromkeys(filter(None, addresses)):
            if _ADDRESS.fullmatch(address):
                source = {"id": address, "label": a.reference.title}
                bodies.append({"type": "SpecificResource", "purpose": "linking", "source": source})
    bodies += [_textual("describing", path) for path in a.pinpoints]
    if len(a.candidates) > 1:
        choices = [_textual("identifying", c.id) for c in a.candidates]
        bodies.append({"type": "Choice", "items": choices})
    bodies.append(_textual("tagging", a.status))
    return bodies


def _textual(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _software(document: Document) -> dict[str, str]:
    generator = document.generator
    return {"type": "Software", "name": f"{generator.name} {generator.version}".strip()}


def _iri(*parts: str) -> str:
    """A stable IRI: the same parts always give the same one."""
    return uuid5(_SPACE, "\0".join(parts)).urn


def _digest_iri(source: Source) -> str:
    """The text itself as an IRI that its digest makes (RFC 6920)."""
    try:
        digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).rstrip(b"=").decode()
    except ValueError:
        return _iri("text", source.text)
    return f"ni:///sha-256;{digest}" if digest else _iri("text", source.text)


def _items(shape: object) -> tuple[object, list[Mapping[str, Any]] | None]:
    """The document record, where there is one, and the annotations of a file."""
    if isinstance(shape, list):
        return None, _only_annotations(shape)
    if not isinstance(shape, dict):
        return None, None
    kinds = _many(_get(shape, "type"))
    if "Annotation" in kinds:
        return shape.get("document"), [shape]
    items = shape.get("items")
    if not isinstance(items, list) and isinstance(shape.get("first"), dict):
        items = shape["first"].get("items")
    return shape.get("document"), _only_annotations(items) if isinstance(items, list) else None


def _only_annotations(items: Sequence[object]) -> list[Mapping[str, Any]] | None:
    found: list[Mapping[str, Any]] = [
        item for item in items if isinstance(item, dict) and ("target" in item or "@context" in item)
    ]
    return found if len(found) == len(items) else None


def _target(item: Mapping[str, Any]) -> tuple[str, Anchor | str]:
    """The IRI of the text an annotation is about, and where in it; a reason where its selectors do not tell."""
    targets = _many(item.get("target"))
    if len(targets) != 1:
        return "", "it has no target" if not targets else f"it has {len(targets)} targets"
    [target] = targets
    if not isinstance(target, dict):
        return str(target), "it is about the whole document"
    source = target.get("source")
    iri = str(_get(source, "id") or "") if isinstance(source, dict) else str(source or _get(target, "id") or "")
    told = Anchor()
    for selector in _many(target.get("selector")):
        if not isinstance(selector, dict):
            continue
        if "refinedBy" in selector:
            return iri, "its selector is refined by another one"
        kinds = _many(_get(selector, "type"))
        start, end = selector.get("start"), selector.get("end")
        if "TextPositionSelector" in kinds and _whole(start) and _whole(end):
            told = replace(told, start=start, end=end)
        elif "TextQuoteSelector" in kinds and isinstance(selector.get("exact"), str):
            before, after = (str(selector.get(key) or "") for key in ("prefix", "suffix"))
            told = replace(told, quote=selector["exact"], prefix=before, suffix=after)
    if told == Anchor():
        return iri, "it has neither a TextPositionSelector nor a TextQuoteSelector"
    return iri, told


def _mark(row: str, item: Mapping[str, Any], told: Anchor) -> Mark:
    known = of_record(item.get("record"))
    if known is not None:
        return Mark(row, told, known)
    values: dict[str, list[str]] = {}
    for body in _many(item.get("body")):
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            for purpose in _many(body.get("purpose")) or ["tagging"]:
                values.setdefault(str(purpose), []).append(body["value"].strip())
    labels = [*values.get("classifying", ()), *values.get("tagging", ())]
    kind = next((kind for label in labels if (kind := kind_of(label))), None)
    if kind is None:
        fault = unknown_label(labels[0]) if labels else "it does not say what kind of citation it is"
        return Mark(row, told, None, fault)
    meant = next(iter(values.get("identifying", ())), "")
    return Mark(row, told, replace(
        blank(kind),
        reference=Reference(meant, "") if meant else None,
        pinpoints=tuple(path for path in values.get("describing", ()) if parse_path(path)),
        status=next((status for status in STATUSES if status in labels), "suggested"),
    ))  # fmt: skip


def _get(thing: object, key: str) -> object:
    """A keyword of JSON-LD, with or without its @."""
    return (thing.get(key) or thing.get("@" + key)) if isinstance(thing, Mapping) else None


def _many(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
