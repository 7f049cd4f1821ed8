"""Files made in code for the tests of this room: small, and each with just what its test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
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


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def open_text(body: str, styles: str = "", sides: str = "") -> bytes:
    """An OpenDocument text: the XML of its body, of its automatic styles, and of its header and footer."""
    names = ("office", "text", "table", "style", "fo", "draw")
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    master = f"<office:document-styles {spaces}><style:master-page>{sides}</style:master-page></office:document-styles>"
    return zipped({"mimetype": ODT_TYPE, "content.xml": content, "styles.xml": master})


def open_text_of(paragraphs: Iterable[str]) -> bytes:
    """An OpenDocument text of plain paragraphs, each split into two spans."""
    spans = ((escape(text[:3]), escape(text[3:])) for text in paragraphs)
    return open_text("".join(f"<text:p>{a}<text:span>{b}</text:span></text:p>" for a, b in spans))


def page_of(paragraphs: Iterable[str]) -> bytes:
    """A web page of plain paragraphs."""
    body = "".join(f"<p>{escape(text[:3])}<b>{escape(text[3:])}</b></p>\r\n" for text in paragraphs)
    return f"<!DOCTYPE html><html><head><title>no text</title></head><body>{body}</body></html>".encode()


def rich_text_of(paragraphs: Iterable[str]) -> bytes:
    """An RTF file of plain paragraphs, every character outside ASCII by its number."""

    def character(c: str) -> str:
        if c in "\\{}":
            return f"\\{c}"
        if c.isascii():
            return c
        units = c.encode("utf-16-le")
        numbers = (int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2))
        return "".join(f"\\u{number}?" for number in numbers)

    body = "\\par\r\n".join("".join(map(character, text)) for text in paragraphs)
    return f"{{\\rtf1\\ansi\\deff0 {body}}}".encode("ascii")


def mail_of(paragraphs: Iterable[str]) -> bytes:
    """An e-mail of plain paragraphs."""
    message = EmailMessage()
    message["Message-ID"] = "<1@example.org>"
    message.set_content("\n\n".join(paragraphs), cte="quoted-printable")
    return message.as_bytes(policy=SMTP)


def book(chapters: Mapping[str, str], **more: str) -> bytes:
    """An e-book: the source of its chapters by name, in their order; `more` goes beside its container."""
    kind = "application/xhtml+xml"
    items = "".join(f'<item id="i{n}" href="{name}" media-type="{kind}"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
            "OPS/book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OPS/{name}": source for name, source in chapters.items()},
            **{f"META-INF/{name}.xml": content for name, content in more.items()},
        }
    )


def book_of(paragraphs: Iterable[str]) -> bytes:
    """An e-book of one paragraph a chapter."""
    return book({f"c{n}.xhtml": f"<html><p>{escape(text)}</p></html>" for n, text in enumerate(paragraphs)})


@dataclass(frozen=True)
class Words:
    """Some words on a page of a PDF file: where they begin, in points from the lower left corner, and how large.

    `up` where they run up the page, before the page is turned.
    """

    x: float
    y: float
    text: str
    size: float = 11
    up: bool = False


def arabic_paper(*glyphs: str) -> bytes:
    """A PDF file of one line that runs to the left, each glyph with the letters that the file says it stands for."""
    codes = range(0x41, 0x41 + len(glyphs))
    said = "".join(f"<{c:02x}> <{g.encode('utf-16-be').hex()}>\n" for c, g in zip(codes, glyphs, strict=True))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{said}endbfchar endcmap end end"
    )
    content = "".join(f"BT /F 11 Tf {300 - 6.6 * n} 700 Td <{code:02x}> Tj ET\n" for n, code in enumerate(codes))
    return _pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F 5 0 R >> >> >>",
            _stream(content),
            f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar {codes[0]} /LastChar {codes[-1]}"
            f" /Widths [{'600 ' * len(codes)}] /ToUnicode 6 0 R >>",
            _stream(table),
        ]
    )


def paper(*pages: Iterable[Words], rotate: int = 0, more: str = "") -> bytes:
    """A PDF file: the words of each page, in Helvetica, Windows-1252 only."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for words in pages:
        content = "".join(
            f"BT /F {w.size} Tf {'0 1 -1 0' if w.up else '1 0 0 1'} {w.x} {w.y} Tm"
            f" <{w.text.encode('cp1252').hex()}> Tj ET\n"
            for w in words
        )
        objects.append(_stream(content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F {font} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _pdf(objects, more)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf(objects: list[str], more: str = "") -> bytes:
    made = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{made.index('xref')}\n%%EOF\n"
    return made.encode("latin-1")
