"""The lines of a PDF page in the order in which a person reads them.

Programs write a page in reading order as a rule, columns one after the other; that order is kept. Where they wrote
line by line across the columns, or in no order at all, the page is cut along its white stripes instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

from annotator.read.pdf_lines import PdfLine

# Rows in which the same white stripe parts two texts: so many make it a gutter between columns.
_ROWS = 4
# A column has lines of words; the cells of a table are shorter.
_LETTERS = 18
_NARROWEST = 0.2
_SAME_ROW = 0.5
# A gap of so many heights of a letter is shown as a tab.
_WIDE = 3.0
# No page has more; to compare them with one another would take for ever.
MOST_LINES = 1500


def in_order(lines: list[PdfLine]) -> list[PdfLine]:
    """Lines in reading order, those that stand side by side in one row joined.

    >>> def at(x, y, text): return PdfLine(text, (x, y, x + 10 * len(text), y + 10), 10, y, 1)
    >>> [line.text for line in in_order([at(0, 90, "1."), at(40, 90, "Recalls"), at(0, 70, "article 5")])]
    ['1. Recalls', 'article 5']
    """
    if len(lines) > MOST_LINES or (_is_orderly(lines) and not _crosses_columns(lines)):
        return _joined(lines)
    return [line for block in _cut(lines) for line in _joined(_rows(block))]


def _is_orderly(lines: list[PdfLine]) -> bool:
    """Whether each line stands below the one before it, or beside it, or in another column."""
    return not any(
        b.base > a.base + _SAME_ROW * a.size and b.left < a.right and a.left < b.right for a, b in pairwise(lines)
    )


def _crosses_columns(lines: list[PdfLine]) -> bool:
    """Whether line after line goes from one column over into the next."""
    gaps = [(a, b) for a, b in pairwise(lines) if _is_beside(a, b)]
    left = right = 0.0
    run: list[tuple[PdfLine, PdfLine]] = []
    for a, b in gaps:
        start, end = max(left, a.right), min(right, b.left)
        if run and start < end:
            run.append((a, b))
        else:
            run, start, end = [(a, b)], a.right, b.left
        left, right = start, end
        if len(run) >= _ROWS and all(median(len(pair[side].text) for pair in run) >= _LETTERS for side in (0, 1)):
            return True
    return False


def _is_beside(a: PdfLine, b: PdfLine) -> bool:
    return abs(a.base - b.base) <= _SAME_ROW * max(a.size, b.size) and b.left >= a.right


def _joined(lines: list[PdfLine]) -> list[PdfLine]:
    joined: list[PdfLine] = []
    for line in lines:
        if joined and _is_beside(joined[-1], line):
            before = joined.pop()
            gap = "\t" if line.left - before.right > _WIDE * line.size else " "
            a, b = before.rectangle, line.rectangle
            joined.append(
                replace(
                    before if len(before.text) > len(line.text) else line,
                    text=f"{before.text}{gap}{line.text}",
                    rectangle=(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])),
                )
            )
        else:
            joined.append(line)
    return joined


def _rows(lines: list[PdfLine]) -> list[PdfLine]:
    """From top to bottom, and from left to right in a row."""
    rows: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and abs(rows[-1][0].base - line.base) <= _SAME_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _cut(lines: list[PdfLine]) -> Iterator[list[PdfLine]]:
    """Blocks in reading order: first along a gutter from top to bottom, else along the widest stripe across."""
    pending = [lines]
    while pending:
        block = pending.pop()
        parts = _columns(block) or _bands(block)
        if parts is None:
            yield block
        else:
            pending.extend(reversed(parts))


def _columns(lines: list[PdfLine]) -> tuple[list[PdfLine], list[PdfLine]] | None:
    """The block cut in two at a white stripe from top to bottom, if texts stand on both sides."""
    if len(lines) < 2 * _ROWS:
        return None
    width = max(line.right for line in lines) - min(line.left for line in lines)
    ordered = sorted(lines, key=lambda line: line.left)
    reach = ordered[0].right
    for index, line in enumerate(ordered[1:], 1):
        if line.left > reach and all(_is_column(part, width) for part in (ordered[:index], ordered[index:])):
            left = {id(line) for line in ordered[:index]}
            return [x for x in lines if id(x) in left], [x for x in lines if id(x) not in left]
        reach = max(reach, line.right)
    return None


def _is_column(lines: list[PdfLine], width: float) -> bool:
    wide = max(line.right for line in lines) - min(line.left for line in lines)
    return (
        len(lines) >= _ROWS and wide >= _NARROWEST * width and median(len(line.text) for line in lines) >= _LETTERS
    )


def _bands(lines: list[PdfLine]) -> tuple[list[PdfLine], list[PdfLine]] | None:
    """The block cut in two at the widest white stripe across it, if columns come to light on either side."""
    ordered = sorted(lines, key=lambda line: -line.rectangle[3])
    cuts = []
    floor = ordered[0].rectangle[1]
    for index, line in enumerate(ordered[1:], 1):
        if line.rectangle[3] < floor + _SAME_ROW * line.size:
            cuts.append((floor - line.rectangle[3], index))
        floor = min(floor, line.rectangle[1])
    for _, index in sorted(cuts, reverse=True):
        upper, lower = ordered[:index], ordered[index:]
        if _columns(upper) or _columns(lower):
            return upper, lower
    return None
