"""Same again: the other mentions of a name in a document, so that one decision can hold for all of them.

>>> from annotator.engine import annotate
>>> from annotator.review.events import begin
>>> text = "Article 2 of the Chicago Convention. Then article 5 of the Chicago Convention; article 3 of the UN Charter."
>>> review = begin(annotate(text))
>>> first, second, other = review.document.annotations
>>> same_mentions(review, first.id) == (second.id,)
True
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from annotator.engine import finder
from annotator.fold import fold, fold_names
from annotator.model import Annotation, Kind
from annotator.references import References, load_references
from annotator.review.events import Review
from annotator.review.queue import is_open
from annotator.symbols import parse_symbol

__all__ = ["Naming", "naming", "same_mentions"]


@dataclass(frozen=True, slots=True)
class Naming:
    """The name in a quote without its pinpoint: as written, folded, and the resolutions it may be the symbol of."""

    name: str
    folded: str
    symbols: tuple[str, ...] = ()


def naming(quote: str, kind: Kind, references: References | None = None) -> Naming:
    """Read the name in a quote; blank where it has none ("article 5").

    Args:
        quote: of a citation.
        kind: of the citation.
        references: other tables than the shipped ones.

    >>> naming("Article 4 of the Caracas Convention", "treaty").name
    'Caracas Convention'
    >>> naming("Council resolution 1325 (2000)", "resolution").symbols
    ('S/RES/1325(2000)',)
    """
    return _naming(quote, kind, references if references is not None else load_references())


@lru_cache(maxsize=20_000)
def _naming(quote: str, kind: Kind, references: References) -> Naming:
    folded = fold(quote)
    found = finder(references).find(folded, lambda at: False).citations
    named = [c.mention for c in found if c.mention is not None and c.mention.kind == kind]
    if named:
        mention = max(named, key=lambda m: m.end - m.start)
        start, end = folded.original(mention.start, mention.end)
        return Naming(quote[start:end], folded.text[mention.start : mention.end].strip(), mention.symbols)
    if found:
        return Naming("", "")
    # A name that no table knows, as a reviewer marked it: the whole of it.
    return Naming(quote, folded.text.strip())


def same_mentions(review: Review, annotation: str, references: References | None = None) -> tuple[str, ...]:
    """The other citations that wait for a decision and bear the same name, or the same symbol, pinpoints aside.

    Args:
        review: the document as it stands.
        annotation: the id of the citation that is decided.
        references: other tables than the shipped ones.

    Returns:
        Their ids in the order of the text; none where the citation has no name of its own.
    """
    a = review.get(annotation)
    if a is None:
        return ()
    own = _of(a, references)
    if not own.folded:
        return ()
    others = [b for b in review.document.annotations if b.id != a.id and b.kind == a.kind and is_open(b)]
    folded = fold_names(b.quote for b in others)
    # What cannot be it is told from the letters; only the rest is read.
    number = _number(own)
    likely = [b for b, quote in zip(others, folded, strict=True) if own.folded in quote or (number and number in quote)]
    return tuple(b.id for b in likely if _is_same(own, b, references))


def _is_same(own: Naming, other: Annotation, references: References | None) -> bool:
    found = _of(other, references)
    return found.folded == own.folded or (bool(own.symbols) and found.symbols == own.symbols)


def _of(a: Annotation, references: References | None) -> Naming:
    found = naming(a.quote, a.kind, references)
    if a.kind != "resolution" or found.symbols or a.reference is None:
        return found
    # "338 (1973)" behind "resolutions 242 (1967) and": the text before it says what it is a number of.
    stated = Naming(found.name, found.folded, (a.reference.id,))
    return stated if _number(stated) and _number(stated) in found.folded else found


def _number(own: Naming) -> str:
    """The number in a symbol, blank where there is none."""
    symbol = parse_symbol(own.symbols[0]) if own.symbols else None
    return str(symbol.number) if symbol is not None else ""
