// Shows a text with its citations and tells Python what the reviewer does: clicks, selections and keys.
// Offsets are code points at the border and UTF-16 units only in here.

const STATUS = { s: "suggested", c: "confirmed", k: "corrected", r: "rejected", a: "added", o: "rejected" };
const SIGN = { suggested: "", confirmed: "✓", corrected: "✎", rejected: "✕", added: "+" };
const KIND = { c: "constitution", t: "treaty", r: "resolution" };
const DECISIONS = { a: "confirm", x: "reject", e: "edit", u: "undo", U: "redo", n: "next", o: "reopen", s: "same", "?": "help", "/": "search" };
const STEPS = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
const PATIENCE = 15000; // ms until an answer is no longer waited for
const MOST_BUFFERED = 20;
const BAR = 80; // px, the decisions at the foot of a narrow page

export default function mount({ data, parentElement, setStateValue }) {
  let view = parentElement.annotatorView;
  if (!view) {
    view = parentElement.annotatorView = new View(parentElement);
  }
  view.send = (message) => setStateValue("message", message);
  view.show(data);
}

class View {
  constructor(parent) {
    this.n = Date.now(); // grows over remounts, so that Python can tell an old message from a new one
    this.flight = 0;
    this.buffer = [];
    this.spans = [];
    this.base = [];
    this.serial = 0;
    this.pane = element("div", "an-pane", { tabindex: "0", role: "group" });
    this.body = element("div", "an-text");
    const layer = element("div", "an-layer");
    this.page = element("div", "an-page");
    this.page.append(this.body, layer);
    this.pane.append(this.page);
    this.foot = element("div", "an-foot");
    this.said = element("span", "an-said", { role: "status", "aria-live": "polite" });
    this.same = element("button", "an-button an-same", { type: "button" });
    this.listed = element("button", "an-button", { type: "button", "aria-expanded": "false" });
    this.foot.append(this.said, this.same, this.listed);
    this.root = element("div", "an-root");
    this.root.append(this.pane, this.foot);
    parent.append(this.root);
    this.sheet = new Sheet(this.pane, this.body, (mark) => this.dress(mark));
    this.list = new List(this.root, (index) => this.post({ do: "move", id: this.spans[index].id }));
    this.caret = new Caret(this.body, () => this.selected());
    this.edges = new Edges(layer, this.sheet, {
      move: (start, end) => this.highlight([start, end]),
      done: (start, end) => this.post({ do: "drag", start, end }),
    });
    this.listen();
  }

  // ---- what Python says -------------------------------------------------------------------------------------------

  show(data) {
    const before = this.data;
    this.data = data;
    const fresh = data.text !== null && data.doc !== this.doc;
    if (data.rows !== null && (fresh || data.rowsKey !== this.rowsKey)) {
      this.rowsKey = data.rowsKey;
      this.patchKey = "";
      this.patched = new Map();
      this.titles = data.titles;
      this.base = data.rows.map((row) => this.span(row));
      if (!fresh) this.take(this.base);
    }
    if (fresh) {
      this.doc = data.doc;
      this.take(this.base, data.text);
    }
    if (this.doc !== data.doc || this.rowsKey !== data.rowsKey) {
      this.flight = 0;
      this.post({ do: "resend" });
      return;
    }
    if (data.patchKey !== this.patchKey) this.patch(data);
    if (data.order) this.ranks = data.order;
    if (data.orderKey === "text") this.ranks = null;
    this.color(data.states);
    if (data.ack >= this.flight) this.landed();
    const moves = this.flight !== 0 || this.buffer.length > 0;
    if (!moves) this.point(data.current, !before || before.current !== data.current || before.doc !== data.doc);
    this.draw(data);
    if (data.focus && (!before || !before.focus || before.focus.n !== data.focus.n)) focusOn(data.focus.on, this.pane);
  }

  span([start, end, kind, id, warned, title, sure]) {
    return { start, end, kind, id, warned, title, sure, nodes: [], serial: ++this.serial };
  }

  // Other spans than before. Without a text only what differs is drawn anew.
  take(spans, text = null) {
    const old = this.spans;
    for (const mark of old[this.current]?.nodes ?? []) mark.classList.remove("an-current");
    this.spans = spans;
    this.current = undefined;
    if (text !== null) {
      this.dirty = null;
      this.fresh = true;
      return this.sheet.load(text);
    }
    const kept = new Set(spans);
    const changed = new Set(old);
    const gone = old.filter((span) => !kept.has(span));
    this.dirty = [...gone, ...spans.filter((span) => !changed.has(span))];
  }

  // What differs from the rows that were sent whole: some are gone, some stand at a place of the final order.
  patch({ patchKey, patch }) {
    this.patchKey = patchKey;
    const gone = new Set(patch.gone);
    const spans = this.base.filter((span) => !gone.has(span.id));
    const known = this.patched;
    this.patched = new Map();
    for (const [index, row] of patch.rows) {
      const told = JSON.stringify(row);
      const span = known.get(told) ?? this.span(row);
      this.patched.set(told, span);
      spans.splice(index, 0, span);
    }
    this.take(spans);
  }

  // One letter a citation: its status, upper case where the filter leaves it out, "o" where it has no room in the text.
  color(states) {
    const redraw = this.dirty ?? [];
    this.dirty = null;
    const letters = [...states];
    const drawn = [];
    let turned = redraw.length > 0 || this.fresh;
    this.fresh = false;
    this.spans.forEach((span, i) => {
      const letter = letters[i];
      span.index = i;
      if (span.letter === letter) return;
      const was = span.letter;
      span.letter = letter;
      if (was && (was.toLowerCase() === "o") !== (letter.toLowerCase() === "o")) {
        redraw.push(span);
        turned = true;
      }
      for (const mark of span.nodes) this.dress(mark);
    });
    if (turned) {
      for (const span of this.spans) if (span.letter.toLowerCase() !== "o") drawn.push(span);
      this.sheet.mark(drawn);
      this.sheet.redraw(redraw);
    }
    const shown = (i) => this.spans[i].letter !== this.spans[i].letter.toUpperCase();
    this.line = (this.ranks ?? this.spans.map((_, i) => i)).filter(shown);
  }

  dress(mark) {
    const { span } = mark;
    const letter = span.letter ?? "s";
    const status = STATUS[letter.toLowerCase()];
    const hidden = letter === letter.toUpperCase();
    const classes = ["an-m", `an-${KIND[span.kind]}`, `an-${status}`];
    if (hidden) classes.push("an-out");
    if (span.warned) classes.push("an-warned");
    if (mark.opens) classes.push("an-first");
    if (mark.closes) classes.push("an-last");
    if (span.index === this.current) classes.push("an-current");
    mark.className = classes.join(" ");
    if (mark.opens) mark.id = `an-m-${span.serial}`;
    mark.setAttribute("aria-label", `${mark.textContent}: ${this.tells(span, status)}`);
  }

  tells(span, status) {
    const words = this.data.words;
    return [words[KIND[span.kind]], words[status], span.warned ? words.warned : ""].filter(Boolean).join(", ");
  }

  point(index, bring) {
    if (this.current !== index) {
      for (const mark of this.spans[this.current]?.nodes ?? []) mark.classList.remove("an-current");
      this.current = index;
      if (this.spans[index] && bring) this.sheet.around(this.spans[index].start);
      for (const mark of this.spans[index]?.nodes ?? []) mark.classList.add("an-current");
      if (this.spans[index]?.nodes.length) this.pane.setAttribute("aria-activedescendant", `an-m-${this.spans[index].serial}`);
      else this.pane.removeAttribute("aria-activedescendant");
      this.list.point(index);
    }
    if (bring && this.spans[index]) this.bring(index);
  }

  // Scrolls only where the citation is out of comfortable sight, so that the text keeps its place.
  bring(index, again = 4) {
    const span = this.spans[index];
    if (!span || index !== this.current) return;
    const target = span.nodes[0] ?? this.sheet.around(span.start);
    if (!target) return;
    const box = target.getBoundingClientRect();
    const pane = this.pane.getBoundingClientRect();
    const top = box.top - pane.top;
    if (top < pane.height * 0.08 || top + Math.min(box.height, pane.height / 2) > pane.height * 0.82) {
      this.pane.scrollTop += top - pane.height * 0.33;
      // Text out of sight has only an estimated height until it comes into view.
      if (again > 0) requestAnimationFrame(() => this.bring(index, again - 1));
    }
    // On a low page the text itself may be out of sight, or below the bar with the decisions.
    const floor = innerHeight - (matchMedia("(max-width: 640px)").matches ? BAR : 0);
    if (pane.top < 0 || pane.top + Math.min(pane.height, top + box.height) > floor) this.pane.scrollIntoView({ block: "nearest" });
  }

  draw(data) {
    const words = data.words;
    this.pane.setAttribute("aria-label", words.text);
    this.highlight(data.draft);
    const at = this.spans[this.current];
    const [start, end] = data.draft ?? (at?.nodes.length ? [at.start, at.end] : [null, null]);
    this.edges.put(start, end);
    if (this.told !== data.told) {
      this.told = data.told;
      this.said.textContent = data.say;
      this.said.title = data.say;
      this.said.classList.toggle("an-failed", data.failed);
    }
    this.same.hidden = !data.offer;
    keyed(this.same, data.offer ?? "", "s");
    keyed(this.listed, words.list.replace("{n}", this.line.length.toLocaleString(words.language)), "l");
    this.list.show(this.line, this.current, words.listed, (index) => this.tell(index));
  }

  tell(index) {
    const span = this.spans[index];
    const status = STATUS[span.letter.toLowerCase()];
    const long = Math.min(span.end, span.start + 160);
    return {
      kind: KIND[span.kind],
      sign: SIGN[status] || (span.warned ? "!" : "·"),
      quote: this.sheet.slice(span.start, long).replace(/\s+/g, " "),
      title: typeof span.title === "number" ? this.titles[span.title] : span.title,
      sure: span.sure === null ? "" : `${span.sure} %`,
      status: this.tells(span, status),
    };
  }

  highlight(draft) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("an-draft");
    this.root.classList.toggle("an-drafting", Boolean(draft));
    if (draft) CSS.highlights.set("an-draft", new Highlight(this.sheet.range(...draft)));
  }

  // ---- what the reviewer does -------------------------------------------------------------------------------------

  // One message is under way at a time; what is pressed meanwhile waits and then means the citation shown by then.
  post(command) {
    if (this.flight) {
      const last = this.buffer[this.buffer.length - 1];
      const alike = last && last.do === command.do && last.edge === command.edge;
      if (alike && (command.do === "step" || command.do === "nudge")) last.by += command.by;
      else if (this.buffer.length < MOST_BUFFERED) this.buffer.push({ ...command });
      return;
    }
    const message = { ...command, n: ++this.n, doc: this.data.doc, base: this.data.count };
    if (command.do === "step") {
      const index = this.step(command.by);
      if (index === undefined || index === this.current) return;
      message.do = "move";
      message.id = this.spans[index].id;
      this.point(index, true);
    } else if (!("id" in message)) {
      message.id = this.spans[this.current]?.id ?? null;
    }
    this.flight = message.n;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => ((this.flight = 0), (this.buffer = [])), PATIENCE);
    this.send(message);
  }

  landed() {
    this.flight = 0;
    clearTimeout(this.timer);
    if (!this.buffer.length) return;
    // The answer's citation comes first: what waited was meant for it.
    this.point(this.data.current, true);
    const command = this.buffer.shift();
    setTimeout(() => {
      this.post(command);
      if (!this.flight && this.buffer.length) this.landed();
    });
  }

  step(by) {
    if (!this.line.length) return undefined;
    const at = this.line.indexOf(this.current);
    const from = at === -1 ? (by > 0 ? -1 : this.line.length) : at;
    return this.line[Math.min(Math.max(from + by, 0), this.line.length - 1)];
  }

  listen() {
    const stop = new AbortController();
    const on = (target, kind, act) =>
      target.addEventListener(
        kind,
        (event) => {
          if (!this.root.isConnected) stop.abort();
          else act(event);
        },
        { signal: stop.signal },
      );
    on(document, "keydown", (event) => this.key(event));
    on(this.pane, "click", (event) => {
      const span = event.target.closest?.(".an-m")?.span;
      // The end of a drag is a click as well, and so is each click of a double one: the selection says more.
      if (span && !this.selection()) this.post({ do: "move", id: span.id });
    });
    on(this.same, "click", () => this.post({ do: "same" }));
    on(this.listed, "click", () => this.toggleList());
    // The browser settles the selection only after the button is up.
    on(document, "pointerup", (event) => event.button === 0 && setTimeout(() => this.selected()));
    on(this.pane, "keyup", (event) => event.shiftKey && !event.altKey && event.key.startsWith("Arrow") && this.selected());
  }

  toggleList() {
    this.list.toggle(this.foot);
    this.root.classList.toggle("an-listing", this.list.open);
    this.listed.setAttribute("aria-expanded", String(this.list.open));
    if (this.spans[this.current]) this.bring(this.current);
  }

  selection() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.body)) return null;
    // A drag may end below or beside the text: it then means the text up to there.
    const anchored = this.body.contains(selection.anchorNode);
    const start = this.sheet.offset(range.startContainer, range.startOffset) ?? (anchored ? 0 : null);
    const end = this.sheet.offset(range.endContainer, range.endOffset) ?? (anchored ? this.sheet.length : null);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  selected() {
    const found = this.selection();
    const told = found && `${found.start}-${found.end}`;
    if (told && told !== this.picked) this.post({ do: "select", ...found });
    this.picked = told;
  }

  key(event) {
    const target = event.composedPath()[0];
    const inside = target instanceof Element ? target : document.body;
    if (this.pane === inside && this.caret.key(event)) return event.preventDefault();
    if (event.key === "Escape") {
      if (inside.closest("[role=dialog], [data-baseweb=popover]")) return;
      if (isField(inside)) inside.blur();
      else this.post({ do: "cancel" });
      this.pane.focus({ preventScroll: true });
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.forming()) {
      // A field tells what is in it when it is left.
      this.pane.focus({ preventScroll: true });
      this.save();
      return;
    }
    if (event.key === "ArrowDown" && this.intoAnswers(inside)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (isField(inside) || inside.closest("[role=dialog], [role=menu], [data-baseweb=popover]")) return;
    if (inside.closest("[role=listbox]") && !this.root.contains(inside)) return;
    if (document.querySelector("[role=dialog]")) return;
    const command = event.altKey ? this.nudge(event) : this.command(event, inside);
    if (!command) return;
    event.preventDefault();
    if (command.do === "list") this.toggleList();
    else if (command.do === "find") focusOn("find", this.pane, 1);
    else if (command.do === "pick") this.pick();
    // With a form open, "a" accepts the form as it is filled.
    else if (command.do === "confirm" && this.forming()) this.save();
    else this.post(command);
  }

  // Begin to pick words behind the citation at hand, where the text is looked at.
  pick() {
    this.pane.focus({ preventScroll: true });
    this.picked = null;
    const at = this.data.draft?.[1] ?? this.spans[this.current]?.end ?? 0;
    this.caret.start(...this.sheet.place(at, at > 0));
  }

  // From the search field down into what was found.
  intoAnswers(inside) {
    const field = inside.tagName === "INPUT" && inside.closest("[class*=st-key-edit_search_]");
    const first = field && document.querySelector("[class*=st-key-edit_reference_] input[type=radio]");
    if (!first) return false;
    first.focus();
    first.click();
    return true;
  }

  // Alt and an arrow move the end of the span by a word, with Shift its start. Arrows mean what the eye sees.
  nudge(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return null;
    const [start] = this.data.draft ?? [this.spans[this.current]?.start];
    if (start === undefined) return null;
    const rtl = getComputedStyle(this.sheet.blockAt(start)).direction === "rtl";
    const by = (event.key === "ArrowRight") !== rtl ? 1 : -1;
    return { do: "nudge", edge: event.shiftKey ? "start" : "end", by };
  }

  // Whether a form is open or opening: its button and the word of it come one shortly after the other.
  forming() {
    return Boolean(this.data && (this.data.form || this.saver()));
  }

  saver() {
    return document.querySelector(`.st-key-${this.data.saves} button`);
  }

  // The form may still be on its way: look for its button for a moment.
  save(tries = 20) {
    const button = this.saver();
    if (button) button.click();
    else if (tries > 0 && this.data.form) setTimeout(() => this.save(tries - 1), 50);
  }

  command(event, inside) {
    if (event.key in STEPS && !event.shiftKey) {
      // Arrows belong to what has the focus: only where that is the text or nothing do they move.
      const arrow = event.key.startsWith("Arrow");
      if (arrow && inside !== document.body && !this.root.contains(inside)) return null;
      return { do: "step", by: STEPS[event.key] };
    }
    // A key that is held down decides once.
    if (event.repeat) return null;
    if (/^[1-9]$/.test(event.key)) return { do: "choose", digit: Number(event.key) };
    if (event.key === "l") return { do: "list" };
    if (event.key === "f") return { do: "find" };
    if (event.key === "i") return { do: "pick" };
    return event.key in DECISIONS ? { do: DECISIONS[event.key] } : null;
  }
}

// A label and the key that does the same.
function keyed(button, words, key) {
  const hint = document.createElement("kbd");
  hint.textContent = key;
  button.replaceChildren(`${words} `, hint);
}
