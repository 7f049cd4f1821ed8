"""The review page: the text on the left, the citation at hand on the right."""

from __future__ import annotations

from typing import Any

import streamlit as st

from annotator.export.formats import FORMATS, Format
from annotator.model import Document
from annotator.review import Workspace, progress
from annotator.web import card, detect_again, downloads, form, session, text, toolbar
from annotator.web.desk import Desk
from annotator.web.downloads_panel import dropped
from annotator.web.i18n import _, figure
from annotator.web.messages import hear
from annotator.web.wording import KEY_NAMES, KEYS, html, literal


@st.fragment
def page() -> None:
    """Draw the page for the document in the address. A step of the review draws this part anew and not the frame."""
    desk = session.desk(st.query_params.get("doc", ""))
    if desk is None:
        st.info(_("This document is not in the workspace. Open it again from its file."))
        st.page_link(st.session_state["pages"]["documents"], label=_("Documents"))
        return
    hear(desk, text.message())
    header = st.container(horizontal=True, vertical_alignment="center", key="header")
    left, right = st.columns([0.62, 0.38], gap="large")
    with left:
        toolbar.draw(desk)
        text.draw(desk, form.SAVES)
    with right, st.container(key="card"):
        if desk.mode == "look":
            card.draw(desk)
        else:
            form.draw(desk)
    _header(header, desk)
    if desk.help:
        desk.help = False
        _help()
    detect_again.show(desk.tell)
    # The first decision asks the engine for other mentions of the name.
    session.warm_up()


def _header(row: Any, desk: Desk) -> None:
    figures = progress(desk.document.annotations)
    row.html(f'<div class="doc-name" dir="auto">{html(desk.document.document.name)}</div>')
    row.html(toolbar.counts(desk.document.annotations, len(desk.line()), figures))
    share = figures.reviewed / figures.total if figures.total else 1.0
    reviewed = _("{n} of {total} reviewed", n=figure(figures.reviewed), total=figure(figures.total))
    row.html(
        f'<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="{figures.total}"'
        f' aria-valuenow="{figures.reviewed}" aria-label="{html(reviewed)}">'
        f'<span>{html(reviewed)}</span><div class="bar"><div style="width:{share:.2%}"></div></div></div>'
    )
    stale = session.is_stale(desk.document.generator.references)
    row.button(
        _("Detect again"),
        key="again",
        type="tertiary",
        icon=":material/refresh:",
        # An open form would be lost.
        disabled=desk.mode != "look",
        help=_("the tables changed since") if stale else None,
        on_click=detect_again.ask,
        args=([desk.key],),
    )
    menu = row.popover(
        _("Download"), type="tertiary", key="downloads", icon=":material/download:", on_change="rerun"
    )
    # Drawn only while it is open: a decision would wait for all of them.
    if menu.open:
        with menu:
            for kind in FORMATS:
                _download(kind, desk)


def _download(kind: Format, desk: Desk) -> None:
    """One format of the menu; where it is written into the original file, only with that file at hand."""
    document, workspace, key = desk.document, desk.workspace, desk.key
    if kind.into is not None and document.document.media_type != kind.original:
        return

    # Bound now: a download has no session to ask.
    def contents(document: Document = document, workspace: Workspace = workspace, key: str = key) -> bytes:
        return downloads.contents(kind, [(document, workspace.original(key) if kind.into is not None else None)])

    lost = dropped(kind)
    st.download_button(
        literal(_(kind.title)),
        data=contents,
        file_name=downloads.file_name(kind, [document.document.name]),
        mime=kind.media_type,
        key=f"download_{kind.id}",
        on_click="ignore",
        type="tertiary",
        help=literal(_("Not kept: {parts}.", parts=", ".join(lost))) if lost else None,
    )


def _help() -> None:
    st.dialog(_("Keys"))(_keys)()


def _keys() -> None:
    named = [(KEY_NAMES.get(key, key), _(told)) for key, told in KEYS]
    rows = "".join(f"<tr><td><kbd>{html(key)}</kbd></td><td>{html(does)}</td></tr>" for key, does in named)
    more = html(_("Select words in the text to add a citation."))
    st.html(f'<table class="keys">{rows}</table><p>{more}</p>')
