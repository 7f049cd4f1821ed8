"""The app as the tests drive it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = Path(__file__).parents[2] / "app.py"


def start(reviewer: str = "") -> AppTest:
    """The app on its first page, with a reviewer who said a name, if one is given."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    if reviewer:
        at.session_state["reviewer_name"] = reviewer
        at.session_state["reviewer_said"] = True
    return at.run()


def go(at: AppTest, page: str, **query: str) -> AppTest:
    """Follow a link to a page of the app, as its address has it."""
    # The framework's own `switch_page` knows pages that are files, not functions.
    at._page_hash = calc_hash(page)
    at.query_params.clear()
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def shown(at: AppTest) -> str:
    """All that is drawn as HTML."""
    return "\n".join(str(element.proto) for element in at.get("html"))
