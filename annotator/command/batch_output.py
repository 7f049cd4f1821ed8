"""Where the results of a batch go, so that a run that was stopped anywhere can go on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from annotator.command.files import refuse_overwriting, shown, why, write_bytes
from annotator.model import InputError

if TYPE_CHECKING:
    from annotator.read import Item


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: its annotated documents as JSON, and a line for each that failed."""

    item: Item
    documents: tuple[bytes, ...]
    failures: tuple[str, ...]


def is_lines(output: str) -> bool:
    """Whether the results go into one file, a line each.

    >>> is_lines("out.jsonl"), is_lines("out")
    (True, False)
    """
    return output.lower().endswith((".jsonl", ".ndjson"))


def wrote(output: Path, item: Item) -> bool:
    """Whether a file that was found is the output of a run, its list, or lies in the folder it writes to.

    >>> from annotator.read.many import Item
    >>> wrote(Path("in/out.jsonl"), Item("in/out.jsonl.done")), wrote(Path("in/out"), Item("in/out2.txt"))
    (True, False)
    """
    path, target = Path(os.path.abspath(item.path)), Path(os.path.abspath(output))
    return path == target or path == target.with_name(target.name + ".done") or target in path.parents


class FolderOutput:
    """One JSON file for each file that is read, under the path that it had. What is there is finished.

    Args:
        path: of the folder, which need not be there yet.
        items: all files of the run, in their order: two of one name get different places, the same in each run.
        again: whether to write what is there anew.
    """

    def __init__(self, path: Path, items: list[Item], again: bool) -> None:
        self.path = path
        self._again = again
        self._places: dict[Item, Path] = {}
        taken: set[str] = set()
        for item in items:
            *folders, name = _parts(item)
            number, place = 1, path.joinpath(*folders, f"{name}.json")
            # Compared without case: on some systems Note.txt and note.txt are one file.
            while str(place).lower() in taken:
                number += 1
                place = path.joinpath(*folders, f"{name}-{number}.json")
            taken.add(str(place).lower())
            self._places[item] = place

    def has(self, item: Item) -> bool:
        """Whether the file was finished by an earlier run."""
        return not self._again and self._places[item].exists()

    def take(self, done: Done) -> None:
        """Write the documents of one file, whole or not at all; several of one file are a line each."""
        if done.documents:
            place = self._places[done.item]
            refuse_overwriting(place, done.item.path)
            one = len(done.documents) == 1
            write_bytes(place, done.documents[0] if one else b"".join(_line(document) for document in done.documents))

    def __enter__(self) -> FolderOutput:
        there = next(path for path in (self.path, *self.path.parents) if path.exists())
        if not there.is_dir():
            raise InputError(f"{shown(str(there))}: this is a file: name a folder, or a file that ends in .jsonl")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class LinesOutput:
    """All documents in one file, a line each, and beside it a list of the files that are in it for good.

    A line of the list is the length of the output so far and the name of the file. What stands behind the last
    length, the half of a line that was being written when the run was stopped, is cut off.
    """

    def __init__(self, path: Path, again: bool) -> None:
        self.path = path
        self._list = path.with_name(path.name + ".done")
        self._again = again
        self._finished: set[str] = set()
        self._lines: BinaryIO | None = None
        self._names: BinaryIO | None = None

    def __enter__(self) -> LinesOutput:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            length = 0 if self._again else self._read_list()
            if self.path.exists() and length == 0 and self.path.stat().st_size and not self._again:
                raise InputError(f"{shown(str(self.path))}: something else is in it: name another file, or use --again")
            self._lines = open(self.path, "ab")
            self._lines.truncate(length)
            self._names = open(self._list, "wb" if length == 0 else "ab")
        except OSError as error:
            raise InputError(f"{shown(str(self.path))}: {why(error)}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in (self._lines, self._names):
            if file is not None:
                file.close()

    def has(self, item: Item) -> bool:
        """Whether the file was finished by an earlier run."""
        return _name(item) in self._finished

    def take(self, done: Done) -> None:
        """Append the documents of one file, and only then say that they are there."""
        if not done.documents or self._lines is None or self._names is None:
            return
        try:
            self._lines.write(b"".join(_line(document) for document in done.documents))
            self._lines.flush()
            self._names.write(f"{self._lines.tell()}\t{_name(done.item)}\n".encode())
            self._names.flush()
        except OSError as error:
            raise InputError(f"{shown(str(self.path))}: {why(error)}") from None

    def _read_list(self) -> int:
        """The names of the list, and how long the output is as far as it is for certain."""
        if not self._list.exists() or not self.path.exists():
            return 0
        size = self.path.stat().st_size
        length = 0
        for line in self._list.read_bytes().splitlines(keepends=True):
            end, _, name = line.decode("utf-8", "replace").rstrip("\n").partition("\t")
            if not line.endswith(b"\n") or not end.isdecimal() or int(end) > size:
                break
            length = int(end)
            self._finished.add(name)
        return length


def _parts(item: Item) -> list[str]:
    """The path of a file within what was named, without any part that leads elsewhere or that some system refuses."""
    inside = item.inside or os.path.basename(item.path)
    parts = [part for part in inside.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return ["".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in part)[:200] for part in parts]


def _line(document: bytes) -> bytes:
    return document.rstrip(b"\n") + b"\n"


def _name(item: Item) -> str:
    """One line that names a file and nothing else."""
    name = f"{item.path}\t{item.member}" if item.member else item.path
    return "".join(c if c.isprintable() else f"\\x{ord(c):x}" for c in name)
