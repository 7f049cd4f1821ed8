"""Web pages: the words a browser would show, block by block, with white space as a browser shows it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model import SegmentKind
from annotator.read.encoding import declared, decode
from annotator.read.extracted import CELL, LIMIT, PARAGRAPH, Blocks, Extracted, count, raised
from annotator.read.sheet import Sheet
from annotator.read.tags import Tag, tokens

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What is in these is no text of the page.
_LEFT_OUT_NAMES = (
    "annotation annotation-xml audio button canvas datalist del embed iframe nav noscript object rp rt script select"
    " style svg template textarea title video"
)
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_BLOCKS, _LEFT_OUT, _VOID = (frozenset(names.split()) for names in (_BLOCK_NAMES, _LEFT_OUT_NAMES, _VOID_NAMES))
# These may end without an end tag: where one is hidden, it ends with the next of its kind or with what holds it.
_MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "td", "th", "tr"})
_NOTES = frozenset({"footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"})
# What word processors call the box of a note: LibreOffice by its id, Word by a style of its own.
_NOTE_ID = re.compile(r"sd(?:foot|end)note[0-9]++")
_NOTE_STYLE = re.compile(r"mso-element\s*+:\s*+(?:foot|end)note(?![-\w])")
_SPACE = re.compile("[ \t\n\r\f]+")
_SPACES = re.compile(" {2,}")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,80}?encoding=["']([\w.:-]{1,40})""",
    re.I,
)


@dataclass(slots=True)
class _Table:
    """The table at hand: how it is called, where in it we are, and which kinds were open around it."""

    number: int
    around: int
    row: int = 0
    column: int = 0
    row_starts: int = 0


def html(data: bytes, limit: int = LIMIT) -> Extracted:
    """A web page. Scripts, styles, navigation, form fields and whatever the page hides are left out.

    >>> html(b"<h1>Note</h1><p>See <b>article 5</b><sup>1</sup> of\\n the ECHR.</p>").text
    'Note\\n\\nSee article 5¹ of the ECHR.'
    """
    text, notes = page_text(data)
    blocks = Blocks()
    page = Page(blocks)
    page.take(text)
    return Extracted(blocks.text(), tuple(blocks.segments), (*notes, *page.said()))


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a web page.

    >>> looks_like_html(b"\\n<!doctype HTML>"), looks_like_html(b"<b> is a tag")
    (True, False)
    """
    head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)


def page_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The source of a page and notes. An encoding that it names is taken at its word; a byte order mark goes before."""
    found = _DECLARED.search(data[:2048])
    if found is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    return declared(data, (found[1] or found[2]).decode("ascii", "replace"))


class Page:
    """Puts the words of a page into `blocks`; several pages may go into one, as the chapters of a book do."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._words: list[str] = []
        self._gap = PARAGRAPH
        self._kinds: list[tuple[str, SegmentKind, str]] = []
        self._tables: list[_Table] = []
        self._skipped: list[str] = []
        self._pre = self._number = 0
        self._raised: list[str] = []
        self._sheet = Sheet()
        self._counts = dict.fromkeys(("img", "del", "hidden", "nav", "ol"), 0)

    def take(self, source: str, sheets: Iterable[str] = ()) -> None:
        """Read one page; `sheets` are the style sheets that lie beside it."""
        for sheet in sheets:
            self._sheet.add(sheet)
        for token in tokens(source):
            if isinstance(token, str):
                if self._skipped == ["style"]:
                    self._sheet.add(token)
                if not self._skipped:
                    words = token if self._pre else _SPACE.sub(" ", token)
                    self._words.append(raised(words) if self._raised else words)
            elif self._skipped:
                self._while_skipped(token)
            elif token.end:
                self._end(token.name)
            else:
                self._start(token)
        self._end_block()
        self._kinds.clear()
        self._tables.clear()
        self._skipped.clear()
        self._raised.clear()
        self._pre = 0

    def said(self) -> tuple[str, ...]:
        """One sentence for each kind of thing that was left out."""
        said = (
            ("img", "picture was left out.", "pictures were left out."),
            ("del", "deletion was left out.", "deletions were left out."),
            ("hidden", "hidden part was left out.", "hidden parts were left out."),
            ("nav", "navigation menu was left out.", "navigation menus were left out."),
        )
        notes = [count(self._counts[what], one, many) for what, one, many in said if self._counts[what]]
        if self._counts["ol"]:
            notes.append("Numbers that a browser gives to list items by itself are not part of the text.")
        return tuple(notes)

    def _start(self, tag: Tag) -> None:
        name = tag.name
        is_hidden = _is_hidden(tag)
        if name in self._counts:
            self._counts[name] += 1
        if name in _LEFT_OUT or is_hidden:
            self._counts["hidden"] += is_hidden and name not in _LEFT_OUT
            if name in _BLOCKS:
                self._end_block()
            if not tag.empty and name not in _VOID:
                self._skipped.append(name)
        elif name == "br":
            self._words.append("\n")
        elif name in _BLOCKS:
            # What is left open ends with its block.
            self._raised.clear()
            self._start_block(tag)
            # In a page that is XML too, `<td/>` is a whole element.
            if tag.empty and name not in _VOID:
                self._end(name)
        elif not tag.empty and name not in _VOID and (name in self._raised or self._is_raised(tag)):
            self._raised.append(name)

    def _is_raised(self, tag: Tag) -> bool:
        is_mark = "noteref" in _roles(tag) and self._words
        return tag.name == "sup" or bool(is_mark) or self._sheet.raises(tag.name, tag.attributes)

    def _end(self, name: str) -> None:
        if self._raised and name == self._raised[-1]:
            self._raised.pop()
        elif name in _BLOCKS:
            self._raised.clear()
            self._end_block()
            if name == "pre":
                self._pre = max(0, self._pre - 1)
            if name == "table" and self._tables:
                del self._kinds[self._tables.pop().around :]
                self._gap = PARAGRAPH
            elif self._kinds and self._kinds[-1][0] == name:
                self._kinds.pop()

    def _while_skipped(self, tag: Tag) -> None:
        outer = self._skipped[0]
        stays_open = outer in _MAY_STAY_OPEN and len(self._skipped) == 1
        if tag.end:
            if tag.name == outer:
                self._skipped.pop()
            elif stays_open and tag.name in _BLOCKS:
                self._skipped.clear()
                self._end(tag.name)
        elif tag.name == outer and stays_open:
            self._skipped.clear()
            self._start(tag)
        elif tag.name == outer and not tag.empty:
            self._skipped.append(outer)

    def _start_block(self, tag: Tag) -> None:
        self._end_block()
        name = tag.name
        if name in _HEADINGS:
            if self._kinds and self._kinds[-1][0] in _HEADINGS:
                self._kinds.pop()
            self._kinds.append((name, "heading", f"heading {name[1]}"))
        elif _is_note(tag):
            self._kinds.append((name, "footnote", "footnote"))
        elif self._kinds and self._kinds[-1][0] == name and name == "div":
            # So that the end of the inner one does not end the outer one.
            self._kinds.append(self._kinds[-1])
        elif name == "pre":
            self._pre += 1
        elif name == "table":
            self._number += 1
            self._tables.append(_Table(self._number, len(self._kinds)))
        elif name in ("tr", "td", "th") and self._tables:
            self._start_in_table(name, self._tables[-1])

    def _start_in_table(self, name: str, table: _Table) -> None:
        del self._kinds[table.around :]
        if name == "tr":
            table.row, table.column, table.row_starts = table.row + 1, 0, self._blocks.length
            self._gap = PARAGRAPH
            return
        table.column += 1
        if table.row_starts < self._blocks.length:
            self._gap = CELL
        self._kinds.append((name, "table", f"table {table.number}, row {table.row}, column {table.column}"))

    def _end_block(self) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        self._words.clear()
        if not self._pre:
            # Spaces beside a line break are not shown, and those in a row, though of several elements, are one.
            text = "\n".join(line.strip(" ") for line in _SPACES.sub(" ", text).split("\n")).strip("\n")
        _, kind, label = self._kinds[-1] if self._kinds else ("", "paragraph", "")
        if self._blocks.add(text, kind, label, self._gap) is not None:
            self._gap = PARAGRAPH


def _roles(tag: Tag) -> list[str]:
    """What an element says it is for: `doc-footnote` of the web is `footnote` of books."""
    said = f"{tag.attributes.get('role', '')} {tag.attributes.get('epub:type', '')}".split()
    return [role.removeprefix("doc-") for role in said]


def _is_note(tag: Tag) -> bool:
    classes = tag.attributes.get("class", "").split()
    return (
        not _NOTES.isdisjoint(_roles(tag))
        or not _NOTES.isdisjoint(classes)
        or _NOTE_ID.fullmatch(tag.attributes.get("id", "")) is not None
        or _NOTE_STYLE.search(tag.attributes.get("style", "")) is not None
    )


def _is_hidden(tag: Tag) -> bool:
    style = tag.attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in tag.attributes or "display:none" in style or "visibility:hidden" in style
