"""PDF files: the text layer in reading order, each line with its page and its place on it.

The main text comes first and runs on over columns and pages; footnotes follow, then running headers and footers,
each once. What pdfium gives is a row of characters with their boxes; `pdf_lines` makes lines of them, `pdf_layout`
puts the lines into order and tells notes and running heads from the main text.
"""

from __future__ import annotations

from threading import Lock

from annotator.model import InputError
from annotator.read.extracted import LIMIT, Extracted, count
from annotator.read.pdf_layout import lay_out
from annotator.read.pdf_lines import PageLines, lines_of

# The library that reads PDF files does one thing at a time.
_ONE_AT_A_TIME = Lock()
_MOST_PAGES = 20_000
_NO_TEXT = (
    "the PDF has no text in it, only pictures of pages: run text recognition (OCR) over it first, then read the result"
)
_LISTED = 10


def pdf(data: bytes, limit: int = LIMIT) -> Extracted:
    """A PDF file with a text layer. Pictures are left out; rectangles are in points from the lower left corner.

    Raises:
        InputError: it has no text, wants a password, or is damaged.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(data, limit)
    if not any(page.lines for page in pages):
        raise InputError(_NO_TEXT)
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
    # Not at import: the library is large.
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise InputError("the PDF is protected by a password: save it without one") from None
        raise InputError("the PDF is damaged: save or copy the file anew") from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"the PDF has more than {_MOST_PAGES:,} pages: split it")
        pages = []
        left = limit
        for number in range(len(document)):
            page = lines_of(document[number], number + 1, left)
            left -= sum(len(line.text) for line in page.lines)
            pages.append(page)
        return pages
    except pypdfium2.PdfiumError:
        raise InputError("a page of the PDF is damaged: save or copy the file anew") from None
    finally:
        document.close()
