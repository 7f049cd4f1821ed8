"""TEI P5: the text with a `seg` for each citation, and what is said of it in `standOff`.

Each annotation is a TEI `annotation`, the element TEI made after the Web Annotation model: it points at the `seg`, and
its body is a `ref` to the instrument, `ref`s to the candidates and `note`s for the warnings; decisions are its
`revisionDesc`; kind, form and status are categories of a taxonomy in the header; `cert` is the certainty. A `seg` and
not a `spanGrp`, because pointing at an element is what TEI tools can follow. A rejected suggestion may lie across
others, so it points with `string-range` into the body instead.

The text of `body` is the document's text, character for character: a line end inside a paragraph stands behind an `lb`,
those between two paragraphs stand between their elements. So a program that reads it must not strip blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.export.inline import Piece, utf8
from annotator.export.outline import Section, outline
from annotator.export.words import DONE, FORM, KIND, web_address
from annotator.export.xml import chars, element, lines, moment, unheld
from annotator.model import STATUSES, Annotation, Candidate, Decision, Document, Reference
from annotator.pinpoints import describe

__all__ = ["write_tei"]


def write_tei(document: Document) -> bytes:
    """A TEI document.

    Raises:
        InputError: the text holds half a character.

    >>> from annotator.engine import annotate
    >>> made = write_tei(annotate("See the UN Charter.")).decode()
    >>> made[made.index("<p>See"):made.index("</body>")]
    '<p>See the <seg xml:id="citation_1" type="citation">UN Charter</seg>.</p>'
    """
    body = _Body(document)
    source = document.document
    made = body.write()
    stand_off = _StandOff(document, body.marks).write()
    return utf8(
        document,
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n{_header(document)}\n{stand_off}'
        f"{element('text', {'xml:lang': _language(source.language)}, made)}\n</TEI>\n",
    )


def _language(given: str) -> str | None:
    return given if given != "und" and regex.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", given) else None


def _header(document: Document) -> str:
    source, made = document.document, document.generator
    paragraph = element(
        "p", None, f"Text of {chars(source.name)} ({chars(source.media_type)}), sha256 {chars(source.sha256)}."
    )
    notes = "".join(element("note", None, chars(note)) for note in source.notes)
    file = (
        element("titleStmt", None, element("title", None, chars(source.name)))
        + element("publicationStmt", None, element("p", None, "Not published: an annotated working copy."))
        + (element("notesStmt", None, notes) if notes else "")
        + element("sourceDesc", None, paragraph)
    )
    label = f"{made.name} {made.version}, references {' + '.join([made.references, *made.overlays])}"
    # The schema wants a name and a number of its own form.
    version = made.version if regex.fullmatch(r"[0-9]+(?:\.[0-9]+){0,3}", made.version) else "0"
    application = element(
        "application", {"ident": "annotator", "version": version}, element("label", None, chars(label))
    )
    encoding = element("appInfo", None, application)
    if lost := unheld(source.text):
        told = "; ".join(f"{code} at {at}" for at, code in lost)
        told = f"Characters that XML cannot hold stand as U+FFFD (offsets in code points): {told}."
        encoding += element("editorialDecl", None, element("normalization", None, element("p", None, told)))
    rows = [("kind", KIND.items()), ("form", FORM.items()), ("status", ((one, one) for one in STATUSES))]
    taxonomies = "".join(
        element(
            "taxonomy",
            {"xml:id": name},
            "".join(element("category", {"xml:id": key}, element("catDesc", None, word)) for key, word in words),
        )
        for name, words in rows
    )
    encoding += element("classDecl", None, taxonomies)
    return element(
        "teiHeader", None, f"\n{element('fileDesc', None, file)}\n{element('encodingDesc', None, encoding)}\n"
    )


class _Body:
    """Writes the text and remembers which marks each citation got."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.marks: dict[str, list[str]] = {}

    def write(self) -> str:
        root = outline(self._document)
        return element("body", {"xml:id": "text"}, "".join([*self._blocks(root), *self._parts(root)]))

    def _parts(self, section: Section) -> Iterator[str]:
        for part in section.parts:
            head = element("head", None, "".join(self._pieces(part.head)))
            yield element("div", None, "".join([head, *self._blocks(part), *self._parts(part)]))

    def _blocks(self, section: Section) -> Iterator[str]:
        for block, found in section.blocks:
            inner = "".join(self._pieces(found))
            if not block.kind:
                yield chars(self._document.text[block.start : block.end])
            elif block.kind == "paragraph":
                yield element("p", {"n": block.label or None}, inner)
            else:
                yield element("ab", {"type": block.kind, "n": block.label or None}, inner)

    def _pieces(self, found: tuple[Piece, ...]) -> Iterator[str]:
        for piece in found:
            if piece.page:
                yield element("pb", {"n": piece.page})
            inner = "<lb/>".join(chars(part) for part in lines(self._document.text[piece.start : piece.end]))
            if piece.annotation is None:
                yield inner
                continue
            marks = self.marks.setdefault(piece.annotation.id, [])
            name = f"citation_{len(self.marks)}" + (f".{len(marks) + 1}" if marks else "")
            marks.append(name)
            yield element("seg", {"xml:id": name, "type": "citation"}, inner)


class _StandOff:
    """Writes the instruments, once each, and the annotations."""

    def __init__(self, document: Document, marks: dict[str, list[str]]) -> None:
        self._document = document
        self._marks = marks
        self._names: dict[str, str] = {}
        self._of: dict[tuple[str, str, str | None], str] = {}
        # The references first: they tell more of an instrument than a candidate does.
        for a in document.annotations:
            if a.reference is not None:
                self._name(a.reference)

    def write(self) -> str:
        found = [self._annotation(number, a) for number, a in enumerate(self._document.annotations, 1)]
        if not found:
            return ""
        listed = element("listAnnotation", None, "\n" + "\n".join(found) + "\n")
        if self._names:
            listing = (element("bibl", {"xml:id": name}, facts) for facts, name in self._names.items())
            listed = element("listBibl", None, "\n" + "\n".join(listing) + "\n") + "\n" + listed
        return element("standOff", None, f"\n{listed}\n") + "\n"

    def _annotation(self, number: int, a: Annotation) -> str:
        marks = self._marks.get(a.id) or [f"string-range(text,{a.start},{a.end - a.start})"]
        found_by = element("resp", None, f"rule {chars(a.rule)}") + element(
            "name", None, chars(self._document.generator.name)
        )
        parts = [element("respStmt", None, found_by)]
        if a.history:
            parts.append(element("revisionDesc", None, "".join(_change(d) for d in a.history)))
        if a.reference is not None:
            points = " ".join(element("seg", {"type": "pinpoint", "n": p}, chars(describe(p))) for p in a.pinpoints)
            parts.append(self._ref("instrument", a.reference, a.confidence, points))
        else:
            parts += [element("note", {"type": "pinpoint", "n": p}, chars(describe(p))) for p in a.pinpoints]
        parts += [self._ref("candidate", c, c.score, "; ".join(chars(e) for e in c.evidence)) for c in a.candidates]
        parts += [element("note", {"type": "warning", "n": w.code}, chars(w.message)) for w in a.warnings]
        attributes = {
            "xml:id": f"annotation_{number}",
            "target": " ".join(f"#{mark}" for mark in marks),
            "motivation": "identifying linking",
            "ana": f"#{a.kind} #{a.form} #{a.status}",
            "cert": repr(a.confidence),
        }
        return element("annotation", attributes, "".join(parts))

    def _ref(self, kind: str, instrument: Reference | Candidate, sure: float, inner: str) -> str:
        return element("ref", {"type": kind, "target": f"#{self._name(instrument)}", "cert": repr(sure)}, inner)

    def _name(self, instrument: Reference | Candidate) -> str:
        """The id of an instrument in the list, where it stands once for each set of facts told of it."""
        key = instrument.id, instrument.title, instrument.date
        if isinstance(instrument, Candidate) and key in self._of:
            return self._of[key]
        facts = element("title", None, chars(instrument.title))
        if instrument.date is not None:
            facts += element("date", {"when": moment(instrument.date)}, chars(instrument.date))
        facts += element("idno", {"type": "annotator"}, chars(instrument.id))
        if isinstance(instrument, Reference):
            facts += "".join(element("idno", {"type": _word(k)}, chars(v)) for k, v in instrument.identifiers.items())
            if address := web_address(instrument.url):
                facts += element("ref", {"target": address})
            if instrument.url is not None and instrument.url != address:
                facts += element("idno", {"type": "address"}, chars(instrument.url))
        name = self._names.setdefault(facts, f"instrument_{len(self._names) + 1}")
        self._of.setdefault(key, name)
        return name


def _change(d: Decision) -> str:
    said = f"{DONE[d.action]} by {element('name', None, chars(d.reviewer))}"
    if moment(d.at) is None:
        said += f", {chars(d.at)}"
    if d.note:
        said += element("note", None, chars(d.note))
    return element("change", {"when": moment(d.at), "status": d.action}, said)


def _word(text: str) -> str:
    """A name as TEI allows it in a `type`: without blanks or signs."""
    return regex.sub(r"[^\p{L}\p{N}\p{P}\p{S}]+", "_", text) or "other"
