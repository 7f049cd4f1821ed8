"""XML written so that a parser gives back exactly what was meant, and so that nothing in a text can be markup.

XML 1.0 cannot hold most control characters. Each one of those becomes U+FFFD, one for one, so that offsets stay; the
formats say in their metadata which ones stood where (`unheld`).

>>> element("ref", {"href": 'a"b'}, chars("x < y\\r\\n"))
'<ref href="a&quot;b">x &lt; y&#13;\\n</ref>'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import regex

__all__ = ["attribute", "chars", "element", "identifier", "lines", "moment", "unheld"]

_UNHELD = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = regex.compile(r"(?=\r\n|(?<!\r)\n|\r(?!\n)|[\x85\u2028\u2029])", regex.V1)
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
# Line ends and tabs in an attribute would be read back as blanks.
_QUOTED = {**_MARKUP, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def unheld(text: str) -> list[tuple[int, str]]:
    """The characters that XML cannot hold: offset and code point.

    >>> unheld("a\\x0cb")
    [(1, 'U+000C')]
    """
    return [(found.start(), f"U+{ord(found[0]):04X}") for found in _UNHELD.finditer(text)]


def chars(text: str) -> str:
    """Text between two tags."""
    return _UNHELD.sub("\ufffd", text).translate(_MARKUP)


def attribute(value: str) -> str:
    """Text between the quotes of an attribute."""
    return _UNHELD.sub("\ufffd", value).translate(_QUOTED)


def element(name: str, attributes: Mapping[str, str | None] | None = None, content: str = "") -> str:
    """An element. `content` is XML already; attributes that are None are left out."""
    given = "".join(f' {key}="{attribute(value)}"' for key, value in (attributes or {}).items() if value is not None)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def identifier(value: str) -> str:
    """Whatever an id holds as the end of an XML name: letters, digits and dots stay, the rest is told by its code.

    >>> identifier("A/RES/60/1")
    'A_2f_RES_2f_60_2f_1'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in ".-") else f"_{ord(c):x}_" for c in value)


def lines(text: str) -> list[str]:
    """Cut before each line end, which opens the next part.

    >>> lines("a\\r\\nb")
    ['a', '\\r\\nb']
    """
    return _LINE_END.split(text)


def moment(value: str) -> str | None:
    """A date or a moment as XML Schema writes it; None for anything else.

    >>> moment("1954-03-28"), moment("1954"), moment("last week")
    ('1954-03-28', '1954', None)
    """
    if regex.fullmatch(r"[0-9]{4}", value):
        return value if value != "0000" else None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    whole = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
    return value if regex.fullmatch(whole, value) else None
