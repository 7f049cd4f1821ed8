"""How fast the review page answers in a real browser: opening, deciding, scrolling.

    python benchmarks/review.py [--rows small,large,book] [--decisions N]

The server, the workspace and the browser are this machine's own. The documents are made here with their citations, so
that the page is measured and not the engine; for the longest one the time the engine takes is told beside it. A
decision is timed in the browser, from the key to the frame that shows the new status in the text and the next
citation in the card.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from corpus import table
from playwright.sync_api import Browser, Page, sync_playwright

from annotator import annotate
from annotator.model import Annotation, Candidate, Document, Generator, Reference
from annotator.read import source_from_text
from annotator.review import Workspace

ROOT = Path(__file__).parents[1]
NAMES = (
    ("un-charter", "Charter of the United Nations", "the Charter of the United Nations"),
    ("oas-a46", "Convention on Diplomatic Asylum", "the Caracas Convention"),
    ("cets-005", "European Convention on Human Rights", "the ECHR"),
)
FILLER = "The parties met again in the afternoon and heard what the witnesses had to say about the matter at hand. "


@dataclass(frozen=True)
class Row:
    """A text to measure: its length in characters and its citations, and the seconds that are to be kept."""

    name: str
    length: int
    citations: int
    open_in: float | None
    decide_in: float | None


ROWS = (
    Row("small", 38_000, 1_200, None, 0.3),
    Row("large", 400_000, 12_000, None, 0.8),
    Row("book", 5_000_000, 15_000, 5.0, None),
)

# Times a key from the press to the frame in which mark and card show what it did.
WATCH = """() => {
  window.timed = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'a' && event.key !== 'x') return;
    const from = performance.now();
    const card = document.querySelector('.st-key-card .card-head')?.textContent;
    const at = document.querySelector('.an-current')?.id;
    const look = () => {
      const now = document.querySelector('.st-key-card .card-head')?.textContent;
      const next = document.querySelector('.an-current')?.id;
      if (now && now !== card && next && next !== at) window.timed.push(performance.now() - from);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
}"""
# Scrolls on for two seconds and tells the frames in milliseconds, and how often the sight was blank.
SCROLL = """async () => {
  const pane = document.querySelector('.an-pane');
  const box = pane.getBoundingClientRect();
  const frames = []; let blank = 0, last = performance.now(); const until = last + 2000;
  while (performance.now() < until) {
    pane.scrollTop += 120;
    await new Promise(requestAnimationFrame);
    const now = performance.now(); frames.push(now - last); last = now;
    if (!document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('.an-p')) blank++;
  }
  return { frames, blank, nodes: document.querySelectorAll('.an-pane *').length };
}"""


def made(length: int, citations: int) -> Document:
    """A text of about this length with this many citations, evenly spread."""
    parts: list[str] = []
    found: list[tuple[int, int, tuple[str, str, str]]] = []
    at = 0
    for number, name in zip(range(citations), cycle(NAMES), strict=False):
        due = length * number // citations
        while at + len(FILLER) < due:
            parts.append(FILLER)
            at += len(FILLER)
        quote = f"art. {number % 60 + 1} of {name[2]}"
        found.append((at, at + len(quote), name))
        tail = ".\n" if number % 4 == 3 else "; "
        parts.append(quote + tail)
        at += len(quote) + len(tail)
    text = "".join(parts)
    annotations = tuple(
        Annotation(
            id=f"a{start:08d}",
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
            kind="treaty",
            form="full",
            rule="made",
            reference=Reference(name[0], name[1]),
            pinpoints=(f"art_{place % 60 + 1}",),
            candidates=(Candidate(name[0], name[1], None, 0.9, ("made",)),),
            confidence=0.9,
        )
        for place, (start, end, name) in enumerate(found)
    )
    return Document(source_from_text(text, f"{length}.txt"), Generator("annotator", "0.1.0", "made"), annotations)


class Server:
    """The app on a free port, over a workspace."""

    def __init__(self, workspace: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        self.process = subprocess.Popen(
            [*command, f"--server.port={port}", "--server.fileWatcherType=none"],
            cwd=ROOT,
            env={**os.environ, "ANNOTATOR_WORKSPACE": str(workspace)},
            stdout=subprocess.DEVNULL,
        )
        while self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the app did not start")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def opened(page: Page, address: str) -> float:
    """Seconds from asking for the address until the first citation and the card are shown."""
    page.goto(address, wait_until="commit")
    page.wait_for_function(
        "document.querySelector('.an-current') && document.querySelector('.st-key-card .card-title')", timeout=120_000
    )
    return float(page.evaluate("performance.now()")) / 1000


def measure(browser: Browser, server: Server, key: str, decisions: int) -> dict[str, Any]:
    """Open a document anew, decide, jump to its end, scroll."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(len(data))))
    address = f"{server.address}/review?doc={key}"
    seconds = opened(page, address)
    got = sum(received)
    page.evaluate(WATCH)
    received.clear()
    for number in range(decisions):
        page.keyboard.press("x" if number % 3 == 2 else "a")
        page.wait_for_function("(n) => window.timed.length > n", arg=number, timeout=60_000)
    times = sorted(float(ms) / 1000 for ms in page.evaluate("window.timed"))
    each = sum(received) / decisions
    scroll = page.evaluate(SCROLL)
    context.close()
    return {"open": seconds, "sent": got, "times": times, "each": each, **scroll}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="small,large,book", help="which texts to measure")
    parser.add_argument("--decisions", type=int, default=15, help="decisions in each text (default 15)")
    options = parser.parse_args()
    chosen = [row for row in ROWS if row.name in options.rows.split(",")]
    chromium = os.environ.get("ANNOTATOR_CHROMIUM")
    rows = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "w.sqlite3"
        workspace = Workspace(path)
        keys = {row.name: workspace.open(made(row.length, row.citations)).key for row in chosen}
        server = Server(path)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            opened(browser.new_page(), f"{server.address}/review?doc={next(iter(keys.values()))}")  # warms the tables
            for row in chosen:
                got = measure(browser, server, keys[row.name], options.decisions)
                frames = sorted(got["frames"])
                slowest = frames[int(len(frames) * 0.95)]
                rows.append(
                    (
                        row.name,
                        row.length,
                        row.citations,
                        got["open"],
                        row.open_in or "",
                        got["sent"] / 1000,
                        median(got["times"]),
                        got["times"][-1],
                        row.decide_in or "",
                        got["each"] / 1000,
                        median(frames),
                        slowest,
                        got["blank"],
                        got["nodes"],
                    )
                )
        finally:
            browser.close()
            server.stop()
    head = ("text", "characters", "citations", "open s", "limit", "kB sent", "decide s", "slowest", "limit")
    print(table((*head, "kB each", "frame ms", "95 %", "blank", "nodes"), rows))
    if any(row.name == "book" for row in chosen):
        book = made(ROWS[-1].length, ROWS[-1].citations)
        start = time.perf_counter()
        annotate(book.text)
        print(f"\nThe engine finds the citations of the longest text in {time.perf_counter() - start:.1f} s.")


if __name__ == "__main__":
    main()
