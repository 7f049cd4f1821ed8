"""The text of a PDF file out of its lines: main text over columns and pages, then footnotes, then running heads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from annotator.model import Segment, SegmentKind
from annotator.read.extracted import PARAGRAPH, count
from annotator.read.pdf_heads import once, running_heads
from annotator.read.pdf_lines import PageLines, PdfLine
from annotator.read.pdf_order import MOST_LINES, in_order
from annotator.read.pdf_right import runs_left

# Against the height of the letters of the main text.
_SMALL = 0.93
_LARGE = 1.15
# Against the usual distance of two lines.
_GAP = 1.35
_INDENT = 0.8
_SHORT = 4.0
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?=\W|[A-Z])|[*†‡§]+|[(\[]\w{1,3}[)\]]")
_SENTENCE_END = re.compile(r"[.:;!?。؟।…][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


def lay_out(pages: list[PageLines]) -> tuple[str, tuple[Segment, ...], tuple[str, ...]]:
    """The text of the pages, its segments and notes for the reader.

    Segments are pages (of the main text), paragraphs, headings, footnotes, headers and footers, and the lines of
    each with their rectangles.
    """
    heads = running_heads(pages)
    body_size = _usual_size(pages, heads)
    main: list[list[PdfLine]] = []
    notes: list[list[PdfLine]] = []
    for page in pages:
        lines = in_order([line for line in page.lines if line not in heads])
        at_foot = _footnotes(lines, body_size, bool(notes) and notes[-1][-1].page == page.number - 1)
        kept = [line for line in lines if line not in at_foot]
        _add_paragraphs(main, kept)
        for line in lines:
            if line in at_foot:
                if not notes or _MARK.match(line.text):
                    notes.append([line])
                else:
                    notes[-1].append(line)
    text = _Text()
    for paragraph in main:
        is_heading = paragraph[0].size >= _LARGE * body_size
        text.block(paragraph, "heading" if is_heading else "paragraph", "")
    text.pages(pages)
    for note in notes:
        mark = _MARK.match(note[0].text)
        text.block(note, "footnote", f"footnote {_plain(mark[0])}" if mark else "footnote")
    sides: tuple[SegmentKind, SegmentKind] = ("header", "footer")
    for side in sides:
        for line in once([line for line, where in heads.items() if where == side]):
            text.block([line], side, side)
    return "".join(text.parts), text.sorted_segments(), tuple(_said(heads, notes))


def _said(heads: dict[PdfLine, str], notes: list[list[PdfLine]]) -> list[str]:
    said = []
    if notes:
        said.append(f"{count(len(notes), 'footnote stands', 'footnotes stand')} behind the main text.")
    if heads:
        on = count(len({line.page for line in heads}), "page", "pages")
        said.append(f"Running headers and footers of {on} stand once, at the end; numbers of pages were left out.")
    return said


def _usual_size(pages: list[PageLines], heads: dict[PdfLine, str]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            if line not in heads:
                sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _footnotes(lines: list[PdfLine], body_size: float, may_go_on: bool) -> set[PdfLine]:
    """The small print at the foot of the columns, where it begins with the mark of a note."""
    found: set[PdfLine] = set()
    if len(lines) > MOST_LINES:
        return found
    group: list[PdfLine] = []
    for line in [*lines, None]:
        small = line is not None and line.size <= _SMALL * body_size
        goes_on = not group or (line is not None and line.base < group[-1].base and line.left < group[0].right)
        if small and goes_on and line is not None:
            group.append(line)
            continue
        if group and _is_at_foot(group, lines) and (_MARK.match(group[0].text) or (may_go_on and not found)):
            found.update(group)
        group = [line] if small and line is not None else []
    return found


def _is_at_foot(group: list[PdfLine], lines: list[PdfLine]) -> bool:
    """Whether nothing of the main text stands below these lines in their column."""
    top, left, right = group[0].base, min(line.left for line in group), max(line.right for line in group)
    size = group[0].size
    return not any(
        line.base < top and line.left < right and left < line.right and line.size > size / _SMALL for line in lines
    )


def _add_paragraphs(paragraphs: list[list[PdfLine]], lines: list[PdfLine]) -> None:
    """Put the lines of a page behind those of the pages before it."""
    steps = [a.base - b.base for a, b in pairwise(lines) if b.base < a.base]
    step = median(steps) if steps else 0.0
    edges = _edges(lines)
    for line in lines:
        before = paragraphs[-1][-1] if paragraphs else None
        if before is None or _begins(before, line, step, edges[line], edges.get(before)):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)


def _begins(
    before: PdfLine, line: PdfLine, step: float, edge: tuple[float, float], old: tuple[float, float] | None
) -> bool:
    """Whether a line begins a new paragraph. `edge` is that of its column, `old` that of the line before, if known."""
    larger, smaller = max(before.size, line.size), min(before.size, line.size)
    if larger >= _LARGE * smaller:
        return True
    if runs_left(line.text):
        # The same as in a mirror.
        before, line, edge, old = _mirrored(before), _mirrored(line), _swapped(edge), _swapped(old) if old else None
    indented = line.left > edge[0] + _INDENT * line.size
    same_column = line.page == before.page and before.base > line.base
    if same_column:
        if step and before.base - line.base > _GAP * step:
            return True
        return indented and before.left < line.left - _INDENT * line.size / 2
    # Over a column or a page a sentence goes on, unless the one before has come to its end.
    if not _SENTENCE_END.search(before.text):
        return False
    is_short = old is not None and before.right < old[1] - _SHORT * before.size
    return indented or is_short


def _mirrored(line: PdfLine) -> PdfLine:
    left, bottom, right, top = line.rectangle
    return replace(line, rectangle=(-right, bottom, -left, top))


def _swapped(edge: tuple[float, float]) -> tuple[float, float]:
    return -edge[1], -edge[0]


def _edges(lines: list[PdfLine]) -> dict[PdfLine, tuple[float, float]]:
    """For each line, the left and the right edge of its column: of all lines that stand above or below it."""
    if len(lines) > MOST_LINES:
        whole = min(line.left for line in lines), max(line.right for line in lines)
        return dict.fromkeys(lines, whole)
    edges = {}
    for line in lines:
        near = [other for other in lines if other.left < line.right and line.left < other.right]
        edges[line] = min(other.left for other in near), max(other.right for other in near)
    return edges


def _plain(mark: str) -> str:
    return mark.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")).strip("()[]")


class _Text:
    """The text under way, with a segment for each block and each line of it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []

    def block(self, lines: list[PdfLine], kind: SegmentKind, label: str) -> None:
        """A paragraph; a line goes on in the next one, and only the hyphen that is printed parts a word."""
        if self.length:
            self._put(PARAGRAPH)
        start = self.length
        for index, line in enumerate(lines):
            if index:
                self._put("\n")
            at = self.length
            self._put(line.text)
            self.segments.append(Segment(at, self.length, "line", "", line.page, line.rectangle))
        self.segments.append(Segment(start, self.length, kind, label, lines[0].page))

    def pages(self, pages: list[PageLines]) -> None:
        """A segment for the main text of each page, made of the lines so far."""
        ranges: dict[int, tuple[int, int]] = {}
        for segment in self.segments:
            if segment.kind == "line" and segment.page is not None:
                ranges[segment.page] = ranges.get(segment.page, (segment.start, 0))[0], segment.end
        for page in pages:
            if page.number in ranges:
                box = (0.0, 0.0, round(page.width, 2), round(page.height, 2))
                self.segments.append(Segment(*ranges[page.number], "page", f"page {page.number}", page.number, box))

    def sorted_segments(self) -> tuple[Segment, ...]:
        """By where they start; one that holds others before them."""
        rank = {"page": 0, "line": 2}
        return tuple(sorted(self.segments, key=lambda s: (s.start, rank.get(s.kind, 1), -s.end)))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
