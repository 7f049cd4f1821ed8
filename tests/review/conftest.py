"""Every test of a workspace runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from annotator.review import Workspace
from tests.review.postgres import database, server

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL server of these tests alone."""
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a workspace may be made: the path of a file, and the address of a database."""
    if request.param == "sqlite":
        yield str(tmp_path / "new folder" / "w.sqlite3")
    else:
        with database(request.getfixturevalue("postgres"), f"w{next(_numbers)}") as url:
            yield url


@pytest.fixture
def workspace(target: str) -> Iterator[Workspace]:
    """An empty workspace."""
    made = Workspace(target)
    yield made
    made.close()
