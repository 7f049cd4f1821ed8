"""The tables at the head of an RTF file: which code page a font has, and which styles are headings."""

from __future__ import annotations

import codecs
import re

from annotator.read.rtf_words import CODE_PAGES

_HEADING = re.compile("heading ([1-9])", re.I)


class Head:
    """The fonts and styles of a file, as far as they matter for the text. `page` is the code page of the file.

    >>> head = Head()
    >>> head.word("fonttbl", "f", 1), head.word("fonttbl", "fcharset", 204), head.page_of(1)
    (None, None, 'cp1251')
    >>> head.word("stylesheet", "s", 3), head.text("stylesheet", " heading 2;"), head.level_of(3)
    (None, None, '2')
    """

    def __init__(self) -> None:
        self.page = "cp1252"
        self._pages: dict[int, str] = {}
        self._levels: dict[int, str] = {}
        self._font = self._style = 0

    def word(self, table: str, word: str, number: int | None) -> None:
        """Take in a control word within one of the tables."""
        if table == "fonttbl":
            if word == "f":
                self._font = number or 0
            elif word == "fcharset":
                self._pages[self._font] = CODE_PAGES.get(number or 0, self.page)
        elif table == "stylesheet":
            if word == "s":
                self._style = number or 0
            elif word == "outlinelevel" and (level := heading_level(number)):
                self._levels[self._style] = level

    def text(self, table: str, text: str) -> None:
        """Take in a text within one of the tables: the name of a style."""
        if table == "stylesheet" and (heading := _HEADING.match(text.strip())):
            self._levels[self._style] = heading[1]

    def page_of(self, font: int) -> str:
        """The code page of a font."""
        return self._pages.get(font, self.page)

    def level_of(self, style: int) -> str:
        """The level of the headings of this style, nothing for other styles."""
        return self._levels.get(style, "")


def heading_level(number: int | None) -> str:
    """The level that a number in the file means; the tenth is body text.

    >>> heading_level(0), heading_level(9), heading_level(None)
    ('1', '', '')
    """
    return str(number + 1) if number is not None and 0 <= number < 9 else ""


def code_page(name: str) -> str:
    """A code page as Python knows it; Windows-1252 where it does not.

    >>> code_page("cp1251"), code_page("cp65001"), code_page("cp99999")
    ('cp1251', 'utf-8', 'cp1252')
    """
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "cp1252"
