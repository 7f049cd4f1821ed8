"""The folded text with its capitals: one bit a character beside the lower-cased text, not a text of its own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from annotator.fold.points import Codes

__all__ = ["Capitals", "Cased"]

_BYTE = 8
_ASCII = 0x80
# What a pattern may look back at before the place where it starts.
_MARGIN = 4


class Cased:
    """A folded text as it was before lower-casing. It is made anew wherever somebody looks, so look at short stretches.

    >>> capitals = Capitals()
    >>> capitals.extend(np.frombuffer(b"the echr", dtype=np.uint8), np.frombuffer(b"the ECHR", dtype=np.uint8))
    >>> cased = Cased("the echr", capitals)
    >>> cased[4], cased[2:6]
    ('E', 'e EC')
    """

    __slots__ = ("_bits", "_odd", "_text")

    def __init__(self, text: str, capitals: Capitals) -> None:
        """Args: the lower-cased text, and what was told of its capitals."""
        self._text = text
        self._bits = capitals.bits()
        self._odd = capitals.odd

    def __len__(self) -> int:
        return len(self._text)

    def __getitem__(self, at: int | slice) -> str:
        """A character by its offset from the start, or a stretch.

        Raises:
            IndexError: the offset is not in the text.
        """
        if isinstance(at, slice):
            return self._stretch(*at.indices(len(self._text))[:2])
        if not 0 <= at < len(self._text):
            raise IndexError(f"{at} is not in a folded text of {len(self._text)} characters")
        char = self._text[at]
        return self._capital(at, char) if self._bits[at >> 3] >> (at & 7) & 1 else char

    def around(self, start: int, stop: int) -> tuple[str, int]:
        """A stretch for a pattern to start in, with what it may look back at.

        Args:
            start, stop: folded offsets.

        Returns:
            The text up to `stop`, a little of what stands before `start` included, and where in it `start` is.
        """
        before = min(start, _MARGIN)
        return self._stretch(start - before, min(stop, len(self._text))), before

    def _stretch(self, start: int, stop: int) -> str:
        small = self._text[start:stop]
        if not small:
            return ""
        bits = int.from_bytes(self._bits[start >> 3 : (stop + 7) >> 3], "little") >> (start & 7)
        bits &= (1 << len(small)) - 1
        if not bits:
            return small
        chars = list(small)
        while bits:
            lowest = bits & -bits
            at = lowest.bit_length() - 1
            chars[at] = self._capital(start + at, chars[at])
            bits ^= lowest
        return "".join(chars)

    def _capital(self, at: int, small: str) -> str:
        return self._odd.get(at) or small.upper()


class Capitals:
    """Where a folded text has capitals, told stretch after stretch; `odd` has those its small letter leaves open."""

    __slots__ = ("_full", "_length", "_rest", "odd")

    def __init__(self) -> None:
        self._full = bytearray()
        self._rest: npt.NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self._length = 0
        self.odd: dict[int, str] = {}

    def extend(self, lower: Codes, cased: Codes) -> None:
        """Add a stretch: the code points of its lower-cased and of its cased text, equally many."""
        big = lower != cased
        # Of the letters of ASCII the small one always tells the capital.
        for at in np.flatnonzero(big & (cased >= _ASCII)):
            char = chr(cased[at])
            if chr(lower[at]).upper() != char:
                self.odd[self._length + int(at)] = char
        self._length += len(lower)
        bits = np.concatenate((self._rest, big))
        whole = len(bits) - len(bits) % _BYTE
        self._full += np.packbits(bits[:whole], bitorder="little").tobytes()
        self._rest = bits[whole:]

    def bits(self) -> bytes:
        """One bit a character, the lowest of a byte first."""
        return bytes(self._full) + np.packbits(self._rest, bitorder="little").tobytes()
