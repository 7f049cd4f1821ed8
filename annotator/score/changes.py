"""What a change gained and lost, citation by citation, against an earlier run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.score.figures import Outcome


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of citations that got right and that no longer are, each with what it was before and is now."""

    gained: tuple[tuple[str, str, str], ...]
    lost: tuple[tuple[str, str, str], ...]


def state(outcome: Outcome) -> str:
    """An outcome in one word, with its faults: `right`, `wrong: reference`, `missed`, `spurious`.

    >>> state(Outcome("a.json", "wrong", ("reference",), "", None, None))
    'wrong: reference'
    """
    return "wrong: " + ", ".join(outcome.faults) if outcome.verdict == "wrong" else outcome.verdict


def compare(before: Mapping[str, str], now: Sequence[Outcome]) -> Changes:
    """Compare with the states of an earlier run over the same gold (its `citations`).

    A spurious find that went away is a gain, a new one is a loss.

    >>> compare({"a.json 0-9 treaty": "right", "a.json 20-25 treaty spurious": "spurious"}, [])
    ... # doctest: +NORMALIZE_WHITESPACE
    Changes(gained=(('a.json 20-25 treaty spurious', 'spurious', 'not found'),),
            lost=(('a.json 0-9 treaty', 'right', 'not found'),))
    """
    after = {outcome.key: state(outcome) for outcome in now}
    gained: list[tuple[str, str, str]] = []
    lost: list[tuple[str, str, str]] = []
    for key in sorted({*before, *after}):
        # A citation that one run does not list: nothing was found there, and nothing should have been.
        old, new = before.get(key, "not found"), after.get(key, "not found")
        if _good(key, new) and not _good(key, old):
            gained.append((key, old, new))
        elif _good(key, old) and not _good(key, new):
            lost.append((key, old, new))
    return Changes(tuple(gained), tuple(lost))


def _good(key: str, state: str) -> bool:
    return state == ("not found" if key.endswith(" spurious") else "right")
