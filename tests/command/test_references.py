"""Looking things up and proving tables from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
OWN = "symbol,name,language,kind,strength,source\n"


def test_search_prints_a_table(run: Run) -> None:
    result = run("references", "search", "asylum 1967", "--limit", 2)
    first, second = result.stdout.splitlines()
    assert "A/RES/2312(XXII)" in first and "1967-12-14" in first and "Declaration on Territorial Asylum" in first
    assert result.exit_code == 0 and second


def test_search_gives_json(run: Run) -> None:
    answers = json.loads(run("references", "search", "--json", "217 A (III)").stdout)
    assert answers[0]["id"] == "A/RES/217(III)A"
    assert set(answers[0]) == {"id", "title", "date", "score"}


def test_several_queries_give_one_list_each_in_order(run: Run) -> None:
    lists = json.loads(run("references", "search", "--json", "--limit", 1, "res 1325", "zzzzqqq", "iccpr").stdout)
    assert [[hit["id"] for hit in hits] for hits in lists] == [["S/RES/1325(2000)"], [], ["mtdsg-iv-4"]]


def test_search_of_one_kind(run: Run) -> None:
    hits = json.loads(run("references", "search", "--json", "--kind", "treaty", "asylum").stdout)
    assert hits and all("/RES/" not in hit["id"] for hit in hits)


def test_show_takes_a_symbol_in_any_spelling(run: Run) -> None:
    result = run("references", "show", "a/res/2312 (xxii)")
    assert "title: Declaration on Territorial Asylum" in result.stdout and result.exit_code == 0


def test_show_knows_numbers_without_a_row(run: Run) -> None:
    result = run("references", "show", "A/RES/44/250")
    assert result.exit_code == 0 and "stands in no table" in result.stdout


def test_show_says_what_is_wrong(run: Run) -> None:
    result = run("references", "show", "A/RES/77/900")
    assert result.exit_code == 2
    assert result.stderr == "annotator: A/RES/77/900: session 77 of the General Assembly adopted no resolution 900\n"
    result = run("references", "show", "refugee-convention")
    assert result.exit_code == 2 and "did you mean mtdsg-v-2" in result.stderr


def test_check_tells_faults_and_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "resolution_names.csv").write_text(OWN + "A/RES/60/1,Name,en,short,firm,own\n", encoding="utf-8")
    result = run("references", "check", tmp_path)
    assert result.exit_code == 1
    assert result.stdout == 'resolution_names.csv:2: strength "firm" is none of strong, weak\n'


def test_own_tables_are_searched_when_sound(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "resolution_names.csv"
    table.write_text(OWN + "A/RES/60/1,Blue whale,en,short,strong,own\n", encoding="utf-8")
    search = ("references", "search", "--json", "--references", tmp_path, "blue whale")
    assert json.loads(run(*search).stdout)[0]["id"] == "A/RES/60/1"
    table.write_text(OWN + "A/RES/60/1,Blue whale,en,short,strong\n", encoding="utf-8")
    result = run(*search)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr == "resolution_names.csv:2: 5 values for 6 columns\n"
