"""Files made in code for the tests of this room: small, and each with just what its test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """What a zip archive holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def run(text: str, properties: str = "") -> str:
    """One run of a Word paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """A Word paragraph of runs."""
    return f'<w:p><w:pPr>{f"<w:pStyle w:val={style!r}/>" if style else ""}</w:pPr>{"".join(runs)}</w:p>'


def part(name: str, content: str) -> str:
    """The XML of one part of a Word file."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {spaces}>{content}</w:{name}>'


def word(body: str, **parts: str) -> bytes:
    """A Word file: the XML of its body, and that of its parts by kind (`footnotes`, `header`, `styles` ...)."""
    related = "".join(f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    roots = {"header": "hdr", "footer": "ftr"}
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml"'
            f' ContentType="{_WORD}.document.main+xml"/></Types>',
            "_rels/.rels": f'{relations}<Relationship Id="main" Type="{R}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": f"{relations}{related}</Relationships>",
            **{f"word/{kind}.xml": part(roots.get(kind, kind), content) for kind, content in parts.items()},
        }
    )


def word_of(paragraphs: Iterable[str]) -> bytes:
    """A Word file of plain paragraphs, each split into two runs."""
    return word("".join(paragraph(run(text[:3]), run(text[3:], "<w:b/>")) for text in paragraphs))
