"""From the annotations of a foreign file to an annotated document: placed in the text, or listed where they cannot be.

>>> from annotator.read import source_from_text
>>> text = source_from_text("See the UN Charter.", "note.txt")
>>> marks = [Mark(words, Anchor(words), blank("treaty")) for words in ("UN Charter", "ECHR")]
>>> found = assemble(text, marks)
>>> [a.start for a in found.documents[0].annotations], str(found.unanchored[0])
([8], 'note.txt: ECHR “ECHR”: its words do not stand in the text')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from annotator.export.anchor import Anchor, anchor
from annotator.export.imported import Imported, Unanchored
from annotator.export.records import FOREIGN
from annotator.model import Annotation, Document, Generator, InputError, Kind, Source

__all__ = ["LABELS", "Mark", "assemble", "blank", "kind_of", "together", "unknown_label"]

CONTEXT = 32
"""Code points kept on each side of a quote."""

# What a kind of citation is called in other tools; coming back, capitals do not count.
LABELS: dict[Kind, str] = {"constitution": "Constitution", "treaty": "Treaty", "resolution": "Resolution"}
KIND_OF: dict[str, Kind] = {label.casefold(): kind for kind, label in LABELS.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation of a foreign file: its own id, where it stands, and what it says.

    `annotation` has everything but the place; where it is None, `fault` says why nothing can be made of the mark.
    """

    row: str
    anchor: Anchor
    annotation: Annotation | None
    fault: str = ""


def kind_of(label: str) -> Kind | None:
    """The kind a label means.

    >>> kind_of("TREATY"), kind_of("Person")
    ('treaty', None)
    """
    return KIND_OF.get(label.strip().casefold())


def unknown_label(label: str) -> str:
    """Why a label is of no use, for a row of what was left out."""
    return f"its label {label[:40]!r} is none of {', '.join(LABELS.values())}"


def blank(kind: Kind, id: str = "") -> Annotation:
    """An annotation of which nothing but the kind is known."""
    return Annotation(id, 0, 0, "", "", "", kind, "full", "import", None, (), (), 1.0)


def assemble(
    carried: Source | None,
    marks: Sequence[Mark],
    *,
    wanted: Source | None = None,
    generator: Generator = FOREIGN,
    name: str = "annotations",
) -> Imported:
    """Place marks in a text.

    Args:
        carried: the text in the file, which its offsets count in; None where it carries none.
        marks: the annotations of the file.
        wanted: another text to place them in, such as a later version of the same.
        generator: what made the annotations.
        name: of the file, for errors.

    Raises:
        InputError: there is no text.
    """
    source = wanted or carried
    if source is None:
        raise InputError(f"{name}: it does not carry the text it annotates: give that with --text")
    changed = carried is not None and carried.text != source.text
    if changed:
        assert carried is not None
        marks = [replace(mark, anchor=_by_words(carried.text, mark.anchor)) for mark in marks]
    placed: list[Annotation] = []
    left_out: list[Unanchored] = []
    for mark in marks:
        found = mark.fault or anchor(source.text, mark.anchor)
        if isinstance(found, tuple) and mark.annotation is not None:
            placed.append(_at(source, mark.annotation, *found))
        else:
            words = mark.anchor.quote or _words(carried, mark.anchor)
            left_out.append(Unanchored(source.name, mark.row, _line(words), str(found)))
    kept, overlapping = _apart(source.name, _numbered(source, placed))
    notes: tuple[str, ...] = ()
    if changed:
        notes = (
            f"{source.name}: the text is not the one that was annotated: {len(kept)} of {len(marks)} annotations were"
            " found again by their words",
        )
    return Imported((Document(source, generator, kept),), (*left_out, *overlapping), notes)


def together(parts: Sequence[Imported], name: str, source: Source | None) -> Imported:
    """Join what was read of the documents of a file.

    Args:
        parts: one for each document.
        name: of the file, for errors.
        source: the other text that was given for it, if any: it fits one document only.

    Raises:
        InputError: there is no document, or several for one text.
    """
    if not parts:
        raise InputError(f"{name}: there is no document in it: choose another file")
    if source is not None and len(parts) > 1:
        raise InputError(f"{name}: it holds {len(parts)} documents, and one text was given: leave the text out")
    return Imported(
        tuple(document for part in parts for document in part.documents),
        tuple(row for part in parts for row in part.unanchored),
        tuple(note for part in parts for note in part.notes),
    )


def _by_words(text: str, told: Anchor) -> Anchor:
    """A place told by offsets in one text, told by its words for another."""
    if told.start is None or told.end is None or not 0 <= told.start < told.end <= len(text):
        return told
    quote = text[told.start : told.end]
    if told.quote and told.quote != quote:
        return told
    before, after = text[max(0, told.start - CONTEXT) : told.start], text[told.end : told.end + CONTEXT]
    return Anchor(quote, told.start, told.end, before, after)


def _words(carried: Source | None, told: Anchor) -> str:
    if carried is None or told.start is None or told.end is None:
        return ""
    return carried.text[max(0, told.start) : max(0, told.end)]


def _at(source: Source, a: Annotation, start: int, end: int) -> Annotation:
    text = source.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    same = (a.start, a.end, a.quote) == (start, end, text[start:end])
    # Whoever made it may have kept more or fewer words around it: they stay where they are true.
    if same and text.endswith(a.prefix, 0, start) and text.startswith(a.suffix, end):
        before, after = a.prefix, a.suffix
    return replace(a, start=start, end=end, quote=text[start:end], prefix=before, suffix=after)


def _numbered(source: Source, placed: list[Annotation]) -> list[Annotation]:
    """Sorted by place, each with an id of its own."""
    taken: set[str] = set()
    numbered = []
    for number, a in enumerate(sorted(placed, key=lambda a: a.start)):
        id = a.id
        if not id or id in taken:
            id = sha256(f"{source.id}:{a.start}:{a.end}:{number}".encode()).hexdigest()[:12]
        taken.add(id)
        numbered.append(replace(a, id=id))
    return numbered


def _apart(name: str, placed: list[Annotation]) -> tuple[tuple[Annotation, ...], list[Unanchored]]:
    """Those that can stand in one document, and those on the place of another one."""
    kept: list[Annotation] = []
    left_out = []
    end = 0
    for a in placed:
        if a.status == "rejected":
            kept.append(a)
        elif a.start < end:
            left_out.append(Unanchored(name, a.id, _line(a.quote), f"it overlaps the citation that ends at {end}"))
        else:
            kept.append(a)
            end = a.end
    return tuple(kept), left_out


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"
