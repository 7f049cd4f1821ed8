"""Lines of a PDF page that run to the left, Arabic and Hebrew: their characters in the order in which they are read.

pdfium turns such lines round, yet not always: what a browser prints comes with some words turned and others not, and
with a ligature the wrong way round. Where the order that it gives does not agree with where the letters stand, the
places count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

# How far two characters of one line may be apart, in heights of a letter: more is another column or cell.
_APART = 1.5
# A gap of so many heights of the highest letter is a space; those within a word, behind an alif, are a little smaller.
_SPACE = 0.17
# In a line that is read from the right: words of letters that run to the right, and numbers.
_TO_THE_RIGHT = re.compile("(?=[DPSN]*L)[LD](?:[LDPSN]*[LD])?|D(?:P?D)*")
_NUMBER = re.compile("D(?:P?D)*")
# In a line that is read from the left: words that run to the left, with all between them.
_TO_THE_LEFT = re.compile("R(?:[RDPSN]*R)?")
_LAM = 0x644
_BRACKETS = (ord("("), ord(")"))
_CLASSES = {"R": "R", "AL": "R", "L": "L", "EN": "D", "AN": "D", "ES": "P", "CS": "P", "WS": "S", "NSM": "M"}


class Character(NamedTuple):
    """One character, its box, and the height of the line that it stands on."""

    code: int
    left: float
    bottom: float
    right: float
    top: float
    base: float

    @property
    def size(self) -> float:
        """The height of its font, in points."""
        return self.top - self.bottom

    @property
    def runs_left(self) -> bool:
        """Whether it is of a script that is read from the right."""
        return self.code >= 0x590 and _class(self) == "R"

    @property
    def is_mark(self) -> bool:
        """Whether it stands over or under a letter, as a vowel does."""
        return self.code >= 0x300 and _class(self) == "M"


Line = Sequence[Character | None]


def is_beside(last: Character, character: Character) -> bool:
    """Whether a character stands beside another, on either side, and not in another column or cell."""
    gap = max(character.left - last.right, last.left - character.right)
    return gap <= _APART * max(last.size, character.size)


def runs_left(text: str) -> bool:
    """Whether most letters of a text are of a script that is read from the right.

    >>> runs_left("\u05d0\u05d1 5 a"), runs_left("Article 5")
    (True, False)
    """
    classes = Counter(map(unicodedata.bidirectional, text)) if max(text, default="") >= "\u0590" else Counter()
    return classes["R"] + classes["AL"] > classes["L"]


def read_from_the_right(line: Line) -> Iterator[Line]:
    """A line as it is read, None for a space, cut where it goes over into another column or cell.

    Only letters that run to the left are put into another order.

    >>> def at(x, text): return [Character(ord(c), x + 5 * n, 0, x + 5 * n + 5, 10, 0) for n, c in enumerate(text)]
    >>> def told(line): return ["".join(chr(c.code) if c else " " for c in part) for part in read_from_the_right(line)]
    >>> told([*at(60, "\u0645\u0646"), None, *at(40, "51"), None])
    ['\u0646\u0645 51']
    >>> told([*at(60, "\u05d0"), *at(0, "\u05d1")])
    ['\u05d0', '\u05d1']
    """
    letters = [character for character in line if character is not None]
    if not any(character.runs_left for character in letters):
        yield line
    else:
        for part in _cut(_by_place(_ligatures_turned(line) if _agrees(letters) else line)):
            yield _as_read(part)


def _agrees(letters: Sequence[Character]) -> bool:
    """Whether of two letters that run to the left the second one always stands left of the first, or in one box."""
    return all(
        _middle(b) <= _middle(a) for a, b in pairwise(letters) if a.runs_left and b.runs_left and a.base == b.base
    )


def _ligatures_turned(line: Line) -> list[Character | None]:
    """The line with the letters of each ligature, which stand in one box, the right way round."""
    ordered: list[Character | None] = []
    for box, letters in groupby(line, lambda c: c[1:] if c is not None and c.runs_left else ()):
        found = list(letters)
        ordered += reversed(found) if box else found
    return ordered


def _by_place(line: Line) -> list[Character | None]:
    """From the right to the left; a mark follows its letter. Spaces are where they were, and where a gap is."""
    letters = [character for character in line if character is not None]
    firm = sorted((c for c in letters if not c.is_mark), key=_middle, reverse=True)
    marks: dict[int, list[Character]] = {}
    for mark in (c for c in letters if c.is_mark) if firm else ():
        nearest = min(range(len(firm)), key=lambda n: abs(_middle(firm[n]) - _middle(mark)))
        marks.setdefault(nearest, []).append(mark)
    # Between letters that run to the left pdfium sees spaces where there are none.
    parted = {
        frozenset((id(a), id(b)))
        for a, space, b in zip(line, line[1:], line[2:], strict=False)
        if space is None and a and b and not (a.runs_left and b.runs_left)
    }
    # Boxes of some files are as large as the sign that is drawn: the highest one tells the font.
    size = max(c.size for c in letters if c.runs_left)
    ordered: list[Character | None] = []
    for n, character in enumerate(firm):
        before = firm[n - 1]
        if n and (before.left - character.right > _SPACE * size or frozenset((id(before), id(character))) in parted):
            ordered.append(None)
        ordered += [character, *marks.get(n, ())]
    return _lam_first(ordered)


def _lam_first(line: list[Character | None]) -> list[Character | None]:
    """The letters of a ligature, which stand in one box: the only one that is written so begins with a lam."""
    for n, (a, b) in enumerate(pairwise(line)):
        if a is not None and b is not None and a[1:] == b[1:] and b.code == _LAM:
            line[n], line[n + 1] = b, a
    return line


def _cut(line: Line) -> Iterator[list[Character | None]]:
    """The line cut where it goes over a wide gap, though numbers in it run the other way."""
    letters = sorted((c for c in line if c is not None), key=lambda c: c.left)
    cells: dict[int, int] = {}
    cell, reach = 0, letters[0]
    for character in letters:
        if not is_beside(reach, character):
            cell += 1
        if character.right > reach.right or not is_beside(reach, character):
            reach = character
        cells[id(character)] = cell
    now = None
    part: list[Character | None] = []
    for one in line:
        if one is not None:
            if now is not None and cells[id(one)] != now:
                if part[-1] is None:
                    part.pop()
                yield part
                part = []
            now = cells[id(one)]
        part.append(one)
    yield part


def _as_read(line: list[Character | None]) -> Line:
    """A line from its right end, with what runs to the right in it turned; or from its left where most of it does."""
    classes = _classes(line)
    if classes.count("R") >= classes.count("L"):
        return _brackets_turned(_turned(line, _TO_THE_RIGHT))
    read = _turned(line[::-1], _TO_THE_LEFT)
    for run in _TO_THE_LEFT.finditer(_classes(read)):
        # Within what was turned, numbers still run to the right.
        read[run.start() : run.end()] = _turned(read[run.start() : run.end()], _NUMBER)
    return read


def _turned(line: list[Character | None], what: re.Pattern[str]) -> list[Character | None]:
    line = list(line)
    for run in what.finditer(_classes(line)):
        start, end = run.span()
        if "L" in run[0]:
            start, end = _with_its_brackets(line, start, end)
        line[start:end] = line[start:end][::-1]
    return line


def _with_its_brackets(line: Line, start: int, end: int) -> tuple[int, int]:
    """A run of Latin letters with the bracket at its end whose other half is in it, as in S/RES/242 (1967)."""
    codes = [character.code if character is not None else 0 for character in line]
    opened, closed = (codes[start:end].count(bracket) for bracket in _BRACKETS)
    if opened > closed and start and codes[start - 1] == _BRACKETS[1]:
        return start - 1, end
    if closed > opened and end < len(codes) and codes[end] == _BRACKETS[0]:
        return start, end + 1
    return start, end


def _brackets_turned(line: list[Character | None]) -> list[Character | None]:
    """Brackets by what they do: one that opens looks to the left here, and some files tell only how it looks."""
    is_open = False
    for n, character in enumerate(line):
        if character is None or character.code not in _BRACKETS:
            continue
        closes = character.code == _BRACKETS[1]
        after = next((k for k in range(n + 1, len(line)) if (c := line[k]) is not None and c.code in _BRACKETS), None)
        other = line[after] if after is not None else None
        if closes and not is_open and after is not None and other is not None and other.code == _BRACKETS[0]:
            line[n], line[after] = character._replace(code=_BRACKETS[0]), other._replace(code=_BRACKETS[1])
            closes = False
        is_open = not closes
    return line


def _classes(line: Line) -> str:
    return "".join(map(_class, line))


def _middle(character: Character) -> float:
    return (character.left + character.right) / 2


def _class(character: Character | None) -> str:
    """R and L for letters that run to the left and to the right, D for digits, P for signs in numbers, S for spaces."""
    if character is None:
        return "S"
    return _CLASSES.get(unicodedata.bidirectional(chr(character.code)), "N")
