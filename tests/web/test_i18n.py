"""The catalogues are whole and say the same as the code; numbers, dates and plurals are the language's own."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from streamlit.testing.v1 import AppTest

from annotator.web import i18n
from tests.web.catalogues import CODES, compiled, held, path, refreshed, said


def plain(code: str) -> list[Message]:
    return [message for message in held(code) if message.id]


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (list, tuple)) else (str(text),)


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_says_what_the_written_one_says(code: str, tmp_path: Path) -> None:
    made = tmp_path / "made.mo"
    made.write_bytes(compiled(held(code)))
    with made.open("rb") as new, path(code).with_suffix(".mo").open("rb") as there:
        fresh, kept = gettext.GNUTranslations(new), gettext.GNUTranslations(there)
    for message in plain(code):
        one, many = forms(message.id)[0], forms(message.id)[-1]
        for number in (0, 1, 2, 5, 21):
            assert kept.ngettext(one, many, number) == fresh.ngettext(one, many, number), "run `make messages`"
        assert kept.gettext(one) == fresh.gettext(one), "run `make messages`"


@pytest.mark.parametrize("code", CODES)
def test_placeholders_and_markup_of_a_translation_are_those_of_the_sentence(code: str) -> None:
    marks = re.compile(r"\{\w*\}|</?\w+>|`[^`]*`")
    for message in plain(code):
        for source, told in zip(forms(message.id), forms(message.string), strict=True):
            if told:
                assert sorted(marks.findall(told)) == sorted(marks.findall(source)), source


def test_no_line_of_french_ends_before_a_sign() -> None:
    loose = re.compile(r" [:;!?»]|« ")
    assert [text for message in plain("fr") for text in forms(message.string) if loose.search(text)] == []


def test_the_code_marks_its_sentences() -> None:
    found = set(said())
    assert {"confirmed", ("{n} treaty", "{n} treaties")} <= found


# code, 1234567, 0.5, a first of the month, another day
WRITTEN = [
    ("en", "1,234,567", "0.50", "1 March 1954", "28 March 1954"),
    ("es", "1\u202f234\u202f567", "0,50", "1 de marzo de 1954", "28 de marzo de 1954"),
    ("fr", "1\u202f234\u202f567", "0,50", "1er mars 1954", "28 mars 1954"),
    ("pt", "1.234.567", "0,50", "1 de março de 1954", "28 de março de 1954"),
]


@pytest.mark.parametrize("row", WRITTEN, ids=[row[0] for row in WRITTEN])
def test_numbers_and_dates_are_the_languages_own(row: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: row[0])
    assert (i18n.figure(1234567), i18n.figure(0.5, 2), i18n.day("1954-03-01"), i18n.day("1954-03-28")) == row[1:]


def test_a_session_keeps_the_language_that_was_chosen() -> None:
    def script() -> None:
        import streamlit as st

        from annotator.web import i18n

        st.button("fr", on_click=i18n.chosen, args=("fr",))
        st.button("xx", on_click=i18n.chosen, args=("../../xx",))
        st.text(i18n.language() + " " + i18n._("confirmed"))

    at = AppTest.from_function(script).run()
    assert at.text[0].value == "en confirmed"
    at.button[0].click().run()
    assert at.text[0].value == "fr confirmée"
    at.button[1].click().run()
    assert at.text[0].value == "fr confirmée"


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_the_sentences_of_the_code_and_no_others(code: str) -> None:
    catalogue = held(code)
    assert {message.id for message in plain(code)} == set(said()), "run `make messages`"
    assert list(catalogue.obsolete) == []
    assert [message.id for message in plain(code) if message.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_of_a_catalogue_is_translated(code: str) -> None:
    assert plain(code)
    assert [message.id for message in plain(code) if not all(forms(message.string))] == []
    plurals = {len(forms(message.string)) for message in plain(code) if not isinstance(message.id, str)}
    assert plurals == {held(code).num_plurals}


@pytest.mark.parametrize("code", CODES)
def test_taking_sentences_in_keeps_what_is_translated(code: str) -> None:
    fresh = refreshed(code)
    assert fresh.plural_forms == held(code).plural_forms
    assert {message.id: message.string for message in fresh if message.id} == {
        message.id: message.string for message in plain(code)
    }
