"""A browser for all tests, and for each a server and a page on which nothing fails and nothing goes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from annotator import annotate
from annotator.read import source_from_text
from annotator.review import Workspace, apply, confirm, now, reject
from tests.browser.serving import PATIENCE, Server
from tests.programs import needed

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = needed("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "w.sqlite3")
    yield server
    server.kill()


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test where a script of it fails or anything is asked of another host."""
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or "127.0.0.1"))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname or ""))
    yield page
    context.close()
    assert errors == []
    assert hosts <= {"127.0.0.1"}


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with watched(browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)) as page:
        page.goto(server.address)
        yield page


TEXTS = {
    "news.txt": (
        "The Lima Accord was not mentioned by anyone.\n"
        "“Article 4 of the Caracas Convention leaves it to the asylum State,” the undersecretary said.\n"
        "She recalled that article 11 of the Mexican Constitution guarantees the right of asylum.\n"
        "Her hosts had read the Charter of the United Nations as well.\n"
    ),
    "محضر.txt": (
        "أشارت المحكمة إلى المادة 51 من ميثاق الأمم المتحدة وإلى المادة 14 من الإعلان العالمي لحقوق الإنسان.\n"
        "وقالت إن المادة 6 من العهد الدولي الخاص بالحقوق المدنية والسياسية تحمي الحق في الحياة.\n"
    ),
    "letter_[2] *final*.txt": "See article 51 of the Charter of the United Nations, and article 2 of that Charter.\n",
}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with something on every page: texts of both directions, three reviewers, one deleted text."""
    place = tmp_path_factory.mktemp("shared") / "w.sqlite3"
    workspace = Workspace(place)
    for name, text in TEXTS.items():
        key = workspace.open(annotate(source_from_text(text, name))).key
        for reviewer, step in (("Ada", confirm), ("Grace", reject), ("Eve", confirm)):
            review = workspace.review(key, reviewer)
            assert review is not None
            known = next(a.id for a in review.document.annotations if a.reference is not None)
            event = step(review, [known], reviewer=reviewer, at=now())
            assert event is not None
            workspace.append(key, event, apply(review, event))
    workspace.remove(workspace.open(annotate(source_from_text("No citation here.", "gone.txt"))).key)
    workspace.close()
    server = Server(place)
    yield server
    server.kill()


def at(browser: Browser, server: Server, reviewer: str) -> Iterator[Page]:
    """A page of a server for one reviewer, whose decisions are nobody else's."""
    with watched(browser.new_context(viewport={"width": 1280, "height": 720}, accept_downloads=True)) as page:
        page.context.add_cookies([{"name": "annotator_reviewer", "value": reviewer, "url": server.address}])
        yield page


@pytest.fixture
def ada(browser: Browser, shared: Server) -> Iterator[Page]:
    """A page for Ada, who leaves what she finds as it was."""
    yield from at(browser, shared, "Ada")


@pytest.fixture
def eve(browser: Browser, shared: Server) -> Iterator[Page]:
    """A page for Eve, who decides and adds."""
    yield from at(browser, shared, "Eve")
