"""The concordance: all mentions of one instrument across the workspace, decided exactly as filtered."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from annotator.model import FORMS, STATUSES, InputError, Kind, Reference
from annotator.references.search import SearchHit
from annotator.review import Cited, Mention, Mentions
from annotator.web import filters, session
from annotator.web.card import reference_html
from annotator.web.i18n import N_, Words, _, _n
from annotator.web.told import told
from annotator.web.wording import FORM, KIND, SIGN, STATUS, WARNING, html, in_a_line, literal, pinpoint, told_apart

A_PAGE = 50
UNDONE: Words[str] = Words({"undo": N_("Undo"), "redo": N_("Redo")})

DECIDED = {
    "confirm": N_("Confirmed: {count} in {places}."),
    "reject": N_("Rejected: {count} in {places}."),
    "reopen": N_("Reopened: {count} in {places}."),
    "refer": N_("Corrected: {count} in {places}."),
}


def page() -> None:
    """Draw the page for the instrument in the address, or the list to choose one from."""
    reference = st.query_params.get("ref", "")
    if reference:
        _mentions(reference)
    else:
        _choose()


def _choose() -> None:
    st.html(f"<h1>{html(_('Concordance'))}</h1>")
    cited = session.workspace().cited(session.reviewer())
    if not cited:
        st.html(f"<p>{html(_('No instrument is cited yet: open a document first.'))}</p>")
        st.page_link(st.session_state["pages"]["documents"])
        return
    st.html(f'<p class="card-small">{html(_("Choose an instrument to see every place that cites it."))}</p>')
    query = st.text_input(
        _("Search"), key="find_instrument", placeholder=_("title or id"), label_visibility="collapsed", live=True
    )
    found = matching(cited, query or "")
    for number, one in enumerate(filters.paged(found, A_PAGE, "instruments")):
        row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row_{number}")
        row.page_link(
            st.session_state["pages"]["concordance"],
            label=literal(one.title or one.reference),
            query_params={"ref": one.reference},
            width="stretch",
        )
        counts = (
            KIND[one.kind],
            _n("{n} citation", "{n} citations", one.mentions),
            _n("{n} document", "{n} documents", one.documents),
        )
        row.html(f'<span class="card-small">{html(" · ".join(counts))}</span>', width="content")


def matching(cited: Sequence[Cited], query: str) -> list[Cited]:
    """The instruments that have every word of a query in their title or id.

    >>> matching([], "asylum")
    []
    """
    words = query.casefold().split()
    return [one for one in cited if all(word in f"{one.title} {one.reference}".casefold() for word in words)]


def _mentions(reference: str) -> None:
    with st.container(key="back"):
        st.page_link(st.session_state["pages"]["concordance"], label=_("All instruments"), icon=":material/arrow_back:")
    head = st.empty()
    found = _found(reference)
    known = session.instrument(reference)
    title = known.title if known is not None else next((item.title for item in found.items if item.title), reference)
    facts = reference_html(Reference(reference, title), titled=False, mentions=False)
    head.html(f'<h1 dir="auto">{html(title)}</h1><div class="card">{facts}</div>')
    counted = (
        _n("{n} citation", "{n} citations", found.total),
        _n("{n} document", "{n} documents", len(found.counts)),
    )
    st.html(f'<p role="status"><strong>{html(" · ".join(counted))}</strong></p>')
    if said := st.session_state.pop("decided_said", ""):
        st.html(f'<p role="status">{html(said)}</p>')
    if found.items:
        _decide(found, found.items[0].kind)
        st.html(lines(filters.paged(found.items, A_PAGE, "mentions")))
    else:
        _last_step()
        st.html(f"<p>{html(_('No citation passes the filter.'))}</p>")


def _found(reference: str) -> Mentions:
    """What the filters let through. Everything that is decided here is decided on exactly this list."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        statuses = filters.many(_("Status"), list(STATUSES), STATUS, "status", width=filters.WIDTH)
        forms = filters.many(_("Form"), list(FORMS), FORM, "form", width=filters.WIDTH)
        names = told_apart({entry.key: entry.name for entry in session.workspace().entries()})
        documents = filters.many(_("Documents"), list(names), names, "doc", width=filters.WIDTH)
        text = st.text_input(_("In the citation"), key="mention_text", placeholder=_("any words"), width=200, live=True)
        warned = st.checkbox(_("only with a warning"), key="warned", bind="query-params")
    found = session.workspace().mentions(
        session.reviewer(),
        reference_id=reference,
        status=statuses,
        form=forms,
        warned=bool(warned),
        text=text or "",
        document=documents[0] if len(documents) == 1 else "",
    )
    return filters.only(found, documents) if len(documents) > 1 else found


def _decide(found: Mentions, kind: Kind) -> None:
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="actions")
    number = len(found.items)
    labels = {
        "confirm": _n("Confirm {n}", "Confirm all {n}", number),
        "reject": _n("Reject {n}", "Reject all {n}", number),
        "reopen": _n("Reopen {n}", "Reopen all {n}", number),
    }
    for verdict, label in labels.items():
        row.button(
            label,
            key=f"{verdict}_all",
            type="primary" if verdict == "confirm" else "secondary",
            on_click=_all,
            args=(verdict, found),
        )
    with row.popover(_("Another instrument"), key="another"):
        query = st.text_input(
            _("Reference"), key="another_query", placeholder=_("search: title, acronym, symbol, country"), live=True
        )
        hits = session.search(query.strip(), kind) if query and query.strip() else []
        titles = {hit.id: f"{hit.title} ({hit.date})" if hit.date else hit.title for hit in hits}
        chosen = st.radio(
            _("Reference"), list(titles), format_func=lambda id: literal(titles[id]), key="another_id",
            label_visibility="collapsed", index=None,
        )  # fmt: skip
        hit = next((hit for hit in hits if hit.id == chosen), None)
        st.button(
            _n("{n} citation means this", "All {n} citations mean this", number),
            key="another_all",
            type="primary",
            disabled=hit is None,
            on_click=_all,
            args=(_whole(hit) if hit else "confirm", found),
        )
    _last_step(row)


def _whole(hit: SearchHit) -> Reference:
    """What the tables know of an instrument that was searched for, its address and its numbers elsewhere with it."""
    return session.references().reference(hit.id) or Reference(hit.id, hit.title, hit.date)


def _last_step(row: object = st) -> None:
    """The way back from what was decided here last, for as long as nothing else came after it."""
    number = st.session_state.get("batch", "")
    batch = session.workspace().batch(number) if number else None
    if batch is not None and batch.reviewer == session.reviewer():
        way = "redo" if batch.undone else "undo"
        row.button(UNDONE[way], key="undo_all", type="tertiary", on_click=_turn, args=(way, number))  # type: ignore[attr-defined]


def _all(verdict: str | Reference, found: Mentions) -> None:
    try:
        batch = session.workspace().decide_many(found, verdict, reviewer=session.reviewer())  # type: ignore[arg-type]
    except InputError as error:
        _say(told(str(error)))
        return
    if batch is None:
        _say(_("Nothing to change here."))
        return
    st.session_state["batch"] = batch.id
    places = _n("{n} document", "{n} documents", len(batch.documents))
    done = DECIDED[verdict if isinstance(verdict, str) else "refer"]
    _say(_(done, count=_n("{n} citation", "{n} citations", batch.changed), places=places))


def _turn(way: str, number: str) -> None:
    workspace = session.workspace()
    try:
        batch = (workspace.undo_many if way == "undo" else workspace.redo_many)(number, reviewer=session.reviewer())
    except InputError as error:
        _say(told(str(error)))
        return
    count = _n("{n} citation", "{n} citations", batch.changed)
    _say(_("Undone: {count}.", count=count) if way == "undo" else _("Done again: {count}.", count=count))


def _say(line: str) -> None:
    st.session_state["decided_said"] = line
    st.session_state.pop("desk", None)


def lines(items: Sequence[Mention]) -> str:
    """Mentions one below the other, each quote at the same place of its line, as HTML."""
    made = []
    document = ""
    for item in items:
        if item.document != document:
            document = item.document
            made.append(f'<h3 dir="auto">{html(item.name)}</h3>')
        address = "review?" + urlencode({"doc": item.document, "citation": item.annotation})
        facts = [f"{STATUS[item.status]} {SIGN[item.status]}".strip(), *(pinpoint(path) for path in item.pinpoints)]
        facts += [f"⚠ {WARNING.get(code, code)}" for code in item.warnings]
        before, quote, after = (in_a_line(part) for part in (item.prefix, item.quote, item.suffix))
        made.append(
            f'<div class="kwic" dir="auto"><span class="kwic-before"><bdi>{html(before.strip())}</bdi></span>'
            f'<span><a href="{html(address)}" target="_self">{html(quote)}</a>{html(after)}</span></div>'
            f'<div class="kwic-facts">{html(" · ".join(facts))}</div>'
        )
    return f'<div class="kwics">{"".join(made)}</div>'
