"""Candidates: the instruments a mention may mean, scored, with the evidence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model import Candidate
from annotator.references import References

__all__ = ["Scored", "ranked"]


@dataclass(frozen=True, slots=True)
class Scored:
    """One instrument with a weight (not yet a share) and why."""

    id: str
    weight: float
    evidence: tuple[str, ...] = ()


def ranked(scored: Sequence[Scored], references: References, certainty: float, most: int = 9) -> tuple[Candidate, ...]:
    """Turn weights into shares of a certainty, best first.

    Args:
        scored: candidates with positive weights; the same id once.
        references: for titles and dates.
        certainty: what all shares add up to, 0 to 1.
        most: how many to keep.

    >>> from annotator.references import load_references
    >>> [c.score for c in ranked([Scored("oas-a46", 3.0), Scored("oas-a47", 1.0)], load_references(), 1.0)]
    [0.75, 0.25]
    """
    total = sum(s.weight for s in scored) or 1.0
    candidates = []
    for s in sorted(scored, key=lambda s: (-s.weight, s.id))[:most]:
        instrument = references.instrument(s.id)
        title = instrument.title if instrument is not None else ""
        date = instrument.date if instrument is not None else None
        candidates.append(Candidate(s.id, title, date, round(certainty * s.weight / total, 4), s.evidence))
    return tuple(candidates)
