"""Folding: cases, the law of offsets, and a slow fold that goes character by character as the oracle."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.fold import fold, fold_name, fold_names
from annotator.fold.table import DROP, LINE, SIZE, SPACE, code_table
from tests.laws.glued import texts, wild

STEADY = settings(deadline=None, derandomize=True, max_examples=300, suppress_health_check=list(HealthCheck))

CASES = [
    # case and accents
    ("ARTÍCULO", "articulo"),
    # decomposed accents are the same as composed ones
    (unicodedata.normalize("NFD", "Convención"), "convencion"),
    # all dashes
    ("14–16 14—16 14‑16 14−16", "14-16 14-16 14-16 14-16"),
    # quotes of all kinds
    ("“a” «b» ‘c’ l’article", '"a" "b" \'c\' l\'article'),
    # spaces of all kinds
    ("art.\u00a012\u202f(3)\u3000x", "art. 12 (3) x"),
    # runs of spaces
    ("a   b\t\tc", "a b c"),
    # one line break is a space
    ("the UN\nCharter", "the un charter"),
    # a carriage return with its feed is one break
    ("the UN\r\nCharter", "the un charter"),
    # a blank line stays
    ("one.\n\nTwo", "one.\ntwo"),
    # a blank line of carriage returns stays one line feed
    ("one.\r\n\r\n\r\nTwo", "one.\ntwo"),
    # soft hyphens and zero-width characters vanish
    ("conven\u00adtion\u200b x\ufeff", "convention x"),
    # right-to-left marks vanish
    ("\u200fالمادة\u200f 4", "الماده 4"),
    # a word broken at the end of a line
    ("Conven-\ntion", "convention"),
    # the same with an indent
    ("Conven- \n   tion", "convention"),
    # a capital behind the hyphen is a name of two parts
    ("Franco-\nBritish", "franco- british"),
    # a range over a line end keeps its dash
    ("14-\n16", "14- 16"),
    # a text of blank lines after every line breaks its words over one, and over more none
    ("conven-\n\ntion", "convention"),
    ("conven-\n\n\ntion", "conven-\ntion"),
    # Arabic vowel signs, lengthening mark and shapes of alef
    ("المَادَّة أإآ مـادة", "الماده ااا ماده"),
    # Arabic-Indic and full-width digits
    ("٤٢ ４２ ۴۲", "42 42 42"),
    # full-width Latin and brackets
    ("（ＸＸＩＩ）", "(xxii)"),
    # superscript digits are footnote marks, no numbers
    ("Article 2¹", "article 2\u0001"),
    # ordinal marks
    ("5º 5ª", "5° 5°"),
    # Russian yo and short i are levelled, since texts with decomposed accents write them in two characters
    ("ребёнка й", "ребенка и"),
    # sharp s and ligatures keep one character each
    ("ß æ ﬁ", "s a f"),
    # astral characters stay one character each
    ("𝔄 🏛 x", "𝔄 🏛 x"),
    # a lone surrogate becomes the replacement character
    ("\ud800x", "\ufffdx"),
    # two that would make one character stay two
    ("\ud83d\ude00x", "\ufffd\ufffdx"),
]


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_cases(text: str, folded: str) -> None:
    assert fold(text).text == folded


def slow_fold(text: str) -> tuple[str, str, list[int]]:
    """The same folding, one character after the other."""
    lower, cased = (np.concatenate((listed, np.arange(SIZE, 0x110000))) for listed in code_table())
    dropped = {at for at, char in enumerate(text) if lower[ord(char)] == DROP}
    for at, char in enumerate(text):
        # A hyphen before one line break and a small letter only splits a word.
        if at == 0 or lower[ord(char)] != ord("-"):
            continue
        stop = at + 1
        while stop < len(text) and lower[ord(text[stop])] in (SPACE, LINE):
            stop += 1
        gap = text[at + 1 : stop]
        # The break must come at once or behind one space.
        close = [lower[ord(c)] == LINE for c in gap[:2]]
        inside = stop < len(text) and text[at - 1].isalpha() and text[stop].islower()
        if any(close) and gap.count("\n") in (1, 2) and inside:
            dropped.update(range(at, stop))
    kept = [at for at in range(len(text)) if at not in dropped]
    small, big, offsets = [], [], []
    place = 0
    while place < len(kept):
        at = kept[place]
        if lower[ord(text[at])] not in (SPACE, LINE):
            small.append(chr(lower[ord(text[at])]))
            big.append(chr(cased[ord(text[at])]))
            offsets.append(at)
            place += 1
            continue
        stop = place
        while stop < len(kept) and lower[ord(text[kept[stop]])] in (SPACE, LINE):
            stop += 1
        run = "".join(text[kept[i]] for i in range(place, stop)).replace("\r\n", "\n")
        breaks = sum(lower[ord(char)] == LINE for char in run)
        small.append("\n" if breaks >= 2 else " ")
        big.append(small[-1])
        offsets.append(at)
        place = stop
    return "".join(small), "".join(big), offsets


def held(text: str) -> None:
    folded = fold(text)
    small, big, offsets = slow_fold(text)
    assert (folded.text, folded.cased[:]) == (small, big)
    assert [folded.cased[at] for at in range(len(big))] == list(big)
    assert [folded.offsets[at] for at in range(len(folded.offsets))] == offsets


@STEADY
@given(texts())
def test_glued_texts_fold_as_the_slow_fold_says(text: str) -> None:
    held(text)


@STEADY
@given(wild())
def test_wild_texts_fold_as_the_slow_fold_says(text: str) -> None:
    held(text)


@STEADY
@given(st.text("ab-\n\r \t\u00ad\u00a0éЯ中🏛\u0301", max_size=60))
def test_breaks_and_hyphens_fold_as_the_slow_fold_says(text: str) -> None:
    held(text)


@STEADY
@given(wild())
def test_offsets_go_up_and_lead_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.cased) == len(folded.offsets) <= len(text)
    places = [folded.offsets[at] for at in range(len(folded.offsets))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    if places:
        assert folded.original(0, len(places)) == (places[0], places[-1] + 1)


@settings(STEADY, max_examples=25)
@given(st.lists(texts(), min_size=1, max_size=3), st.integers(60_000, 70_000))
def test_long_texts_are_folded_in_pieces_that_do_not_show(parts: list[str], length: int) -> None:
    filler = "la -\n\n x" + parts[0] + " y-\nz "
    text = (filler * (length // len(filler) + 1)) + "".join(parts)
    held(text[: length + 400])


@STEADY
@given(st.lists(texts(3), max_size=6))
def test_names_folded_together_are_names_folded_one_by_one(names: list[str]) -> None:
    assert list(fold_names(names)) == [fold_name(name) for name in names]


def test_an_offset_outside_is_refused() -> None:
    with pytest.raises(IndexError):
        fold("ab").offsets[2]
