"""All that is known of a document beside its text, as XML of our own: for formats that leave room for such.

The names are those of the native JSON, in the namespace `NAMESPACE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.export.xml import chars, element, unheld
from annotator.model import Annotation, Candidate, Decision, Document, Reference, Segment, Snapshot

__all__ = ["NAMESPACE", "record"]

NAMESPACE = "urn:annotator:annotated-document:1"


def record(document: Document, marked: Mapping[str, str]) -> str:
    """The elements, one a line.

    Args:
        document: whose record.
        marked: for the id of each annotation that is marked in the text, the id of the mark there.
    """
    source, made = document.document, document.generator
    whole = {
        "id": source.id, "name": source.name, "media_type": source.media_type, "language": source.language,
        "sha256": source.sha256, "length": str(source.length), "offset_unit": document.offset_unit,
    }  # fmt: skip
    generator = {"name": made.name, "version": made.version, "references": made.references}
    lines = [element("an:document", whole)]
    lines.append(element("an:generator", generator, _many("an:overlay", made.overlays)))
    lines += [element("an:note", None, chars(note)) for note in source.notes]
    # The text has U+FFFD in these places.
    lines += [element("an:unheld", {"at": str(at), "character": code}) for at, code in unheld(source.text)]
    lines += [_segment(s) for s in source.segments]
    lines += [_annotation(a, marked.get(a.id)) for a in document.annotations]
    return "\n".join(lines)


def _segment(s: Segment) -> str:
    attributes = {
        "start": str(s.start), "end": str(s.end), "kind": s.kind, "label": s.label or None,
        "page": str(s.page) if s.page is not None else None,
        "rectangle": " ".join(map(str, s.rectangle)) if s.rectangle is not None else None,
    }  # fmt: skip
    return element("an:segment", attributes)


def _annotation(a: Annotation, mark: str | None) -> str:
    attributes = {
        "id": a.id, "mark": mark, "start": str(a.start), "end": str(a.end), "kind": a.kind, "form": a.form,
        "rule": a.rule, "confidence": repr(a.confidence), "status": a.status,
    }  # fmt: skip
    content = _reference(a.reference) if a.reference else ""
    content += _many("an:pinpoint", a.pinpoints)
    content += "".join(_candidate(c) for c in a.candidates)
    content += "".join(element("an:warning", {"code": w.code}, chars(w.message)) for w in a.warnings)
    content += "".join(_decision(d) for d in a.history)
    return element("an:annotation", attributes, content)


def _reference(r: Reference) -> str:
    others = "".join(element("an:identifier", {"scheme": k}, chars(v)) for k, v in r.identifiers.items())
    return element("an:reference", {"id": r.id, "title": r.title, "date": r.date, "url": r.url}, others)


def _candidate(c: Candidate) -> str:
    attributes = {"id": c.id, "title": c.title, "date": c.date, "score": repr(c.score)}
    return element("an:candidate", attributes, _many("an:evidence", c.evidence))


def _decision(d: Decision) -> str:
    content = _snapshot("an:before", d.before) + _snapshot("an:after", d.after)
    return element("an:decision", {"at": d.at, "reviewer": d.reviewer, "action": d.action, "note": d.note}, content)


def _snapshot(name: str, s: Snapshot | None) -> str:
    if s is None:
        return ""
    attributes = {
        "start": str(s.start), "end": str(s.end), "kind": s.kind, "reference": s.reference, "status": s.status
    }  # fmt: skip
    return element(name, attributes, _many("an:pinpoint", s.pinpoints))


def _many(name: str, texts: Iterable[str]) -> str:
    return "".join(element(name, None, chars(text)) for text in texts)
