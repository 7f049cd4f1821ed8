"""Are citations right as often as their confidence says?

    python benchmarks/calibration.py [GOLD_FOLDER] [--bins N]

The folder holds gold files; without one, `$ANNOTATOR_GOLD`, else `../shared/gold/dev` beside the repository where that
is there. A citation with a reference is right where a gold citation of its kind lies under it and names the same
instrument; those left open by the gold do not count. The error is the gap between confidence and share right, weighed
by how many citations a row holds.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from pathlib import Path

from corpus import HERE, table

from annotator import Annotation, annotate
from annotator.score import Row, Score, read_paper

Judged = list[tuple[float, bool]]


def judged(folder: Path) -> tuple[Judged, dict[str, Judged]]:
    """Confidence and whether it was right, for all citations and by rule."""
    every: Judged = []
    by_rule: dict[str, Judged] = defaultdict(list)
    for file in sorted(folder.glob("*.json")):
        paper = read_paper(file.read_bytes(), file.name)
        linked = {(a.start, a.end): a for a in annotate(paper.text).annotations if a.reference is not None}
        score = Score()
        score.add(paper, [_row(annotation) for annotation in linked.values()])
        for outcome in score.outcomes:
            if outcome.found is not None:
                annotation = linked[outcome.found.start, outcome.found.end]
                right = outcome.gold is not None and outcome.gold.reference == outcome.found.reference
                every.append((annotation.confidence, right))
                by_rule[annotation.rule].append((annotation.confidence, right))
    return every, by_rule


def _row(annotation: Annotation) -> Row:
    reference = annotation.reference.id if annotation.reference is not None else ""
    pinpoints = frozenset(annotation.pinpoints)
    return Row(annotation.start, annotation.end, annotation.kind, reference, pinpoints, annotation.form)


def line(name: str, rows: Judged) -> tuple[str, int, float, float, float]:
    said = sum(confidence for confidence, _ in rows) / len(rows)
    right = sum(was for _, was in rows) / len(rows)
    return name, len(rows), said, right, right - said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--bins", type=int, default=10, help="rows of the table (default 10)")
    options = parser.parse_args()
    folder = Path(options.folder or os.environ.get("ANNOTATOR_GOLD") or HERE.parent.parent / "shared" / "gold" / "dev")
    every, by_rule = judged(folder)
    if not every:
        sys.exit(f"no gold files in {folder}: name a folder of them")
    bins: dict[int, Judged] = defaultdict(list)
    for confidence, right in every:
        bins[min(int(confidence * options.bins), options.bins - 1)].append((confidence, right))
    head = ("confidence", "citations", "said", "right", "gap")
    lines = [line(f"{at / options.bins:.2f}-{(at + 1) / options.bins:.2f}", rows) for at, rows in sorted(bins.items())]
    print(table(head, [*lines, line("all", every)]))
    error = sum(count * abs(gap) for _, count, _, _, gap in lines) / len(every)
    brier = sum((confidence - right) ** 2 for confidence, right in every) / len(every)
    print(f"\nexpected calibration error {error:.4f}, Brier score {brier:.4f}\n")
    print(table(("rule", *head[1:]), [line(name, rows) for name, rows in sorted(by_rule.items())]))


if __name__ == "__main__":
    main()
