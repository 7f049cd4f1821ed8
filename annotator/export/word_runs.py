"""Marks in one part of a Word file, put into its XML as it stands: every byte that no mark touches stays the same.

A mark covers stretches of `w:t` elements. The runs that hold them are written anew, cut only where a mark begins or
ends, each part with the properties of the whole; all else is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.export.word_finder import TAG, Child, Run, find_runs, utf8_part
from annotator.export.xml import chars

__all__ = ["Mark", "Scan", "Stretch"]

Edit = tuple[int, int, bytes]

_NAME = re.compile(rb"<([^\s/>]+)")
# Between two stretches of one mark these belong to it; a field, a picture or the mark of a note does not.
_CHARACTERS = frozenset({"tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "lastRenderedPageBreak"})


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
        found = find_runs(self.data)
        self.owner, self.notes, self.opening, self._runs = found.owner, found.notes, found.opening, found.runs
        self._inserted: list[Edit] = []

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
        head = TAG.match(self.data, run.start)
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
                tag = TAG.match(self.data, child.start)
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
