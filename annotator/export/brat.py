"""brat standoff: for each document a .txt with the text and a .ann with its citations, with annotation.conf in one zip.

Offsets are code points. A line of a .ann cannot hold a line break, so a citation that runs over one is written in
pieces, as brat writes discontinuous annotations. References and identifiers are normalisations (N), status, form and
confidence are attributes (A), all else are notes (#).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from annotator.export.incoming import LABELS
from annotator.model import FORMS, STATUSES, Annotation, Document, InputError

__all__ = ["BREAKS", "DATABASE", "EDGES", "brat_files", "stems", "write_brat"]

DATABASE = "annotator"
"""What our ids are called in a normalisation: `annotator:oas-a46`."""

BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
"""What would end a line or a field of a .ann: a tab, and all that programs take for a line end."""

EDGES = "Edges"
"""A note that says how many of the characters before and after a citation are of it too, all of them `BREAKS`."""

_SAFE = "/:;,()[]{}!*'$&@=+~._-"
_TENTHS = [f"{n / 10:.1f}" for n in range(11)]
CONFIGURATION = f"""\
[entities]
{chr(10).join(LABELS.values())}

[relations]

[events]

[attributes]
Status\tArg:<ENTITY>, Value:{"|".join(STATUSES)}
Form\tArg:<ENTITY>, Value:{"|".join(FORMS)}
Confidence\tArg:<ENTITY>, Value:{"|".join(_TENTHS)}
"""


def write_brat(documents: Sequence[Document]) -> bytes:
    """A zip with a .txt and a .ann for each document, and the configuration that names the types.

    Raises:
        InputError: a text holds half a character (a lone surrogate).
    """
    files = {"annotation.conf": CONFIGURATION}
    for document, stem in zip(documents, stems(documents), strict=True):
        text, annotations = brat_files(document)
        files |= {f"{stem}.txt": text, f"{stem}.ann": annotations}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            try:
                # A fixed date: the same documents always give the same bytes.
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content.encode("utf-8"))
            except UnicodeEncodeError:
                raise InputError(f"{name}: the text holds half a character (a lone surrogate)") from None
    return out.getvalue()


def brat_files(document: Document) -> tuple[str, str]:
    """The content of the .txt and of the .ann of a document.

    >>> from dataclasses import replace
    >>> from annotator.export.incoming import assemble, blank, Mark
    >>> from annotator.export.anchor import Anchor
    >>> from annotator.read import source_from_text
    >>> text = source_from_text("See the UN\\nCharter.")
    >>> [document] = assemble(text, [Mark("", Anchor("UN\\nCharter"), blank("treaty"))]).documents
    >>> print(brat_files(document)[1].splitlines()[0].replace("\\t", "  "))
    T1  Treaty 8 10;11 18  UN Charter
    """
    lines: list[str] = []
    counts: dict[str, int] = {}

    def add(letter: str, head: str, *rest: str) -> None:
        counts[letter] = counts.get(letter, 0) + 1
        lines.append("\t".join((f"{letter}{counts[letter]}", head, *rest)))

    for number, a in enumerate(document.annotations, 1):
        mark = f"T{number}"
        pieces = list(_pieces(a))
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(BREAKS.sub(" ", document.text[start:end]) for start, end in pieces)
        add("T", f"{LABELS[a.kind]} {places}", words)
        add("A", f"Status {mark} {a.status}")
        add("A", f"Form {mark} {a.form}")
        add("A", f"Confidence {mark} {min(max(a.confidence, 0.0), 1.0):.1f}")
        if a.reference is not None:
            title = _line(a.reference.title) or a.reference.id
            add("N", f"Reference {mark} {DATABASE}:{_id(a.reference.id)}", title)
            for scheme, value in a.reference.identifiers.items():
                add("N", f"Reference {mark} {_id(scheme).replace(':', '%3A')}:{_id(value)}", title)
        if before_and_after := _edges(a):
            add("#", f"{EDGES} {mark}", before_and_after)
        for name, note in _notes(a):
            add("#", f"{name} {mark}", note)
    return document.text, "".join(line + "\n" for line in lines)


def stems(documents: Sequence[Document]) -> list[str]:
    """A file name without its ending for each document: its own as far as it is safe, each once."""
    taken: set[str] = set()
    found = []
    for document in documents:
        name = document.document.name
        stem = re.sub(r"[^\w.-]+", "_", name.rpartition(".")[0] or name).strip("._")[:80] or "document"
        number, chosen = 1, stem
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{stem}-{number}"
        taken.add(chosen.casefold())
        found.append(chosen)
    return found


def _notes(a: Annotation) -> Iterator[tuple[str, str]]:
    if a.pinpoints:
        yield "Pinpoints", _line(" ".join(a.pinpoints))
    if a.candidates:
        yield "Candidates", _line("; ".join(f"{_id(c.id)} {c.score:g}" for c in a.candidates))
    for warning in a.warnings:
        yield "Warning", _line(f"{warning.code}: {warning.message}")
    for line in a.history:
        yield "Decision", _line(f"{line.at} {line.reviewer}: {line.action}" + (f": {line.note}" if line.note else ""))


def _pieces(a: Annotation) -> Iterator[tuple[int, int]]:
    """The stretches of a citation between line breaks; the whole of it where there is nothing else."""
    at, found = a.start, False
    for gap in [*BREAKS.finditer(a.quote), None]:
        end = a.start + gap.start() if gap else a.end
        if end > at:
            found = True
            yield at, end
        at = a.start + gap.end() if gap else a.end
    if not found:
        yield a.start, a.end


def _edges(a: Annotation) -> str:
    """The line breaks that a citation begins and ends with, which no piece of it holds; nothing where there are none.

    >>> from annotator.export.incoming import blank
    >>> from dataclasses import replace
    >>> _edges(replace(blank("treaty"), start=5, end=10, quote="\\n\\nECHR"))
    '2 0'
    """
    pieces = list(_pieces(a))
    before, after = pieces[0][0] - a.start, a.end - pieces[-1][1]
    return f"{before} {after}" if before or after else ""


def _id(value: str) -> str:
    """A value as one word of a .ann: blanks and what is not ASCII as %XX, nothing at all as a dash."""
    return "%2D" if value == "-" else quote(value, safe=_SAFE) or "-"


def _line(value: str) -> str:
    return " ".join(value.split())
