"""What comes back in from another tool: the documents, and all that could not be placed in a text for sure."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model import Document

__all__ = ["Imported", "Unanchored"]


@dataclass(frozen=True, slots=True)
class Unanchored:
    """An annotation of the file that has no sure place in the text, or that says nothing this program knows.

    `row` is its own id or its number in the file, `quote` the words it marks, blank where it does not tell.

    >>> print(Unanchored("note.txt", "T4", "the Convention", "the words stand at 2 places of the text"))
    note.txt: T4 “the Convention”: the words stand at 2 places of the text
    """

    document: str
    row: str
    quote: str
    reason: str

    def __str__(self) -> str:
        said = f" “{self.quote}”" if self.quote else ""
        return f"{self.document}: {self.row}{said}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Imported:
    """Documents that were read, the annotations that were left out of them, and what else there is to know."""

    documents: tuple[Document, ...]
    unanchored: tuple[Unanchored, ...] = ()
    notes: tuple[str, ...] = ()
