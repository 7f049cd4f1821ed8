"""Folding against a plain reading of its rules, one character at a time."""

from __future__ import annotations

import random
from functools import cache
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.fold import fold, fold_name, fold_names
from annotator.fold.table import DROP, LINE, SPACE, code_table

WHITE = (SPACE, LINE)


@cache
def tables() -> tuple[list[int], list[int]]:
    lower, cased = code_table()
    return lower.tolist(), cased.tolist()


def slow_fold(text: str) -> tuple[str, str, list[int]]:
    """The folded text, the same cased and the offset of each character, with no regard to speed."""
    lower, cased = tables()
    low = [lower[ord(char)] for char in text]
    gone = [code == DROP for code in low]
    for at in range(1, len(text)):
        if low[at] != ord("-"):
            continue
        stop = at + 1
        while stop < len(text) and low[stop] in WHITE:
            stop += 1
        white = low[at + 1 : stop]
        broken = white[:1] == [LINE] or white[:2] == [SPACE, LINE]
        single = broken and text[at + 1 : stop].count("\n") == 1
        if single and stop < len(text) and text[at - 1].isalpha() and text[stop].islower():
            gone[at:stop] = [True] * (stop - at)
    folded, big, offsets = [], [], []
    kept = (at for at in range(len(text)) if not gone[at])
    for white, run in groupby(kept, key=lambda at: low[at] in WHITE):
        places = list(run)
        if white:
            # "\r\n" is one break.
            pairs = sum(text[a] + text[b] == "\r\n" for a, b in pairwise(places))
            blank = sum(low[at] == LINE for at in places) - pairs > 1
            folded.append("\n" if blank else " ")
            big.append(folded[-1])
            offsets.append(places[0])
        else:
            folded.extend(chr(low[at]) for at in places)
            big.extend(chr(cased[ord(text[at])]) for at in places)
            offsets.extend(places)
    return "".join(folded), "".join(big), offsets


BITS = [
    *("-", "-\n", "- \n", "-\r\n", "\r\n", "\n", "\r", " ", "  ", "\n\n", " \n", "\t", "\x0b", "\x0c", "\x85"),
    *("\u2028", "a", "b", "Art", "É", "é", "e\u0301", "ß", "²", "ª", "`", "“", "–", "\u00ad", "\u200b", "\x00"),
    *(
        "\x01",
        "１",
        "　",
        "Ж",
        "ё",
        "Й",
        "ع",
        "ّ",
        "ـ",
        "١",
        "第",
        "\U00010400",
        "\U0001f600",
        "\ud800",
        "\uffff",
        "\ufffe",
        "\u1680",
    ),
]
texts = st.lists(st.sampled_from(BITS), max_size=20).map("".join) | st.text(max_size=20)


@given(texts)
def test_fold_follows_its_rules_one_character_at_a_time(text: str) -> None:
    folded = fold(text)
    assert (folded.text, folded.cased, list(folded.offsets)) == slow_fold(text)


@pytest.mark.parametrize("bits", [BITS, [bit for bit in BITS if bit < "\x80"], ["第", "\u00ad", "\n"], [" ", "-"]])
def test_a_long_text_folds_as_a_whole(bits: list[str]) -> None:
    """Long texts are folded in pieces; no seam may show, and texts that give no place for one still fold."""
    text = "".join(random.Random(3).choices(bits, k=150_000))
    folded = fold(text)
    assert (folded.text, folded.cased, list(folded.offsets)) == slow_fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("l’Assemblée\n   générale", "l'assemblee generale"),
        ("Conven-\ntion", "convention"),
        ("Conven- \r\n tion", "convention"),
        ("Conven-\n\ntion", "conven-\ntion"),
        ("Part-\nOne", "part- one"),
        ("one\r\ntwo\r\n\r\nthree", "one two\nthree"),
        ("arti\u00adcle \u200b 5", "article 5"),
        ("Ёлка Йод", "елка йод"),
    ],
)
def test_examples(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_offsets_lead_back() -> None:
    text = "See  the Conven-\ntion"
    folded = fold(text)
    start = folded.text.index("convention")
    assert text[slice(*folded.original(start, start + 10))] == "Conven-\ntion"
    with pytest.raises(IndexError):
        folded.offsets[len(folded.text)]


@given(st.lists(texts))
def test_many_names_fold_as_one_by_one(names: list[str]) -> None:
    assert list(fold_names(names)) == [fold_name(name) for name in names]
