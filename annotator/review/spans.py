"""Stretches of a text that a reviewer marks: checked, tidied, and laid out with their surroundings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.model import Annotation, InputError

# Code points kept on each side of a quote, so that it can be found again in a changed text.
CONTEXT = 32


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
    return [
        a for a in annotations if a.start < end and start < a.end and a.status != "rejected" and a.id != leave_out
    ]


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
