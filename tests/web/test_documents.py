"""The list of documents: many files at once, found, named, deleted, brought back, downloaded."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.export import load
from annotator.export.formats import FORMATS, format_of
from annotator.model import InputError
from annotator.read import source_from_text
from annotator.review import Opened, Workspace, apply, confirm
from annotator.web import document_list, downloads, session
from annotator.web.downloads_panel import collected
from tests.read.made import word_of, zipped
from tests.review.made import TEXT, annotate_by_hand
from tests.web.app import go, shown, start

MARKUP = "<img src=x onerror=alert(1)> ![n](x.png) :red[x].txt"


@pytest.fixture(autouse=True)
def read_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "annotate", annotate_by_hand)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w.sqlite3")


def put(workspace: Workspace, *names: str) -> list[str]:
    """Documents of these names, each with a text of its own."""
    texts = [f"{TEXT}\n{number}" for number, _ in enumerate(names)]
    return [
        workspace.open(annotate_by_hand(source_from_text(text, name)), text.encode()).key
        for text, name in zip(texts, names, strict=True)
    ]


def decide(workspace: Workspace, key: str) -> None:
    """Ada confirms the first citation of a document."""
    review = workspace.review(key, "Ada")
    assert review is not None
    event = confirm(review, [review.document.annotations[0].id], reviewer="Ada", at="2026-01-01T00:00:00Z")
    assert event is not None
    workspace.append(key, event, apply(review, event))


def names(at: AppTest) -> list[str]:
    """The documents in the list, in its order."""
    links = [str(link.proto.label).replace("\\", "") for link in at.get("page_link")]
    # The links to the pages come before those to the documents.
    return links[len(at.session_state["pages"]) :]


def test_many_files_at_once_and_one_bad_one(workspace: Workspace) -> None:
    at = start()
    box = at.file_uploader(key="upload_0")
    box.upload("a.txt", TEXT.encode())
    box.upload("bad.txt", b"\x89PNG\r\n\x1a\n" + bytes(20))
    box.upload("b.txt", f"{TEXT} again".encode())
    box.upload("again.txt", b"")
    box.run()
    assert not at.exception
    assert {entry.name for entry in workspace.entries()} == {"a.txt", "b.txt"}
    told = shown(at)
    assert "2 documents are new." in told
    assert "2 files were not taken in." in told
    assert "bad.txt: " in told and "PNG" in told
    # The box is empty again and nothing is taken in twice.
    assert at.file_uploader(key="upload_1").value == []
    at.run()
    assert len(workspace.entries()) == 2


ARCHIVE = {
    "a.txt": TEXT,
    "sub/b.docx": word_of(["Article 4 of the Caracas Convention."]),
    "bad.txt": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "__MACOSX/._a.txt": b"\0\5",
}


def test_an_archive_gives_each_of_its_documents_and_one_bad_one_is_told(workspace: Workspace) -> None:
    at = start()
    at.file_uploader(key="upload_0").upload("all.zip", zipped(ARCHIVE)).run()
    assert not at.exception
    assert {entry.name: entry.total for entry in workspace.entries()} == {"a.txt": 3, "b.docx": 1}
    # Neither came as a file of its own, so there is none to write into.
    assert not any(entry.original for entry in workspace.entries())
    assert "2 documents are new." in shown(at)
    (error,) = at.error
    assert "all.zip/bad.txt: this is a picture" in error.value.replace("\\", "")


def test_an_archive_on_the_command_line_tells_what_failed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({**ARCHIVE, "empty.txt": b""}))
    (tmp_path / "none.zip").write_bytes(zipped({}))
    given = [str(tmp_path / name) for name in ("all.zip", "none.zip", "gone.txt")]
    monkeypatch.setenv("ANNOTATOR_OPEN", json.dumps(given))
    told = shown(start("Ada"))
    assert "2 documents are new." in told
    assert "4 files were not taken in." in told
    for part in ("all.zip/bad.txt: ", "all.zip/empty.txt: ", "none.zip: there is no file in this", "gone.txt: "):
        assert part in told, part
    assert len(workspace.entries()) == 2


@pytest.mark.parametrize(("form", "name"), [("json", "all.zip"), ("jsonl", "all.jsonl")])
def test_a_download_of_several_comes_back_with_its_decisions(
    form: str, name: str, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = put(workspace, "a.txt", "b.txt")
    decide(workspace, keys[0])
    data = collected(workspace, format_of(form), keys, "Ada")
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "elsewhere.sqlite3"))
    at = start("Ada")
    at.file_uploader(key="upload_0").upload(name, data).run()
    assert not at.exception
    elsewhere = Workspace(tmp_path / "elsewhere.sqlite3")
    assert {entry.name: entry.reviewed for entry in elsewhere.entries("Ada")} == {"a.txt": 1, "b.txt": 0}


def test_a_file_that_is_one_text_is_kept_for_the_exports_that_write_into_it(workspace: Workspace) -> None:
    data = word_of(["Article 4 of the Caracas Convention."])
    [opened] = session.take_in(data, "b.docx")
    assert isinstance(opened, Opened)
    assert workspace.original(opened.key) == data
    [failed] = session.take_in(data[:200], "b.docx")
    assert isinstance(failed, InputError)


def test_a_known_text_is_told(workspace: Workspace) -> None:
    put(workspace, "known.txt")
    at = start()
    box = at.file_uploader(key="upload_0")
    box.upload("known.txt", f"{TEXT}\n0".encode())
    box.upload("new.txt", b"Nothing.")
    box.run()
    assert "1 document is new. 1 was known already." in shown(at)


def test_a_row_tells_kinds_progress_warnings_reviewers_and_language(workspace: Workspace) -> None:
    [key] = put(workspace, "news.txt")
    decide(workspace, key)
    told = shown(start("Ada"))
    for part in ("1 constitution", "1 treaty", "1 UN resolution", "1 of 3 reviewed", "1 warning", "<bdi>Ada</bdi>"):
        assert part in told, part
    # Another reviewer has decided nothing yet.
    assert "0 of 3 reviewed" in shown(start("Bo"))


def test_rename_delete_restore(workspace: Workspace) -> None:
    key, other = put(workspace, "news.txt", "other.txt")
    at = start("Ada")
    at.session_state["asked"] = ("rename", [entry for entry in workspace.entries() if entry.key == key])
    at.run()
    at.text_input(key=f"name_{key}").set_value(" ")
    next(button for button in at.button if button.label == "Rename").click().run()
    assert "needs a name" in at.error[0].value
    at.text_input(key=f"name_{key}").set_value(MARKUP)
    next(button for button in at.button if button.label == "Rename").click().run()
    assert not at.exception
    assert {entry.key: entry.name for entry in workspace.entries()}[key] == MARKUP
    assert "<img" not in shown(start("Ada"))

    at = start("Ada")
    tick(at, key)
    at.button(key="remove_many").click().run()
    assert [entry.key for entry in workspace.entries()] == [other]
    assert "deleted. Nothing is lost" in shown(at)
    assert "<img" not in shown(at)
    at.button(key=f"restore_{key}").click().run()
    assert {entry.key for entry in workspace.entries()} == {key, other}


def tick(at: AppTest, key: str) -> None:
    next(box for box in at.checkbox if str(box.key).startswith(f"tick_{key}")).check().run()


def test_ticks_gather_and_go(workspace: Workspace) -> None:
    keys = put(workspace, "a.txt", "b.txt", "c.txt")
    at = start("Ada")
    tick(at, keys[0])
    tick(at, keys[2])
    assert at.session_state["picked"] == {keys[0], keys[2]}
    box = next(box for box in at.checkbox if str(box.key).startswith("tick_all"))
    assert box.label == "2 ticked"
    box.uncheck().run()
    assert at.session_state["picked"] == set()
    next(box for box in at.checkbox if str(box.key).startswith("tick_all")).check().run()
    assert at.session_state["picked"] == set(keys)


def test_search_and_sort(workspace: Workspace) -> None:
    put(workspace, "Zürich.txt", "alpha.txt", "beta alpha.txt")
    entries = workspace.entries()
    assert {e.name for e in document_list.matching(entries, "ALPHA")} == {"alpha.txt", "beta alpha.txt"}
    assert {e.name for e in document_list.matching(entries, "alpha beta")} == {"beta alpha.txt"}
    assert {e.name for e in document_list.matching(entries, "zurich")} == {"Zürich.txt"}
    assert document_list.matching(entries, " ") == entries
    at = start("Ada")
    at.selectbox(key="sort").set_value("name").run()
    assert names(at) == ["alpha.txt", "beta alpha.txt", "Zürich.txt"]
    at.text_input(key="find_query").set_value("nothing like it").run()
    assert names(at) == []
    assert not at.exception


def test_many_documents_come_in_pages(workspace: Workspace) -> None:
    put(workspace, *(f"d{number:02}.txt" for number in range(60)))
    at = start("Ada")
    at.selectbox(key="sort").set_value("name").run()
    assert names(at) == [f"d{number:02}.txt" for number in range(25)]
    at.pagination(key="pages_documents_3").set_value(3).run()
    assert names(at) == [f"d{number:02}.txt" for number in range(50, 60)]
    at.text_input(key="find_query").set_value("d0").run()
    assert names(at) == [f"d{number:02}.txt" for number in range(10)]


def test_a_download_of_several_is_a_zip_with_one_file_each(workspace: Workspace) -> None:
    keys = put(workspace, "same.txt", "Same.txt", "../../x\\y.txt")
    data = collected(workspace, format_of("json"), keys, "Ada")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = archive.namelist()
        documents = [load(archive.read(name)) for name in held]
    assert len({name.casefold() for name in held}) == 3
    assert not any("/" in name or "\\" in name for name in held)
    assert [document.document.sha256 for document in documents] == [
        review.document.document.sha256 for key in keys if (review := workspace.review(key))
    ]
    assert data == collected(workspace, format_of("json"), keys, "Ada")


@pytest.mark.parametrize("form", FORMATS, ids=[form.id for form in FORMATS])
def test_every_format_of_the_table_can_be_downloaded(form: downloads.Format, workspace: Workspace) -> None:
    keys = put(workspace, "a.txt", "b.txt")
    assert collected(workspace, form, keys, "Ada")
    try:
        assert collected(workspace, form, keys[:1], "Ada")
    except InputError:
        assert form.into is not None  # written into an original of another kind
    assert downloads.file_name(form, ["a.txt"]).endswith(form.suffix)


# a name, the stem of a file
STEMS = [
    ("a.b.txt", "a.b"),
    ("C:\\folder\\x.txt", "x"),
    ("nul.txt", "_nul"),
    (".txt", "txt"),
    ("تقرير.txt", "تقرير"),
    ("a\u202egnp.txt", "a_gnp"),
    ("x" * 300 + ".txt", "x" * 120),
]


@pytest.mark.parametrize(("name", "stem"), STEMS)
def test_names_of_files_are_safe(name: str, stem: str) -> None:
    assert downloads.stem(name) == stem


def test_a_newcomer_to_a_shared_workspace_says_a_name_first(workspace: Workspace) -> None:
    [key] = put(workspace, "news.txt")
    decide(workspace, key)
    at = go(start(), "review", doc=key)
    assert "Who is reviewing?" in shown(at)
    assert not at.get("page_link")
    at.text_input(key="who_name").set_value("Bo")
    at.button[0].click().run()
    assert "0 of 3 reviewed" in shown(at)
    assert at.session_state["reviewer_name"] == "Bo"
