// Keeps the focus where it was: a page that is drawn anew may replace the very control that was used, and whoever
// works with keys would begin at the top again. Also names what the framework leaves without a name.

const STOPS = "a[href], button:enabled, input:enabled, textarea:enabled, summary, [tabindex='0']";
const SETTLED = 60; // ms between two looks whether the page is drawn
const MOST = 100; // looks, then whatever is there is taken

export default function ({ data }) {
  document.querySelector("[data-testid=stMain]")?.setAttribute("aria-label", data.page);
  window.annotatorFocus ??= new Keeper();
}

class Keeper {
  constructor() {
    this.last = null;
    document.addEventListener("focusin", (event) => this.note(event.target));
    // A click on nothing lets the focus go on purpose.
    document.addEventListener("pointerdown", () => (this.last = null));
    const watch = new MutationObserver(() => this.look());
    watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  }

  // Where a control stands: its number among those of each named container around it, the nearest first.
  note(control) {
    this.last = control;
    this.path = [];
    for (let box = control.closest("[class*=st-key-]"); box; box = box.parentElement?.closest("[class*=st-key-]")) {
      this.path.push([named(box), stops(box).indexOf(control)]);
    }
  }

  look() {
    if (!this.last || this.waiting) return;
    if (document.activeElement !== document.body || (this.last.isConnected && !this.last.disabled)) return;
    this.waiting = true;
    this.wait(MOST);
  }

  wait(looks) {
    setTimeout(() => {
      // The text comes a moment after the page around it.
      const text = document.querySelector(".st-key-text") && !document.querySelector(".an-pane");
      if (looks > 0 && (text || document.querySelector("[data-test-script-state=running]"))) return this.wait(looks - 1);
      this.waiting = false;
      if (this.last && document.activeElement === document.body) this.restore();
    }, SETTLED);
  }

  restore() {
    for (const [name, number] of this.path) {
      const there = name ? stops(document.querySelector(`.${CSS.escape(name)}`)) : [];
      if (there.length) return there[Math.min(Math.max(number, 0), there.length - 1)].focus();
    }
    (document.querySelector(".an-pane") ?? document.querySelector("[data-testid=stMain]"))?.focus({ preventScroll: true });
  }
}

function named(box) {
  return [...box.classList].find((name) => name.startsWith("st-key-"));
}

function stops(box) {
  return box ? [...box.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility()) : [];
}
