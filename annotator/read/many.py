"""Files, folders and archives as a stream of documents: one at a time, and a bad one does not stop the others.

>>> from annotator.read import read_all
>>> [source.text for source in read_all(b"See article 5.", "note.txt")]
['See article 5.']
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from annotator.model import Document, InputError, Source
from annotator.read.archive import Archive
from annotator.read.extracted import LIMIT
from annotator.read.formats import JSON, ZIP, format_of, format_of_archive, is_archive
from annotator.read.names import display_name, display_path
from annotator.read.native import document, documents, is_lines
from annotator.read.source import source_from_text

# What systems put beside people's files.
_NOT_MEANT = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be read: where it lies and, if it lies in an archive, under which name; small enough to be sent about.

    `inside` is its path within the folder or archive that was named, "" where the file itself was named.
    """

    path: str
    member: str = ""
    inside: str = ""

    @property
    def label(self) -> str:
        """What to call it in a message: the name of a file that was named, the whole path of one that was found."""
        if not self.inside:
            return display_name(self.path)
        return display_path(f"{self.path}/{self.member}" if self.member else self.path)


def find(path: str | Path) -> Iterator[Item | InputError]:
    """The files that a path stands for: itself, those in a folder and its folders, or those in a zip archive.

    Sorted by name; hidden files are left out, and links to folders are not followed. Nothing is read yet but the
    lists of archives. A path that leads nowhere gives an `InputError` in its place.
    """
    path = os.fspath(path)
    if not os.path.isdir(path):
        yield from _of_file(path, "")
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if _is_meant(name))
        for name in sorted(filter(_is_meant, names)):
            found = os.path.join(folder, name)
            if os.path.isfile(found):
                yield from _of_file(found, os.path.relpath(found, path).replace(os.sep, "/"))


def read_item(item: Item, limit: int = LIMIT) -> Iterator[Source | Document | InputError]:
    """The documents of one file: one as a rule, several of a JSON Lines file; an `InputError` for each that is bad.

    Args:
        item: as `find` gives it.
        limit: the most bytes that one document may have.
    """
    try:
        if item.member:
            archive = _archive(item.path, os.stat(item.path).st_mtime_ns, limit)
            yield from _documents(archive.read(item.member), item.member, limit, item.label, is_inside=True)
        elif item.path.lower().endswith(_LINES):
            with open(item.path, "rb") as file:
                # Line by line, so that it may be larger than memory.
                lines = iter(lambda: file.readline(limit + 1), b"")
                yield from _labelled(documents(lines, limit), item.label)
        else:
            with open(item.path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > limit:
                    raise InputError(too_large(size, limit))
                data = file.read(limit + 1)
            yield from _documents(data, item.path, limit, item.label)
    except InputError as error:
        yield InputError(f"{item.label}: {error}")
    except OSError as error:
        yield InputError(f"{item.label}: {reason(error)}")


def read_all(data: bytes, name: str, *, limit: int = LIMIT) -> Iterator[Source | Document | InputError]:
    """Everything that a file holds: the one text of most, each of an archive, annotated documents as they are.

    Documents come one at a time, so that an archive takes no more memory than its largest member. One that cannot
    be used comes as an `InputError` in its place (given, not raised), and the others go on.

    Args:
        data: the whole file.
        name: its name, untrusted.
        limit: the most bytes that one document may have, unpacked.

    >>> [str(error) for error in read_all(b"", "note.txt")]
    ['note.txt: the file is empty: choose a file with text in it']
    """
    shown = display_name(name)
    try:
        if is_archive(data) and format_of_archive(archive := Archive(data, limit)) is ZIP:
            members = list(_members(archive))
            if not members:
                raise InputError("there is no file in this archive: choose another")
            for member in members:
                label = display_path(f"{shown}/{member}")
                try:
                    _check_name(member)
                    yield from _documents(archive.read(member), member, limit, label, is_inside=True)
                except InputError as error:
                    yield InputError(f"{label}: {error}")
            return
    except InputError as error:
        yield InputError(f"{shown}: {error}")
        return
    yield from _documents(data, name, limit, shown)


def too_large(size: int, limit: int) -> str:
    """What to say of a file over the limit."""
    return f"{size:,} bytes are more than the limit of {limit:,}: split the file, or raise the limit"


def reason(error: OSError) -> str:
    """Why a file cannot be opened, and what to do."""
    match error:
        case FileNotFoundError():
            return "there is no such file: check the path"
        case IsADirectoryError():
            return "this is a folder: name the files in it"
        case PermissionError():
            return "permission denied: check who may use it"
        case _:
            return f"{(error.strerror or str(error)).lower()}: check the path"


def source_of(data: bytes, name: str, limit: int) -> Source:
    """A text from a file's bytes.

    Raises:
        InputError: the file cannot be used. The line does not name the file.
    """
    if not data:
        raise InputError("the file is empty: choose a file with text in it")
    if len(data) > limit:
        raise InputError(too_large(len(data), limit))
    shown = display_name(name)
    form = format_of(data, shown)
    extracted = form.read(data, limit)
    try:
        return source_from_text(
            extracted.text, shown, media_type=form.media_type, segments=extracted.segments, notes=extracted.notes
        )
    except InputError as error:
        raise InputError(str(error).removeprefix(f"{shown}: ")) from None


def _documents(
    data: bytes, name: str, limit: int, label: str, is_inside: bool = False
) -> Iterator[Source | Document | InputError]:
    """What the bytes of a file hold that is no archive of files."""
    try:
        if data and len(data) <= limit:
            form = format_of(data, display_name(name))
            if form is ZIP and is_inside:
                raise InputError("an archive in an archive is not opened: unpack it first")
            if form is JSON:
                lines = documents(data.splitlines(), limit) if is_lines(data) else iter([document(data)])
                yield from _labelled(lines, label)
                return
        yield source_of(data, name, limit)
    except InputError as error:
        yield InputError(f"{label}: {error}")


def _labelled(found: Iterator[Document | InputError], label: str) -> Iterator[Document | InputError]:
    for one in found:
        yield InputError(f"{label}: {one}") if isinstance(one, InputError) else one


def _of_file(path: str, inside: str) -> Iterator[Item | InputError]:
    item = Item(path, "", inside)
    try:
        with open(path, "rb") as file:
            is_zip = is_archive(file.read(4))
        if not is_zip or format_of_archive(archive := Archive(Path(path))) is not ZIP:
            yield item
            return
    except InputError:
        # Reading it will say what is wrong with it.
        yield item
        return
    except OSError as error:
        yield InputError(f"{display_path(path)}: {reason(error)}")
        return
    for member in _members(archive):
        found = Item(path, member, f"{inside or os.path.basename(path)}/{member}")
        try:
            _check_name(member)
            yield found
        except InputError as error:
            yield InputError(f"{found.label}: {error}")
    archive.close()


@lru_cache(maxsize=1)
def _archive(path: str, changed: int, limit: int) -> Archive:
    """The archive at hand stays open while one of its members after the other is read."""
    return Archive(Path(path), limit)


def _members(archive: Archive) -> Iterator[str]:
    return (name for name in archive.names if all(map(_is_meant, name.split("/"))))


def _is_meant(name: str) -> bool:
    return name not in _NOT_MEANT and (not name.startswith(".") or name == "..")


def _check_name(member: str) -> None:
    """Nothing is unpacked to disk; yet a name that climbs out of the archive is nobody's honest file."""
    parts = member.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or parts[0][1:2] == ":":
        raise InputError("its name leads out of the archive: pack it anew under a plain name")
