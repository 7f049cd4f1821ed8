"""How fast citations are found, beside one regular expression over the same text in the same process.

    python benchmarks/throughput.py [FILE.txt|FILE.txt.xz ...] [--size CHARACTERS] [--repeat N]

Each text is read whole and in documents of 20 kB. The runs alternate, so that both sides share the machine's moods;
medians are printed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from corpus import documents, load, mega, table

from annotator import annotate

PATTERN = re.compile(r"\b(?:art|sec|§)\w*\.?\s+\d+", re.IGNORECASE)


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    """How long something took, and what it counted."""
    start = time.perf_counter()
    count = work()
    return time.perf_counter() - start, count


def pattern_hits(pieces: list[str]) -> int:
    return sum(1 for piece in pieces for _ in PATTERN.finditer(piece))


def citations(pieces: list[str]) -> int:
    return sum(len(annotate(piece).annotations) for piece in pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters taken of each text (default 1,000,000)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each (default 3)")
    options = parser.parse_args()
    annotate("Article 3 of the Convention.")  # compiles the tables
    rows = []
    for name, text in load(options.files).items():
        text = text[: options.size]
        size = mega(text)
        for how, pieces in (("whole", [text]), ("20 kB", documents(text))):
            ours, theirs = [], []
            for _ in range(options.repeat):
                spent, hits = seconds(partial(pattern_hits, pieces))
                theirs.append(spent)
                spent, found = seconds(partial(citations, pieces))
                ours.append(spent)
            mine, one = median(ours), median(theirs)
            rows.append((name, how, size, found, size / mine, len(text) / 1e6 / mine, hits, size / one, one / mine))
    print(table(("text", "as", "MB", "citations", "MB/s", "M chars/s", "pattern hits", "pattern MB/s", "ratio"), rows))


if __name__ == "__main__":
    main()
