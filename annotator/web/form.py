"""The form in the card: a correction of a citation, or one that is added."""

from __future__ import annotations

import regex
import streamlit as st

from annotator.model import KINDS, Kind, Reference
from annotator.pinpoints import describe, parse_path
from annotator.web import session
from annotator.web.card import reference_html
from annotator.web.desk import Desk
from annotator.web.wording import KIND, html, literal

NONE = ""
SAVES = "save"


def draw(desk: Desk) -> None:
    """Put the form on the page."""
    draft = desk.draft
    if draft is None:
        return
    adding = desk.mode == "add"
    st.html(f'<div class="card-head"><span>{"Add a citation" if adding else "Correct the citation"}</span></div>')
    if adding and (blocked := desk.in_the_way()):
        _blocked(desk, [a.quote for a in blocked], blocked[0].id)
        return
    actions = st.container(horizontal=True, gap="small", key="actions")
    _span(desk, draft.start, draft.end)
    kind = st.segmented_control(
        "Kind", KINDS, default=draft.kind, format_func=KIND.__getitem__, key=f"edit_kind_{desk.round}", required=True
    )
    reference = _reference(desk, kind or draft.kind)
    pinpoints, sound = _pinpoints(desk, reference)
    note = st.text_input("Note", key=f"edit_note_{desk.round}", placeholder="optional, kept in the history")
    label = "Add `Ctrl ↵`" if adding else "Save `Ctrl ↵`"
    saved = actions.button(label, key=SAVES, type="primary", disabled=not sound)
    actions.button("Cancel `Esc`", key="cancel", on_click=desk.cancel)
    if saved and sound:
        desk.save(kind or draft.kind, reference, pinpoints, (note or "").strip())
        st.rerun()


def _blocked(desk: Desk, quotes: list[str], annotation: str) -> None:
    st.html(
        f'<div class="card"><p>The selection overlaps the citation “{html(quotes[0])}”. Two citations cannot share text.</p></div>'
    )
    row = st.container(horizontal=True, gap="small", key="actions")
    if len(quotes) == 1:
        row.button("Correct it to the selection", key="take_over", on_click=desk.take_over, args=(annotation,))
    row.button("Cancel `Esc`", key="cancel", on_click=desk.cancel)


def _span(desk: Desk, start: int, end: int) -> None:
    text = desk.document.text
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    st.html(
        f'<div class="card-span" dir="auto">{html(before)}<mark>{html(text[start:end])}</mark>{html(after)}</div>'
    )
    row = st.container(horizontal=True, gap="small", key="nudges")
    row.html('<span class="card-small">start</span>')
    row.button("←", key="start_out", help="one character earlier", on_click=desk.nudge, args=("start", -1))
    row.button("→", key="start_in", help="one character later", on_click=desk.nudge, args=("start", 1))
    row.html('<span class="card-small">end</span>')
    row.button("←", key="end_in", help="one character earlier", on_click=desk.nudge, args=("end", -1))
    row.button("→", key="end_out", help="one character later", on_click=desk.nudge, args=("end", 1))
    row.html('<span class="card-small">or select it anew in the text</span>')


def _reference(desk: Desk, kind: Kind) -> Reference | None:
    draft, citation = desk.draft, desk.citation
    known: dict[str, Reference] = {}
    if draft and draft.reference:
        known[draft.reference.id] = draft.reference
    candidates = desk.suggestion.candidates if desk.suggestion else citation.candidates if citation else ()
    for c in candidates:
        known.setdefault(c.id, Reference(c.id, c.title, c.date))
    query = st.text_input(
        "Reference", key=f"edit_search_{desk.round}", placeholder="search: title, acronym, symbol, country", live=True
    )
    if query and query.strip():
        for hit in session.references().search(query.strip(), kind=kind, limit=8):
            known.setdefault(hit.id, Reference(hit.id, hit.title, hit.date))
    options = [*known, NONE]
    chosen_key = f"edit_reference_{desk.round}"
    # What was chosen before a new search stays in the list, chosen.
    held = st.session_state.get(chosen_key)
    if held and held not in options:
        options.insert(0, held)
        found = session.instrument(held)
        known[held] = Reference(held, found.title if found else "", found.date if found else None)
    chosen = st.radio(
        "Reference",
        options,
        index=options.index(draft.reference.id) if draft and draft.reference else len(options) - 1,
        format_func=lambda identity: _label(known.get(identity)),
        key=chosen_key,
        label_visibility="collapsed",
    )
    reference = known.get(chosen or NONE)
    if reference is not None:
        st.html(f'<div class="card">{reference_html(reference)}</div>')
    return reference


def _label(reference: Reference | None) -> str:
    if reference is None:
        return "none of the tables"
    date = f" ({reference.date})" if reference.date else ""
    return literal((reference.title or reference.id) + date)


def _pinpoints(desk: Desk, reference: Reference | None) -> tuple[tuple[str, ...], bool]:
    draft = desk.draft
    given = st.text_input(
        "Pinpoints",
        value=" ".join(draft.pinpoints) if draft else "",
        key=f"edit_pinpoints_{desk.round}",
        placeholder="art_6__para_1 art_8",
        live=True,
    )
    paths = normalised(given or "")
    wrong = [path for path in paths if parse_path(path) is None]
    if wrong:
        st.html(
            f'<div class="card-warning">“{html(wrong[0])}” is no pinpoint. Write it like <code>art_6__para_1__point_b</code>.</div>'
        )
        return (), False
    lines = []
    for path in paths:
        subject = session.references().article_subject(reference.id, path) if reference else None
        lines.append(f"<code>{html(path)}</code> {html(describe(path))}" + (f": {html(subject)}" if subject else ""))
    st.html(f'<div class="card-small">{"<br>".join(lines) or "no pinpoint: the whole instrument"}</div>')
    return tuple(paths), True


def normalised(given: str) -> list[str]:
    """The paths a reviewer typed: split at white space, commas and semicolons, lower case, each once.

    >>> normalised("Art_6__Para_1, art_8 art_8")
    ['art_6__para_1', 'art_8']
    """
    return list(dict.fromkeys(part.lower() for part in regex.split(r"[\s,;]+", given, timeout=1) if part))


