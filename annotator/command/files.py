"""Files in and out of a command: bad ones get one line on standard error, and the others go on."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from annotator.model import InputError

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

STDIN = "-"
BAD_INPUT = 2
MEGABYTE = 1_000_000

limit_option = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="MB",
    help="The largest document that is read, in millions of bytes, packed and unpacked.",
)


def output_option(metavar: str, help: str, required: bool = False) -> Callable[[FunctionT], FunctionT]:
    """The option `--output`; a blank name, as of a variable that is not set, is refused."""
    return click.option("-o", "--output", metavar=metavar, help=help, required=required, callback=_named)


def _named(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise click.BadParameter("the name is blank: name a file or a folder")
    return value


class Complaints:
    """Counts what could not be used, says it in one line each, and ends the command with status 2 if there was any.

    >>> complaints = Complaints()
    >>> with complaints.about():
    ...     raise InputError("a.txt: the file is empty: choose another")
    >>> complaints.count
    1
    """

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def about(self) -> Iterator[None]:
        """Report an `InputError` of the block and go on after it."""
        try:
            yield
        except InputError as error:
            self.count += 1
            click.echo(f"annotator: {error}", err=True)

    def end(self) -> None:
        """Leave with status 2 if anything was reported."""
        if self.count:
            sys.exit(BAD_INPUT)


def read_bytes(path: str, limit: int) -> tuple[bytes, str]:
    """A file's bytes and its name; `-` is standard input. At most one byte over the limit is read.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    if path == STDIN:
        return sys.stdin.buffer.read(limit + 1), "standard input"
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1), path
    except OSError as error:
        raise InputError(f"{shown(path)}: {why(error)}") from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a reader never sees half of it.

    A link stays a link to what is written. A pipe or a device, such as /dev/stdout, is written to as it is.

    Raises:
        InputError: the file cannot be written.
    """
    temporary: str | None = None
    try:
        path = Path(os.path.realpath(path))
        if path.exists() and not path.is_file():
            with open(path, "wb") as there:
                there.write(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = file.name
            file.write(data)
        # A temporary file is for its owner alone; the result is as any file of this person.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise InputError(f"{shown(str(path))}: {why(error)}") from None


def why(error: OSError) -> str:
    """Why a file cannot be used, and what to do."""
    # Not at import, so that `--help` is quick.
    from annotator.read.many import reason

    return reason(error)


class Folder:
    """Gives each document a file of its own in a folder, even where two have the same name.

    Args:
        path: of the folder, which need not be there yet.
        suffix: how the names of the files end.
    """

    def __init__(self, path: str, suffix: str) -> None:
        self.path, self.suffix = Path(path), suffix
        if self.path.exists() and not self.path.is_dir():
            raise click.BadParameter(f"{path} is a file: name a folder for several files", param_hint="--output")
        self.taken: set[str] = set()

    def place(self, name: str, path: str) -> Path:
        """Where the document called `name`, which was read from `path`, is to be written."""
        stem = Path(name).stem or name
        number, chosen = 1, f"{stem}{self.suffix}"
        # Compared without case: on some systems Note.json and note.json are one file.
        while chosen.lower() in self.taken:
            number += 1
            chosen = f"{stem}-{number}{self.suffix}"
        self.taken.add(chosen.lower())
        refuse_overwriting(self.path / chosen, path)
        return self.path / chosen


def is_folder(output: str) -> bool:
    """Whether `--output` names a folder: one that is there, or a path that ends like one."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def refuse_overwriting(target: Path, source: str) -> None:
    """Raise an `InputError` where writing would destroy the very file that was read."""
    if source and source != STDIN and target.exists() and os.path.samefile(target, source):
        raise InputError(f"{target}: this would overwrite the text itself: choose another output")


def shown(path: str) -> str:
    """A path for a message: nothing in it can move the cursor or break the line.

    >>> shown("a\\nb.txt")
    'a�b.txt'
    """
    return "".join(c if c.isprintable() else "�" for c in path) or '""'
