"""Names of files come from strangers: what is shown or written has no path and no character that deceives.

>>> display_name("C:\\\\Users\\\\me\\\\brief.txt")
'brief.txt'
"""

from __future__ import annotations

import unicodedata

# Control characters, surrogates, line and paragraph separators, and the marks that turn the
# direction of what follows ("txt.exe" shown as "exe.txt"). Joiners stay: Persian and Hindi names need them.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LONGEST = 120


def display_name(name: str) -> str:
    """The last part of a path, safe to show on a page, in a terminal or in one line of an error.

    >>> display_name("../../etc/\\x1b[31mpass\\nwd")
    '[31mpasswd'
    >>> display_name("note\\u202etxt.exe")
    'notetxt.exe'
    >>> display_name("  ")
    'text'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = _safe(last)
    if kept in {"", ".", ".."}:
        return "text"
    if len(kept) > _LONGEST:
        stem, dot, extension = kept.rpartition(".")
        tail = dot + extension if stem and len(extension) <= 10 else ""
        kept = kept[: _LONGEST - len(tail) - 1] + "…" + tail
    return kept


def display_path(path: str) -> str:
    """A whole path for one line of a message; what could move the cursor or turn the line shows as a sign of its own.

    >>> display_path("corpus.zip/a\\n/\\x1b[31mb.txt")
    'corpus.zip/a�/�[31mb.txt'
    """
    kept = "".join(c if c.isprintable() and c not in _DIRECTION_MARKS else "�" for c in path) or '""'
    return kept if len(kept) <= 2 * _LONGEST else "…" + kept[1 - 2 * _LONGEST :]


def _safe(name: str) -> str:
    kept = "".join(c for c in name if unicodedata.category(c) not in _UNSAFE_CATEGORIES and c not in _DIRECTION_MARKS)
    return " ".join(kept.split())
