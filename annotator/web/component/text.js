// Draws a text with its citations and tells Python what the reviewer does: clicks, selections and keys.
// Offsets are code points at the border and UTF-16 units only in here. Document text is set as text nodes, never as markup.

const STATUS = { s: "suggested", c: "confirmed", k: "corrected", r: "rejected", a: "added" };
const KIND = { c: "constitution", t: "treaty", r: "resolution" };
const DECISIONS = { a: "confirm", x: "reject", e: "edit", u: "undo", U: "redo", n: "next", o: "reopen", "?": "help", "/": "search" };
const STEPS = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
const PATIENCE = 15000; // ms until an answer is no longer waited for
const MOST_BUFFERED = 20;

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
    this.text = null;
    this.pane = element("div", "an-pane", { tabindex: "0", role: "group", "aria-label": "Text with citations" });
    this.body = element("div", "an-text");
    this.foot = element("div", "an-foot", { role: "status", "aria-live": "polite" });
    this.pane.append(this.body);
    this.root = element("div", "an-root");
    this.root.append(this.pane, this.foot);
    parent.append(this.root);
    this.listen();
  }

  // ---- what Python says -------------------------------------------------------------------------------------------

  show(data) {
    const before = this.data;
    this.data = data;
    if (data.text !== null && data.doc !== this.doc) {
      this.doc = data.doc;
      this.text = data.text;
      this.spansKey = null;
      this.pane.scrollTop = 0;
    }
    if (data.spans !== null && data.spansKey !== this.spansKey) {
      this.spansKey = data.spansKey;
      this.spans = data.spans.map(([start, end, kind, id, warned, drawn]) => ({ start, end, kind, id, warned, drawn, nodes: [] }));
      this.build();
    }
    if (this.doc !== data.doc || this.spansKey !== data.spansKey) {
      this.flight = 0;
      this.post({ do: "resend" });
      return;
    }
    const states = [...data.states];
    this.spans.forEach((span, i) => this.paint(span, states[i], i));
    this.line = data.order ?? this.spans.map((_, i) => i).filter((i) => states[i] !== states[i].toUpperCase());
    if (data.ack >= this.flight) this.landed();
    const moves = this.flight !== 0 || this.buffer.length > 0;
    if (!moves) this.point(data.current, !before || before.current !== data.current || before.doc !== data.doc);
    this.drawDraft(data.draft);
    this.say(data.say, data.failed);
    if (data.focus && (!before || !before.focus || before.focus.n !== data.focus.n)) focusOn(data.focus.on, this.pane);
  }

  build() {
    const pieces = paragraphs(this.text);
    const kept = this.pane.scrollTop;
    const out = document.createDocumentFragment();
    this.blocks = [];
    for (const span of this.spans) span.nodes = [];
    const drawn = this.spans.filter((span) => span.drawn);
    let next = 0;
    for (const piece of pieces) {
      const block = element("div", "an-p", { dir: "auto" });
      block.start = piece.start;
      const unit = units(piece.text, piece.length);
      let at = 0;
      while (next < drawn.length && drawn[next].end <= piece.start) next++;
      for (let i = next; i < drawn.length && drawn[i].start < piece.start + piece.length; i++) {
        const span = drawn[i];
        const from = unit(Math.max(0, span.start - piece.start));
        const to = unit(Math.min(piece.length, span.end - piece.start));
        if (from > at) block.append(piece.text.slice(at, from));
        const mark = element("mark", "an-m", { role: "button" });
        mark.append(piece.text.slice(from, to));
        mark.span = span;
        span.nodes.push(mark);
        block.append(mark);
        at = to;
      }
      if (at < piece.text.length) block.append(piece.text.slice(at));
      this.blocks.push(block);
      out.append(block);
    }
    this.body.replaceChildren(out);
    this.pane.scrollTop = kept;
    this.current = undefined;
  }

  paint(span, letter, index) {
    if (span.letter === letter && span.nodes[0]?.id) return;
    span.letter = letter;
    const status = STATUS[letter.toLowerCase()];
    const hidden = letter === letter.toUpperCase();
    span.nodes.forEach((mark, i) => {
      mark.className = `an-m an-${KIND[span.kind]} an-${status}${hidden ? " an-out" : ""}${span.warned ? " an-warned" : ""}`;
      mark.classList.toggle("an-first", i === 0);
      mark.classList.toggle("an-last", i === span.nodes.length - 1);
      mark.classList.toggle("an-current", index === this.current);
      mark.setAttribute("aria-label", `${mark.textContent}: ${KIND[span.kind]}, ${status}${span.warned ? ", with a warning" : ""}`);
      if (i === 0) mark.id = `an-m-${index}`;
    });
  }

  point(index, bring) {
    if (this.current !== index) {
      for (const mark of this.spans[this.current]?.nodes ?? []) mark.classList.remove("an-current");
      for (const mark of this.spans[index]?.nodes ?? []) mark.classList.add("an-current");
      this.current = index;
      if (this.spans[index]?.nodes.length) this.pane.setAttribute("aria-activedescendant", `an-m-${index}`);
      else this.pane.removeAttribute("aria-activedescendant");
    }
    if (bring && this.spans[index]) this.bring(index);
  }

  // Scrolls only where the citation is out of comfortable sight, so that the text keeps its place.
  bring(index, again = 3) {
    const span = this.spans[index];
    const target = span.nodes[0] ?? this.blocks[this.blockAt(span.start)];
    if (!target) return;
    const box = target.getBoundingClientRect();
    const pane = this.pane.getBoundingClientRect();
    const top = box.top - pane.top;
    if (top < pane.height * 0.08 || top + Math.min(box.height, pane.height / 2) > pane.height * 0.82) {
      this.pane.scrollTop += top - pane.height * 0.33;
      // Paragraphs out of sight have only an estimated height until they come into view.
      if (again > 0) requestAnimationFrame(() => this.bring(index, again - 1));
    }
  }

  say(message, failed) {
    if (this.foot.textContent === message) return;
    this.foot.textContent = message;
    this.foot.classList.toggle("an-failed", failed);
  }

  drawDraft(draft) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("an-draft");
    this.root.classList.toggle("an-drafting", Boolean(draft));
    if (!draft) return;
    const range = document.createRange();
    const [a, b] = [this.place(draft[0]), this.place(draft[1])];
    range.setStart(...a);
    range.setEnd(...b);
    CSS.highlights.set("an-draft", new Highlight(range));
  }

  // ---- offsets ----------------------------------------------------------------------------------------------------

  blockAt(offset) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A code-point offset as a place in the page.
  place(offset) {
    const block = this.blocks[this.blockAt(offset)];
    let left = offset - block.start;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = null;
    while (walker.nextNode()) {
      node = walker.currentNode;
      const length = codePoints(node.data);
      if (left <= length) return [node, units(node.data, length)(left)];
      left -= length;
    }
    return node ? [node, node.data.length] : [block, 0];
  }

  // A place in the page as a code-point offset; null outside the text.
  offset(node, inNode) {
    if (node === this.body) return inNode < this.blocks.length ? this.blocks[inNode].start : this.length();
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".an-p");
    if (!block || !this.body.contains(block)) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, inNode);
    return block.start + codePoints(range.toString());
  }

  length() {
    const last = this.blocks[this.blocks.length - 1];
    return last ? last.start + codePoints(last.textContent) : 0;
  }

  selection() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.body)) return null;
    // A drag may end below or beside the text: it then means the text up to there.
    const anchored = this.body.contains(selection.anchorNode);
    const start = this.offset(range.startContainer, range.startOffset) ?? (anchored ? 0 : null);
    const end = this.offset(range.endContainer, range.endOffset) ?? (anchored ? this.length() : null);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  // ---- what the reviewer does -------------------------------------------------------------------------------------

  // One message is under way at a time; what is pressed meanwhile waits and then means the citation shown by then.
  post(command) {
    if (this.flight) {
      const last = this.buffer[this.buffer.length - 1];
      if (command.do === "step" && last?.do === "step") last.by += command.by;
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
      message.id = this.spans?.[this.current]?.id ?? null;
    }
    message.has = [this.doc, this.spansKey];
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
    // The browser settles the selection only after the button is up.
    on(document, "pointerup", (event) => event.button === 0 && setTimeout(() => this.selected()));
    on(this.pane, "keyup", (event) => event.shiftKey && event.key.startsWith("Arrow") && this.selected());
  }

  selected() {
    const found = this.selection();
    const told = found && `${found.start}-${found.end}`;
    if (told && told !== this.told) this.post({ do: "select", ...found });
    this.told = told;
  }

  key(event) {
    const target = event.composedPath()[0];
    const inside = target instanceof Element ? target : document.body;
    if (event.key === "Escape") {
      if (inside.closest("[role=dialog], [data-baseweb=popover]")) return;
      if (isField(inside)) inside.blur();
      else this.post({ do: "cancel" });
      this.pane.focus({ preventScroll: true });
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.data?.saves) {
      inside.blur();
      this.save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isField(inside) || inside.closest("[role=dialog], [role=listbox], [role=menu], [data-baseweb=popover]")) return;
    if (document.querySelector("[role=dialog]")) return;
    const command = this.command(event, inside);
    if (!command) return;
    event.preventDefault();
    // With a form open, "a" accepts the form as it is filled.
    if (command.do === "confirm" && this.data?.saves) this.save();
    else this.post(command);
  }

  // The form may still be on its way: look for its button for a moment.
  save(tries = 20) {
    const button = document.querySelector(`.st-key-${this.data.saves} button`);
    if (button) button.click();
    else if (tries > 0 && this.data.saves) setTimeout(() => this.save(tries - 1), 50);
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
    return event.key in DECISIONS ? { do: DECISIONS[event.key] } : null;
  }
}
