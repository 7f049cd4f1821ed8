"""`annotator score`: folders and files in, figures, errors, gains and losses out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROW = {"start": 0, "end": 10, "kind": "treaty", "reference": "un-charter", "pinpoints": []}


def write(path: Path, **content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, found = tmp_path / "gold", tmp_path / "found"
    write(gold / "a.json", text="UN Charter, ECHR", language="en", citations=[ROW, {**ROW, "start": 12, "end": 16}])
    write(gold / "b.json", text="UN Charter", language="fr", citations=[ROW])
    exported = {**ROW, "reference": {"id": "un-charter", "title": "Charter"}}
    write(found / "a.json", document={"text": "UN Charter, ECHR"}, annotations=[exported])
    return gold, found


def test_the_table(run, folders):
    result = run("score", *folders)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "Documents with no prediction: 1"
    assert lines[2].split() == ["all", "3", "1.000", "0.333", "0.500", "1.000", "1.000", "1.000", "0.500"]
    assert [line.split()[0] for line in lines[2:]] == ["all", "form:full", "kind:treaty", "lang:en", "lang:fr"]


def test_errors_say_where_and_what(run, folders):
    lines = run("score", *folders, "--errors", "5").stdout.splitlines()
    assert lines[-2:] == [
        "a.json 12-16 treaty: missed | ECHR | gold 12-16 un-charter -",
        "b.json 0-10 treaty: missed | UN Charter | gold 0-10 un-charter -",
    ]
    assert len(run("score", *folders, "--errors", "1").stdout.splitlines()) == len(lines) - 1


def test_a_later_run_tells_gains_and_losses(run, folders, tmp_path: Path):
    gold, found = folders
    last = tmp_path / "last.json"
    last.write_text(run("score", gold, found, "--json").stdout, "utf-8")
    assert run("score", gold, found, "--against", last).stdout.splitlines()[-1] == "gained 0, lost 0"
    write(found / "a.json", annotations=[])
    write(found / "b.json", annotations=[ROW])
    assert run("score", gold, found, "--against", last).stdout.splitlines()[-3:] == [
        "gained 1, lost 1",
        "+ b.json 0-10 treaty: missed -> right",
        "- a.json 0-10 treaty: right -> missed",
    ]
    changes = json.loads(run("score", gold, found, "--against", last, "--json").stdout)["changes"]
    assert changes["gained"] == [["b.json 0-10 treaty", "missed", "right"]]


def test_two_files(run, folders):
    gold, found = folders
    figures = json.loads(run("score", gold / "a.json", found / "a.json", "--json").stdout)["scores"]["all"]
    assert (figures["gold"], figures["precision"], figures["recall"]) == (2, 1.0, 0.5)


def test_a_broken_file_is_named_and_the_others_are_scored(run, folders):
    gold, found = folders
    (gold / "a.json").write_text("{", "utf-8")
    result = run("score", gold, found)
    assert result.exit_code == 2
    assert result.stderr.startswith("annotator: a.json: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout.splitlines()[2].split()[1] == "1"


@pytest.mark.parametrize(("arguments", "said"), [
    (("{gold}", "{gold}/none"), "no such folder"),
    (("{found}/none", "{found}"), "no JSON files"),
    (("{gold}", "{found}", "--against", "{gold}/a.json"), "not an earlier run"),
    (("{gold}", "{found}", "--against", "{gold}/none.json"), "no such file"),
])  # fmt: skip
def test_bad_arguments_get_one_line(run, folders, arguments, said):
    gold, found = folders
    result = run("score", *(a.format(gold=gold, found=found) for a in arguments))
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
