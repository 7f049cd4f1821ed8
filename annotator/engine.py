"""The engine: a text in, an annotated document out. It only calls the steps in their order."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache

from annotator.check import check
from annotator.find import Finder
from annotator.fold import Folded, Offsets, fold
from annotator.model import Annotation, Document, Generator, Reference, Source
from annotator.references import References, load_references
from annotator.resolve import Resolved, Resolver

__all__ = ["VERSION", "annotate", "finder"]

VERSION = "0.1.0"
_CONTEXT = 32
_STRETCH = 1 << 16


@lru_cache(maxsize=2)
def _steps(references: References) -> tuple[Finder, Resolver]:
    """Finder and resolver for a set of tables, compiled once."""
    return Finder(references), Resolver(references)


def finder(references: References) -> Finder:
    """The finder for a set of tables, compiled once."""
    return _steps(references)[0]


def annotate(text: str | Source, *, references: References | None = None) -> Document:
    """Find, resolve and check every citation of a text.

    Args:
        text: a plain text, or a source as `annotator.read.read` gives it.
        references: other tables than the shipped ones.

    Returns:
        The document with its annotations, sorted and not overlapping; offsets are code points of the text as given.

    >>> document = annotate("See article 11 of the Mexican Constitution.")
    >>> [(a.quote, a.reference.id, a.pinpoints) for a in document.annotations]
    [('article 11 of the Mexican Constitution', 'mx-1917', ('art_11',))]
    """
    tables = references if references is not None else load_references()
    source = text if isinstance(text, Source) else _source(text)
    language, waiting, offsets = _resolved(source.text, tables)
    # Each citation is let go once its annotation is made: of a dense text both together are several times the text.
    waiting.reverse()
    named: dict[str, Reference | None] = {}
    annotations = []
    while waiting:
        annotations.append(_annotation(source, offsets, waiting.pop(), tables, named))
    if source.language in ("", "und"):
        source = replace(source, language=language or "und")
    generator = Generator("annotator", VERSION, tables.digest, tables.tables.overlay_names)
    return Document(source, generator, tuple(annotations))


def _resolved(text: str, references: References) -> tuple[str, list[Resolved], Offsets]:
    """The language of a text, its citations with what they mean, and what leads their offsets back to the text."""
    finder, resolver = _steps(references)
    folded = fold(text)
    found = finder.find(folded, lambda at: _opens_line(text, folded, at))
    return found.language, list(resolver.resolve(folded, found)), folded.offsets


def _source(text: str) -> Source:
    told = hashlib.sha256()
    for start in range(0, len(text), _STRETCH):  # the bytes of a whole text may take three times what it takes itself
        told.update(text[start : start + _STRETCH].encode("utf-8", "surrogatepass"))
    digest = told.hexdigest()
    return Source(digest[:16], "text", "text/plain", "und", digest, len(text), text)


def _opens_line(text: str, folded: Folded, at: int) -> bool:
    """Whether a folded offset is the first thing on a line of the original text."""
    if at >= len(folded.offsets):
        return True
    start = int(folded.offsets[at])
    while start > 0 and text[start - 1] in " \t\u00a0#*>":
        start -= 1
    return start == 0 or text[start - 1] in "\n\r\u2028\u2029"


def _annotation(
    source: Source,
    offsets: Offsets,
    resolved: Resolved,
    references: References,
    named: dict[str, Reference | None],
) -> Annotation:
    """The annotation of what was resolved; `named` has the instruments the document named so far, each made once."""
    start, end = offsets.span(resolved.citation.start, resolved.citation.end)
    text = source.text
    id = resolved.reference
    if id is not None and id not in named:
        named[id] = references.reference(id)
    return Annotation(
        id=hashlib.sha256(f"{source.id}:{start}:{end}".encode()).hexdigest()[:12],
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
        kind=resolved.kind,
        form=resolved.form,
        rule=resolved.rule,
        reference=named[id] if id is not None else None,
        pinpoints=resolved.citation.paths,
        candidates=resolved.candidates,
        confidence=resolved.confidence,
        warnings=check(resolved, references),
    )
