"""Names of the tables looked up at a place of the text, where the scan does not meet them whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.fold import Folded
from annotator.references import NameEntry, References

__all__ = ["names_going_on"]

_WORD_END = re.compile(r"(?<=\w)(?=[^\w'-]|$)")


def names_going_on(
    folded: Folded, opening: str, at: int, most: int, references: References
) -> Iterator[tuple[int, NameEntry]]:
    """The plain names that some words open and the text goes on with, the longest first, each with its folded end.

    Args:
        folded: the document.
        opening: the folded words that open the name, the space behind them included where one is.
        at: the folded offset where the text goes on.
        most: how many characters of it at most.
        references: for the names.
    """
    text = folded.text
    ends = [stop.start() for stop in _WORD_END.finditer(text, at, min(len(text), at + most))]
    for end in reversed(ends):
        entry = references.names.get(opening + text[at:end].replace("\n", " "))
        if entry is not None and entry.strong:
            yield end, entry
