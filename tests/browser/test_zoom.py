"""The review magnified twice, as 1280 by 720 pixels at 200 %: the text and the decision are both in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.serving import Server, addresses, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZE: ViewportSize = {"width": 640, "height": 360}

def in_sight(page: Page, selector: str) -> bool:
    """Whether all of it is within the window, and nothing lies on it."""
    return bool(
        page.locator(selector).first.evaluate("""e => {
          const box = e.getClientRects()[0], x = box.left + box.width / 2, y = box.top + box.height / 2;
          const top = document.elementFromPoint(x, y);
          return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth
            && Boolean(top) && (e.contains(top) || top.contains(e));
        }""")
    )


@pytest.mark.parametrize("where", ["review", "review, right to left"])
def test_text_and_decision_stay_in_sight(ada: Page, shared: Server, where: str) -> None:
    ada.set_viewport_size(SIZE)
    visit(ada, shared, addresses(shared)[where])
    total = ada.locator(".an-m").count()
    for _step in range(total):
        ada.wait_for_function("""() => {
          const at = document.querySelector('.an-current')?.getClientRects()[0];
          return at && at.top >= 0 && at.bottom <= document.querySelector('.card-brief').getBoundingClientRect().top;
        }""")
        assert in_sight(ada, ".st-key-reject button")
        assert in_sight(ada, ".st-key-edit button")
        expect(ada.locator(".card-brief")).to_be_visible()
        ada.keyboard.press("j")
    # The form is reached likewise, and what has the focus is not below the bar.
    ada.keyboard.press("e")
    field = ada.get_by_label("Pinpoints")
    expect(field).to_be_focused()
    assert in_sight(ada, ".st-key-save button")
    bar, box = ada.locator(".st-key-card .st-key-actions").bounding_box(), field.bounding_box()
    assert bar is not None
    assert box is not None
    assert 0 <= box["y"] <= box["y"] + box["height"] <= bar["y"]
