"""PDF files: the text layer in reading order, each line with its page and its place on it.

The main text comes first and runs on over columns and pages; footnotes follow, then running headers and footers,
each once. What pdfium gives is a row of characters with their boxes; `pdf_lines` makes lines of them, `pdf_layout`
puts the lines into order and tells notes and running heads from the main text.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotator.model import InputError
from annotator.read.apart import Apart
from annotator.read.extracted import LIMIT, Extracted, count
from annotator.read.pdf_layout import lay_out
from annotator.read.pdf_lines import PageLines
from annotator.read.pdf_process import END

READER = Apart(Path(__file__).with_name("pdf_process.py"))
"""The library that reads PDF files is written in C and does one thing at a time: it has a process of its own."""
_NO_TEXT = (
    "the PDF has no text in it, only pictures of pages: run text recognition (OCR) over it first, then read the result"
)
_TURNED = "all text of the PDF runs up or down its pages: turn the pages and save it anew"
_LISTED = 10


def pdf(data: bytes, limit: int = LIMIT) -> Extracted:
    """A PDF file with a text layer. Pictures are left out; rectangles are in points from the lower left corner.

    Raises:
        InputError: it has no text, wants a password, is damaged, or broke the library.
    """
    pages = _pages(data, limit)
    if not any(page.lines for page in pages):
        raise InputError(_TURNED if any(page.turned for page in pages) else _NO_TEXT)
    text, segments, notes = lay_out(pages)
    said = [*notes]
    if empty := [str(page.number) for page in pages if not page.lines]:
        listed = ", ".join(empty[:_LISTED]) + (" ..." if len(empty) > _LISTED else "")
        said.append(f"No text on {count(len(empty), 'page', 'pages')} of {len(pages)} ({listed}): empty or pictures.")
    if turned := sum(page.turned for page in pages):
        said.append(count(turned, "character that runs", "characters that run") + " up or down the page left out.")
    if unknown := sum(page.unknown for page in pages):
        said.append(count(unknown, "character has", "characters have") + " no code in the file and cannot be read.")
    return Extracted(text, segments, tuple(said))


def _pages(data: bytes, limit: int) -> list[PageLines]:
    *parts, last = READER.ask(str(limit).encode(), data)
    if last != END:
        raise InputError(last.decode())
    return [msgspec.msgpack.decode(part, type=PageLines) for part in parts]
