"""Compiled tables on disk: the same as made anew, never in the way."""

from __future__ import annotations

import gc
from dataclasses import asdict
from pathlib import Path

import pytest

from annotator.references import Tables, load_references
from annotator.references.cache import cache_folder, load_compiled
from annotator.references.compiled import Compiled, compile_tables
from annotator.references.names import Names

TREATIES = (
    "id,title,date,place,series,registration,articles,members,wikidata,url\n"
    "{id},Treaty of {id},1954-03-28,Caracas,,,10,,,\n"
)
NAMES = "id,name,language,kind,strength,valid_from,valid_until\n{id},Treaty of {id},en,official,strong,,\n"


def small(folder: Path, id: str = "x-1") -> Tables:
    (folder / "languages").mkdir(parents=True, exist_ok=True)
    (folder / "treaties.csv").write_text(TREATIES.format(id=id), "utf-8")
    (folder / "treaty_names.csv").write_text(NAMES.format(id=id), "utf-8")
    return Tables(folder)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    folder = tmp_path / "cache" / "here"
    monkeypatch.setenv("ANNOTATOR_CACHE", str(folder))
    return folder


def load(tables: Tables) -> Compiled:
    return load_compiled(tables, tables.digest())


def test_what_comes_from_disk_is_what_was_made(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = small(tmp_path / "tables")
    made = load(tables)
    assert [file.suffix for file in kept.iterdir()] == [".bin"]
    monkeypatch.setattr("annotator.references.cache.compile_tables", lambda tables: pytest.fail("compiled again"))
    again = load(tables)
    assert again == made
    assert Names(again.openings, again.longest)["treaty of x-1"].meanings[0].id == "x-1"


def test_the_shipped_tables_survive_the_disk(kept: Path) -> None:
    tables = Tables()
    made, again = load(tables), load(tables)
    for field in ("instruments", "openings", "names_of", "heads_of", "countries", "adjectives", "bodies", "markers"):
        assert list(getattr(made, field).items()) == list(getattr(again, field).items()), field
    assert (made.contexts, made.false_friends) == (again.contexts, again.false_friends)
    assert dict(made.subjects.items()) == dict(again.subjects.items())
    assert asdict(made.words) == asdict(again.words)
    assert dict(load_references().names.items()) == dict(Names(made.openings, made.longest).items())


def test_other_tables_are_another_file(kept: Path, tmp_path: Path) -> None:
    assert "x-1" in load(small(tmp_path / "tables")).instruments
    assert "x-2" in load(small(tmp_path / "tables", "x-2")).instruments
    assert len(list(kept.iterdir())) == 2


def test_only_the_last_few_stay(kept: Path, tmp_path: Path) -> None:
    for n in range(7):
        load(small(tmp_path / "tables", f"x-{n}"))
    assert len(list(kept.iterdir())) == 4


@pytest.mark.parametrize("damage", [b"", b"annotator tables 1\n", b"something else"])
def test_a_damaged_file_is_made_anew(kept: Path, tmp_path: Path, damage: bytes) -> None:
    tables = small(tmp_path / "tables")
    made = load(tables)
    file = next(kept.iterdir())
    whole = file.read_bytes()
    for broken in (damage, whole[:-1], whole[:60] + bytes([whole[60] ^ 1]) + whole[61:]):
        file.write_bytes(broken)
        assert load(tables) == made
        assert file.read_bytes() == whole


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "file" / "cache"))
    tables = small(tmp_path / "tables")
    assert load(tables) == compile_tables(tables)


def test_it_can_be_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder() is None
    load(small(tmp_path / "tables"))
    assert not (tmp_path / "cache").exists()


def test_garbage_is_collected_as_before(kept: Path, tmp_path: Path) -> None:
    assert gc.isenabled()
    load(small(tmp_path / "tables"))
    assert gc.isenabled()
