"""How long and how much memory it takes until the tables are loaded and compiled, in new processes.

    python benchmarks/loading.py [--repeat N]

`new` compiles the tables, `kept` reads what an earlier process compiled. `ready` is the wait until a text can be
annotated, with all that is made of the tables: 0.6 s new, 0.15 s kept. `CPU` is the same in processor time; of both the
least of all runs and the median are shown. A first text also pays for the patterns of its languages. Imports are
counted apart. The exit status is 1 where the least misses its aim.
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
from annotator import engine
from annotator.references import load_references

TEXT = ("Article 3 of the Convention; article 11 of the Constitution of Mexico; resolution 242 (1967); article 4 of "
        "the Caracas Convention; a Security Council resolution of 1967 on Palestine; the 1967 Protocol; art. 33 de la "
        "Ley Fundamental; статья 15 Конституции Российской Федерации; 《联合国宪章》第二条。 ")

def memory():
    try:
        lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
        return [int(lines[key].split()[0]) / 1000 for key in ("VmRSS", "VmHWM")]
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        return [peak, peak]

before = memory()[0]
times = [(time.perf_counter(), time.process_time())]
def tick():
    times.append((time.perf_counter(), time.process_time()))

references = load_references()
references.names
tick()
engine.finder(references)
tick()
engine.annotate(TEXT)
tick()
engine.annotate(TEXT + "Again. ")
tick()
now, peak = memory()
wall = [time for time, _ in times]
print(json.dumps([wall[0] - start, wall[1] - wall[0], wall[2] - wall[1], wall[2] - wall[0],
                  times[2][1] - times[0][1], wall[3] - wall[2], wall[4] - wall[3], now - before, peak - before]))
"""
HEAD = ("tables", "import s", "tables s", "steps s", "ready s", "ready CPU s", "first text s", "next text s", "MB",
        "peak MB")  # fmt: skip
READY = HEAD.index("ready s") - 1
AIMS = {"new": 0.6, "kept": 0.15}
PEAK = 150


def run(folder: str) -> list[float]:
    env = {**os.environ, "ANNOTATOR_CACHE": folder}
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, check=True, text=True, env=env)
    figures: list[float] = json.loads(done.stdout)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=7, help="processes of each (default 7)")
    options = parser.parse_args()
    rows, missed = [], False
    with tempfile.TemporaryDirectory() as folder:
        run(folder)
        ways: dict[str, tuple[str, list[list[float]]]] = {"new": ("off", []), "kept": (folder, [])}
        for _ in range(options.repeat):
            for where, runs in ways.values():
                runs.append(run(where))
        for name, (_, runs) in ways.items():
            for how, of in (("least", min), ("median", median)):
                rows.append((f"{name}, {how}", *(of(values) for values in zip(*runs, strict=True))))
            least = [min(values) for values in zip(*runs, strict=True)]
            missed = missed or least[READY] > AIMS[name] or least[-1] > PEAK
    print(table(HEAD, rows))
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
