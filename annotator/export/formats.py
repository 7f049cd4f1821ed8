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
from dataclasses import dataclass, fields, replace
from typing import Literal

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
from annotator.export.label_studio import read_label_studio, write_label_studio
from annotator.export.markdown import write_markdown
from annotator.export.native import dump
from annotator.export.spacy_jsonl import write_spacy
from annotator.export.table import write_csv
from annotator.export.tei import write_tei
from annotator.export.w3c import read_w3c, write_w3c
from annotator.model import Document, InputError, Source

__all__ = ["FORMATS", "Format", "Keeps", "Kept", "format_of", "losses", "write"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a format keeps something; where only in part, `word` says which part."""

    how: Literal["yes", "part", "no"]
    word: str = ""


YES = Kept("yes")
NO = Kept("no")


def part(word: str) -> Kept:
    """Kept in part: `word` says what of it."""
    return Kept("part", word)


@dataclass(frozen=True, slots=True)
class Keeps:
    """What of a document a format keeps. The set is closed: a row has to answer for every field.

    `yes`: whatever changes in it changes the file as well. `no`: nothing of it is in the file.
    """

    text: Kept  # the whole text
    segments: Kept  # pages, paragraphs and notes of the source file
    notes: Kept  # what was said about reading the source file
    spans: Kept  # start and end of every citation
    overlaps: Kept  # a rejected citation on the place of another one
    reference: Kept  # the instrument: id, title, date, address
    identifiers: Kept  # what others call the instrument: Wikidata, ELI, treaty series ...
    pinpoints: Kept  # articles, paragraphs ...
    candidates: Kept  # what else it may mean, with scores and evidence
    confidence: Kept  # how sure, by which rule, and in which form
    warnings: Kept  # what looks wrong
    status: Kept  # suggested, confirmed, corrected, rejected, added
    history: Kept  # who decided what, when


ALL = Keeps(YES, YES, YES, YES, YES, YES, YES, YES, YES, YES, YES, YES, YES)
# Formats that mark citations in the running text leave the rejected ones out: they may lie across others.
PAGE = Keeps(
    text=YES, segments=part("headings, notes and where pages begin"), notes=YES,
    spans=part("not those of rejected citations"),
    overlaps=part("how many were rejected"), reference=YES, identifiers=YES, pinpoints=YES,
    candidates=part("scores in whole percent"), confidence=part("in whole percent"), warnings=YES, status=YES,
    history=part("who decided what, when and why"),
)  # fmt: skip

# The table of authorities says where an instrument is cited, not how the text goes on around it.
AUTHORITIES = Keeps(
    text=NO, segments=part("page, paragraph or note of each place"), notes=NO, spans=NO, overlaps=NO, reference=YES,
    identifiers=YES, pinpoints=YES, candidates=NO, confidence=NO, warnings=NO, status=YES, history=NO,
)  # fmt: skip

# Where a format loses something, people read these words.
WORDS = {
    "text": "the text",
    "segments": "pages and paragraphs",
    "notes": "notes on how the file was read",
    "spans": "the places of the citations",
    "overlaps": "rejected citations on the place of another one",
    "reference": "the instrument",
    "identifiers": "identifiers of the instrument",
    "pinpoints": "pinpoints",
    "candidates": "candidates",
    "confidence": "confidence, rule and form",
    "warnings": "warnings",
    "status": "the status",
    "history": "the history of decisions",
}

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
    lost = []
    for field in fields(Keeps):
        kept: Kept = getattr(form.keeps, field.name)
        if kept.how != "yes" and any(_HOLDS[field.name](document) for document in documents):
            lost.append(WORDS[field.name] + (f" (kept: {kept.word})" if kept.word else ""))
    return lost


def _any(test: Callable[..., object]) -> Callable[[Document], bool]:
    return lambda document: any(test(a) for a in document.annotations)


_HOLDS: dict[str, Callable[[Document], bool]] = {
    "text": lambda document: True,
    "segments": lambda document: bool(document.document.segments),
    "notes": lambda document: bool(document.document.notes),
    "spans": _any(lambda a: True),
    "overlaps": lambda document: any(
        a.end > b.start for a, b in zip(document.annotations, document.annotations[1:], strict=False)
    ),
    "reference": _any(lambda a: a.reference),
    "identifiers": _any(lambda a: a.reference and a.reference.identifiers),
    "pinpoints": _any(lambda a: a.pinpoints),
    "candidates": _any(lambda a: a.candidates),
    "confidence": _any(lambda a: True),
    "warnings": _any(lambda a: a.warnings),
    "status": _any(lambda a: a.status != "suggested"),
    "history": _any(lambda a: a.history),
}
