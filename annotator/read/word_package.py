"""The parts of a Word file: which XML is the body, the notes and the headers, and which styles are headings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotator.model import InputError
from annotator.read.archive import Archive
from annotator.read.extracted import LIMIT, count
from annotator.read.tree import local, parse

_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Package:
    """A Word file's parts by what they are for, not by their names, which other programs choose as they like.

    Raises:
        InputError: it has no body that can be read.
    """

    def __init__(self, data: bytes, limit: int = LIMIT) -> None:
        self._archive = Archive(data, limit)
        self._parsed: dict[str, Element] = {}
        main = next(self._related("", "officeDocument"), "word/document.xml")
        if main not in self._archive:
            raise InputError("the Word file has no body: save it anew")
        self.main = main
        self.root = self.part(main)
        self._w = self.root.tag[: self.root.tag.index("}") + 1] if "}" in self.root.tag else ""
        self._levels = self._heading_styles()

    def part(self, name: str) -> Element:
        """The root of a part, parsed once."""
        if name not in self._parsed:
            self._parsed[name] = parse(self._archive.read(name))
        return self._parsed[name]

    def notes(self, kind: str) -> tuple[str | None, dict[str, Element]]:
        """The part that holds the footnotes or endnotes, and the notes in it by their ids."""
        part = next(self._related(self.main, f"{kind}s"), None)
        if part is None or part not in self._archive:
            return None, {}
        found = {}
        for element in self.part(part):
            if local(element) == kind and element.get(self._w + "type") not in _NO_NOTES:
                found[element.get(self._w + "id", "")] = element
        return part, found

    def sides(self, kind: str) -> Iterator[str]:
        """The parts that hold the headers or the footers."""
        return (part for part in self._related(self.main, kind) if part in self._archive)

    def heading(self, paragraph: Element) -> str:
        """The level of a heading ("1" is the highest), "title", or "" for other paragraphs."""
        properties = paragraph.find(self._w + "pPr")
        if properties is None:
            return ""
        style = properties.find(self._w + "pStyle")
        named = style.get(self._w + "val", "") if style is not None else ""
        return _outline(properties, self._w) or self._levels.get(named, "")

    def said(self) -> tuple[str, ...]:
        """What a reader should know of the parts that are not text."""
        said = []
        comments = next(self._related(self.main, "comments"), None)
        if comments is not None and comments in self._archive:
            number = sum(local(element) == "comment" for element in self.part(comments))
            if number:
                said.append(count(number, "comment was left out.", "comments were left out."))
        if any(True for _ in self.root.iter(self._w + "numPr")):
            said.append("Numbers that Word gives to paragraphs by itself are not part of the text.")
        if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in self._archive.names):
            said.append("The file holds macros. They were not run and not read.")
        return tuple(said)

    def _related(self, part: str, kind: str) -> Iterator[str]:
        """Names of the parts that a part points at as its `kind`; targets outside the file are never followed."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._archive:
            return
        for relation in self.part(relations):
            target = relation.get("Target", "")
            if relation.get("Type", "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                # A target is relative to the folder of its part; one from the root begins with a slash.
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def _heading_styles(self) -> dict[str, str]:
        """Style id -> level. Ids are in the language of the author, the names of built-in styles are always English."""
        styles = next(self._related(self.main, "styles"), None)
        if styles is None or styles not in self._archive:
            return {}
        levels: dict[str, str] = {}
        based: dict[str, str] = {}
        for style in self.part(styles).iter(self._w + "style"):
            identity = style.get(self._w + "styleId", "")
            name = style.find(self._w + "name")
            called = name.get(self._w + "val", "").lower() if name is not None else ""
            properties = style.find(self._w + "pPr")
            if called.startswith("heading ") and called[8:].isdigit():
                levels[identity] = called[8:]
            elif called == "title":
                levels[identity] = "title"
            elif properties is not None and (outline := _outline(properties, self._w)):
                levels[identity] = outline
            elif (base := style.find(self._w + "basedOn")) is not None:
                based[identity] = base.get(self._w + "val", "")
        # A style of a style of a heading is as far as people go.
        for _ in range(3):
            levels |= {style: levels[base] for style, base in based.items() if base in levels}
        return levels


def _outline(properties: Element, w: str) -> str:
    outline = properties.find(w + "outlineLvl")
    level = outline.get(w + "val", "") if outline is not None else ""
    # The tenth level, 9, means body text.
    return str(int(level) + 1) if level.isascii() and level.isdigit() and int(level) < 9 else ""
