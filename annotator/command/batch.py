"""`annotator batch`: many documents, on all processors, going on where it was stopped."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from annotator.command.batch_output import Done, FolderOutput, LinesOutput, is_lines, wrote
from annotator.command.files import MEGABYTE, Complaints, limit_option, output_option
from annotator.command.overlays import load_with, option
from annotator.model import InputError

if TYPE_CHECKING:
    from annotator.read import Item

# Files on their way for each process: enough that none waits, few enough that little is lost when one dies.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process is to do; it is sent a name, never a text."""

    item: Item
    limit: int
    folders: tuple[Path, ...]
    compact: bool
    timeout: float


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@output_option("FILE.jsonl|FOLDER", "One file of lines, or a folder.", required=True)
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at work; else one a processor.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="The longest that one document may take.",
)
@click.option("--again", is_flag=True, help="Do the finished ones over again, as after a change of the tables.")
@limit_option
@option
def command(
    files: tuple[str, ...],
    output: str,
    jobs: int | None,
    timeout: float,
    again: bool,
    limit: int,
    folders: tuple[Path, ...],
) -> None:
    """Find the citations in every document of each FILE, FOLDER or zip archive.

    Results go as lines into OUTPUT if its name ends in .jsonl, else into a folder OUTPUT, one JSON file for each
    document under the path that it had. A second run does only what is missing; for lines, what is finished stands
    in OUTPUT.done. A document that cannot be used gets one line on standard error, the others go on, and the exit
    status is 2.
    """
    load_with(folders)
    complaints = Complaints()
    # The output may lie in a folder that is read: what an earlier run wrote there is no document of it.
    tasks = [
        _Task(item, limit * MEGABYTE, folders, is_lines(output), timeout)
        for item in _found(files, complaints)
        if not wrote(Path(output), item)
    ]
    items = [task.item for task in tasks]
    made = LinesOutput(Path(output), again) if is_lines(output) else FolderOutput(Path(output), items, again)
    with complaints.about(), made as into:
        waiting = [task for task in tasks if not into.has(task.item)]
        if len(waiting) < len(tasks):
            click.echo(f"{len(tasks) - len(waiting):,} of {len(tasks):,} files were finished before.", err=True)
        _run(waiting, jobs or os.cpu_count() or 1, into, complaints)
    complaints.end()


def _found(files: tuple[str, ...], complaints: Complaints) -> Iterator[Item]:
    from annotator.read import find

    for path in files:
        for item in find(path):
            with complaints.about():
                if isinstance(item, InputError):
                    raise item
                yield item


def _run(tasks: list[_Task], jobs: int, into: LinesOutput | FolderOutput, complaints: Complaints) -> None:
    documents = 0
    watched = sys.stderr.isatty()
    for finished, done in enumerate(_all_done(tasks, jobs), 1):
        with complaints.about():
            into.take(done)
        for line in done.failures:
            with complaints.about():
                raise InputError(line)
        documents += len(done.documents)
        # On a terminal the line is written over, in a log there is one a hundred.
        if watched or finished % 100 == 0 or finished == len(tasks):
            begin = "\r" if watched else ""
            click.echo(f"{begin}{finished:,} of {len(tasks):,} files", err=True, nl=not watched)
    if watched and tasks:
        click.echo(err=True)
    click.echo(f"{documents:,} documents written to {into.path}.", err=True)


def _all_done(tasks: list[_Task], jobs: int) -> Iterator[Done]:
    """The results as they come. A file that kills its process is found out alone, so that it takes no other with it."""
    left = list(reversed(tasks))
    suspects: list[_Task] = []
    while left or suspects:
        alone = bool(suspects)
        if alone:
            batch, workers = [suspects.pop()], 1
        else:
            batch, workers = left, min(jobs, len(left))
        running: dict[Future[Done], _Task] = {}
        began = time.monotonic()
        try:
            with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
                while batch or running:
                    while batch and len(running) < workers * _AHEAD:
                        running[pool.submit(_do, batch[-1])] = batch[-1]
                        batch.pop()
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        done = future.result()
                        del running[future]
                        yield done
        except BrokenProcessPool:
            if alone:
                for task in running.values():
                    what = "reading it ended the process: look at it by itself, or leave it out"
                    if time.monotonic() - began >= task.timeout:
                        what = f"it took longer than {task.timeout:g} seconds: leave it out, or raise --timeout"
                    yield Done(task.item, (), (f"{task.item.label}: {what}",))
            else:
                suspects = list(running.values())


def _end_with_parent() -> None:
    """End this process when the one that started it does, even where that was killed: it would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _do(task: _Task) -> Done:
    """Annotate the documents of one file, in a process of its own."""
    from annotator.engine import annotate
    from annotator.export import dump
    from annotator.model import Document
    from annotator.read import read_item

    references = load_with(task.folders)
    documents: list[bytes] = []
    failures: list[str] = []
    try:
        reading = read_item(task.item, task.limit)
        more = True
        while more:
            # A file of many documents has the time for each of them.
            with _at_most(task.timeout):
                found = next(reading, None)
                if isinstance(found, InputError):
                    failures.append(str(found))
                elif found is not None:
                    document = found if isinstance(found, Document) else annotate(found, references=references)
                    documents.append(dump(document, compact=task.compact))
                more = found is not None
    except InputError as error:
        failures.append(f"{task.item.label}: {error}")
    except Exception as error:
        # A fault of this program must not cost the other files.
        failures.append(f"{task.item.label}: a fault of the program ({type(error).__name__}): please report it")
    return Done(task.item, tuple(documents), tuple(failures))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer, even where a library in C never comes back to Python."""
    with open(os.devnull, "wb") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
