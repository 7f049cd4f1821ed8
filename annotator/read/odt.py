"""OpenDocument texts (.odt): body and tables first, then footnotes and endnotes, then headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotator.model import InputError, SegmentKind
from annotator.read.archive import PASSWORD, Archive
from annotator.read.extracted import CELL, LIMIT, PARAGRAPH, Blocks, Extracted, count, raised
from annotator.read.tree import local, parse

# What in a paragraph is no text of it: comments, deleted text, fields of the program.
_SKIPPED_NAMES = (
    "annotation annotation-end tracked-changes ruby-text sequence-decls variable-decls user-field-decls forms"
    " hidden-text script desc title"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_SPACE = re.compile("[ \t\n\r]+")
# More spaces in a row than this are an attack, not a layout.
_MOST_SPACES = 1000


def odt(data: bytes, limit: int = LIMIT) -> Extracted:
    """An OpenDocument text. Tracked deletions, comments and hidden sections are left out, and it is said so."""
    archive = Archive(data, limit)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise InputError(PASSWORD)
    content = parse(archive.read("content.xml"))
    styles = parse(archive.read("styles.xml")) if "styles.xml" in archive else None
    try:
        reader = _Reader(content, styles)
        reader.read(content, styles)
    except RecursionError:
        raise InputError("its parts lie too deep in one another: save the file anew") from None
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in archive.names)
    said = ("The file holds macros. They were not run and not read.",) if macros else ()
    return Extracted(reader.blocks.text(), tuple(reader.blocks.segments), (*reader.said(), *said))


class _Reader:
    def __init__(self, content: Element, styles: Element | None) -> None:
        self.blocks = Blocks()
        self._gap = PARAGRAPH
        self._tables = 0
        self._counts = dict.fromkeys(("annotation", "deletion", "image", "object", "hidden"), 0)
        self._notes: dict[str, list[tuple[str, Element]]] = {"footnote": [], "endnote": []}
        self._raised: set[str] = set()
        self._hidden: set[tuple[str, str]] = set()
        # The styles that a person named stand in the one file, those the program made for this text in the other.
        common = [part for part in styles if local(part) == "styles"] if styles is not None else []
        for style in (style for part in (*common, content) for style in part.iter() if local(style) == "style"):
            family, name = _attribute(style, "family"), _attribute(style, "name")
            if family != "paragraph" and any(map(_is_raised, style)):
                self._raised.add(name)
            if any(_attribute(properties, "display") == "none" for properties in style):
                self._hidden.add((family, name))

    def read(self, content: Element, styles: Element | None) -> None:
        """All text of the file, in the order in which it is to be read."""
        for body in (part for part in content if local(part) == "body"):
            self._story(body, "paragraph", "")
        # A note may hold a note: there may be more of either kind on the way.
        while any(self._notes.values()):
            for kind, notes in self._notes.items():
                while notes:
                    mark, note = notes.pop(0)
                    self._story(note, "footnote", f"{kind} {mark}".strip(), raised(mark))
        sides: set[tuple[str, str]] = set()
        for side in styles.iter() if styles is not None else ():
            name = local(side).removesuffix("-left").removesuffix("-first")
            words = "".join(side.itertext()) if name in ("header", "footer") else ""
            if words.strip() and (name, words) not in sides:
                sides.add((name, words))
                self._story(side, "header" if name == "header" else "footer", name)

    def said(self) -> tuple[str, ...]:
        """One sentence for each kind of thing that was left out."""
        said = (
            ("deletion", "tracked deletion was left out.", "tracked deletions were left out."),
            ("hidden", "hidden part was left out.", "hidden parts were left out."),
            ("annotation", "comment was left out.", "comments were left out."),
            ("image", "picture was left out.", "pictures were left out."),
            ("object", "formula or other object was left out.", "formulas or other objects were left out."),
        )
        return tuple(count(self._counts[what], one, many) for what, one, many in said if self._counts[what])

    def _story(self, around: Element, kind: SegmentKind, label: str, mark: str = "") -> None:
        for element in around:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, kind, label, mark)
                mark = ""
            elif name == "table":
                self._table(element, kind, label)
            elif name == "tracked-changes":
                self._counts["deletion"] += sum(local(change) == "deletion" for change in element.iter())
            elif _attribute(element, "display") == "none":
                self._counts["hidden"] += 1
            elif name in ("object", "object-ole"):
                self._counts["object"] += 1
                return  # what follows in the frame is a picture of it
            elif name == "image":
                self._counts["image"] += 1
            elif name not in _SKIPPED:
                self._story(element, kind, label, mark)

    def _paragraph(self, element: Element, kind: SegmentKind, label: str, mark: str) -> None:
        if ("paragraph", _attribute(element, "style-name")) in self._hidden:
            self._counts["hidden"] += 1
            return
        if kind == "paragraph" and local(element) == "h":
            kind, label = "heading", f"heading {_attribute(element, 'outline-level') or 1}"
        words: list[str] = [f"{mark} "] if mark else []
        frames: list[Element] = []
        self._inline(element, words, frames, False)
        self.blocks.add("".join(words).strip(" "), kind, label, self._gap)
        self._gap = PARAGRAPH
        for frame in frames:
            self._story(frame, "paragraph" if kind == "heading" else kind, label if kind != "heading" else "text box")

    def _inline(self, around: Element, words: list[str], frames: list[Element], is_raised: bool) -> None:
        self._words(around.text, words, is_raised)
        for element in around:
            name = local(element)
            if name in ("s", "tab", "line-break"):
                words.append(_character(name, element))
            elif name == "soft-page-break":
                pass
            elif name == "note":
                self._note(element, words)
            elif name == "frame":
                frames.append(element)
            elif self._is_hidden(element):
                self._counts["hidden"] += 1
            elif name == "annotation":
                self._counts["annotation"] += 1
            elif name not in _SKIPPED:
                self._inline(element, words, frames, is_raised or _attribute(element, "style-name") in self._raised)
            self._words(element.tail, words, is_raised)

    def _is_hidden(self, element: Element) -> bool:
        style = "text", _attribute(element, "style-name")
        return _attribute(element, "display") == "none" or (local(element) == "span" and style in self._hidden)

    def _words(self, text: str | None, words: list[str], is_raised: bool) -> None:
        if not text:
            return
        text = _SPACE.sub(" ", text)
        # White space in a row, though of several elements, is one space.
        if text[0] == " " and (not words or words[-1].endswith((" ", "\n"))):
            text = text[1:]
        if text:
            words.append(raised(text) if is_raised else text)

    def _note(self, note: Element, words: list[str]) -> None:
        kind = "endnote" if _attribute(note, "note-class") == "endnote" else "footnote"
        mark = ""
        for element in note:
            if local(element) == "note-citation":
                mark = "".join(element.itertext()).strip()
            elif local(element) == "note-body":
                self._notes[kind].append((mark, element))
        words.append(raised(mark))

    def _table(self, table: Element, kind: SegmentKind, label: str) -> None:
        self._tables += 1
        number = self._tables
        plain = kind in ("paragraph", "table")
        for row_number, row in enumerate(_rows(table), 1):
            before = self.blocks.length
            for column, cell in enumerate((cell for cell in row if local(cell) == "table-cell"), 1):
                if self.blocks.length > before:
                    self._gap = CELL
                where = f"table {number}, row {row_number}, column {column}"
                self._story(cell, "table" if plain else kind, where if plain else label)
            self._gap = PARAGRAPH


def _rows(around: Element) -> Iterator[Element]:
    """The rows of a table, those in groups of rows too, but not those of a table in a cell."""
    for element in around:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _character(name: str, element: Element) -> str:
    if name == "s":
        number = _attribute(element, "c")
        return " " * min(int(number), _MOST_SPACES) if number.isascii() and number.isdigit() else " "
    return "\t" if name == "tab" else "\n"


def _is_raised(properties: Element) -> bool:
    position = _attribute(properties, "text-position")
    return position.startswith("super") or (position[:1].isdigit() and not position.startswith("0"))


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace: those of OpenDocument do not clash."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
