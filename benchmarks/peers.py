"""How fast citations are found, beside other open programs on the same text in the same run.

    python benchmarks/peers.py [FILE.txt|FILE.txt.xz ...] [--size CHARACTERS] [--repeat N]

The others are installed into `.bench/`, which may be deleted; what cannot be installed is left out with a word on why.
Each program, ours too, runs in a process of its own and counts the time of reading only, after a first short text.
They look for other things, so hits are not to be compared: only what it costs to look.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median

from corpus import documents, load, mega, table

FOLDER = Path(__file__).resolve().parent.parent / ".bench"

RUN = """
import json, sys, time
{setup}
read("See article 3 and 410 U.S. 113 (1973).")
for line in sys.stdin:
    pieces = json.loads(line)
    start = time.perf_counter()
    found = sum(len(read(piece)) for piece in pieces)
    print(json.dumps([time.perf_counter() - start, found]), flush=True)
"""
OURS = "from annotator import annotate\ndef read(text): return annotate(text).annotations"
PEERS = {
    "eyecite": (["eyecite"], "from eyecite import get_citations as read"),
    "citeurl": (["citeurl", "markdown"], "from citeurl import list_cites as read"),
    "refex": (
        ["legal-reference-extraction==0.5.5"],
        "from refex.orchestrator import CitationExtractor\nextractor = CitationExtractor()\n"
        "def read(text): return extractor.extract(text).citations",
    ),
}


def environment() -> Path:
    """The Python of the throw-away environment, made where there is none."""
    python = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(FOLDER, with_pip=True)
    return python


def install(python: Path, packages: list[str]) -> str:
    """Install packages; the last line of the complaint where that fails."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    done = subprocess.run(command, capture_output=True, text=True)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1]


def start(python: Path | str, setup: str) -> subprocess.Popen[str]:
    """A process that reads documents line by line and says how long each line took."""
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [str(python), "-c", RUN.format(setup=setup)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env,
    )


def ask(process: subprocess.Popen[str], pieces: list[str]) -> tuple[float, int] | None:
    """Seconds and hits; None where the program stopped."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(pieces) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    if not line:
        return None
    spent, found = json.loads(line)
    return spent, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--size", type=int, default=200_000, help="characters taken of each text (default 200,000)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each (default 3)")
    options = parser.parse_args()
    processes = {"annotator": start(sys.executable, OURS)}
    python = environment()
    for name, (packages, setup) in PEERS.items():
        if complaint := install(python, packages):
            print(f"{name} could not be installed, left out: {complaint}")
        else:
            processes[name] = start(python, setup)
    rows = []
    for text_name, text in load(options.files).items():
        text = text[: options.size]
        for how, pieces in (("whole", [text]), ("20 kB", documents(text))):
            spent: dict[str, list[float]] = {name: [] for name in processes}
            hits: dict[str, int] = {}
            for _ in range(options.repeat):
                for name in list(processes):
                    answer = ask(processes[name], pieces)
                    if answer is None:
                        error = processes.pop(name).communicate()[1].strip().splitlines() or ["no word"]
                        print(f"{name} stopped, left out: {error[-1]}")
                        continue
                    spent[name].append(answer[0])
                    hits[name] = answer[1]
            ours = median(spent["annotator"])
            for name, times in spent.items():
                if times:
                    took = median(times)
                    rows.append((text_name, how, name, hits[name], mega(text) / took, took / ours))
    for process in processes.values():
        process.communicate()
    print(table(("text", "as", "program", "hits", "MB/s", "times slower"), rows))


if __name__ == "__main__":
    main()
