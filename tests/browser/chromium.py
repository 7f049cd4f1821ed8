"""Print the path of a Chromium for the browser tests, installing one where none is found.

Asked in this order: the environment (`ANNOTATOR_CHROMIUM`), the programs on the path, the system's
packages (as root, or through sudo where it asks no password), and last a copy of Playwright's own.
Only the path goes to standard output; all else goes to standard error. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def on_path() -> str | None:
    """The first Chromium that is there and says its version, or None."""
    for name in (os.environ.get("ANNOTATOR_CHROMIUM", ""), *NAMES, MACOS):
        path = shutil.which(name) if name else None
        # Ubuntu ships a stub that only says how to install the snap: it has no version to tell.
        if path and _succeeds([path, "--version"]):
            return path
    return None


def from_system_packages() -> str | None:
    """Install Debian's or Ubuntu's Chromium, if that can be done without asking a person."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]):
        if subprocess.run([*prefix, *command], stdout=sys.stderr, env=environment, check=False).returncode:
            return None
    return on_path()


def from_playwright() -> str | None:
    """Let Playwright fetch its own copy."""
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(fetch, stdout=sys.stderr, check=False).returncode:
        return None
    question = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and os.access(path, os.X_OK) else None


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    path = on_path() or from_system_packages() or from_playwright()
    if path is None:
        print("No Chromium was found or could be installed: install one and run again.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
