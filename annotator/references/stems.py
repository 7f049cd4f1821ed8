"""The long words of titles, folded and cut to their stems, and how many titles have each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from sys import intern

from annotator.fold import fold_name, fold_names

__all__ = ["LONG_WORD", "STEM", "count_stems", "stems"]

LONG_WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 7
_COMMON_WORDS = """
    convention conventions treaty protocol agreement international united nations general assembly resolution
article articles state states party parties concerning relating regarding with from that this their which
between under other shall have been were will would convencion convenio tratado protocolo relativ sobre entre
para como internacional naciones unidas status rights law protection member declaration nation country
government question report
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The long words of a text, folded and cut to their stems.

    >>> sorted(stems("Declaration on Territorial Asylum"))
    ['asylum', 'territo']
    """
    # The same few thousand stems come back in thousands of titles: each is held once.
    return frozenset(intern(word[:STEM]) for word in LONG_WORD.findall(fold_name(text)) if word not in _COMMON)


def count_stems(titles: Iterable[str]) -> dict[str, int]:
    """In how many of `titles` each stem is.

    >>> count_stems(["Declaration on Territorial Asylum", "Convention on Territorial Asylum"])
    {'asylum': 2, 'territo': 2}
    """
    counts: dict[str, int] = {}
    known = _Stems()
    # The same titles come back year after year, and the same words in all of them.
    for folded, times in Counter(fold_names(titles)).items():
        for stem in set(chain.from_iterable(map(known.__getitem__, folded.split()))):
            counts[stem] = counts.get(stem, 0) + times
    return dict(sorted(counts.items()))


class _Stems(dict[str, tuple[str, ...]]):
    """The stems of what stands between two blanks, each worked out once."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        found = tuple(word[:STEM] for word in LONG_WORD.findall(written) if word not in _COMMON)
        self[written] = found
        return found
