"""The pages over many documents: what is filtered is decided, no more; what is drawn stands in a table too."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotator.review import Workspace
from tests.browser.serving import Server, addresses, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def decided(server: Server) -> dict[tuple[str, str], str]:
    """The status of each citation for Ada, by the name of its document and its words."""
    workspace = Workspace(server.workspace)
    found = {}
    for entry in workspace.entries():
        review = workspace.review(entry.key, "Ada")
        assert review is not None
        found.update({(entry.name, a.quote): a.status for a in review.document.annotations})
    workspace.close()
    return found


def pick(page: Page, key: str, option: str) -> None:
    """Choose an option of a filter by keys, and leave its list."""
    page.locator(f".st-key-{key} input").focus()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)


def test_the_concordance_decides_exactly_what_is_filtered(ada: Page, shared: Server) -> None:
    visit(ada, shared, addresses(shared)["mentions"])
    before = decided(shared)
    told = ada.locator("p[role=status]").first
    every = ada.locator(".kwic").count()
    pick(ada, "status", "suggested")
    pick(ada, "doc", "news.txt")
    expect(told).to_contain_text("1 document")
    settle(ada)  # the count is drawn before the rows
    shown = ada.locator(".kwic a").all_inner_texts()
    assert 0 < len(shown) < every
    # The choice stands in the address and outlives a reload.
    ada.reload()
    expect(told).to_contain_text("1 document")
    expect(ada.locator(".kwic")).to_have_count(len(shown))

    ada.locator(".st-key-reject_all button").click()
    expect(ada.locator("p[role=status]", has_text="Rejected: 1 citation in 1 document.")).to_be_visible()
    after = decided(shared)
    changed = {place for place in before if before[place] != after[place]}
    assert changed == {("news.txt", quote) for quote in shown}
    assert {after[place] for place in changed} == {"rejected"}
    # Nothing passes the filter any more, and the one step back is still there.
    expect(ada.locator(".kwic")).to_have_count(0)
    ada.locator(".st-key-undo_all button").click()
    expect(ada.locator(".kwic")).to_have_count(len(shown))
    assert decided(shared) == before


# Whether a colour is in the first chart.
DRAWN = "(colour) => Boolean(document.querySelector(`.stVegaLiteChart [fill='${colour}']`))"
LIGHT, DARK = "#1f5fa8", "#8ab8f0"  # treaties


def test_a_chart_follows_the_theme_and_stands_on_a_table(ada: Page, shared: Server) -> None:
    visit(ada, shared, "insights")
    pick(ada, "doc", "news.txt")
    expect(ada.locator("p[role=status]")).to_contain_text("1 document")
    ada.wait_for_function(DRAWN, arg=LIGHT)
    assert not ada.evaluate(DRAWN, DARK)
    # The page turns dark at once, what is drawn with its next step.
    ada.emulate_media(color_scheme="dark")
    pick(ada, "kind", "treaty")
    ada.wait_for_function(DRAWN, arg=DARK)
    ada.wait_for_function(f"(colour) => !({DRAWN})(colour)", arg=LIGHT)

    ada.locator(".st-key-table_instruments summary").click()
    table = ada.locator(".st-key-table_instruments [role=grid]")
    table.wait_for(state="attached")
    # It is drawn too, with the words beside it for those who do not see that: this document's instruments, no others.
    said = table.evaluate("e => e.textContent")
    assert "Convention on Diplomatic Asylum" in said
    assert "International Covenant" not in said


def test_the_table_of_authorities_downloads_as_filtered(ada: Page, shared: Server, tmp_path: Path) -> None:
    visit(ada, shared, addresses(shared)["authorities"])
    pick(ada, "kind", "constitution")
    expect(ada.locator("p[role=status]")).to_contain_text("1 entry")
    with ada.expect_download() as download:
        ada.locator(".st-key-download_authorities-csv button").click()
    download.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1
    assert "Mexican" in str(rows[0])
