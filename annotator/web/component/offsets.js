// Code points and UTF-16 units, the lines of a text, and small things of the page. The first part of one module.

const SURROGATE = /[\ud800-\udfff]/;
const LONGEST_LINE = 20000; // UTF-16 units; a longer one is laid out as several, or the page would stand still

function element(tag, name, attributes = {}) {
  const made = document.createElement(tag);
  made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function codePoints(text) {
  if (!SURROGATE.test(text)) return text.length;
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

// Where each line lies, in UTF-16 units and with its line end, so that the page holds every character of the text.
function* linesOf(text) {
  const ends = /\r\n|\r|\n/g;
  let found = ends.exec(text);
  for (let at = 0; at < text.length; ) {
    while (found && ends.lastIndex <= at) found = ends.exec(text);
    let to = found ? ends.lastIndex : text.length;
    if (to - at > LONGEST_LINE) to = breakOf(text, at);
    yield [at, to];
    at = to;
  }
}

function breakOf(text, at) {
  const last = at + LONGEST_LINE;
  const space = text.lastIndexOf(" ", last - 1);
  if (space > at) return space + 1;
  return /[\udc00-\udfff]/.test(text[last]) ? last - 1 : last;
}

// The first place in a sorted list where `before` is false.
function bisect(list, before) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isField(target) {
  if (target.isContentEditable || target.closest("textarea, select, [role=combobox], [role=textbox], [role=slider]")) return true;
  return target.tagName === "INPUT" && !["radio", "checkbox", "button", "submit", "file"].includes(target.type);
}

// The page may draw the field only after this answer: look for it for a moment.
function focusOn(key, pane, tries = 40) {
  if (key === "text") return pane.focus({ preventScroll: true });
  const field = document.querySelector(`.st-key-${key} input, .st-key-${key} textarea`);
  if (field) {
    field.focus();
    inSight(field);
  } else if (tries > 0) setTimeout(() => focusOn(key, pane, tries - 1), 50);
}

// The form may still grow above a field that has the focus and push it out of sight.
function inSight(field, looks = 10) {
  if (document.activeElement !== field) return;
  field.scrollIntoView({ block: "nearest" });
  if (looks > 0) setTimeout(() => inSight(field, looks - 1), 60);
}
