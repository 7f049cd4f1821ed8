"""The form in the card: a correction of a citation, or one that is added."""

from __future__ import annotations

import streamlit as st

from annotator.model import KINDS, InputError, Kind, Reference
from annotator.review.spans import shortened
from annotator.review.typed import Typed, read_typed
from annotator.web import session
from annotator.web.card import reference_html
from annotator.web.desk import Desk
from annotator.web.i18n import _, day
from annotator.web.told import told
from annotator.web.wording import KIND, html, keyed, literal, pinpoint, stated

NONE = ""
SAVES = "save"


def draw(desk: Desk) -> None:
    """Put the form on the page."""
    draft = desk.draft
    if draft is None:
        return
    adding = desk.mode == "add"
    head = _("Add a citation") if adding else _("Correct the citation")
    st.html(f'<div class="card-head"><span>{html(head)}</span></div>')
    if adding and (blocked := desk.in_the_way()):
        _blocked(desk, [a.quote for a in blocked], blocked[0].id)
        return
    actions = st.container(horizontal=True, gap="small", key="actions")
    label = keyed(_("Add") if adding else _("Save"), "a")
    actions.button(label, key=SAVES, type="primary", on_click=_save, args=(desk, desk.round, draft.kind))
    actions.button(keyed(_("Cancel"), "Esc"), key="cancel", on_click=desk.cancel)
    _span(desk, draft.start, draft.end)
    kind = st.segmented_control(
        _("Kind"), KINDS, default=draft.kind, format_func=KIND.__getitem__, key=f"edit_kind_{desk.round}", required=True
    )
    reference = _reference(desk, kind or draft.kind)
    _pinpoints(desk, reference)
    st.text_input(_("Note"), key=f"edit_note_{desk.round}", placeholder=_("optional, kept in the history"))
    _always(desk, draft.start, draft.end, kind or draft.kind, reference)


def _always(desk: Desk, start: int, end: int, kind: Kind, reference: Reference | None) -> None:
    """Offer that the name is read as this instrument in every text from now on."""
    name = session.naming_of(desk.document.text[start:end], kind)
    if reference is None or not name:
        return
    title = literal(shortened(reference.title or reference.id, 60))
    st.checkbox(
        _("Always read “{name}” as {title} here", name=literal(shortened(name, 60)), title=title),
        key=f"edit_always_{desk.round}",
        help=_("In every text that is opened or detected again in this workspace; the first page lists such names."),
    )


def _save(desk: Desk, round: int, kind: Kind) -> None:
    """Take the fields as they are at the click: the last key may have come after the page was drawn."""
    if round != desk.round or desk.draft is None:
        return
    held = st.session_state
    read = _typed(desk, held.get(f"edit_pinpoints_{round}") or "")
    if read.rest:
        desk.tell(_unread(read), failed=True)
        return
    chosen = held.get(f"edit_reference_{round}") or NONE
    kind, reference = held.get(f"edit_kind_{round}") or kind, _known(desk, chosen).get(chosen)
    quote = desk.document.text[desk.draft.start : desk.draft.end]
    desk.save(kind, reference, read.paths, (held.get(f"edit_note_{round}") or "").strip())
    if held.get(f"edit_always_{round}") and reference is not None:
        _keep(desk, quote, kind, reference)


def _keep(desk: Desk, quote: str, kind: Kind, reference: Reference) -> None:
    """Make the name of a saved citation an alias; what is in the way is told, and the correction stands."""
    try:
        name = session.always(quote, kind, reference, desk.document.document.language)
    except InputError as error:
        desk.tell(told(str(error)), failed=True)
        return
    title = reference.title or reference.id
    said = _("“{name}” means {title} from now on, in every text opened or detected again.", name=name, title=title)
    desk.tell(said)


def _blocked(desk: Desk, quotes: list[str], annotation: str) -> None:
    told = _("The selection overlaps the citation “{quote}”. Two citations cannot share text.", quote=quotes[0])
    st.html(f'<div class="card"><p>{html(told)}</p></div>')
    row = st.container(horizontal=True, gap="small", key="actions")
    if len(quotes) == 1:
        label = _("Correct it to the selection")
        row.button(label, key="take_over", on_click=desk.take_over, args=(annotation,))
    row.button(keyed(_("Cancel"), "Esc"), key="cancel", on_click=desk.cancel)


def _span(desk: Desk, start: int, end: int) -> None:
    text = desk.document.text
    # Words of the same paragraph only, so that its direction of writing is the span's own.
    before = text[max(0, start - 24) : start].replace("\r", "\n").rpartition("\n")[2]
    after = text[end : end + 24].replace("\r", "\n").partition("\n")[0]
    st.html(
        f'<div class="card-span" dir="auto">{html(before)}<mark>{html(text[start:end])}</mark>{html(after)}</div>'
    )
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="nudges")
    earlier, later = _("one character earlier"), _("one character later")
    row.html(_small(_("start")), width="content")
    row.button("←", key="start_out", help=earlier, on_click=desk.nudge, args=("start", -1))
    row.button("→", key="start_in", help=later, on_click=desk.nudge, args=("start", 1))
    row.html(_small(_("end")), width="content")
    row.button("←", key="end_in", help=earlier, on_click=desk.nudge, args=("end", -1))
    row.button("→", key="end_out", help=later, on_click=desk.nudge, args=("end", 1))
    ways = _("Or drag an edge in the text, select the span anew, or press Alt ← → (with Shift for the start) there.")
    st.html(_small(ways))


def _reference(desk: Desk, kind: Kind) -> Reference | None:
    draft = desk.draft
    chosen_key = f"edit_reference_{desk.round}"
    # What was chosen before a new search stays in the list.
    known = _known(desk, st.session_state.get(chosen_key) or NONE)
    query = st.text_input(
        _("Reference"),
        key=f"edit_search_{desk.round}",
        placeholder=_("search: title, acronym, symbol, country"),
        live=True,
    )
    if query and query.strip():
        hits = {hit.id: Reference(hit.id, hit.title, hit.date) for hit in session.search(query.strip(), kind)}
        # What was asked for comes first, so that the arrow down from the field leads to it.
        known = {**hits, **{identity: reference for identity, reference in known.items() if identity not in hits}}
        if not hits:
            st.html(_small(_("Nothing in the tables answers this.")))
    options = [*known, NONE]
    chosen = st.radio(
        _("Reference"),
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


def _small(words: str) -> str:
    return f'<div class="card-small">{html(words)}</div>'


def _label(reference: Reference | None) -> str:
    if reference is None:
        return _("none of the tables")
    told = [reference.title or reference.id, *([day(reference.date)] if reference.date else [])]
    if reference.title:
        told.append(reference.id)
    return literal(" · ".join(told))


def _pinpoints(desk: Desk, reference: Reference | None) -> None:
    draft = desk.draft
    given = st.text_input(
        _("Pinpoints"),
        value=" ".join(draft.pinpoints) if draft else "",
        key=f"edit_pinpoints_{desk.round}",
        placeholder=_("as in the text, such as art. 6 (1) b; art. 8"),
        live=True,
    )
    read = _typed(desk, given or "")
    lines = []
    for path in read.paths:
        subject = session.references().article_subject(reference.id, path) if reference else None
        said = html(pinpoint(path))
        lines.append(f"<code>{html(path)}</code> {stated(said, html(subject)) if subject else said}")
    if lines or not read.rest:
        told = "<br>".join(lines) or html(_("no pinpoint: the whole instrument"))
        st.html(f'<div class="card-small" role="status">{told}</div>')
    if read.rest:
        st.html(f'<div class="card-warning" role="status">{html(_unread(read))}</div>')


def _typed(desk: Desk, given: str) -> Typed:
    return read_typed(given, session.references().words, desk.document.document.language)


def _unread(read: Typed) -> str:
    return _("“{words}” is no pinpoint: write it like art. 6 (1) b.", words=shortened(read.rest, 40))
