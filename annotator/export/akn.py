"""Akoma Ntoso 3: the text as a `doc`, headings as nested containers, each citation a `ref` where it stands.

The text of `mainBody` is the document's text, character for character, line ends included: the line ends inside a
paragraph stand behind a `br`, those between two paragraphs stand between their elements. So a program that reads it
must not strip blanks. Names and ids follow the Akoma Ntoso naming convention.

What the vocabulary has no word for (status, certainty, warnings, candidates, history, rejected suggestions) stands in
`proprietary`, in a namespace of ours, so that nothing is lost. The date, the country and the author of the text are
not known; where the schema wants them all the same, it says `unknown`, 0001-01-01 as the date, `zz` as the country.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.export.inline import Piece, live, utf8
from annotator.export.outline import Section, outline
from annotator.export.record import NAMESPACE, record
from annotator.export.words import title, web_address
from annotator.export.xml import chars, element, identifier, lines, moment
from annotator.model import Annotation, Document, Reference

__all__ = ["write_akn"]

_UNKNOWN_DATE = "0001-01-01"
_LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "pt": "por", "ru": "rus", "zh": "zho",
}  # fmt: skip


def write_akn(document: Document) -> bytes:
    """An Akoma Ntoso document.

    Raises:
        InputError: the text holds half a character.

    >>> from annotator.engine import annotate
    >>> made = write_akn(annotate("See resolution 1325 (2000).")).decode()
    >>> made[made.index("<ref eId"):made.index(" refersTo")]
    '<ref eId="p_1__ref_1" href="https://undocs.org/S/RES/1325(2000)"'
    """
    writer = _Writer(document)
    body = writer.body()
    head = writer.identification() + writer.references() + writer.proprietary()
    return utf8(
        document,
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n'
        f'<doc name="text">\n<meta>\n{head}</meta>\n{body}\n</doc>\n</akomaNtoso>\n',
    )


class _Writer:
    """Writes one document; the body first, for the head tells what is marked in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._instruments: dict[str, tuple[str, Reference, str]] = {}
        for a in live(document):
            if a.reference is not None and a.reference.id not in self._instruments:
                name = f"reference_{len(self._instruments) + 1}"
                self._instruments[a.reference.id] = name, a.reference, a.kind
        self._marked: dict[str, str] = {}

    def body(self) -> str:
        language = self._document.document.language
        known = (
            language
            if language != "und" and regex.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language)
            else None
        )
        root = outline(self._document)
        return element("mainBody", {"xml:lang": known}, "".join([*self._blocks(root, ""), *self._parts(root, "")]))

    def _parts(self, section: Section, prefix: str) -> Iterator[str]:
        for number, part in enumerate(section.parts, 1):
            name = f"{prefix}hcontainer_{number}"
            attributes = {"eId": f"{name}__heading_1"}
            content = element("heading", attributes, "".join(self._pieces(part.head, f"{name}__heading_1__")))
            within = "".join(self._blocks(part, f"{name}__"))
            # A heading may stand alone; the blanks under it stay all the same.
            around = ("intro" if part.parts else "content") if part.has_words else ""
            content += element(around, None, within) if around else within
            content += "".join(self._parts(part, f"{name}__"))
            yield element("hcontainer", {"name": "section", "eId": name}, content)

    def _blocks(self, section: Section, prefix: str) -> Iterator[str]:
        number = 0
        for block, found in section.blocks:
            if not block.kind:
                yield chars(self._document.text[block.start : block.end])
                continue
            number += 1
            name = f"{prefix}p_{number}"
            kind = block.kind if block.kind != "paragraph" else None
            attributes = {"eId": name, "class": kind, "title": block.label or None}
            yield element("p", attributes, "".join(self._pieces(found, f"{name}__")))

    def _pieces(self, found: tuple[Piece, ...], prefix: str) -> Iterator[str]:
        number = 0
        for piece in found:
            if piece.page:
                yield element("eop", {"number": piece.page})
            inner = "<br/>".join(chars(part) for part in lines(self._document.text[piece.start : piece.end]))
            if piece.annotation is None:
                yield inner
                continue
            number += 1
            yield self._mark(piece.annotation, f"{prefix}ref_{number}", inner)

    def _mark(self, a: Annotation, name: str, inner: str) -> str:
        self._marked.setdefault(a.id, name)
        if a.reference is None:
            return element("inline", {"name": "citation", "eId": name}, inner)
        instrument = f"#{self._instruments[a.reference.id][0]}"
        return element("ref", {"eId": name, "href": _target(a) or instrument, "refersTo": instrument}, inner)

    def identification(self) -> str:
        source = self._document.document
        language = _LANGUAGES.get(source.language, source.language if len(source.language) == 3 else "und")
        work = f"/akn/zz/doc/{_UNKNOWN_DATE}/{identifier(source.id)}"
        expression = f"{work}/{identifier(language)}@"
        decided = [day for a in self._document.annotations for d in a.history if (day := moment(d.at[:10]))]
        written = max((day for day in decided if len(day) == 10), default="")
        levels = (
            (
                "FRBRWork",
                work,
                "",
                element("FRBRcountry", {"value": "zz"}) + element("FRBRname", {"value": source.name or "text"}),
            ),
            ("FRBRExpression", expression, "", element("FRBRlanguage", {"language": language})),
            (
                "FRBRManifestation",
                f"{expression}.xml",
                written,
                element("FRBRformat", {"value": "application/akn+xml"}),
            ),
        )
        made = ""
        for level, uri, day, more in levels:
            within = [
                element(
                    "FRBRthis",
                    {"value": f"{uri.removesuffix('.xml')}/!main" + (".xml" if uri.endswith(".xml") else "")},
                ),
                element("FRBRuri", {"value": uri}),
                element("FRBRdate", {"date": day or _UNKNOWN_DATE, "name": "last decision" if day else "unknown"}),
                element("FRBRauthor", {"href": "#annotator" if level == "FRBRManifestation" else "#author"}),
                more,
            ]
            made += element(level, None, "\n" + "\n".join(within) + "\n") + "\n"
        return element("identification", {"source": "#annotator"}, "\n" + made) + "\n"

    def references(self) -> str:
        made = self._document.generator
        rows = [
            element(
                "TLCOrganization",
                {
                    "eId": "annotator",
                    "href": "/akn/ontology/organization/zz/annotator",
                    "showAs": f"{made.name} {made.version}".strip(),
                },
            ),
            element(
                "TLCOrganization",
                {"eId": "author", "href": "/akn/ontology/organization/zz/unknown", "showAs": "unknown"},
            ),
        ]
        for name, reference, kind in self._instruments.values():
            address = (
                _akn(reference)
                or web_address(reference.url)
                or f"/akn/ontology/reference/zz/{identifier(reference.id)}"
            )
            attributes = {"eId": name, "name": kind, "href": address, "showAs": title(reference) or "unknown"}
            rows.append(element("TLCReference", attributes))
        return element("references", {"source": "#annotator"}, "\n" + "\n".join(rows) + "\n") + "\n"

    def proprietary(self) -> str:
        attributes = {"source": "#annotator", "xmlns:an": NAMESPACE}
        return element("proprietary", attributes, f"\n{record(self._document, self._marked)}\n") + "\n"


def _akn(reference: Reference) -> str | None:
    uri = reference.identifiers.get("akn", "")
    return uri if regex.fullmatch(r"/akn/[A-Za-z0-9./!@~_-]+", uri) else None


def _target(a: Annotation) -> str | None:
    """Where a citation leads: the instrument's own URI with the provision, else its address on the web."""
    assert a.reference is not None
    uri = _akn(a.reference)
    if uri is None:
        return web_address(a.reference.url)
    one = a.pinpoints[0] if len(a.pinpoints) == 1 else ""
    return f"{uri}#{one}" if regex.fullmatch(r"[a-z0-9_-]+", one) else uri
