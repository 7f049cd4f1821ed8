"""`--references DIR`: tables of one's own over the shipped ones, for every command that looks something up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.command.files import BAD_INPUT, shown

if TYPE_CHECKING:
    from annotator.references import References

option = click.option(
    "--references",
    "folders",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own tables, laid over the shipped ones: a row replaces the one with the same key. May be given several"
    " times, the last one wins.",
)


def load_with(folders: tuple[Path, ...]) -> References:
    """The shipped tables with those of `folders` over them; the same object for the same folders.

    Where a folder is not sound, its faults are printed on standard error, one a line, and the command ends with
    status 2: an answer from half a table would look like one from the whole.

    >>> load_with(()) is load_with(())
    True
    """
    from annotator.references import TablesError, load_references

    if folders:
        from annotator.references.check import check_overlays

        try:
            faults = check_overlays(folders)
        except TablesError as error:
            faults = [f"annotator: {error}"]
        for fault in faults:
            click.echo(shown(fault), err=True)
        if faults:
            sys.exit(BAD_INPUT)
    # Without folders as everybody calls it: the cache tells calls apart by how they are written.
    return load_references(None, folders) if folders else load_references()
