"""How long a search of the tables takes, over the queries of tests/references/queries.csv, in one process.

    python benchmarks/search.py [--repeat N]

Each query counts with its best of N rounds, in milliseconds; 20 is the limit.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path
from statistics import median

from corpus import table

from annotator.references.search import Search
from annotator.references.tables import Tables

QUERIES = Path(__file__).parents[1] / "tests" / "references" / "queries.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="rounds of each query (default 3)")
    options = parser.parse_args()
    with open(QUERIES, encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)]
    search = Search(Tables())
    search.find(queries[0])
    best = {}
    for query in queries:
        took = []
        for _ in range(options.repeat):
            start = time.perf_counter()
            search.find(query)
            took.append(1000 * (time.perf_counter() - start))
        best[query] = min(took)
    slowest = max(best, key=lambda query: best[query])
    over = sum(value > 20 for value in best.values())
    figures = (len(best), median(best.values()), best[slowest], over)
    print(table(("queries", "median ms", "worst ms", "over 20 ms"), [figures]))
    print(f"slowest: {slowest}")


if __name__ == "__main__":
    main()
