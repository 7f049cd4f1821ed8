"""Each test of the app has a workspace of its own, whatever the one who runs it has set."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No document, table or workspace from outside the test."""
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "w.sqlite3"))
    for name in ("ANNOTATOR_OPEN", "ANNOTATOR_REFERENCES"):
        monkeypatch.delenv(name, raising=False)
