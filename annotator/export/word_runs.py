"""Marks in one part of a Word file, put into its XML as it stands: every byte that no mark touches stays the same.

A mark covers stretches of `w:t` elements. The runs that hold them are written anew, cut only where a mark begins or
ends, each part with the properties of the whole; all else is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.parsers.expat import ParserCreate, XMLParserType

from annotator.export.xml import chars

__all__ = ["Mark", "Run", "Scan", "Stretch", "utf8_part"]

Edit = tuple[int, int, bytes]

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
# Between two stretches of one mark these belong to it; a field, a picture or the mark of a note does not.
_CHARACTERS = frozenset({"tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "lastRenderedPageBreak"})
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


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What to write around a stretch of text: before its first run, around each run of it, behind its last one.

    `around` is a start tag and its end tag, or blank.
    """

    before: str = ""
    around: tuple[str, str] = ("", "")
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of the `w:t` with this index, and the mark they bear."""

    index: int
    start: int
    end: int
    mark: Mark
    first: bool
    last: bool


class Scan:
    """One part of a Word file with its runs found.

    Args:
        data: the part, well-formed and without a document type, as the reader has made sure of.

    >>> scan = Scan(b'<w:p xmlns:w="urn:w"><w:r><w:rPr><w:b/></w:rPr><w:t>a UN Charter</w:t></w:r></w:p>')
    >>> link = Mark(around=("<link>", "</link>"))
    >>> scan.marked([Stretch(0, 2, 12, link, True, True)]).decode()[21:]
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a </w:t></w:r>\
<link><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">UN Charter</w:t></w:r></link></w:p>'
    """

    def __init__(self, data: bytes) -> None:
        self.data = utf8_part(data)
        # Index of a `w:t` -> the run it lies in.
        self.owner: dict[int, Run] = {}
        # Kind and id of a note -> the run with its mark.
        self.notes: dict[tuple[str, str], Run] = {}
        # Where the content of the first paragraph begins.
        self.opening: int | None = None
        self._runs: list[Run] = []
        self._inserted: list[Edit] = []
        _Finder(self).find()

    def insert(self, at: int, written: str) -> None:
        """Put something in between two elements; what comes later to the same place stands behind."""
        self._inserted.append((at, at, written.encode()))

    def marked(self, stretches: Sequence[Stretch]) -> bytes:
        """The part with these stretches marked; they do not overlap, and each lies in a `w:t` that has an owner."""
        by_run: dict[int, list[Stretch]] = {}
        for stretch in stretches:
            by_run.setdefault(self.owner[stretch.index].start, []).append(stretch)
        edits = list(self._inserted)
        # Inner runs begin later than the one they lie in: they are done first.
        for run in sorted(self._runs, key=lambda run: -run.start):
            if found := by_run.get(run.start):
                within = [edit for edit in edits if run.start < edit[0] < run.end]
                edits = [edit for edit in edits if not run.start < edit[0] < run.end]
                edits.append((run.start, run.end, self._rewritten(run, found, within)))
        return _edited(self.data, 0, len(self.data), edits)

    def _rewritten(self, run: Run, stretches: list[Stretch], edits: list[Edit]) -> bytes:
        head = _TAG.match(self.data, run.start)
        assert head is not None
        name = _name(head[0])
        properties = b""
        items: list[tuple[Stretch | None, bytes]] = []
        for child in run.children:
            copied = _edited(self.data, child.start, child.end, edits)
            marked = [s for s in stretches if s.index == child.index]
            if child.name == "rPr" and not items:
                properties = copied
            elif marked:
                tag = _TAG.match(self.data, child.start)
                assert tag is not None
                items.extend(_cut(child, marked, _name(tag[0])))
            else:
                items.append((_around(child, stretches, run.children), copied))
        made = b""
        for _, group in groupby(items, key=lambda item: item[0].mark if item[0] else None):
            parts = list(group)
            inner = head[0] + properties + b"".join(part for _, part in parts) + f"</{name}>".encode()
            borne = [stretch for stretch, _ in parts if stretch is not None]
            if not borne:
                made += inner
                continue
            mark = borne[0].mark
            opened, closed = mark.around if run.takes_link else ("", "")
            before = mark.before if any(s.first for s in borne) else ""
            behind = mark.behind if any(s.last for s in borne) else ""
            made += (before + opened).encode() + inner + (closed + behind).encode()
        return made


def _cut(child: Child, stretches: list[Stretch], name: str) -> Iterator[tuple[Stretch | None, bytes]]:
    """A `w:t` as several, one for each stretch and for what lies between."""
    at = 0
    for stretch in (*sorted(stretches, key=lambda s: s.start), None):
        start, end = (stretch.start, stretch.end) if stretch else (len(child.text), at)
        for bears, part in ((None, child.text[at:start]), (stretch, child.text[start:end])):
            if part:
                yield bears, f'<{name} xml:space="preserve">{chars(part)}</{name}>'.encode()
        at = end


def _around(child: Child, stretches: list[Stretch], children: list[Child]) -> Stretch | None:
    """The stretch that goes on behind a tab or a hyphen; neither first nor last."""
    if child.name not in _CHARACTERS:
        return None
    at = children.index(child)
    before = {c.index for c in children[:at]}
    behind = {c.index for c in children[at:]}
    for s in stretches:
        if s.index in before and any(t.mark is s.mark and t.index in behind for t in stretches):
            return Stretch(s.index, s.end, s.end, s.mark, False, False)
    return None


def _edited(data: bytes, start: int, end: int, edits: list[Edit]) -> bytes:
    """The bytes from `start` to `end` with the edits that lie in them; those at one place keep their order."""
    made = []
    at = start
    for first, last, written in sorted(edits, key=lambda edit: edit[:2]):
        if start <= first and last <= end and first < end:
            made += [data[at:first], written]
            at = last
    return b"".join([*made, data[at:end]])


def _name(tag: bytes) -> str:
    found = _NAME.match(tag)
    assert found is not None
    return found[1].decode()


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

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
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

    def find(self) -> None:
        self._parser.Parse(self._scan.data, True)

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
                self._scan.owner[self._count] = self._open[-1]
            self._count += 1
        elif ours and name == "r":
            run = Run(at, tuple(self._names), self._note)
            self._scan._runs.append(run)
            self._open.append(run)
            self._depths.append(len(self._names))
        elif ours and name in ("footnote", "endnote"):
            self._note = attributes.get(f"{space}}}id", "")
        elif ours and name in ("footnoteReference", "endnoteReference") and self._open:
            key = name.removesuffix("Reference"), attributes.get(f"{space}}}id", "")
            self._scan.notes.setdefault(key, self._open[-1])
        elif ours and name == "p" and self._scan.opening is None:
            found = _TAG.match(self._scan.data, at)
            # An empty paragraph may be one tag, in which nothing can be put.
            if found is not None and not found[0].endswith(b"/>"):
                self._scan.opening = found.end()
                self._opens = len(self._names)
        self._names.append(name)
        opened = _TAG.match(self._scan.data, at)
        assert opened is not None
        self._closes.append(opened.end() if opened[0].endswith(b"/>") else 0)

    def _end(self, tag: str) -> None:
        self._names.pop()
        depth = len(self._names)
        end = self._closes.pop() or self._past(self._parser.CurrentByteIndex)
        if self._opens >= 0 and depth == self._opens + 1:
            # The properties come first; the content begins behind them.
            if tag.endswith("}pPr"):
                self._scan.opening = end
            self._opens = -1
        if self._open and depth == self._depths[-1]:
            run = self._open.pop()
            self._depths.pop()
            run.end = end
            if not self._open:
                for inner in self._scan._runs[self._closed :]:
                    inner.outer_end = end
                self._closed = len(self._scan._runs)
        elif self._open and depth == self._depths[-1] + 1:
            self._open[-1].children[-1].end = end

    def _text(self, text: str) -> None:
        if self._open and len(self._names) == self._depths[-1] + 2 and self._open[-1].children[-1].index is not None:
            self._open[-1].children[-1].text += text

    def _past(self, at: int) -> int:
        found = _TAG.match(self._scan.data, at)
        assert found is not None
        return found.end()
