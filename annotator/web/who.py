"""Who is reviewing: the name decisions are kept under.

Where `[auth]` is configured in Streamlit's secrets the name comes from the login, and nothing is shown before it.
Otherwise the reviewer says a name once, and the browser keeps it.
"""

from __future__ import annotations

import getpass
import unicodedata
from collections.abc import Callable, Collection

import streamlit as st

from annotator.web import memory
from annotator.web.i18n import _

__all__ = ["LONGEST", "ask", "by_login", "change", "let_in", "name", "settled", "tidy"]

LONGEST = 80


def by_login() -> bool:
    """Is a login configured?"""
    return "is_logged_in" in st.user


def name() -> str:
    """The name of this session's reviewer."""
    if by_login():
        return _of_login()
    held = tidy(str(st.session_state.get("reviewer_name") or "")) or tidy(memory.recall("reviewer"))
    st.session_state["reviewer_name"] = held or _of_system()
    return str(st.session_state["reviewer_name"])


def settled() -> bool:
    """Did the reviewer say a name, now or on an earlier visit, or log in?"""
    return by_login() or bool(st.session_state.get("reviewer_said") or tidy(memory.recall("reviewer")))


def let_in(known: Callable[[], Collection[str]]) -> bool:
    """May the page be drawn? Asks for a login or a name where it may not.

    Args:
        known: tells the names decisions were taken under in this workspace. Where there are others than the one the
            system suggests, a newcomer says a name first: two reviewers' decisions must not get mixed.
    """
    if by_login():
        if st.user.is_logged_in:
            return True
        st.html(f"<h1>{_('Legal citations in a text')}</h1>")
        st.button(_("Log in"), key="login", type="primary", on_click=st.login)
        return False
    # Who was let in once stays in: a colleague's first decision must not close the page of somebody at work.
    if settled() or st.session_state.get("let_in") or not set(known()) - {_of_system()}:
        st.session_state["let_in"] = True
        return True
    st.html(f"<h1>{_('Who is reviewing?')}</h1>")
    ask("")
    return False


def ask(suggested: str) -> None:
    """A field for the name, with the one that is used as long as nothing else is said."""
    with st.form("who", border=False):
        row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        label = _("Your decisions are kept under this name")
        row.text_input(label, suggested, key="who_name", max_chars=LONGEST, width=320)
        row.form_submit_button(_("Keep the name"), on_click=_said)


def change(said: str) -> None:
    """Take another name from now on, and have the browser keep it; what is no name changes nothing."""
    if tidied := tidy(said):
        st.session_state["reviewer_name"] = tidied
        st.session_state["reviewer_said"] = True
        memory.remember("reviewer", tidied)


def tidy(said: str) -> str:
    """A name as it is kept: in one line, without what cannot be seen; blank where nothing is left.

    >>> tidy("  Ada \\n Lovelace\\x07 ")
    'Ada Lovelace'
    """
    shown = "".join(c for c in " ".join(said.split()) if unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
    return shown[:LONGEST].strip()


def _said() -> None:
    change(str(st.session_state.get("who_name") or ""))


def _of_login() -> str:
    """The address is one person's only; a name may be two's. An address nobody proved may be another person's."""
    fields = ("email", "preferred_username", "name", "sub")
    told = (st.user.get(field) for field in fields if field != "email" or st.user.get("email_verified") is not False)
    return next((found for value in told if isinstance(value, str) and (found := tidy(value))), "reviewer")


def _of_system() -> str:
    try:
        return tidy(getpass.getuser()) or "reviewer"
    except (KeyError, OSError, ImportError):
        return "reviewer"
