"""Running headers and footers: what comes again at the same height of page after page."""

from __future__ import annotations

import re
from collections import defaultdict

from annotator.read.pdf_lines import PageLines, PdfLine

# How much of a page, from its upper and lower edge, running heads may take.
_EDGE = 0.14
# On how many of the pages a line must come again: left and right pages may have their own.
_OFTEN = 0.3
_SAME_HEIGHT = 4.0
# The gap that parts them from the rest, in heights of a letter.
_APART = 0.5
_NUMBER = re.compile(r"[0-9]{1,9}|\b[ivxlc]{1,9}\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# So many numbers of a line are tried.
_NUMBERS = 5
_Places = dict[tuple[str, str, int], set[int]]
_NUMBER_ALONE = re.compile(r"\W*#\W*(?:(?:/|of|de|von|sur|из)\W*#\W*)?|\W*(?:page|página|seite|стр\.?|p\.)\W*#\W*")


def running_heads(pages: list[PageLines]) -> dict[PdfLine, str]:
    """The lines that are running headers ("header") or footers ("footer") of their pages.

    Those are lines at the edge of a page, a gap away from what is not, whose words stand at the same height of at
    least two pages and of nearly a third of all. A number in them may differ if it counts the pages: "12 Ibid." on
    one page and "15 Ibid." on the next are notes.
    """
    places: _Places = defaultdict(set)
    for page in pages:
        for line in page.lines:
            for where in _places(line, page):
                places[where].add(page.number)
    often = max(2, _OFTEN * len(pages))
    found: dict[PdfLine, str] = {}
    for page in pages:
        for side in ("header", "footer"):
            found |= dict.fromkeys(_from_edge(page, side, places, often), side)
    return found


def _from_edge(page: PageLines, side: str, places: _Places, often: float) -> list[PdfLine]:
    """The lines of one edge of a page that come again, as far as the last gap between them and the rest."""
    below = side == "footer"
    ordered = sorted(page.lines, key=lambda line: line.rectangle[3] if below else -line.rectangle[1])
    taken = 0
    reach = 0.0
    for index, line in enumerate(ordered):
        edge = line.rectangle[1] if below else -line.rectangle[3]
        if index and edge - reach > _APART * line.size:
            taken = index
        if not _comes_again(line, page, side, places, often):
            break
        far = line.rectangle[3] if below else -line.rectangle[1]
        reach = max(reach, far) if index else far
    else:
        taken = len(ordered)
    return ordered[:taken]


def _comes_again(line: PdfLine, page: PageLines, side: str, places: _Places, often: float) -> bool:
    for words, where, height in _places(line, page):
        # A height may fall on either side of a border.
        near = (places.get((words, where, height + step), set()) for step in (-1, 0, 1))
        if where == side and len(set().union(*near)) >= often:
            return True
    return False


def _places(line: PdfLine, page: PageLines) -> list[tuple[str, str, int]]:
    """Words, edge and height of a line near an edge of its page: as they are, and each number counted from the page."""
    side = _side(line, page)
    if not side:
        return []
    middle = (line.rectangle[1] + line.rectangle[3]) / 2
    height = round((middle if side == "footer" else page.height - middle) / _SAME_HEIGHT)
    text = line.text.casefold()
    readings = [text]
    for number in list(_NUMBER.finditer(text))[:_NUMBERS]:
        value = int(number[0]) if number[0].isdecimal() else _roman(number[0])
        readings.append(f"{text[: number.start()]}#{value - page.number}{text[number.end() :]}")
    return [(reading, side, height) for reading in readings]


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def once(lines: list[PdfLine]) -> list[PdfLine]:
    """Running heads, each once; numbers of pages alone say nothing about a text that is no longer on pages."""
    kept: dict[str, PdfLine] = {}
    for line in lines:
        key = _key(line.text)
        if not _NUMBER_ALONE.fullmatch(key):
            kept.setdefault(key, line)
    return list(kept.values())


def _key(text: str) -> str:
    return _NUMBER.sub("#", text.casefold())


def _side(line: PdfLine, page: PageLines) -> str:
    if line.rectangle[1] > page.height * (1 - _EDGE):
        return "header"
    return "footer" if line.rectangle[3] < page.height * _EDGE else ""
