"""`annotator batch`: every document once, a second run does only what is missing, and a bad file costs no other."""

from __future__ import annotations

import faulthandler
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.export import load

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "sub/a.txt"):
        (folder / name).write_text(f"{name}: see the UN Charter.", "utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_each_document_gets_a_file_under_its_own_path(run, corpus, tmp_path):
    result = run("batch", corpus, "-o", tmp_path / "out", "-j", 2)
    assert result.exit_code == 2
    assert "annotator: " in result.stderr and "empty.txt: the file is empty" in result.stderr
    written = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.json"))
    assert written == ["a.txt.json", "b.txt.json", "sub/a.txt.json"]
    assert load((tmp_path / "out" / "sub" / "a.txt.json").read_bytes()).annotations


def test_a_second_run_does_only_what_is_missing(run, corpus, tmp_path):
    run("batch", corpus, "-o", tmp_path / "out", "-j", 1)
    (tmp_path / "out" / "b.txt.json").unlink()
    kept = (tmp_path / "out" / "a.txt.json").stat().st_mtime_ns
    result = run("batch", corpus, "-o", tmp_path / "out", "-j", 1)
    assert "2 of 4 files were finished before." in result.stderr
    assert "1 documents written" in result.stderr
    assert (tmp_path / "out" / "a.txt.json").stat().st_mtime_ns == kept


def test_lines_that_were_cut_off_are_written_anew(run, corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    run("batch", corpus, "-o", out, "-j", 1)
    whole = {load(line).text for line in out.read_bytes().splitlines()}
    done = tmp_path / "out.jsonl.done"
    # Stopped in the middle of the second line: its name is not in the list yet.
    done.write_bytes(done.read_bytes().splitlines(keepends=True)[0])
    out.write_bytes(out.read_bytes()[:-30])
    run("batch", corpus, "-o", out, "-j", 1)
    lines = out.read_bytes().splitlines()
    assert len(lines) == 3
    assert {load(line).text for line in lines} == whole


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_its_own_output_is_not_read_the_next_time(run, corpus, name):
    run("batch", corpus, "-o", corpus / name, "-j", 1)
    result = run("batch", corpus, "-o", corpus / name, "-j", 1)
    assert "3 of 4 files were finished before." in result.stderr
    assert "0 documents written" in result.stderr


def test_a_file_of_something_else_is_not_written_over(run, corpus, tmp_path):
    (tmp_path / "out.jsonl").write_text("mine", "utf-8")
    result = run("batch", corpus, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert "something else is in it" in result.stderr
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "mine"


def crash() -> None:
    """What a library in C does to its process when a damaged file leads it astray."""
    faulthandler.disable()  # the test runner's would print pages about a crash that is meant
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    """A parse without an end, in C, that never lets Python have its turn."""
    re.match("(a|aa)+b", "a" * 200)


@pytest.mark.skipif(os.name == "nt", reason="the processes see the stand-in for the reader only where they are forked")
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (crash, "reading it ended the process: look at it by itself, or leave it out"),
        (hang, "it took longer than 1.5 seconds: leave it out, or raise --timeout"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_ends_or_holds_up_its_process_costs_no_other(
    run, corpus, tmp_path, monkeypatch, harm: Callable[[], None], said: str, jobs: int
):
    # The package has a function of the same name.
    reading = sys.modules["annotator.read"]
    real = reading.read_item

    def reader(item, limit):
        if item.path.endswith("b.txt"):
            harm()
        yield from real(item, limit)

    monkeypatch.setattr(reading, "read_item", reader)
    (corpus / "empty.txt").unlink()
    result = run("batch", corpus, "-o", tmp_path / "out", "-j", jobs, "--timeout", 1.5)
    assert result.exit_code == 2
    complaints = [line for line in result.stderr.splitlines() if line.startswith("annotator: ")]
    assert complaints == [f"annotator: {corpus}/b.txt: {said}"]
    written = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.json"))
    assert written == ["a.txt.json", "sub/a.txt.json"]


KILLED = """
import os, signal
from concurrent.futures import ProcessPoolExecutor
from annotator.command.batch import _end_with_parent

pool = ProcessPoolExecutor(2, initializer=_end_with_parent)
list(pool.map(abs, range(4)))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_a_batch_that_is_killed_leaves_no_process_behind() -> None:
    # The pipe comes to its end only when the last process that holds it has ended.
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=30)
    assert done.returncode == -signal.SIGKILL


def test_an_output_below_a_file_gets_one_line(run, corpus, tmp_path):
    (tmp_path / "a.txt").write_text("x", "utf-8")
    result = run("batch", corpus, "-o", tmp_path / "a.txt" / "out")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "a.txt: this is a file" in result.stderr
