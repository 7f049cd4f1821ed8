"""The shipped tables are sound, and every kind of fault is found where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.references.check import check
from annotator.references.language_files import faults as language_faults
from annotator.references.schema import Field, load_schema
from annotator.references.tables import TablesError, default_folder

SCHEMA = {
    "table": "things",
    "description": "",
    "key": ["id", "n"],
    "fields": [
        {"name": "id", "required": True, "pattern": "[a-z]+"},
        {"name": "n", "type": "integer", "maximum": 100},
        {"name": "date", "type": "date"},
        {"name": "kind", "enum": ["x", "y"]},
        {"name": "like", "foreign_key": "things.id", "separator": " "},
        {"name": "symbol", "type": "symbol"},
    ],
}
HEADER = "id,n,date,kind,like,symbol\n"


def faults(tmp_path: Path, rows: str, header: str = HEADER, schema: object = SCHEMA) -> list[str]:
    (tmp_path / "schemas").mkdir(exist_ok=True)
    (tmp_path / "schemas" / "things.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "things.csv").write_bytes((header + rows).encode())
    return [str(fault) for fault in check(tmp_path)]


def test_the_shipped_tables_are_sound() -> None:
    assert [str(fault) for fault in check()] == []


def test_every_shipped_column_says_what_it_holds() -> None:
    for path in default_folder().glob("schemas/*.json"):
        assert load_schema(path).description


def test_sound_rows_have_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, "a,2,1967-12-14,x,a b,A/RES/60/1\na,10,1967,y,,\nb,1,1967-12,,,\n") == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (",1,,,,\n", "things.csv:2: id is blank"),
        ("A,1,,,,\n", 'things.csv:2: id "A" does not fit [a-z]+'),
        ("a,one,,,,\n", 'things.csv:2: n "one" is no whole number'),
        ("a,01,,,,\n", 'things.csv:2: n "01" is no whole number'),
        ("a,101,,,,\n", 'things.csv:2: n "101" is above 100'),
        ("a,1,1967-02-30,,,\n", 'things.csv:2: date "1967-02-30" is no date (YYYY-MM-DD, YYYY-MM or YYYY)'),
        ("a,1,,z,,\n", 'things.csv:2: kind "z" is none of x, y'),
        ("a,1,,,a q,\n", 'things.csv:2: like "q" is not in things.id'),
        (
            "a,1,,,,A/RES/217 A (III)\n",
            'things.csv:2: symbol "A/RES/217 A (III)" is no official symbol, write A/RES/217(III)A',
        ),
        ("a,1,,,,A/78/481\n", 'things.csv:2: symbol "A/78/481" is no official symbol'),
        ("b,1,,,,\na,1,,,,\n", "things.csv:3: out of order: a, 1 comes before the line above"),
        ("a,10,,,,\na,9,,,,\n", "things.csv:3: out of order: a, 9 comes before the line above"),
        ("a,1,,,,\na,1,1967,,,\n", "things.csv:3: the key a, 1 stands in line 2 already"),
        ("a,1,,,\n", "things.csv:2: 5 values for 6 columns"),
        ("a,1,,,,\r\n", "things.csv:2: line ends are CR LF, LF is wanted"),
        ("a,1,,,,", "things.csv:2: the last line has no line end"),
    ],
)
def test_faults_of_rows_are_told_with_their_line(tmp_path: Path, rows: str, told: str) -> None:
    assert told in faults(tmp_path, rows)


def test_decomposed_letters_and_stray_blanks_are_faults(tmp_path: Path) -> None:
    assert "not in Unicode form NFC" in (Field("t").fault("de\u0301claration") or "")
    assert "stray white space" in (Field("t").fault("two  blanks") or "")
    assert "stray white space" in (Field("t").fault(" before") or "")
    assert "control characters" in (Field("t").fault("a\u0007") or "")


def test_faults_of_files(tmp_path: Path) -> None:
    assert faults(tmp_path, "", "id,date\n") == ["things.csv:1: the columns must be id,n,date,kind,like,symbol"]
    (tmp_path / "more.csv").write_text("a\n", encoding="utf-8")
    assert "more.csv: no schema schemas/more.json" in faults(tmp_path, "")
    (tmp_path / "things.csv").unlink()
    assert "things.csv: the table is missing" in [str(fault) for fault in check(tmp_path)]


WORDS = """code = "it"
stopwords = ["il"]
[units]
art = { one = ["articolo"], many = ["articoli"] }
[connectors]
after = []
and = ["e"]
both = []
its = []
of = ["di"]
place = []
said = []
to = []
under = []
with = []
[heads]
constitution = ["costituzione"]
decision = []
resolution = []
[heads.treaty]
treaty = ["trattato"]
[statutes]
words = ["legge"]
[dated]
words = ["del"]
[months]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('code = "it"', 'code = "en"', '1: code "en" is not the name of the file, it'),
        ("[dated]", "[dates]", "0: dated is missing"),
        ("[dated]", "[dates]", "24: dates is unknown here"),
        ("art = ", "artt = ", "4: units.artt is no unit of a pinpoint"),
        ('one = ["articolo"], ', "", "4: units.art needs one and many, nothing else"),
        ('["articolo"]', '["articolo", "articolo"]', '4: units.art.one has "articolo" twice'),
        ('["articolo"]', '[" articolo"]', '4: units.art.one: " articolo" has stray white space'),
        ('["trattato"]', '["trattato\u0301"]', '21: heads.treaty.treaty: "trattato\u0301" is not in Unicode form NFC'),
        ('["trattato"]', '"trattato"', "21: heads.treaty.treaty is no list of words"),
        ('words = ["legge"]', 'words = ["legge", ""]', "23: statutes.words has a blank word"),
        ("both = []", "", "5: connectors.both is missing"),
        ("[months]", '[months]\ngennaio = "1"', '27: month "gennaio" is not numbered 1 to 12'),
        ("[months]", "[months]\ngennaio = 1", "26: month 2 has no name"),
        ('["il"]', '["il"', "3: not TOML: Unclosed array"),
    ],
)
def test_faults_of_words_are_told_with_their_line(old: str, new: str, told: str) -> None:
    assert language_faults(WORDS, "it") == []
    assert told in [f"{line}: {message}" for line, message in language_faults(WORDS.replace(old, new), "it")]


def test_words_are_checked_with_the_tables_and_not_laid_over(tmp_path: Path) -> None:
    faults(tmp_path, "a,1,,,,\n")
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "it.toml").write_bytes(b"\xff")
    assert [str(fault) for fault in check(tmp_path)] == ["languages/it.toml: not UTF-8"]
    told = [str(fault) for fault in check(tmp_path, base=tmp_path)]
    assert told == ["languages/it.toml: words of a language are not read from tables of your own"]


def test_a_schema_cannot_say_what_is_not_known(tmp_path: Path) -> None:
    bad = {**SCHEMA, "fields": [{"name": "id", "regex": "x"}, {"name": "n"}]}
    assert any("schemas/things.json" in fault and "regex" in fault for fault in faults(tmp_path, "", schema=bad))


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(TablesError):
        check(tmp_path / "nowhere")


OWN = "symbol,name,language,kind,strength,source\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A/RES/60/1,Our own outcome,en,short,strong,own\n", None),
        ("A/RES/60/9999,Odd,en,short,strong,own\n", 'symbol "A/RES/60/9999" is not in resolutions.symbol'),
        ("A/RES/60/1,UNDRIP,en,acronym,strong,own\n", 'strong name "UNDRIP" (en) also stands for A/RES/61/295'),
        ("A/RES/60/1,UNDRIP,en,acronym,weak,own\n", None),
        ("A/RES/60/1,x,xx,short,strong,own\n", 'language "xx" is none of'),
    ],
)
def test_overlays_are_checked_against_the_shipped_tables(tmp_path: Path, row: str, told: str | None) -> None:
    (tmp_path / "resolution_names.csv").write_text(OWN + row, encoding="utf-8")
    found = [str(fault) for fault in check(tmp_path, default_folder())]
    assert (found == []) if told is None else any(told in fault and "csv:2:" in fault for fault in found)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A/RES/60/900,GA,900,60,,,,own", "session 60 of the General Assembly adopted no resolution 900"),
        ("A/RES/60/7,GA,8,60,,,,own", "body, number or session is not that of A/RES/60/7"),
        ("S/RES/1325(2001),SC,1325,2001,,,,own", "Security Council resolution 1325 is of 2000"),
        ("S/RES/1325(2000),SC,1325,2000,2001-01-01,,,own", "the date 2001-01-01 is not of 2000"),
    ],
)
def test_symbols_are_held_against_the_ranges(tmp_path: Path, row: str, told: str) -> None:
    header = "symbol,body,number,session,date,title,votes,source\n"
    (tmp_path / "resolutions.csv").write_text(f"{header}{row}\n", encoding="utf-8")
    assert [str(fault) for fault in check(tmp_path, default_folder())] == [f"resolutions.csv:2: {told}"]


def test_a_row_that_cannot_be_read_hides_no_other_fault_and_makes_none(tmp_path: Path) -> None:
    tmp_path.joinpath("treaties.csv").write_bytes(
        b"id,title,date,place,entry_into_force,depositary,series,registration,articles,members,wikidata,url,source\n"
        b"our-pact,Our Pact\n"
    )
    tmp_path.joinpath("treaty_names.csv").write_bytes(
        b"id,name,language,kind,strength,valid_from,valid_until,source\n"
        b"our-pact,Our Pact,en,official,strong,,,us\n"
        b"npt,ECHR,en,acronym,strong,,,us\n"
    )
    told = 'strong name "ECHR" (en) also stands for cets-005; make it weak or list it in ambiguous_names.csv'
    assert [str(fault) for fault in check(tmp_path, default_folder())] == [
        "treaties.csv:2: 2 values for 13 columns",
        f"treaty_names.csv:3: {told}",
    ]
