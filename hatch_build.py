"""Puts the tables and the browser app into the wheel; an editable install reads them where they lie."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = {
    "references": "annotator/_references",
    "app.py": "annotator/_app.py",
    ".streamlit/config.toml": "annotator/.streamlit/config.toml",
}


class CarryAlong(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable install would copy them once and then let the copies grow stale.
        if version != "editable":
            build_data["force_include"].update(CARRIED)
