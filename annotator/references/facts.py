"""What is known of an instrument and of a name: the nouns of the compiled tables.

There are tens of thousands of them, so they are of a kind that is made and read back from disk several times as fast
as a dataclass. They are frozen and slotted all the same.
"""

from __future__ import annotations

import msgspec

from annotator.model import Kind

__all__ = ["Instrument", "Meaning", "NameEntry"]


class Instrument(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the tables know of one instrument. `articles` is the highest plain article number.

    `certain` tells whether that number was read in the text of the instrument or only remembered; `beside` marks a
    text in force beside a country's main constitution, which "the constitution" does not mean.
    """

    id: str
    kind: Kind
    title: str
    date: str | None = None
    url: str | None = None
    articles: int | None = None
    certain: bool = True
    country: str = ""
    subdivision: str = ""
    designator: str = "Article"
    in_force: bool = True
    beside: bool = False
    place: str = ""
    members: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of adoption, where known."""
        return int(self.date[:4]) if self.date else None


class Meaning(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One instrument a name stands for, and how firmly."""

    id: str
    kind: Kind
    language: str
    name_kind: str
    strong: bool
    pinpoint: str = ""
    valid_from: int | None = None
    valid_until: int | None = None


class NameEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A folded name, how it was written, and everything it may mean."""

    folded: str
    written: str
    meanings: tuple[Meaning, ...]

    @property
    def acronym(self) -> bool:
        """Whether the name is an acronym, which only counts in capitals."""
        if " " in self.written:
            return False
        letters = [c for c in self.written if c.isalpha()]
        return len(letters) <= 8 and sum(c.isupper() for c in letters) * 2 > len(letters)

    @property
    def strong(self) -> bool:
        """Whether some meaning may be taken without further context."""
        return any(meaning.strong for meaning in self.meanings)
