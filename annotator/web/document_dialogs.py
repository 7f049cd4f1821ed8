"""What is asked before a document gets another name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from annotator.model import InputError
from annotator.review import Entry
from annotator.web import session
from annotator.web.i18n import _
from annotator.web.told import told
from annotator.web.wording import literal

__all__ = ["ask", "show"]


def ask(what: str, entries: Sequence[Entry]) -> None:
    """Have the dialog for one of the things that can be done with documents open at the next drawing."""
    st.session_state["asked"] = (what, list(entries))


def show() -> None:
    """Put the dialog on the page that was asked for, until it is answered or closed."""
    what, entries = st.session_state.get("asked", ("", []))
    if what == "rename":
        st.dialog(_("Rename"), on_dismiss=_close)(_rename)(entries[0])


def _close() -> None:
    st.session_state.pop("asked", None)


def _rename(entry: Entry) -> None:
    with st.form("rename", border=False):
        name = st.text_input(_("Name"), entry.name, key=f"name_{entry.key}", max_chars=200)
        if st.form_submit_button(_("Rename"), type="primary"):
            try:
                session.workspace().rename(entry.key, name or "")
            except InputError as error:
                st.error(literal(told(str(error))))
                return
            session.leave("")
            _close()
            st.rerun()
