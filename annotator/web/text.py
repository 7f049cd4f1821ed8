"""The text with its citations, drawn by a component in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from annotator.review import queue
from annotator.review.spans import shortened
from annotator.web.desk import Desk
from annotator.web.i18n import _, _n, language
from annotator.web.wire import letters
from annotator.web.wording import KIND, STATUS

KEY = "text"
# Read as one module, in this order.
SCRIPTS = ("offsets.js", "sheet.js", "edges.js", "list.js", "caret.js", "text.js")


def message() -> Mapping[str, Any]:
    """The last thing the browser said; empty where it said nothing yet."""
    state = st.session_state.get(KEY)
    said = state.get("message") if isinstance(state, Mapping) else None
    return said if isinstance(said, Mapping) else {}


def draw(desk: Desk, saves: str) -> None:
    """Put the text on the page.

    Args:
        desk: what to show.
        saves: key of the button that saves a form while one is open, for Ctrl+Enter.
    """
    _component()(key=KEY, data=data(desk, saves), on_message_change=_nothing)


def data(desk: Desk, saves: str) -> dict[str, Any]:
    """What the browser needs to know now, leaving out what it was sent before."""
    annotations = desk.document.annotations
    line = desk.line()
    shown = None if len(line) == len(annotations) else {a.id for a in line}
    places = {a.id: i for i, a in enumerate(annotations)}
    ranks = None if desk.order == "text" else [places[a.id] for a in queue(annotations, None, desk.order)]
    draft = desk.draft
    return {
        "doc": desk.key,
        "text": desk.wire.text(desk.key, desk.document.text),
        **desk.wire.rows(annotations),
        **desk.wire.ranks(desk.order, ranks),
        "states": letters(annotations, shown),
        "current": -1 if desk.mode == "add" else places.get(desk.current or "", -1),
        "count": desk.review.count,
        "ack": desk.seen,
        "draft": [draft.start, draft.end] if draft else None,
        "say": desk.said,
        "told": desk.told,
        "failed": desk.failed,
        "offer": _offer(desk),
        "saves": saves,
        "form": desk.mode != "look",
        "focus": {"on": desk.focus[0], "n": desk.focus[1]} if desk.focus else None,
        "words": words(),
    }


def _offer(desk: Desk) -> str | None:
    """The same decision for the other mentions of a name, in words."""
    if desk.offer is None or desk.mode != "look":
        return None
    name, number = shortened(desk.offer.name, 40), len(desk.offer.others)
    if desk.offer.action == "reject":
        return _n("Reject {n} more “{name}”", "Reject {n} more “{name}”", number, name=name)
    return _n("The same for {n} more “{name}”", "The same for {n} more “{name}”", number, name=name)


def words() -> dict[str, str]:
    """What the browser says by itself, in the reviewer's language."""
    return {
        "language": language(),
        "text": _("Text with citations"),
        "list": _("List of {n}"),
        "listed": _("Citations shown"),
        "warned": _("with a warning"),
        **{kind: KIND[kind] for kind in KIND},
        **{status: STATUS[status] for status in STATUS},
    }


def _nothing() -> None:
    """Messages are read at the start of a run, from the state."""


@cache
def _component() -> Callable[..., Any]:
    folder = files("annotator.web") / "component"
    return st.components.v2.component(
        "annotator_text",
        css=(folder / "text.css").read_text("utf-8"),
        js="\n".join((folder / name).read_text("utf-8") for name in SCRIPTS),
        # In the page's own tree the browser's selection can be read everywhere, not in Chromium alone.
        isolate_styles=False,
    )
