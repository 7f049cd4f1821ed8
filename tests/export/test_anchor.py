"""Anchoring: a place for sure, or none and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.export.anchor import Anchor, anchor, code_points
from tests.export.made import texts

TEXT = "See art. 4 of the Pact and art. 4 of the Charter. 😀 See art. 9."
ELSEWHERE = "its words stand in the text, but not between the words that were before and after"

# what is told, and the place or the reason
ROWS: list[tuple[Anchor, tuple[int, int] | str]] = [
    (Anchor("art. 4", 4, 10), (4, 10)),
    (Anchor("art. 4", 27, 33), (27, 33)),
    (Anchor("art. 4", 4, 10, "See ", " of the Pact"), (4, 10)),
    # The position fits, but the words around tell that the other one is meant.
    (Anchor("art. 4", 4, 10, "Pact and ", " of the Charter"), (27, 33)),
    (Anchor("art. 4", 5, 11, "Pact and ", " of the Charter"), (27, 33)),
    (Anchor("art. 4"), "its words stand at 2 places of the text"),
    (Anchor("art. 4", 5, 11), "its words stand at 2 places of the text"),
    # Both stand between such words.
    (Anchor("art. 4", suffix=" of the "), "its words stand at 2 places of the text"),
    (Anchor("art. 4", 4, 10, suffix=" of the "), (4, 10)),
    (Anchor("art. 9"), (56, 62)),
    (Anchor("art. 9", 57, 63), (56, 62)),  # counted in UTF-16
    # The only one of its kind, but everything around it is different: perhaps another one.
    (Anchor("art. 9", 0, 6, "the Statute says in ", " that "), ELSEWHERE),
    # The only one of its kind, and half of its surroundings are as they were.
    (Anchor("art. 9", 0, 6, "of the Charter. 😀 See ", " that "), (56, 62)),
    (Anchor("art. 9", 0, 6, "See ", " that "), ELSEWHERE),  # four letters are not enough
    (Anchor("art. 12", 4, 11), "its words do not stand in the text"),
    (Anchor("", 4, 10), (4, 10)),
    (Anchor("", 4, 400), "4 to 400 is no stretch of the text"),
    (Anchor("", 10, 4), "10 to 4 is no stretch of the text"),
    (Anchor("", -1, 4), "-1 to 4 is no stretch of the text"),
    (Anchor("art. 9", -8, -2), (56, 62)),  # Python would count from the end: the words decide
    (Anchor(), "neither its words nor its offsets are told"),
    (Anchor("", 4), "neither its words nor its offsets are told"),
]


@pytest.mark.parametrize(("told", "expected"), ROWS)
def test_anchor(told: Anchor, expected: tuple[int, int] | str) -> None:
    assert anchor(TEXT, told) == expected


@settings(deadline=None)
@given(texts, st.data())
def test_what_is_told_in_full_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assert anchor(text, Anchor(quote, start, end)) == (start, end)
    assert anchor(text, Anchor(quote, start, end, text[:start][-5:], text[end:][:5])) == (start, end)
    found = anchor(text, Anchor(quote, None, None, text[:start], text[end:]))
    assert found == (start, end)


@settings(deadline=None)
@given(texts, st.data())
def test_units_of_utf_16_are_counted_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in (start, end)]
    assert code_points(text, *units) == (start, end)
