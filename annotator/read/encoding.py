"""From bytes to text: UTF-8 first, then what the bytes clearly are, and never a silent guess.

>>> decode("Artículo 5".encode("cp1252"))
('Artículo 5', ('The file is not UTF-8 and was read as Windows-1252 (Western European).',))
"""

from __future__ import annotations

import codecs
import re

from annotator.model import InputError

READ_AS = {
    "utf-16-le": "The file was read as UTF-16 (little-endian).",
    "utf-16-be": "The file was read as UTF-16 (big-endian).",
    "cp1252": "The file is not UTF-8 and was read as Windows-1252 (Western European).",
}
BOM_LEFT_OUT = "A byte order mark at the start was left out."

# Control characters that no text needs; a tab, the line ends and a page break are all right.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes and notes on how they were read. No character is changed; a byte order mark is left out.

    Raises:
        InputError: the bytes are no text, or in an encoding that cannot be told for sure.

    >>> decode(b"\\xff\\xfeA\\x00")
    ('A', ('The file was read as UTF-16 (little-endian).', 'A byte order mark at the start was left out.'))
    """
    text, notes = _decode(data)
    if "\0" in text:
        raise InputError("it holds NUL bytes, so it is not plain text: save it as a .txt file in UTF-8")
    # A stray control character happens in text that was copied about; one in a hundred is a binary file.
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise InputError("it holds control characters, so it is not plain text: save it as a .txt file in UTF-8")
    return text, notes


def declared(data: bytes, named: str) -> tuple[str, tuple[str, ...]]:
    """The text of bytes that say themselves which encoding they are in, and a note where that is not UTF-8.

    Raises:
        InputError: nobody knows the encoding, or the bytes are not in it.

    >>> declared("Статья 5".encode("cp1251"), "windows-1251")
    ('Статья 5', ('The file was read as windows-1251, as it says itself.',))
    """
    try:
        codec = codecs.lookup(named)
        if codec.name in ("utf-8", "ascii") or codec.name.startswith("utf-16"):
            return decode(data)
        # Pages and mails that say Latin-1 mean Windows-1252: browsers have always read them so.
        text = data.decode("cp1252" if codec.name == "iso8859-1" else codec.name)
    except LookupError:  # also where the name is that of something else than a text encoding ("zip", "hex")
        raise InputError(f"its character encoding ({named}) is not known: save it in UTF-8") from None
    except ValueError:
        raise InputError(f"it says that it is in {named}, but it is not: save it in UTF-8") from None
    return text, (f"The file was read as {named}, as it says itself.",)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if data.startswith(codecs.BOM_UTF8):
        return _utf8(data[3:]), (BOM_LEFT_OUT,)
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(bom):
            return _utf16(data[2:], encoding), (READ_AS[encoding], BOM_LEFT_OUT)
    if unmarked := _utf16_without_mark(data):
        return _utf16(data, unmarked), (READ_AS[unmarked],)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if _looks_like_utf8(data):
        return _utf8(data), ()
    return _western(data), (READ_AS["cp1252"],)


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = "half a character (a lone surrogate)" if _SURROGATE.match(data, error.start) else "a broken character"
        raise InputError(f"the UTF-8 text has {what} at byte {error.start}: save it as UTF-8 anew") from None


def _utf16(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"the UTF-16 text has half a character (a lone surrogate) at byte {error.start}: save it as UTF-8"
        ) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 where every second byte is often NUL and the others hardly ever: Latin letters, spaces, digits."""
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd, units = data[::2].count(0), data[1::2].count(0), len(data) // 2
    if odd * 10 >= units and odd >= even * 10:
        return "utf-16-le"
    if even * 10 >= units and even >= odd * 10:
        return "utf-16-be"
    return None


def _looks_like_utf8(data: bytes) -> bool:
    """Broken UTF-8, not another encoding: most bytes above 127 stand in well-formed sequences."""
    in_sequences = sum(len(sequence) for sequence in _MULTIBYTE.findall(data))
    high = len(_HIGH.findall(data))
    return _SURROGATE.search(data) is not None or in_sequences * 2 > high


def _western(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    letters = sum(c.isalpha() for c in text)
    foreign = sum(c.isalpha() and c > "\x7f" for c in text)
    # In Western European text one letter in ten has an accent at most; Cyrillic or Arabic bytes read
    # as Windows-1252 are nearly all accented. Better to ask than to show gibberish.
    if not text or foreign * 4 > letters:
        raise InputError("its character encoding cannot be told: save it as a .txt file in UTF-8")
    return text
