"""The names of all instruments, gathered by how they open.

Thousands of names open with the same words, so a text is searched for openings and only where one stands for whole
names: that takes a tenth of the time to prepare and no longer to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

from annotator.references.facts import NameEntry

__all__ = ["Names", "by_opening"]

Other = TypeVar("Other")

_FIRST, _STEP = 12, 8
"""How long an opening is, and how much longer it gets while too many names share it."""
_MOST = 12
"""How many names may share an opening that could be longer."""


def by_opening(entries: Iterable[NameEntry]) -> dict[str, tuple[NameEntry, ...]]:
    """Gather names by their openings; a name shorter than an opening is one itself.

    Args:
        entries: names, each once.

    >>> entries = [NameEntry(name, name, ()) for name in ("treaty", "treaty on a", "treaty of versailles")]
    >>> {opening: len(names) for opening, names in by_opening(entries).items()}
    {'treaty': 1, 'treaty on a': 1, 'treaty of ve': 1}
    """
    found: dict[str, tuple[NameEntry, ...]] = {}
    todo, length = list(entries), _FIRST
    while todo:
        groups: dict[str, list[NameEntry]] = {}
        for entry in todo:
            groups.setdefault(entry.folded[:length], []).append(entry)
        todo = []
        for opening, group in groups.items():
            if len(group) > _MOST:
                todo.extend(entry for entry in group if len(entry.folded) > length)
                group = [entry for entry in group if len(entry.folded) <= length]
            if group:
                found[opening] = tuple(group)
        length += _STEP
    return found


class Names(Mapping[str, NameEntry]):
    """Every folded name -> what it may mean.

    Args:
        openings: the names by their openings, as `by_opening` gathers them.
        longest: how long the longest name is.

    >>> names = Names(by_opening([NameEntry("treaty of versailles", "Treaty of Versailles", ())]), 20)
    >>> names["treaty of versailles"].written, names.get("treaty of v") is None
    ('Treaty of Versailles', True)
    """

    __slots__ = ("longest", "openings")

    def __init__(self, openings: Mapping[str, tuple[NameEntry, ...]], longest: int) -> None:
        self.openings = openings
        self.longest = longest

    def __getitem__(self, name: str) -> NameEntry:
        entry = self.get(name)
        if entry is None:
            raise KeyError(name)
        return entry

    @overload
    def get(self, name: str, default: None = None, /) -> NameEntry | None: ...
    @overload
    def get(self, name: str, default: NameEntry | Other, /) -> NameEntry | Other: ...
    def get(self, name: str, default: Any = None, /) -> Any:
        """The entry of a folded name, else `default`."""
        for length in range(_FIRST, max(len(name), _FIRST) + _STEP, _STEP):
            for entry in self.openings.get(name[:length], ()):
                if entry.folded == name:
                    return entry
        return default

    def __iter__(self) -> Iterator[str]:
        return (entry.folded for group in self.openings.values() for entry in group)

    def __len__(self) -> int:
        return sum(map(len, self.openings.values()))
