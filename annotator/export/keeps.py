"""What of a document a format keeps: the closed set of things to answer for, and what is lost where one is not kept.

>>> ALL.history
Kept(how='yes', word='')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from annotator.model import Document

__all__ = ["ALL", "AUTHORITIES", "NO", "PAGE", "YES", "Keeps", "Kept", "lost", "part"]


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


def lost(keeps: Keeps, documents: Sequence[Document]) -> list[str]:
    """What these documents hold and a format does not keep, in words; what they do not hold is not lost.

    >>> lost(ALL, [])
    []
    """
    found = []
    for field in fields(Keeps):
        kept: Kept = getattr(keeps, field.name)
        if kept.how != "yes" and any(_HOLDS[field.name](document) for document in documents):
            found.append(WORDS[field.name] + (f" (kept: {kept.word})" if kept.word else ""))
    return found


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
