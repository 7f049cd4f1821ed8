"""The flow of the pages, by the keys of their widgets. The engine is stood in for: its own tests are elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from annotator.export import dump, load
from annotator.model import Document
from annotator.review import Workspace, decisions_made
from annotator.web import session, text
from tests.review.made import ASYLUM, TEXT, annotate_by_hand, annotation
from tests.web.app import go

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture(autouse=True)
def read_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "annotate", annotate_by_hand)


def start() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=30).run()


def opened(content: bytes = TEXT.encode(), name: str = "news.txt") -> AppTest:
    at = start()
    at.file_uploader(key="upload_0").upload(name, content).run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    return "\n".join(str(element.proto) for element in at.get("html"))


def stored(tmp_path: Path) -> Document:
    workspace = Workspace(tmp_path / "w.sqlite3")
    review = workspace.review(workspace.entries()[0].key)
    assert review is not None
    return review.document


def press(at: AppTest, do: str, **more: Any) -> AppTest:
    """What the component sends for a key."""
    desk = at.session_state["desk"]
    message = {"n": desk.seen + 1, "do": do, "doc": desk.key, "base": desk.review.count, "id": desk.current, **more}
    at.session_state[text.KEY] = {"message": message}
    return at.run()


def test_upload_decide_undo(tmp_path: Path) -> None:
    at = opened()
    assert "0 of 3 reviewed" in shown(at)
    at.button(key="confirm").click().run()
    assert [a.status for a in stored(tmp_path).annotations] == ["confirmed", "suggested", "suggested"]
    at.button(key="reject").click().run()
    assert "2 of 3 reviewed" in shown(at)
    at.button(key="undo").click().run()
    assert [a.status for a in stored(tmp_path).annotations] == ["confirmed", "suggested", "suggested"]
    at.button(key="redo").click().run()
    assert stored(tmp_path).annotations[1].status == "rejected"
    assert not at.exception


def test_a_digit_chooses_and_goes_on(tmp_path: Path) -> None:
    at = opened()
    first = at.session_state["desk"].current
    press(at, "choose", digit=2)
    a = stored(tmp_path).annotations[0]
    assert (a.status, a.reference and a.reference.id) == ("corrected", "oas-a47")
    assert at.session_state["desk"].current != first
    press(at, "choose", digit=7)
    assert "no candidate 7" in at.session_state["desk"].said


def test_a_message_counts_once_and_never_when_it_is_late(tmp_path: Path) -> None:
    at = opened()
    press(at, "confirm")
    at.run()
    at.run()
    assert decisions_made(stored(tmp_path)) == 1
    press(at, "confirm", base=0)  # sent before the page knew of the first decision
    assert decisions_made(stored(tmp_path)) == 1
    assert "Nothing was decided" in at.session_state["desk"].said


def test_what_is_no_message_does_nothing(tmp_path: Path) -> None:
    at = opened()
    beyond = {"do": "select", "start": -4, "end": 10**9}
    for wrong in ({"do": 5}, {"do": "choose", "digit": "1"}, beyond, {"id": ["x"]}, {"has": 7}):
        press(at, **{"do": "confirm", "id": None, **wrong})
        assert not at.exception
    assert decisions_made(stored(tmp_path)) == 0


def test_correcting_by_the_form(tmp_path: Path) -> None:
    at = opened()
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    at.button(key="start_in").click().run()
    at.text_input(key=f"edit_pinpoints_{form}").set_value("Art_4__Para_2, art_9").run()
    assert "article 4, paragraph 2" in shown(at)
    at.radio(key=f"edit_reference_{form}").set_value("oas-a47").run()
    at.text_input(key=f"edit_note_{form}").set_value("per the minutes").run()
    at.button(key="save").click().run()
    assert not at.exception
    a = stored(tmp_path).annotations[0]
    assert a.quote == "rticle 4 of the Caracas Convention"
    assert (a.status, a.pinpoints) == ("corrected", ("art_4__para_2", "art_9"))
    assert a.reference is not None
    assert a.reference.id == "oas-a47"
    assert a.reference.identifiers == {"oas": "A-47"}
    assert a.history[0].note == "per the minutes"


def test_a_wrong_pinpoint_is_refused_in_words(tmp_path: Path) -> None:
    at = opened()
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    at.text_input(key=f"edit_pinpoints_{form}").set_value("art. 4, and so on").run()
    assert "“and so on” is no pinpoint" in shown(at)
    assert "art_4" in shown(at)  # what could be read is shown all the same
    at.button(key="save").click().run()
    assert at.session_state["desk"].failed
    assert decisions_made(stored(tmp_path)) == 0


def test_searching_the_tables_for_a_reference(tmp_path: Path) -> None:
    at = opened()
    at.button(key="edit").click().run()
    form = at.session_state["desk"].round
    at.text_input(key=f"edit_search_{form}").set_value("refugees").run()
    options = at.radio(key=f"edit_reference_{form}").options
    assert any("Refugees" in option for option in options), options


def test_adding_by_selection(tmp_path: Path) -> None:
    at = opened()
    start_at = TEXT.index("المادة 14")
    press(at, "select", start=start_at, end=start_at + len("المادة 14 "))
    at.button(key="save").click().run()
    added = stored(tmp_path).annotations[-1]
    assert (added.quote, added.status, added.history[0].before) == ("المادة 14", "added", None)


def test_a_selection_over_a_citation_offers_to_correct_it(tmp_path: Path) -> None:
    at = opened()
    a = stored(tmp_path).annotations[0]
    press(at, "select", start=a.start, end=a.end + 7)
    at.button(key="take_over").click().run()
    at.button(key="save").click().run()
    assert stored(tmp_path).annotations[0].quote == "Article 4 of the Caracas Convention leaves"


def test_keys_do_not_reach_past_an_open_form(tmp_path: Path) -> None:
    at = opened()
    press(at, "edit")
    for do in ("confirm", "reject", "undo"):
        press(at, do)
    press(at, "choose", digit=1)
    assert decisions_made(stored(tmp_path)) == 0
    press(at, "cancel")
    press(at, "confirm")
    assert decisions_made(stored(tmp_path)) == 1


def test_filters_hide_and_move_past(tmp_path: Path) -> None:
    at = opened()
    at.multiselect(key="kind").set_value(["resolution"]).run()
    assert "1 of 3 shown" in shown(at)
    press(at, "next")
    assert at.session_state["desk"].citation.kind == "resolution"


def test_a_filter_stands_in_the_address_by_codes_and_comes_back() -> None:
    at = opened()
    key = at.session_state["desk"].key
    at.multiselect(key="kind").set_value(["constitution"]).run()
    at.selectbox(key="reference").set_value("mx-1917").run()
    at.selectbox(key="order").set_value("uncertain").run()
    told = {name: at.query_params[name] for name in ("kind", "reference", "order")}
    assert told == {"kind": "constitution", "reference": "mx-1917", "order": "uncertain"}
    again = go(start(), "review", doc=key, **told)
    assert again.session_state["desk"].shown.kinds == {"constitution"}
    assert (again.session_state["desk"].shown.reference, again.session_state["desk"].order) == ("mx-1917", "uncertain")
    again.button(key="unfilter").click().run()
    assert not {"kind", "reference"} & set(dict(again.query_params))


def test_a_text_without_citations_says_so() -> None:
    assert "No citation was found" in shown(opened(b"Nothing to see here."))


def test_coming_back_by_the_address(tmp_path: Path) -> None:
    at = opened()
    press(at, "confirm")
    key = at.session_state["desk"].key
    again = go(start(), "review", doc=key)
    assert "1 of 3 reviewed" in shown(again)
    assert "news.txt" not in json.dumps(dict(again.query_params))


def test_uploading_what_was_downloaded_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened()
    press(at, "confirm")
    exported = dump(stored(tmp_path))
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path / "elsewhere"))
    again = opened(exported, "news.annotated.json")
    assert "1 of 3 reviewed" in shown(again)
    again.button(key="undo").click().run()
    assert "0 of 3 reviewed" in shown(again)


WHOLE = dump(annotate_by_hand(TEXT))
# (name, bytes, a word of the refusal)
BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \r\n\t", "white space"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), "PNG"),
    ("cut.json", WHOLE[:-200], "cut short"),
    ("changed.json", WHOLE.replace(b"Caracas", b"Cabacas"), "sha256"),
    ("other.json", b'{"a": 1}', "not an annotated document"),
    ("long.txt", b"word " * 2_100_000, "too many"),
]


@pytest.mark.parametrize(("name", "content", "word"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_gets_one_line_and_loses_nothing(name: str, content: bytes, word: str, tmp_path: Path) -> None:
    at = opened()
    press(at, "confirm")
    at = opened(content, name)
    (error,) = at.error
    assert word in error.value.replace("\\", "")
    assert "\n" not in error.value
    assert decisions_made(stored(tmp_path)) == 1
    at.button(key="sample").click().run()
    assert not at.exception


def test_files_named_on_the_command_line_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "given.txt"
    path.write_text(TEXT, "utf-8")
    monkeypatch.setenv("ANNOTATOR_OPEN", json.dumps([str(tmp_path / "gone.txt"), str(path)]))
    at = start()
    assert not at.exception
    assert "0 of 3 reviewed" in shown(at)


def test_a_workspace_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database at all " * 300)
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(broken))
    at = start()
    (error,) = at.error
    assert "cannot be used" in error.value
    assert broken.read_bytes() == b"no database at all " * 300


def test_text_of_others_is_never_markup() -> None:
    markup = "![x](http://example.org/x.png) <img src=x onerror=alert(1)> :red[x] Article 4 of the Caracas Convention"
    at = opened(markup.encode(), "<b>![n](http://example.org/n.png)</b>.txt")
    assert "<img" not in shown(at)
    assert "<b>!" not in shown(at)
    document = load(dump(annotate_by_hand(markup)))
    assert document.text == markup


def annotate_thrice(source: object, *, references: object = None) -> Document:
    """The engine's stand-in, with two more citations that bear the first one's name."""
    found = annotate_by_hand(source)  # type: ignore[arg-type]
    quotes = ("article 7 of the Caracas Convention", "article 9 of the Caracas Convention")
    more = [annotation(found.text, quote, "treaty", (ASYLUM,)) for quote in quotes if quote in found.text]
    return replace(found, annotations=tuple(sorted((*found.annotations, *more), key=lambda a: a.start)))


@pytest.mark.parametrize(("do", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_the_same_again_for_all_mentions_is_one_step(
    do: str, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "annotate", annotate_thrice)
    more = "So says article 7 of the Caracas Convention, and article 9 of the Caracas Convention.\n"
    at = opened((TEXT + more).encode(), "again.txt")
    press(at, do)
    offer = at.session_state["desk"].offer
    assert (offer.name, len(offer.others)) == ("Caracas Convention", 2)  # the number is told before anything is done
    press(at, "same")
    named = [a for a in stored(tmp_path).annotations if "Caracas" in a.quote]
    assert [a.status for a in named] == [status] * 3
    assert at.session_state["desk"].offer is None
    at.button(key="undo").click().run()
    named = [a for a in stored(tmp_path).annotations if "Caracas" in a.quote]
    assert [a.status for a in named] == [status, "suggested", "suggested"]


def test_filters_hide_by_every_property() -> None:
    at = opened()
    for key, value, left in (("form", ["short"], 0), ("form", [], 3), ("warning", "ambiguous", 1), ("warning", "", 3)):
        widget = at.multiselect(key=key) if key == "form" else at.selectbox(key=key)
        widget.set_value(value).run()
        assert len(at.session_state["desk"].line()) == left
    at.text_input(key="find").set_value("MEXICÁN").run()  # whatever the case and accents
    assert [a.quote for a in at.session_state["desk"].line()] == ["article 11 of the Mexican Constitution"]
    at.button(key="unfilter").click().run()
    assert len(at.session_state["desk"].line()) == 3
