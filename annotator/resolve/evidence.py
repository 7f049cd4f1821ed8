"""Evidence from the words around a citation: which of several instruments does the text speak of?

Each candidate is described by its title, its other names and the subject of the article cited.
Only words that do not describe every candidate can tell them apart; rare words weigh more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from annotator.references.stems import LONG_WORD, STEM

__all__ = ["Weights", "spoken", "tell_apart"]


class Weights:
    """How much a stem tells: the rarer in the titles it was counted in, the more.

    Args:
        total: how many titles there are.
        counts: in how many of them each stem is.
    """

    def __init__(self, total: int, counts: Mapping[str, int]) -> None:
        self._total = max(total, 1)
        self._counts = counts

    def __getitem__(self, stem: str) -> float:
        return math.log((self._total + 1) / (self._counts.get(stem, 0) + 1))


def spoken(text: str) -> dict[str, str]:
    """The long words of a folded text: stem -> the first word that has it.

    >>> spoken("diplomatic asylum was granted")["diploma"]
    'diplomatic'
    """
    words: dict[str, str] = {}
    for word in LONG_WORD.findall(text):
        words.setdefault(word[:STEM], word)
    return words


def tell_apart(
    described: Mapping[str, frozenset[str]], spoken: Mapping[str, str], weights: Weights | None = None
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Score each candidate by the words that tell it from the others.

    Args:
        described: candidate id -> the stems of what describes it.
        spoken: the words of the text around the citation, by their stems.
        weights: what a stem is worth; 1 each where None.

    Returns:
        id -> (score, the words of the text that speak for it), for every candidate.

    >>> from annotator.references.stems import stems
    >>> titles = {"a": stems("Diplomatic Asylum"), "b": stems("Territorial Asylum")}
    >>> tell_apart(titles, spoken("diplomatic asylum was granted"))
    {'a': (1.0, ('diplomatic',)), 'b': (0.0, ())}
    """
    shared = frozenset.intersection(*described.values()) if len(described) > 1 else frozenset()
    result = {}
    for id, words in described.items():
        hits = sorted((words - shared).intersection(spoken))
        score = sum(weights[stem] for stem in hits) if weights is not None else float(len(hits))
        result[id] = (score, tuple(spoken[stem] for stem in hits))
    return result
