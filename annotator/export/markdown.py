"""Markdown: the text with each citation as a link, and a list of what the citations mean.

A citation leads to the address of its instrument, else to its entry in the list. All marks in the text are escaped,
those of a Markdown file too: the text shown is then the text that was annotated, a link never lies in a link, and raw
HTML in a stranger's file is not run. A line end inside a paragraph is a hard break; blanks between paragraphs are one.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.authorities import places_of
from annotator.export.inline import heading_level, live, pieces, utf8
from annotator.export.words import counts, told, web_address
from annotator.model import Document

__all__ = ["literal", "write_markdown"]

# Active anywhere; those that are active at the start of a line; what programs turn into links by themselves.
_ANYWHERE = regex.compile(r"[\\`*_\[\]<>&~|$^{}#]")
_OPENING = regex.compile(r"^([+\-=:]|\d{1,9}(?=[.)]))")
_LINKED = regex.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=www|WWW)\.|@|:(?=\S*:)")
_LINE_END = regex.compile(r"\r\n|[\r\n]")
_BLANK = regex.compile(r"^[ \t]+")


def literal(text: str, *, opens: bool = True) -> str:
    """Text of one line as Markdown that shows it and does nothing else.

    Args:
        text: without a line end.
        opens: whether it stands at the start of its line.

    >>> literal("# a [b](c)"), literal("1. no list"), literal("2", opens=False)
    ('\\\\# a \\\\[b\\\\](c)', '1\\\\. no list', '2')
    """
    found = _BLANK.match(text) if opens else None
    lead = text[: found.end()] if found else ""
    rest = text[len(lead) :]
    escaped = _LINKED.sub(lambda m: "\\" + m[0], _ANYWHERE.sub(lambda m: "\\" + m[0], rest))
    if opens and (mark := _OPENING.match(rest)):
        # A number opens a list by the sign behind it.
        cut = len(mark[0])
        digits = mark[0][0].isdigit()
        escaped = f"{mark[0]}\\{escaped[cut:]}" if digits else f"\\{escaped}" if escaped[0] != "\\" else escaped
    # Blanks at the start of a line would be dropped, or make it code.
    return "".join("&#9;" if c == "\t" else "&#32;" for c in lead) + escaped


def write_markdown(document: Document) -> bytes:
    """The document as Markdown.

    Raises:
        InputError: the text holds half a character.

    >>> from annotator.engine import annotate
    >>> write_markdown(annotate("See *resolution* 7.")).decode()
    'See \\\\*resolution\\\\* 7.\\n'
    """
    parts = list(_blocks(document))
    annotations = live(document)
    if annotations:
        parts.append("---")
        parts.append(f"**Citations:** {literal(counts(annotations), opens=False)}")
        places = places_of(document.document, annotations)
        for number, (a, place) in enumerate(zip(annotations, places, strict=True), 1):
            head = f'{number}. <a id="citation-{number}"></a>“{_inner(a.quote)}”, {_inner(place.where)}'
            parts.append("\n".join([head, *(f"    - {_inner(line)}" for line in told(a))]))
    if document.document.notes:
        parts.append("\n".join(f"- {_inner(note)}" for note in document.document.notes))
    return utf8(document, "\n\n".join(parts) + "\n")


def _inner(text: str) -> str:
    return literal(" ".join(_LINE_END.sub(" ", text).split(" ")))


def _blocks(document: Document) -> Iterator[str]:
    numbers = {a.id: number for number, a in enumerate(live(document), 1)}
    for block, found in pieces(document):
        if not block.kind:
            continue
        written = ""
        level = heading_level(block)
        for piece in found:
            # In a heading there are no lines.
            opens = not written
            lines = _LINE_END.split(document.text[piece.start : piece.end])
            shown = [literal(line, opens=opens or n > 0) for n, line in enumerate(lines)]
            # Two line ends would end the paragraph: a line without a word holds a blank.
            joined = (" " if level else "\\\n").join(
                line or ("&#32;" if len(lines) > 1 and 0 < n < len(lines) - 1 else "") for n, line in enumerate(shown)
            )
            a = piece.annotation
            if a is not None and joined:
                address = web_address(a.reference.url) if a.reference else None
                joined = f"[{joined}](<{address or f'#citation-{numbers[a.id]}'}>)"
            written += joined
        yield ("#" * min(6, level + 1) + " " if level else "") + written
