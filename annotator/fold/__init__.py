"""Fold: the same text without the differences that do not matter for finding names.

Case, accents, kinds of dash, quote and space, soft hyphens, hyphens at line ends, Arabic
lengthening marks and vowel signs, full-width and Arabic-Indic digits are levelled. A run of
white space becomes one space, or one line feed where it holds a blank line, so that a name
broken over two lines is still one name. Every offset leads back to the text as stored.

>>> folded = fold("l’Assemblée\\n   générale")
>>> folded.text
"l'assemblee generale"
>>> folded.original(2, 20)
(2, 23)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.fold.table import DROP, LINE, SPACE, code_table

__all__ = ["Folded", "fold", "fold_name"]

_HYPHEN = ord("-")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset it had in the original.

    `text` is for matching, `cased` is the same without lower-casing (it tells "CE" from "ce").
    """

    text: str
    cased: str
    offsets: npt.NDArray[np.int64]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original code-point span of `text[start:end]` (a non-empty folded span)."""
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _string(points: npt.NDArray[np.uint32]) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _line_end_hyphens(levelled: npt.NDArray[np.uint32], raw: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Mark hyphens (and the break after them) that only split a word over two lines."""
    marks = np.zeros(len(levelled), dtype=bool)
    size = len(levelled)
    lines = np.flatnonzero(levelled == LINE)
    lines = lines[lines > 1]
    spaced = (levelled[lines - 1] == SPACE) & (levelled[lines - 2] == _HYPHEN)
    close = levelled[lines - 1] == _HYPHEN
    for at in (*(lines[close] - 1).tolist(), *(lines[spaced] - 2).tolist()):
        stop = at + 1
        while stop < size and levelled[stop] in (SPACE, LINE):
            stop += 1
        breaks = int((raw[at + 1 : stop] == 10).sum())
        if breaks != 1 or at == 0 or stop >= size:
            continue
        before, after = chr(int(raw[at - 1])), chr(int(raw[stop]))
        if before.isalpha() and after.islower():
            marks[at:stop] = True
    return marks


def fold(text: str) -> Folded:
    """Fold `text`; linear in its length, raises on no text.

    Args:
        text: any string, lone surrogates included.

    Returns:
        The folded text with its offsets, in code points.

    >>> fold("Conven-\\ntion No. ١٢").text
    'convention no. 12'
    """
    raw = _points(text)
    if len(raw) == 0:
        return Folded("", "", np.zeros(0, dtype=np.int64))
    lower, cased = code_table()
    low = lower[raw]
    drop = low == DROP
    drop |= _line_end_hyphens(low, raw)
    space = ((low == SPACE) | (low == LINE)) & ~drop
    # A dropped character between two spaces must not keep the run apart, so runs are read on what remains.
    kept = np.flatnonzero(~drop)
    low_kept, space_kept = low[kept], space[kept]
    run_start = space_kept & ~np.concatenate(([False], space_kept[:-1]))
    breaks = np.where(low_kept == LINE, 1, 0)
    carriage = (raw[kept] == 13) & (np.concatenate((raw[kept][1:], [0])) == 10)
    breaks[carriage] = 0
    total = np.concatenate(([0], np.cumsum(breaks)))
    starts = np.flatnonzero(run_start)
    ends = np.flatnonzero(space_kept & ~np.concatenate((space_kept[1:], [False]))) + 1
    blank = (total[ends] - total[starts]) >= 2
    out = low_kept.copy()
    out[space_kept] = SPACE
    out[starts[blank]] = LINE
    keep = ~space_kept | run_start
    big = cased[raw[kept]]
    big[space_kept] = out[space_kept]
    return Folded(_string(out[keep]), _string(big[keep]), kept[keep])


def fold_name(name: str) -> str:
    """Fold a table's name the way texts are folded, edges stripped.

    >>> fold_name("Convención  Americana")
    'convencion americana'
    """
    return fold(name).text.strip()
