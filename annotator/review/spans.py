"""Stretches of a text that a reviewer marks: checked, tidied, and laid out with their surroundings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import regex

from annotator.model import Annotation, InputError

# Code points kept on each side of a quote, so that it can be found again in a changed text.
CONTEXT = 32
# How far from an edge the next word is looked for.
_FAR = 200
_WORD = regex.compile(
    r"""
    [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]\p{M}*     # scripts that set no spaces
    | [\p{L}\p{N}][\p{L}\p{M}\p{N}]*
    | [^\s\p{L}\p{N}]\p{M}*                             # a sign
    """,
    regex.VERBOSE,
)


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a selection to what it means: a double click also takes the white space after a word.

    Raises:
        InputError: nothing but white space was selected, or the stretch does not lie in the text.

    >>> tidy("See article 4 here.", 3, 14)
    (4, 13)
    """
    if not 0 <= start < end <= len(text):
        raise InputError("The selection does not lie in this text: select again.")
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise InputError("Only white space is selected: select the words of the citation.")
    return start, end


def word_edge(text: str, at: int, by: int, edge: Literal["start", "end"]) -> int:
    """Where an edge of a span lies after it went one word on (`by` > 0) or back.

    Each sign counts as a word, and so does each character of a script that sets no spaces. A start stops in front of
    a word, an end behind one; at the ends of the text it stays.

    >>> word_edge("See article 4 (b) here.", 13, 1, "end"), word_edge("See article 4 (b) here.", 4, -1, "start")
    (15, 0)
    """
    low, high = max(0, at - _FAR), min(len(text), at + _FAR)
    found = _WORD.finditer(text[low:high], timeout=1)
    places = [low + (word.start() if edge == "start" else word.end()) for word in found]
    if by > 0:
        return min((place for place in places if place > at), default=at)
    return max((place for place in places if place < at), default=at)


def placed(annotation: Annotation, text: str, start: int, end: int) -> Annotation:
    """The annotation moved to another stretch; its quote and surroundings are read from the text."""
    if (annotation.start, annotation.end) == (start, end):
        return annotation
    return replace(
        annotation,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def overlapping(annotations: Iterable[Annotation], start: int, end: int, leave_out: str = "") -> list[Annotation]:
    """Those that share text with the stretch. A rejected one is only a record and takes no room."""
    return [a for a in annotations if a.start < end and start < a.end and a.status != "rejected" and a.id != leave_out]


def refuse_overlap(annotations: Iterable[Annotation], start: int, end: int, leave_out: str = "") -> None:
    """Raise an `InputError` that names the citation in the way, if there is one."""
    for other in overlapping(annotations, start, end, leave_out):
        raise InputError(f"This overlaps the citation “{shortened(other.quote)}”: correct or reject that one first.")


def shortened(quote: str, length: int = 60) -> str:
    """One line of at most `length` code points.

    >>> shortened("Article 4\\nof the Convention", 14)
    'Article 4 of…'
    """
    line = " ".join(quote.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
