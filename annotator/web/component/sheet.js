// The text on the page, in chunks: what is far from sight is an empty box of about the right height.
// Document text is set as text nodes, never as markup.

const CHUNK = 2500; // UTF-16 units in a chunk, about a screenful
const WHOLE = 1000000; // up to here all chunks are filled in the end, so that the browser's own search finds every word
const LINE_HEIGHT = 30; // px, for the height of a box before it is filled
const LINE_LENGTH = 72;
const NEAR = "150% 0px"; // how far around the sight chunks are filled
const PART = 40; // chunks in a part: of what is far from sight, the browser looks at the parts alone, in every frame

class Sheet {
  constructor(pane, body, dress) {
    this.pane = pane;
    this.body = body;
    this.dress = dress; // gives a mark its looks
    this.chunks = [];
    this.drawn = [];
    this.round = 0;
    const near = { root: pane, rootMargin: NEAR };
    this.parts = new IntersectionObserver((entries) => this.passed(entries), near);
    this.sight = new IntersectionObserver((entries) => this.seen(entries), near);
  }

  load(text) {
    this.parts.disconnect();
    this.sight.disconnect();
    const round = ++this.round;
    this.text = text;
    this.chunks = [];
    this.length = 0;
    let chunk = null;
    for (const [at, to] of linesOf(text)) {
      if (!chunk || to - chunk.at > CHUNK) {
        chunk = { at, to, start: this.length, lines: [], rows: 0, node: element("div", "an-chunk"), marks: [], filled: false };
        chunk.node.chunk = chunk;
        this.chunks.push(chunk);
      }
      chunk.lines.push([at, to]);
      chunk.rows += Math.ceil((to - at) / LINE_LENGTH) + 0.33;
      chunk.to = to;
      this.length += codePoints(text.slice(at, to));
    }
    for (const { node, rows } of this.chunks) this.box(node, rows * LINE_HEIGHT);
    const parts = this.parted();
    this.body.replaceChildren(...parts);
    this.pane.scrollTop = 0;
    for (const node of parts) this.parts.observe(node);
    if (text.length <= WHOLE) this.fillOn(0, round);
  }

  // The chunks in parts, each a node that knows what it holds.
  parted() {
    const parts = [];
    for (let first = 0; first < this.chunks.length; first += PART) {
      const held = this.chunks.slice(first, first + PART);
      const node = element("div", "an-part");
      node.held = held;
      node.append(...held.map((chunk) => chunk.node));
      node.style.containIntrinsicSize = `auto ${held.reduce((sum, { rows }) => sum + rows, 0) * LINE_HEIGHT}px`;
      parts.push(node);
    }
    return parts;
  }

  // The spans to draw, in the order of the text; where one lies on another the first has the place.
  mark(spans) {
    this.drawn = spans;
  }

  box(node, height) {
    node.style.height = `${height}px`;
    node.style.containIntrinsicSize = `auto ${height}px`;
  }

  // A part that a jump leaves behind is told of here alone, so its chunks are emptied here too.
  passed(entries) {
    const left = [];
    for (const { target, isIntersecting } of entries) {
      for (const { node } of target.held) this.sight[isIntersecting ? "observe" : "unobserve"](node);
      if (!isIntersecting) left.push(...target.held);
    }
    this.leave(left);
  }

  seen(entries) {
    this.leave(entries.filter((entry) => !entry.isIntersecting).map(({ target }) => target.chunk));
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.fill(target.chunk);
  }

  // Chunks gone out of sight: in a text too long to be filled whole they are emptied.
  leave(chunks) {
    if (this.text.length <= WHOLE) return;
    const filled = chunks.filter((chunk) => chunk.filled);
    // Heights are asked for before anything is changed: each question after a change lays the whole text out anew.
    const heights = filled.map(({ node }) => node.offsetHeight);
    filled.forEach((chunk, at) => this.empty(chunk, heights[at]));
  }

  // A few chunks whenever the browser has nothing to do.
  fillOn(next, round) {
    const idle = window.requestIdleCallback ?? ((act) => setTimeout(() => act({ timeRemaining: () => 5 }), 50));
    idle((deadline) => {
      let at = next;
      while (round === this.round && at < this.chunks.length && deadline.timeRemaining() > 2) this.fill(this.chunks[at++]);
      if (round === this.round && at < this.chunks.length) this.fillOn(at, round);
    });
  }

  fill(chunk) {
    if (!chunk || chunk.filled) return;
    chunk.filled = true;
    let start = chunk.start;
    let next = bisect(this.drawn, (span) => span.end <= start);
    const blocks = [];
    for (const [at, to] of chunk.lines) {
      const words = this.text.slice(at, to);
      const length = codePoints(words);
      const block = element("div", "an-p", { dir: "auto" });
      const unit = units(words, length);
      let done = 0;
      block.start = start;
      while (next < this.drawn.length && this.drawn[next].end <= start) next++;
      for (let i = next; i < this.drawn.length && this.drawn[i].start < start + length; i++) {
        const span = this.drawn[i];
        const from = unit(Math.max(0, span.start - start));
        const end = unit(Math.min(length, span.end - start));
        if (from < done || end <= from) continue;
        if (from > done) block.append(words.slice(done, from));
        const mark = element("mark", "an-m", { role: "button" });
        mark.append(words.slice(from, end));
        mark.span = span;
        mark.opens = span.start >= start;
        mark.closes = span.end <= start + length;
        span.nodes.push(mark);
        chunk.marks.push(mark);
        this.dress(mark);
        block.append(mark);
        done = end;
      }
      if (done < words.length) block.append(words.slice(done));
      blocks.push(block);
      start += length;
    }
    chunk.node.replaceChildren(...blocks);
    chunk.node.style.height = "";
  }

  // A chunk that holds an end of the selection stays.
  empty(chunk, height) {
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && [selection.anchorNode, selection.focusNode].some((n) => chunk.node.contains(n))) return;
    this.box(chunk.node, height);
    this.forget(chunk);
    chunk.node.replaceChildren();
  }

  forget(chunk) {
    for (const mark of chunk.marks) mark.span.nodes = mark.span.nodes.filter((node) => node !== mark);
    chunk.marks = [];
    chunk.filled = false;
  }

  // Draw anew what lies on these stretches, where it is drawn at all.
  redraw(stretches) {
    const hit = new Set();
    for (const { start, end } of stretches) {
      for (let i = this.chunkAt(start); i < this.chunks.length && this.chunks[i].start < end; i++) hit.add(this.chunks[i]);
    }
    for (const chunk of hit) {
      if (!chunk.filled) continue;
      this.forget(chunk);
      this.fill(chunk);
    }
  }

  chunkAt(offset) {
    return Math.max(0, bisect(this.chunks, (chunk) => chunk.start <= offset) - 1);
  }

  // Fill what lies around an offset, so that it has its true height before the page scrolls there.
  around(offset) {
    const at = this.chunkAt(offset);
    for (let i = at - 1; i <= at + 1; i++) this.fill(this.chunks[i]);
    return this.blockAt(offset);
  }

  blockAt(offset) {
    const chunk = this.chunks[this.chunkAt(offset)];
    if (!chunk) return null;
    this.fill(chunk);
    const blocks = chunk.node.children;
    return blocks[Math.max(0, bisect([...blocks], (block) => block.start <= offset) - 1)];
  }

  // A code-point offset as a place in the page. The end of a stretch belongs to the line before it.
  place(offset, closing = false) {
    const block = this.blockAt(closing ? Math.max(0, offset - 1) : offset);
    if (!block) return [this.body, 0];
    let left = offset - block.start;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = null;
    while (walker.nextNode()) {
      node = walker.currentNode;
      const length = codePoints(node.data);
      if (left < length || (closing && left === length)) return [node, units(node.data, length)(left)];
      left -= length;
    }
    return node ? [node, node.data.length] : [block, 0];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start));
    range.setEnd(...this.place(end, true));
    return range;
  }

  // A place in the page as a code-point offset; null outside the text.
  offset(node, inNode) {
    if (!this.body.contains(node)) return null;
    if (node === this.body) return node.children[inNode]?.held[0].start ?? this.length;
    if (node.held) return node.held[inNode]?.start ?? this.startBehind(node.held.at(-1));
    if (node.chunk) return node.children[inNode]?.start ?? this.startBehind(node.chunk);
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".an-p");
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, inNode);
    return block.start + codePoints(range.toString());
  }

  startBehind(chunk) {
    return this.chunks[this.chunks.indexOf(chunk) + 1]?.start ?? this.length;
  }

  slice(start, end) {
    const chunk = this.chunks[this.chunkAt(start)];
    if (!chunk) return "";
    const from = this.text.slice(chunk.at, chunk.at + CHUNK + LONGEST_LINE + 2 * (end - start));
    const unit = units(from, codePoints(from));
    return from.slice(unit(start - chunk.start), unit(end - chunk.start));
  }
}
