"""A new Word file: plain, with headings, paragraphs and notes as styles, ready to be marked or filled with tables."""

from __future__ import annotations

import regex

from annotator.export.inline import Block, blocks, heading_level, utf8
from annotator.export.word_parts import OFFICE, WORD, right_to_left
from annotator.export.xml import chars, element, unheld
from annotator.model import Document
from annotator.read.docx import Piece

__all__ = ["new_word_file", "word_members", "word_paragraph", "word_text"]

_MAIN = "word/document.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUT = regex.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029\t]")

# style id, its name, what it is made of: half points, bold, the outline level, blanks before in twentieths of a point
_HEADINGS = tuple(
    (f"Heading{level}", f"heading {level}", size, level - 1) for level, size in enumerate((32, 28, 26, 24, 22, 22), 1)
)


def new_word_file(document: Document) -> tuple[dict[str, bytes], list[Piece]]:
    """The parts of a file with the text of a document, and where each `w:t` stands in the text.

    Line ends become those of Word; a page break in the text is one in Word. What XML cannot hold becomes U+FFFD, and
    the properties of the file say so.

    Raises:
        InputError: the text holds half a character.
    """
    pieces: list[Piece] = []
    made = "".join(_block(document.text, block, pieces) for block in blocks(document.document) if block.kind)
    notes = list(document.document.notes)
    if lost := unheld(document.text.replace("\x0b", "\n").replace("\x0c", "\n")):
        told = "; ".join(f"{code} at {at}" for at, code in lost)
        notes.append(f"Characters that a Word file cannot hold stand as U+FFFD: {told}.")
    members = word_members(document.document.name, made, " ".join(notes))
    return {name: utf8(document, part) for name, part in members.items()}, pieces


def word_members(name: str, body: str, description: str = "") -> dict[str, str]:
    """The parts of a Word file: name -> XML.

    Args:
        name: the title in its properties.
        body: paragraphs and tables, as XML with the prefix `w`.
        description: what to say of the file in its properties.
    """
    page = element("w:pgSz", {"w:w": "11906", "w:h": "16838"}) + element(
        "w:pgMar",
        {f"w:{side}": "1304" for side in ("top", "right", "bottom", "left")}
        | {"w:header": "720", "w:footer": "720", "w:gutter": "0"},
    )
    core = (
        element("dc:title", None, chars(name))
        + element("dc:creator", None, "annotator")
        + element("dc:description", None, chars(description))
    )
    types = (
        element(
            "Default", {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"}
        )
        + element("Default", {"Extension": "xml", "ContentType": "application/xml"})
        + element("Override", {"PartName": f"/{_MAIN}", "ContentType": f"{_WORDS}.document.main+xml"})
        + element("Override", {"PartName": "/word/styles.xml", "ContentType": f"{_WORDS}.styles+xml"})
        + element(
            "Override",
            {
                "PartName": "/docProps/core.xml",
                "ContentType": "application/vnd.openxmlformats-package.core-properties+xml",
            },
        )
    )
    package = element("Relationship", {"Id": "rId1", "Type": f"{OFFICE}/officeDocument", "Target": _MAIN}) + element(
        "Relationship",
        {
            "Id": "rId2",
            "Type": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "Target": "docProps/core.xml",
        },
    )
    styles = element("Relationship", {"Id": "rId1", "Type": f"{OFFICE}/styles", "Target": "styles.xml"})
    spaces = {"xmlns:cp": _PROPERTIES, "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    return {
        "[Content_Types].xml": _HEAD
        + element("Types", {"xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"}, types),
        "_rels/.rels": _HEAD + element("Relationships", {"xmlns": _RELATIONS}, package),
        "docProps/core.xml": _HEAD + element("cp:coreProperties", spaces, core),
        _MAIN: _HEAD
        + element("w:document", {"xmlns:w": WORD}, element("w:body", None, body + element("w:sectPr", None, page))),
        "word/_rels/document.xml.rels": _HEAD + element("Relationships", {"xmlns": _RELATIONS}, styles),
        "word/styles.xml": _HEAD + element("w:styles", {"xmlns:w": WORD}, _styles()),
    }


def word_paragraph(content: str, style: str = "", *, rtl: bool = False) -> str:
    """A paragraph around runs."""
    properties = element("w:pStyle", {"w:val": style}) if style else ""
    properties += "<w:bidi/>" if rtl else ""
    return element("w:p", None, (element("w:pPr", None, properties) if properties else "") + content)


def word_text(text: str, properties: str = "") -> str:
    """A run with a text of one line.

    >>> word_text("a < b", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a &lt; b</w:t></w:r>'
    """
    run = element("w:rPr", None, properties) if properties else ""
    return element("w:r", None, run + element("w:t", {"xml:space": "preserve"}, chars(" ".join(text.split("\n")))))


def _block(text: str, block: Block, pieces: list[Piece]) -> str:
    """A block as a paragraph with one run; what Word keeps as elements of their own parts its texts."""
    part = text[block.start : block.end]
    rtl = right_to_left(part)
    content = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    at = 0
    for found in (*_CUT.finditer(part), None):
        start, end = found.span() if found else (len(part), len(part))
        if start > at:
            pieces.append(Piece(_MAIN, len(pieces), block.start + at, block.start + start))
            content += element("w:t", {"xml:space": "preserve"}, chars(part[at:start]))
        if found:
            content += {"\t": "<w:tab/>", "\x0c": '<w:br w:type="page"/>'}.get(found[0], "<w:br/>")
        at = end
    level = heading_level(block)
    style = f"Heading{min(6, level)}" if level else "" if block.kind in ("paragraph", "table") else "Note"
    return word_paragraph(element("w:r", None, content), style, rtl=rtl)


def _styles() -> str:
    fonts = element(
        "w:rFonts", {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:cs": "Arial", "w:eastAsia": "Noto Sans CJK SC"}
    )
    size = '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    spacing = '<w:spacing w:after="160" w:line="264" w:lineRule="auto"/>'
    defaults = element("w:rPrDefault", None, element("w:rPr", None, fonts + size))
    defaults += element("w:pPrDefault", None, element("w:pPr", None, spacing))
    made = element("w:docDefaults", None, defaults) + _style("Normal", "Normal", default=True)
    for identity, name, half_points, outline in _HEADINGS:
        paragraph = f'<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="{outline}"/>'
        made += _style(
            identity, name, paragraph, f'<w:b/><w:bCs/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        )
    return made + _style("Note", "Note", '<w:ind w:left="284"/>', '<w:sz w:val="19"/><w:szCs w:val="19"/>')


def _style(identity: str, name: str, paragraph: str = "", run: str = "", *, default: bool = False) -> str:
    content = element("w:name", {"w:val": name})
    content += "" if default else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    content += "<w:qFormat/>" + (element("w:pPr", None, paragraph) if paragraph else "")
    content += element("w:rPr", None, run) if run else ""
    return element(
        "w:style", {"w:type": "paragraph", "w:default": "1" if default else None, "w:styleId": identity}, content
    )
