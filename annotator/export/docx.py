"""Word files: the one a document was read from, or a new one, with its citations as links and comments.

Each citation has a comment that says what it means; where the instrument has an address on the web, its words are a
link to it as well. Nothing else changes: runs are cut where a citation begins or ends, and keep their looks. Word takes
no comments in notes, headers and text boxes: there the comment stands at the mark of the note, at the box, or at the
beginning of the document, and quotes the citation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from annotator.authorities import places_of
from annotator.export.inline import live
from annotator.export.word_finder import Run
from annotator.export.word_new import new_word_file
from annotator.export.word_parts import Parts, pack
from annotator.export.word_runs import Mark, Scan, Stretch
from annotator.export.words import told, web_address
from annotator.model import Annotation, Document, InputError
from annotator.read.docx import Piece, walk

__all__ = ["DOCX", "write_docx", "write_into_docx"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_into_docx(document: Document, original: bytes) -> bytes:
    """The Word file a document was read from, with its citations marked.

    Args:
        document: as read from that file.
        original: the file's bytes.

    Raises:
        InputError: the file is not the one the document was read from, or is no sound Word file.
    """
    name = document.document.name
    try:
        walked = walk(original)
        if walked.text != document.text:
            raise InputError("this is not the Word file that the document was read from: choose the one it came from")
        return _marked(document, Parts(original), walked.pieces)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def write_docx(document: Document) -> bytes:
    """A new Word file with the text of a document and its citations marked.

    Raises:
        InputError: the text holds half a character.

    >>> from annotator.engine import annotate
    >>> from annotator.read import read
    >>> read(write_docx(annotate("See the UN Charter.\\n\\nThe end.")), "new.docx").text
    'See the UN Charter.\\n\\nThe end.'
    """
    members, pieces = new_word_file(document)
    return _marked(document, Parts(pack(members)), pieces)


class _Marker:
    """Lays out which mark goes where, part by part."""

    def __init__(self, parts: Parts, pieces: Sequence[Piece]) -> None:
        self._parts = parts
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._scans = {part: Scan(parts[part]) for part in {parts.main, *(piece.part for piece in pieces)}}
        self._main = self._scans[parts.main]
        self._note_kinds = parts.note_parts()
        self._stretches: dict[str, list[Stretch]] = defaultdict(list)

    def mark(self, a: Annotation, where: str) -> None:
        covered = self._covered(a)
        part = covered[0].part if covered else ""
        # A citation does not run from one part into another.
        covered = [piece for piece in covered if piece.part == part]
        runs = [self._scans[part].owner[piece.index] for piece in covered]
        around = self._link(part, a) if runs else ("", "")
        if runs and part == self._parts.main and not any(run.in_box for run in runs):
            number = self._parts.comment(told(a))
            mark = Mark(self._tag("commentRangeStart", number), around, self._end(number))
        else:
            mark = Mark(around=around)
            at = self._anchor(part, runs[0]) if runs else self._main.opening
            if at is not None:
                self._main.insert(at, self._reference(self._parts.comment([f"{where}: “{a.quote}”", *told(a)])))
        for piece in covered:
            start, end = max(a.start, piece.start) - piece.start, min(a.end, piece.end) - piece.start
            first, last = piece is covered[0], piece is covered[-1]
            self._stretches[part].append(Stretch(piece.index, start, end, mark, first, last))

    def write(self) -> bytes:
        for part, scan in self._scans.items():
            self._parts[part] = scan.marked(self._stretches[part])
        return self._parts.write()

    def _covered(self, a: Annotation) -> list[Piece]:
        found = []
        for at in range(max(0, bisect_right(self._starts, a.start) - 1), len(self._pieces)):
            piece = self._pieces[at]
            if piece.start >= a.end:
                break
            # A `w:t` outside a run, as in a formula, takes no mark.
            if piece.end > a.start and piece.index in self._scans[piece.part].owner:
                found.append(piece)
        return found

    def _anchor(self, part: str, run: Run) -> int | None:
        """Where the comment on a citation goes that Word takes no comment on."""
        if part == self._parts.main:
            return run.outer_end
        noted = self._main.notes.get((self._note_kinds.get(part, ""), run.note))
        return noted.outer_end if noted else self._main.opening

    def _link(self, part: str, a: Annotation) -> tuple[str, str]:
        address = web_address(a.reference.url) if a.reference else None
        if address is None:
            return "", ""
        identity = self._parts.link(part, address)
        spaces = f'xmlns:w="{self._parts.word}" xmlns:r="{self._parts.office}"'
        return f'<w:hyperlink {spaces} r:id="{identity}" w:history="1">', "</w:hyperlink>"

    def _tag(self, name: str, number: int) -> str:
        return f'<w:{name} xmlns:w="{self._parts.word}" w:id="{number}"/>'

    def _reference(self, number: int) -> str:
        return f'<w:r xmlns:w="{self._parts.word}">{self._tag("commentReference", number)}</w:r>'

    def _end(self, number: int) -> str:
        return self._tag("commentRangeEnd", number) + self._reference(number)


def _marked(document: Document, parts: Parts, pieces: Sequence[Piece]) -> bytes:
    marker = _Marker(parts, pieces)
    annotations = live(document)
    for a, place in zip(annotations, places_of(document.document, annotations), strict=True):
        marker.mark(a, place.where)
    return marker.write()
