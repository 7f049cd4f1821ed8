"""The formats that are read, one row each, and those that are known and refused with a word of advice.

A new format is a module with a function from bytes to `Extracted`, and a row in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.model import InputError
from annotator.read.archive import PASSWORD, Archive
from annotator.read.docx import docx
from annotator.read.extracted import Extracted
from annotator.read.plain import plain


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, which file names it goes by, how its bytes start, and what reads it.

    `read` takes the bytes and the most bytes that a part of them may have unpacked.
    """

    media_type: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, int], Extracted]
    signatures: tuple[bytes, ...] = ()


def _several(data: bytes, limit: int) -> Extracted:
    raise InputError("this is an archive of files, not one text: give it to `annotator detect`, or unpack it")


TEXT = Format("text/plain", (".txt", ".text"), plain)
WORD = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm"), docx)
ZIP = Format("application/zip", (".zip",), _several)

FORMATS = (
    TEXT,
    Format("text/markdown", (".md", ".markdown"), plain),
    WORD,
    ZIP,
)

_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

# How the bytes of other files start, and what people call such a file.
_REFUSED_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (_OLD_OFFICE, "an old Word or Excel file"),
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

# Archives that are documents of another kind: what their list of parts speaks of, and what people call them.
_REFUSED_PACKAGES = (
    (b"spreadsheetml", "an Excel workbook"),
    (b"ms-excel", "an Excel workbook"),
    (b"presentationml", "a PowerPoint file"),
)


def format_of(data: bytes, name: str) -> Format:
    """The row that reads these bytes: by how they start, then, where that does not tell, by the name.

    Raises:
        InputError: the file is of a known kind that is not read.

    >>> format_of(b"# Title", "README.md").media_type
    'text/markdown'
    """
    if data.startswith(_ZIPPED):
        return _format_of_archive(Archive(data))
    for form in FORMATS:
        if form.signatures and data.startswith(form.signatures):
            return form
    if data.startswith(_OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(PASSWORD)
    for signature, what in _REFUSED_SIGNATURES:
        if data.startswith(signature):
            raise _refused(what)
    extension = "." + name.lower().rpartition(".")[2] if "." in name else ""
    if what := _REFUSED_EXTENSIONS.get(extension, ""):
        raise _refused(what)
    # An archive that does not begin like one is none.
    named = (form for form in FORMATS if extension in form.extensions)
    return next((form for form in named if form not in (WORD, ZIP)), TEXT)


def _format_of_archive(archive: Archive) -> Format:
    """Word, OpenDocument and EPUB files are archives: what lies in one tells which it is."""
    if "[Content_Types].xml" in archive:
        parts = archive.read("[Content_Types].xml")
        # A Word file may hold a workbook, not the other way round.
        if b"wordprocessingml" in parts or b"ms-word" in parts:
            return WORD
        for mark, what in _REFUSED_PACKAGES:
            if mark in parts:
                raise _refused(what)
    return ZIP


def _refused(what: str) -> InputError:
    return InputError(f"this is {what}, which is not read yet: save its text as a .txt file")
