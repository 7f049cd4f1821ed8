"""The parts of a Word file on their way into a new one: what is not changed is copied byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from unicodedata import bidirectional

from annotator.export.word_finder import utf8_part
from annotator.export.xml import chars, element
from annotator.model import InputError
from annotator.read.archive import Archive
from annotator.read.tree import parse

__all__ = ["OFFICE", "WORD", "Parts", "pack", "right_to_left"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CONTENTS = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Parts:
    """A Word file that relations, comments and changed parts are added to.

    Raises:
        InputError: it is no sound Word file.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._changed: dict[str, bytes] = {}
        self._links: dict[tuple[str, str], str] = {}
        self.main = self._related("", "officeDocument") or "word/document.xml"
        strict = _STRICT.encode() in self[self.main][:4000]
        self.word, self.office = (_STRICT, _STRICT_OFFICE) if strict else (WORD, OFFICE)
        self._comments: list[str] = []
        self._held = self._related(self.main, "comments")
        self._next = self._first_free()
        # Part with relations -> ids that are taken, and what is added to it.
        self._taken: dict[str, set[str]] = {}
        self._new: dict[str, list[str]] = {}

    def __getitem__(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def __setitem__(self, name: str, data: bytes) -> None:
        self._changed[name] = data

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._archive

    def note_parts(self) -> dict[str, str]:
        """The parts that hold the notes: name -> kind."""
        found = {self._related(self.main, f"{kind}s"): kind for kind in ("footnote", "endnote")}
        return {name: kind for name, kind in found.items() if name}

    def link(self, part: str, address: str) -> str:
        """The id of a relation from a part to an address on the web, made where there is none yet."""
        known = self._links.get((part, address))
        if known is None:
            known = self._links[part, address] = self._relate(part, "hyperlink", address, external=True)
        return known

    def comment(self, lines: list[str]) -> int:
        """Add a comment, one paragraph a line, and give its number."""
        number = self._next + len(self._comments)
        paragraphs: list[str] = []
        for line in lines:
            mark = "" if paragraphs else "<w:r><w:annotationRef/></w:r>"
            properties, run = (
                ("<w:pPr><w:bidi/></w:pPr>", "<w:rPr><w:rtl/></w:rPr>") if right_to_left(line) else ("", "")
            )
            text = f'<w:r>{run}<w:t xml:space="preserve">{chars(line)}</w:t></w:r>'
            paragraphs.append(f"<w:p>{properties}{mark}{text}</w:p>")
        attributes = {"xmlns:w": self.word, "w:id": str(number), "w:author": "annotator", "w:initials": "an"}
        self._comments.append(element("w:comment", attributes, "".join(paragraphs)))
        return number

    def write(self) -> bytes:
        """The new file."""
        if self._comments:
            self._write_comments()
        for relations, new in self._new.items():
            self[relations] = _before_end(self[relations], "".join(new))
        members = {name: self[name] for name in self._archive.names}
        members |= self._changed
        return pack(members)

    def _write_comments(self) -> None:
        made = "\n".join(self._comments)
        if self._held:
            self[self._held] = _before_end(self[self._held], made)
            return
        name = posixpath.join(posixpath.dirname(self.main), "comments.xml")
        self[name] = (_HEAD + element("w:comments", {"xmlns:w": self.word}, made)).encode()
        self._relate(self.main, "comments", "comments.xml")
        override = element("Override", {"xmlns": _TYPES, "PartName": f"/{name}", "ContentType": _COMMENTS})
        self[_CONTENTS] = _before_end(self[_CONTENTS], override)

    def _first_free(self) -> int:
        if not self._held:
            return 0
        ids = [e.get(key, "") for e in parse(self[self._held]) for key in e.attrib if key.rpartition("}")[2] == "id"]
        return max((int(one) for one in ids if re.fullmatch(r"[0-9]{1,9}", one)), default=-1) + 1

    def _related(self, part: str, kind: str) -> str:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self:
            return ""
        for relation in parse(self[relations]):
            if relation.get("Type", "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                found = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                if found in self:
                    return found
        return ""

    def _relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._taken:
            if relations not in self:
                self[relations] = (_HEAD + f'<Relationships xmlns="{_PACKAGE}"></Relationships>').encode()
            self._taken[relations] = {relation.get("Id", "") for relation in parse(self[relations])}
        new = self._new.setdefault(relations, [])
        number = len(new) + 1
        while (identity := f"annotator{number}") in self._taken[relations]:
            number += 1
        self._taken[relations].add(identity)
        attributes = {
            "xmlns": _PACKAGE, "Id": identity, "Type": f"{self.office}/{kind}", "Target": target,
            "TargetMode": "External" if external else None,
        }  # fmt: skip
        new.append(element("Relationship", attributes))
        return identity


def right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: its first letter tells.

    >>> right_to_left("1. المادة"), right_to_left("1. Article المادة")
    (True, False)
    """
    return next((way != "L" for c in text if (way := bidirectional(c)) in ("L", "R", "AL")), False)


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of parts; the same parts always give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers look for the list of types first.
        for name in sorted(members, key=lambda name: name != _CONTENTS):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), members[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _before_end(data: bytes, inserted: str) -> bytes:
    """Put elements in as the last of the root. They name their namespaces themselves."""
    data = utf8_part(data)
    at = data.rfind(b"</")
    if at < 0:
        # A root without content may be one tag.
        found = re.search(rb"<([^\s/>?!]+)[^<]*?/>\s*$", data)
        if found is None:
            raise InputError("a part of the Word file is damaged: save it anew")
        at = data.rindex(b"/>")
        return data[:at] + b">" + inserted.encode() + b"</" + found[1] + b">"
    return data[:at] + inserted.encode() + data[at:]
