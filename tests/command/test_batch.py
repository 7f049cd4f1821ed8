"""`annotator batch`: every document once, a second run does only what is missing, and a bad file costs no other."""

from __future__ import annotations

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
