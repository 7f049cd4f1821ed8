"""Detecting again: what differs is shown first; using it keeps every decision, and keeping the present one all else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.model import Document, Generator, Source
from annotator.read import source_from_text
from annotator.review import Draft, Workspace, add, apply, confirm
from annotator.web import session
from tests.review.made import ASYLUM, TERRITORIAL, TEXT, annotate_by_hand, annotation
from tests.web.app import go, shown, start

MARKUP = "<img src=x onerror=alert(1)>"
SAFE = f"safe passage. {MARKUP} *[x](y)*"
PHRASE = TEXT.replace("safe passage.", SAFE)


def found_anew(source: Source | str, *, references: object = None) -> Document:
    """As the engine sees the text with newer tables: one citation less, one more, one of another meaning."""
    old = annotate_by_hand(source)
    if not old.annotations:
        return old  # what the engine warms up with
    first, second, _third = old.annotations
    first = replace(first, reference=TERRITORIAL, confidence=0.3, pinpoints=("art_4__para_2",), warnings=())
    new = annotation(old.text, SAFE, "treaty", (ASYLUM,), "art_7")
    return Document(old.document, Generator("annotator", "0.1.0", session.references().digest), (first, new, second))


@pytest.fixture(autouse=True)
def read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "annotate", found_anew)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w.sqlite3")


def put(workspace: Workspace, name: str = "news.txt") -> str:
    """A document found with the tables of before, in which Ada confirmed the first citation and added one."""
    key = workspace.open(annotate_by_hand(source_from_text(PHRASE, name))).key
    review = workspace.review(key, "Ada")
    assert review is not None
    event = confirm(review, [review.document.annotations[0].id], reviewer="Ada", at="2026-01-01T00:00:00Z")
    assert event is not None
    workspace.append(key, event, review := apply(review, event))
    start_at = PHRASE.index("asylum State")
    draft = Draft(start_at, start_at + len("asylum State"), "treaty", ASYLUM, ())
    event = add(review, draft, reviewer="Ada", at="2026-01-01T00:00:01Z")
    workspace.append(key, event, apply(review, event))
    return key


def state(workspace: Workspace, key: str, reviewer: str = "Ada") -> list[tuple[str, str]]:
    review = workspace.review(key, reviewer)
    assert review is not None
    return [(a.quote, a.status) for a in review.document.annotations]


BEFORE = [
    ("Article 4 of the Caracas Convention", "confirmed"),
    ("asylum State", "added"),
    ("article 11 of the Mexican Constitution", "suggested"),
    ("1967 UN General Assembly resolution", "suggested"),
]
AFTER = [*BEFORE[:2], (SAFE, "suggested"), BEFORE[2]]


def asked(keys: list[str]) -> AppTest:
    """The documents page with the dialog for some documents; the menu itself is the browser's."""
    at = start("Ada")
    for key in keys:
        next(box for box in at.checkbox if str(box.key).startswith(f"tick_{key}")).check().run()
    at.button(key="again_many").click().run()
    assert not at.exception
    return at


def test_what_differs_is_shown_before_anything_is_written(workspace: Workspace) -> None:
    key = put(workspace)
    at = asked([key])
    told = shown(at)
    assert "1 new · 1 no longer found · 1 changed" in told
    for part in (
        "1967 UN General Assembly resolution",
        "article 7",
        "reference: <bdi>Convention on Diplomatic Asylum</bdi> → <bdi>Convention on Territorial Asylum</bdi>",
        "pinpoints: <bdi>article 4</bdi> → <bdi>article 4, paragraph 2</bdi>",
        "certainty: <bdi>80 %</bdi> → <bdi>30 %</bdi>",
        "warnings: <bdi>several instruments fit</bdi> → <bdi>none</bdi>",
        "decided: stays",
    ):
        assert part in told, part
    assert "<img" not in told
    assert state(workspace, key) == BEFORE
    assert workspace.differences(key) is None


def test_using_the_new_detection_keeps_every_decision(workspace: Workspace) -> None:
    key = put(workspace)
    at = asked([key])
    at.button(key="again_use").click().run()
    assert not at.exception
    assert state(workspace, key) == AFTER
    review = workspace.review(key, "Ada")
    assert review is not None
    assert review.document.annotations[0].reference == ASYLUM
    # Who had decided nothing sees what the engine sees now.
    assert [quote for quote, _status in state(workspace, key, "Bo")] == [
        "Article 4 of the Caracas Convention", SAFE, "article 11 of the Mexican Constitution",
    ]  # fmt: skip
    told = shown(at)
    assert "news.txt: detected again. What was decided stays." in told
    assert "the tables changed since" not in told
    assert "again_use" not in [button.key for button in at.button]


def test_keeping_the_present_one_changes_nothing(workspace: Workspace) -> None:
    key = put(workspace)
    at = asked([key])
    at.button(key="again_keep").click().run()
    assert not at.exception
    assert state(workspace, key) == BEFORE
    assert workspace.differences(key) is None
    assert "the tables changed since" in shown(at)
    assert "again_use" not in [button.key for button in at.button]


def test_a_document_of_other_tables_is_marked_in_words_until_it_is_detected_again(workspace: Workspace) -> None:
    workspace.open(found_anew(source_from_text(PHRASE, "new.txt")))
    assert "the tables changed since" not in shown(start("Ada"))
    put(workspace)
    assert shown(start("Ada")).count("the tables changed since") == 1


def test_where_nothing_differs_there_is_only_the_mark_to_take_away(workspace: Workspace) -> None:
    source = source_from_text(PHRASE, "new.txt")
    new = found_anew(source)
    key = workspace.open(replace(new, generator=Generator("annotator", "0.1.0", "tables of before"))).key
    at = asked([key])
    assert "Nothing differs" in shown(at)
    at.button(key="again_use").click().run()
    assert workspace.entries()[0].references == new.generator.references
    at = asked([key])
    assert "again_use" not in [button.key for button in at.button]
    at.button(key="again_keep").click().run()
    assert not at.exception


def test_several_documents_are_detected_again_together(workspace: Workspace) -> None:
    keys = [put(workspace, "a.txt"), put(workspace, f"{MARKUP}.txt")]
    at = asked(keys)
    assert shown(at).count("1 new · 1 no longer found · 1 changed") == 2
    assert "<img" not in shown(at)
    at.button(key="again_use").click().run()
    assert [state(workspace, key) for key in keys] == [AFTER, AFTER]


def test_the_review_page_offers_it_and_goes_on_with_what_is_there(workspace: Workspace) -> None:
    key = put(workspace)
    at = go(start("Ada"), "review", doc=key)
    third = at.session_state["desk"].document.annotations[3]
    at.session_state["desk"].move(third.id)
    at.button(key="again").click().run()
    assert "1 new · 1 no longer found · 1 changed" in shown(at)
    at.button(key="again_use").click().run()
    assert not at.exception
    assert state(workspace, key) == AFTER
    desk = at.session_state["desk"]
    # The citation that was at hand is no longer found: the first that waits is.
    assert desk.citation is not None
    assert desk.citation.quote == SAFE
    assert "detected again" in desk.said
    at.button(key="confirm").click().run()
    assert (SAFE, "confirmed") in state(workspace, key)


def test_with_a_form_open_it_waits(workspace: Workspace) -> None:
    at = go(start("Ada"), "review", doc=put(workspace))
    at.button(key="edit").click().run()
    assert at.button(key="again").disabled


def test_a_document_that_was_deleted_meanwhile_is_told(workspace: Workspace) -> None:
    key = put(workspace)
    put(workspace, "other.txt")
    at = asked([key])
    workspace.remove(key)
    at.button(key="again_use").click().run()
    assert not at.exception
    assert "news.txt: This document is not in the workspace." in shown(at)
    assert "detected again" not in shown(at).replace("until it is detected again", "")
