"""Does time grow with the text and no faster, and how much memory does a text take?

    python benchmarks/linear.py [FILE.txt|FILE.txt.xz] [--large]

Every size is read by a process of its own, after the tables are compiled and the first 200 kB were read once, since the
tables unpack names as texts first use them; `memory` is the highest the process went above that, the text itself and
the annotations counted, as a multiple of the text in UTF-8. `--large` adds a document of 50 MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from corpus import load, mega, table

SMALL, TIMES, LARGE = 500_000, 10, 50_000_000
MOST_TIME, MOST_MEMORY = 12.0, 8.0

RUN = """
import json, resource, sys, time
from annotator import annotate

def peak():
    try:
        return next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

data = sys.stdin.buffer.read()
annotate(data[:200_000].decode("utf-8", "ignore"))
try:
    open("/proc/self/clear_refs", "w").write("5")  # forgets what compiling the tables took for a moment
except OSError:
    pass
before = peak() - len(data)
text = data.decode("utf-8")
del data
start = time.perf_counter()
found = len(annotate(text).annotations)
print(json.dumps([time.perf_counter() - start, peak() - before, found]))
"""


def measure(text: str) -> tuple[float, float, int]:
    """Seconds, bytes above the compiled tables, citations."""
    done = subprocess.run([sys.executable, "-c", RUN], input=text.encode(), capture_output=True, check=True)
    seconds, memory, found = json.loads(done.stdout)
    return seconds, memory, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="*")
    parser.add_argument("--large", action="store_true", help="also 50 MB in one document")
    options = parser.parse_args()
    rows = []
    for name, text in load(options.file).items():
        # One text said over and over, so that only the size differs.
        unit = text[:SMALL]
        base = 0.0
        for size in (len(unit), TIMES * len(unit), *([LARGE] if options.large else [])):
            whole = (unit * (size // len(unit) + 1))[:size]
            seconds, memory, found = measure(whole)
            base = base or seconds
            grown = seconds / base / (size / len(unit)) * TIMES
            times = memory / mega(whole) / 1e6
            faults = ["slow"] * (grown > MOST_TIME) + ["memory"] * (times > MOST_MEMORY)
            rows.append((Path(name).name, mega(whole), found, seconds, grown, times, " ".join(faults) or "ok"))
    print(table(("text", "MB", "citations", "seconds", "time of 10x", "memory", "verdict"), rows))


if __name__ == "__main__":
    main()
