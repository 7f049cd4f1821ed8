"""What the tables of resolutions promise beyond their schema."""

from __future__ import annotations

from collections import defaultdict

import pytest

from annotator.fold import fold_name
from annotator.references.ranges import Ranges, lettered
from annotator.references.tables import Tables
from annotator.symbols import parse_symbol

TABLES = Tables()
LANGUAGES = {"ar", "de", "en", "es", "fr", "it", "pt", "ru", "zh"}


@pytest.fixture(scope="module")
def names() -> list[dict[str, str]]:
    return TABLES.rows("resolution_names")


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Universal Declaration of Human Rights", "A/RES/217(III)A"),
        ("AEMR", "A/RES/217(III)A"),
        ("Declaração Universal dos Direitos Humanos", "A/RES/217(III)A"),
        ("Всеобщей декларации прав человека", "A/RES/217(III)A"),
        ("世界人权宣言", "A/RES/217(III)A"),
        ("Declaration on Territorial Asylum", "A/RES/2312(XXII)"),
        ("Friendly Relations Declaration", "A/RES/2625(XXV)"),
        ("UNDRIP", "A/RES/61/295"),
        ("Millennium Declaration", "A/RES/55/2"),
        ("2030 Agenda for Sustainable Development", "A/RES/70/1"),
        ("Nelson Mandela Rules", "A/RES/70/175"),
    ],
)
def test_established_names_are_strong(names: list[dict[str, str]], name: str, symbol: str) -> None:
    found = {(row["symbol"], row["strength"]) for row in names if fold_name(row["name"]) == fold_name(name)}
    assert found == {(symbol, "strong")}


def test_the_most_cited_have_names_in_all_languages(names: list[dict[str, str]]) -> None:
    spoken = defaultdict(set)
    for row in names:
        spoken[row["symbol"]].add(row["language"])
    for symbol in (
        "A/RES/217(III)A",
        "A/RES/2312(XXII)",
        "A/RES/2625(XXV)",
        "A/RES/70/1",
        "A/RES/61/295",
        "A/RES/55/2",
    ):
        assert spoken[symbol] == LANGUAGES, symbol


def test_the_name_of_a_treaty_never_means_the_resolution_that_opened_it(
    names: list[dict[str, str]],
) -> None:
    treaties = {fold_name(row["name"]) for row in TABLES.rows("treaty_names") if row["strength"] == "strong"}
    strong = {row["name"] for row in names if row["strength"] == "strong" and fold_name(row["name"]) in treaties}
    assert not strong
    assert {row["strength"] for row in names if row["kind"] == "treaty-adoption"} == {"weak"}


def test_every_row_has_a_possible_number() -> None:
    ranges = Ranges(TABLES)
    for row in TABLES.rows("resolutions"):
        symbol = parse_symbol(row["symbol"])
        assert symbol is not None and ranges.fault(symbol) is None, row["symbol"]


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("A/RES/77/300", True), ("A/RES/77/900", False), ("S/RES/9999(2030)", False), ("S/RES/1325(2001)", False),
        ("A/RES/2312(XXI)", False), ("A/RES/2312(XXII)", True), ("A/RES/90/1", False), ("A/HRC/RES/17/4", True),
        ("A/HRC/RES/17/90", False), ("A/RES/S-10/2", True), ("A/RES/S-40/1", False), ("E/RES/1996/31", True),
        ("E/RES/1996/400", False), ("E/CN.4/RES/2005/81", True), ("E/CN.4/RES/2007/1", False), ("S/PRST/2013/2", True),
        ("A/DEC/60/551", True), ("A/RES/2200(XXI)B", True),
    ],
)  # fmt: skip
def test_numbers_that_cannot_exist_are_told(text: str, possible: bool) -> None:
    symbol = parse_symbol(text)
    assert symbol is not None
    assert (Ranges(TABLES).fault(symbol) is None) is possible


def test_security_council_numbers_tell_their_year() -> None:
    ranges = Ranges(TABLES)
    for row in TABLES.rows("resolutions"):
        if row["body"] == "SC" and int(row["session"]) < 2025:
            assert ranges.years_of(int(row["number"])) == (int(row["session"]),)


def test_lettered_sets_lead_back_to_their_parent() -> None:
    sets = lettered(row["symbol"] for row in TABLES.rows("resolutions"))
    assert sets["A/RES/2200(XXI)"] == ("A/RES/2200(XXI)A", "A/RES/2200(XXI)B", "A/RES/2200(XXI)C")
    assert "A/RES/217(III)A" in sets["A/RES/217(III)"]


def test_one_name_is_one_body() -> None:
    bodies = defaultdict(set)
    for row in TABLES.rows("bodies"):
        bodies[fold_name(row["name"])].add(row["body"])
    assert {name: codes for name, codes in bodies.items() if len(codes) > 1} == {}


def test_six_organs_are_named_in_six_languages() -> None:
    spoken = defaultdict(set)
    for row in TABLES.rows("bodies"):
        spoken[row["body"]].add(row["language"])
    for body in ("GA", "SC", "ECOSOC", "HRC", "CHR", "TC"):
        assert spoken[body] >= {"ar", "en", "es", "fr", "ru", "zh"}, body
