// Code points and UTF-16 units, paragraphs, and small things of the page. Read in front of text.js as one module.

function element(tag, name, attributes = {}) {
  const made = document.createElement(tag);
  made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function codePoints(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

// From code points to UTF-16 units within one stretch; texts without astral characters need no walk.
function units(text, length) {
  if (text.length === length) return (offset) => offset;
  const places = [];
  let at = 0;
  for (const character of text) {
    places.push(at);
    at += character.length;
  }
  places.push(at);
  return (offset) => places[offset];
}

// Each with its line end, so that the page holds every character of the text.
function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const piece of text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []) {
    const length = codePoints(piece);
    found.push({ text: piece, start, length });
    start += length;
  }
  return found;
}

function isField(target) {
  if (target.isContentEditable || target.closest("textarea, select, [role=combobox], [role=textbox], [role=slider]")) return true;
  return target.tagName === "INPUT" && !["radio", "checkbox", "button", "submit", "file"].includes(target.type);
}

// The page may draw the field only after this answer: look for it for a moment.
function focusOn(key, pane, tries = 40) {
  if (key === "text") return pane.focus({ preventScroll: true });
  const field = document.querySelector(`.st-key-${key} input, .st-key-${key} textarea`);
  if (field) field.focus();
  else if (tries > 0) setTimeout(() => focusOn(key, pane, tries - 1), 50);
}
