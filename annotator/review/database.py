"""The database under a workspace: a SQLite file or PostgreSQL, reached and used in one way.

A reading sees one moment. A writing is on the disk when it ends, or leaves no trace.

>>> database_url("postgresql://ana:secret@db.example/cases").drivername
'postgresql+pg8000'
>>> label(database_url("postgresql://ana:secret@db.example/cases"))
'postgresql://db.example/cases'
"""

from __future__ import annotations

import getpass
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from annotator.model import InputError

__all__ = ["Database", "database_url", "insert_rows", "is_url", "label", "lock"]

# Seconds a writer waits for another one.
_PATIENCE = 15
_OPTIONS = {"sslmode", "unix_sock"}
# How a connection over the network is kept from others: what pg8000 is told for each word of PostgreSQL's own.
_TLS: dict[str, Callable[[], Any]] = {
    "disable": lambda: False,
    "prefer": lambda: None,
    "require": lambda: True,
    "verify-full": ssl.create_default_context,
}


def is_url(target: str) -> bool:
    """Is this the address of a database, and not a path?

    >>> is_url("sqlite:///w.sqlite3"), is_url("C:/w.sqlite3")
    (True, False)
    """
    return "://" in target


def database_url(target: Path | str) -> URL:
    """The address of a database from a path or an address as people write it.

    Raises:
        InputError: it is of another kind of database, or names no file.
    """
    if isinstance(target, Path) or not is_url(target):
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        # What cannot be read may hold a password: it is not repeated.
        raise InputError("The address of the workspace cannot be read: write postgresql://user@host/name") from None
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return URL.create("sqlite", database=url.database)
    if url.drivername in ("postgresql", "postgres", "postgresql+pg8000"):
        if not url.query.keys() <= _OPTIONS or url.query.get("sslmode", "prefer") not in _TLS:
            raise InputError(
                f"{label(url)}: of the options behind ? only sslmode ({', '.join(_TLS)}) and unix_sock are known"
            )
        # As PostgreSQL's own programs do, without a name the user of this machine.
        return url.set(drivername="postgresql+pg8000", username=url.username or getpass.getuser())
    raise InputError(
        f"{label(url)}: no place for a workspace: give a folder, a .sqlite3 file,"
        " sqlite:///file or postgresql+pg8000://user@host/name"
    )


def label(url: URL) -> str:
    """What a database is called in messages: never with a user, a password or options.

    >>> label(database_url("cases.sqlite3"))
    'cases.sqlite3'
    """
    if url.get_backend_name() == "sqlite":
        return url.database or "sqlite"
    place = f"{url.host or ''}:{url.port}" if url.port else url.host or ""
    return f"{url.get_backend_name()}://{place}/{url.database or ''}"


class Database:
    """Connections to one database, for any number of threads.

    Raises:
        InputError: the driver is missing, or the address is none of a workspace.
    """

    def __init__(self, target: Path | str) -> None:
        url = database_url(target)
        self.name = label(url)
        self.sqlite = url.get_backend_name() == "sqlite"
        self.file = Path(url.database) if self.sqlite and url.database else None
        try:
            self._engine = _sqlite(url) if self.sqlite else _postgresql(url)
        except ModuleNotFoundError:
            raise InputError(
                f"{self.name}: the driver for PostgreSQL is not installed: pip install annotator[postgres]"
            ) from None
        except (SQLAlchemyError, TypeError, ValueError):
            raise InputError(f"{self.name}: the address of the workspace cannot be used: look at it again") from None

    def close(self) -> None:
        """Let all connections go. The next use opens new ones."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment, whatever others write meanwhile."""
        options: dict[str, Any] = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self._engine.connect() as db, db.execution_options(**options).begin():
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes all come to be when the block ends, and none if it fails."""
        with self._told(), self._engine.connect() as db, db.execution_options(writes=True).begin():
            yield db

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise InputError(f"{self.name}: the workspace cannot be used ({_reason(error)})") from error
        except OSError as error:
            # pg8000 lets some errors of the network through as they are.
            raise InputError(f"{self.name}: the workspace cannot be used ({error.strerror or 'no answer'})") from error


def _postgresql(url: URL) -> Engine:
    mode = str(url.query.get("sslmode", "prefer"))
    url = url.difference_update_query(["sslmode"])
    # A connection that the server dropped meanwhile is replaced without a word.
    return create_engine(url, pool_pre_ping=True, connect_args={"ssl_context": _TLS[mode]()})


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # Transactions are begun by hand: Python's own would begin them too late.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit returns when the log is on the disk, also if the machine loses power next.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def lock(db: Connection, name: str) -> None:
    """Keep other writers of this name out until the transaction ends; SQLite has one writer at a time anyway."""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def insert_rows(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add many rows at once."""
    if not rows:
        return
    if db.dialect.name == "postgresql" and len(rows) > 1:
        # One statement: a round trip for each row would take seconds for a long document.
        columns = ", ".join(f'"{name}"' for name in rows[0])
        db.execute(
            text(
                f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM'
                f' json_populate_recordset(NULL::"{table.name}", CAST(:rows AS json))'
            ),
            {"rows": msgspec.json.encode(rows).decode()},
        )
    else:
        db.execute(table.insert(), list(rows))


def _reason(error: SQLAlchemyError) -> str:
    """What a database says is wrong, in one line."""
    cause = getattr(error, "orig", None) or error
    told = cause.args[0] if cause.args else ""
    if isinstance(told, dict):
        # pg8000 gives the fields of the server's answer; M is the message.
        told = told.get("M", "")
    return " ".join(str(told).split()) or type(cause).__name__
