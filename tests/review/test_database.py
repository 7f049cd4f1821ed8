"""Addresses of workspaces: which are taken, how they are called, and that no message has a password in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url

from annotator.model import InputError
from annotator.review import Workspace, default_path, default_target
from annotator.review.database import Database, database_url, label
from annotator.review.schema import metadata

SECRET = "pass-w0rd"

# (as people write it, the driver, what it is called)
TAKEN = [
    ("w.sqlite3", "sqlite", "w.sqlite3"),
    ("sqlite:///w.sqlite3", "sqlite", "w.sqlite3"),
    ("sqlite:////tmp/w.sqlite3", "sqlite", "/tmp/w.sqlite3"),
    (f"postgresql://ana:{SECRET}@db/cases", "postgresql+pg8000", "postgresql://db/cases"),
    (f"postgres://ana:{SECRET}@db:5433/cases", "postgresql+pg8000", "postgresql://db:5433/cases"),
    ("postgresql+pg8000://db/cases?sslmode=verify-full", "postgresql+pg8000", "postgresql://db/cases"),
]


@pytest.mark.parametrize(("target", "driver", "name"), TAKEN)
def test_addresses(target: str, driver: str, name: str) -> None:
    url = database_url(target)
    assert (url.drivername, label(url)) == (driver, name)


# (as people write it, a word of the refusal)
REFUSED = [
    (f"mysql://ana:{SECRET}@db/cases", "no place for a workspace"),
    (f"postgresql+psycopg2://ana:{SECRET}@db/cases", "no place for a workspace"),
    ("sqlite://", "no place for a workspace"),  # a database that is gone with the program
    ("sqlite:///:memory:", "no place for a workspace"),
    (f"postgresql://ana:{SECRET}@db:port/cases", "cannot be read"),
    (f"://{SECRET}", "cannot be read"),
    (f"postgresql://ana:{SECRET}@127.0.0.1:9/cases", "cannot be used"),  # nobody listens there
    ("postgresql://127.0.0.1:9/cases", "cannot be used"),  # as the user of this machine
    (f"postgresql://db/cases?password={SECRET}", "sslmode"),
    ("postgresql://db/cases?sslmode=maybe", "verify-full"),
]


@pytest.mark.parametrize(("target", "word"), REFUSED)
def test_what_is_refused_is_told_in_one_line_without_a_password(target: str, word: str) -> None:
    with pytest.raises(InputError, match=word) as refusal:
        Workspace(target)
    assert SECRET not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_wrong_password_is_refused_without_being_told(postgres: object) -> None:
    url = postgres.set(password=SECRET)  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="password authentication failed") as refusal:
        Workspace(url.render_as_string(hide_password=False))
    assert SECRET not in str(refusal.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(InputError, match=r"pip install annotator\[postgres\]") as refusal:
        Database(f"postgresql://ana:{SECRET}@db/cases")
    assert SECRET not in str(refusal.value)


def test_the_environment_may_name_a_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", "postgresql://db/cases")
    assert default_target() == "postgresql://db/cases"
    assert default_path().name == "workspace.sqlite3"  # beside it lie the files that belong to the workspace
    monkeypatch.setenv("ANNOTATOR_WORKSPACE", str(tmp_path))
    assert default_target() == default_path() == tmp_path / "workspace.sqlite3"


def test_the_migrations_make_the_tables_that_the_schema_names(workspace: Workspace, target: str) -> None:
    """One schema: a column that only one of the two knows would show here."""
    engine = create_engine(make_url(database_url(target)))
    made = inspect(engine)
    assert set(made.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {
            column["name"]: (bool(column["nullable"]) and not column.get("primary_key"), str(column["type"]))
            for column in made.get_columns(name)
        }
        wanted = {column.name: (bool(column.nullable), column.type.compile(engine.dialect)) for column in table.columns}
        if engine.dialect.name == "sqlite":
            # SQLite has one kind of number with a fraction, and calls it REAL.
            wanted = {key: (empty, kind.replace("DOUBLE", "REAL")) for key, (empty, kind) in wanted.items()}
        assert columns == wanted, name
        assert made.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key.columns]
        assert {index["name"] for index in made.get_indexes(name) if not index.get("duplicates_constraint")} == {
            index.name for index in table.indexes
        }
    engine.dispose()
