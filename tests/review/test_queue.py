"""Which citation comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model import Status
from annotator.review import Filter, neighbour, next_open, progress, queue
from annotator.review.spans import tidy
from tests.review.made import document

LINE = document().annotations
IDS = [a.id for a in LINE]

# (statuses of the three citations, the one at hand, the next that is open)
NEXT = [
    ("sss", 0, 1),
    ("ssc", 1, 0),  # round again from the top
    ("scs", 0, 2),  # over a decided one
    ("scc", 0, None),  # the one at hand does not count
    ("ccc", 2, None),
    ("css", None, 1),  # none at hand: the first that is open
]
STATUS: dict[str, Status] = {"s": "suggested", "c": "confirmed"}


@pytest.mark.parametrize(("statuses", "at", "following"), NEXT)
def test_next_open(statuses: str, at: int | None, following: int | None) -> None:
    line = [replace(a, status=STATUS[letter]) for a, letter in zip(LINE, statuses, strict=True)]
    assert next_open(line, None if at is None else IDS[at]) == (None if following is None else IDS[following])


def test_neighbours_stop_at_the_ends() -> None:
    steps = [(0, -1, 0), (0, 1, 1), (2, 1, 2)]
    assert all(neighbour(LINE, IDS[at], step) == IDS[then] for at, step, then in steps)  # type: ignore[arg-type]
    assert neighbour([], None, 1) is None
    assert neighbour(LINE, "gone", 1) == IDS[0]


def test_filters_and_orders() -> None:
    assert [a.kind for a in queue(LINE, Filter(kinds=frozenset({"treaty"})))] == ["treaty"]
    assert [a.id for a in queue(LINE, Filter(warned=True))] == IDS[:1]
    assert queue(LINE, Filter(statuses=frozenset({"added"}))) == []
    unsure = [replace(LINE[0], confidence=0.9), replace(LINE[1], confidence=0.2), LINE[2]]
    assert [a.id for a in queue(unsure, order="uncertain")] == [IDS[1], IDS[2], IDS[0]]
    assert queue(list(reversed(LINE)), order="warnings")[0].id == IDS[0]


def test_progress() -> None:
    line = [replace(LINE[0], status="rejected"), *LINE[1:]]
    figures = progress(line)
    assert (figures.total, figures.reviewed, figures.warned, figures.finished) == (3, 1, 0, False)


# (text, selected, what it is tidied to)
TIDIED = [
    ("a Charter b", (1, 10), "Charter"),
    ("a\u00a0Charter\u00a0b", (1, 10), "Charter"),  # no-break spaces
    ("a\r\nCharter\r\nb", (1, 12), "Charter"),
    ("📰 Charter", (1, 9), "Charter"),
    ("cafe\u0301 x", (0, 6), "cafe\u0301"),  # the accent stays with its letter
]


@pytest.mark.parametrize(("text", "selected", "tidied"), TIDIED)
def test_tidy(text: str, selected: tuple[int, int], tidied: str) -> None:
    start, end = tidy(text, *selected)
    assert text[start:end] == tidied
