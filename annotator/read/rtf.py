"""RTF files: body and tables first, then footnotes and endnotes, then headers and footers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.model import InputError
from annotator.read.extracted import LIMIT, Blocks, Extracted, count, raised
from annotator.read.rtf_head import Head, code_page, heading_level
from annotator.read.rtf_stream import Stream
from annotator.read.rtf_words import (
    CHARACTERS,
    DEFAULT_PAGES,
    HIDDEN,
    READ_THROUGH,
    SIDES,
    SKIPPED,
    SYMBOLS,
)

# A control word with its number, a byte in hexadecimal, a control symbol, a brace, or plain characters.
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32}+)(-?[0-9]{1,10}+)?+[ ]?+ | \\'([0-9A-Fa-f]{2}) | \\(.) | ([{}])"
    r"| [\r\n]++ | ([^\\{}\r\n]++) | \\",
    re.X | re.S,
)
# Groups in groups; programs write a few dozen.
_DEEPEST = 1000


@dataclass(slots=True)
class _Group:
    """What holds between two braces; a group begins with what held around it."""

    stream: Stream
    skipped_by: str = ""
    fallback: int = 1
    page: str = "cp1252"
    is_hidden: bool = False
    is_deleted: bool = False
    is_raised: bool = False
    # What held for the paragraph around, if this group opened the stream: its end ends it.
    around: tuple[bool, int, str] | None = None


def rtf(data: bytes, limit: int = LIMIT) -> Extracted:
    """An RTF file. Deleted and hidden text, comments and pictures are left out, and it is said so.

    >>> rtf(rb"{\\rtf1\\ansi Artikel 5 der Konvention \\'fcber Folter\\par Ende}").text
    'Artikel 5 der Konvention über Folter\\n\\nEnde'
    """
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    blocks = Blocks()
    for stream in (reader.body, *reader.notes["footnote"], *reader.notes["endnote"], *_once(reader.sides)):
        stream.add_to(blocks)
    return Extracted(blocks.text(), tuple(blocks.segments), reader.said())


def _once(sides: list[Stream]) -> list[Stream]:
    """Headers and footers, each once: a section may repeat those of the one before it word for word."""
    seen: dict[tuple[str, ...], Stream] = {}
    for stream in sides:
        seen.setdefault(stream.words_done(), stream)
    return list(seen.values())


class _Reader:
    def __init__(self) -> None:
        self.body = Stream()
        self.notes: dict[str, list[Stream]] = {"footnote": [], "endnote": []}
        self.sides: list[Stream] = []
        self._group = _Group(self.body)
        self._outer: list[_Group] = []
        self._counts = dict.fromkeys(("deleted", "hidden", "annotation", "pict"), 0)
        self._head = Head()
        self._style = 0
        self._level = ""
        self._in_table = False
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = False
        # How many notes of each kind have a number, and the number whose note is still to come and where it stands.
        self._marks = {"footnote": 0, "endnote": 0}
        self._marked: tuple[Stream, int] | None = None

    def read(self, source: str) -> None:
        """Go through the file once."""
        at = 0
        closed = False
        while at < len(source) and not closed:
            token = _TOKEN.match(source, at)
            if token is None:
                break
            at = token.end()
            word, number, code, symbol, brace, plain = token.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            if plain is not None:
                plain = plain[self._skips(len(plain)) :]
            elif (word is not None or symbol is not None) and self._skips(1):
                continue
            self._end_bytes()
            if plain:
                self._put(plain if plain.isascii() else plain.encode("latin-1").decode(self._group.page, "replace"))
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word is not None:
                self._word(word, int(number) if number else None)
            elif symbol is not None:
                self._symbol(symbol)
            elif brace is not None:
                closed = self._brace(brace)
        self._end_bytes()
        if not closed:
            raise InputError("the RTF file is cut short: save or copy the file anew")
        self._end_block(self.body)

    def said(self) -> tuple[str, ...]:
        """One sentence for each kind of thing that was left out."""
        said = (
            ("deleted", "tracked deletion was left out.", "tracked deletions were left out."),
            ("hidden", "stretch of hidden text was left out.", "stretches of hidden text were left out."),
            ("annotation", "comment was left out.", "comments were left out."),
            ("pict", "picture was left out.", "pictures were left out."),
        )
        return tuple(count(self._counts[what], one, many) for what, one, many in said if self._counts[what])

    def _skips(self, length: int) -> int:
        """How many of these characters only stand in for one that was given by its number before."""
        skipped = min(self._to_skip, length)
        self._to_skip -= skipped
        return skipped

    def _brace(self, brace: str) -> bool:
        self._to_skip = 0
        if brace == "{":
            if len(self._outer) == _DEEPEST:
                raise InputError("its parts lie too deep in one another: save the file anew")
            self._outer.append(self._group)
            self._group = replace(self._group, around=None)
            return False
        group = self._group
        if group.around is not None:
            self._end_block(group.stream)
            self._in_table, self._style, self._level = group.around
        if self._outer:
            self._group = self._outer.pop()
        self._starred = False
        return not self._outer

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        else:
            self._put(SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        group = self._group
        if group.skipped_by:
            self._head.word(group.skipped_by, word, number)
        elif word in SKIPPED or (starred and word not in READ_THROUGH and word not in SIDES and word != "footnote"):
            group.skipped_by = word
            if word in self._counts:
                self._counts[word] += 1
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = group.fallback
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word == "footnote":
            self._open_note()
        elif word == "shptxt":
            self._open_box()
        elif word in SIDES:
            self.sides.append(self._open(Stream(SIDES[word], SIDES[word])))
        else:
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        group = self._group
        is_on = number != 0
        if word in ("par", "sect", "page", "column"):
            self._end_block(self._stream())
        elif word in ("cell", "nestcell"):
            self._in_table = True
            self._stream().end_cell()
        elif word in ("row", "nestrow"):
            self._stream().end_row()
        elif word == "chftn":
            self._mark()
        elif word == "ftnalt":
            self._make_endnote()
        elif word == "uc":
            group.fallback = max(0, number or 0)
        elif word == "f":
            group.page = self._head.page_of(number or 0)
        elif word == "ansicpg" or word in DEFAULT_PAGES:
            self._head.page = group.page = code_page(f"cp{number}" if word == "ansicpg" else DEFAULT_PAGES[word])
        elif word in HIDDEN:
            group.is_hidden = is_on
        elif word == "deleted":
            group.is_deleted = is_on
        elif word in ("super", "up"):
            group.is_raised = is_on
        elif word in ("nosupersub", "plain"):
            group.is_raised = False
            if word == "plain":
                group.is_hidden = group.is_deleted = False
                group.page = self._head.page
        elif word == "pard":
            self._in_table, self._style, self._level = False, 0, ""
        elif word == "intbl":
            self._in_table = True
        elif word == "s":
            self._style = number or 0
        elif word == "outlinelevel":
            self._level = heading_level(number) or self._level

    def _open(self, stream: Stream) -> Stream:
        group = self._group
        group.stream, group.around = stream, (self._in_table, self._style, self._level)
        group.is_raised = False
        self._in_table, self._style, self._level = False, 0, ""
        return stream

    def _open_note(self) -> None:
        mark = str(self._marks["footnote"]) if self._marked else ""
        self.notes["footnote"].append(self._open(Stream("footnote", f"footnote {mark}".strip(), mark)))

    def _open_box(self) -> None:
        host = self._stream()
        label = "text box" if host.kind == "paragraph" else host.label
        host.boxes.append(self._open(Stream(host.kind, label)))

    def _make_endnote(self) -> None:
        """Only behind its mark and within the note it is told that this is an endnote; they are counted apart."""
        stream = self._stream()
        if not self.notes["footnote"] or self.notes["footnote"][-1] is not stream:
            return
        self.notes["endnote"].append(self.notes["footnote"].pop())
        if stream.mark and self._marked is not None:
            self._marks["footnote"] -= 1
            self._marks["endnote"] += 1
            stream.mark = str(self._marks["endnote"])
            host, at = self._marked
            host.change_mark(at, stream.mark)
        stream.label = f"endnote {stream.mark}".strip()

    def _mark(self) -> None:
        """The number that the program gives to a note: once in the text, once before the note."""
        stream = self._stream()
        if stream.kind == "footnote":
            self._marked = None
            self._put(raised(stream.mark))
        elif not self._group.skipped_by:
            self._marks["footnote"] += 1
            self._marked = stream, stream.put_mark(str(self._marks["footnote"]))

    def _stream(self) -> Stream:
        return self._group.stream

    def _byte(self, code: int) -> None:
        if not self._skips(1):
            self._bytes.append(code)

    def _end_bytes(self) -> None:
        if self._bytes:
            # Two bytes may be one Chinese or Japanese character: they are decoded together.
            text = self._bytes.decode(self._group.page, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        group = self._group
        if group.skipped_by:
            self._head.text(group.skipped_by, text)
        elif group.is_deleted:
            self._counts["deleted"] += 1
        elif group.is_hidden:
            self._counts["hidden"] += 1
        elif text:
            group.stream.words.append(raised(text) if group.is_raised else text)

    def _end_block(self, stream: Stream) -> None:
        stream.end_block(self._in_table, self._level or self._head.level_of(self._style))
