"""The form in the card: a correction of a citation, or one that is added."""

from __future__ import annotations

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
    label = "Add `a`" if adding else "Save `a`"
    actions.button(label, key=SAVES, type="primary", on_click=_save, args=(desk, desk.round, draft.kind))
    actions.button("Cancel `Esc`", key="cancel", on_click=desk.cancel)
    _span(desk, draft.start, draft.end)
    kind = st.segmented_control(
        "Kind", KINDS, default=draft.kind, format_func=KIND.__getitem__, key=f"edit_kind_{desk.round}", required=True
    )
    reference = _reference(desk, kind or draft.kind)
    _pinpoints(desk, reference)
    st.text_input("Note", key=f"edit_note_{desk.round}", placeholder="optional, kept in the history")


def _save(desk: Desk, round: int, kind: Kind) -> None:
    """Take the fields as they are at the click: the last key may have come after the page was drawn."""
    if round != desk.round or desk.draft is None:
        return
    held = st.session_state
    paths = normalised(held.get(f"edit_pinpoints_{round}") or "")
    chosen = held.get(f"edit_reference_{round}") or NONE
    desk.save(
        held.get(f"edit_kind_{round}") or kind,
        _known(desk, chosen).get(chosen),
        tuple(paths),
        (held.get(f"edit_note_{round}") or "").strip(),
    )


def _blocked(desk: Desk, quotes: list[str], annotation: str) -> None:
    st.html(
        f'<div class="card"><p>The selection overlaps the citation “{html(quotes[0])}”.'
        " Two citations cannot share text.</p></div>"
    )
    row = st.container(horizontal=True, gap="small", key="actions")
    if len(quotes) == 1:
        row.button("Correct it to the selection", key="take_over", on_click=desk.take_over, args=(annotation,))
    row.button("Cancel `Esc`", key="cancel", on_click=desk.cancel)


def _span(desk: Desk, start: int, end: int) -> None:
    text = desk.document.text
    # Words of the same paragraph only, so that its direction of writing is the span's own.
    before = text[max(0, start - 24) : start].replace("\r", "\n").rpartition("\n")[2]
    after = text[end : end + 24].replace("\r", "\n").partition("\n")[0]
    st.html(
        f'<div class="card-span" dir="auto">{html(before)}<mark>{html(text[start:end])}</mark>{html(after)}</div>'
    )
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="nudges")
    row.html('<span class="card-small">start</span>', width="content")
    row.button("←", key="start_out", help="one character earlier", on_click=desk.nudge, args=("start", -1))
    row.button("→", key="start_in", help="one character later", on_click=desk.nudge, args=("start", 1))
    row.html('<span class="card-small">end</span>', width="content")
    row.button("←", key="end_in", help="one character earlier", on_click=desk.nudge, args=("end", -1))
    row.button("→", key="end_out", help="one character later", on_click=desk.nudge, args=("end", 1))
    st.html('<div class="card-small">Or select the span anew in the text.</div>')


def _reference(desk: Desk, kind: Kind) -> Reference | None:
    draft = desk.draft
    chosen_key = f"edit_reference_{desk.round}"
    # What was chosen before a new search stays in the list.
    known = _known(desk, st.session_state.get(chosen_key) or NONE)
    query = st.text_input(
        "Reference", key=f"edit_search_{desk.round}", placeholder="search: title, acronym, symbol, country", live=True
    )
    if query and query.strip():
        for hit in session.search(query.strip(), kind):
            known.setdefault(hit.id, Reference(hit.id, hit.title, hit.date))
    options = [*known, NONE]
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
        st.html(f'<div class="card">{reference_html(reference, titled=False)}</div>')
    return reference


def _known(desk: Desk, chosen: str) -> dict[str, Reference]:
    """The references to choose from without a search: the present one, the candidates, the one chosen."""
    draft, citation = desk.draft, desk.citation
    known: dict[str, Reference] = {}
    if draft and draft.reference:
        known[draft.reference.id] = draft.reference
    candidates = desk.suggestion.candidates if desk.suggestion else citation.candidates if citation else ()
    for c in candidates:
        known.setdefault(c.id, Reference(c.id, c.title, c.date))
    if chosen not in known and (found := session.references().reference(chosen)):
        known[chosen] = found
    return known


def _label(reference: Reference | None) -> str:
    if reference is None:
        return "none of the tables"
    date = f" ({reference.date})" if reference.date else ""
    return literal((reference.title or reference.id) + date)


def _pinpoints(desk: Desk, reference: Reference | None) -> None:
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
            f'<div class="card-warning">“{html(wrong[0])}” is no pinpoint.'
            " Write it like <code>art_6__para_1__point_b</code>.</div>"
        )
        return
    lines = []
    for path in paths:
        subject = session.references().article_subject(reference.id, path) if reference else None
        lines.append(f"<code>{html(path)}</code> {html(describe(path))}" + (f": {html(subject)}" if subject else ""))
    st.html(f'<div class="card-small">{"<br>".join(lines) or "no pinpoint: the whole instrument"}</div>')


def normalised(given: str) -> list[str]:
    """The paths a reviewer typed: split at white space, commas and semicolons, lower case, each once.

    >>> normalised("Art_6__Para_1, art_8 art_8")
    ['art_6__para_1', 'art_8']
    """
    return list(dict.fromkeys(part.lower() for part in given.replace(",", " ").replace(";", " ").split()))


