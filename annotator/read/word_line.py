"""The paragraphs of one part of a Word file: runs joined into text, each stretch with the `w:t` it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from annotator.read.extracted import count, raised
from annotator.read.tree import local

# Elements whose content is not text of the final version.
_SKIPPED = frozenset(
    {"rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData", "rt", "Fallback", "tblPr"}
)
_DELETED = frozenset({"del", "moveFrom", "delText"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_DRAWN = frozenset({"drawing", "pict", "object"})
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class Counts:
    """What was met and left out on the way through a file, and the notes that were referred to, in their order."""

    deleted: int = 0
    hidden: int = 0
    pictures: int = 0
    embedded: int = 0
    # kind of note -> (its id, its mark)
    noted: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    numbered: dict[str, int] = field(default_factory=lambda: {"footnote": 0, "endnote": 0})

    def said(self) -> tuple[str, ...]:
        """One sentence for each kind of thing that was left out."""
        said = (
            (self.deleted, "tracked deletion was left out.", "tracked deletions were left out."),
            (self.hidden, "stretch of hidden text was left out.", "stretches of hidden text were left out."),
            (self.pictures, "picture or drawing was left out.", "pictures or drawings were left out."),
            (self.embedded, "embedded document was left out.", "embedded documents were left out."),
        )
        return tuple(count(number, one, many) for number, one, many in said if number)


@dataclass(slots=True)
class Line:
    """One paragraph: its text, where each `w:t` stands in it (offset, length, index), and the text boxes in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spots: list[tuple[int, int, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def put(self, text: str, index: int | None = None) -> None:
        """Append some characters; `index` says which `w:t` they are."""
        if not text:
            return
        if index is not None:
            self.spots.append((self.length, len(text), index))
        self.parts.append(text)
        self.length += len(text)

    def text(self) -> str:
        """The paragraph."""
        return "".join(self.parts)


class Reading:
    """Reads one part of a Word file. `mark` is what stands before the note at hand."""

    def __init__(self, part: str, root: Element, counts: Counts) -> None:
        self.part = part
        self.root = root
        self.mark = ""
        self._counts = counts
        # "Strict" files have another namespace than the usual ones.
        self._w = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
        self._index = {id(element): index for index, element in enumerate(root.iter(self._w + "t"))}

    def line(self, paragraph: Element) -> Line:
        """A paragraph's runs joined: what Word splits for its own ends is one text again."""
        line = Line()
        self._inline(paragraph, line, False)
        return line

    def joins_next(self, paragraph: Element) -> bool:
        """Whether the mark that ends the paragraph was deleted, the deletion being tracked."""
        mark = paragraph.find(f"{self._w}pPr/{self._w}rPr")
        return mark is not None and any(local(element) in ("del", "moveFrom") for element in mark)

    def rows(self, table: Element) -> Iterator[Element]:
        """The rows of a table; one that was deleted, the deletion being tracked, is left out."""
        for row in self._within(table, "tr"):
            if row.find(f"{self._w}trPr/{self._w}del") is None:
                yield row
            else:
                self._counts.deleted += 1

    def cells(self, row: Element) -> Iterator[Element]:
        """The cells of a row."""
        return self._within(row, "tc")

    def _within(self, element: Element, name: str) -> Iterator[Element]:
        for child in element:
            if child.tag == self._w + name:
                yield child
            elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._within(child, name)

    def _inline(self, around: Element, line: Line, is_raised: bool) -> None:
        for element in around:
            name = local(element)
            if name == "t":
                self._text(element, line, is_raised)
            elif name == "r":
                self._run(element, line)
            elif name in _CHARACTERS:
                line.put(_CHARACTERS[name])
            elif name in _DELETED:
                self._counts.deleted += 1
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(element, name.removesuffix("Reference"), line)
            elif name in ("footnoteRef", "endnoteRef"):
                line.put(self.mark)
            elif name == "sym":
                line.put(self._symbol(element))
            elif name in _DRAWN:
                self._drawn(element, line)
            elif name == "AlternateContent":
                for choice in chosen(element):
                    self._inline(choice, line, is_raised)
            elif name not in _SKIPPED:
                self._inline(element, line, is_raised)

    def _text(self, element: Element, line: Line, is_raised: bool) -> None:
        text = element.text or ""
        # A `t` of another namespace is part of a formula.
        line.put(raised(text) if is_raised else text, self._index.get(id(element)))

    def _run(self, run: Element, line: Line) -> None:
        properties = run.find(self._w + "rPr")
        if properties is None:
            self._inline(run, line, False)
            return
        hidden = properties.find(self._w + "vanish")
        if hidden is not None and self._value(hidden) not in _OFF:
            self._counts.hidden += 1
            return
        height, position = properties.find(self._w + "vertAlign"), properties.find(self._w + "position")
        is_raised = height is not None and self._value(height) == "superscript"
        # LibreOffice writes raised text as moved up by so many half points.
        is_moved = position is not None and self._value(position).isdigit() and self._value(position) != "0"
        self._inline(run, line, is_raised or is_moved)

    def _note(self, element: Element, kind: str, line: Line) -> None:
        mark = ""
        # A mark of the author's own follows as text and is not counted.
        if element.get(self._w + "customMarkFollows", "0") in _OFF:
            self._counts.numbered[kind] += 1
            mark = str(self._counts.numbered[kind])
        self._counts.noted[kind].append((element.get(self._w + "id", ""), mark))
        line.put(raised(mark))

    def _symbol(self, element: Element) -> str:
        try:
            code = int(element.get(self._w + "char", ""), 16)
        except ValueError:
            return ""
        # What a symbol font shows for a private code is known to that font alone.
        return chr(code) if 0x20 <= code < 0xD800 else ""

    def _drawn(self, element: Element, line: Line) -> None:
        boxes = list(_boxes(element))
        line.boxes.extend(boxes)
        self._counts.pictures += not boxes

    def _value(self, element: Element) -> str:
        return element.get(self._w + "val", "")


def chosen(alternatives: Element) -> list[Element]:
    """The first choice of an `mc:AlternateContent`, which holds the same thing several times over."""
    choices = [element for element in alternatives if local(element) == "Choice"]
    return choices[:1] or [element for element in alternatives if local(element) == "Fallback"][:1]


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if local(child) == "txbxContent":
            yield child
        elif local(child) == "AlternateContent":
            for choice in chosen(child):
                yield from _boxes(choice)
        else:
            yield from _boxes(child)
