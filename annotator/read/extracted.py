"""What a format's function gives, and how its text is put together block by block.

>>> blocks = Blocks()
>>> blocks.add("Article 5", "heading"), blocks.add("  "), blocks.add("No one shall be held in slavery.")
(0, None, 11)
>>> blocks.text()
'Article 5\\n\\nNo one shall be held in slavery.'
>>> [(s.kind, s.start, s.end) for s in blocks.segments]
[('heading', 0, 9), ('paragraph', 11, 43)]
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model import Segment, SegmentKind

# Bytes of one document, unless the caller says otherwise.
LIMIT = 50_000_000
# A blank line parts two paragraphs: the engine tells by it where one ends.
PARAGRAPH = "\n\n"
# A bar parts two cells: a citation is never read across it.
CELL = " | "
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a format's function found: the text, where its parts stand in it, and notes for the reader."""

    text: str
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()


class Blocks:
    """A text under way: blocks are added one after the other, and each leaves a segment."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.length = 0
        self._parts: list[str] = []

    def add(self, text: str, kind: SegmentKind = "paragraph", label: str = "", gap: str = PARAGRAPH) -> int | None:
        """Append a block and return where it starts; one without a word is left out and gives None.

        Args:
            text: the block as it is to be shown.
            kind: what it was in the file.
            label: more about it, for people ("footnote 3").
            gap: what parts it from the block before it.
        """
        if not text or text.isspace():
            return None
        if self.length:
            self._parts.append(gap)
            self.length += len(gap)
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        self.segments.append(Segment(start, self.length, kind, label))
        return start

    def text(self) -> str:
        """All blocks with the gaps between them."""
        return "".join(self._parts)


def raised(digits: str) -> str:
    """Superscript digits for the mark of a note: the engine never takes them for part of a number.

    >>> raised("12")
    '¹²'
    """
    return digits.translate(_SUPERSCRIPT)


def whole(text: str) -> str:
    """A text in which characters that came as two halves (surrogates) are put together; a lone half is replaced.

    >>> whole("\\ud83d\\ude00")
    '😀'
    """
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def count(number: int, one: str, many: str) -> str:
    """A number with its noun, for a note.

    >>> count(1, "comment was", "comments were"), count(3, "comment was", "comments were")
    ('1 comment was', '3 comments were')
    """
    return f"{number:,} {one if number == 1 else many}"
