"""The first page: open a text, or go on with one."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

import streamlit as st

from annotator.model import InputError
from annotator.review import Entry
from annotator.web import session, tables_panel
from annotator.web.review_page import style
from annotator.web.wording import counted, literal

SAMPLE = "embassy-note.txt"


def page() -> None:
    """Draw the page."""
    style()
    session.warm_up()
    _open_given()
    st.html(
        "<h1>Legal citations in a text</h1><p>Open a text: its citations of constitutions, treaties and UN resolutions"
        " are found, and you confirm or correct each with one key.</p>"
    )
    left, right = st.columns([0.5, 0.5], gap="large")
    with left:
        _upload()
        _paste()
        if st.button("Open the sample", key="sample"):
            _open((files("annotator.web") / "samples" / SAMPLE).read_bytes(), SAMPLE)
        tables_panel.draw()
    with right:
        _entries(session.workspace().entries())


def _upload() -> None:
    upload = st.file_uploader(
        "A text (.txt, .md), or a JSON that was downloaded here",
        key="upload",
        max_upload_size=session.LARGEST_FILE // 1_000_000,
    )
    if upload is None:
        st.session_state.pop("uploaded", None)
    elif st.session_state.get("uploaded") != upload.file_id:
        # A page is drawn many times while a file lies in the box: take it in once.
        st.session_state["uploaded"] = upload.file_id
        _open(upload.getvalue(), upload.name)
    elif said := st.session_state.get("refused"):
        st.error(literal(said))


def _paste() -> None:
    with st.form("paste", border=False):
        pasted = st.text_area("Or paste a text", key="pasted", height=160)
        if st.form_submit_button("Find citations", key="find"):
            _open((pasted or "").encode("utf-8", "surrogatepass"), "pasted text")


def _open(data: bytes, name: str) -> None:
    st.session_state.pop("refused", None)
    try:
        with st.spinner("Finding citations…"):
            opened = session.take_in(data, name)
    except InputError as error:
        st.session_state["refused"] = str(error)
        st.error(literal(str(error)))
        return
    st.session_state["opened_said"] = opened.said
    st.session_state.pop("desk", None)
    st.switch_page(st.session_state["pages"]["review"], query_params={"doc": opened.key})


def _open_given() -> None:
    """Take in the files the command line was given, once a session, and show the first."""
    given = os.environ.get("ANNOTATOR_OPEN")
    if not given or st.session_state.get("given_opened"):
        return
    st.session_state["given_opened"] = True
    first = None
    for path in json.loads(given):
        try:
            opened = session.take_in(Path(path).read_bytes(), Path(path).name)
            first = first or opened
        except (InputError, OSError) as error:
            st.error(literal(str(error)))
    if first is not None:
        st.session_state["opened_said"] = first.said
        st.switch_page(st.session_state["pages"]["review"], query_params={"doc": first.key})


def _entries(entries: list[Entry]) -> None:
    st.html("<h2>Documents</h2>")
    if not entries:
        st.html('<p class="card-small">None yet. What you open stays here, with every decision.</p>')
    for entry in entries:
        row = st.container(horizontal=True, vertical_alignment="center", key=f"entry_{entry.key}")
        if row.button(literal(entry.name), key=f"open_{entry.key}", type="tertiary"):
            st.switch_page(st.session_state["pages"]["review"], query_params={"doc": entry.key})
        told = f"{entry.reviewed} of {entry.total} reviewed"
        if entry.warned:
            told += f" · {counted(entry.warned, 'warning', 'warnings')}"
        row.html(f'<span class="card-small">{told}</span>')
