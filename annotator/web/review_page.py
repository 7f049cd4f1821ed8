"""The review page: the text on the left, the citation at hand on the right."""

from __future__ import annotations

import streamlit as st

from annotator.export import dump
from annotator.model import KINDS, STATUSES, Document, Kind
from annotator.review import Filter, Progress, progress
from annotator.review.queue import ORDERS
from annotator.web import card, form, session, text
from annotator.web.desk import Desk
from annotator.web.i18n import _
from annotator.web.messages import hear
from annotator.web.wording import KEYS, KIND, STATUS, counted, html

NOUNS: dict[Kind, tuple[str, str]] = {
    "constitution": ("constitution", "constitutions"),
    "treaty": ("treaty", "treaties"),
    "resolution": ("UN resolution", "UN resolutions"),
}
ORDER = {"text": "as in the text", "uncertain": "least sure first", "warnings": "warnings first"}


def page() -> None:
    """Draw the page for the document in the address."""
    desk = session.desk(st.query_params.get("doc", ""))
    if desk is None:
        st.info("This document is not in the workspace. Open it again from its file.")
        st.page_link(st.session_state["pages"]["documents"], label="Documents")
        return
    hear(desk, text.message())
    _header(desk)
    left, right = st.columns([0.62, 0.38], gap="large")
    with left:
        _toolbar(desk)
        text.draw(desk, form.SAVES if desk.mode != "look" else "")
    with right, st.container(key="card"):
        if desk.mode == "look":
            card.draw(desk)
        else:
            form.draw(desk)
    if desk.help:
        desk.help = False
        _help()


def _header(desk: Desk) -> None:
    figures = progress(desk.document.annotations)
    row = st.container(horizontal=True, vertical_alignment="center", key="header")
    row.html(f'<div class="doc-name" dir="auto">{html(desk.document.document.name)}</div>')
    share = figures.reviewed / figures.total if figures.total else 1.0
    row.html(
        f'<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="{figures.total}"'
        f' aria-valuenow="{figures.reviewed}" aria-label="reviewed">'
        f"<span>{figures.reviewed} of {figures.total} reviewed</span>"
        f'<div class="bar"><div style="width:{share:.2%}"></div></div></div>'
    )
    document = desk.document

    # Bound now: a download has no session to ask.
    def contents(document: Document = document) -> bytes:
        return dump(document)

    stem = document.document.name.rsplit(".", 1)[0] or "document"
    row.download_button(
        "Download JSON",
        data=contents,
        file_name=f"{stem}.annotated.json",
        mime="application/json",
        key="download",
        on_click="ignore",
        icon=":material/download:",
    )


def _toolbar(desk: Desk) -> None:
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="toolbar")
    with row.popover("Filter", key="filter", type="tertiary"):
        kinds = st.multiselect("Kind", KINDS, format_func=KIND.__getitem__, key="kind", bind="query-params")
        statuses = st.multiselect("Status", STATUSES, format_func=STATUS.__getitem__, key="status", bind="query-params")
        warned = st.checkbox("only with a warning", key="warned", bind="query-params")
        order = st.radio("Order", ORDERS, format_func=ORDER.__getitem__, key="order", bind="query-params")
    desk.shown = Filter(frozenset(kinds), frozenset(statuses), bool(warned))
    desk.order = order or "text"
    figures = progress(desk.document.annotations)
    row.html(_counts(desk, figures))
    row.button("Undo `u`", key="undo", type="tertiary", disabled=not desk.review.can_undo, on_click=desk.undo)
    row.button("Redo `U`", key="redo", type="tertiary", disabled=not desk.review.can_redo, on_click=desk.redo)
    row.button("Next `n`", key="next", type="tertiary", disabled=figures.finished, on_click=desk.next)
    if row.button("Keys `?`", key="help", type="tertiary"):
        desk.help = True


def _counts(desk: Desk, figures: Progress) -> str:
    """How many of each kind, which is the key to the colours too."""
    annotations = desk.document.annotations
    shown = len(desk.line())
    told = [f"{shown} of {figures.total} shown"] if shown != figures.total else []
    for kind, (one, many) in NOUNS.items():
        if number := sum(a.kind == kind for a in annotations):
            told.append(f'<span class="kind kind-{kind}"></span>{counted(number, one, many)}')
    if figures.warned:
        told.append(counted(figures.warned, "warning", "warnings"))
    return f'<div class="counts">{" &nbsp; ".join(told) or "no citations"}</div>'


@st.dialog("Keys")
def _help() -> None:
    rows = "".join(f"<tr><td><kbd>{html(key)}</kbd></td><td>{html(_(told))}</td></tr>" for key, told in KEYS)
    st.html(f'<table class="keys">{rows}</table><p>Select words in the text to add a citation.</p>')
