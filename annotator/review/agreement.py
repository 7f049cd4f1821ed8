"""How far reviewers of one text agree.

A figure that has nothing to measure is None, never 0 or 1: no citations, no pairs, or no choice between categories.

- exact span F1: 2 m / (a + b), where `a` and `b` count what each reviewer stands behind and `m` what has the same start
  and end in both. None where neither has any.
- overlapping span F1: the same, where a pair need only share text; each citation is in at most one pair, and there are
  as many pairs as can be.
- same-reference share: of the overlapping pairs, those that mean the same instrument (or both none).
- Cohen's kappa: (po - pe) / (1 - pe) over suggestions that both decided on; `po` is the share of equal decisions and
  `pe` the share that would be equal if each had drawn his own decisions at random. None where both used one category.
- Krippendorff's alpha, nominal: 1 - Do / De over suggestions that at least two decided on, for any number of reviewers
  and with decisions missing. None where only one category is used.

A reviewer stands behind what is confirmed, corrected or added. A decision is one of: confirmed, corrected, rejected.

>>> cohen_kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
0.5
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.model import Annotation, Document, InputError

__all__ = [
    "Agreement",
    "Pair",
    "agreement",
    "cohen_kappa",
    "decisions",
    "exact_f1",
    "krippendorff_alpha",
    "overlapping_f1",
    "overlapping_pairs",
    "same_reference",
    "stood_behind",
]

_STOOD_BEHIND = ("confirmed", "corrected", "added")
_DECIDED = ("confirmed", "corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Pair:
    """The figures of two reviewers: `both` counts the suggestions that both decided on."""

    first: str
    second: str
    exact_f1: float | None
    overlapping_f1: float | None
    same_reference: float | None
    kappa: float | None
    both: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of all reviewers of a text, two by two, and alpha over all of them.

    `items` counts the suggestions that at least two decided on.
    """

    pairs: tuple[Pair, ...]
    alpha: float | None
    items: int


def agreement(documents: Mapping[str, Document]) -> Agreement:
    """The figures for one text as two or more reviewers have it.

    Args:
        documents: each reviewer's name and state.

    Raises:
        InputError: there are fewer than two, or their texts are not the same.
    """
    if len(documents) < 2:
        raise InputError("Agreement is between reviewers: at least two must have decided.")
    if len({document.text for document in documents.values()}) > 1:
        raise InputError("Agreement is on one text: these documents have different ones.")
    table = decisions(documents)
    units = [[row.get(name) for name in documents] for row in table.values()]
    pairs = []
    for first, second in combinations(documents, 2):
        both = [(row[first], row[second]) for row in table.values() if first in row and second in row]
        spans = stood_behind(documents[first]), stood_behind(documents[second])
        figures = exact_f1(*spans), overlapping_f1(*spans), same_reference(*spans)
        pairs.append(Pair(first, second, *figures, cohen_kappa(both), len(both)))
    return Agreement(tuple(pairs), krippendorff_alpha(units), sum(len(row) > 1 for row in table.values()))


def stood_behind(document: Document) -> list[Annotation]:
    """The citations that a reviewer stands behind, in the order of the text."""
    return [a for a in document.annotations if a.status in _STOOD_BEHIND]


def exact_f1(first: Sequence[Annotation], second: Sequence[Annotation]) -> float | None:
    """F1 of spans with the same start and end; None where neither has any.

    >>> exact_f1([], []) is None
    True
    """
    spans = Counter((a.start, a.end) for a in first) & Counter((a.start, a.end) for a in second)
    return _f1(spans.total(), len(first), len(second))


def overlapping_f1(first: Sequence[Annotation], second: Sequence[Annotation]) -> float | None:
    """F1 of spans that share text; None where neither has any."""
    return _f1(len(overlapping_pairs(first, second)), len(first), len(second))


def overlapping_pairs(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[tuple[Annotation, Annotation]]:
    """Pairs that share text, each citation in one at most, as many as can be.

    Args:
        first: citations that do not overlap each other, in any order.
        second: the same of the other reviewer.
    """
    # Neither side overlaps itself, so taking the pair that ends first never costs another one.
    left, right = (sorted(side, key=lambda a: a.start) for side in (first, second))
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        a, b = left[i], right[j]
        if a.start < b.end and b.start < a.end:
            pairs.append((a, b))
            i, j = i + 1, j + 1
        elif a.end <= b.start:
            i += 1
        else:
            j += 1
    return pairs


def same_reference(first: Sequence[Annotation], second: Sequence[Annotation]) -> float | None:
    """The share of overlapping pairs that mean the same instrument; None where there are no pairs."""
    pairs = overlapping_pairs(first, second)
    return sum(_meant(a) == _meant(b) for a, b in pairs) / len(pairs) if pairs else None


def decisions(documents: Mapping[str, Document]) -> dict[str, dict[str, str]]:
    """For each suggestion, what each reviewer decided; one who has not yet is left out."""
    table: dict[str, dict[str, str]] = {}
    for name, document in documents.items():
        for a in document.annotations:
            if a.status in _DECIDED:
                table.setdefault(a.id, {})[name] = a.status
    return table


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa: (po - pe) / (1 - pe).

    Args:
        pairs: what the one and the other decided, for each item that both decided on.

    Returns:
        At most 1, 0 where they agree as often as by chance; None where there are no items, or where both used one and
        the same category throughout, for then chance alone would give full agreement.
    """
    items = list(pairs)
    number = len(items)
    first, second = Counter(a for a, _ in items), Counter(b for _, b in items)
    # Whole numbers as long as can be: po = same / n, pe = chance / n².
    same = sum(a == b for a, b in items)
    chance = sum(count * second[category] for category, count in first.items())
    if chance == number * number:
        return None
    return (same * number - chance) / (number * number - chance)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for categories without an order: 1 - Do / De.

    Args:
        units: for each item what each reviewer decided, None where one did not.

    Returns:
        At most 1, 0 where they agree as often as by chance; None where no item was decided by two, or where only one
        category is used.
    """
    pairable: Counter[Hashable] = Counter()
    disagreed = 0.0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        number = values.total()
        if number < 2:
            continue
        pairable += values
        # Ordered pairs of different values within the item, each weighted so that the item counts as its values.
        disagreed += (number * number - sum(count * count for count in values.values())) / (number - 1)
    total = pairable.total()
    expected = total * total - sum(count * count for count in pairable.values())
    return 1 - (total - 1) * disagreed / expected if expected else None


def _meant(a: Annotation) -> str | None:
    return a.reference.id if a.reference is not None else None


def _f1(same: int, first: int, second: int) -> float | None:
    return 2 * same / (first + second) if first + second else None
