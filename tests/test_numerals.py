"""Numbers without words, and the table of number words against two outside witnesses."""

from __future__ import annotations

import doctest
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import numerals
from annotator.fold import fold_name
from annotator.numerals import cjk, decimal, ordinal, roman, to_roman
from annotator.references.tables import Tables

# "quatre-vingtsième", "deux centsième", "centodicotto": no French or Italian text writes these
SLIPS_OF_NUM2WORDS = {
    ("fr", "ordinal", 80),
    ("fr", "ordinal", 180),
    ("fr", "ordinal", 200),
    ("it", "cardinal", 118),
    ("it", "ordinal", 118),
}
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "pt", "ru", "zh")


@given(st.integers(1, 3999))
def test_roman_numbers_round_trip(number: int) -> None:
    assert roman(to_roman(number)) == number == roman(to_roman(number).lower())


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "Iv", "ABC", "XIVa", "MMMM", "iiv", "0", "I I"])
def test_other_spellings_are_no_roman_numbers(text: str) -> None:
    assert roman(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("第二十三", 23),
        ("二十三", 23),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("一百一十五", 115),
        ("二百", 200),
        ("两百", 200),
        ("一千二百三十四", 1234),
        ("一九四九", 1949),
        ("十一", 11),
        ("二十", 20),
        ("百", None),
        ("零五", None),
        ("十十", None),
        ("一百五", 105),
        ("第", None),
        ("二三", 23),
        ("条", None),
        ("一千百", None),
    ],
)
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert cjk(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("١٤", 14),
        ("۱۴", 14),
        ("１４", 14),
        ("007", 7),
        ("1٤", None),
        ("", None),
        ("²", None),
        ("1.5", None),
        ("9" * 30, None),
    ],
)
def test_digits_of_other_scripts(text: str, value: int | None) -> None:
    assert decimal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1st", 1),
        ("22nd", 22),
        ("1er", 1),
        ("1re", 1),
        ("2e", 2),
        ("3ème", 3),
        ("5º", 5),
        ("5ª", 5),
        ("9°", 9),
        ("6.º", 6),
        ("2-й", 2),
        ("14-я", 14),
        ("14", None),
        ("14b", None),
        ("th", None),
    ],
)
def test_ordinal_endings(text: str, value: int | None) -> None:
    assert ordinal(text) == value


@given(st.text(max_size=20))
def test_any_text_is_safe(text: str) -> None:
    for read in (roman, cjk, decimal, ordinal):
        value = read(text)
        assert value is None or value >= 0


@pytest.fixture(scope="module")
def words() -> dict[tuple[str, str], dict[str, int]]:
    """(language, kind) -> folded form -> value."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in Tables().rows("numerals"):
        form = fold_name(row["form"])
        before = found[row["language"], row["kind"]].setdefault(form, int(row["value"]))
        assert before == int(row["value"]), f"{row['form']} stands for {before} and {row['value']}"
    return found


def test_every_number_has_words(words: dict[tuple[str, str], dict[str, int]]) -> None:
    for language in LANGUAGES:
        for kind in ("cardinal", "ordinal"):
            assert set(words[language, kind].values()) == set(range(1, 201)), (language, kind)


@pytest.mark.parametrize(
    ("language", "kind"),
    [(code, kind) for code in ("en", "es", "fr", "pt", "de", "it", "ru") for kind in ("cardinal", "ordinal")],
)
def test_num2words_agrees(words: dict[tuple[str, str], dict[str, int]], language: str, kind: str) -> None:
    num2words = pytest.importorskip("num2words").num2words
    for number in range(1, 201):
        form = num2words(number, lang="pt_BR" if language == "pt" and kind == "cardinal" else language, to=kind)
        if (language, kind, number) not in SLIPS_OF_NUM2WORDS:
            assert words[language, kind].get(fold_name(form)) == number, form


def test_chinese_words_are_read_by_the_rule(words: dict[tuple[str, str], dict[str, int]]) -> None:
    for kind in ("cardinal", "ordinal"):
        for form, value in words["zh", kind].items():
            assert cjk(form) == value


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "de", "it"])
def test_text2num_agrees(words: dict[tuple[str, str], dict[str, int]], language: str) -> None:
    text_to_num = pytest.importorskip("text_to_num")
    for row in Tables().rows("numerals"):
        if row["language"] != language or row["kind"] != "cardinal" or int(row["value"]) < 3:
            continue
        try:
            value = text_to_num.text2num(row["form"], language)
        except ValueError:
            continue  # a form the witness does not know
        assert value == int(row["value"]), row["form"]


@pytest.mark.parametrize(
    ("language", "form", "value"),
    [
        ("ar", "السادسة", 6),
        ("ar", "الأولى", 1),
        ("ar", "الحادية عشرة", 11),
        ("ar", "الثانية والعشرين", 22),
        ("ar", "العشرون", 20),
        ("ar", "الخامسة بعد المائة", 105),
        ("ru", "двадцать третьей", 23),
        ("ru", "шестой", 6),
        ("ru", "сто пятой", 105),
        ("ru", "сороковая", 40),
        ("es", "décimo cuarto", 14),
        ("es", "vigésima primera", 21),
        ("es", "decimosexto", 16),
        ("pt", "trigésimo oitavo", 38),
        ("fr", "quatre-vingt-treizième", 93),
        ("fr", "première", 1),
        ("de", "dreiundzwanzigsten", 23),
        ("it", "ventitreesimo", 23),
        ("en", "forty-second", 42),
        ("en", "fourteenth", 14),
        ("zh", "第二十三", 23),
    ],
)
def test_ordinals_of_citations(
    words: dict[tuple[str, str], dict[str, int]], language: str, form: str, value: int
) -> None:
    assert words[language, "ordinal"][fold_name(form)] == value


def test_examples() -> None:
    assert doctest.testmod(numerals).failed == 0
