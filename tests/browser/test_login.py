"""A login (OpenID Connect): nothing is shown before it, decisions bear who it was, and nobody stays signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from annotator import annotate
from annotator.read import source_from_text
from annotator.review import Workspace
from tests.browser.conftest import watched
from tests.browser.serving import Server, settle

pytest.importorskip("authlib", reason="the login needs the extra `login`")
from tests.browser.provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEXT = "See article 51 of the Charter of the United Nations, and article 11 of the Mexican Constitution.\n"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture(scope="module")
def guarded(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place: Path = tmp_path_factory.mktemp("guarded")
    workspace = Workspace(place / "w.sqlite3")
    workspace.open(annotate(source_from_text(TEXT, "secret matter.txt")))
    workspace.close()
    (place / "secrets.toml").write_text(
        f"""
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "of this test alone, and long enough"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"
""",
        "utf-8",
    )
    server = Server(place / "w.sqlite3", STREAMLIT_SECRETS_FILES=str(place / "secrets.toml"))
    yield server
    server.kill()


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_role("button", name="Log in").click()
    page.locator(".st-key-frame").wait_for()


def reviewers(server: Server) -> set[str]:
    workspace = Workspace(server.workspace)
    [entry] = workspace.entries()
    found = {one.name for one in workspace.reviewers(entry.key)}
    workspace.close()
    return found


def test_a_login_gives_the_name(browser: Browser, guarded: Server, provider: Provider) -> None:
    provider.person = {"sub": "17", "name": "Ada Lovelace", "email": "ada@example.org"}
    with watched(browser.new_context(viewport={"width": 1280, "height": 800})) as page:
        # Before the login there is nothing to see, on whatever page, and no cookie gives a name.
        page.context.add_cookies([{"name": "annotator_reviewer", "value": "Grace", "url": guarded.address}])
        for place in ("", "insights"):
            page.goto(guarded.address + place)
            page.get_by_role("button", name="Log in").wait_for()
            settle(page)
            assert "secret matter" not in page.locator("body").inner_text()
            assert page.locator(".st-key-frame").count() == 0
        sign_in(page, guarded)
        expect(page.locator(".st-key-who_popover")).to_contain_text("ada@example.org")
        page.get_by_role("link", name="secret matter.txt").click()
        page.locator(".an-m").first.wait_for()
        page.keyboard.press("a")
        expect(page.locator(".progress")).to_contain_text("1 of 2")
        assert reviewers(guarded) == {"ada@example.org"}
        # The login outlives a reload, and no other name can be said.
        page.reload()
        expect(page.locator(".progress")).to_contain_text("1 of 2")
        page.locator(".st-key-who_popover button").first.click()
        assert page.get_by_label("kept under this name").count() == 0

        # Signed out, with the provider too, there is nothing to see again.
        page.get_by_role("button", name="Log out").click()
        page.get_by_role("button", name="Log in").wait_for()
        assert page.locator(".st-key-frame").count() == 0
        assert "/end" in provider.asked
        page.reload()
        page.get_by_role("button", name="Log in").wait_for()

        # The next person at the same browser is another reviewer, also with an address that was never proved.
        provider.person = {"sub": "18", "name": "Bob", "email": "ada@example.org", "email_verified": False}
        sign_in(page, guarded)
        expect(page.locator(".st-key-who_popover")).to_contain_text("Bob")
        page.get_by_role("link", name="secret matter.txt").click()
        page.locator(".an-m").first.wait_for()
        expect(page.locator(".progress")).to_contain_text("0 of 2")
        page.keyboard.press("x")
        expect(page.locator(".progress")).to_contain_text("1 of 2")
    assert reviewers(guarded) == {"ada@example.org", "Bob"}
