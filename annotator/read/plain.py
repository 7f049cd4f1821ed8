"""Plain text and Markdown: the file as it stands."""

from __future__ import annotations

from annotator.read.encoding import decode
from annotator.read.extracted import LIMIT, Extracted
from annotator.read.segments import paragraphs


def plain(data: bytes, limit: int = LIMIT) -> Extracted:
    """Plain text. Markdown too: its marks stay, so that offsets count in the file as it stands.

    >>> plain(b"Art. 5\\n\\nArt. 6").text
    'Art. 5\\n\\nArt. 6'
    """
    text, notes = decode(data)
    return Extracted(text, paragraphs(text), notes)
