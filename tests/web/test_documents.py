"""The list of documents: many files at once, found, named, deleted, brought back, downloaded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.export import load
from annotator.export.formats import FORMATS, format_of
from annotator.model import InputError
from annotator.read import source_from_text
from annotator.review import Workspace, apply, confirm
from annotator.web import document_list, downloads, session
from annotator.web.downloads_panel import collected
from tests.review.made import TEXT, annotate_by_hand
from tests.web.app import go, shown, start

MARKUP = "<img src=x onerror=alert(1)> ![n](x.png) :red[x].txt"


@pytest.fixture(autouse=True)
def own_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "w.sqlite3"))
    monkeypatch.delenv("ANNOTATOR_OPEN", raising=False)
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
    review = workspace.review(key, "Ada")
    assert review is not None
    event = confirm(review, [review.document.annotations[0].id], reviewer="Ada", at="2026-01-01T00:00:00Z")
    assert event is not None
    workspace.append(key, event, apply(review, event))
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
    review = workspace.review(key, "Ada")
    assert review is not None
    event = confirm(review, [review.document.annotations[0].id], reviewer="Ada", at="2026-01-01T00:00:00Z")
    assert event is not None
    workspace.append(key, event, apply(review, event))
    at = go(start(), "review", doc=key)
    assert "Who is reviewing?" in shown(at)
    assert not at.get("page_link")
    at.text_input(key="who_name").set_value("Bo")
    at.button[0].click().run()
    assert "0 of 3 reviewed" in shown(at)
    assert at.session_state["reviewer_name"] == "Bo"
