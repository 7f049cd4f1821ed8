""" "Always read X as Y here" in the form: the next text is read so, what cannot be is told, and there is a way back."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from annotator.review import Workspace
from tests.web.app import shown, start

TEXT = "The envoy relied on article 2 of the Caracas Convention when he asked for diplomatic asylum."
OTHER = "See article 3 of the Caracas Convention."


def read(tmp_path: Path, name: str) -> str | None:
    """What the first citation of a document means, as it was detected."""
    workspace = Workspace(tmp_path / "w.sqlite3")
    key = next(entry.key for entry in workspace.entries() if entry.name == name)
    detected = workspace.detected(key)
    assert detected is not None
    reference = detected.annotations[0].reference
    return reference.id if reference else None


def correct(at: AppTest, reference: str) -> AppTest:
    """Correct the citation in hand to another instrument, always."""
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    at.radio(key=f"edit_reference_{form}").set_value(reference).run()
    box = at.checkbox(key=f"edit_always_{form}")
    assert "Caracas Convention" in box.label
    box.check().run()
    at.button(key="save").click().run()
    assert not at.exception
    return at


def test_a_name_is_read_so_from_then_on(tmp_path: Path) -> None:
    at = start("Ada")
    at.file_uploader(key="upload_0").upload("one.txt", TEXT.encode()).run()
    assert read(tmp_path, "one.txt") == "oas-a46"
    correct(at, "oas-a47")
    assert "Caracas Convention" in at.session_state["desk"].said
    [kept] = Workspace(tmp_path / "w.sqlite3").aliases()
    assert (kept.reviewer, kept.alias.name, kept.alias.reference) == ("Ada", "Caracas Convention", "oas-a47")

    at = start("Ada")
    at.file_uploader(key="upload_0").upload("two.txt", OTHER.encode()).run()
    assert not at.exception
    assert read(tmp_path, "two.txt") == "oas-a47"

    at = start("Ada")
    assert "“Caracas Convention” means" in shown(at)
    at.button(key=f"alias_remove_{kept.id}").click().run()
    assert not at.exception
    assert "“Caracas Convention” means" not in shown(at)
    assert Workspace(tmp_path / "w.sqlite3").aliases() == []


def test_a_pinpoint_alone_offers_nothing(tmp_path: Path) -> None:
    at = start("Ada")
    text = "Article 2 of the Caracas Convention is clear. Article 3 binds too, says the Court."
    at.file_uploader(key="upload_0").upload("one.txt", text.encode()).run()
    at.session_state["desk"].move(at.session_state["desk"].review.document.annotations[-1].id)
    at.run()
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    assert f"edit_always_{form}" not in [box.key for box in at.checkbox]
