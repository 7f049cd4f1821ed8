"""Each warning is given where it belongs, says what is wrong in one line, and is not given beside a right citation."""

from __future__ import annotations

import pytest

from annotator import annotate
from annotator.model import Notice

GIVEN = [
    # a name of two conventions
    ("ambiguous", "Lawyers argued about article 4 of the Caracas Convention."),
    # an instrument in no table
    ("unresolved", "It follows from article 4 of the Harbour Pilots Convention."),
    # the year of another resolution
    ("year-mismatch", "Security Council resolution 1325 (2001) speaks of women."),
    # a date in another year
    ("year-mismatch", "General Assembly resolution 60/1 of 16 September 1999 is the outcome."),
    # a treaty with the year of another
    ("year-mismatch", "Lebanon did not sign the 1971 Refugee Convention."),
    # a number the Council has not reached
    ("unknown-number", "Security Council resolution 9999 (2030) does not exist."),
    # a symbol of the same kind
    ("unknown-number", "See S/RES/9999 for more."),
    # an article behind the last of a constitution
    ("pinpoint-out-of-range", "Article 450 of the Mexican Constitution is quoted."),
    # an article behind the last of a treaty
    ("pinpoint-out-of-range", "Article 300 of the Convention on the Rights of the Child is quoted."),
    # a section behind the last
    ("pinpoint-out-of-range", "Section 900 of the South African Constitution is quoted."),
]
RIGHT = [
    "Article 11 of the Mexican Constitution is quoted.",
    "Article 136 of the Mexican Constitution is its last.",
    "Security Council resolution 1325 (2000) speaks of women.",
    "General Assembly resolution 60/1 of 16 September 2005 is the outcome.",
    "General Assembly resolution 2312 (XXII) is the declaration.",
    "Article 54 of the Convention on the Rights of the Child is its last.",
    # signed in December 1966, in force in 1976: a year near the first is no slip
    "The 1966 International Covenant on Civil and Political Rights binds.",
    "Lebanon did not sign the 1951 Refugee Convention.",
]


def notices(text: str) -> tuple[Notice, ...]:
    (annotation,) = annotate(text).annotations
    return annotation.warnings


@pytest.mark.parametrize(("code", "text"), GIVEN)
def test_a_warning_is_given(code: str, text: str) -> None:
    found = notices(text)
    assert code in {notice.code for notice in found}
    assert all(notice.message and "\n" not in notice.message for notice in found)


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_citation_has_no_warning(text: str) -> None:
    assert notices(text) == ()


def test_a_number_that_cannot_be_has_no_reference() -> None:
    (annotation,) = annotate("Security Council resolution 9999 (2030) does not exist.").annotations
    assert annotation.reference is None
    assert annotation.confidence < 0.9
