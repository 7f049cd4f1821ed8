"""The interface in the reviewer's language: what stands in the code is English and is looked up in a catalogue.

`_` translates a sentence, `_n` one that counts; `N_` and `N_n` only mark one that is translated where it is shown.
Values go in by name, after the lookup: `_("{name}: opened.", name=name)`. The catalogues lie in `locale/`, one folder
a language; `make messages` brings them up to date.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

__all__ = ["LANGUAGES", "N_", "N_n", "Words", "_", "_n", "chosen", "day", "figure", "language", "moment", "named"]

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""The languages of the interface, each under its own name."""
# The sign between thousands, a no-break one; where it is not said, a comma.
THOUSANDS = {"es": "\N{NARROW NO-BREAK SPACE}", "fr": "\N{NARROW NO-BREAK SPACE}", "pt": "."}
POINT = {"es": ",", "fr": ",", "pt": ","}
K = TypeVar("K", bound=str)


def N_(message: str) -> str:
    """Mark a sentence for the catalogues; it is translated later, where it is shown."""
    return message


def N_n(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts: `_n(*pair, number)` translates it later."""
    return one, many


MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def language() -> str:
    """The language of this session: what was chosen, else the browser's where there is a catalogue, else English."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    held = st.session_state.get("language")
    if held not in LANGUAGES:
        held = named(st.context.cookies.get("annotator_language", "")) or named(st.context.locale) or "en"
        st.session_state["language"] = held
    return str(held)


def chosen(code: str) -> None:
    """Show the interface in another language from now on; a code that is not known changes nothing."""
    if named(code):
        st.session_state["language"] = named(code)


def named(code: str | None) -> str | None:
    """The language of the interface a browser's code asks for, or None.

    >>> named("pt-BR"), named("ES"), named("de-CH"), named(None)
    ('pt', 'es', None, None)
    """
    short = (code or "").replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else None


def _(message: str, /, **values: object) -> str:
    """A sentence in the reviewer's language, with the values in it.

    >>> _("{name}: opened.", name="news.txt")
    'news.txt: opened.'
    """
    told = _catalogue(language()).gettext(message)
    return told.format(**values) if values else told


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence that counts; `{n}` in it is the number.

    >>> _n("{n} citation", "{n} citations", 1), _n("{n} citation", "{n} citations", 1200)
    ('1 citation', '1,200 citations')
    """
    told = _catalogue(language()).ngettext(one, many, number)
    return told.format(n=figure(number), **values)


def figure(number: float, places: int = 0) -> str:
    """A number as the language writes it.

    >>> figure(12345), figure(0.8123, 2)
    ('12,345', '0.81')
    """
    code = language()
    whole, dot, rest = f"{number:,.{places}f}".partition(".")
    return whole.replace(",", THOUSANDS.get(code, ",")) + (POINT.get(code, ".") + rest if dot else "")


def day(date: str) -> str:
    """A date in ISO 8601 as the language writes it; a year alone, or what is no date, stays.

    >>> day("1954-03-28"), day("1917"), day("1948-12")
    ('28 March 1954', '1917', '1948-12')
    """
    year, month, number = [*date[:10].split("-"), "", ""][:3]
    if not (year.isdigit() and month.isdigit() and number.isdigit() and 1 <= int(month) <= 12):
        return date
    first = "1er" if language() == "fr" and int(number) == 1 else str(int(number))
    return _("{day} {month} {year}", day=first, month=_(MONTHS[int(month) - 1]), year=year)


def moment(at: str) -> str:
    """A time in UTC as the language writes it.

    >>> moment("2026-11-24T19:15:02Z")
    '24 November 2026, 19:15 UTC'
    """
    return f"{day(at)}, {at[11:16]} UTC" if len(at) >= 16 else day(at)


class Words(Mapping[K, str]):
    """A table of words that are translated when they are asked for.

    >>> Words({"treaty": N_("treaty")})["treaty"]
    'treaty'
    """

    def __init__(self, words: Mapping[K, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, key: K) -> str:
        word = self._words[key]
        # The empty message is the head of a catalogue.
        return _(word) if word else word

    def __iter__(self) -> Iterator[K]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    path = files("annotator.web") / "locale" / code / "LC_MESSAGES" / "annotator.mo"
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
