"""Pinpoint paths: where inside an instrument a citation points.

A path names the units from the outermost in, joined by two underscores, as in the Akoma Ntoso
naming convention: `art_6__para_1__point_b`. Parsing and printing are inverses.

>>> str(parse_path("art_6__para_1__point_b"))
'art_6__para_1__point_b'
>>> describe("art_6__para_1__point_b")
'article 6, paragraph 1, point b'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["UNITS", "Path", "Step", "describe", "expand", "parse_path"]

# code -> (rank, the word people read); an outer unit has the lower rank
UNITS: dict[str, tuple[int, str]] = {
    "annex": (0, "annex"),
    "app": (0, "appendix"),
    "part": (1, "part"),
    "title": (2, "title"),
    "chp": (3, "chapter"),
    "pream": (4, "preamble"),
    "amend": (5, "amendment"),
    "prin": (5, "principle"),
    "rule": (5, "rule"),
    "art": (6, "article"),
    "sec": (7, "section"),
    "cl": (8, "clause"),
    "ap": (9, "apartado"),
    "para": (10, "paragraph"),
    "frac": (11, "fracción"),
    "inc": (12, "inciso"),
    "point": (13, "point"),
    "subpara": (14, "subparagraph"),
    "caput": (15, "caput"),
    "sent": (16, "sentence"),
}

_STEP = re.compile(r"(?P<unit>[a-z]+)(?:_(?P<value>[0-9a-zа-яء-ي]+(?:-[0-9a-z]+)*))?")
_LONGEST_RANGE = 200
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One unit of a path and its value; `caput` and `pream` stand without one."""

    unit: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.unit}_{self.value}" if self.value else self.unit

    @property
    def rank(self) -> int:
        """How deep the unit lies; smaller is further out."""
        return UNITS[self.unit][0]


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """The steps from the outermost unit in."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return "__".join(str(step) for step in self.steps)

    @property
    def article(self) -> int | None:
        """The plain number of the article (or of the outermost numbered unit of that kind), if it has one."""
        for step in self.steps:
            if step.unit in ("art", "sec"):
                digits = _DIGITS.match(step.value)
                return int(digits[0]) if digits else None
        return None


def parse_path(text: str) -> Path | None:
    """Parse a path; None where it is not one.

    >>> parse_path("art_8bis__para_2").steps[0].value
    '8bis'
    >>> parse_path("chapter 3") is None
    True
    """
    steps: list[Step] = []
    for part in text.strip().split("__"):
        found = _STEP.fullmatch(part)
        if found is None or found["unit"] not in UNITS:
            return None
        steps.append(Step(found["unit"], found["value"] or ""))
    return Path(tuple(steps))


def describe(path: str) -> str:
    """Say a path in words, for people.

    >>> describe("pream__para_3")
    'preamble, paragraph 3'
    """
    parsed = parse_path(path)
    if parsed is None:
        return path
    return ", ".join(f"{UNITS[step.unit][1]} {step.value}".strip() for step in parsed.steps)


def expand(first: str, last: str) -> list[str] | None:
    """Spell out a range of values, ends included; None where it is no range.

    >>> expand("14", "16")
    ['14', '15', '16']
    >>> expand("a", "c")
    ['a', 'b', 'c']
    >>> expand("16", "14") is None
    True
    """
    if first.isascii() and last.isascii():
        if first.isdigit() and last.isdigit():
            low, high = int(first), int(last)
            if low < high <= low + _LONGEST_RANGE:
                return [str(n) for n in range(low, high + 1)]
        elif len(first) == len(last) == 1 and first.isalpha() and last.isalpha() and first < last:
            return [chr(n) for n in range(ord(first), ord(last) + 1)]
    return None
