"""Pair what was found with what should have been found, and count.

- found: same kind, and the overlap is at least half of what the two cover together
- exact: the same start and end
- linked: of the found whose reference is known, those with the same reference
- pinpointed: of the found, those with the same set of pinpoints
- end to end: found, linked and pinpointed at once

An optional citation is neither rewarded nor punished, nor is anything that touches it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.score.rows import Paper, Row

Verdict = Literal["right", "wrong", "missed", "spurious"]
Fault = Literal["extent", "reference", "pinpoints"]
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one citation. `right` is right end to end, though its extent may be off."""

    file: str
    verdict: Verdict
    faults: tuple[Fault, ...]
    quote: str
    gold: Row | None
    found: Row | None

    @property
    def key(self) -> str:
        """Names the citation, the same in every run over the same gold."""
        row = self.gold or self.found
        assert row is not None, "an outcome is of a citation"
        return f"{self.file} {row.start}-{row.end} {row.kind}" + ("" if self.gold else " spurious")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group of citations, each between 0 and 1; None where there is nothing to measure."""

    gold: int
    precision: float
    recall: float
    f1: float
    exact: float
    linked: float | None
    pinpointed: float
    end_to_end_f1: float


class Score:
    """Collects documents one by one."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._groups: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, gold: Paper, found: Sequence[Row]) -> None:
        """Judge what was found in one document."""
        pairs = pair(gold.rows, found)
        doubtful = [row for row in gold.rows if row.optional]
        for i, row in enumerate(gold.rows):
            if row.optional:
                continue
            if i in pairs:
                self._count_found(gold, row, found[pairs[i]])
            else:
                quote = gold.text[row.start : row.end]
                self._note(gold, Outcome(gold.name, "missed", (), quote, row, None), {"missed"})
        taken = set(pairs.values())
        for j, row in enumerate(found):
            if j not in taken and not any(_overlap(row, other) for other in doubtful):
                quote = gold.text[row.start : row.end]
                self._note(gold, Outcome(gold.name, "spurious", (), quote, None, row), {"spurious"})

    def _count_found(self, paper: Paper, gold: Row, found: Row) -> None:
        faults: list[Fault] = []
        counted = {"found"}
        if (gold.start, gold.end) == (found.start, found.end):
            counted.add("exact")
        else:
            faults.append("extent")
        if gold.reference:
            counted.add("linkable")
            if gold.reference == found.reference:
                counted.add("linked")
            else:
                faults.append("reference")
        if gold.pinpoints == found.pinpoints:
            counted.add("pinpointed")
        else:
            faults.append("pinpoints")
        right = not {"reference", "pinpoints"} & set(faults)
        if right:
            counted.add("end to end")
        quote = paper.text[gold.start : gold.end]
        verdict: Verdict = "right" if right else "wrong"
        self._note(paper, Outcome(paper.name, verdict, tuple(faults), quote, gold, found), counted)

    def _note(self, paper: Paper, outcome: Outcome, counted: set[str]) -> None:
        self.outcomes.append(outcome)
        row = outcome.gold or outcome.found
        assert row is not None, "an outcome is of a citation"
        groups = ["all", f"kind:{row.kind}", f"lang:{paper.language}"]
        # What is spurious has no form in the gold, so a form has recall but no precision of its own.
        if outcome.gold:
            groups.append(f"form:{row.form}")
        for group in groups:
            self._groups[group].update(counted)

    def figures(self) -> dict[str, Figures]:
        """The figures by group: all, each kind, each language, each form; all first, then by name."""
        order = sorted(self._groups, key=lambda group: (group != "all", group))
        return {group: _figures(self._groups[group]) for group in order}


def pair(gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Which found row answers which gold row, best overlap first, each at most once.

    >>> a = Row(0, 10, "treaty", "", frozenset())
    >>> pair([a], [Row(0, 5, "treaty", "", frozenset()), Row(0, 9, "treaty", "", frozenset())])
    {0: 1}
    """
    shared = [
        (share, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.kind == f.kind and _overlap(g, f) and (share := _share(g, f)) >= HALF
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shared, key=lambda s: -s[0]):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _overlap(a: Row, b: Row) -> bool:
    return a.start < b.end and b.start < a.end


def _share(a: Row, b: Row) -> float:
    """What the two have in common as a share of what they cover together."""
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def _figures(n: Counter[str]) -> Figures:
    hits, gold, answers = n["found"], n["found"] + n["missed"], n["found"] + n["spurious"]
    return Figures(
        gold=gold,
        precision=_ratio(hits, answers),
        recall=_ratio(hits, gold),
        f1=_ratio(2 * hits, gold + answers),
        exact=_ratio(n["exact"], hits),
        linked=_ratio(n["linked"], n["linkable"]) if n["linkable"] else None,
        pinpointed=_ratio(n["pinpointed"], hits),
        end_to_end_f1=_ratio(2 * n["end to end"], gold + answers),
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
