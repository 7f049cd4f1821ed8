"""From the characters of a PDF page to stretches of text on one line, each with its rectangle."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from annotator.model import InputError, Rectangle
from annotator.read.extracted import raised, whole
from annotator.read.pdf_right import Character, is_beside, read_from_the_right

# How far a character may stand above or below the one before it, a raised mark of a note for one.
_UNEVEN = 0.5
_RAISED_BY = 0.12
_TOUCHING = 0.15
_SMALLER = 0.85
_UPRIGHT = 0.1
# What pdfium gives for a hyphen at the end of a line.
__HYPHEN_MINUSS = frozenset({0xFFFE, 0x02})
_HYPHEN_MINUS = ord("-")
_NO_CODE = frozenset({0, 0xFFFD, 0xFFFF})


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A stretch of text on one line of a page. `size` is the height of most of its letters, `base` where they stand."""

    text: str
    rectangle: Rectangle
    size: float
    base: float
    page: int

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.rectangle[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.rectangle[2]


@dataclass(slots=True)
class PageLines:
    """A page: its size in points as it is shown, its lines in the order of the file, and what could not be read."""

    number: int
    width: float
    height: float
    lines: list[PdfLine] = field(default_factory=list)
    turned: int = 0
    unknown: int = 0


def lines_of(page: Any, number: int, most: int) -> PageLines:
    """The lines of a page of pypdfium2.

    Args:
        page: a `pypdfium2.PdfPage`.
        number: what to call it, counted from 1.
        most: the most characters that it may have.

    Raises:
        InputError: it has more.
    """
    width, height = page.get_size()
    found = PageLines(number, width, height)
    text = page.get_textpage()
    try:
        length = text.count_chars()
        if length > most:
            raise InputError("the PDF holds more text than the limit allows: split it, or raise the limit")
        line: list[Character | None] = []
        last: Character | None = None
        runs_left = False
        for character in _characters(page, text, length, found):
            if character is None:
                line.append(None)
                continue
            if last is not None and not character.is_mark and not _goes_on(last, character, runs_left):
                _end(line, found)
                line, runs_left = [], False
            runs_left = runs_left or character.runs_left
            line.append(character)
            # A vowel over a letter does not stand on the line.
            if not character.is_mark:
                last = character
        _end(line, found)
    finally:
        text.close()
    return found


def _characters(page: Any, text: Any, length: int, found: PageLines) -> list[Character | None]:
    """The characters of a page; None stands for a space."""
    from pypdfium2 import raw

    place = _Place(page)
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    characters: list[Character | None] = []
    last_base = None
    is_turned = False
    for index in range(length):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (9, 10, 13, 32, 0xA0):
            characters.append(None)
            continue
        if code in _NO_CODE:
            found.unknown += 1
            continue
        if code < 32 and code not in __HYPHEN_MINUSS:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        base = place.height_of(x.value, y.value)
        # Along a line nothing turns.
        if base != last_base:
            is_turned = abs(_turn(raw.FPDFText_GetCharAngle(text, index) - place.angle)) > _UPRIGHT
            last_base = base
        if is_turned:
            found.turned += 1
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        left, bottom, right, top = place.of(box.left, box.bottom, box.right, box.top)
        characters.append(Character(_HYPHEN_MINUS if code in __HYPHEN_MINUSS else code, left, bottom, right, top, base))
    return characters


class _Place:
    """Where a point of the file is on the page as it is shown: cropped and turned."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self._rotation = page.get_rotation()
        # A page is turned clockwise, and so are angles of pdfium: what stands upright on it was turned the other way.
        self.angle = -self._rotation * 3.141592653589793 / 180

    def height_of(self, x: float, y: float) -> float:
        """How high above the lower edge a point is."""
        return self._point(x - self._left, y - self._bottom)[1]

    def of(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """The rectangle with these corners, on the page as it is shown."""
        one = self._point(left - self._left, bottom - self._bottom)
        other = self._point(right - self._left, top - self._bottom)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self._rotation == 90:
            return y, self._width - x
        if self._rotation == 180:
            return self._width - x, self._height - y
        if self._rotation == 270:
            return self._height - y, x
        return x, y


def _turn(angle: float) -> float:
    """An angle between minus and plus half a turn."""
    return (angle + 3.141592653589793) % 6.283185307179586 - 3.141592653589793


def _goes_on(last: Character, character: Character, runs_left: bool) -> bool:
    """Whether a character stands on one line with the one before it, and beside it where nothing runs to the left."""
    if abs(character.base - last.base) > _UNEVEN * max(last.size, character.size):
        return False
    # Words of a line that runs to the left may come in any order.
    return is_beside(last, character) or runs_left or character.runs_left


def _end(line: list[Character | None], found: PageLines) -> None:
    for part in read_from_the_right(line):
        _put(part, found)


def _put(line: Sequence[Character | None], found: PageLines) -> None:
    letters = [character for character in line if character is not None]
    if not letters:
        return
    sizes = sorted(character.size for character in letters if not character.is_mark)
    # Some files give the box of the sign that is drawn: an Arabic line has many low ones.
    is_arabic = any(character.runs_left for character in letters)
    size = sizes[len(sizes) * 4 // 5] if is_arabic and sizes else median(character.size for character in letters)
    [(base, _)] = Counter(round(character.base, 1) for character in letters).most_common(1)
    words: list[str] = []
    last: Character | None = None
    for before, character in pairwise([None, *line]):
        if character is not None:
            is_mark = character.size < _SMALLER * size and character.base > base + _RAISED_BY * size
            # pdfium puts in a space where a letter leaves the line, though none is printed.
            if is_mark and before is None and last is not None and character.left - last.right < _TOUCHING * size:
                words.pop()
            last = character
            words.append(raised(chr(character.code)) if is_mark else chr(character.code))
        elif before is not None:
            words.append(" ")
    text = whole("".join(words)).strip()
    if text:
        rectangle = (
            round(min(character.left for character in letters), 2),
            round(min(character.bottom for character in letters), 2),
            round(max(character.right for character in letters), 2),
            round(max(character.top for character in letters), 2),
        )
        found.lines.append(PdfLine(text, rectangle, size, base, found.number))
