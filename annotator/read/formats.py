"""The formats that are read, one row each, and those that are known and refused with a word of advice.

A new format is a module with a function from bytes to `Extracted`, and a row in `FORMATS`.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from annotator.model import InputError
from annotator.read.archive import PASSWORD, Archive
from annotator.read.docx import docx
from annotator.read.eml import eml, looks_like_mail
from annotator.read.epub import epub
from annotator.read.extracted import Extracted
from annotator.read.html import html, looks_like_html
from annotator.read.native import looks_annotated, refuse
from annotator.read.odt import odt
from annotator.read.pdf import pdf
from annotator.read.plain import plain
from annotator.read.rtf import rtf


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, which file names it goes by, and what reads it.

    `read` takes the bytes and the most bytes that a part of them may have unpacked; `looks_like` knows the format
    by the first kilobyte of a file. Word, OpenDocument and EPUB files are archives and known by what lies in them.
    """

    media_type: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, int], Extracted]
    looks_like: Callable[[bytes], bool] | None = None


def _several(data: bytes, limit: int) -> Extracted:
    raise InputError("this is an archive of files, not one text: give it to `annotator detect`, or unpack it")


TEXT = Format("text/plain", (".txt", ".text"), plain)
WORD = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm"), docx)
ZIP = Format("application/zip", (".zip",), _several)
JSON = Format("application/json", (".json", ".jsonl", ".ndjson"), refuse, looks_annotated)

# Archives that are documents; OpenDocument and EPUB say in theirs which media type they are.
PACKAGES = (
    WORD,
    Format("application/vnd.oasis.opendocument.text", (".odt", ".ott"), odt),
    Format("application/epub+zip", (".epub",), epub),
)
FORMATS = (
    TEXT,
    Format("text/markdown", (".md", ".markdown"), plain),
    Format("application/pdf", (".pdf",), pdf, lambda head: b"%PDF-" in head),
    Format("application/rtf", (".rtf",), rtf, lambda head: head.startswith(b"{\\rtf")),
    Format("text/html", (".html", ".htm", ".xhtml"), html, looks_like_html),
    Format("message/rfc822", (".eml",), eml, looks_like_mail),
    JSON,
    *PACKAGES,
    ZIP,
)

_HEAD = 1024
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

# How the bytes of other files start, and what people call such a file.
_REFUSED_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# What other archives say of themselves, and what people call such a file.
_REFUSED_PACKAGES = (
    (b"spreadsheetml", "an Excel workbook"),
    (b"ms-excel", "an Excel workbook"),
    (b"presentationml", "a PowerPoint file"),
    (b"opendocument.spreadsheet", "a spreadsheet"),
    (b"opendocument.presentation", "a presentation"),
    (b"opendocument", "an OpenDocument file that is no text"),
)


def format_of(data: bytes, name: str) -> Format:
    """The row that reads these bytes: by how they start, then, where that does not tell, by the name.

    Raises:
        InputError: the file is of a known kind that is not read.

    >>> format_of(b"# Title", "README.md").media_type
    'text/markdown'
    """
    if is_archive(data):
        return format_of_archive(Archive(data))
    head = data[:_HEAD]
    for form in FORMATS:
        if form.looks_like is not None and form.looks_like(head):
            return form
    if head.startswith(_OLD_OFFICE):
        # A locked Word file is wrapped into the old kind.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(PASSWORD)
        raise InputError("this is an old Word or Excel file, which is not read: save it as .docx")
    for signature, what in _REFUSED_SIGNATURES:
        if head.startswith(signature):
            raise _refused(what)
    extension = "." + name.lower().rpartition(".")[2] if "." in name else ""
    if extension == ".xml" or head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml"):
        raise _refused("an XML file")
    named = next((form for form in FORMATS if extension in form.extensions), TEXT)
    if named in PACKAGES or named is ZIP or extension == ".pdf":
        raise InputError(f"the name says {extension}, but the file is none: save or copy it anew")
    return named


def is_archive(data: bytes) -> bool:
    """Whether bytes begin as a zip archive does."""
    return data.startswith(_ZIPPED)


def holds_files(data: bytes) -> bool:
    """Whether bytes are an archive of files and no document; a damaged archive is neither.

    >>> holds_files(b"PK\\x05\\x06" + bytes(18)), holds_files(b"See article 5.")
    (True, False)
    """
    try:
        return is_archive(data) and format_of_archive(Archive(data)) is ZIP
    except InputError:
        return False


def format_of_archive(archive: Archive) -> Format:
    """The row for a zip archive: what it says of itself tells a document from an archive of documents.

    Raises:
        InputError: it is a document of a kind that is not read, or damaged.
    """
    said = b""
    if "mimetype" in archive:
        said = archive.read("mimetype").strip()
    elif "[Content_Types].xml" in archive:
        said = archive.read("[Content_Types].xml")
        # A Word file may hold a workbook, not the other way round.
        if b"wordprocessingml" in said or b"ms-word" in said:
            return WORD
    for form in PACKAGES:
        # A template is called "...text-template", a page made from HTML "...text-web".
        if said.partition(b"-")[0] == form.media_type.encode():
            return form
    for mark, what in _REFUSED_PACKAGES:
        if mark in said:
            raise _refused(what)
    return ZIP


def _refused(what: str) -> InputError:
    return InputError(f"this is {what}, which is not read: save its text as a .txt file")
