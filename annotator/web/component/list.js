// The list of the citations that pass the filter. Only the rows in sight are on the page.

const ROW = 28; // px
const SPARE = 6; // rows drawn above and below

class List {
  constructor(host, pick) {
    this.host = host;
    this.pick = pick; // a row was chosen
    this.box = element("div", "an-list", { role: "listbox", tabindex: "0" });
    this.roll = element("div", "an-roll");
    this.box.append(this.roll);
    this.line = [];
    this.box.addEventListener("scroll", () => this.draw());
    this.box.addEventListener("click", (event) => {
      const row = event.target.closest(".an-row");
      if (row) this.pick(row.index);
    });
  }

  get open() {
    return this.box.isConnected;
  }

  toggle(before) {
    if (this.open) this.box.remove();
    else before.before(this.box);
    this.bring();
  }

  // `line` holds indices into `spans`; `tell` gives the words of one.
  show(line, current, label, tell) {
    this.line = line;
    this.current = current;
    this.tell = tell;
    this.box.setAttribute("aria-label", label);
    this.draw();
  }

  point(current) {
    this.current = current;
    this.bring();
  }

  bring() {
    if (!this.open) return;
    const place = this.line.indexOf(this.current);
    const top = place * ROW;
    if (place !== -1 && (top < this.box.scrollTop || top + ROW > this.box.scrollTop + this.box.clientHeight)) {
      this.box.scrollTop = top - (this.box.clientHeight - ROW) / 2;
    }
    this.draw();
  }

  draw() {
    if (!this.open || !this.tell) return;
    this.roll.style.height = `${this.line.length * ROW}px`;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.line.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const rows = [];
    for (let place = first; place < last; place++) {
      const index = this.line[place];
      const told = this.tell(index);
      const row = element("div", `an-row an-${told.kind}`, { role: "option", id: `an-row-${index}`, "aria-selected": String(index === this.current) });
      row.setAttribute("aria-setsize", String(this.line.length));
      row.setAttribute("aria-posinset", String(place + 1));
      row.style.top = `${place * ROW}px`;
      row.index = index;
      row.append(piece("an-row-sign", told.sign), piece("an-row-quote", told.quote), piece("an-row-title", told.title), piece("an-row-sure", told.sure));
      row.title = told.status;
      rows.push(row);
    }
    this.roll.replaceChildren(...rows);
    if (rows.some((row) => row.index === this.current)) this.box.setAttribute("aria-activedescendant", `an-row-${this.current}`);
    else this.box.removeAttribute("aria-activedescendant");
  }
}

function piece(name, words) {
  const made = element("span", name, { dir: "auto" });
  made.textContent = words;
  return made;
}
