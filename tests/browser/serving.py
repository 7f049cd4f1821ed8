"""The app served for a test, with a workspace of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

from annotator.model import Document
from annotator.review import Workspace

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000  # ms: a busy machine may take long, a waiting test costs nothing


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """The app on a port of its own, with a workspace of its own."""

    def __init__(self, workspace: Path, **environment: str) -> None:
        self.workspace = workspace
        self.environment = environment
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "ANNOTATOR_WORKSPACE": str(self.workspace), **self.environment}
        environment.pop("ANNOTATOR_OPEN", None)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        self.process = subprocess.Popen(
            [*command, f"--server.port={self.port}"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                urllib.request.urlopen(self.address + "_stcore/health", timeout=5).close()
                return
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def document(self) -> Document:
        workspace = Workspace(self.workspace)
        review = workspace.review(workspace.entries()[0].key)
        assert review is not None
        return review.document


def addresses(server: Server) -> dict[str, str]:
    """Every page of the app that shows something, by a name: as it is opened, and with a document or an instrument."""
    workspace = Workspace(server.workspace)
    keys = {entry.name: entry.key for entry in workspace.entries()}
    charter = next(one.reference for one in workspace.cited("Ada") if one.title == "Charter of the United Nations")
    workspace.close()
    return {
        "documents": "",
        "review": f"review?doc={keys['news.txt']}",
        "review, right to left": f"review?doc={keys['محضر.txt']}",
        "concordance": "concordance",
        "mentions": f"concordance?ref={charter}",
        "figures": "insights",
        "authorities": "insights?view=authorities",
        "progress": "insights?view=progress",
        "adjudication": "adjudication",
        "disagreements": f"adjudication?doc={keys['news.txt']}",
    }


def visit(page: Page, server: Server, place: str) -> None:
    """Open a page of the app and wait until it is drawn."""
    page.goto(server.address + place)
    page.locator(".st-key-frame").wait_for()
    settle(page)
    page.locator("main[aria-label]").wait_for()
    if place.startswith("review"):
        page.locator(".an-m").first.wait_for()


def settle(page: Page) -> None:
    """Wait until the page is drawn."""
    page.locator("[data-test-script-state=notRunning]").wait_for()
