"""A text of its own within an RTF file, such as the body, one footnote or one text box: words become blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model import SegmentKind
from annotator.read.extracted import CELL, PARAGRAPH, Blocks, raised, whole


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    kind: SegmentKind
    label: str
    gap: str


@dataclass(slots=True)
class Stream:
    """Finished blocks, and the words of the one at hand.

    >>> stream = Stream()
    >>> stream.words += ["Article ", "5"]
    >>> stream.end_block(in_table=False, level="1")
    >>> blocks = Blocks()
    >>> stream.add_to(blocks)
    >>> blocks.text(), blocks.segments[0].label
    ('Article 5', 'heading 1')
    """

    kind: SegmentKind = "paragraph"
    label: str = ""
    mark: str = ""
    words: list[str] = field(default_factory=list)
    # Text boxes that hang at the paragraph at hand and are read behind it.
    boxes: list[Stream] = field(default_factory=list)
    _done: list[_Block] = field(default_factory=list)
    _gap: str = PARAGRAPH
    _table: int = 0
    _row: int = 0
    _column: int = 0
    _in_cell: bool = False
    # Whether a cell of the row at hand has words.
    _has_words: bool = False

    def words_done(self) -> tuple[str, ...]:
        """The text of each block."""
        return tuple(block.text for block in self._done)

    def add_to(self, blocks: Blocks) -> None:
        """Put the finished blocks behind others."""
        for block in self._done:
            blocks.add(block.text, block.kind, block.label, block.gap)

    def put_mark(self, mark: str) -> int:
        """Put the mark of a note and say where it is, for `change_mark`."""
        self.words.append(raised(mark))
        return len(self.words) - 1

    def change_mark(self, at: int, mark: str) -> None:
        """Change a mark that turned out to be that of another kind of note."""
        if at < len(self.words):
            self.words[at] = raised(mark)

    def end_block(self, in_table: bool, level: str = "") -> None:
        """The words at hand are a paragraph: one in a cell of a table, or one with the level of a heading."""
        text = whole("".join(self.words))
        self.words.clear()
        if text.strip():
            kind, label = self.kind, self.label
            if in_table:
                self._begin_cell()
                self._has_words = True
            if kind == "paragraph" and in_table:
                kind, label = "table", f"table {self._table}, row {self._row + 1}, column {self._column + 1}"
            elif kind == "paragraph":
                self._row = 0
                if level:
                    kind, label = "heading", f"heading {level}"
            self._done.append(_Block(text, kind, label, self._gap))
            self._gap = PARAGRAPH
        for box in self.boxes:
            self._done += box._done
        self.boxes.clear()

    def end_cell(self) -> None:
        """The words at hand are the last of a cell, and the next ones stand in the cell beside it."""
        self._begin_cell()
        self.end_block(in_table=True)
        self._in_cell = False
        self._column += 1
        if self._has_words:
            self._gap = CELL

    def end_row(self) -> None:
        """What follows stands in the next row, or behind the table."""
        self.end_block(in_table=True)
        self._row, self._column, self._gap = self._row + 1, 0, PARAGRAPH
        self._in_cell = self._has_words = False

    def _begin_cell(self) -> None:
        if not self._in_cell and self._row == self._column == 0:
            self._table += 1
        self._in_cell = True
