"""The original file of a document, for the formats that are written into one."""

from __future__ import annotations

from dataclasses import replace

from annotator.export import Format
from annotator.export.docx import DOCX
from annotator.model import Document
from tests.read.made import paragraph, word


def with_original(row: Format, document: Document) -> tuple[Document, bytes | None]:
    """A document as if it was read from a file of the media type the format is written into, and that file.

    No file is given where the format needs none.
    """
    if row.into is None:
        return document, None
    assert row.original == DOCX, f"{row.id}: give an original here"
    # A Word file has no carriage returns.
    text = document.text.replace("\r", " ")
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    moved = tuple(replace(a, quote=text[a.start : a.end]) for a in document.annotations)
    source = replace(document.document, text=text, media_type=row.original)
    return replace(document, document=source, annotations=moved), word(paragraph(f"<w:r>{lines}</w:r>"))
