"""The program that reads the pages of PDF files for `pdf`, one file after the other, in a process of its own.

A question is the most characters and the bytes of a file. The answer is a part for each page, and a last one that is
`END`, or what is wrong with the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from annotator.model import InputError
from annotator.read.apart import receive, send
from annotator.read.pdf_lines import PageLines, lines_of

END = b"."
_MOST_PAGES = 20_000
# Bytes of memory: a sound file takes a tenth, one that is made to fill the machine ends this process.
_MEMORY = 4_000_000_000


def main() -> None:
    """Answer until there are no more questions."""
    with suppress(ImportError, ValueError, OSError):
        # Not on every system.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Should the library print anything, it does not get between the answers.
    os.dup2(2, 1)
    with suppress(EOFError, BrokenPipeError):
        while True:
            limit, data = int(receive(questions)), receive(questions)
            try:
                for page in pages_of(data, limit):
                    send(answers, msgspec.msgpack.encode(page))
                send(answers, END)
            except InputError as error:
                send(answers, str(error).encode())
            send(answers, b"")


def pages_of(data: bytes, limit: int) -> Iterator[PageLines]:
    """The lines of each page of a PDF file, `limit` characters of them at the most.

    Raises:
        InputError: it wants a password, is damaged, or holds more.
    """
    # Not at import: the library is large, and `pdf` never needs it.
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
        left = limit
        for number in range(len(document)):
            page = lines_of(document[number], number + 1, left)
            left -= sum(len(line.text) for line in page.lines)
            yield page
    except pypdfium2.PdfiumError:
        raise InputError("a page of the PDF is damaged: save or copy the file anew") from None
    finally:
        document.close()


if __name__ == "__main__":
    main()
