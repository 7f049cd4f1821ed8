"""`annotator references`: search the tables, show one instrument, prove the tables."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.command.files import BAD_INPUT
from annotator.command.overlays import load_with, option

if TYPE_CHECKING:
    from annotator.references.check import Fault

KINDS = ("constitution", "treaty", "resolution")
FAULTY = 1
"""Exit status where tables were read and found wrong."""


@click.group()
def command() -> None:
    """Look things up in the reference tables, and prove them."""


@command.command("search")
@click.argument("queries", nargs=-1, required=True, metavar="QUERY...")
@click.option("--kind", type=click.Choice(KINDS), help="Only instruments of this kind.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Answers a query.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of answers; for several queries a list of lists.")
@option
def search_command(
    queries: tuple[str, ...], kind: str | None, limit: int, as_json: bool, folders: tuple[Path, ...]
) -> None:
    """Find instruments by name, acronym, year, place, country or symbol, best first.

    Any language will do, and so will small errors. Quote a QUERY of several words:

        annotator references search "asylum 1967" iccpr "217 A (III)"
    """
    from annotator.references.search import Search

    search = Search(load_with(folders).tables)
    answers = [search.find(query, kind, limit) for query in queries]  # type: ignore[arg-type]  # one of KINDS
    if as_json:
        plain = [
            [{key: value for key, value in asdict(hit).items() if key != "kind"} for hit in hits] for hits in answers
        ]
        click.echo(json.dumps(plain if len(queries) > 1 else plain[0], ensure_ascii=False, indent=1))
        return
    for query, hits in zip(queries, answers, strict=True):
        if len(queries) > 1:
            click.echo(f"{query}:")
        if not hits:
            click.echo("nothing found")
        width = max((len(hit.id) for hit in hits), default=0)
        for hit in hits:
            click.echo(f"{hit.score:5.3f}  {hit.id:<{width}}  {hit.date or '':<10}  {hit.title or '(no title)'}")


@command.command("show")
@click.argument("id")
@option
def show_command(id: str, folders: tuple[Path, ...]) -> None:
    """Show all that the tables hold on the instrument with this ID, or with this symbol in any spelling."""
    from annotator.references.ranges import Ranges
    from annotator.references.search import Search
    from annotator.symbols import parse_symbol

    tables = load_with(folders).tables
    ranges = Ranges(tables)
    symbol = parse_symbol(id)
    wanted = {id, str(ranges.complete(symbol)) if symbol else id}
    found = [
        (table, row)
        for table, column in _SOURCES
        for row in tables.rows(table)
        if row[column] in wanted
    ]  # fmt: skip
    fault = ranges.fault(symbol) if symbol else None
    if not found and (symbol is None or fault):
        near = ", ".join(hit.id for hit in Search(tables).find(id, limit=3))
        why = fault or "there is no such instrument" + (f"; did you mean {near}?" if near else "")
        click.echo(f"annotator: {id}: {why}", err=True)
        sys.exit(BAD_INPUT)
    if not found:
        click.echo(f"{max(wanted, key=len)}\n  a valid symbol that stands in no table")
    last = ""
    for table, row in found:
        if table != last:
            click.echo(table.replace("_", " "))
            last = table
        cells = [value if table in _LISTS else f"{column}: {value}" for column, value in row.items() if value]
        click.echo("  " + (" · ".join(cells[1:]) if table in _LISTS else "\n  ".join(cells)))


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@option
def check_command(folder: Path | None, folders: tuple[Path, ...]) -> None:
    """Prove the shipped tables, or those in FOLDER: one line a fault, exit status 1 if there is any.

    A FOLDER without schemas of its own is proved as tables to be laid over the shipped ones and those of --references.
    """
    from annotator.references.check import check
    from annotator.references.tables import default_folder

    load_with(folders)
    base = default_folder() if folder is not None and not (folder / "schemas").is_dir() else None
    _tell(check(folder, base, folders if base else ()))


def _tell(faults: list[Fault]) -> None:
    """Print the faults, one line each, and leave with status 1 if there are any."""
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"annotator: {len(faults)} fault{'s' * (len(faults) > 1)} in the tables", err=True)
        sys.exit(FAULTY)


# what `show` looks through, and the column that holds the id
_SOURCES = (
    ("treaties", "id"), ("treaty_names", "id"), ("treaty_articles", "id"),
    ("constitutions", "id"), ("constitution_names", "id"), ("constitution_articles", "id"),
    ("resolutions", "symbol"), ("resolution_titles", "symbol"), ("resolution_names", "symbol"),
    ("presidential_statements", "symbol"),
)  # fmt: skip
_LISTS = {table for table, _ in _SOURCES} - {"treaties", "constitutions", "resolutions", "presidential_statements"}
