"""A text as an array of code points, in the narrowest width that holds it, and back; levelling by table.

Most texts fit into one byte a character, nearly all others into two: that is what makes folding fast.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from annotator.fold.table import DROP, SIZE, code_table

__all__ = ["Codes", "decode", "encode", "level"]

Codes: TypeAlias = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]

_BYTE, _PAIR = 0x100, 0x10000
_NARROW_DROP = 0xFFFF


def encode(text: str) -> Codes:
    """The code points of `text`: of one byte each, else of two, else of four; lone surrogates stay what they are."""
    try:
        return np.frombuffer(text.encode("latin-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        pass
    # The last code of two bytes stands for "dropped" in the table, so a text that holds it takes four.
    if "\uffff" not in text:
        pairs = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
        if len(pairs) == len(text):
            return pairs.astype(np.uint16, copy=False)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)


def decode(codes: Codes) -> str:
    """The text of an array of code points, of any width."""
    if codes.dtype == np.uint8:
        return codes.tobytes().decode("latin-1")
    width = "utf-16-le" if codes.dtype == np.uint16 else "utf-32-le"
    return codes.astype(codes.dtype.newbyteorder("<"), copy=False).tobytes().decode(width, "surrogatepass")


@cache
def _byte_tables() -> tuple[bytes, bytes, bytes]:
    """Lower-casing and case-keeping table of one byte a character, and the characters dropped."""
    lower, cased = (table[:_BYTE] for table in code_table())
    dropped = bytes(np.flatnonzero(lower == DROP).tolist())
    return lower.astype(np.uint8).tobytes(), cased.astype(np.uint8).tobytes(), dropped


@cache
def _pair_tables() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """Lower-casing and case-keeping table of two bytes a character."""
    lower, cased = (table[:_PAIR] for table in code_table())
    return lower.astype(np.uint16), cased.astype(np.uint16)


def level(raw: Codes) -> tuple[Codes, Codes, npt.NDArray[np.intp]]:
    """Return the lower-cased and the cased levelled codes, and where characters are to be dropped.

    >>> lower, cased, dropped = level(encode("É\\u00ada"))
    >>> chr(lower[0]), chr(cased[0]), dropped.tolist()
    ('e', 'E', [1])
    """
    if raw.dtype == np.uint8:
        data = raw.tobytes()
        low, big, gone = _byte_tables()
        dropped = np.flatnonzero(np.isin(raw, np.frombuffer(gone, dtype=np.uint8))) if _holds(data, gone) else _NONE
        return _writable(data.translate(low)), _writable(data.translate(big)), dropped
    if raw.dtype == np.uint16:
        narrow, kept = _pair_tables()
        lower = np.take(narrow, raw)
        return lower, np.take(kept, raw), np.flatnonzero(lower == _NARROW_DROP)
    wide_lower, wide_cased = code_table()
    wide: npt.NDArray[np.uint32] = raw.astype(np.uint32)
    listed = wide < SIZE
    found, still_cased = wide.copy(), wide.copy()
    found[listed], still_cased[listed] = wide_lower[wide[listed]], wide_cased[wide[listed]]
    return found, still_cased, np.flatnonzero(found == DROP)


_NONE: npt.NDArray[np.intp] = np.zeros(0, dtype=np.intp)


def _holds(data: bytes, some: bytes) -> bool:
    return any(code in data for code in some)


def _writable(data: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(bytearray(data), dtype=np.uint8)
