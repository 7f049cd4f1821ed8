"""By keys alone: no step takes the focus away, and a citation is added without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Server, addresses, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

def focus(page: Page) -> str:
    """Which named container the focus is in."""
    found = page.evaluate("""() => [...(document.activeElement.closest('[class*=st-key-]')?.classList ?? [])]
        .find((name) => name.startsWith('st-key-')) ?? document.activeElement.tagName""")
    return str(found)


def test_no_step_takes_the_focus_away(ada: Page, shared: Server) -> None:
    places = addresses(shared)
    key = places["review"].partition("=")[2]
    visit(ada, shared, "")
    # A tick is drawn anew with another key, and so is the box above the list.
    box = f"[class*=st-key-tick_{key}] input"
    ada.locator(box).focus()
    ada.keyboard.press("Space")
    expect(ada.locator(".st-key-with_documents")).to_contain_text("1 ticked")
    expect(ada.locator(f"{box}:focus")).to_have_count(1)
    ada.keyboard.press("Space")
    expect(ada.locator(".st-key-with_documents")).to_contain_text("all 3")
    expect(ada.locator(f"{box}:focus")).to_have_count(1)

    # From the list into the review, where the text is what is worked on.
    ada.locator(f".st-key-row_{key} a").focus()
    ada.keyboard.press("Enter")
    expect(ada.locator(".an-pane")).to_be_focused()

    # With the buttons of the card: each decides, and the way to the next decision is the same key.
    ada.locator(".st-key-reject button").focus()
    ada.keyboard.press("Enter")
    expect(ada.locator(".progress")).to_contain_text("2 of 3")
    settle(ada)
    assert focus(ada) == "st-key-reject"
    # What is undone last disables its own button; the row keeps the focus.
    undo = ada.locator(".st-key-undo button")
    undo.focus()
    for left in ("1 of 3", "0 of 3"):
        ada.keyboard.press("Enter")
        expect(ada.locator(".progress")).to_contain_text(left)
    expect(undo).to_be_disabled()
    ada.wait_for_function("document.activeElement !== document.body")
    assert focus(ada) in ("st-key-redo", "st-key-next", "st-key-toolbar")
    ada.locator(".st-key-redo button").focus()
    ada.keyboard.press("Enter")
    expect(undo).to_be_enabled()

    # The form comes and goes; so do the dialog and the menus.
    ada.locator(".st-key-edit button").focus()
    ada.keyboard.press("Enter")
    ada.locator(".st-key-cancel button").focus()
    ada.keyboard.press("Enter")
    expect(ada.locator(".st-key-cancel")).to_have_count(0)
    ada.wait_for_function("document.activeElement !== document.body")
    assert focus(ada) in ("st-key-confirm", "st-key-reopen", "st-key-reject", "st-key-edit")
    ada.locator(".st-key-help button").focus()
    ada.keyboard.press("Enter")
    expect(ada.locator("[role=dialog]")).to_contain_text("pick words")
    ada.keyboard.press("Escape")
    expect(ada.locator("[role=dialog]")).to_have_count(0)
    ada.wait_for_function("document.activeElement !== document.body")
    for menu in ("filter", "downloads", "who_popover"):
        button = ada.locator(f".st-key-{menu} button").first
        button.focus()
        ada.keyboard.press("Enter")
        ada.locator("[data-testid=stPopoverBody]").wait_for()
        ada.keyboard.press("Escape")
        expect(ada.locator("[data-testid=stPopoverBody]")).to_have_count(0)
        expect(button).to_be_focused()

    # A disagreement that is settled leaves the page; the next one has the focus.
    visit(ada, shared, places["disagreements"])
    settled = ada.locator("[class*=st-key-settle_] button:enabled").first
    settled.focus()
    ada.keyboard.press("Enter")
    expect(ada.locator(".st-key-actions")).to_contain_text("0 disagreements")
    ada.wait_for_function("document.activeElement !== document.body")


def test_a_citation_is_added_by_keys_alone(ada: Page, shared: Server) -> None:
    places = addresses(shared)
    visit(ada, shared, places["review"])
    ada.keyboard.press("i")
    expect(ada.locator(".an-pane")).to_be_focused()
    for _line in range(8):
        ada.keyboard.press("ArrowUp")
    picked = "() => document.getSelection().toString()"
    for _word in range(12):
        if ada.evaluate(picked).strip() == "Lima":
            break
        ada.keyboard.press("ArrowRight")
    assert ada.evaluate(picked).strip() == "Lima"
    ada.keyboard.press("Shift+ArrowRight")
    assert ada.evaluate(picked).strip() == "Lima Accord"
    ada.keyboard.press("Enter")
    expect(ada.locator(".card-span mark")).to_have_text("Lima Accord")
    ada.keyboard.press("Control+Enter")
    expect(ada.locator(".an-added")).to_have_text("Lima Accord")
    ada.wait_for_function("document.activeElement !== document.body")

    # Right to left, an arrow leads where the eye sees it lead; Escape picks nothing.
    visit(ada, shared, places["review, right to left"])
    ada.keyboard.press("i")
    first = ada.evaluate(picked)
    ada.keyboard.press("ArrowLeft")
    assert ada.evaluate(picked) != first
    ada.keyboard.press("ArrowRight")
    assert ada.evaluate(picked) == first
    ada.keyboard.press("Escape")
    assert ada.evaluate(picked) == ""
    expect(ada.locator(".card-span")).to_have_count(0)
