"""`annotator convert`: out, back in, and what is said on the way."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from annotator.export import FORMATS, dump, format_of, load, write
from annotator.export.guess import guess
from annotator.model import InputError
from tests.export.made import rich


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.json").write_bytes(dump(rich()))
    (tmp_path / "plain.txt").write_text("See the UN Charter.", "utf-8")
    return tmp_path


@pytest.mark.parametrize("row", [row for row in FORMATS if row.read], ids=lambda row: row.id)
def test_there_and_back_without_naming_the_format(run, folder, row) -> None:
    there = run("convert", folder / "one.json", "--to", row.id, "-o", folder / f"out{row.suffix}")
    assert (there.exit_code, there.stdout) == (0, "")
    back = run("convert", folder / f"out{row.suffix}", "--to", "json")
    assert back.exit_code == 0
    assert [a.id for a in load(back.stdout_bytes).annotations] != []
    if row.keeps.history.how == "yes":
        assert load(back.stdout_bytes) == rich()
        assert there.stderr == back.stderr == ""


@pytest.mark.parametrize("row", [row for row in FORMATS if row.read], ids=lambda row: row.id)
def test_every_format_is_told_by_its_content(row) -> None:
    data = write(row, [rich()] * (2 if row.many else 1))
    assert guess(data, "a file").id == row.id


# what stands in a file, and a part of the line that refuses it
UNKNOWN = [
    (b"See the UN Charter.", "find the citations first, with `annotator detect`"),
    (b"", "there are no annotations in it"),
    (b"%PDF-1.7", "there are no annotations in it"),
    (b"{}", "name its format with --from"),
    (b"[]", "name its format with --from"),
    (b'{"text": "x"}', "name its format with --from"),
    (b"[" * 100_000, "name its format with --from"),
    (b'{"format": "annotated-document"', "name its format with --from"),
    (b"PK\x03\x04 and so on", "a zip without brat files"),
]


@pytest.mark.parametrize(("data", "told"), UNKNOWN)
def test_what_holds_no_annotations_is_refused_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=r"^a\.x: [^\n]*$") as refused:
        guess(data, "a.x")
    assert told in str(refused.value)


def test_what_the_target_does_not_keep_is_said(run, folder) -> None:
    result = run("convert", folder / "one.json", "--to", "csv")
    assert result.exit_code == 0
    assert result.stderr == (
        "annotator: csv does not keep: the text (kept: the words around each citation); pages and paragraphs (kept: the"
        " page); notes on how the file was read; candidates (kept: ids and scores); the history of decisions (kept: how"
        " many decisions, and the last one)\n"
    )
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfdocument,")


def test_several_files_go_into_one_where_it_holds_many(run, folder) -> None:
    (folder / "two.json").write_bytes(dump(rich()))
    result = run("convert", folder / "one.json", folder / "two.json", "--to", "jsonl")
    assert [load(line) for line in result.stdout_bytes.splitlines()] == [rich(), rich()]


def test_else_they_need_a_folder(run, folder) -> None:
    (folder / "two.json").write_bytes(dump(rich()))
    files = (folder / "one.json", folder / "two.json")
    result = run("convert", *files, "--to", "w3c")
    assert result.exit_code == 2
    assert result.stderr == "annotator: w3c holds one document a file, not 2: name a folder with -o FOLDER/\n"
    result = run("convert", *files, "--to", "w3c", "-o", f"{folder}/out/")
    assert (result.exit_code, result.output) == (0, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["minutes-2.jsonld", "minutes.jsonld"]


def test_a_bad_file_gets_one_line_and_the_others_go_on(run, folder) -> None:
    (folder / "cut.json").write_bytes(dump(rich())[:-200])
    files = (folder / "plain.txt", folder / "cut.json", folder / "none.json", folder / "one.json")
    result = run("convert", *files, "--to", "json")
    assert result.exit_code == 2
    assert load(result.stdout_bytes) == rich()
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert "plain.txt: there are no annotations in it: find the citations first" in lines[0]
    assert "cut.json: " in lines[1]
    assert "none.json: there is no such file" in lines[2]


def test_a_changed_text_is_told_and_what_is_lost_is_listed(run, folder) -> None:
    run("convert", folder / "one.json", "--to", "w3c", "-o", folder / "a.jsonld")
    text = rich().text.replace("article 11", "article 12")
    (folder / "new.txt").write_bytes(text.encode())
    result = run("convert", folder / "a.jsonld", "--text", folder / "new.txt", "--to", "json")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "annotator: new.txt: the text is not the one that was annotated: 5 of 6 annotations were found again by their"
        " words",
        f"annotator: new.txt: {json.loads((folder / 'a.jsonld').read_bytes())['first']['items'][2]['id']} “article 11"
        " of the Mexican Constitution”: its words do not stand in the text",
    ]
    document = load(result.stdout_bytes)
    assert (document.document.name, document.text) == ("new.txt", text)


def test_the_two_files_of_brat_lie_side_by_side(run, folder) -> None:
    (folder / "a.txt").write_text("See the UN Charter.", "utf-8")
    (folder / "a.ann").write_text("T1\ttreaty 8 18\tUN Charter\n", "utf-8")
    document = load(run("convert", folder / "a.ann", "--to", "json").stdout_bytes)
    assert [(a.quote, a.kind, a.status) for a in document.annotations] == [("UN Charter", "treaty", "suggested")]


def test_an_ann_alone_asks_for_its_text(run, folder) -> None:
    (folder / "b.ann").write_text("T1\ttreaty 8 18\tUN Charter\n", "utf-8")
    result = run("convert", folder / "b.ann", "--to", "json")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "give that with --text" in result.stderr


def test_a_format_that_only_goes_out_is_not_read(run, folder) -> None:
    result = run("convert", folder / "one.json", "--from", "csv", "--to", "json")
    assert result.exit_code == 2
    assert "csv is a format to write only" in result.stderr


def test_an_unknown_format_lists_those_there_are(run, folder) -> None:
    result = run("convert", folder / "one.json", "--to", "pdf")
    assert result.exit_code == 2
    known = ", ".join(row.id for row in FORMATS)
    assert result.stderr == f"annotator: pdf: there is no such format: choose one of {known}\n"


def test_the_file_that_was_read_is_never_overwritten(run, folder) -> None:
    result = run("convert", folder / "one.json", "--to", "w3c", "-o", folder / "one.json")
    assert result.exit_code == 2
    assert load((folder / "one.json").read_bytes()) == rich()


def test_the_list_of_formats(run) -> None:
    lines = run("convert", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [row.id for row in FORMATS]


def test_without_files_or_format_it_is_a_mistake(run, folder) -> None:
    assert run("convert").exit_code == 2
    assert "--to FORMAT" in run("convert", folder / "one.json").stderr


def test_a_zip_of_brat_holds_all_documents(run, folder) -> None:
    (folder / "two.json").write_bytes(dump(rich()))
    result = run("convert", folder / "one.json", folder / "two.json", "--to", "brat")
    names = zipfile.ZipFile(BytesIO(result.stdout_bytes)).namelist()
    assert names == ["annotation.conf", "minutes.txt", "minutes.ann", "minutes-2.txt", "minutes-2.ann"]
    assert format_of("brat").suffix == ".zip"


@pytest.mark.parametrize("option", ["--original", "--text"])
def test_no_file_that_was_named_is_overwritten(run, folder, option) -> None:
    named = folder / "plain.txt"
    kept = named.read_bytes()
    (folder / "one.jsonld").write_bytes(write(format_of("w3c"), [rich()]))
    result = run("convert", folder / "one.jsonld", "--to", "json", option, named, "-o", named)
    assert (result.exit_code, "would overwrite" in result.stderr) == (2, True)
    assert named.read_bytes() == kept
