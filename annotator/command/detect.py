"""`annotator detect`: files in, annotated documents out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from annotator.command.files import (
    STDIN,
    Complaints,
    Folder,
    is_folder,
    read_bytes,
    refuse_overwriting,
    write_bytes,
)
from annotator.command.overlays import load_with, option


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("-o", "--output", metavar="FILE|FOLDER", help="Where to write; a folder for several files.")
@option
def command(files: tuple[str, ...], output: str | None, folders: tuple[Path, ...]) -> None:
    """Find the citations in each FILE ("-" is standard input) and give annotated documents as JSON.

    One file gives one indented document, several give one line each (JSON Lines). With -o they are written to a
    file, or to a folder as NAME.json each. A file that cannot be used is named on standard error, the others go
    on, and the exit status is 2.
    """
    from annotator.engine import annotate
    from annotator.export import dump
    from annotator.read import LIMIT, read

    references = load_with(folders)
    if output is None and len(files) == 1 and files[0] == STDIN and sys.stdin.isatty():
        click.echo("Type or paste a text; end it with Ctrl-D.", err=True)
    one = len(files) == 1
    into = Folder(output, ".json") if output is not None and (not one or is_folder(output)) else None
    complaints = Complaints()
    with _progress(files) as paths:
        for path in paths:
            with complaints.about():
                data, name = read_bytes(path, LIMIT)
                document = annotate(read(data, name), references=references)
                written = dump(document, compact=not one and into is None)
                if into is not None:
                    write_bytes(into.place(document.document.name, path), written)
                elif output is not None:
                    refuse_overwriting(Path(output), path)
                    write_bytes(Path(output), written)
                else:
                    sys.stdout.buffer.write(written if one else written + b"\n")
    complaints.end()


@contextmanager
def _progress(files: tuple[str, ...]) -> Iterator[Iterable[str]]:
    """A bar on standard error, where a person is watching and there is more than one file to wait for."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield files
    else:
        with click.progressbar(files, label="Detecting", file=sys.stderr) as bar:
            yield bar
