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
from annotator.read.formats import format_of
from annotator.read.names import display_name
from annotator.read.source import source_from_text

__all__ = ["LIMIT", "read", "source_from_text"]


def read(data: bytes, name: str, *, limit: int = LIMIT) -> Source:
    """Read a file's bytes.

    The format follows from the bytes first and the name second, so a picture called `note.txt` is refused
    for what it is. Line ends and every character stay as they are.

    Args:
        data: the whole file.
        name: its name or path, untrusted; the source keeps the last part, made safe to show.
        limit: the most bytes that are accepted.

    Raises:
        InputError: the file cannot be used; one line says why and what to do.

    >>> read(b"%PDF-1.7 ...", "opinion.txt")
    Traceback (most recent call last):
    annotator.model.InputError: opinion.txt: this is a PDF file, which is not read yet: save its text as a .txt file
    """
    shown = display_name(name)
    if not data:
        raise InputError(f"{shown}: the file is empty: choose a file with text in it")
    if len(data) > limit:
        raise InputError(f"{shown}: {len(data):,} bytes are more than the limit of {limit:,}: split the file")
    try:
        form = format_of(data, shown)
        extracted = form.read(data, limit)
    except InputError as error:
        raise InputError(f"{shown}: {error}") from None
    return source_from_text(
        extracted.text, shown, media_type=form.media_type, segments=extracted.segments, notes=extracted.notes
    )
