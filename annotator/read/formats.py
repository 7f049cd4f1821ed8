"""The formats that are read, one row each, and those that are known and refused with a word of advice.

A new format is a function from bytes to `Extracted` and a row in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.model import InputError, Segment
from annotator.read.encoding import decode
from annotator.read.segments import paragraphs


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a format's function found: the text, where its parts stand in it, and notes for the reader."""

    text: str
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, which file names it goes by, how its bytes start, and what reads it."""

    media_type: str
    extensions: tuple[str, ...]
    read: Callable[[bytes], Extracted]
    signatures: tuple[bytes, ...] = ()


def plain(data: bytes) -> Extracted:
    """Plain text. Markdown too: its marks stay, so that offsets count in the file as it stands.

    >>> plain(b"Art. 5\\n\\nArt. 6").text
    'Art. 5\\n\\nArt. 6'
    """
    text, notes = decode(data)
    return Extracted(text, paragraphs(text), notes)


# The first row is taken where neither the bytes nor the name tell.
FORMATS = (
    Format("text/plain", (".txt", ".text"), plain),
    Format("text/markdown", (".md", ".markdown"), plain),
)

# How the bytes of other files start, and what people call such a file.
_REFUSED_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (a Word or OpenDocument file is one too)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)

# These hold text, but their marks would be taken for part of it.
_REFUSED_EXTENSIONS = {
    ".htm": "an HTML page",
    ".html": "an HTML page",
    ".xhtml": "an HTML page",
    ".xml": "an XML file",
    ".eml": "an e-mail",
    ".rtf": "an RTF file",
    ".json": "a JSON file",
}


def format_of(data: bytes, name: str) -> Format:
    """The row that reads these bytes: by how they start, then by the name.

    Raises:
        InputError: the file is of a known kind that is not read.

    >>> format_of(b"# Title", "README.md").media_type
    'text/markdown'
    """
    for form in FORMATS:
        if form.signatures and data.startswith(form.signatures):
            return form
    for signature, what in _REFUSED_SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"this is {what}, which is not read yet: save its text as a .txt file")
    extension = "." + name.lower().rpartition(".")[2] if "." in name else ""
    if what := _REFUSED_EXTENSIONS.get(extension, ""):
        raise InputError(f"this is {what}, which is not read yet: save its text as a .txt file")
    return next((form for form in FORMATS if extension in form.extensions), FORMATS[0])
