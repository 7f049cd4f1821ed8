"""The outline of a text: under each heading what stands there, for formats that nest.

>>> from annotator.engine import annotate
>>> outline(annotate("One.\\n\\nTwo.")).parts
[]
"""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.export.inline import Block, Piece, heading_level, pieces
from annotator.model import Document

__all__ = ["Section", "outline"]

Marked = tuple[Block, tuple[Piece, ...]]


@dataclass(slots=True)
class Section:
    """A heading (none at the root) with its pieces, the blocks under it, blanks too, and the sections in it."""

    level: int
    head: tuple[Piece, ...] = ()
    blocks: list[Marked] = field(default_factory=list)
    parts: list[Section] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether more than blanks stands directly under the heading."""
        return any(block.kind for block, _ in self.blocks)


def outline(document: Document) -> Section:
    """The root: read depth first, blocks before parts, it is the whole text in its order."""
    root = Section(0)
    open_ones = [root]
    for block, found in pieces(document):
        level = heading_level(block)
        if not level:
            open_ones[-1].blocks.append((block, found))
            continue
        while open_ones[-1].level >= level:
            open_ones.pop()
        section = Section(level, found)
        open_ones[-1].parts.append(section)
        open_ones.append(section)
    return root
