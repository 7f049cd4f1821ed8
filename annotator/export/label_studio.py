"""Label Studio JSON: one task a document, its citations as regions of a <Labels> over a <Text>.

Offsets are code points, as Label Studio has stored them since the end of 2021; before, it stored UTF-16 code units, so
that everything after an emoji was off. Coming back, a region whose words stand at its offsets only when they are
counted so is taken for one of those. Label Studio keeps the data of a task as it was given: the whole records go there.

What was not decided on goes out as a prediction; a document with decisions goes out as an annotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from annotator.export.anchor import Anchor, code_points
from annotator.export.imported import Imported
from annotator.export.incoming import LABELS, together
from annotator.export.records import decoded, document_record, encoded, record, source_of
from annotator.export.returned import returned
from annotator.model import Annotation, Document, InputError, Source

__all__ = ["read_label_studio", "write_label_studio"]


class _Offsets(msgspec.Struct):
    start: int
    end: int


class _Value(msgspec.Struct):
    start: int | str | None = None
    end: int | str | None = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    globalOffsets: _Offsets | None = None


class _Region(msgspec.Struct):
    """Regions of other types (choices, relations) have other values: they are told apart by `type`."""

    id: str | int = ""
    type: str = "labels"
    value: Any = None


class _Result(msgspec.Struct):
    result: list[_Region] = []
    was_cancelled: bool = False


class _Task(msgspec.Struct):
    data: dict[str, Any]
    annotations: list[_Result] | None = None
    predictions: list[_Result] | None = None


def write_label_studio(documents: Sequence[Document]) -> bytes:
    """A list of tasks, to be imported into a project whose text is `$text`.

    >>> write_label_studio([])
    b'[]\\n'
    """
    return msgspec.json.format(encoded([_task(d) for d in documents], "Label Studio"), indent=1) + b"\n"


def read_label_studio(data: bytes, name: str, source: Source | None = None) -> Imported:
    """Read tasks with their annotations; the last annotation of a task counts, else its last prediction.

    Args:
        data: what Label Studio exported as JSON, or what `write_label_studio` wrote.
        name: what to call it in an error.
        source: another text to place the regions in, where the file has one task.

    Raises:
        InputError: it is not of this format, or a task has no text.
    """
    tasks = decoded(data, list[_Task], name, "a Label Studio export")
    return together([_read(task, name, n, source) for n, task in enumerate(tasks, 1)], name, source)


def _task(document: Document) -> dict[str, Any]:
    live = [a for a in document.annotations if a.status != "rejected"]
    result = {"result": [_region(a) for a in live]}
    task: dict[str, Any] = {
        "data": {
            "text": document.text,
            "name": document.document.name,
            "document": document_record(document),
            "annotations": [record(a) for a in document.annotations],
        }
    }
    if any(a.status != "suggested" for a in document.annotations):
        return {**task, "annotations": [result]}
    model = f"{document.generator.name} {document.generator.version}"
    score = min((a.confidence for a in live), default=1.0)
    return {**task, "predictions": [{"model_version": model, "score": score, **result}]}


def _region(a: Annotation) -> dict[str, Any]:
    said = [a.reference.id, a.reference.title] if a.reference else []
    return {
        "id": a.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": a.start, "end": a.end, "text": a.quote, "labels": [LABELS[a.kind]]},
        "score": a.confidence,
        "meta": {"text": [*said, *a.pinpoints]},
    }


def _read(task: _Task, name: str, number: int, wanted: Source | None) -> Imported:
    title = f"{name}, task {number}"
    text = task.data.get("text")
    if not isinstance(text, str):
        raise InputError(f"{title}: its data has no field `text` with the text itself: export it with the text")
    carried, generator, same = source_of(text, str(task.data.get("name") or title), task.data.get("document"))
    results = [r for r in task.annotations or () if not r.was_cancelled] or task.predictions or []
    labelled: list[tuple[str, Anchor, str]] = []
    for region in results[-1].result if results else ():
        if region.type == "labels":
            value = decoded(msgspec.json.encode(region.value), _Value, title, "a Label Studio export")
            label = (value.labels or [""])[0]
            labelled.append((str(region.id) or f"region {len(labelled) + 1}", _told(text, value), label))
    records = task.data.get("annotations") if same else None
    return returned(carried, generator, records, labelled, wanted=wanted, name=title)


def _told(text: str, value: _Value) -> Anchor:
    quote = value.text if isinstance(value.text, str) else ""
    start, end = value.start, value.end
    if not isinstance(start, int) or not isinstance(end, int):
        # In a <HyperText> these are paths in the markup, and the offsets in the whole stand apart.
        start, end = (value.globalOffsets.start, value.globalOffsets.end) if value.globalOffsets else (None, None)
    if start is not None and end is not None and quote and text[max(0, start) : max(0, end)] != quote:
        units = code_points(text, start, end)
        if units is not None and text[units[0] : units[1]] == quote:
            start, end = units
    return Anchor(quote, start, end)
