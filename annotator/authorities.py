"""Table of authorities: every instrument that some documents cite, where, and how firmly that is known.

>>> from annotator.engine import annotate
>>> table = authorities([annotate("See articles 2 and 10 of the UN Charter, and the UN Charter as a whole.")])
>>> [(a.title, [(c.pinpoint, len(c.places)) for c in a.cited]) for a in table]
[('Charter of the United Nations', [('', 1), ('art_2', 1), ('art_10', 1)])]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

import regex

from annotator.fold import fold_name
from annotator.model import KINDS, Annotation, Candidate, Document, Kind, SegmentKind, Source, Status
from annotator.pinpoints import UNITS, parse_path

__all__ = [
    "STATES",
    "Authority",
    "Cited",
    "Place",
    "Placed",
    "State",
    "authorities",
    "authorities_of",
    "placed",
    "places_of",
    "state_of",
]

State = Literal["certain", "ambiguous", "unresolved"]
STATES: tuple[State, ...] = ("certain", "ambiguous", "unresolved")


@dataclass(frozen=True, slots=True)
class Place:
    """One citation where it stands. `page` is blank where the source has no pages; `where` says the place in words."""

    document: str
    name: str
    annotation: str
    start: int
    end: int
    quote: str
    status: Status
    confidence: float
    page: str
    where: str


Placed = tuple[Annotation, Place]
"""A citation and where it stands."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision and the places that cite it; a blank pinpoint is the instrument as a whole."""

    pinpoint: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """An instrument with all that is cited of it.

    `state` is `certain` where one instrument is meant, `ambiguous` where several fit and nobody decided (`id` is then
    the likeliest, or blank, and `candidates` are all of them), `unresolved` where none is known (`title` is then what
    the text says).
    """

    kind: Kind
    state: State
    id: str
    title: str
    date: str | None
    url: str | None
    identifiers: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    cited: tuple[Cited, ...]

    @property
    def count(self) -> int:
        """How many citations there are; one with several pinpoints counts once."""
        return len({(place.document, place.annotation) for cited in self.cited for place in cited.places})


def state_of(annotation: Annotation) -> State:
    """How firmly it is known what a citation means. A person's decision settles it.

    >>> from annotator.engine import annotate
    >>> [state_of(a) for a in annotate("See article 2 of the Montevideo Convention and the UN Charter.").annotations]
    ['ambiguous', 'certain']
    """
    if annotation.reference is None:
        return "ambiguous" if annotation.candidates else "unresolved"
    undecided = annotation.status == "suggested" and any(w.code == "ambiguous" for w in annotation.warnings)
    return "ambiguous" if undecided else "certain"


def authorities(documents: Iterable[Document]) -> tuple[Authority, ...]:
    """What some documents cite: constitutions, then treaties, then resolutions, each kind sorted by title.

    Certain ones come first, then the ambiguous, then the unresolved. Citations that a reviewer rejected are left out.

    Args:
        documents: annotated documents, each once, in the order their places should have.
    """
    return authorities_of(citation for document in documents for citation in placed(document))


def placed(document: Document) -> tuple[Placed, ...]:
    """The citations of a document that nobody rejected, each with its place: all a table of authorities needs of it.

    >>> from annotator.engine import annotate
    >>> [(a.quote, place.where) for a, place in placed(annotate("See the UN Charter."))]
    [('UN Charter', 'line 1')]
    """
    live = [a for a in document.annotations if a.status != "rejected"]
    return tuple(zip(live, places_of(document.document, live), strict=True))


def authorities_of(citations: Iterable[Placed]) -> tuple[Authority, ...]:
    """The table of authorities of citations that are at hand; see `authorities`.

    Args:
        citations: those that nobody rejected, each once, in the order their places should have.

    >>> authorities_of([])
    ()
    """
    found: dict[tuple[State, Kind, tuple[str, ...]], list[Placed]] = {}
    for annotation, place in citations:
        found.setdefault(_group(annotation), []).append((annotation, place))
    made = [_authority(state, kind, members) for (state, kind, _), members in found.items()]
    return tuple(sorted(made, key=_order))


def places_of(source: Source, annotations: Iterable[Annotation]) -> tuple[Place, ...]:
    """Where citations stand, in the words of the file they came from: page, paragraph, footnote; else the line.

    >>> from annotator.engine import annotate
    >>> from annotator.read import source_from_text
    >>> document = annotate(source_from_text("Preface.\\n\\nSee the UN Charter.", "note.txt"))
    >>> [place.where for place in places_of(document.document, document.annotations)]
    ['paragraph 2']
    """
    pages = _Numbered(source, "page")
    parts = [_Numbered(source, kind) for kind in _PARTS]
    lines = [found.end() for found in regex.finditer(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", source.text)]
    places = []
    for a in annotations:
        page = pages.at(a.start)
        part = next((word for numbered in parts if (word := numbered.at(a.start))), "")
        if not page and not part:
            part = f"line {bisect_right(lines, a.start) + 1}"
        where = ", ".join(word for word in (page, part) if word)
        number = page.removeprefix("page ")
        places.append(
            Place(source.id, source.name, a.id, a.start, a.end, a.quote, a.status, a.confidence, number, where)
        )
    return tuple(places)


# The innermost first: a note may stand in a table, a paragraph in a header.
_PARTS: tuple[SegmentKind, ...] = ("footnote", "header", "footer", "heading", "table", "paragraph")


class _Numbered:
    """Segments of one kind, found by offset; one without a label is called by its number."""

    def __init__(self, source: Source, kind: SegmentKind) -> None:
        self._text = source.text
        self._kind = kind
        self._segments = sorted((s for s in source.segments if s.kind == kind), key=lambda s: (s.start, s.end))
        self._starts = [s.start for s in self._segments]

    def at(self, offset: int) -> str:
        """What the segment that holds an offset is called; blank where none does."""
        number = bisect_right(self._starts, offset)
        if not number or offset >= self._segments[number - 1].end:
            return ""
        segment = self._segments[number - 1]
        if self._kind == "heading":
            # Its label tells its rank, which finds nothing; its words do.
            return f"heading “{shorten(self._text[segment.start : segment.end], 50, placeholder='…')}”"
        label = segment.label or str(segment.page if self._kind == "page" and segment.page else number)
        told = label.startswith(self._kind) or (label[:1].isalpha() and " " in label)
        return label if told else f"{self._kind} {label}"


def _group(a: Annotation) -> tuple[State, Kind, tuple[str, ...]]:
    state = state_of(a)
    if state == "certain" and a.reference is not None:
        return state, a.kind, (a.reference.id,)
    if state == "ambiguous":
        likeliest = a.reference.id if a.reference is not None else ""
        return state, a.kind, (likeliest, *sorted(c.id for c in a.candidates))
    return state, a.kind, (fold_name(a.quote),)


def _authority(state: State, kind: Kind, members: list[Placed]) -> Authority:
    references = [a.reference for a, _ in members if a.reference is not None]
    cited: dict[str, list[Place]] = {}
    for a, place in members:
        for pinpoint in dict.fromkeys(a.pinpoints or ("",)):
            cited.setdefault(pinpoint, []).append(place)
    first = members[0][0]
    # A decision may have been stored with less than the tables know: take each fact where it is told.
    title = next((r.title for r in references if r.title), references[0].id if references else "")
    if not title:
        title = " / ".join(c.title or c.id for c in first.candidates[:3]) or " ".join(first.quote.split())
    return Authority(
        kind=kind,
        state=state,
        id=references[0].id if references else "",
        title=title,
        date=next((r.date for r in references if r.date), None),
        url=next((r.url for r in references if r.url), None),
        identifiers={scheme: value for r in reversed(references) for scheme, value in r.identifiers.items()},
        candidates=first.candidates if state == "ambiguous" else (),
        cited=tuple(Cited(pinpoint, tuple(cited[pinpoint])) for pinpoint in sorted(cited, key=_depth)),
    )


def _order(authority: Authority) -> tuple[object, ...]:
    place = STATES.index(authority.state), KINDS.index(authority.kind)
    return (*place, _natural(fold_name(authority.title)), authority.id, [c.id for c in authority.candidates])


def _depth(pinpoint: str) -> tuple[object, ...]:
    """Provisions in the order of the instrument: article 2 before article 10, the whole before its parts."""
    path = parse_path(pinpoint)
    if path is None:
        # Unknown words come last.
        return (bool(pinpoint), ((2,),) if pinpoint else (), pinpoint)
    steps = tuple(
        (_ENDS.get(step.unit, 0), UNITS[step.unit][0], step.unit, _natural(step.value)) for step in path.steps
    )
    return (True, steps, pinpoint)


# What stands before and after all else in an instrument.
_ENDS = {"pream": -1, "annex": 1, "app": 1}


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers inside a text by their value."""
    parts = regex.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts)
