// Words picked with the arrow keys, for a citation that is added without a mouse.

const LINES = { ArrowUp: "backward", ArrowDown: "forward" };
const WORDS = { ArrowLeft: "backward", ArrowRight: "forward" };
const MOST_PASSED = 8;
const OTHER = { backward: "forward", forward: "backward" };

class Caret {
  constructor(body, take) {
    this.body = body;
    this.take = take; // words were picked
    this.on = false;
  }

  // Begin with the word at a place of the page.
  start(node, offset) {
    const selection = document.getSelection();
    selection.collapse(node, offset);
    selection.modify("move", "forward", "word");
    this.on = true;
    this.word("backward");
  }

  stop() {
    if (this.on) document.getSelection().removeAllRanges();
    this.on = false;
  }

  // Says whether the key was meant for it.
  key(event) {
    if (!this.on || event.ctrlKey || event.metaKey || event.altKey) return false;
    const selection = document.getSelection();
    if (!selection.rangeCount || !this.body.contains(selection.focusNode)) {
      this.on = false;
      return false;
    }
    if (event.key === "Escape") this.stop();
    else if (event.key === "Enter") {
      this.on = false;
      this.take();
    } else if (event.key in LINES || event.key in WORDS) this.move(selection, event);
    else return false;
    return true;
  }

  // Arrows mean what the eye sees.
  move(selection, event) {
    const line = event.key in LINES;
    let way = line ? LINES[event.key] : WORDS[event.key];
    if (!line && getComputedStyle(parent(selection.focusNode)).direction === "rtl") way = OTHER[way];
    const before = [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
    if (event.shiftKey) selection.modify("extend", way, line ? "line" : "word");
    else {
      if (way === "backward" || line) selection.collapseToStart();
      else selection.collapseToEnd();
      selection.modify("move", way, line ? "line" : "word");
      if (line) selection.modify("move", "forward", "character"); // off the start of a word, which is then its own
      this.word(way, !line && way === "backward");
    }
    const outside = ![selection.anchorNode, selection.focusNode].every((node) => this.body.contains(node));
    if (outside || selection.isCollapsed) selection.setBaseAndExtent(...before);
    parent(selection.focusNode).scrollIntoView({ block: "nearest" });
  }

  // The word that begins at the caret, or else the one that it is in or that ends there. What is no word, a full stop
  // or the end of a line, is passed over.
  word(way, begins = false) {
    const selection = document.getSelection();
    if (!begins) selection.modify("move", "backward", "word");
    selection.modify("extend", "forward", "word");
    for (let i = 0; i < MOST_PASSED && !/[\p{L}\p{N}]/u.test(selection.toString()); i++) {
      if (way === "backward") selection.collapseToStart();
      else selection.collapseToEnd();
      selection.modify("move", way, "word");
      if (way === "forward") selection.modify("move", "backward", "word");
      selection.modify("extend", "forward", "word");
    }
  }
}

function parent(node) {
  return node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
}
