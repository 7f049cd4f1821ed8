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

# Active anywhere; active at the start of a line; what programs turn into links or pictures by themselves.
_ANYWHERE = regex.compile(r"[\\`*_\[\]<>&~|$^{}#]")
_OPENING = regex.compile(r"[ \t]*(?:([+\-=:])|\d{1,9}([.)]))")
_LINKED = regex.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=www|WWW)\.|@|:(?=[\w+\-]{1,60}:)")
_LINE_END = regex.compile(r"\r\n|[\r\n]")
_BLANK = regex.compile(r"^[ \t]+")


def literal(text: str, *, opens: bool = True) -> str:
    """Text of one line as Markdown that shows it and does nothing else.

    Args:
        text: without a line end.
        opens: whether it stands at the start of its line.

    >>> literal("# a [b](c)"), literal("1. no list"), literal("2. a", opens=False)
    ('\\\\# a \\\\[b\\\\](c)', '1\\\\. no list', '2. a')
    """
    return "".join(_signs(text, opens=opens))


def _signs(line: str, *, opens: bool = True) -> list[str]:
    """What stands for each character of a line. A line is seen whole, wherever it is cut up later."""
    shown = list(line)
    for pattern in (_ANYWHERE, _LINKED):
        for found in pattern.finditer(line):
            shown[found.start()] = "\\" + found[0]
    if opens:
        if mark := _OPENING.match(line):
            # A number opens a list by the sign behind it.
            at = mark.start(mark.lastindex or 0)
            shown[at] = "\\" + line[at]
        if blank := _BLANK.match(line):
            # Blanks at the start of a line would be dropped, or make it code.
            shown[: blank.end()] = ["&#9;" if c == "\t" else "&#32;" for c in blank[0]]
    return shown


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
    return literal(_LINE_END.sub(" ", text))


def _blocks(document: Document) -> Iterator[str]:
    numbers = {a.id: number for number, a in enumerate(live(document), 1)}
    for block, found in pieces(document):
        if not block.kind:
            continue
        level = heading_level(block)
        shown = _block_signs(document.text[block.start : block.end], one_line=level > 0)
        written = ""
        for piece in found:
            words = "".join(shown[piece.start - block.start : piece.end - block.start])
            a = piece.annotation
            if a is not None and words:
                address = web_address(a.reference.url) if a.reference else None
                words = f"[{words}](<{address or f'#citation-{numbers[a.id]}'}>)"
                if written.endswith("!"):
                    # Else the link would be a picture.
                    written = written[:-1] + "\\!"
            written += words
        yield ("#" * min(6, level + 1) + " " if level else "") + written


def _block_signs(text: str, *, one_line: bool) -> list[str]:
    """What stands for each character of a block: a line end is a hard break, in a heading a blank.

    Line ends around the block are nothing: there is no line for them to part.
    """
    shown: list[str] = []
    at, lead, solid = 0, len(text) - len(text.lstrip("\r\n")), len(text.rstrip("\r\n"))
    for end in [*_LINE_END.finditer(text), None]:
        line = text[at : end.start() if end else len(text)]
        shown += _signs(line)
        if end:
            within = lead <= end.start() < solid
            # Two line ends would end the paragraph: a line without a word holds a blank.
            mark = "" if not within else " " if one_line else "\\\n" if line else "&#32;\\\n"
            shown += [mark, *[""] * (len(end[0]) - 1)]
            at = end.end()
    return shown
