"""The text with its citations, drawn by a component in the browser.

The text travels once, the spans when they change; a decision sends one letter a citation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import streamlit as st

from annotator.model import Annotation, Kind, Status
from annotator.review import Review
from annotator.review.spans import overlapping
from annotator.web.desk import Desk

KEY = "text"
LETTER: dict[Status, str] = {"suggested": "s", "confirmed": "c", "corrected": "k", "rejected": "r", "added": "a"}
KIND: dict[Kind, str] = {"constitution": "c", "treaty": "t", "resolution": "r"}


def message() -> Mapping[str, Any]:
    """The last thing the browser said; empty where it said nothing yet."""
    state = st.session_state.get(KEY)
    said = state.get("message") if isinstance(state, Mapping) else None
    return said if isinstance(said, Mapping) else {}


def draw(desk: Desk, saves: str = "") -> None:
    """Put the text on the page.

    Args:
        desk: what to show.
        saves: key of the button that saves the form which is open, for Ctrl+Enter.
    """
    _component()(key=KEY, data=data(desk, saves), on_message_change=_nothing)


def data(desk: Desk, saves: str = "") -> dict[str, Any]:
    """What the browser needs to know now, leaving out what it said it has."""
    annotations = desk.document.annotations
    spans = _spans(desk.review)
    spans_key = sha256(repr(spans).encode()).hexdigest()[:16]
    places = {a.id: i for i, a in enumerate(annotations)}
    line = desk.line()
    shown = {a.id for a in line}
    draft = desk.draft
    return {
        "doc": desk.key,
        "text": None if desk.has[0] == desk.key else desk.document.text,
        "spans": None if desk.has == (desk.key, spans_key) else spans,
        "spansKey": spans_key,
        "states": "".join(_letter(a, shown) for a in annotations),
        "order": None if desk.order == "text" else [places[a.id] for a in line],
        "current": -1 if desk.mode == "add" else places.get(desk.current or "", -1),
        "count": desk.review.count,
        "ack": desk.seen,
        "draft": [draft.start, draft.end] if draft else None,
        "say": desk.said,
        "failed": desk.failed,
        "saves": saves,
        "focus": {"on": desk.focus[0], "n": desk.focus[1]} if desk.focus else None,
    }


def _letter(a: Annotation, shown: set[str]) -> str:
    letter = LETTER[a.status]
    return letter if a.id in shown else letter.upper()


def _spans(review: Review) -> list[list[Any]]:
    annotations = review.document.annotations
    live = [a for a in annotations if a.status != "rejected"]
    rejected_over = {
        a.id for a in annotations if a.status == "rejected" and overlapping(live, a.start, a.end, a.id)
    }
    return [
        # Two marks cannot share text: a rejected one gives way to what stands on its place now.
        [a.start, a.end, KIND[a.kind], a.id, bool(a.warnings), a.id not in rejected_over]
        for a in annotations
    ]


def _nothing() -> None:
    """Messages are read at the start of a run, from the state."""


@cache
def _component() -> Callable[..., Any]:
    folder = files("annotator.web") / "component"
    return st.components.v2.component(
        "annotator_text",
        css=(folder / "text.css").read_text("utf-8"),
        js="\n".join((folder / name).read_text("utf-8") for name in ("offsets.js", "text.js")),
        # In the page's own tree the browser's selection can be read everywhere, not in Chromium alone.
        isolate_styles=False,
    )
