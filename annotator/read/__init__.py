"""Bytes and a name in, a `Source` out: the text as it stood, where it came from and what was left out.

>>> source = read(b"See article 4.\\r\\n\\r\\nThe end.", "folder/note.txt")
>>> source.name, source.media_type, source.length
('note.txt', 'text/plain', 26)
>>> [source.text[s.start:s.end] for s in source.segments]
['See article 4.', 'The end.']
"""

from __future__ import annotations

from annotator.model import InputError, Source
from annotator.read.extracted import LIMIT
from annotator.read.many import Item, find, read_all, read_item, source_of
from annotator.read.names import display_name
from annotator.read.source import source_from_text

__all__ = ["LIMIT", "Item", "find", "read", "read_all", "read_item", "source_from_text"]


def read(data: bytes, name: str, *, limit: int = LIMIT) -> Source:
    """Read a file's bytes.

    The format follows from the bytes first and the name second, so a picture called `note.txt` is refused
    for what it is. Line ends and every character of a plain text stay as they are.

    Args:
        data: the whole file.
        name: its name or path, untrusted; the source keeps the last part, made safe to show.
        limit: the most bytes that are accepted, packed and unpacked.

    Raises:
        InputError: the file cannot be used, or is more than one text (an archive of files, an annotated document:
            `read_all` opens those); one line says why and what to do.

    >>> read(b"\\x89PNG\\r\\n\\x1a\\n", "opinion.txt")
    Traceback (most recent call last):
    annotator.model.InputError: opinion.txt: this is a picture (PNG), which is not read: save its text as a .txt file
    """
    try:
        return source_of(data, name, limit)
    except InputError as error:
        raise InputError(f"{display_name(name)}: {error}") from None
