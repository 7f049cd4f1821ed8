"""`annotator detect`: where documents go, and what happens to files that cannot be used."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from annotator.export import load

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("See the UN Charter.", "utf-8")
    (tmp_path / "two.txt").write_text("Über nichts 😀.", "utf-8")
    (tmp_path / "empty.txt").touch()
    return tmp_path


def test_one_file_gives_one_indented_document(run, folder):
    result = run("detect", folder / "one.txt")
    document = load(result.stdout_bytes)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (document.document.name, [a.quote for a in document.annotations]) == ("one.txt", ["UN Charter"])
    assert result.stdout.count("\n") > 10


def test_standard_input(run):
    document = load(run("detect", "-", stdin="l’UN Charter".encode()).stdout_bytes)
    assert (document.document.name, document.text) == ("standard input", "l’UN Charter")


def test_several_files_give_a_line_each_in_order(run, folder):
    lines = run("detect", folder / "two.txt", folder / "one.txt").stdout_bytes.splitlines()
    assert [load(line).document.name for line in lines] == ["two.txt", "one.txt"]


def test_a_bad_file_gets_one_line_and_the_others_go_on(run, folder):
    result = run("detect", folder / "empty.txt", folder / "one.txt", folder / "no\nsuch.txt")
    assert result.exit_code == 2
    assert [load(line).document.name for line in result.stdout_bytes.splitlines()] == ["one.txt"]
    assert result.stderr.splitlines() == [
        f"annotator: {folder}/no�such.txt: there is no such file: check the path",
        "annotator: empty.txt: the file is empty: choose a file with text in it",
    ]


def test_output_to_a_file_is_the_same_bytes(run, folder):
    result = run("detect", folder / "one.txt", "-o", folder / "deep" / "out.json")
    assert (result.exit_code, result.output) == (0, "")
    assert (folder / "deep" / "out.json").read_bytes() == run("detect", folder / "one.txt").stdout_bytes
    assert [p.name for p in (folder / "deep").iterdir()] == ["out.json"], "nothing is left lying about"


def test_output_to_a_folder_gives_each_its_own_file(run, folder):
    (folder / "other").mkdir()
    (folder / "other" / "One.md").write_text("The UN Charter too.", "utf-8")
    result = run("detect", folder / "one.txt", folder / "other" / "One.md", "-o", folder / "out")
    assert result.exit_code == 0
    written = {p.name: load(p.read_bytes()).document.name for p in (folder / "out").iterdir()}
    assert written == {"one.json": "one.txt", "One-2.json": "One.md"}


def test_one_file_goes_into_a_folder_that_exists_or_ends_in_a_slash(run, folder):
    (folder / "there").mkdir()
    run("detect", folder / "one.txt", "-o", folder / "there")
    run("detect", folder / "one.txt", "-o", f"{folder}/new/")
    assert (folder / "there" / "one.json").is_file()
    assert (folder / "new" / "one.json").is_file()


def test_the_text_itself_is_never_overwritten(run, folder):
    result = run("detect", folder / "one.txt", "-o", folder / "one.txt")
    assert result.exit_code == 2
    assert "overwrite" in result.stderr
    assert (folder / "one.txt").read_text("utf-8") == "See the UN Charter."


def test_several_files_do_not_go_into_one_file(run, folder):
    result = run("detect", folder / "one.txt", folder / "two.txt", "-o", folder / "empty.txt")
    assert result.exit_code == 2
    assert "is a file: name a folder" in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_cannot_be_written_gets_one_line(run, folder):
    (folder / "locked").mkdir(mode=0o500)
    result = run("detect", folder / "one.txt", "-o", folder / "locked" / "out.json")
    assert result.exit_code == 2
    assert "permission denied" in result.stderr


def test_a_link_stays_a_link_and_a_pipe_a_pipe(run, folder):
    (folder / "link.json").symlink_to(folder / "real.json")
    assert run("detect", folder / "one.txt", "-o", folder / "link.json").exit_code == 0
    assert (folder / "link.json").is_symlink()
    assert load((folder / "real.json").read_bytes()).document.name == "one.txt"
    os.mkfifo(folder / "pipe")
    reader = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("detect", folder / "one.txt", "-o", folder / "pipe").exit_code == 0
        assert load(os.read(reader, 1_000_000)).document.name == "one.txt"
    finally:
        os.close(reader)
    assert (folder / "pipe").is_fifo()


def test_a_blank_name_is_refused(run, folder):
    blank = run("detect", folder / "one.txt", "-o", "")
    assert (blank.exit_code, "the name is blank" in blank.stderr) == (2, True)
    nothing = run("detect", "")
    assert (nothing.exit_code, nothing.stderr) == (2, 'annotator: "": there is no such file: check the path\n')


def test_no_file_at_all_is_a_mistake_in_the_command(run):
    result = run("detect")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_output_is_utf8_whatever_the_terminal(run, folder):
    shape = json.loads(run("detect", folder / "two.txt").stdout_bytes.decode("utf-8"))
    assert shape["document"]["text"] == "Über nichts 😀."
