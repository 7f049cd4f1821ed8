"""The table of authorities as CSV, Markdown and a Word file: what some documents cite, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.authorities import Authority, authorities
from annotator.export.cells import csv_bytes
from annotator.export.markdown import literal
from annotator.export.word_new import word_members, word_paragraph, word_text
from annotator.export.word_parts import pack, right_to_left
from annotator.export.words import SIGN, others, web_address
from annotator.export.xml import element
from annotator.model import Document, InputError
from annotator.pinpoints import describe

__all__ = ["write_authorities_csv", "write_authorities_docx", "write_authorities_markdown"]

# Identifiers with a column of their own, by scheme; the others stand together in the last one.
_APART_COLUMNS = {"un-document": "un_document", "wikidata": "wikidata", "unts": "unts", "akn": "frbr"}
COLUMNS = (
    "state", "kind", "id", "title", "date", "url", "pinpoint", "pinpoint_in_words", "document", "where", "page",
    "start", "end", "quote", "status", "confidence", "candidates", *_APART_COLUMNS.values(), "other_identifiers",
)  # fmt: skip
_HEADS = {"constitution": "Constitutions", "treaty": "Treaties", "resolution": "UN resolutions"}
_APART = {"ambiguous": "Several instruments fit", "unresolved": "Instrument not known"}


def write_authorities_csv(documents: Sequence[Document]) -> bytes:
    """One row for each place of each provision; certain instruments first, then those in doubt.

    >>> write_authorities_csv([]).decode("utf-8-sig").split(",")[:3]
    ['state', 'kind', 'id']
    """
    rows = [
        (
            a.state, a.kind, a.id, a.title, a.date, a.url, cited.pinpoint, describe(cited.pinpoint), p.name, p.where,
            p.page, p.start, p.end, p.quote, p.status, p.confidence, "; ".join(c.id for c in a.candidates),
            *_identifiers(a),
        )
        for a in authorities(documents)
        for cited in a.cited
        for p in cited.places
    ]  # fmt: skip
    try:
        return csv_bytes(COLUMNS, rows)
    except UnicodeEncodeError:
        raise InputError("a text holds half a character (a lone surrogate): save it as UTF-8 anew") from None


def write_authorities_markdown(documents: Sequence[Document]) -> bytes:
    """Headings by kind, a list of instruments, and under each its provisions with their places."""
    lines = ["# Table of authorities"]
    for head, found in _groups(documents):
        lines += ["", f"## {head}", ""]
        for a in found:
            address = web_address(a.url)
            title = literal(" ".join(a.title.split()), opens=False)
            lines.append(f"- {f'[{title}](<{address}>)' if address else f'**{title}**'}{_facts(a, markdown=True)}")
            lines += [f"    - {literal(provision)}: {literal(where, opens=False)}" for provision, where in _cited(a)]
    return _utf8("\n".join(lines) + "\n")


def write_authorities_docx(documents: Sequence[Document]) -> bytes:
    """A Word file: headings by kind, and a table of provisions and places for each instrument."""
    body = word_paragraph(word_text("Table of authorities"), "Heading1")
    for head, found in _groups(documents):
        body += word_paragraph(word_text(head), "Heading2")
        for a in found:
            title = word_text(" ".join(a.title.split()), "<w:b/>") + word_text(_facts(a))
            body += word_paragraph(title, rtl=right_to_left(a.title))
            rows = "".join(_row(provision, where) for provision, where in _cited(a))
            widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
            whole = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            body += element("w:tbl", None, f"{whole}<w:tblGrid>{widths}</w:tblGrid>{rows}")
            body += word_paragraph("")
    members = word_members("Table of authorities", body)
    return pack({name: _utf8(part) for name, part in members.items()})


_WIDTHS = (3400, 5800)


def _row(*cells: str) -> str:
    made = ""
    for width, cell in zip(_WIDTHS, cells, strict=True):
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        made += element("w:tc", None, properties + word_paragraph(word_text(cell), rtl=right_to_left(cell)))
    return element("w:tr", None, made)


def _groups(documents: Sequence[Document]) -> Iterator[tuple[str, list[Authority]]]:
    groups: dict[str, list[Authority]] = {}
    for a in authorities(documents):
        groups.setdefault(_APART.get(a.state) or _HEADS[a.kind], []).append(a)
    yield from groups.items()


def _identifiers(a: Authority) -> Iterator[str]:
    """The cells of the identifiers; blank where there is none."""
    yield from (a.identifiers.get(scheme, "") for scheme in _APART_COLUMNS)
    yield "; ".join(f"{scheme}={value}" for scheme, value in a.identifiers.items() if scheme not in _APART_COLUMNS)


def _facts(a: Authority, *, markdown: bool = False) -> str:
    parts = [a.date or "", a.id if a.id != a.title else "", *others(a.identifiers, a.id)]
    if a.state == "ambiguous":
        parts.append("one of: " + "; ".join(c.title or c.id for c in a.candidates))
    told = ", ".join(part for part in parts if part)
    return f", {literal(told, opens=False) if markdown else told}" if told else ""


def _cited(a: Authority) -> Iterator[tuple[str, str]]:
    """Each provision in words with its places."""
    for cited in a.cited:
        places = (f"{p.name}, {p.where} {SIGN[p.status]}".strip() for p in cited.places)
        yield describe(cited.pinpoint) or "as a whole", "; ".join(dict.fromkeys(places))


def _utf8(made: str) -> bytes:
    try:
        return made.encode()
    except UnicodeEncodeError:
        raise InputError("a text holds half a character (a lone surrogate): save it as UTF-8 anew") from None
