"""`annotator convert`: annotated documents from one format into another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.command.files import (
    STDIN,
    Complaints,
    Folder,
    is_folder,
    output_option,
    read_bytes,
    refuse_overwriting,
    write_bytes,
)
from annotator.model import Document, InputError, Source

if TYPE_CHECKING:
    from annotator.export import Format

# A document with all its records is a few times its text.
_LIMIT = 500_000_000


@click.command()
@click.argument("files", nargs=-1, metavar="IN...|-")
@click.option("--to", "target", metavar="FORMAT", help="What to write; --list names the formats.")
@click.option("--from", "origin", metavar="FORMAT", help="What the files are in; told by their content if left out.")
@output_option("FILE|FOLDER", "Where to write; a folder for several files.")
@click.option("--text", metavar="FILE", help="The text, where the annotations do not carry it or where it was changed.")
@click.option("--original", metavar="FILE", help="The file that was read, for a format that is written into it.")
@click.option("--list", "listing", is_flag=True, help="List the formats and stop.")
def command(
    files: tuple[str, ...],
    target: str | None,
    origin: str | None,
    output: str | None,
    text: str | None,
    original: str | None,
    listing: bool,
) -> None:
    """Convert the annotated documents in each IN ("-" is standard input) to another format.

    Several documents go into one file where the format holds many, else into a folder, one file each. What the format
    does not keep and what could not be placed in its text for sure is told on standard error. A file that cannot be
    used is named there too, the others go on, and the exit status is 2.
    """
    from annotator.export import FORMATS, format_of

    if listing:
        width = max(len(row.id) for row in FORMATS)
        for row in FORMATS:
            click.echo(f"{row.id:<{width}}  {'in, out' if row.read else 'out'}  {row.title}")
        return
    if not files or target is None:
        raise click.UsageError("Name the files and the format to write: annotator convert IN... --to FORMAT")
    complaints = Complaints()
    documents: list[Document] = []
    to: Format | None = None
    with complaints.about():
        to = format_of(target)
        given = format_of(origin) if origin is not None else None
        source = _source(text) if text is not None else None
        for path in files:
            with complaints.about():
                documents += _read(path, given, source)
    if to is not None and documents:
        with complaints.about():
            _write(to, documents, output, original, tuple(filter(None, (*files, original, text))))
    complaints.end()


def _read(path: str, given: Format | None, source: Source | None) -> tuple[Document, ...]:
    from annotator.export.guess import guess

    data, name = read_bytes(path, _LIMIT)
    if len(data) > _LIMIT:
        raise InputError(f"{name}: more than {_LIMIT:,} bytes: split the file")
    form = given or guess(data, name)
    if form.read is None:
        raise InputError(f"{name}: {form.id} is a format to write only, since it leaves out too much to read it back")
    if form.id == "brat" and source is None and path != STDIN and path.endswith(".ann"):
        # The two files of a document lie side by side.
        beside = path.removesuffix(".ann") + ".txt"
        source = _source(beside) if Path(beside).is_file() else None
    found = form.read(data, name, source)
    for line in (*found.notes, *found.unanchored):
        click.echo(f"annotator: {line}", err=True)
    return found.documents


def _source(path: str) -> Source:
    from annotator.read import LIMIT, read

    data, name = read_bytes(path, LIMIT)
    return read(data, name)


def _write(
    form: Format, documents: list[Document], output: str | None, original: str | None, inputs: tuple[str, ...]
) -> None:
    from annotator.export import write

    raw = read_bytes(original, _LIMIT)[0] if original is not None else None
    folder = Folder(output, form.suffix) if output is not None and is_folder(output) else None
    if folder is not None:
        for document in documents:
            name = document.document.name
            target = folder.place(name, "")
            for path in inputs:
                refuse_overwriting(target, path)
            write_bytes(target, write(form, [document], raw))
        _tell_losses(form, documents)
        return
    if form.many is None and len(documents) > 1:
        raise InputError(f"{form.id} holds one document a file, not {len(documents)}: name a folder with -o FOLDER/")
    data = write(form, documents, raw)
    _tell_losses(form, documents)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    for path in inputs:
        refuse_overwriting(Path(output), path)
    write_bytes(Path(output), data)


def _tell_losses(form: Format, documents: list[Document]) -> None:
    from annotator.export import losses

    if lost := losses(form, documents):
        click.echo(f"annotator: {form.id} does not keep: {'; '.join(lost)}", err=True)
