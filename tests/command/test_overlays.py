"""`--references DIR`: what tables of one's own add, which row stands, and what happens when they are not sound."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotator import annotate, dump, load, load_references
from annotator.command import review
from annotator.references.check import check_overlays

Run = Callable[..., Result]
TREATIES = (
    "id,title,date,place,entry_into_force,depositary,series,registration,articles,members,wikidata,url,source\n"
    "blue-lakes-2021,{title},2021-05-03,Quito,,,,,12,,,,own\n"
)
NAMES = (
    "id,name,language,kind,strength,valid_from,valid_until,source\n"
    "blue-lakes-2021,Blue Lakes Convention,en,short,strong,,,own\n"
)
TEXT = "See article 3 of the Blue Lakes Convention."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one treaty and one name for it."""
    return written(tmp_path / "own", "Convention on the Blue Lakes")


def written(folder: Path, title: str, names: str = NAMES) -> Path:
    folder.mkdir()
    (folder / "treaties.csv").write_text(TREATIES.format(title=title), "utf-8")
    (folder / "treaty_names.csv").write_text(names, "utf-8")
    return folder


def test_a_treaty_of_ones_own_is_detected_by_its_name(run: Run, own: Path) -> None:
    result = run("detect", "--references", own, "-", stdin=TEXT.encode())
    assert (result.exit_code, result.stderr) == (0, "")
    document = load(result.stdout_bytes)
    [found] = document.annotations
    assert found.reference is not None
    assert (found.reference.id, found.reference.title) == ("blue-lakes-2021", "Convention on the Blue Lakes")
    assert (found.quote, found.pinpoints) == ("article 3 of the Blue Lakes Convention", ("art_3",))
    assert document.generator.overlays == ("own",)
    assert str(own.parent) not in result.stdout
    assert document.generator.references != load_references().digest


def test_without_the_folder_nothing_of_it_is_known(run: Run, own: Path) -> None:
    document = load(run("detect", "-", stdin=TEXT.encode()).stdout_bytes)
    assert [a.reference for a in document.annotations if a.reference] == []
    assert document.generator.overlays == ()


def test_a_row_replaces_the_one_with_the_same_key_and_the_last_folder_wins(run: Run, own: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", "Second wording")
    for folders, title in (((own, other), "Second wording"), ((other, own), "Convention on the Blue Lakes")):
        options = [word for folder in folders for word in ("--references", folder)]
        result = run("references", "show", "blue-lakes-2021", *options)
        assert (result.exit_code, result.stderr) == (0, "")
        assert f"title: {title}\n" in result.stdout
        document = annotate(TEXT, references=load_references(None, folders))
        assert document.annotations[0].reference is not None
        assert document.annotations[0].reference.title == title
        assert document.generator.overlays == tuple(folder.name for folder in folders)


def test_a_row_replaces_a_shipped_one(run: Run, own: Path) -> None:
    with (own / "treaties.csv").open("a", encoding="utf-8") as file:
        file.write("cets-005,My own title,1950-11-04,,,,,,59,,,,own\n")
    hits = json.loads(run("references", "search", "--json", "--references", own, "my own title").stdout)
    assert (hits[0]["id"], hits[0]["title"]) == ("cets-005", "My own title")


def test_a_folder_may_build_on_the_one_before_it(own: Path, tmp_path: Path) -> None:
    aliases = tmp_path / "aliases"
    aliases.mkdir()
    (aliases / "treaty_names.csv").write_text(NAMES.replace("Blue Lakes Convention", "BLC Pact"), "utf-8")
    assert check_overlays((own, aliases)) == []
    told = f'{aliases}/treaty_names.csv:2: id "blue-lakes-2021" is not in treaties.id'
    assert check_overlays((aliases, own)) == [told]


def test_a_strong_name_of_another_folder_is_no_longer_free(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for table, text in (("treaties", TREATIES.format(title="Other")), ("treaty_names", NAMES)):
        (other / f"{table}.csv").write_text(text.replace("blue-lakes-2021", "blue-lakes-2022"), "utf-8")
    [told] = check_overlays((own, other))
    assert "also stands for blue-lakes-2021" in told


FAULTY = 'treaties.csv:2: date "2021-13-03" is no date (YYYY-MM-DD, YYYY-MM or YYYY)\n'


@pytest.mark.parametrize(
    "command",
    [
        ("detect", "note.txt"),
        ("references", "search", "npt"),
        ("references", "show", "npt"),
        ("references", "check"),
        ("review", "--no-browser"),
    ],
    ids=" ".join,
)
def test_a_fault_is_told_by_its_line_and_nothing_is_done(
    run: Run, own: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_run", lambda *_: pytest.fail("the app was started"))
    table = own / "treaties.csv"
    table.write_text(table.read_text("utf-8").replace("2021-05-03", "2021-13-03"), "utf-8")
    result = run(*command, "--references", own)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", FAULTY)


def test_a_file_that_is_no_table_of_ours_is_told(run: Run, own: Path) -> None:
    (own / "statutes.csv").write_text("id\nx\n", "utf-8")
    result = run("detect", "--references", own, "-", stdin=b"x")
    assert (result.exit_code, result.stderr) == (2, "statutes.csv: no schema schemas/statutes.json\n")


def test_a_number_too_long_to_be_one_is_a_fault_like_others(own: Path) -> None:
    table = own / "treaties.csv"
    table.write_text(table.read_text("utf-8").replace(",12,", f",{'9' * 5000},"), "utf-8")
    [told] = check_overlays((own,))
    assert told.startswith("treaties.csv:2: articles ") and told.endswith(" is no whole number")


def test_a_missing_folder_is_a_mistake_in_the_command(run: Run, tmp_path: Path) -> None:
    result = run("detect", "--references", tmp_path / "gone", "-", stdin=b"x")
    assert result.exit_code == 2 and "does not exist" in result.stderr


def test_the_app_is_given_whole_paths(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    monkeypatch.setattr(review, "_run", lambda _, environment: given.append(environment) or 0)
    monkeypatch.delenv("ANNOTATOR_REFERENCES", raising=False)
    assert run("review", "--references", os.path.relpath(own)).exit_code == 0
    assert run("review").exit_code == 0
    assert json.loads(given[0]["ANNOTATOR_REFERENCES"]) == [str(own)]
    assert "ANNOTATOR_REFERENCES" not in given[1]


def test_documents_without_the_field_still_load() -> None:
    document = annotate("See the UN Charter.")
    shape = json.loads(dump(document))
    assert shape["generator"].pop("overlays") == []
    assert load(json.dumps(shape).encode()) == document
