"""Word files (.docx): the text as the reader of the final version sees it, and which XML text node gives which part.

Body and tables come first, then footnotes and endnotes, then headers and footers, so that nothing cuts a sentence.
`walk` is the one place that knows how the text comes about: the reader takes it from there, and whoever writes into
the Word file follows its pieces back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from annotator.model import InputError, Segment, SegmentKind
from annotator.read.extracted import CELL, LIMIT, PARAGRAPH, Blocks, Extracted, raised
from annotator.read.tree import local
from annotator.read.word_line import Counts, Line, Reading, chosen
from annotator.read.word_package import Package

__all__ = ["Piece", "Walk", "docx", "walk"]

# Elements that hold paragraphs and add nothing of their own.
_AROUND = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that one `w:t` element holds, character for character.

    `part` is the name of the part in the archive ("word/document.xml", "word/footnotes.xml", "word/header1.xml").
    `index` says which `w:t` of that part it is, counted from 0 over all of them in document order, those of deleted
    and of doubled content too: `list(root.iter(W + "t"))[index]`, with `W` the namespace of `root` in braces.
    `end - start` is the length of the element's text in code points. The characters are the same too, but for
    the digits of a raised number, which are superscript digits in the text.
    """

    part: str
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A Word file's text and what it is made of. `pieces` are sorted by `start` and do not overlap.

    What lies between two pieces is no `w:t`: the gaps between paragraphs (`PARAGRAPH`) and cells (`CELL`), tabs,
    line breaks and hyphens, which Word keeps as elements of their own, formulas, and the marks of notes.
    """

    text: str
    segments: tuple[Segment, ...]
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]


def docx(data: bytes, limit: int = LIMIT) -> Extracted:
    """A Word file. Tracked insertions are read; deletions, comments and hidden text are left out, and it is said so."""
    done = walk(data, limit)
    return Extracted(done.text, done.segments, done.notes)


def walk(data: bytes, limit: int = LIMIT) -> Walk:
    """Read a Word file and keep which XML text node gave which stretch of the text.

    The text is that of `read(data, "name.docx")`, so that the offsets of an annotation lead to pieces, and pieces
    to runs: a citation that is split over three runs covers three pieces, the outer ones perhaps in part.

    Args:
        data: the whole file.
        limit: the most bytes that one part of it may have unpacked.

    Raises:
        InputError: it is no sound Word file. The line does not name the file; who knows the name puts it before.
    """
    try:
        return _Walker(Package(data, limit)).walk()
    except RecursionError:
        raise InputError("its parts lie too deep in one another: save the file anew") from None


class _Walker:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.blocks = Blocks()
        self.pieces: list[Piece] = []
        self.counts = Counts()
        self.tables = 0
        self.gap = PARAGRAPH

    def walk(self) -> Walk:
        main = Reading(self.package.main, self.package.root, self.counts)
        self._story(main, main.root, "paragraph", "")
        self._notes("footnote")
        self._notes("endnote")
        self._sides("header")
        self._sides("footer")
        notes = (*self.counts.said(), *self.package.said())
        return Walk(self.blocks.text(), tuple(self.blocks.segments), notes, tuple(self.pieces))

    def _story(self, reading: Reading, around: Element, kind: SegmentKind, label: str) -> None:
        """All paragraphs and tables directly or indirectly in an element, one block each."""
        for element in around:
            name = local(element)
            if name == "p":
                self._paragraph(reading, element, kind, label)
            elif name == "tbl":
                self._table(reading, element, kind, label)
            elif name in _AROUND or name == "body":
                self._story(reading, element, kind, label)
            elif name == "AlternateContent":
                for choice in chosen(element):
                    self._story(reading, choice, kind, label)
            elif name == "altChunk":
                self.counts.embedded += 1

    def _paragraph(self, reading: Reading, element: Element, kind: SegmentKind, label: str) -> None:
        if kind == "paragraph" and (level := self.package.heading(element)):
            kind, label = "heading", f"heading {level}" if level.isdigit() else level
        line = reading.line(element)
        self._add(reading, line, kind, label)
        # Where the end of a paragraph was deleted and the deletion tracked, the next one goes on in it.
        self.gap = "" if reading.joins_next(element) else PARAGRAPH
        for box in line.boxes:
            self._story(reading, box, kind if kind != "heading" else "paragraph", label or "text box")

    def _add(self, reading: Reading, line: Line, kind: SegmentKind, label: str) -> None:
        start = self.blocks.add(line.text(), kind, label, self.gap)
        if start is not None:
            for at, length, index in line.spots:
                self.pieces.append(Piece(reading.part, index, start + at, start + at + length))

    def _table(self, reading: Reading, table: Element, kind: SegmentKind, label: str) -> None:
        """A row is a line, a cell is parted from the next by a bar; in notes and headers they stay what those are."""
        self.tables += 1
        number = self.tables
        for row_number, row in enumerate(reading.rows(table), 1):
            before = self.blocks.length
            for column, cell in enumerate(reading.cells(row), 1):
                if self.blocks.length > before:
                    self.gap = CELL
                where = f"table {number}, row {row_number}, column {column}"
                plain = kind in ("paragraph", "table")
                self._story(reading, cell, "table" if plain else kind, where if plain else label)
            self.gap = PARAGRAPH

    def _notes(self, kind: Literal["footnote", "endnote"]) -> None:
        noted = self.counts.noted[kind]
        part, elements = self.package.notes(kind)
        if part is None:
            return
        reading = Reading(part, self.package.part(part), self.counts)
        # A note may hold the mark of another one: the list may grow on the way.
        for identity, mark in noted:
            element = elements.get(identity)
            if element is not None:
                reading.mark = raised(mark)
                self._story(reading, element, "footnote", f"{kind} {mark}".strip())

    def _sides(self, kind: Literal["header", "footer"]) -> None:
        said: set[str] = set()
        for part in self.package.sides(kind):
            reading = Reading(part, self.package.part(part), self.counts)
            # A section may repeat the header of the one before it word for word.
            words = "".join(reading.root.itertext())
            if words not in said:
                said.add(words)
                self._story(reading, reading.root, kind, kind)
