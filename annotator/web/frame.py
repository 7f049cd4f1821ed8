"""What stands around every page: the way to the others, the reviewer's name and the language."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from annotator.web import i18n, memory, own_tables, session, who
from annotator.web.i18n import LANGUAGES, _, figure
from annotator.web.wording import literal

__all__ = ["draw", "style"]


def style() -> None:
    """The few rules the pages share, and the words that the boxes for files show in place of their own."""
    rules = (files("annotator.web") / "component" / "page.css").read_text("utf-8")
    words = [
        (":root", "choose", _("Choose files")),
        (".st-key-adding", "most", _most(session.LARGEST_FILE)),
        (".st-key-own_tables", "most", _most(own_tables.LARGEST_TABLE)),
    ]
    told = "".join(f"{place} {{ --{name}: {quoted(said)}; }}" for place, name, said in words)
    st.html(f"<style>{rules}{told}</style>")


def quoted(said: str) -> str:
    """Words as a string of a style sheet.

    >>> quoted('a "b" </style>')
    '"a \\\\22 b\\\\22  \\\\3c /style>"'
    """
    return '"' + "".join(f"\\{ord(c):x} " if c in "\"\\<\n\r" else c for c in said) + '"'


def draw(pages: dict[str, st.Page], document: str = "") -> None:
    """Put the row of pages on the page.

    Args:
        pages: by name, in their order.
        document: key of the document that was open last, where the way to the review page leads.
    """
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="frame")
    for name, page in pages.items():
        if name == "review":
            row.page_link(page, disabled=not document, query_params={"doc": document} if document else None)
        else:
            row.page_link(page)
    with row.popover(f"{literal(who.name())} · {i18n.language().upper()}", type="tertiary", key="who_popover"):
        if who.by_login():
            st.text(who.name())
            st.button(_("Log out"), key="logout", on_click=st.logout)
        else:
            st.text_input(
                _("Your decisions are kept under this name"),
                who.name(),
                # A name that was changed elsewhere is a new field, which shows it.
                key=f"name_of_{who.name()}",
                max_chars=who.LONGEST,
                on_change=_renamed,
                args=(f"name_of_{who.name()}",),
            )
        codes = list(LANGUAGES)
        st.selectbox(
            _("Language"),
            codes,
            index=codes.index(i18n.language()),
            format_func=LANGUAGES.__getitem__,
            key=f"language_{i18n.language()}",
            on_change=_spoken,
            args=(f"language_{i18n.language()}",),
        )


def _most(size: int) -> str:
    return _("up to {n} MB each", n=figure(size // 1_000_000))


def _renamed(key: str) -> None:
    who.change(str(st.session_state.get(key) or ""))


def _spoken(key: str) -> None:
    code = str(st.session_state.get(key) or "")
    i18n.chosen(code)
    memory.remember("language", i18n.language())
