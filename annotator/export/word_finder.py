"""Where the runs of one part of a Word file stand in its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate, XMLParserType

__all__ = ["TAG", "Child", "Found", "Run", "find_runs", "utf8_part"]

TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
"""A whole tag."""

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
# A hyperlink may not stand in a tracked change, nor in another hyperlink.
_NO_LINK = frozenset({"hyperlink", "ins", "moveTo"})


@dataclass(slots=True)
class Child:
    """An element directly in a run: where it stands in the bytes; of a `w:t` also its index and its text."""

    start: int
    end: int
    name: str
    index: int | None = None
    text: str = ""


@dataclass(slots=True)
class Run:
    """A run: where it stands, its children, and the names of the elements around it, the innermost last.

    `outer_end` is the end of the outermost run it lies in: a run in a text box lies in the run that draws the box.
    `note` is the id of the footnote or endnote that it lies in.
    """

    start: int
    around: tuple[str, ...]
    note: str = ""
    end: int = 0
    outer_end: int = 0
    children: list[Child] = field(default_factory=list)

    @property
    def in_box(self) -> bool:
        """Whether it stands in a text box, where Word takes no comments."""
        return "txbxContent" in self.around

    @property
    def takes_link(self) -> bool:
        """Whether a hyperlink may be put around it."""
        return _NO_LINK.isdisjoint(self.around)


@dataclass(slots=True)
class Found:
    """What stands in a part: its runs, and what leads to them."""

    runs: list[Run] = field(default_factory=list)
    # Index of a `w:t` -> the run it lies in.
    owner: dict[int, Run] = field(default_factory=dict)
    # Kind and id of a note -> the run with its mark.
    notes: dict[tuple[str, str], Run] = field(default_factory=dict)
    # Where the content of the first paragraph begins.
    opening: int | None = None


def find_runs(data: bytes) -> Found:
    """Read a part once: UTF-8, well-formed, without a document type.

    >>> found = find_runs(b'<w:p xmlns:w="urn:w"><w:r><w:t>a</w:t></w:r></w:p>')
    >>> [(run.start, run.end) for run in found.runs], found.opening
    ([(21, 44)], 21)
    """
    return _Finder(data).find()


def utf8_part(data: bytes) -> bytes:
    """The part in UTF-8, as nearly all are: places are counted in its bytes."""
    declared: list[str | None] = []
    parser = ParserCreate()
    parser.XmlDeclHandler = lambda version, encoding, standalone: declared.append(encoding)
    parser.Parse(data, True)
    encoding = (declared[0] if declared else None) or "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    if encoding.lower() in ("utf-8", "us-ascii", "ascii"):
        return data.removeprefix(b"\xef\xbb\xbf")
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        + _DECLARATION.sub("", data.decode(encoding)).encode()
    )


class _Finder:
    """Reads a part once and notes where its runs and their children stand."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found = Found()
        self._parser: XMLParserType = ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._space = ""
        self._count = 0
        self._names: list[str] = []
        # Where an element ends that is one tag; 0 for one that has content.
        self._closes: list[int] = []
        self._open: list[Run] = []
        self._depths: list[int] = []
        self._child: Child | None = None
        self._opens = -1
        self._closed = 0
        self._note = ""

    def find(self) -> Found:
        self._parser.Parse(self._data, True)
        return self._found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        space, _, name = tag.rpartition("}")
        if not self._names:
            self._space = space
        ours = space == self._space
        within = bool(self._open) and len(self._names) == self._depths[-1] + 1
        if within:
            self._child = Child(at, 0, name if ours else "")
            self._open[-1].children.append(self._child)
        if ours and name == "t":
            if within and self._child is not None:
                self._child.index = self._count
                self._found.owner[self._count] = self._open[-1]
            self._count += 1
        elif ours and name == "r":
            run = Run(at, tuple(self._names), self._note)
            self._found.runs.append(run)
            self._open.append(run)
            self._depths.append(len(self._names))
        elif ours and name in ("footnote", "endnote"):
            self._note = attributes.get(f"{space}}}id", "")
        elif ours and name in ("footnoteReference", "endnoteReference") and self._open:
            key = name.removesuffix("Reference"), attributes.get(f"{space}}}id", "")
            self._found.notes.setdefault(key, self._open[-1])
        elif ours and name == "p" and self._found.opening is None:
            found = TAG.match(self._data, at)
            # An empty paragraph may be one tag, in which nothing can be put.
            if found is not None and not found[0].endswith(b"/>"):
                self._found.opening = found.end()
                self._opens = len(self._names)
        self._names.append(name)
        opened = TAG.match(self._data, at)
        assert opened is not None
        self._closes.append(opened.end() if opened[0].endswith(b"/>") else 0)

    def _end(self, tag: str) -> None:
        self._names.pop()
        depth = len(self._names)
        end = self._closes.pop() or self._past(self._parser.CurrentByteIndex)
        if self._opens >= 0 and depth == self._opens + 1:
            # The properties come first; the content begins behind them.
            if tag.endswith("}pPr"):
                self._found.opening = end
            self._opens = -1
        if self._open and depth == self._depths[-1]:
            run = self._open.pop()
            self._depths.pop()
            run.end = end
            if not self._open:
                for inner in self._found.runs[self._closed :]:
                    inner.outer_end = end
                self._closed = len(self._found.runs)
        elif self._open and depth == self._depths[-1] + 1:
            self._open[-1].children[-1].end = end

    def _text(self, text: str) -> None:
        if self._open and len(self._names) == self._depths[-1] + 2 and self._open[-1].children[-1].index is not None:
            self._open[-1].children[-1].text += text

    def _past(self, at: int) -> int:
        found = TAG.match(self._data, at)
        assert found is not None
        return found.end()
