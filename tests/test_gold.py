"""The figures on whole annotated documents, where a folder of them is at hand; skipped elsewhere.

`ANNOTATOR_GOLD` names the folder; else `shared/gold/dev` beside the repository is looked for.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator import annotate
from annotator.score import Figures, Score, read_paper
from annotator.score.rows import Row

LANGUAGES = ("en", "es", "fr", "pt")


def folder() -> Path | None:
    """Where the annotated documents lie, or None."""
    told = os.environ.get("ANNOTATOR_GOLD")
    path = Path(told) if told else Path(__file__).parents[2] / "shared" / "gold" / "dev"
    return path if any(path.glob("*.json")) else None


GOLD = folder()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(GOLD is None, reason="no annotated documents at hand")]


def rows(text: str) -> list[Row]:
    """What the engine finds, in the words of a judge."""
    return [
        Row(a.start, a.end, a.kind, a.reference.id if a.reference else "", frozenset(a.pinpoints), a.form)
        for a in annotate(text).annotations
    ]


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    assert GOLD is not None
    score = Score()
    for path in sorted(GOLD.glob("*.json")):
        paper = read_paper(path.read_bytes(), path.name)
        score.add(paper, rows(paper.text))
    table = score.figures()
    print(f"\n{'':<22}{'gold':>6}{'F1':>7}{'exact':>7}{'linked':>7}{'pins':>7}{'e2e':>7}")
    for group, one in table.items():
        linked = "      -" if one.linked is None else f"{one.linked:>7.3f}"
        numbers = (one.exact, one.pinpointed, one.end_to_end_f1)
        exact, pins, whole = (f"{number:>7.3f}" for number in numbers)
        print(f"{group:<22}{one.gold:>6}{one.f1:>7.3f}{exact}{linked}{pins}{whole}")
    return table


@pytest.mark.parametrize(
    ("figure", "floor"),
    [("f1", 0.95), ("exact", 0.92), ("linked", 0.96), ("pinpointed", 0.95), ("end_to_end_f1", 0.90)],
)
def test_the_figures_hold(figures: dict[str, Figures], figure: str, floor: float) -> None:
    assert getattr(figures["all"], figure) >= floor


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_main_language_falls_behind(figures: dict[str, Figures], language: str) -> None:
    assert figures[f"lang:{language}"].end_to_end_f1 >= 0.88


def test_the_article_has_its_three_citations() -> None:
    assert GOLD is not None
    path = GOLD / "en-news-01.json"
    if not path.exists():
        pytest.skip("the article is not among the documents")
    document = annotate(read_paper(path.read_bytes(), path.name).text)
    found = [(a.reference.id if a.reference else "", a.pinpoints, a.form) for a in document.annotations]
    assert found == [
        ("oas-a46", ("art_4",), "full"),
        ("mx-1917", ("art_11",), "full"),
        ("A/RES/2312(XXII)", (), "descriptive"),
    ]
    first = document.annotations[0]
    assert [candidate.id for candidate in first.candidates[:2]] == ["oas-a46", "oas-a47"]
    assert first.candidates[0].evidence
    assert "ambiguous" in {notice.code for notice in first.warnings}
