"""Tables of one's own in the app: taken in when sound, told line by line when not, and never a path of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.review import Workspace
from annotator.web import own_tables

APP = Path(__file__).parents[2] / "app.py"
TREATIES = (
    "id,title,date,place,entry_into_force,depositary,series,registration,articles,members,wikidata,url,source\n"
    "blue-lakes-2021,Convention on the Blue Lakes,2021-05-03,Quito,,,,,12,,,,own\n"
)
NAMES = (
    "id,name,language,kind,strength,valid_from,valid_until,source\n"
    "blue-lakes-2021,Blue Lakes Convention,en,short,strong,,,own\n"
    "blue-lakes-2021,BLC Accord,en,acronym,strong,,,own\n"
)
TEXT = "See article 3 of the Blue Lakes Convention."


@pytest.fixture(autouse=True)
def workspace_folder(own_workspace: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "w"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where uploaded tables lie."""
    return tmp_path / "w" / "tables"


def start() -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not at.exception
    return at


def upload(at: AppTest, files: dict[str, str | bytes], round: int = 0) -> AppTest:
    box = at.file_uploader(key=f"own_upload_{round}")
    box.set_value([(name, d.encode() if isinstance(d, str) else d, "text/csv") for name, d in files.items()]).run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def detected(at: AppTest, tmp_path: Path, text: str = TEXT) -> tuple[list[str], tuple[str, ...]]:
    """What a text opened now cites, and which folders the document names."""
    at.file_uploader(key="upload_0").upload("note.txt", text.encode()).run()
    assert not at.exception
    workspace = Workspace(tmp_path / "w" / "workspace.sqlite3")
    review = workspace.review(workspace.entries()[0].key)
    assert review is not None
    document = review.document
    return [a.reference.id for a in document.annotations if a.reference], document.generator.overlays


def test_uploaded_tables_are_kept_and_used(tmp_path: Path, kept: Path) -> None:
    at = upload(start(), {"treaty_names.csv": NAMES, "treaties.csv": TREATIES})
    page = shown(at)
    assert "treaties.csv, treaty_names.csv: in use from now on." in page
    assert "<code>treaties.csv</code> 1 row<" in page and "<code>treaty_names.csv</code> 2 rows<" in page
    assert "win over the shipped ones" in page
    assert sorted(path.name for path in kept.iterdir()) == ["treaties.csv", "treaty_names.csv"]
    assert [path.name for path in kept.parent.iterdir() if path.name.startswith(".")] == []
    again = start()  # another visit, with nothing in the box
    assert detected(again, tmp_path) == (["blue-lakes-2021"], ("tables",))


def test_they_are_searched_too(kept: Path, tmp_path: Path) -> None:
    upload(start(), {"treaty_names.csv": NAMES, "treaties.csv": TREATIES})
    at = start()
    detected(at, tmp_path, "See the Caracas Convention.")
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    at.text_input(key=f"edit_search_{form}").set_value("blue lakes").run()
    assert any("Blue Lakes" in option for option in at.radio(key=f"edit_reference_{form}").options)


def test_faults_are_listed_and_what_was_in_use_stays(kept: Path) -> None:
    at = upload(start(), {"treaties.csv": TREATIES})
    wrong = TREATIES.replace("2021-05-03", "May 2021").replace(",own", ",")
    upload(at, {"treaties.csv": wrong}, round=1)
    page = shown(at)
    assert "<li>treaties.csv:2: date &quot;May 2021&quot; is no date (YYYY-MM-DD, YYYY-MM or YYYY)</li>" in page
    assert "were not taken" in page and "in use from now on" not in page
    assert (kept / "treaties.csv").read_text("utf-8") == TREATIES
    assert "<code>treaties.csv</code> 1 row<" in page
    at.run()
    assert "May 2021" in shown(at)


def test_the_file_that_came_last_counts_and_others_may_follow(kept: Path) -> None:
    at = upload(start(), {"treaty_names.csv": NAMES})
    assert "id &quot;blue-lakes-2021&quot; is not in treaties.id" in shown(at)
    assert not kept.exists()
    box = at.file_uploader(key="own_upload_0")
    for content in (TREATIES.replace("2021-05-03", "2021-99-99"), TREATIES):
        box.upload("treaties.csv", content.encode())
    box.upload("treaty_names.csv", NAMES.encode()).run()
    assert (kept / "treaties.csv").read_text("utf-8") == TREATIES
    assert (kept / "treaty_names.csv").exists()


def test_removing_them_brings_the_shipped_ones_back(tmp_path: Path, kept: Path) -> None:
    at = upload(start(), {"treaty_names.csv": NAMES, "treaties.csv": TREATIES})
    (kept / "notes.txt").write_text("mine", "utf-8")
    at.button(key="own_remove").click().run()
    assert "were removed" in shown(at)
    assert [path.name for path in kept.iterdir()] == ["notes.txt"]
    assert detected(at, tmp_path)[1] == ()


@pytest.mark.parametrize(
    "name", ["../treaties.csv", "/tmp/treaties.csv", "..\\treaties.csv", "Treaties.csv", "other.csv", "schemas.csv"]
)
def test_a_name_that_is_no_table_is_never_written(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "tables"
    [fault] = own_tables.take(folder, {name: TREATIES.encode()})
    assert fault.startswith(f"{name}: no table has this name; it must be one of ambiguous_names.csv, ")
    assert list(tmp_path.iterdir()) == []


def test_names_and_cells_of_others_are_never_markup() -> None:
    at = upload(start(), {"<img src=x>.csv": TREATIES})
    assert "<img" not in shown(at)
    upload(at, {"treaties.csv": TREATIES.replace("2021-05-03", "<script>")})
    assert "<script" not in shown(at) and "&lt;script&gt;" in shown(at)


ODD = [
    ("spreadsheet", b"\xef\xbb\xbf" + TREATIES.replace("\n", "\r\n").rstrip().encode(), []),
    ("empty", b"", ["treaties.csv:1: the last line has no line end", "treaties.csv:1: the columns must be"]),
    ("binary", b"\xff\xfe\x00", ["treaties.csv:1: not UTF-8"]),
    ("zero byte", TREATIES.replace("Quito", "Q\0").encode(), ["treaties.csv:2: "]),
    ("long cell", TREATIES.replace("Quito", "Q" * 200_000).encode(), ["treaties.csv:2: not CSV"]),
    ("long number", TREATIES.replace(",12,", f",{'1' * 9999},").encode(), ["treaties.csv:2: articles"]),
    ("too large", b"x" * (own_tables.LARGEST_TABLE + 1), ["treaties.csv: the file is larger than 10 MB"]),
]


@pytest.mark.parametrize(("content", "told"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_files(content: bytes, told: list[str], tmp_path: Path) -> None:
    faults = own_tables.take(tmp_path / "tables", {"treaties.csv": content})
    assert [fault for fault in faults if not fault.startswith(tuple(told))] == []
    assert bool(faults) == bool(told)
    assert (tmp_path / "tables").exists() != bool(told)


def test_folders_of_the_command_line_lie_beneath(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "office"
    given.mkdir()
    (given / "treaties.csv").write_text(TREATIES, "utf-8")
    monkeypatch.setenv("ANNOTATOR_REFERENCES", json.dumps([str(given)]))
    at = upload(start(), {"treaty_names.csv": NAMES})  # leans on a row of the folder beneath
    assert "In use, from the folder office:" in shown(at) and "In use, uploaded:" in shown(at)
    assert detected(at, tmp_path) == (["blue-lakes-2021"], ("office", "tables"))


def test_a_folder_that_became_faulty_is_told_and_not_used(tmp_path: Path, kept: Path) -> None:
    at = upload(start(), {"treaties.csv": TREATIES})
    (kept / "treaties.csv").write_text(TREATIES.replace("2021-05-03", "soon"), "utf-8")
    at.run()
    assert "not in use" in shown(at) and "treaties.csv:2: date" in shown(at)
    assert detected(at, tmp_path)[1] == ()


@pytest.mark.parametrize("value", ["tables", '["tables"]', "{}", "[1]"])
def test_a_setting_that_is_no_list_of_paths_is_said(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_REFERENCES", value)
    [error] = start().error
    assert "ANNOTATOR" in error.value and "whole paths" in error.value
