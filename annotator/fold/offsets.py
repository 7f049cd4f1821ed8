"""Offsets of a folded text in the original, kept as the places where characters were taken out."""

from __future__ import annotations

from array import array
from bisect import bisect_right

import numpy as np
import numpy.typing as npt

__all__ = ["Offsets"]


class Offsets:
    """For each character of a folded text, the offset it had in the original.

    A character never becomes two, so an offset is its place plus the number of characters taken out before it. Only
    those places are kept, four bytes each.

    >>> offsets = Offsets(2)  # "ab" and then "c  d" -> "cd"
    >>> offsets.extend(2, np.array([1, 2]))
    >>> [offsets[at] for at in range(len(offsets))]
    [0, 1, 2, 5]
    """

    __slots__ = ("_size", "_taken")

    def __init__(self, size: int) -> None:
        """Args: the length of the folded text so far, of which nothing was taken out."""
        self._size = size
        self._taken = array("i")

    def extend(self, size: int, removed: npt.NDArray[np.intp]) -> None:
        """Add a stretch.

        Args:
            size: the length of its folded text.
            removed: where in its original characters were taken out, in order, counted from its start.
        """
        self._taken.frombytes((removed - np.arange(len(removed)) + self._size).astype(np.intc).tobytes())
        self._size += size

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original code-point span of a folded one that is not empty.

        Raises:
            IndexError: it is not within the folded text.
        """
        return self[start], self[end - 1] + 1

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: int) -> int:
        """The offset in the original of the folded character `at`, counted from the start.

        Raises:
            IndexError: `at` is not in the folded text.
        """
        if not 0 <= at < self._size:
            raise IndexError(f"{at} is not in a folded text of {self._size} characters")
        return at + bisect_right(self._taken, at)
