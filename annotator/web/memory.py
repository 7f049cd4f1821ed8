"""What a browser keeps between two visits: the reviewer's name and language, in cookies that nobody else is sent.

The same piece of script tells screen readers which language the page is in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import unquote

import streamlit as st

from annotator.web import i18n

__all__ = ["draw", "recall", "remember"]

_PREFIX = "annotator_"
_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  for (const [name, value] of Object.entries(data.kept)) {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`;
  }
}
"""


def recall(name: str) -> str:
    """What this browser was told to keep; blank where there is nothing."""
    return unquote(st.context.cookies.get(_PREFIX + name, ""))


def remember(name: str, value: str) -> None:
    """Have the browser keep something from the next drawing on."""
    st.session_state["kept"] = {**st.session_state.get("kept", {}), _PREFIX + name: value}


def draw() -> None:
    """Hand over what is to be kept. Nothing is to be seen."""
    _component()(key="memory", data={"language": i18n.language(), "kept": st.session_state.get("kept", {})})


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("annotator_memory", js=_SCRIPT, isolate_styles=False)
