"""Tables of a reviewer's own, kept beside the workspace. There is no Streamlit in here.

What lies in the folder was sound when it was taken in, together with all that lay there already; an upload that is not
sound changes nothing.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as place:
...     take(Path(place, "tables"), {"treaties.csv": b"id,name\\n"})  # doctest: +ELLIPSIS
['treaties.csv:1: the columns must be id,title,date,...']
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.model import InputError
from annotator.references import TablesError
from annotator.references.check import check
from annotator.references.tables import default_folder, read_rows

__all__ = ["LARGEST_TABLE", "Layer", "Stamp", "faults_of", "given", "kept", "names", "remove", "stamp", "table", "take"]

LARGEST_TABLE = 10_000_000
"""Bytes; the largest shipped table has a fifth of it."""
Stamp = tuple[tuple[str, int, int], ...]
"""The files of some folders with size and time of change: another stamp, other tables."""
_writing = threading.Lock()
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder over the shipped tables: whether it came by upload, its files with their rows, and its faults.

    A layer with faults is not used. One of `aliases` holds the names that reviewers have read as one instrument.
    """

    folder: Path
    uploaded: bool
    rows: tuple[tuple[str, int], ...] = ()
    faults: tuple[str, ...] = ()
    aliases: bool = False


def names() -> list[str]:
    """The file names a table may have: nothing else is ever written.

    >>> "treaties.csv" in names()
    True
    """
    return sorted(f"{path.stem}.csv" for path in default_folder().glob("schemas/*.json"))


def given() -> tuple[Path, ...]:
    """The folders the command line was given, the last one winning.

    Raises:
        InputError: `ANNOTATOR_REFERENCES` is no list of whole paths.
    """
    value = os.environ.get("ANNOTATOR_REFERENCES")
    if not value:
        return ()
    try:
        paths = json.loads(value)
    except ValueError:
        paths = None
    if not isinstance(paths, list) or not all(isinstance(path, str) and os.path.isabs(path) for path in paths):
        raise InputError("ANNOTATOR_REFERENCES is no JSON list of whole paths: use `annotator review --references DIR`")
    return tuple(map(Path, paths))


def kept(workspace: Path) -> Path:
    """The folder for uploaded tables of a workspace: another workspace in the same place has another one.

    >>> kept(Path("here", "workspace.sqlite3")).as_posix(), kept(Path("here", "mine.sqlite3")).as_posix()
    ('here/tables', 'here/mine-tables')
    """
    return workspace.parent / ("tables" if workspace.stem == "workspace" else f"{workspace.stem}-tables")


def stamp(folders: tuple[Path, ...]) -> Stamp:
    """What tells whether the files of some folders are still the same."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            try:
                told = path.stat()
            except OSError:
                continue  # taken away just now: then it is not there
            found.append((str(path), told.st_size, told.st_mtime_ns))
    return tuple(found)


def faults_of(folder: Path, beneath: tuple[Path, ...]) -> tuple[str, ...]:
    """What is wrong with a folder that is to lie over those beneath it, one line a fault."""
    try:
        return tuple(map(str, check(folder, default_folder(), beneath)))
    except (OSError, TablesError) as error:
        return (str(error),)


def table(folder: Path) -> tuple[tuple[str, int], ...]:
    """The files of a sound folder and how many rows each has."""
    return tuple((path.name, len(read_rows(path))) for path in sorted(folder.glob("*.csv")))


def take(folder: Path, files: Mapping[str, bytes], beneath: tuple[Path, ...] = ()) -> list[str]:
    """Lay uploaded files beside those in the folder, or, where the whole is not sound, tell why and change nothing.

    Args:
        folder: where they are kept; made where it is missing.
        files: what each file is called, which is not to be trusted, and its bytes. One of a name that is there already
            takes its place.
        beneath: sound folders that lie under this one.

    Returns:
        One line a fault; none where the tables were taken.

    Raises:
        InputError: the folder cannot be written.
    """
    known = names()
    faults = [
        f"{name}: no table has this name; it must be one of {', '.join(known)}" for name in files if name not in known
    ]
    faults += [
        f"{name}: the file is larger than {LARGEST_TABLE // 1_000_000} MB"
        for name, data in files.items()
        if len(data) > LARGEST_TABLE
    ]
    if faults:
        return faults
    try:
        with _writing:
            return _taken(folder, files, beneath, known)
    except OSError as error:
        raise InputError(f"{folder}: the tables cannot be kept here ({_reason(error)})") from None


def _taken(folder: Path, files: Mapping[str, bytes], beneath: tuple[Path, ...], known: list[str]) -> list[str]:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # In a folder beside the one meant, so that each file can be moved in whole.
    with TemporaryDirectory(dir=folder.parent, prefix=".tables-") as place:
        whole = Path(place, "tables")
        whole.mkdir()
        for name in known:
            if name in files:
                (whole / name).write_bytes(_plain(files[name]))
            elif (folder / name).is_file():
                (whole / name).write_bytes((folder / name).read_bytes())
        faults = list(faults_of(whole, beneath))
        if not faults:
            folder.mkdir(exist_ok=True, mode=0o700)
            for name in files:
                os.replace(whole / name, folder / name)
        return faults


def remove(folder: Path) -> None:
    """Take the uploaded tables away. Files that are no tables stay.

    Raises:
        InputError: they cannot be removed.
    """
    try:
        with _writing:
            for name in names():
                (folder / name).unlink(missing_ok=True)
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise InputError(f"{folder}: the tables cannot be removed ({_reason(error)})") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _plain(data: bytes) -> bytes:
    """A table as spreadsheets save it, with the ends of lines that tables have; every line keeps its number."""
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    return data if data.endswith(b"\n") or not data else data + b"\n"
