"""The lookup tables as they lie on disk: found, read, digested. No table is read before it is asked for.

A folder of tables holds `<table>.csv`, `languages/<code>.toml` and `schemas/<table>.json`. An installed copy keeps it
inside the package as `_references`, a checkout beside the package as `references`.

>>> tables = Tables()
>>> tables.rows("resolutions")[0]["body"]
'HRC'
>>> len(tables.digest())
12
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

DIGEST_LENGTH = 12
"""Hex digits kept of the digest: 48 bits, enough to tell versions of the tables apart."""


class TablesError(ValueError):
    """A folder of tables that cannot be read. The message is one line and names the file."""


def default_folder() -> Path:
    """The folder of the shipped tables.

    Raises TablesError where neither the installed nor the checked-out copy is there.

    >>> (default_folder() / "resolutions.csv").is_file()
    True
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_references", package.parent / "references"):
        if folder.is_dir():
            return folder
    raise TablesError(f"no reference tables beside {package}; reinstall the package")


@dataclass(frozen=True)
class Tables:
    """The tables of one folder, with the rows of further folders laid over them.

    `folder` is the shipped folder where none is given. A row of an overlay replaces the row with the same key, any
    other is added; the last overlay wins. Overlays use the shipped schemas and need hold only the tables they add to.
    """

    folder: Path | None = None
    overlays: tuple[Path, ...] = ()

    @cached_property
    def root(self) -> Path:
        """The folder that holds schemas and languages."""
        return default_folder() if self.folder is None else Path(self.folder)

    @property
    def folders(self) -> tuple[Path, ...]:
        """All folders, the shipped one first."""
        return (self.root, *map(Path, self.overlays))

    @property
    def overlay_names(self) -> tuple[str, ...]:
        """What the overlays are called: the last part of their paths, for those who must not learn where they lie.

        >>> Tables(None, (Path("/home/ana/own-tables"),)).overlay_names
        ('own-tables',)
        """
        names = (Path(os.path.abspath(folder)).name for folder in self.overlays)
        # A name on disk need not be text; what is written down must be.
        return tuple(name.encode("utf-8", "replace").decode() for name in names)

    def names(self) -> list[str]:
        """The tables there are, sorted.

        >>> "resolutions" in Tables().names()
        True
        """
        return sorted({path.stem for folder in self.folders for path in folder.glob("*.csv")})

    def key(self, table: str) -> tuple[str, ...]:
        """The columns that tell the rows of `table` apart; empty where the table has no schema.

        >>> Tables().key("resolution_names")
        ('symbol', 'name', 'language')
        """
        path = self.root / "schemas" / f"{table}.json"
        if not path.is_file():
            return ()
        return tuple(json.loads(path.read_text(encoding="utf-8"))["key"])

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of `table` in the order of the file, every value a string, blank where nothing is known.

        A table that no folder holds has no rows. Raises TablesError for a file that is not UTF-8 or whose rows do not
        fit its header. Not cached: keep what you need.

        >>> [row["title"] for row in Tables().rows("resolutions") if row["symbol"] == "A/RES/2312(XXII)"]
        ['Declaration on Territorial Asylum']
        """
        first, *others = [read_rows(path) if path.is_file() else [] for path in self._paths(table)]
        extra = [row for rows in others for row in rows]
        if not extra:
            return first
        key = self.key(table) or tuple(extra[0])
        merged = {tuple(row.get(column, "") for column in key): row for row in first}
        merged.update({tuple(row.get(column, "") for column in key): row for row in extra})
        return list(merged.values())

    def columns(self, table: str, *columns: str) -> list[tuple[str, ...]]:
        """The values of some columns, row by row as `rows` gives them, in a third of the time.

        Args:
            table: a table; one that no folder holds has no rows.
            columns: two columns of it or more.

        Raises:
            TablesError: as for `rows`, and where a column is missing.

        >>> Tables().columns("treaties", "id", "date")[0]
        ('aachen-2019', '2019-01-22')
        """
        present = [path for path in self._paths(table) if path.is_file()]
        try:
            if len(present) > 1 or (present and present[0].parent != self.root):
                return list(map(itemgetter(*columns), self.rows(table)))
            header, rows = _read(present[0]) if present else (list(columns), [])
            return list(map(itemgetter(*map(header.index, columns)), rows))
        except TablesError:
            raise
        except (KeyError, ValueError):
            raise TablesError(f"{table}.csv: not all columns are there ({', '.join(columns)})") from None

    def digest(self) -> str:
        """SHA-256 over names and bytes of all tables and language files, as short hex.

        Equal digests mean equal tables, whatever their folder is called.

        >>> Tables().digest() == Tables().digest()
        True
        """
        total = hashlib.sha256()
        for folder in self.folders:
            files = [*folder.glob("*.csv"), *folder.glob("languages/*.toml")]
            for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
                data = path.read_bytes()
                total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
                total.update(data)
        return total.hexdigest()[:DIGEST_LENGTH]

    def _paths(self, table: str) -> list[Path]:
        return [folder / f"{table}.csv" for folder in self.folders]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file. Raises TablesError where the file does not read as a table.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "t.csv")
    ...     _ = file.write_text("id,name\\nx,\\"a, b\\"\\n", encoding="utf-8")
    ...     read_rows(file)
    [{'id': 'x', 'name': 'a, b'}]
    """
    header, rows = _read(path)
    return [dict(zip(header, values, strict=True)) for values in rows]


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header of a CSV file and its rows, each as long as the header."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            width = len(header)
            rows = []
            for values in reader:
                if len(values) != width:
                    line = f"{path.name}:{reader.line_num}"
                    raise TablesError(f"{line}: {len(values)} values for {width} columns")
                rows.append(values)
            return header, rows
    except UnicodeDecodeError as error:
        raise TablesError(f"{path.name}: not UTF-8 (byte {error.start})") from error
    except csv.Error as error:
        raise TablesError(f"{path.name}: not CSV ({error})") from error
