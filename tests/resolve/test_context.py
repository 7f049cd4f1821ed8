"""What leans on its context resolves only where the text itself gives the context."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import annotate
from annotator.references import load_references
from annotator.resolve.candidates import Scored, ranked

PINPOINT = "Article 5 of the Convention was breached."


def references(text: str) -> list[str | None]:
    return [a.reference.id if a.reference else None for a in annotate(text).annotations]


@pytest.mark.parametrize(
    ("before", "reference"),
    [
        ("The Convention on the Rights of the Child binds Norway.", "mtdsg-iv-11"),
        ('The Convention against Torture (hereinafter "the Convention") binds Norway.', "mtdsg-iv-9"),
        ("The American Convention on Human Rights binds Peru.", "oas-b32"),
    ],
)
def test_a_short_name_means_what_was_named_before(before: str, reference: str) -> None:
    assert references(f"{before} {PINPOINT}") == [reference, reference]


def test_a_short_name_without_antecedent_means_nothing() -> None:
    assert set(references(f"The ship sailed at noon. {PINPOINT}")) <= {None}


def test_a_short_name_of_another_kind_is_no_antecedent() -> None:
    found = references("The International Covenant on Civil and Political Rights binds Peru. " + PINPOINT)
    assert "mtdsg-iv-4" not in found[1:]


@pytest.mark.parametrize("statute", ["section 4 of the Harbour Act", "article 12 of the Civil Code"])
def test_a_statute_between_breaks_the_chain(statute: str) -> None:
    found = references(f"The ICCPR binds Peru. The court applied {statute}. Article 9 says more.")
    assert found[1:] in ([], [None])


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("The Supreme Court of India, sitting in New Delhi, read Article 21 of the Constitution broadly.", "in-1949"),
        ("O Supremo Tribunal Federal, em Brasília, aplicou o art. 5º da Constituição.", "br-1988"),
        ("La Cour constitutionnelle de Belgique, à Bruxelles, cite l'article 10 de la Constitution.", "be-1831"),
    ],
)
def test_the_country_of_a_document_tells_its_constitution(sentence: str, country: str) -> None:
    assert references(sentence) == [country]


def test_evidence_is_said() -> None:
    text = "The envoy sought diplomatic asylum; Article 4 of the Caracas Convention lets the asylum State decide."
    (annotation,) = annotate(text).annotations
    assert annotation.candidates[0].evidence


IDS = ("oas-a46", "oas-a47", "mx-1917", "pe-1993")
WEIGHTS = st.dictionaries(st.sampled_from(IDS), st.floats(0.01, 100), min_size=1)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(WEIGHTS, st.floats(0.05, 1))
def test_shares_add_up_to_the_certainty_and_keep_the_order(weights: dict[str, float], certainty: float) -> None:
    scored = [Scored(id, weight) for id, weight in weights.items()]
    candidates = ranked(scored, load_references(), certainty)
    assert abs(sum(candidate.score for candidate in candidates) - certainty) < 0.001
    order = [weights[candidate.id] for candidate in candidates]
    assert order == sorted(order, reverse=True)
