"""Every page by keys alone, where each stop has a name and is seen, and magnified twice, where nothing runs out."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.serving import Server, addresses, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_STOPS = 90

# How all that can be a stop looks without the focus; what differs in a stop, or around it, shows that it has it.
LOOKS = """() => {
  const of = (e) => {
    const told = [];
    for (let i = 0; e && i < 4; i++, e = e.parentElement) for (const part of [null, '::before', '::after']) {
      const s = getComputedStyle(e, part);
      const line = s.outlineStyle === 'none' ? '' : s.outlineColor + s.outlineWidth;
      told.push([line, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join());
    }
    return told.join('|');
  };
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; }';
  document.head.append(still);
  window.looks = {of, before: new Map()};
  const stops = document.querySelectorAll('a, button, input, textarea, summary, [tabindex]');
  for (const e of stops) looks.before.set(e, of(e));
}"""
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), first = e.dataset.stopped === undefined;
  e.dataset.stopped = '';
  return {first, html: e.outerHTML.slice(0, 200), differs: looks.of(e) !== looks.before.get(e),
          inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""


# What is drawn beyond the right or left edge of the page, unless a box of its own scrolls it.
OUTSIDE = """() => {
  const scrolled = (e) => { for (; e && e.tagName !== 'MAIN'; e = e.parentElement)
    if (getComputedStyle(e).overflowX !== 'visible') return true; return false; };
  return [...document.querySelectorAll('main *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolled(e.parentElement)
      && e.checkVisibility({visibilityProperty: true}) && !e.closest('[data-testid=stSkipToContent]');
  }).map((e) => e.outerHTML.slice(0, 120));
}"""
# Controls and lines of text that lie upon one another.
UPON = """() => {
  const controls = 'main button, main a, main input, main summary, main textarea';
  const all = [...document.querySelectorAll(controls)].filter((e) =>
    e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('.st-key-card .st-key-actions'));
  const boxes = all.map((e) => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 2 && b.height > 2);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [e, a] = boxes[i], [f, b] = boxes[j];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const one = e.contains(f) || f.contains(e) || e.closest('[class*=st-key]') === f.closest('[class*=st-key]');
    if (wide > 3 && high > 3 && !one) found.push([e.outerHTML.slice(0, 100), f.outerHTML.slice(0, 100)]);
  }
  return found;
}"""


def test_each_page_by_keys_and_magnified(ada: Page, shared: Server) -> None:
    cdp = ada.context.new_cdp_session(ada)
    for where, place in addresses(shared).items():
        visit(ada, shared, place)
        stops(ada, cdp, where)
        # 1280 by 720 at 200 %.
        ada.set_viewport_size({"width": 640, "height": 360})
        ada.wait_for_function("() => innerWidth === 640")
        wide = "[document.scrollingElement.scrollWidth, document.querySelector('main').scrollWidth]"
        assert max(ada.evaluate(wide)) <= 640, where
        assert ada.evaluate(OUTSIDE) == [], where
        assert ada.evaluate(UPON) == [], where
        ada.set_viewport_size({"width": 1280, "height": 720})


def stops(page: Page, cdp: CDPSession, where: str) -> None:
    """Go through the page with the Tab key, out at its end."""
    page.evaluate(LOOKS)
    names = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or not stop["first"]:
            break  # round and about: out into the browser, or at the first again
        name = name_of_focus(cdp)
        assert name, (where, stop)
        assert "\\" not in name, (where, name)
        assert stop["differs"], (where, name, stop)
        assert stop["inSight"], (where, name, stop)
        names.append(name)
    else:
        pytest.fail(f"{where}: the focus does not come out")
    assert len(names) > 7, (where, names)


def name_of_focus(cdp: CDPSession) -> str:
    """What a screen reader calls the stop."""
    made = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})
    asked = {"objectId": made["result"]["objectId"], "fetchRelatives": False}
    [node] = cdp.send("Accessibility.getPartialAXTree", asked)["nodes"]
    return str(node.get("name", {}).get("value", "")).strip()
