"""People find the right row: queries as people type them, each with the ids that answer it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.references.search import Search
from annotator.references.tables import Tables

QUERIES = Path(__file__).with_name("queries.csv")
SHARE = 0.95
TOP = 3


@pytest.fixture(scope="module")
def search() -> Search:
    built = Search(Tables())
    built.find("asilum")  # the first misspelt word builds the letter groups
    return built


@pytest.fixture(scope="module")
def queries() -> list[tuple[str, set[str]]]:
    with QUERIES.open(encoding="utf-8", newline="") as stream:
        return [(row["query"], set(row["ids"].split())) for row in csv.DictReader(stream)]


def test_the_right_row_is_among_the_first(search: Search, queries: list[tuple[str, set[str]]]) -> None:
    assert len(queries) >= 100
    missed = [query for query, ids in queries if not ids & {hit.id for hit in search.find(query, limit=TOP)}]
    assert len(missed) <= len(queries) * (1 - SHARE), missed


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("asylum 1967", "A/RES/2312(XXII)"),
        ("217 A (III)", "A/RES/217(III)A"),
        ("res 1325", "S/RES/1325(2000)"),
        ("UNSCR 1973", "S/RES/1973(2011)"),
        ("resolution 1514", "A/RES/1514(XV)"),
        ("resolution 17/4", "A/HRC/RES/17/4"),
        ("E/RES/1996/31", "E/RES/1996/31"),
        ("A/RES/77/300", "A/RES/77/300"),
        ("2030 agenda", "A/RES/70/1"),
    ],
)
def test_symbols_in_any_spelling_come_first(search: Search, query: str, first: str) -> None:
    assert search.find(query)[0].id == first


def test_a_resolution_may_be_known_by_number_only(search: Search) -> None:
    hit = search.find("A/RES/44/250")[0]
    assert (hit.id, hit.title, hit.date) == ("A/RES/44/250", "", None)


def test_what_cannot_exist_is_not_found(search: Search) -> None:
    assert not [hit for hit in search.find("resolution 9999 (2030)") if "9999" in hit.id]


def test_kind_and_limit(search: Search) -> None:
    hits = search.find("asylum", kind="treaty", limit=2)
    assert len(hits) == 2 and {hit.kind for hit in hits} == {"treaty"}


def test_scores_fall_and_stay_in_bounds(search: Search) -> None:
    scores = [hit.score for hit in search.find("convention human rights", limit=50)]
    assert scores == sorted(scores, reverse=True) and 0 <= scores[-1] <= scores[0] <= 1


@given(st.text(max_size=60))
def test_any_query_is_safe(search: Search, query: str) -> None:
    assert len(search.find(query)) <= 10


def test_an_overlay_is_searched(tmp_path: Path) -> None:
    (tmp_path / "resolution_names.csv").write_text(
        "symbol,name,language,kind,strength,source\nA/RES/60/1,Blue whale outcome,en,short,strong,own\n",
        encoding="utf-8",
    )
    assert Search(Tables(None, (tmp_path,))).find("blue whale")[0].id == "A/RES/60/1"
