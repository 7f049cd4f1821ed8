// The two handles at the edges of the citation at hand, to drag its span with the mouse or a pen.

class Edges {
  constructor(layer, sheet, act) {
    this.layer = layer;
    this.sheet = sheet;
    this.act = act; // { move(start, end) while dragging, done(start, end) at the end }
    this.span = null;
    this.handles = ["start", "end"].map((edge) => {
      const handle = element("div", `an-edge an-edge-${edge}`, { "aria-hidden": "true" });
      handle.hidden = true;
      handle.addEventListener("pointerdown", (event) => this.grasp(event, edge, handle));
      handle.addEventListener("mousedown", (event) => event.preventDefault());
      layer.append(handle);
      return handle;
    });
    this.room = new ResizeObserver(() => this.lay());
    this.room.observe(sheet.body);
  }

  put(start, end) {
    this.span = start === null ? null : { start, end };
    this.lay();
  }

  // Where the handles stand is read from the page: the first and the last line of the span.
  lay() {
    const rects = this.span ? [...this.sheet.range(this.span.start, this.span.end).getClientRects()].filter((r) => r.width > 0) : [];
    for (const handle of this.handles) handle.hidden = rects.length === 0;
    if (!rects.length) return;
    const origin = this.layer.getBoundingClientRect();
    const back = (offset) => getComputedStyle(this.sheet.blockAt(offset)).direction === "rtl";
    const [first, last] = [rects[0], rects[rects.length - 1]];
    this.stand(this.handles[0], back(this.span.start) ? first.right : first.left, first, origin);
    this.stand(this.handles[1], back(this.span.end - 1) ? last.left : last.right, last, origin);
  }

  stand(handle, x, rect, origin) {
    handle.style.transform = `translate(${x - origin.left}px, ${rect.top - origin.top}px)`;
    handle.style.height = `${rect.height}px`;
  }

  grasp(event, edge, handle) {
    if (event.button !== 0 || !this.span) return;
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const from = { ...this.span };
    let now = from;
    this.layer.classList.add("an-dragging");
    const move = ({ clientX, clientY }) => {
      const at = this.under(clientX, clientY);
      if (at === null) return;
      now = edge === "start" ? { start: Math.min(at, from.end - 1), end: from.end } : { start: from.start, end: Math.max(at, from.start + 1) };
      this.put(now.start, now.end);
      this.act.move(now.start, now.end);
    };
    const drop = (kept) => {
      handle.removeEventListener("pointermove", move);
      this.layer.classList.remove("an-dragging");
      const moved = kept && (now.start !== from.start || now.end !== from.end);
      if (moved) this.act.done(now.start, now.end);
      else this.put(from.start, from.end);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => drop(true), { once: true });
    handle.addEventListener("pointercancel", () => drop(false), { once: true });
  }

  under(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    if (caret) return this.sheet.offset(caret.offsetNode, caret.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? this.sheet.offset(range.startContainer, range.startOffset) : null;
  }
}
