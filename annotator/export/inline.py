"""A document cut up for the formats that mark citations in the running text.

Rejected annotations are left out: they are no citations, and they may overlap the ones that stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from annotator.model import Annotation, Document, InputError, Segment, Source
from annotator.read.segments import paragraphs

__all__ = ["Block", "Piece", "blocks", "heading_level", "live", "pieces", "utf8"]

# What XML and HTML take for nothing between two paragraphs.
_BLANKS = " \t\r\n"

# The separators U+001C to U+001E, which Python takes for line ends too, end no line anywhere else.
_LINE_ENDS = regex.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, note ... of the text, or (`kind` blank) the blanks between two of them."""

    start: int
    end: int
    kind: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block under one citation or under none.

    A citation that runs over the border of two blocks or pages has a piece on each side; `first` and `last` tell where
    it starts and ends. `page` is the label of the page that begins with this piece.
    """

    start: int
    end: int
    annotation: Annotation | None = None
    first: bool = True
    last: bool = True
    page: str = ""


def live(document: Document) -> tuple[Annotation, ...]:
    """The annotations that stand: sorted, and no two overlap."""
    return tuple(a for a in document.annotations if a.status != "rejected")


def blocks(source: Source) -> tuple[Block, ...]:
    """Cut the whole text into blocks, nothing left out.

    Text outside all segments becomes a paragraph too; of segments that lie in one another the innermost is taken; what
    stands on one line stays together (the cells of a row). Pages and lines of print are no blocks: paragraphs run over
    them.

    >>> from annotator.read import source_from_text
    >>> [(b.kind, b.start, b.end) for b in blocks(source_from_text("One.\\n\\nTwo.\\n"))]
    [('paragraph', 0, 4), ('', 4, 6), ('paragraph', 6, 10), ('', 10, 11)]
    """
    text = source.text
    made: list[Block] = []
    at = 0
    # A text that was not read from a file has no segments yet.
    for segment in (*_innermost(source.segments or paragraphs(text)), Segment(len(text), len(text), "page")):
        found = list(_between(text, at, segment.start))
        if segment.end > segment.start:
            found.append(Block(segment.start, segment.end, segment.kind, segment.label))
        for block in found:
            _append(made, block, text)
        at = segment.end
    return tuple(made)


def _append(made: list[Block], block: Block, text: str) -> None:
    last = next((i for i in range(len(made) - 1, max(-1, len(made) - 3), -1) if made[i].kind), None)
    if block.kind and last is not None:
        # From the last character of the one to the first of the other.
        between = text[made[last].end - 1 : block.start + 1]
        if not _LINE_ENDS.search(between):
            made[last:] = [replace(made[last], end=block.end)]
            return
    made.append(block)


def _innermost(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    end = 0
    for segment in sorted((s for s in segments if s.kind not in ("page", "line")), key=lambda s: (s.end, -s.start)):
        if segment.start >= end:
            yield segment
            end = segment.end


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    gap = text[start:end]
    inner = gap.strip(_BLANKS)
    if not inner:
        if gap:
            yield Block(start, end, "")
        return
    first = start + len(gap) - len(gap.lstrip(_BLANKS))
    last = first + len(inner)
    if first > start:
        yield Block(start, first, "")
    yield Block(first, last, "paragraph")
    if last < end:
        yield Block(last, end, "")


def pieces(document: Document) -> Iterator[tuple[Block, tuple[Piece, ...]]]:
    """Each block with its pieces, in the order of the text. Blanks between blocks have none.

    A page that begins between two blocks begins with the next one.
    """
    text = document.text
    annotations = live(document)
    pages = _pages(document.document)
    nth = page = 0
    begun = -1
    for block in blocks(document.document):
        if not block.kind:
            yield block, ()
            continue
        made: list[Piece] = []
        at = block.start
        while at < block.end:
            label = ""
            while page < len(pages) and pages[page][0] <= at:
                label = pages[page][1]
                page += 1
            while nth < len(annotations) and annotations[nth].end <= at:
                nth += 1
            borders = [block.end]
            if page < len(pages):
                borders.append(pages[page][0])
            a = annotations[nth] if nth < len(annotations) else None
            if a is not None and a.start <= at:
                end = min(*borders, a.end)
                # What is left of it may be blanks between two blocks, which bear no mark.
                last = not text[end : a.end].strip(_BLANKS)
                made.append(Piece(at, end, a, nth != begun, last, label))
                begun = nth
            else:
                end = min(*borders, a.start) if a is not None else min(borders)
                made.append(Piece(at, end, page=label))
            at = end
        yield block, tuple(made)


def _pages(source: Source) -> list[tuple[int, str]]:
    """Where each page begins, and what it is called."""
    found = sorted((s for s in source.segments if s.kind == "page"), key=lambda s: s.start)
    return [(s.start, s.label.removeprefix("page ") or str(s.page or number)) for number, s in enumerate(found, 1)]


def utf8(document: Document, made: str) -> bytes:
    """What was written, in UTF-8.

    Raises:
        InputError: the text holds half a character (a lone surrogate), which UTF-8 cannot hold.
    """
    try:
        return made.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{document.document.name}: the text holds half a character (a lone surrogate)") from None


def heading_level(block: Block) -> int:
    """How high a heading stands: 1 for the highest, 0 for what is no heading.

    >>> heading_level(Block(0, 1, "heading", "heading 2")), heading_level(Block(0, 1, "paragraph"))
    (2, 0)
    """
    if block.kind != "heading":
        return 0
    digits = "".join(c for c in block.label if c in "123456789")
    return int(digits[0]) if digits else 1
