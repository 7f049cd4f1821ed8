"""`annotator detect`: files in, annotated documents out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.command.files import (
    MEGABYTE,
    STDIN,
    Complaints,
    Folder,
    is_folder,
    limit_option,
    output_option,
    refuse_overwriting,
    write_bytes,
)
from annotator.command.overlays import load_with, option
from annotator.model import InputError

if TYPE_CHECKING:
    from annotator.read import Item

STANDARD_INPUT = "standard input"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...|-")
@output_option("FILE|FOLDER", "Where to write; a folder for several files.")
@limit_option
@option
def command(files: tuple[str, ...], output: str | None, limit: int, folders: tuple[Path, ...]) -> None:
    """Find the citations in each FILE ("-" is standard input) and give annotated documents as JSON.

    Text, Markdown, HTML, Word, OpenDocument, RTF, PDF, EPUB and e-mail files are read, and all of those in a FOLDER
    or a zip archive; annotated documents pass through as they are. One file gives one indented document, several
    give one line each (JSON Lines). With -o they are written to a file, or to a folder as NAME.json each. A file
    that cannot be used is named on standard error, the others go on, and the exit status is 2.
    """
    from annotator.engine import annotate
    from annotator.export import dump
    from annotator.model import Document
    from annotator.read import read_all, read_item

    references = load_with(folders)
    if output is None and len(files) == 1 and files[0] == STDIN and sys.stdin.isatty():
        click.echo("Type or paste a text; end it with Ctrl-D.", err=True)
    complaints = Complaints()
    items = list(_items(files, complaints))
    one = len(files) == 1 and len(items) <= 1
    into = Folder(output, ".json") if output is not None and (not one or is_folder(output)) else None
    with _progress(items) as shown_items:
        for item in shown_items:
            if isinstance(item, str):
                found = read_all(sys.stdin.buffer.read(limit * MEGABYTE + 1), STANDARD_INPUT, limit=limit * MEGABYTE)
                path = STDIN
            else:
                found, path = read_item(item, limit * MEGABYTE), item.path
            for read in found:
                with complaints.about():
                    if isinstance(read, InputError):
                        raise read
                    document = read if isinstance(read, Document) else annotate(read, references=references)
                    written = dump(document, compact=not one and into is None)
                    if into is not None:
                        write_bytes(into.place(document.document.name, path), written)
                    elif output is not None:
                        refuse_overwriting(Path(output), path)
                        write_bytes(Path(output), written)
                    else:
                        sys.stdout.buffer.write(written if one else written + b"\n")
    complaints.end()


def _items(files: tuple[str, ...], complaints: Complaints) -> Iterator[Item | str]:
    """What the arguments stand for; standard input stays "-"."""
    from annotator.read import find

    for path in files:
        if path == STDIN:
            yield STDIN
            continue
        for item in find(path):
            with complaints.about():
                if isinstance(item, InputError):
                    raise item
                yield item


@contextmanager
def _progress(items: list[Item | str]) -> Iterator[Iterable[Item | str]]:
    """A bar on standard error, where a person is watching and there is more than one file to wait for."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield items
    else:
        with click.progressbar(items, label="Detecting", file=sys.stderr) as bar:
            yield bar
