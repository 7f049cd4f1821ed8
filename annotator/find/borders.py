"""Where words start and end in a stretch of folded text, worked out for all its places at once.

Chinese and Japanese write no spaces, so a word may start and end anywhere in them. Arabic joins "and", "by", "to",
"as" to the word that follows. Of a run of section signs only the last two can open a pinpoint.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from annotator.fold.points import Codes, encode

__all__ = ["borders", "bounded"]

_JOINED = frozenset("وبلكف")
_WORDY, _JOINS, _ALPHA, _SIGN, _UNKNOWN = 1, 2, 4, 8, 255
_HIGHEST = 0x110000


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff"


def bounded(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands at word boundaries, by the habits of its script.

    Args:
        text: a folded text.
        start: folded start of the word.
        end: its folded end, greater than `start`.

    >>> bounded("parties", 0, 4), bounded("art. 5", 0, 4)
    (False, True)
    """
    first, last = text[start], text[end - 1]
    if start > 0 and not _is_cjk(first):
        before = text[start - 1]
        if before.isalnum() and first.isalnum() and not _is_cjk(before):
            joined = before in _JOINED and (start == 1 or not text[start - 2].isalpha() or text[start - 2] in _JOINED)
            if not joined:
                return False
    if end < len(text) and not _is_cjk(last):
        after = text[end]
        if after.isalnum() and last.isalnum() and not _is_cjk(after):
            return False
    return True


class _Classes:
    """What each code point is; filled in as texts bring them, since a table of all takes longer than most texts."""

    def __init__(self) -> None:
        self._table = np.full(_HIGHEST, _UNKNOWN, dtype=np.uint8)

    def of(self, codes: Codes) -> npt.NDArray[np.uint8]:
        classes = self._table[codes]
        unknown = classes == _UNKNOWN
        if unknown.any():
            for code in np.unique(codes[unknown]).tolist():
                self._table[code] = self._class(chr(code))
            classes = self._table[codes]
        return classes

    @staticmethod
    def _class(char: str) -> int:
        return (
            _WORDY * (char.isalnum() and not _is_cjk(char))
            | _JOINS * (char in _JOINED)
            | _ALPHA * char.isalpha()
            | _SIGN * (char in "§¶")
        )


@cache
def _classes() -> _Classes:
    """The one table of the process, made when the first text comes."""
    return _Classes()


def borders(text: str) -> tuple[bytes, bytes]:
    """For each place of a text, whether a word may start and whether one may end there.

    Args:
        text: a folded text, or a stretch of one; its edges count as borders.

    Returns:
        Two byte strings of one more than the length of the text, 1 for yes.

    >>> starts, ends = borders("art. 5")
    >>> list(starts), list(ends)
    ([1, 0, 0, 1, 1, 1, 1], [1, 0, 0, 1, 1, 1, 1])
    """
    codes = encode(text)
    classes = _classes().of(codes)
    ends = np.ones(len(text) + 1, dtype=bool)
    wordy = (classes & _WORDY) != 0
    ends[1:-1] = ~(wordy[1:] & wordy[:-1])
    starts = ends
    if (classes & (_JOINS | _SIGN)).any():
        starts = ends.copy()
        joins = (classes & _JOINS) != 0
        free = np.ones(len(text), dtype=bool)  # nothing stands before, or no letter, or one that is joined itself
        free[1:] = joins[:-1] | ((classes[:-1] & _ALPHA) == 0)
        starts[1:-1] |= (joins & free)[:-1]
        signs = (classes & _SIGN) != 0
        starts[:-3] &= ~(signs[:-2] & (codes[:-2] == codes[1:-1]) & (codes[1:-1] == codes[2:]))
    return starts.tobytes(), ends.tobytes()
