"""The first page: texts come in on one side, and all of them are listed on the other."""

from __future__ import annotations

import streamlit as st

from annotator.web import adding, document_list, session, tables_panel, who
from annotator.web.i18n import _
from annotator.web.wording import html


def page() -> None:
    """Draw the page."""
    session.warm_up()
    adding.open_given()
    if not who.settled():
        who.ask(who.name())
    entries = session.workspace().entries(session.reviewer())
    if not entries:
        told = _(
            "Open a text: its citations of constitutions, treaties and UN resolutions are found, and you confirm or"
            " correct each with one key."
        )
        st.html(f"<h1>{_('Legal citations in a text')}</h1><p>{html(told)}</p>")
    left, right = st.columns([0.36, 0.64], gap="large")
    with left, st.container(key="adding"):
        adding.draw()
        tables_panel.draw()
    with right, st.container(key="documents"):
        document_list.draw(entries)
