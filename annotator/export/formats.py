"""The formats an annotated document goes out in, one row each: what writes it, what it keeps, what reads it back.

The app's download menu, `annotator convert` and docs/formats.md are built from this table. A new format is a function
and a row here; a test finds out from real exports whether the row tells the truth.

>>> format_of("jsonl").suffix
'.jsonl'
>>> format_of("jsonl").keeps.history
Kept(how='yes', word='')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.export.akn import write_akn
from annotator.export.authority_tables import (
    write_authorities_csv,
    write_authorities_docx,
    write_authorities_markdown,
)
from annotator.export.brat import write_brat
from annotator.export.brat_reader import read_brat
from annotator.export.doccano import read_doccano, write_doccano
from annotator.export.docx import DOCX, write_docx, write_into_docx
from annotator.export.html import write_html
from annotator.export.imported import Imported
from annotator.export.jsonl import read_json, write_jsonl
from annotator.export.keeps import ALL, AUTHORITIES, NO, PAGE, WORDS, YES, Keeps, Kept, lost, part
from annotator.export.label_studio import read_label_studio, write_label_studio
from annotator.export.markdown import write_markdown
from annotator.export.native import dump
from annotator.export.spacy_jsonl import write_spacy
from annotator.export.table import write_csv
from annotator.export.tei import write_tei
from annotator.export.w3c import read_w3c, write_w3c
from annotator.model import Document, InputError, Source

__all__ = ["FORMATS", "WORDS", "Format", "Keeps", "Kept", "format_of", "losses", "write"]


Read = Callable[[bytes, str, "Source | None"], Imported]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Exactly one of `one`, `many` and `into` is given.

    `one` writes a document. `many` writes any number of documents into one file. `into` writes a document into the
    file it came from, which has to be at hand and of the media type `original`.

    `read` takes the bytes, the name for errors, and the text that the annotations belong to where the file does not
    carry it or where it was changed since.
    """

    id: str
    title: str
    suffix: str
    media_type: str
    keeps: Keeps
    one: Callable[[Document], bytes] | None = None
    many: Callable[[Sequence[Document]], bytes] | None = None
    into: Callable[[Document, bytes], bytes] | None = None
    original: str = ""
    read: Read | None = None


FORMATS: tuple[Format, ...] = (
    Format(
        "json", "Annotated document (JSON)", ".json", "application/json", ALL,
        one=dump, read=read_json,
    ),
    Format(
        "jsonl", "Annotated documents, one a line (JSON Lines)", ".jsonl", "application/jsonl", ALL,
        many=write_jsonl, read=read_json,
    ),
    Format(
        "csv", "Table, one row a citation (CSV)", ".csv", "text/csv",
        Keeps(
            text=part("the words around each citation"), segments=part("the page"), notes=NO, spans=YES, overlaps=YES,
            reference=YES, identifiers=YES, pinpoints=YES, candidates=part("ids and scores"), confidence=YES,
            warnings=YES, status=YES, history=part("how many decisions, and the last one"),
        ),
        many=write_csv,
    ),
    Format(
        "w3c", "W3C Web Annotation (JSON-LD)", ".jsonld", "application/ld+json", ALL,
        one=write_w3c, read=read_w3c,
    ),
    Format(
        "brat", "brat standoff (zip)", ".zip", "application/zip",
        Keeps(
            text=YES, segments=NO, notes=NO, spans=YES, overlaps=YES, reference=part("id and title"), identifiers=YES,
            pinpoints=YES, candidates=part("ids and scores"), confidence=part("in tenths, without the rule"),
            warnings=YES, status=YES, history=part("who, when and what, as notes to read"),
        ),
        many=write_brat, read=read_brat,
    ),
    Format(
        "doccano", "doccano (JSON Lines)", ".jsonl", "application/jsonl", ALL,
        many=write_doccano, read=read_doccano,
    ),
    Format(
        "label-studio", "Label Studio (JSON)", ".json", "application/json", ALL,
        many=write_label_studio, read=read_label_studio,
    ),
    Format(
        "spacy", "spaCy spans (JSON Lines)", ".jsonl", "application/jsonl",
        Keeps(
            text=YES, segments=NO, notes=NO, spans=part("those that are not rejected"), overlaps=NO,
            reference=part("id and title"), identifiers=YES, pinpoints=YES, candidates=part("ids and scores"),
            confidence=part("without the rule"), warnings=NO, status=YES, history=NO,
        ),
        many=write_spacy,
    ),
    Format("html", "Page with the citations marked (HTML)", ".html", "text/html", PAGE, one=write_html),
    Format(
        "docx", "New Word file with links and comments", ".docx", DOCX,
        replace(PAGE, segments=part("headings and notes"), overlaps=NO),
        one=write_docx,
    ),
    Format(
        "docx-original", "The original Word file with links and comments", ".docx", DOCX,
        replace(PAGE, segments=NO, notes=NO, overlaps=NO), into=write_into_docx, original=DOCX,
    ),
    Format(
        "md", "Markdown with links", ".md", "text/markdown",
        replace(PAGE, segments=part("headings"), overlaps=NO), one=write_markdown,
    ),
    Format(
        "authorities-csv", "Table of authorities (CSV)", ".authorities.csv", "text/csv",
        replace(
            AUTHORITIES, text=part("the words of each citation"), spans=part("not those of rejected citations"),
            confidence=part("the figure"),
        ),
        many=write_authorities_csv,
    ),
    Format(
        "authorities-md", "Table of authorities (Markdown)", ".authorities.md", "text/markdown", AUTHORITIES,
        many=write_authorities_markdown,
    ),
    Format(
        "authorities-docx", "Table of authorities (Word)", ".authorities.docx", DOCX,
        replace(AUTHORITIES, reference=part("id, title and date")),
        many=write_authorities_docx,
    ),
    Format("akn", "Akoma Ntoso 3", ".akn.xml", "application/akn+xml", ALL, one=write_akn),
    Format(
        "tei", "TEI P5 with standOff", ".tei.xml", "application/tei+xml",
        replace(
            ALL, segments=part("headings, notes and where pages begin"), history=part("who decided what, when and why")
        ),
        one=write_tei,
    ),
)  # fmt: skip


def format_of(id: str) -> Format:
    """The row with this id.

    Raises:
        InputError: there is no such format.

    >>> format_of("pdf")
    Traceback (most recent call last):
    annotator.model.InputError: pdf: there is no such format: choose one of ...
    """
    found = next((row for row in FORMATS if row.id == id), None)
    if found is None:
        raise InputError(f"{id}: there is no such format: choose one of {', '.join(row.id for row in FORMATS)}")
    return found


def write(form: Format, documents: Sequence[Document], original: bytes | None = None) -> bytes:
    """Documents as one file.

    Args:
        form: a row of `FORMATS`.
        documents: one, or any number where the format holds many.
        original: the bytes of the file the document came from, where the format is written into it.

    Raises:
        InputError: there are too many documents for one file, the original is missing, or the format cannot hold a
            character of the text.

    >>> write(format_of("jsonl"), [])
    b''
    """
    if form.many is not None:
        return form.many(documents)
    if len(documents) != 1:
        raise InputError(f"{form.id} holds one document a file, not {len(documents)}: write each into its own")
    [document] = documents
    if form.one is not None:
        return form.one(document)
    assert form.into is not None
    name = document.document.name
    if document.document.media_type != form.original:
        raise InputError(f"{name}: it was read from no file that {form.id} can be written into: choose another format")
    if original is None:
        raise InputError(f"{name}: {form.id} is written into the original file: give that with it (--original)")
    return form.into(document, original)


def losses(form: Format, documents: Sequence[Document]) -> list[str]:
    """What these documents hold and the format does not keep, in words; what they do not hold is not lost.

    >>> losses(format_of("json"), [])
    []
    """
    return lost(form.keeps, documents)
