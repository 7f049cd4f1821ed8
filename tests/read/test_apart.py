"""A reader in a process of its own: a file that kills it or keeps it for ever costs that file and no other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.command import main
from annotator.model import InputError
from annotator.read import read
from annotator.read.apart import Apart
from annotator.read.pdf import READER
from tests.read.made import Words, paper

# The program as it is, but that the words of a page can end it as a fault in C would, or hold it up.
FRAGILE = """
import os, signal, time
from annotator.read import pdf_process
sound = pdf_process.lines_of
def lines_of(page, number, most):
    found = sound(page, number, most)
    for line in found.lines:
        if line.text == "Die": os.kill(os.getpid(), signal.SIGKILL)
        if line.text == "Hang": time.sleep(600)
    return found
pdf_process.lines_of = lines_of
pdf_process.main()
"""


@pytest.fixture
def fragile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    program = tmp_path_factory.mktemp("program") / "fragile.py"
    program.write_text(FRAGILE, "utf-8")
    monkeypatch.setattr(READER, "program", program)
    monkeypatch.setattr(READER, "patience", 30)
    READER.end()
    yield READER
    READER.end()


def one(text: str) -> bytes:
    return paper([Words(50, 700, text)])


def test_a_file_that_kills_the_reader_is_told_and_the_next_is_read(fragile: Apart) -> None:
    assert read(one("Article 5"), "a.pdf").text == "Article 5"
    with pytest.raises(InputError, match=r"^b\.pdf: reading it ended the program .*, or leave it out$"):
        read(paper([Words(50, 700, "Article 6")], [Words(50, 700, "Die")]), "b.pdf")
    assert read(one("Article 7"), "c.pdf").text == "Article 7"


def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(fragile: Apart) -> None:
    assert read(one("Article 5"), "a.pdf").text == "Article 5"
    fragile.patience = 1
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"^b\.pdf: reading it came no further for 1 seconds"):
        read(one("Hang"), "b.pdf")
    assert time.monotonic() - begun < 60
    fragile.patience = 30
    assert read(one("Article 7"), "c.pdf").text == "Article 7"


def test_the_other_files_of_a_folder_go_on(fragile: Apart, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a.pdf", "Article 5 of the UN Charter"), ("b.pdf", "Die"), ("c.pdf", "the UN Charter")):
        (folder / name).write_bytes(one(text))
    result = CliRunner().invoke(main, ["detect", str(folder), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("annotator: ") and "/b.pdf: reading it ended the program" in line
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "c.json"]


def test_a_module_beside_a_persons_files_is_not_taken_for_one_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    READER.end()
    assert read(one("Article 5"), "a.pdf").text == "Article 5"
