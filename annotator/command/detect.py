"""`annotator detect`: files in, annotated documents out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from annotator.command.files import STDIN, Complaints, read_bytes, write_bytes
from annotator.command.overlays import load_with, option
from annotator.model import InputError


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
    into = _Folder(output) if output is not None and (not one or _is_folder(output)) else None
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
                    _refuse_overwriting(Path(output), path)
                    write_bytes(Path(output), written)
                else:
                    sys.stdout.buffer.write(written if one else written + b"\n")
    complaints.end()


class _Folder:
    """Gives each document a file of its own in a folder, even where two have the same name."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        if self.path.exists() and not self.path.is_dir():
            raise click.BadParameter(f"{path} is a file: name a folder for several files", param_hint="--output")
        self.taken: set[str] = set()

    def place(self, name: str, path: str) -> Path:
        stem = Path(name).stem or name
        number, chosen = 1, f"{stem}.json"
        # Compared without case: on some systems Note.json and note.json are one file.
        while chosen.lower() in self.taken:
            number += 1
            chosen = f"{stem}-{number}.json"
        self.taken.add(chosen.lower())
        _refuse_overwriting(self.path / chosen, path)
        return self.path / chosen


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def _refuse_overwriting(target: Path, source: str) -> None:
    if source != STDIN and target.exists() and os.path.samefile(target, source):
        raise InputError(f"{target}: this would overwrite the text itself: choose another output")


@contextmanager
def _progress(files: tuple[str, ...]) -> Iterator[Iterable[str]]:
    """A bar on standard error, where a person is watching and there is more than one file to wait for."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield files
    else:
        with click.progressbar(files, label="Detecting", file=sys.stderr) as bar:
            yield bar
