"""Aliases: "always read X as Y here", from a correction to rows of overlay tables.

An alias is a strong name of its instrument. Where other instruments bear the name too, their rows are laid over as weak
ones, so that the name means the chosen instrument first and the others stay candidates.

>>> from annotator.model import Reference
>>> territorial = Reference("oas-a47", "Convention on Territorial Asylum")
>>> alias = alias_of("article 2 of the Caracas Convention", "treaty", territorial, "en")
>>> alias.name, alias.reference, [(row["id"], row["strength"]) for _, row in alias.rows]
('Caracas Convention', 'oas-a47', [('oas-a47', 'strong'), ('oas-a46', 'weak')])
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy import Connection, select, update

from annotator.fold import fold_name, fold_names
from annotator.model import InputError, Kind, Reference
from annotator.references import References, load_references
from annotator.references.check import NAME_TABLES, check
from annotator.references.schema import load_schema
from annotator.references.tables import default_folder
from annotator.review import schema
from annotator.review.same import naming

__all__ = ["Alias", "KeptAlias", "add", "alias_of", "all_kept", "remove", "tables_of"]

Row = tuple[str, dict[str, str]]
_TABLES: dict[Kind, str] = {
    "treaty": "treaty_names",
    "constitution": "constitution_names",
    "resolution": "resolution_names",
}
# What the row's `source` says: a person of this workspace asked for it.
_SOURCE = "reviewer"
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Alias:
    """A name, its language, the instrument it is read as, and the rows (table, values) that say so."""

    name: str
    language: str
    reference: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class KeptAlias:
    """An alias of the workspace: its number, when it was made (UTC) and by whom."""

    id: int
    at: str
    reviewer: str
    alias: Alias


def alias_of(
    quote: str, kind: Kind, reference: Reference | None, language: str, references: References | None = None
) -> Alias:
    """The alias that reads the name in a citation as an instrument, proved against the tables.

    Args:
        quote: of the citation as it was corrected; its pinpoints are left out.
        kind: of the citation.
        reference: what it means.
        language: of the document, as the tables write it ("en").
        references: other tables than the shipped ones.

    Raises:
        InputError: the citation names nothing, has no reference, or the tables cannot hold the name.
    """
    tables = references if references is not None else load_references()
    if reference is None:
        raise InputError("This citation means no instrument yet: choose one first.")
    # Tables hold names composed and on one line.
    name = unicodedata.normalize("NFC", " ".join(naming(quote, kind, tables).name.split()))
    folded = fold_name(name)
    if len(folded) < 2:
        raise InputError("This citation has no name of its own, only a pinpoint: nothing can be read as it always.")
    if folded in tables.head_classes:
        raise InputError(f"“{name}” is what many instruments are called: only a fuller name can always mean one.")
    if name.startswith(_FORMULA):
        raise InputError(f"“{name}” begins with a sign that no name in a table may begin with.")
    table = _TABLES[kind]
    chosen = reference.id
    rows = [_row(table, chosen, name, language, "strong")]
    rows += [(other, {**row, "strength": "weak"}) for other, row in _rivals(tables, chosen, folded, language)]
    alias = Alias(name, language, chosen, tuple(rows))
    _prove([alias], tables)
    return alias


def tables_of(aliases: Iterable[Alias]) -> dict[str, bytes]:
    """The files of an overlay folder that says all these aliases; of rows with one key, the last counts.

    >>> tables_of([])
    {}
    """
    rows: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    for alias in aliases:
        for table, row in alias.rows:
            key = (row[NAME_TABLES[table]], row["name"], row["language"])
            rows.setdefault(table, {})[key] = row
    files = {}
    for table, held in sorted(rows.items()):
        written = io.StringIO()
        writer = csv.DictWriter(written, _header(table), lineterminator="\n")
        writer.writeheader()
        writer.writerows(held[key] for key in sorted(held))
        files[f"{table}.csv"] = written.getvalue().encode("utf-8")
    return files


def add(db: Connection, alias: Alias, reviewer: str, at: str) -> KeptAlias:
    """Keep an alias. One of the same name and language that is there already gives way to it."""
    same = (schema.aliases.c.language == alias.language) & schema.aliases.c.removed_at.is_(None)
    held = db.execute(select(schema.aliases.c.id, schema.aliases.c.name).where(same)).all()
    for number in [row.id for row in held if fold_name(row.name) == fold_name(alias.name)]:
        remove(db, number, at)
    _prove([*(kept.alias for kept in all_kept(db)), alias], load_references())
    values = {"name": alias.name, "language": alias.language, "reference": alias.reference}
    new = schema.aliases.insert().values(
        at=at, reviewer=reviewer, rows=msgspec.json.encode(alias.rows).decode(), **values
    )
    [number] = db.execute(new).inserted_primary_key or (0,)
    return KeptAlias(number, at, reviewer, alias)


def all_kept(db: Connection) -> list[KeptAlias]:
    """The aliases of the workspace, the oldest first."""
    query = select(schema.aliases).where(schema.aliases.c.removed_at.is_(None)).order_by(schema.aliases.c.id)
    return [
        KeptAlias(
            row.id,
            row.at,
            row.reviewer,
            Alias(row.name, row.language, row.reference, msgspec.json.decode(row.rows, type=tuple[Row, ...])),
        )
        for row in db.execute(query)
    ]


def remove(db: Connection, number: int, at: str) -> None:
    """Read a name as before again. The row stays, with the time."""
    held = (schema.aliases.c.id == number) & schema.aliases.c.removed_at.is_(None)
    if not db.execute(update(schema.aliases).where(held).values(removed_at=at)).rowcount:
        raise InputError("This alias is not in the workspace any more.")


def _row(table: str, chosen: str, name: str, language: str, strength: str) -> Row:
    known = {NAME_TABLES[table]: chosen, "name": name, "language": language, "kind": "informal", "strength": strength}
    return table, {column: {**known, "source": _SOURCE}.get(column, "") for column in _header(table)}


def _rivals(references: References, chosen: str, folded: str, language: str) -> list[Row]:
    """The rows that give the name to other instruments as a strong one."""
    strong = [
        (table, row)
        for table, column in NAME_TABLES.items()
        for row in references.tables.rows(table)
        if row["language"] == language and row["strength"] == "strong" and row[column] != chosen
    ]
    names = fold_names(row["name"] for _, row in strong)
    return [found for found, name in zip(strong, names, strict=True) if name == folded]


def _header(table: str) -> list[str]:
    return load_schema(default_folder() / "schemas" / f"{table}.json").header


def _prove(aliases: Sequence[Alias], references: References) -> None:
    """Check the tables as an overlay is checked.

    Raises:
        InputError: they are not sound; the message is the first fault.
    """
    with TemporaryDirectory(prefix="annotator-aliases-") as place:
        for name, data in tables_of(aliases).items():
            Path(place, name).write_bytes(data)
        faults = check(Path(place), default_folder(), references.tables.overlays)
    if faults:
        raise InputError(f"This name cannot be read so: {faults[0].message}.")
