"""The pages in another language: whatever they show is translated, but for what comes from documents and tables."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from annotator.read import source_from_text
from annotator.references import load_references
from annotator.review import Workspace, apply, confirm, reject
from annotator.web import i18n, session, text
from annotator.web.i18n import LANGUAGES
from tests.review.made import TEXT, annotate_by_hand
from tests.web.app import go, start
from tests.web.catalogues import CODES, held, said
from tests.web.seen import words

AT = "2026-01-01T00:00:00Z"
NAMES = {"news.txt", "more.txt", "gone.txt", "plain.txt"}
# What no language changes: names of files, people, languages and places elsewhere.
SAME = {*NAMES, *LANGUAGES.values(), *(code.upper() for code in LANGUAGES), "Ada", "Bob", "UTC", "und", "`Esc`"}
# Words of the text above and of what was found in it, as the pages cut them.
CUT = {"says so", "Caracas", "mx-1917", "asylum State", "He recalled", "cafe\u0301", "News from 𠮷野"}
SHOWN = ("oas-a46", "oas-a47", "mx-1917", "A/RES/2312(XXII)")


class Marked(gettext.NullTranslations):
    """A language in which every sentence stands between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture(autouse=True)
def workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Workspace:
    """A document of two reviewers, one read with other tables, one that was removed, and one without citations."""
    monkeypatch.setattr(session, "annotate", annotate_by_hand)
    workspace = Workspace(tmp_path / "w.sqlite3")
    for name, content in (("news.txt", TEXT), ("more.txt", f"{TEXT} 2"), ("gone.txt", f"{TEXT} 3"), ("plain.txt", "—")):
        document = annotate_by_hand(source_from_text(content, name))
        if name == "more.txt":
            # As other tables found it: one citation fewer, and another one of another kind.
            first, second, _third = document.annotations
            document = replace(document, annotations=(first, replace(second, kind="treaty")))
        key = workspace.open(document, content.encode()).key
        if name == "gone.txt":
            workspace.remove(key)
        if name != "news.txt":
            continue
        for reviewer, step in (("Ada", confirm), ("Bob", reject)):
            review = workspace.review(key, reviewer)
            assert review is not None
            event = step(review, [review.document.annotations[0].id], reviewer=reviewer, at=AT)
            assert event is not None
            workspace.append(key, event, apply(review, event))
    return workspace


def press(at: AppTest, do: str, **more: Any) -> AppTest:
    """What the marked text sends for a key."""
    desk = at.session_state["desk"]
    message = {"n": desk.seen + 1, "do": do, "doc": desk.key, "base": desk.review.count, "id": desk.current, **more}
    at.session_state[text.KEY] = {"message": message}
    return at.run()


def walk(workspace: Workspace) -> Iterator[tuple[str, AppTest]]:
    """Every page, in the states a reviewer meets."""
    keys = {entry.name: entry.key for entry in workspace.entries()}
    yield "asked for a name", start()
    at = start("Ada")
    yield "documents", at
    at.session_state["asked"] = ("rename", workspace.entries()[:1])
    yield "renaming", at.run()
    del at.session_state["asked"]
    box = at.file_uploader(key="upload_0")
    for name, data in (("more.txt", b""), ("news.txt", b"\x89PNG\r\n\x1a\n" + bytes(20)), ("plain.txt", b"\x00\x01")):
        box.upload(name, data)
    yield "files that are refused", box.run()
    tables = at.file_uploader(key="own_upload_0").upload("treaties.csv", b"id,title\nx,\n")
    yield "tables that are refused", tables.run()
    yield "review", go(at, "review", doc=keys["news.txt"])
    yield "nothing known", go(at, "review", doc="no such key")
    yield "no citation", go(at, "review", doc=keys["plain.txt"])
    go(at, "review", doc=keys["more.txt"])
    for do in ("confirm", "reject", "undo", "redo", "reopen", "help"):
        yield do, press(at, do)
    for do in ("next", "edit"):
        yield do, press(at, do)
    yield "cancel", press(at, "cancel")
    place = TEXT.index("asylum State")
    yield "adding", press(at, "select", start=place, end=place + len("asylum State"))
    yield "added", press(at, "cancel")
    yield "detected again", at.button(key="again").click().run()
    yield "concordance", go(at, "concordance")
    yield "mentions", go(at, "concordance", ref="oas-a46")
    yield "all confirmed", at.button(key="confirm_all").click().run()
    for view in ("figures", "authorities", "progress"):
        yield view, go(at, "insights", view=view)
    yield "adjudication", go(at, "adjudication")
    yield "to settle", go(at, "adjudication", doc=keys["news.txt"])
    place = annotate_by_hand(TEXT).annotations[0].start
    yield "settled", at.button(key=f"settle_{place}_none").click().run()


def literal_letters(message: str) -> int:
    return sum(c.isalpha() for c in re.sub(r"\{\w*\}", "", message))


@pytest.mark.parametrize("code", CODES)
def test_no_page_says_anything_in_english(code: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    # For the test's own hand too, which works outside of a session.
    monkeypatch.setattr(i18n, "language", lambda: code)
    catalogue = held(code)
    english = {}
    for message in said():
        for one in [message] if isinstance(message, str) else message:
            known = catalogue.get(message if isinstance(message, str) else message[0])
            assert known is not None
            translated = [known.string] if isinstance(known.string, str) else list(known.string)
            if one not in translated and literal_letters(one) > 2:
                english[one] = re.compile(re.sub(r"\\\{\w*\\\}", ".+?", re.escape(one)))
    long = [pattern for one, pattern in english.items() if "{" in one and literal_letters(one) > 9]
    left = []
    for place, at in walk(workspace):
        assert not at.exception, place
        for shown in words(at):
            if shown in english or any(pattern.fullmatch(shown) for pattern in long):
                left.append((place, shown))
    assert left == []


def unmarked(source: str) -> str:
    """A text without what is marked, whatever is marked within it."""
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", "", source)) != source:
        source = fewer
    return source


def test_every_word_of_a_page_is_marked_for_translation(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_catalogue", lambda code: Marked())
    references = load_references()
    told = {(a.reference, path) for a in annotate_by_hand(TEXT).annotations for path in a.pinpoints if a.reference}
    subjects = {references.article_subject(reference.id, path) for reference, path in told}
    titles = {i.title for i in map(references.instrument, SHOWN) if i is not None}
    same = SAME | CUT | set(SHOWN) | subjects | titles | {a.quote for a in annotate_by_hand(TEXT).annotations}
    whole = " ".join(TEXT.split())
    left = set()
    for place, at in walk(workspace):
        assert not at.exception, place
        # Without one the framework has its own, in English.
        left |= {(place, box.label) for box in at.multiselect if not box.proto.placeholder}
        for shown in words(at, unmarked):
            for piece in re.split(r" · |: | – |, |[“”✓✕○●⚠]", shown):
                bare = " ".join(piece.split()).strip(".… 📰·")
                known = bare in same or (len(bare) > 12 and bare in whole) or re.fullmatch(r"\d\d:\d\d UTC", bare)
                if re.search(r"[^\W\d_]{2}", bare) and not known:
                    left.add((place, piece))
    assert left == set()
