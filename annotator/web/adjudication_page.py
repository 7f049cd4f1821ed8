"""Adjudication: what several reviewers say of one text, side by side, disagreements first, and the settling of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from annotator.model import Annotation, InputError
from annotator.review import Adjudication, Event, Item, Version, agreement, apply, now, settle, undo
from annotator.web import filters, session
from annotator.web.i18n import N_, Words, _, _n, figure
from annotator.web.insights_page import table
from annotator.web.told import told
from annotator.web.wording import KIND, SIGN, STATUS, html, in_a_line, literal, pinpoint, stated

A_PAGE = 10
CONTEXT = 90
NOBODY = "\0none"
DIFFERS: Words[str] = Words(
    {
        "citation": N_("whether there is a citation"),
        "span": N_("the span"),
        "kind": N_("the kind"),
        "reference": N_("the reference"),
        "pinpoints": N_("the pinpoints"),
    }
)
STATE: Words[str] = Words(
    {"disagreed": N_("disagreed"), "waiting": N_("not everybody has decided yet"), "agreed": N_("agreed")}
)
# Each figure with a word on what it means.
MEANING = (
    (N_("exact spans (F1)"), N_("1 means that both marked exactly the same stretches of text.")),
    (N_("overlapping spans (F1)"), N_("As before, but a pair only needs to share text.")),
    (N_("same reference"), N_("Of the citations both marked, the share that mean the same instrument.")),
    (N_("Cohen's kappa"), N_("Agreement of two reviewers' decisions beyond chance: 1 is full agreement, 0 is chance.")),
    (N_("Krippendorff's alpha"), N_("The same for any number of reviewers: from 0.8 on it is usually held reliable.")),
)


def page() -> None:
    """Draw the page for the document in the address, or the list to choose one from."""
    key = st.query_params.get("doc", "")
    found = session.workspace().adjudication(key) if key else None
    if found is None:
        _choose()
    else:
        _adjudicate(key, found)


def _choose() -> None:
    st.html(f"<h1>{html(_('Adjudication'))}</h1>")
    shared = [entry for entry in session.workspace().entries() if len(entry.reviewers) > 1]
    if not shared:
        st.html(f"<p>{html(_('No document has the decisions of two reviewers yet.'))}</p>")
        how = _(
            "Each reviewer decides under a name of their own, which is changed at the top right;"
            " a document that two have decided on then stands here."
        )
        st.html(f'<p class="card-small">{html(how)}</p>')
        return
    st.html(f'<p class="card-small">{html(_("Documents with the decisions of several reviewers."))}</p>')
    for entry in filters.paged(shared, 25, "shared"):
        row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row_{entry.key}")
        row.page_link(
            st.session_state["pages"]["adjudication"],
            label=literal(entry.name),
            query_params={"doc": entry.key},
            width="stretch",
        )
        settled = f" · {_('settled in part or whole')}" if entry.settled else ""
        who = f'<span class="card-small"><bdi>{html(", ".join(entry.reviewers))}</bdi>{html(settled)}</span>'
        row.html(who, width="content")


def _adjudicate(key: str, found: Adjudication) -> None:
    with st.container(key="back"):
        st.page_link(st.session_state["pages"]["adjudication"], label=_("All documents"), icon=":material/arrow_back:")
    st.html(f'<h1 dir="auto">{html(found.document.document.name)}</h1>')
    left = _n("{n} disagreement is left to settle.", "{n} disagreements are left to settle.", found.left)
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="actions")
    row.html(f'<p role="status" aria-live="polite"><strong>{html(left)}</strong></p>')
    if found.settled.can_undo:
        row.button(_("Undo"), key="undo_settled", type="tertiary", shortcut="u", on_click=_undo, args=(key, found))
    if said := st.session_state.pop("settled_said", ""):
        st.html(f'<p class="card-small" role="status">{html(said)}</p>')
    with st.expander(_("Agreement"), key="agreement", type="compact"):
        _agreement(key)
    first = True
    for item in filters.paged(found.items, A_PAGE, "items"):
        _item(key, found, item, keys=first and item.left)
        first = False


def _agreement(key: str) -> None:
    workspace = session.workspace()
    reviews = {one.name: workspace.review(key, one.name) for one in workspace.reviewers(key)}
    try:
        figures = agreement({name: review.document for name, review in reviews.items() if review is not None})
    except InputError as error:
        st.html(f'<p class="card-small">{html(told(str(error)))}</p>')
        return
    heads = (_("reviewers"), *(_(name) for name, _meaning in MEANING[:4]), _("decided by both"))
    rows = [
        (
            f"{pair.first} – {pair.second}",
            *(_value(v) for v in (pair.exact_f1, pair.overlapping_f1, pair.same_reference, pair.kappa)),
            figure(pair.both),
        )
        for pair in figures.pairs
    ]
    meanings = "".join(f"<dt>{html(_(name))}</dt><dd>{html(_(meaning))}</dd>" for name, meaning in MEANING)
    alpha = stated(_(MEANING[-1][0]), _value(figures.alpha))
    st.html(f'{table(heads, rows)}<p><strong>{html(alpha)}</strong></p><dl class="meanings card-small">{meanings}</dl>')


def _value(number: float | None) -> str:
    return _("nothing to measure") if number is None else figure(number, 2)


def _item(key: str, found: Adjudication, item: Item, *, keys: bool) -> None:
    text = found.document.text
    with st.container(key=f"item_{item.start}", border=item.left):
        before = text[max(0, item.start - CONTEXT) : item.start]
        after = text[item.end : item.end + CONTEXT]
        begins = "…" if item.start > CONTEXT else ""
        ends = "…" if item.end + CONTEXT < len(text) else ""
        before, quote, after = (html(in_a_line(part)) for part in (before, text[item.start : item.end], after))
        st.html(f'<div class="card-span" dir="auto">{begins}{before}<mark>{quote}</mark>{after}{ends}</div>')
        st.html(f'<p class="card-small">{html(_state(item))}</p>')
        columns = st.columns(len(item.versions))
        for number, (column, version) in enumerate(zip(columns, item.versions, strict=True), start=1):
            with column:
                st.html(_version(version))
                # The framework shows the key beside the label.
                st.button(
                    _("{name} is right", name=literal(version.reviewer)),
                    key=f"settle_{item.start}_{number}",
                    shortcut=str(number) if keys and number < 10 else None,
                    disabled=version.waits,
                    on_click=_settle,
                    args=(key, found, item, version.reviewer),
                )
        st.button(
            _("No citation here"),
            key=f"settle_{item.start}_none",
            type="tertiary",
            shortcut="x" if keys else None,
            on_click=_settle,
            args=(key, found, item, NOBODY),
        )


def _state(item: Item) -> str:
    if item.settled:
        return stated(_("settled"), "; ".join(_says(a) for a in item.settled))
    if item.differs:
        return stated(STATE[item.state], ", ".join(DIFFERS[part] for part in item.differs))
    return STATE[item.state]


def _version(version: Version) -> str:
    said = "".join(f'<div dir="auto">{html(_says(a))}</div>' for a in version.annotations)
    nothing = f"<div>{html(_('no citation'))}</div>"
    return f'<div class="version"><strong><bdi>{html(version.reviewer)}</bdi></strong>{said or nothing}</div>'


def _says(a: Annotation) -> str:
    meant = (a.reference.title or a.reference.id) if a.reference is not None else _("no reference")
    status = f"{STATUS[a.status]} {SIGN[a.status]}".strip()
    parts = [status, f"“{' '.join(a.quote.split())}”", KIND[a.kind], meant, *(pinpoint(path) for path in a.pinpoints)]
    return " · ".join(parts)


def _settle(key: str, found: Adjudication, item: Item, verdict: str) -> None:
    drafts: str | Sequence[object] = () if verdict == NOBODY else verdict
    _write(
        key,
        found,
        lambda: settle(found.settled, item, drafts, reviewer=session.reviewer(), at=now()),  # type: ignore[arg-type]
        _("Settled: no citation.") if verdict == NOBODY else _("Settled as {name} has it.", name=verdict),
    )


def _undo(key: str, found: Adjudication) -> None:
    _write(key, found, lambda: undo(found.settled, reviewer=session.reviewer(), at=now()), _("Undone."))


def _write(key: str, found: Adjudication, step: Callable[[], Event], said: str) -> None:
    try:
        event = step()
        session.workspace().append_settled(key, event, apply(found.settled, event))
    except InputError as error:
        said = told(str(error))
    st.session_state["settled_said"] = said
