"""Compiled tables kept on disk between processes, so that a program starts at once.

The file is named after the tables and the code that compiled them: a change of either gives another file. It holds
plain data under a checksum, no code; every value is checked against its type when it is read. It may be deleted at any
time; where it is damaged or cannot be written the tables are compiled anew. `ANNOTATOR_CACHE` names another folder, or
is `off`.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from annotator.references.compiled import Compiled, compile_tables
from annotator.references.packed import Packed
from annotator.references.tables import Tables

__all__ = ["cache_folder", "load_compiled"]

_MARK = b"annotator tables 1\n"
_KEPT = 4
"""How many files stay: those of other tables or other versions that were used last."""
_CHECK = 4


def cache_folder() -> Path | None:
    """Where compiled tables are kept: `ANNOTATOR_CACHE`, else the user's cache folder; None where they are not to be.

    >>> folder = cache_folder()
    """
    chosen = os.environ.get("ANNOTATOR_CACHE", "")
    if chosen.lower() == "off":
        return None
    try:
        if chosen:
            return Path(chosen).expanduser()
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "annotator" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "annotator"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "annotator"
    except RuntimeError:  # a user without a home
        return None


def load_compiled(tables: Tables, digest: str) -> Compiled:
    """Return the compiled tables, from the disk where they are kept there.

    Args:
        tables: the tables.
        digest: their digest.

    Raises:
        TablesError: a table cannot be read.
    """
    folder = cache_folder()
    # What is made here stays until the process ends: searching it for garbage is most of the cost.
    with _no_collection():
        if folder is None:
            return compile_tables(tables)
        path = folder / f"tables-{digest}-{_code_digest()}.bin"
        compiled = _read(path)
        if compiled is None:
            compiled = compile_tables(tables)
            _write(path, compiled)
        return compiled


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@cache
def _code_digest() -> str:
    """Short digest of everything but the tables that what is compiled depends on."""
    total = hashlib.sha256(f"{sys.version_info[:2]} {unicodedata.unidata_version} {msgspec.__version__}".encode())
    here = Path(__file__).resolve().parent
    for folder, pattern in ((here, "*.py"), (here.parent / "fold", "*.py"), (here, "schemas/*.json")):
        for path in sorted(folder.glob(pattern)):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _read(path: Path) -> Compiled | None:
    """The compiled tables of a file; None where there is none that is whole."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(_MARK) + _CHECK
    if bytes(data[: len(_MARK)]) != _MARK or bytes(data[len(_MARK) : start]) != _check(data[start:]):
        return None
    try:
        fields = msgspec.msgpack.decode(data[start:], type=dict[str, msgspec.Raw])
        return Compiled(**{name: _field(fields[name], hint) for name, hint in get_type_hints(Compiled).items()})
    except (msgspec.DecodeError, KeyError):
        return None


def _field(data: msgspec.Raw, hint: Any) -> Any:
    """What a field of the compiled tables holds; the values of a `Mapping` are left to be read when asked for."""
    if get_origin(hint) is Mapping:
        return Packed(msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw]), get_args(hint)[1])
    return msgspec.msgpack.decode(data, type=hint)


def _write(path: Path, compiled: Compiled) -> None:
    """Write a file in one step, so that nobody reads half of it; where that cannot be, do without."""
    body = msgspec.msgpack.encode(compiled)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".tables-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MARK + _check(body) + body)
            os.replace(made, path)
        except BaseException:
            os.unlink(made)
            raise
        files = sorted(path.parent.glob("tables-*.bin"), key=lambda file: file.stat().st_mtime)
        for old in files[:-_KEPT]:
            old.unlink(missing_ok=True)


def _check(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK, "big")
