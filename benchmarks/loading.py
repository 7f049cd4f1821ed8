"""How long and how much memory it takes until the tables are loaded and compiled, in new processes.

    python benchmarks/loading.py [--repeat N]

`new` compiles the tables, `kept` reads what an earlier process compiled. Imports are counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from statistics import median

from corpus import table

RUN = """
import json, sys, time
start = time.perf_counter()
import annotator
from annotator.find import Finder
from annotator.references import load_references
from annotator.resolve import Resolver

def memory():
    try:
        lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
        return [int(lines[key].split()[0]) / 1000 for key in ("VmRSS", "VmHWM")]
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        return [peak, peak]

before = memory()[0]
imported = time.perf_counter()
references = load_references()
references.names
loaded = time.perf_counter()
Finder(references)
found = time.perf_counter()
Resolver(references)
resolved = time.perf_counter()
annotator.annotate("Article 3 of the Convention; article 11 of the Constitution of Mexico; resolution 242 (1967).")
done = time.perf_counter()
now, peak = memory()
print(json.dumps([imported - start, loaded - imported, found - loaded, resolved - found, resolved - imported,
                  done - resolved, now - before, peak - before]))
"""


def run(folder: str) -> list[float]:
    env = {**os.environ, "ANNOTATOR_CACHE": folder}
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, check=True, text=True, env=env)
    figures: list[float] = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5, help="processes of each (default 5)")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        run(folder)
        ways: dict[str, tuple[str, list[list[float]]]] = {"new": ("off", []), "kept": (folder, [])}
        for _ in range(options.repeat):
            for where, runs in ways.values():
                runs.append(run(where))
        for name, (_, runs) in ways.items():
            rows.append((name, *(median(values) for values in zip(*runs, strict=True))))
    head = ("tables", "import s", "tables s", "finder s", "resolver s", "all three s", "first text s", "MB", "peak MB")
    print(table(head, rows))


if __name__ == "__main__":
    main()
