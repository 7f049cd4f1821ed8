"""The code-point table behind folding: one entry for each code point that folding may change."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from annotator.fold.han import SIMPLIFIED

DROP = 0xFFFFFFFF
SIZE = 0x10450
"""No code point from here on is changed."""
SPACE = ord(" ")
LINE = ord("\n")

Table = npt.NDArray[np.uint32]

_DASHES = "‐‑‒–—―−﹘﹣－"
_SINGLE = "‘’‚‛′ʼʹ´`＇"
_DOUBLE = "“”„‟″«»＂〝〞"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u0640\ufffe"
)
# Texts write the same ordinal mark in three ways; superscript digits are footnote marks and must never read as numbers.
_SAME = {"º": "°", "˚": "°", "ª": "°", "№": "№", "ß": "s", "æ": "a", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "o"}
_SAME |= {"Æ": "A", "Ø": "O", "Đ": "D", "Ł": "L", "Œ": "O", "∕": "/", "⁄": "/"}
_SAME |= {"…": ".", "€": "¤", "‖": "|", "\ufffd": "?"}
# Signs that open the lines of lists; Word keeps its own in the private area. As Latin-1 they leave a Latin text small.
_BULLETS = "•‣◦▪▫■□●○◆◇►◄▶◀✓✔❖➢"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}
_RANGES = ((0x00A0, 0x0600), (0x0600, 0x0780), (0x1E00, 0x2100), (0xFB00, 0xFFF0))
FOOTNOTE = "\u0001"


def _base(char: str) -> str:
    """The character without accent, presentation form or width, still cased."""
    if char in _ARABIC:
        return _ARABIC[char]
    plain = unicodedata.normalize("NFKD" if ord(char) >= 0xFB00 else "NFD", char)
    letters = [c for c in plain if not unicodedata.combining(c)]
    return letters[0] if letters else ""


@cache
def code_table() -> tuple[Table, Table]:
    """Return the lower-casing and the case-keeping table, each indexed by code points below `SIZE`.

    A value of `DROP` means that the character vanishes.

    >>> lower, cased = code_table()
    >>> chr(lower[ord("É")]), chr(cased[ord("É")])
    ('e', 'E')
    """
    cased = np.arange(SIZE, dtype=np.uint32)
    for first, last in _RANGES:
        for code in range(first, last):
            char = chr(code)
            if unicodedata.combining(char):
                cased[code] = DROP
                continue
            base = _base(char)
            if base:
                cased[code] = ord(base)
            if unicodedata.decimal(char, None) is not None and char not in _SUPERSCRIPTS:
                cased[code] = ord("0") + unicodedata.decimal(char)
    for chars, plain in ((_DASHES, "-"), (_SINGLE, "'"), (_DOUBLE, '"')):
        for char in chars:
            cased[ord(char)] = ord(plain)
    for char, plain in (*_SAME.items(), *SIMPLIFIED.items()):
        cased[ord(char)] = ord(plain)
    for char in _BULLETS:
        cased[ord(char)] = ord("*")
    cased[0xE000:0xF900] = ord("*")
    for char in _SUPERSCRIPTS:
        cased[ord(char)] = ord(FOOTNOTE)
    for char in _INVISIBLE:
        cased[ord(char)] = DROP
    for code in (0xFF01, 0x3000, *range(0x2000, 0x200B), 0x00A0, 0x202F, 0x205F, 0x1680, 9, 11, 32):
        cased[code] = SPACE
    for code in range(0xFF01, 0xFF5F):
        cased[code] = code - 0xFEE0
    for code in (10, 12, 13, 0x85, 0x2028, 0x2029):
        cased[code] = LINE
    # A lone surrogate is no character: nothing behind folding could hold one, and two would melt into one.
    cased[0xD800:0xE000] = 0xFFFD
    lower = cased.copy()
    for first, last in ((0, 0x0600), (0x1E00, 0x2100), (0x10400, 0x10450)):
        for code in range(first, last):
            if cased[code] != DROP:
                small = chr(int(cased[code])).lower()
                lower[code] = ord(small[0])
    # Combining marks outside the ranges above (decomposed Latin, Arabic vowel signs) vanish too.
    for code in (*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, *range(0x20D0, 0x20F0)):
        lower[code] = cased[code] = DROP
    for code in range(0xFF21, 0xFF3B):
        lower[code] = code - 0xFEE0 + 32
    return lower, cased
