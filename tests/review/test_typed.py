"""Pinpoints as reviewers type them, and what holds whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.pinpoints import parse_path
from annotator.references import load_references
from annotator.review.typed import read_typed

# (typed, paths, what is left unread)
TYPED = [
    ("", "", ""),
    ("14", "art_14", ""),  # a bare number is an article
    ("14 (3) b", "art_14__para_3__point_b", ""),  # the last letter without brackets
    ("14(3)b; 15", "art_14__para_3__point_b art_15", ""),  # and before a sign
    ("art. 371A", "art_371a", ""),  # a letter close to its number belongs to the number
    ("art 14.3.b", "art_14__para_3__point_b", ""),
    ("artículo 8.2.h", "art_8__para_2__point_h", ""),
    ("Artikel 5 Absatz 2 Satz 1", "art_5__para_2__sent_1", ""),
    ("art. 5º, XXXV e LIV", "art_5__inc_35 art_5__inc_54", ""),
    ("المادة 14", "art_14", ""),
    ("第96条第2款", "art_96__para_2", ""),
    ("paragraph 3 of article 12", "art_12__para_3", ""),
    ("articles 14 to 16", "art_14 art_15 art_16", ""),
    ("preamble", "pream", ""),  # a word that begins like a path
    ("annex I", "annex_1", ""),
    ("Art_4__Para_2, art_9 art_9", "art_4__para_2 art_9", ""),  # paths, in any case, each once
    ("art_6__para_1, article 8 and so on", "art_6__para_1 art_8", "and so on"),  # both, and words that are neither
    ("the third man", "", "the third man"),
    ("art_x__", "", "art_x__"),
]


@pytest.mark.parametrize(("typed", "paths", "rest"), TYPED, ids=[row[0] or "nothing" for row in TYPED])
def test_table(typed: str, paths: str, rest: str) -> None:
    read = read_typed(typed, load_references().words)
    assert (" ".join(read.paths), read.rest) == (paths, rest)


@given(st.text(alphabet="art. 14(3)b,;_§IVüx第条\n١ ", max_size=40))
def test_whatever_is_typed_gives_paths_and_a_rest(typed: str) -> None:
    read = read_typed(typed, load_references().words)
    assert all(str(parse_path(path)) == path for path in read.paths)
    assert len(set(read.paths)) == len(read.paths)
    again = read_typed(" ".join(read.paths), load_references().words)
    assert again.paths == read.paths  # what the form shows is read back as the same
    assert again.rest == ""


def test_what_is_pasted_by_mistake_is_not_read() -> None:
    assert read_typed("1 " * 1000, load_references().words).paths == ()
