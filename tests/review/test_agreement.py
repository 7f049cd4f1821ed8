"""Agreement, against tables worked out by hand and against the definitions spelled out the slow way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Annotation, Document, InputError
from annotator.review import Draft, add, agreement, apply, begin, confirm, correct, draft_of, reject
from annotator.review.agreement import (
    cohen_kappa,
    exact_f1,
    krippendorff_alpha,
    overlapping_f1,
    overlapping_pairs,
    same_reference,
)
from tests.review.made import MEXICO, TERRITORIAL, document

AT = "2026-01-01T00:00:00.000000Z"
FIRST = document().annotations[0]

# (first decisions, second decisions, kappa)
KAPPAS = [
    ("", "", None),  # no items
    ("c", "c", None),  # one category: chance alone would agree
    ("ccc", "ccc", None),
    ("c", "r", 0.0),  # po = 0, pe = 0
    ("cr", "cr", 1.0),
    ("cr", "rc", -1.0),  # po = 0, pe = 1/2
    ("cccr", "crrr", 0.2),  # po = 1/2, pe = 3/4·1/4 + 1/4·3/4 = 3/8; (1/2 - 3/8) / (5/8)
    ("cccc", "cccr", 0.0),  # po = pe = 3/4: one who never rejects tells nothing
    # 20 both confirm, 5 and 10 one alone, 15 both reject: po = 0.7, pe = 0.25·... = 0.5
    ("c" * 25 + "r" * 25, "c" * 20 + "r" * 5 + "c" * 10 + "r" * 15, 0.4),
    ("ccorr", "ccoro", 1 - (1 / 5) / (1 - (2 * 2 + 1 * 2 + 2 * 1) / 25)),  # three categories
]


@pytest.mark.parametrize(("first", "second", "kappa"), KAPPAS)
def test_kappa(first: str, second: str, kappa: float | None) -> None:
    found = cohen_kappa(zip(first, second, strict=True))
    assert found == (None if kappa is None else pytest.approx(kappa))


# (one line for each reviewer, a dot where nothing was decided; alpha)
ALPHAS = [
    ([], None),
    (["...", "..."], None),  # nobody decided
    (["c..", ".r."], None),  # nothing was decided by two
    (["ccc", "ccc"], None),  # one category
    (["cr", "cr"], 1.0),
    (["c", "r"], 0.0),  # Do = De = 1
    # Do = 2 ordered pairs of 4 values; De = 2·(3·1)/(4·3): 1 - (2/4) / (6/12)
    (["cc", "cr"], 0.0),
    # Two reviewers, six items, two of them unlike: 5 c and 7 r; 1 - (4/12) / (70/132)
    (["ccrrrr", "crcrrc"], 1 - (6 / 12) / (70 / 132)),
    # Four observers, twelve units, missing values: the worked example of Krippendorff (2011), 0.743.
    (["123321412...", "1233224125.3", ".33323422" + "51.", "12332441251."], 0.743),
    (["c.r", ".cr", "cc."], 1.0),  # three reviewers, each pair shares one item
]


@pytest.mark.parametrize(("lines", "alpha"), ALPHAS)
def test_alpha(lines: list[str], alpha: float | None) -> None:
    units = [[None if value == "." else value for value in unit] for unit in zip(*lines, strict=True)]
    found = krippendorff_alpha(units)
    assert found == (None if alpha is None else pytest.approx(alpha, abs=0.0005))


def spelled_out(units: list[list[str | None]]) -> float | None:
    """Alpha by its definition: every ordered pair of values, within items and over all of them."""
    kept = [[value for value in unit if value is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    total = sum(map(len, kept))
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in kept)
    expected = sum(a != b for a, b in permutations([value for unit in kept for value in unit], 2))
    return 1 - (observed / total) / (expected / (total * (total - 1))) if expected else None


values = st.sampled_from(["c", "o", "r", None])
tables = st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(values, min_size=n, max_size=n), max_size=12))


@given(tables)
def test_alpha_is_what_its_definition_says(units: list[list[str | None]]) -> None:
    found, wanted = krippendorff_alpha(units), spelled_out(units)
    assert found == (None if wanted is None else pytest.approx(wanted))
    # Whoever sits in which chair does not matter, nor the order of items.
    assert krippendorff_alpha([unit[::-1] for unit in reversed(units)]) == (
        None if found is None else pytest.approx(found)
    )


@given(st.lists(st.tuples(st.sampled_from("cor"), st.sampled_from("cor"))))
def test_kappa_is_what_its_definition_says(pairs: list[tuple[str, str]]) -> None:
    found = cohen_kappa(pairs)
    if not pairs or len({value for pair in pairs for value in pair}) == 1:
        assert found is None
        return
    number = len(pairs)
    observed = sum(a == b for a, b in pairs) / number
    chance = sum(sum(a == c for a, _ in pairs) * sum(b == c for _, b in pairs) for c in "cor") / number**2
    assert found == pytest.approx((observed - chance) / (1 - chance))
    assert found == pytest.approx(cohen_kappa([(b, a) for a, b in pairs]))


def spans(*places: tuple[int, int]) -> list[Annotation]:
    return [replace(FIRST, start=start, end=end) for start, end in places]


# (first, second, exact F1, overlapping F1)
SPANS = [
    ([], [], None, None),
    ([(0, 5)], [], 0.0, 0.0),
    ([(0, 5)], [(0, 5)], 1.0, 1.0),
    ([(0, 5)], [(0, 4)], 0.0, 1.0),
    ([(0, 5)], [(5, 9)], 0.0, 0.0),  # side by side shares nothing
    ([(0, 5), (10, 15)], [(0, 5)], 2 / 3, 2 / 3),
    ([(0, 20)], [(0, 5), (10, 15)], 0.0, 2 / 3),  # one long over two short is one pair
    ([(0, 5), (6, 20)], [(4, 7), (10, 12)], 0.0, 1.0),  # a chain: both pairs are found
]


@pytest.mark.parametrize(("first", "second", "exact", "overlapping"), SPANS)
def test_spans(
    first: list[tuple[int, int]], second: list[tuple[int, int]], exact: float | None, overlapping: float | None
) -> None:
    a, b = spans(*first), spans(*second)
    assert (exact_f1(a, b), overlapping_f1(a, b)) == (exact, overlapping)
    assert (exact_f1(b, a), overlapping_f1(b, a)) == (exact, overlapping)


cuts = st.lists(st.integers(0, 30), unique=True, max_size=8).map(sorted)


@given(cuts, cuts)
def test_there_are_as_many_pairs_as_can_be(first: list[int], second: list[int]) -> None:
    a, b = (spans(*zip(cut[::2], cut[1::2], strict=False)) for cut in (first, second))
    most = 0
    edges = [(x, y) for x in range(len(a)) for y in range(len(b)) if a[x].start < b[y].end and b[y].start < a[x].end]
    for size in range(len(edges) + 1):
        for chosen in combinations(edges, size):
            if max([*Counter(x for x, _ in chosen).values(), *Counter(y for _, y in chosen).values()], default=0) <= 1:
                most = max(most, size)
        if size > most:
            break
    assert len(overlapping_pairs(a, b)) == most


def decided(reviewer: str, *steps: str) -> Document:
    """The three citations of the document, each confirmed, rejected, corrected or left open."""
    review = begin(document())
    who = {"reviewer": reviewer, "at": AT}
    for a, step in zip(review.document.annotations, steps, strict=False):
        if step == "2":
            event = correct(review, a.id, replace(draft_of(a), reference=TERRITORIAL), **who)
        elif step != ".":
            event = (confirm if step == "c" else reject)(review, [a.id], **who)
        else:
            continue
        assert event is not None
        review = apply(review, event)
    if len(steps) > 3:
        review = apply(review, add(review, Draft(2, 6, "constitution", MEXICO, ()), **who))
    return review.document


def test_documents() -> None:
    found = agreement({"Ada": decided("Ada", *"c2r"), "Bob": decided("Bob", *"cc."), "Cy": decided("Cy", *"rcr", "+")})
    assert [(p.first, p.second, p.both) for p in found.pairs] == [("Ada", "Bob", 2), ("Ada", "Cy", 3), ("Bob", "Cy", 2)]
    first, second, third = found.pairs
    assert (first.exact_f1, first.overlapping_f1, first.same_reference) == (1.0, 1.0, 0.5)
    assert (second.exact_f1, second.same_reference) == (0.5, 0.0)
    assert third.kappa == pytest.approx(0.0)  # po = 1/2, pe = 1·1/2
    assert found.items == 3
    units = [
        ["confirmed", "confirmed", "rejected"],
        ["corrected", "confirmed", "confirmed"],
        ["rejected", None, "rejected"],
    ]
    assert found.alpha == pytest.approx(spelled_out(units))  # type: ignore[arg-type]


def test_nothing_to_measure_is_none() -> None:
    found = agreement({"Ada": document(), "Bob": document()})
    (pair,) = found.pairs
    assert (pair.exact_f1, pair.overlapping_f1, pair.same_reference, pair.kappa, found.alpha) == (None,) * 5
    assert same_reference([], []) is None


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(InputError, match="at least two"):
        agreement({"Ada": document()})
    other = replace(document(), document=replace(document().document, text="another"))
    with pytest.raises(InputError, match="one text"):
        agreement({"Ada": document(), "Bob": other})
