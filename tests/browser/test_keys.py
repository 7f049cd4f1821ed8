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


def test_no_step_takes_the_focus_away(eve: Page, shared: Server) -> None:
    places = addresses(shared)
    key = places["review"].partition("=")[2]
    visit(eve, shared, "")
    # A tick is drawn anew with another key, and so is the box above the list.
    box = f".st-key-tick_{key}_{{}} input"
    eve.locator(box.format(False)).focus()
    for ticked, told in ((True, "1 ticked"), (False, "all 3")):
        eve.keyboard.press("Space")
        expect(eve.locator(".st-key-with_documents")).to_contain_text(told)
        expect(eve.locator(box.format(ticked))).to_be_focused()

    # From the list into the review, where the text is what is worked on.
    eve.locator(f".st-key-row_{key} a").focus()
    eve.keyboard.press("Enter")
    expect(eve.locator(".an-pane")).to_be_focused()

    # With the buttons of the card: each decides, and the way to the next decision is the same key.
    eve.locator(".st-key-reject button").focus()
    eve.keyboard.press("Enter")
    expect(eve.locator(".progress")).to_contain_text("2 of 3")
    settle(eve)
    assert focus(eve) == "st-key-reject"
    # What is undone last disables its own button; the row keeps the focus.
    undo = eve.locator(".st-key-undo button")
    undo.focus()
    for left in ("1 of 3", "0 of 3"):
        eve.keyboard.press("Enter")
        expect(eve.locator(".progress")).to_contain_text(left)
    expect(undo).to_be_disabled()
    eve.wait_for_function("document.activeElement !== document.body")
    assert focus(eve) in ("st-key-redo", "st-key-next", "st-key-toolbar")
    eve.locator(".st-key-redo button").focus()
    eve.keyboard.press("Enter")
    expect(undo).to_be_enabled()

    # The form comes and goes; so do the dialog and the menus. What has the focus in it is seen when all of it is drawn.
    eve.locator(".an-pane").focus()
    eve.keyboard.press("e")
    expect(eve.get_by_label("Pinpoints")).to_be_focused()
    settle(eve)
    expect(eve.get_by_label("Pinpoints")).to_be_in_viewport(ratio=1)
    eve.keyboard.press("Escape")
    expect(eve.locator(".an-pane")).to_be_focused()
    eve.keyboard.press("Escape")
    expect(eve.locator(".st-key-cancel")).to_have_count(0)
    eve.locator(".st-key-edit button").focus()
    eve.keyboard.press("Enter")
    eve.locator(".st-key-cancel button").focus()
    eve.keyboard.press("Enter")
    expect(eve.locator(".st-key-cancel")).to_have_count(0)
    eve.wait_for_function("document.activeElement !== document.body")
    assert focus(eve) in ("st-key-confirm", "st-key-reopen", "st-key-reject", "st-key-edit")
    eve.locator(".st-key-help button").focus()
    eve.keyboard.press("Enter")
    expect(eve.locator("[role=dialog]")).to_contain_text("pick words")
    eve.keyboard.press("Escape")
    expect(eve.locator("[role=dialog]")).to_have_count(0)
    eve.wait_for_function("document.activeElement !== document.body")
    for menu in ("filter", "downloads", "who_popover"):
        button = eve.locator(f".st-key-{menu} button").first
        button.focus()
        eve.keyboard.press("Enter")
        eve.locator("[data-testid=stPopoverBody]").wait_for()
        eve.keyboard.press("Escape")
        expect(eve.locator("[data-testid=stPopoverBody]")).to_have_count(0)
        expect(button).to_be_focused()

    # A disagreement that is settled leaves the page; the next one has the focus.
    visit(eve, shared, places["disagreements"])
    settled = eve.locator("[class*=st-key-settle_] button:enabled").first
    settled.focus()
    eve.keyboard.press("Enter")
    expect(eve.locator(".st-key-actions")).to_contain_text("0 disagreements")
    eve.wait_for_function("document.activeElement !== document.body")


def test_a_citation_is_added_by_keys_alone(eve: Page, shared: Server) -> None:
    places = addresses(shared)
    visit(eve, shared, places["review"])
    eve.keyboard.press("i")
    expect(eve.locator(".an-pane")).to_be_focused()
    for _line in range(8):
        eve.keyboard.press("ArrowUp")
    picked = "() => document.getSelection().toString()"
    for _word in range(12):
        if eve.evaluate(picked).strip() == "Lima":
            break
        eve.keyboard.press("ArrowRight")
    assert eve.evaluate(picked).strip() == "Lima"
    eve.keyboard.press("Shift+ArrowRight")
    assert eve.evaluate(picked).strip() == "Lima Accord"
    eve.keyboard.press("Enter")
    expect(eve.locator(".card-span mark")).to_have_text("Lima Accord")
    eve.keyboard.press("Control+Enter")
    expect(eve.locator(".an-added")).to_have_text("Lima Accord")
    eve.wait_for_function("document.activeElement !== document.body")

    # Right to left, an arrow leads where the eye sees it lead; Escape picks nothing.
    visit(eve, shared, places["review, right to left"])
    eve.keyboard.press("i")
    first = eve.evaluate(picked)
    eve.keyboard.press("ArrowLeft")
    assert eve.evaluate(picked) != first
    eve.keyboard.press("ArrowRight")
    assert eve.evaluate(picked) == first
    eve.keyboard.press("Escape")
    assert eve.evaluate(picked) == ""
    expect(eve.locator(".card-span")).to_have_count(0)
