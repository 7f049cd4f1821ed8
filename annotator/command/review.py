"""`annotator review`: starts the app on this machine, for this machine only."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import click

from annotator.command.files import STDIN, Complaints, read_bytes
from annotator.command.overlays import load_with, option
from annotator.model import InputError
from annotator.review.database import is_url

# Held whatever any configuration file says: nothing is sent out, nobody else can connect, an error
# shows no line of code, and no advertisement of the framework's lies over the page.
ALWAYS = {
    "server.address": "127.0.0.1",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": "true",
}
_PORT = 8501


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on; without it, a free one.")
@click.option(
    "--workspace",
    metavar="PLACE",
    help="Keep documents and decisions here, not among your user data: a folder, a .sqlite3 file, or the address of a"
    " PostgreSQL database (postgresql://user@host/name).",
)
@click.option("--browser/--no-browser", default=True, help="Whether to open the browser.")
@option
def command(
    files: tuple[str, ...], port: int | None, workspace: str | None, browser: bool, folders: tuple[Path, ...]
) -> None:
    """Open the app in the browser, with each FILE in its list of documents.

    The app runs on this machine and listens to this machine alone (127.0.0.1). Stop it with Ctrl-C.
    """
    if folders:
        load_with(folders)
    complaints = Complaints()
    opened: list[str] = []
    for path in files:
        with complaints.about():
            if path == STDIN:
                raise InputError("-: the app opens files, not standard input: save the text first")
            read_bytes(path, 0)
            opened.append(os.path.abspath(path))
    # With nothing left to open, a page with another text on it would only puzzle.
    if files and not opened:
        complaints.end()
    environment = {**os.environ, "ANNOTATOR_OPEN": json.dumps(opened)}
    if workspace is not None:
        environment["ANNOTATOR_WORKSPACE"] = workspace if is_url(workspace) else os.path.abspath(workspace)
    if folders:
        environment["ANNOTATOR_REFERENCES"] = json.dumps([os.path.abspath(folder) for folder in folders])
    port = port or _free_port()
    click.echo(f"The app is at http://127.0.0.1:{port} (Ctrl-C stops it)", err=True)
    sys.exit(_run(streamlit_command(app_path(), port, browser), environment))


def _free_port() -> int:
    """The usual port where nobody listens on it, else one the system gives."""
    for port in (_PORT, 0):
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listener.getsockname()[1])
    raise click.ClickException("no free port on 127.0.0.1: name one with --port")


def app_path() -> Path:
    """The app's entry file: inside the package in a wheel, beside it in the repository.

    Raises:
        click.ClickException: neither is there.
    """
    package = Path(__file__).parents[1]
    for path in (package / "_app.py", package.parent / "app.py"):
        if path.is_file():
            return path
    raise click.ClickException("the app is missing from this installation: install annotator anew")


def streamlit_command(app: Path, port: int, browser: bool) -> list[str]:
    """The command that runs the app, every setting spelled out as a flag, since flags outrank all files.

    >>> "--server.address=127.0.0.1" in streamlit_command(Path("app.py"), 8501, True)
    True
    """
    settings = {**configured(app.parent / ".streamlit" / "config.toml"), **ALWAYS}
    settings["server.headless"] = "false" if browser else "true"
    settings["server.port"] = str(port)
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", *flags, str(app)]


def configured(path: Path) -> dict[str, str]:
    """The settings of a Streamlit configuration file as names of flags: `[server] port = 1` is `server.port`."""
    if not path.is_file():
        return {}
    return dict(_flat(tomllib.loads(path.read_text("utf-8")), ""))


def _flat(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((prefix + key, str(value).lower() if isinstance(value, bool) else str(value)))
    return pairs


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    if os.name == "posix":
        # The server takes this process's place: whoever stops `annotator review` stops the server.
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], list(command), environment)
    return subprocess.call(command, env=environment)
