"""Co-citation: which instruments are cited in the same documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from annotator.insights.counts import Cited, Span, instruments, live

__all__ = ["Pair", "Together", "together"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two instruments, the documents that cite both, and their share of the documents that cite at least one."""

    first: Cited
    second: Cited
    documents: int
    share: float


@dataclass(frozen=True, slots=True)
class Together:
    """The instruments that most documents cite, and every pair of them that stands in a common document."""

    instruments: tuple[Cited, ...]
    pairs: tuple[Pair, ...]


def together(spans: Iterable[Span], most: int = 15) -> Together:
    """Which instruments are cited together.

    Args:
        spans: citations of any number of documents.
        most: how many instruments are looked at; those that most documents cite.

    Returns:
        The pairs with the most common documents first.

    >>> together([]).pairs
    ()
    """
    held = live(spans)
    # Stable: among equals the one that is cited more often stays first.
    cited = sorted(instruments(held), key=lambda i: -i.documents)[:most]
    where: dict[tuple[str, str], set[str]] = {(i.id, i.kind): set() for i in cited}
    for span in held:
        if span.reference is not None and (span.reference, span.kind) in where:
            where[span.reference, span.kind].add(span.document)
    pairs = []
    for first, second in combinations(cited, 2):
        one, other = where[first.id, first.kind], where[second.id, second.kind]
        if common := len(one & other):
            pairs.append(Pair(first, second, common, common / len(one | other)))
    pairs.sort(key=lambda pair: (-pair.documents, -pair.share))
    return Together(tuple(cited), tuple(pairs))
