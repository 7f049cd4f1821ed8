"""The nouns of the project: every step takes and gives these and nothing else.

Offsets are Unicode code points into the text as stored, start inclusive, end exclusive.
All types are frozen; a change is a new object (`dataclasses.replace`).

>>> text = "See article 4 of the Caracas Convention."
>>> source = Source(id="d1", name="note.txt", media_type="text/plain", language="en",
...                 sha256="", length=len(text), text=text)
>>> source.text[4:39]
'article 4 of the Caracas Convention'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["constitution", "treaty", "resolution"]
Form = Literal["full", "short", "bare", "descriptive"]
Status = Literal["suggested", "confirmed", "corrected", "rejected", "added"]
Action = Literal["confirm", "reject", "correct", "add", "reopen", "undo", "redo", "settle"]
SegmentKind = Literal["page", "paragraph", "heading", "footnote", "header", "footer", "table", "line"]
# Left, bottom, right, top: in points (1/72 inch) from the lower left corner of the page as it is shown.
Rectangle = tuple[float, float, float, float]

KINDS: tuple[Kind, ...] = ("constitution", "treaty", "resolution")
FORMS: tuple[Form, ...] = ("full", "short", "bare", "descriptive")
STATUSES: tuple[Status, ...] = ("suggested", "confirmed", "corrected", "rejected", "added")


class InputError(ValueError):
    """Input that cannot be used. The message is one line: it names the input and says what to do."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text that stood on one page, in one paragraph or in one note of the source file.

    `page` counts from 1, `rectangle` says where on that page; both are None where the format has no pages.
    Segments are sorted by `start`; one that holds others (a page its paragraphs) comes before them.
    """

    start: int
    end: int
    kind: SegmentKind
    label: str = ""
    page: int | None = None
    rectangle: Rectangle | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text and where it comes from. `sha256` is of the text in UTF-8; `length` counts code points."""

    id: str
    name: str
    media_type: str
    language: str
    sha256: str
    length: int
    text: str
    segments: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generator:
    """What made the annotations: program, version and the digest of the reference tables.

    `overlays` names the folders that were laid over the shipped tables, the last one winning; never their paths.
    """

    name: str
    version: str
    references: str
    overlays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The instrument a citation means. `date` is ISO (`1954-03-28`) or a year.

    `identifiers` says what others call it, by scheme: `{"cets": "5", "wikidata": "Q8042"}`.
    """

    id: str
    title: str
    date: str | None = None
    url: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument a citation may mean; scores of one citation's candidates add up to at most 1."""

    id: str
    title: str
    date: str | None
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that looks wrong with a citation. `code` is stable, `message` is for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a reviewer can change in an annotation, as it stood before or after one decision."""

    start: int
    end: int
    kind: Kind
    reference: str | None
    pinpoints: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of an annotation's history. `at` is UTC in ISO 8601; `before` is None for an addition."""

    at: str
    reviewer: str
    action: Action
    before: Snapshot | None
    after: Snapshot | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One citation in a text, what it means, how sure that is and what was decided about it."""

    id: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    kind: Kind
    form: Form
    rule: str
    reference: Reference | None
    pinpoints: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    confidence: float
    warnings: tuple[Notice, ...] = ()
    status: Status = "suggested"
    history: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated document, version 1 of the native JSON. Annotations are sorted and do not overlap."""

    document: Source
    generator: Generator
    annotations: tuple[Annotation, ...] = ()
    format: Literal["annotated-document"] = "annotated-document"
    version: Literal[1] = 1
    offset_unit: Literal["code point"] = "code point"

    @property
    def text(self) -> str:
        """The text the offsets of all annotations count in."""
        return self.document.text
