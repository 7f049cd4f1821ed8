"""The row above the text: what is shown and in which order, and the steps that concern the whole document.

What is chosen stands in the address, so that a reload or a bookmark shows the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from annotator.model import FORMS, KINDS, STATUSES, Annotation
from annotator.review import Filter, Progress, progress
from annotator.review.queue import ORDERS
from annotator.web import filters, session
from annotator.web.desk import Desk
from annotator.web.i18n import N_, Words, _, _n, figure
from annotator.web.wording import FORM, KIND, KINDS_COUNTED, STATUS, WARNING, keyed, told_apart

__all__ = ["counts", "draw"]

ORDER = Words({"text": N_("as in the text"), "uncertain": N_("least sure first"), "warnings": N_("warnings first")})
ANY = ""
# The key of a widget is also its name in the address; what it has where nothing is filtered.
UNFILTERED: dict[str, Any] = {
    "kind": [],
    "status": [],
    "form": [],
    "warned": False,
    "warning": ANY,
    "sure": (0, 100),
    "reference": ANY,
    "find": "",
}


def draw(desk: Desk) -> None:
    """Put the row on the page, and have the desk show what is chosen."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="toolbar")
    found = row.text_input(
        _("Find citations"),
        key="find",
        bind="query-params",
        placeholder=_("find citations"),
        label_visibility="collapsed",
        live=True,
        width=170,
    )
    active = sum(st.session_state.get(key, plain) != plain for key, plain in UNFILTERED.items() if key != "find")
    label = _("Filter · {n}", n=active) if active else _("Filter")
    with row.popover(label, key="filter", type="tertiary"):
        desk.shown = _filter(desk, (found or "").strip())
    filters.bound("order", ORDERS, ORDERS[0])
    order = row.selectbox(
        _("Order"),
        ORDERS,
        format_func=ORDER.__getitem__,
        key="order",
        label_visibility="collapsed",
        width=170,
    )
    filters.keep("order", [order] if order and order != ORDERS[0] else [])
    desk.order = order or "text"
    figures = progress(desk.document.annotations)
    steps = (
        ("undo", keyed(_("Undo"), "u"), desk.undo, desk.review.can_undo),
        ("redo", keyed(_("Redo"), "U"), desk.redo, desk.review.can_redo),
        ("next", keyed(_("Next"), "n"), desk.next, not figures.finished),
    )
    for key, label, act, open_to in steps:
        row.button(label, key=key, type="tertiary", disabled=not open_to, on_click=act)
    if row.button(keyed(_("Keys"), "?"), key="help", type="tertiary"):
        desk.help = True


def counts(annotations: tuple[Annotation, ...], shown: int, figures: Progress) -> str:
    """How many of each kind, which is the key to the colours too, as HTML."""
    told = [_("{n} of {total} shown", n=figure(shown), total=figure(figures.total))] if shown != figures.total else []
    numbers = Counter(a.kind for a in annotations)
    for kind, pair in KINDS_COUNTED.items():
        if numbers[kind]:
            told.append(f'<span class="kind kind-{kind}"></span>{_n(*pair, numbers[kind])}')
    if figures.warned:
        told.append(_n("{n} warning", "{n} warnings", figures.warned))
    if not told:
        told.append(_("no citations"))
    return f'<div class="counts">{" &nbsp; ".join(told)}</div>'


def _filter(desk: Desk, found: str) -> Filter:
    annotations = desk.document.annotations
    kinds = filters.many(_("Kind"), KINDS, KIND, "kind")
    statuses = filters.many(_("Status"), STATUSES, STATUS, "status")
    forms = filters.many(_("Form"), FORMS, FORM, "form")
    low, high = st.slider(_("Certainty in percent"), 0, 100, (0, 100), step=5, key="sure", bind="query-params")
    warned = st.checkbox(_("only with a warning"), key="warned", bind="query-params")
    warning = _any_or(_("Warning"), WARNING, "warning")
    reference = _any_or(_("Reference"), _references(annotations), "reference")
    st.button(_("Show all"), key="unfilter", on_click=_show_all)
    return Filter(
        frozenset(kinds),
        frozenset(statuses),
        bool(warned),
        forms=frozenset(forms),
        above=low / 100 if low else None,
        below=(high + 0.5) / 100 if high < 100 else None,
        warning=warning or ANY,
        reference=reference or ANY,
        text=found,
    )


def _any_or(label: str, words: Mapping[str, str], key: str) -> str:
    """One of several options, or no matter which."""
    filters.bound(key, list(words), ANY)
    chosen = st.selectbox(
        label, [ANY, *words], format_func=lambda code: words[code] if code else _("any or none"), key=key
    )
    filters.keep(key, [chosen] if chosen else [])
    return chosen or ANY


def _references(annotations: tuple[Annotation, ...]) -> dict[str, str]:
    """The instruments cited in the document by their titles, and the one the address asks for."""
    cited = {a.reference.id: a.reference.title or a.reference.id for a in annotations if a.reference is not None}
    told = dict(sorted(cited.items(), key=lambda item: item[1]))
    asked = st.query_params.get("reference", ANY)
    if asked and asked not in told and (known := session.instrument(asked)):
        told[asked] = known.title or asked
    return told_apart(told)


def _show_all() -> None:
    for key, plain in UNFILTERED.items():
        st.session_state[key] = plain
