"""Symbols: every spelling is read, one is printed, and the two are inverses."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import symbols
from annotator.numerals import to_roman
from annotator.references.ranges import Ranges
from annotator.references.tables import Tables
from annotator.symbols import Symbol, ga, parse_number, parse_symbol, sc, session_of

SPELLINGS = [
    ("A/RES/217 A (III)", "A/RES/217(III)A"),
    ("A/RES/217A(III)", "A/RES/217(III)A"),
    ("A/RES/217(III)[A]", "A/RES/217(III)A"),
    ("A/RES/217 (III) A", "A/RES/217(III)A"),
    ("A/RES/217 [A] (III)", "A/RES/217(III)A"),
    ("A/RES/2312(XXII)", "A/RES/2312(XXII)"),
    ("a/res/2312 (xxii)", "A/RES/2312(XXII)"),
    ("A/RES/2312", "A/RES/2312(XXII)"),
    ("A/RES/60/1", "A/RES/60/1"),
    ("a/res/60/1", "A/RES/60/1"),
    ("A/Res/60/1", "A/RES/60/1"),
    ("A/RES.60/1", "A/RES/60/1"),
    ("A / RES / 70 / 1", "A/RES/70/1"),
    ("A/RES/70/1.", "A/RES/70/1"),
    ("A/\nRES/70/1", "A/RES/70/1"),
    ("А/RES/70/1", "A/RES/70/1"),
    ("A／RES／70／1", "A/RES/70/1"),
    ("A/RES/49/75 K", "A/RES/49/75K"),
    ("A/RES/49/75[K]", "A/RES/49/75K"),
    ("A/RES/60/1/Corr.1", "A/RES/60/1"),
    ("A/RES/S-20/2", "A/RES/S-20/2"),
    ("A/RES/S‑20/2", "A/RES/S-20/2"),
    ("A/RES/ES-10/14", "A/RES/ES-10/14"),
    ("A/RES/ES-X/14", "A/RES/ES-10/14"),
    ("A/RES/3201(S-VI)", "A/RES/3201(S-VI)"),
    ("A/RES/3201 (S-6)", "A/RES/3201(S-VI)"),
    ("A/RES/106(S-1)", "A/RES/106(S-1)"),
    ("A/RES/106(S-I)", "A/RES/106(S-1)"),
    ("A/RES/998(ES-I)", "A/RES/998(ES-I)"),
    ("A/DEC/60/551", "A/DEC/60/551"),
    ("S/RES/1325 (2000)", "S/RES/1325(2000)"),
    ("S/RES/1325", "S/RES/1325"),
    ("S/PRST/2013/2", "S/PRST/2013/2"),
    ("E/RES/1996/31", "E/RES/1996/31"),
    ("E/RES/1503 (XLVIII)", "E/RES/1503(XLVIII)"),
    ("E/RES/663 C (XXIV)", "E/RES/663(XXIV)C"),
    ("E/DEC/2005/201", "E/DEC/2005/201"),
    ("E/CN.4/RES/2005/81", "E/CN.4/RES/2005/81"),
    ("E/CN.4/RES/8(XXIII)", "E/CN.4/RES/8(XXIII)"),
    ("E/CN.4/Sub.2/RES/2003/16", "E/CN.4/Sub.2/RES/2003/16"),
    ("A/HRC/RES/17/4", "A/HRC/RES/17/4"),
    ("A/HRC/RES/S-15/1", "A/HRC/RES/S-15/1"),
    ("A/HRC/DEC/6/102", "A/HRC/DEC/6/102"),
    ("A/HRC/PRST/8/2", "A/HRC/PRST/8/2"),
    ("T/RES/2183(LIII)", "T/RES/2183(LIII)"),
]
NO_SYMBOLS = [
    "A/C.3/78/L.41", "A/78/L.2", "A/78/481", "A/HRC/17/31", "A/HRC/17/L.17", "S/2011/366", "S/PV.7000", "WHA60.5",
    "2014/2245(INI)", "AG/RES. 2312 (XXXVII-O/07)", "A.741(18)", "A39-1", "S/RES/1325/2000", "A/RES/60/1(2005)",
    "A/RES/2312(XXIII)A B", "A/DEC/551(XV)", "A/RES/0(I)", "S/RES/1325(1925)", "A/RES/4000", "E/RES/31", "", "RES/60/1",
    "A/RES/2312(XXIIII)", "A/HRC/RES/4(XVII)", "S/RES/242(1967)A", "S/PRST/1990/1", "A/RES/60(XV)/1",
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), SPELLINGS)
def test_spellings_are_read(text: str, printed: str) -> None:
    assert str(parse_symbol(text)) == printed


@pytest.mark.parametrize("text", NO_SYMBOLS)
def test_other_documents_are_no_symbols(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.parametrize(
    ("text", "body", "printed"),
    [
        ("217 A (III)", None, "A/RES/217(III)A"),
        ("2312 (XXII)", None, "A/RES/2312(XXII)"),
        ("2312", "GA", "A/RES/2312(XXII)"),
        ("60/147", None, "A/RES/60/147"),
        ("49/75 K", "GA", "A/RES/49/75K"),
        ("S-10/2", None, "A/RES/S-10/2"),
        ("1325 (2000)", None, "S/RES/1325(2000)"),
        ("1325", "SC", "S/RES/1325"),
        ("1996/31", None, "E/RES/1996/31"),
        ("2005/81", "CHR", "E/CN.4/RES/2005/81"),
        ("17/4", "HRC", "A/HRC/RES/17/4"),
        ("48/13", "HRC", "A/HRC/RES/48/13"),
        ("48/13", None, "A/RES/48/13"),
        ("17/4", None, "None"),
        ("1325", None, "None"),
        ("4000", "GA", "None"),
        ("1325 (2000)", "GA", "None"),
    ],
)
def test_numbers_of_prose(text: str, body: symbols.Body | None, printed: str) -> None:
    assert str(parse_number(text, body)) == printed


OLD = st.integers(1, 3541).map(lambda number: ga(number))
ROMAN_LETTERED = st.builds(
    lambda n, s, x: ga(n, s, x), st.integers(1, 3541), st.integers(1, 30), st.sampled_from("ABCDEK")
)
NEW = st.builds(
    lambda n, s, x, k: ga(n, s, x, k), st.integers(1, 999), st.integers(31, 99), st.sampled_from(["", *"ABYZ"]),
    st.sampled_from(["RES", "DEC"]),
)  # fmt: skip
SPECIAL = st.builds(
    lambda n, p, s: ga(n, f"{p}{s}"), st.integers(1, 99), st.sampled_from(["S-", "ES-"]), st.integers(1, 40)
)
SECURITY = st.builds(lambda n, y: sc(n, y), st.integers(1, 9999), st.none() | st.integers(1946, 2099))
STATEMENTS = st.builds(symbols.statement, st.integers(1994, 2099), st.integers(1, 99))
WHEN = st.integers(1978, 2099) | st.integers(1, 63).map(to_roman)
COUNCIL = st.builds(symbols.ecosoc, st.integers(1, 2999), WHEN, st.sampled_from(["", "A", "C"]))
COMMISSION = st.builds(symbols.chr_, st.integers(1, 200), WHEN)
RIGHTS = st.builds(
    symbols.hrc, st.integers(1, 200), st.integers(1, 99).map(str) | st.integers(1, 50).map("S-{}".format),
    st.sampled_from(["RES", "DEC", "PRST"]),
)  # fmt: skip
ANY = st.one_of(OLD, ROMAN_LETTERED, NEW, SPECIAL, SECURITY, STATEMENTS, COUNCIL, COMMISSION, RIGHTS)


@given(ANY)
def test_reading_undoes_printing(symbol: Symbol) -> None:
    assert parse_symbol(str(symbol)) == symbol


@given(ANY)
def test_spelling_does_not_matter(symbol: Symbol) -> None:
    loose = str(symbol).lower().replace("/", " / ").replace("(", " ( ")
    assert parse_symbol(loose) == symbol


@given(st.text(max_size=40))
def test_any_text_is_safe(text: str) -> None:
    symbol = parse_symbol(text)
    assert symbol is None or parse_symbol(str(symbol)) == symbol


def test_sessions_before_1976_are_those_of_the_table() -> None:
    ranges = Ranges(Tables())
    for number in range(1, 3542):
        session = session_of(number)
        assert session is not None
        row = ranges.range_of(Symbol("GA", number, session))
        assert (row is not None and row.first <= number <= row.last) or number == 996
    assert session_of(0) is None and session_of(3542) is None


def test_every_symbol_of_the_tables_is_printed_as_it_stands() -> None:
    for table in ("resolutions", "presidential_statements"):
        for row in Tables().rows(table):
            assert str(parse_symbol(row["symbol"])) == row["symbol"]


@pytest.mark.parametrize("call", [lambda: ga(4000), lambda: sc(0), lambda: ga(1, "Q"), lambda: symbols.hrc(1, "ES-1")])
def test_what_cannot_be_is_refused(call: object) -> None:
    with pytest.raises(ValueError):
        call()  # type: ignore[operator]


def test_examples() -> None:
    assert doctest.testmod(symbols).failed == 0
