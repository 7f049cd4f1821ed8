"""Prove a folder of tables: rows fit their schema, stand in order, have a key of their own and point at what is there.

Names that stand for several instruments are allowed only where `ambiguous_names.csv` lists them.

>>> check()
[]
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.fold import fold_name
from annotator.references import language_files
from annotator.references.ranges import Ranges
from annotator.references.schema import Schema, load_schema
from annotator.references.tables import Tables, TablesError, default_folder
from annotator.symbols import parse_symbol

__all__ = ["Fault", "check", "check_overlays"]

NAME_TABLES = {"treaty_names": "id", "constitution_names": "id", "resolution_names": "symbol"}
"""Tables of names -> the column that says what the name stands for."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file; `line` counts from 1, 0 is the file as a whole.

    >>> print(Fault("resolutions.csv", 12, "title is blank"))
    resolutions.csv:12: title is blank
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as read for checking: rows with the line each stands on."""

    schema: Schema
    rows: tuple[tuple[int, dict[str, str]], ...]
    whole: bool
    """Whether every row could be read: what points at one that could not be is no fault of its own."""


@dataclass(frozen=True, kw_only=True)
class _Read(Tables):
    """Tables of which those in the folder that is checked are as they were read, without the rows that have faults."""

    checked: Mapping[str, _Table]

    def rows(self, table: str) -> list[dict[str, str]]:
        read = self.checked.get(table)
        if read is None:
            return super().rows(table)
        key = read.schema.key
        beneath = Tables(self.folder, self.overlays[:-1]).rows(table) if self.overlays else []
        rows = (*beneath, *(row for _, row in read.rows))
        return list({tuple(row[column] for column in key): row for row in rows}.values())


def check(folder: Path | None = None, base: Path | None = None, beneath: tuple[Path, ...] = ()) -> list[Fault]:
    """Check all tables of `folder` (the shipped ones where none is given); faults in order of file and line.

    `base` makes `folder` an overlay: schemas come from `base`, rows may point at rows of `base`, tables may be missing
    and rows stand in any order, which only matters to those who keep the shipped tables. `beneath` are sound overlays
    that lie between the two. Raises TablesError only where there is no folder at all.
    """
    root = default_folder() if folder is None else Path(folder)
    if not root.is_dir():
        raise TablesError(f"{root}: no such folder of tables")
    faults: list[Fault] = []
    schemas: dict[str, Schema] = {}
    for path in sorted((base or root).glob("schemas/*.json")):
        try:
            schemas[path.stem] = load_schema(path)
        except TablesError as error:
            faults.append(Fault(f"schemas/{path.name}", 0, str(error).partition(": ")[2]))
    found = {path.stem for path in root.glob("*.csv")}
    faults += [Fault(f"{table}.csv", 0, f"no schema schemas/{table}.json") for table in found - set(schemas)]
    if base is None:
        faults += [Fault(f"{table}.csv", 0, "the table is missing") for table in set(schemas) - found]
    elif not found:
        faults.append(Fault(root.name, 0, "no tables (*.csv) in this folder"))
    tables: dict[str, _Table] = {}
    for table in sorted(found & set(schemas)):
        unread: list[Fault] = []
        rows = list(_read(root / f"{table}.csv", schemas[table], unread))
        tables[table] = _Table(schemas[table], tuple(rows), not unread)
        faults += [*unread, *_row_faults(tables[table], ordered=base is None)]
    faults += _language_faults(root, laid_over=base is not None)
    known = _Read(root, checked=tables) if base is None else _Read(base, (*beneath, root), checked=tables)
    try:
        for read in tables.values():
            faults += _foreign_faults(read, known)
        if tables.keys() & {*NAME_TABLES, "ambiguous_names"}:
            faults += _collisions(tables, known)
        if "resolutions" in tables:
            faults += _symbol_faults(tables["resolutions"], Ranges(known))
    except (TablesError, KeyError, ValueError) as error:
        if not faults:  # a table that cannot be read has been told already
            faults.append(Fault(root.name, 0, f"cannot be compared with the other tables: {error}"))
    return sorted(set(faults))


def check_overlays(folders: tuple[Path, ...]) -> list[str]:
    """Check tables that are to be laid over the shipped ones, each folder over those before it; one line a fault.

    Where there are several folders, a line starts with the one it is about. Raises TablesError where a folder or a
    file in it cannot be read at all.
    """
    base = default_folder()
    told: list[str] = []
    for number, folder in enumerate(folders):
        try:
            faults = check(folder, base, folders[:number])
        except OSError as error:
            raise TablesError(f"{folder}: cannot be read ({(error.strerror or str(error)).lower()})") from error
        told += [f"{folder}/{fault}" if len(folders) > 1 else str(fault) for fault in faults]
    return told


def _read(path: Path, schema: Schema, faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, data.count(b"\n", 0, error.start) + 1, "not UTF-8"))
        return
    if text.startswith("\ufeff"):
        faults.append(Fault(path.name, 1, "starts with a byte order mark"))
        text = text[1:]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        faults.append(Fault(path.name, line, "line ends are CR LF, LF is wanted"))
    if not text.endswith("\n"):
        faults.append(Fault(path.name, text.count("\n") + 1, "the last line has no line end"))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != schema.header:
            faults.append(Fault(path.name, 1, f"the columns must be {','.join(schema.header)}"))
            return
        for values in reader:
            if len(values) != len(header):
                faults.append(Fault(path.name, reader.line_num, f"{len(values)} values for {len(header)} columns"))
            else:
                yield reader.line_num, dict(zip(header, values, strict=True))
    except csv.Error as error:
        faults.append(Fault(path.name, reader.line_num, f"not CSV: {error}"))


def _language_faults(root: Path, *, laid_over: bool) -> Iterator[Fault]:
    for path in sorted(root.glob("languages/*.toml")):
        file = f"languages/{path.name}"
        if laid_over:
            yield Fault(file, 0, "words of a language are not read from tables of your own")
            continue
        try:
            told = language_files.faults(path.read_text("utf-8"), path.stem)
        except UnicodeDecodeError:
            told = [(0, "not UTF-8")]
        yield from (Fault(file, line, message) for line, message in told)


def _row_faults(table: _Table, *, ordered: bool) -> Iterator[Fault]:
    schema, file = table.schema, f"{table.schema.table}.csv"
    seen: dict[tuple[str, ...], int] = {}
    last: tuple[tuple[int, str], ...] = ()
    for line, row in table.rows:
        for field in schema.fields:
            fault = field.fault(row[field.name])
            if fault:
                yield Fault(file, line, fault)
        key = tuple(row[column] for column in schema.key)
        if key in seen:
            yield Fault(file, line, f"the key {', '.join(key)} stands in line {seen[key]} already")
        seen.setdefault(key, line)
        place = schema.sort_key(row)
        if ordered and place < last:
            yield Fault(file, line, f"out of order: {', '.join(key)} comes before the line above")
        last = place


def _foreign_faults(table: _Table, known: _Read) -> Iterator[Fault]:
    for field in table.schema.fields:
        pointed = {target.partition(".")[0] for target in field.foreign_key} & known.checked.keys()
        if not field.foreign_key or not all(known.checked[other].whole for other in pointed):
            continue
        targets: set[str] = set()
        for target in field.foreign_key:
            other, _, column = target.partition(".")
            targets.update(row[column] for row in known.rows(other))
        for line, row in table.rows:
            for value in field.values(row[field.name]):
                if value not in targets:
                    told = " or ".join(field.foreign_key)
                    yield Fault(f"{table.schema.table}.csv", line, f'{field.name} "{value}" is not in {told}')


def _collisions(tables: dict[str, _Table], known: Tables) -> Iterator[Fault]:
    """Strong names that stand for several instruments in one language without being listed as ambiguous."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, column in NAME_TABLES.items():
        for row in known.rows(name):
            if row["strength"] == "strong":
                owners[row["language"], fold_name(row["name"])].add(row[column])
    declared = {
        (row["language"], fold_name(row["name"])): set(row["ids"].split()) for row in known.rows("ambiguous_names")
    }
    for name, column in NAME_TABLES.items():
        for line, row in tables[name].rows if name in tables else ():
            key = (row["language"], fold_name(row["name"]))
            others = owners[key] - {row[column]}
            if row["strength"] == "strong" and others and not owners[key] <= declared.get(key, set()):
                told = f'strong name "{row["name"]}" ({row["language"]}) also stands for {", ".join(sorted(others))}'
                yield Fault(f"{name}.csv", line, f"{told}; make it weak or list it in ambiguous_names.csv")
    for line, row in tables["ambiguous_names"].rows if "ambiguous_names" in tables else ():
        if len(owners[row["language"], fold_name(row["name"])]) < 2:
            yield Fault("ambiguous_names.csv", line, f'"{row["name"]}" is not the strong name of several instruments')


def _symbol_faults(table: _Table, ranges: Ranges) -> Iterator[Fault]:
    """Rows whose body, number or session is not that of their symbol, or whose number cannot be."""
    for line, row in table.rows:
        symbol = parse_symbol(row["symbol"])
        if symbol is None or str(symbol) != row["symbol"]:
            continue  # told by the schema
        session = str(symbol.year) if symbol.year else symbol.session
        if (row["body"], row["number"], row["session"]) != (symbol.body, str(symbol.number), session):
            yield Fault("resolutions.csv", line, f"body, number or session is not that of {symbol}")
        fault = ranges.fault(symbol)
        if fault:
            yield Fault("resolutions.csv", line, fault)
        elif symbol.body == "SC" and row["date"] and row["date"][:4] != str(symbol.year):
            yield Fault("resolutions.csv", line, f"the date {row['date']} is not of {symbol.year}")
