"""The page as it is used by keys alone: the focus outlives a page that is drawn anew, and each stop has a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

__all__ = ["draw"]


def draw(page: str) -> None:
    """Hand over what the page is called. Nothing is to be seen.

    Args:
        page: its title.
    """
    _component()(key="focus", data={"page": page})


@cache
def _component() -> Callable[..., Any]:
    script = (files("annotator.web") / "component" / "focus.js").read_text("utf-8")
    return st.components.v2.component("annotator_focus", js=script, isolate_styles=False)
