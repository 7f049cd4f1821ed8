"""The closed schema of a table: its columns in order, what each may hold, and the key that tells rows apart.

>>> schema = load_schema(default_folder() / "schemas" / "resolutions.json")
>>> schema.key, schema.fields[0].name
(('symbol',), 'symbol')
>>> schema.fields[1].fault("WHO")
'body "WHO" is none of GA, SC, ECOSOC, HRC, CHR'
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from annotator.references.tables import TablesError, default_folder
from annotator.symbols import parse_symbol

__all__ = ["Field", "Schema", "default_folder", "load_schema"]

TYPES = ("string", "integer", "date", "symbol")
"""`date` is YYYY-MM-DD, YYYY-MM or YYYY; `symbol` is the official symbol of a resolution as the tool prints it."""
_PROPERTIES = {
    "name", "type", "description", "required", "pattern", "enum", "foreign_key", "separator", "minimum", "maximum",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `foreign_key` lists `table.column`; a value must stand in one of them.

    With a `separator` the cell holds several values, each of which must be good.
    """

    name: str
    type: str = "string"
    required: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    foreign_key: tuple[str, ...] = ()
    separator: str = ""
    minimum: int | None = None
    maximum: int | None = None

    def values(self, cell: str) -> list[str]:
        """The values of a cell: none where it is blank, several where the column has a separator.

        >>> Field("members", separator=" ").values("gc-1 gc-2")
        ['gc-1', 'gc-2']
        """
        if not cell:
            return []
        return cell.split(self.separator) if self.separator else [cell]

    def fault(self, cell: str) -> str | None:
        """What is wrong with a cell, in one line; None where nothing is.

        >>> Field("date", "date").fault("1967-02-30"), Field("title", required=True).fault("")
        ('date "1967-02-30" is no date (YYYY-MM-DD, YYYY-MM or YYYY)', 'title is blank')
        """
        if not cell:
            return f"{self.name} is blank" if self.required else None
        if not unicodedata.is_normalized("NFC", cell):
            return f'{self.name} "{cell}" is not in Unicode form NFC'
        if cell != " ".join(cell.split(" ")).strip() or "  " in cell or any(_is_control(char) for char in cell):
            return f'{self.name} "{cell!r}" has stray white space or control characters'
        return next(filter(None, map(self._value_fault, self.values(cell))), None)

    def _value_fault(self, value: str) -> str | None:
        told = f'{self.name} "{value}"'
        if self.enum and value not in self.enum:
            return f"{told} is none of {', '.join(self.enum)}"
        if self.pattern and re.fullmatch(self.pattern, value) is None:
            return f"{told} does not fit {self.pattern}"
        if self.type == "date" and not _is_date(value):
            return f"{told} is no date (YYYY-MM-DD, YYYY-MM or YYYY)"
        if self.type == "symbol" and str(parse_symbol(value)) != value:
            return f"{told} is no official symbol" + (f", write {s}" if (s := parse_symbol(value)) else "")
        if self.type == "integer":
            if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value) is None:
                return f"{told} is no whole number"
            if self.minimum is not None and int(value) < self.minimum:
                return f"{told} is below {self.minimum}"
            if self.maximum is not None and int(value) > self.maximum:
                return f"{told} is above {self.maximum}"
        return None


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table in order and the columns of its key."""

    table: str
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def header(self) -> list[str]:
        """The first line a file of this table has."""
        return [field.name for field in self.fields]

    def sort_key(self, row: dict[str, str]) -> tuple[tuple[int, str], ...]:
        """Where a row belongs: by its key, whole numbers by value, all else by code points."""
        types = {field.name: field.type for field in self.fields}
        cells = [(column, row.get(column, "")) for column in self.key]
        return tuple(
            (int(cell), "") if types[column] == "integer" and re.fullmatch(r"-?[0-9]{1,18}", cell) else (0, cell)
            for column, cell in cells
        )


def load_schema(path: Path) -> Schema:
    """Read one schema file. Raises TablesError where it says something a schema cannot say."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TablesError(f"schemas/{path.name}: cannot be read ({error})") from error
    if not isinstance(data, dict) or set(data) != {"table", "description", "key", "fields"}:
        raise TablesError(f"schemas/{path.name}: needs table, description, key and fields, nothing else")
    fields = tuple(_load_field(path, item) for item in data["fields"])
    names = [field.name for field in fields]
    if data["table"] != path.stem or not data["key"] or not set(data["key"]) <= set(names):
        raise TablesError(f"schemas/{path.name}: table and key must name the file and its columns")
    return Schema(path.stem, data["description"], tuple(data["key"]), fields)


def _load_field(path: Path, item: dict[str, object]) -> Field:
    unknown = set(item) - _PROPERTIES
    if unknown or "name" not in item or item.get("type", "string") not in TYPES:
        raise TablesError(f"schemas/{path.name}: column {item.get('name')}: unknown {sorted(unknown) or 'type'}")
    known = {name: value for name, value in item.items() if name != "description"}
    foreign = known.get("foreign_key", ())
    known["foreign_key"] = (foreign,) if isinstance(foreign, str) else tuple(foreign)  # type: ignore[arg-type]
    known["enum"] = tuple(known.get("enum", ()))  # type: ignore[arg-type]
    return Field(**known)  # type: ignore[arg-type]


def _is_date(value: str) -> bool:
    match = re.fullmatch(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp")
