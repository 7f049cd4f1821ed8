"""Names in other small words than the tables have: "Convenio de Berna para la Protección de Obras Literarias".

Where the telling words of a title stand behind a generic word in its order, with nothing between but small words, the
title is meant. See `annotator.references.wordings` for what tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from annotator.find.scan import Hit, treaty_heads
from annotator.fold import Folded
from annotator.references import References
from annotator.references.wordings import Telling, telling

__all__ = ["reworded_names"]

# What ends a title, wherever it stands.
_STOP = re.compile(r"[.;:()\[\]《》«»\"\n]")
_LONGEST, _BEFORE = 400, 60
# How much longer an inflected word may be than that of the table, in characters.
_ENDING = 5


def reworded_names(folded: Folded, hits: Sequence[Hit], references: References) -> list[Hit]:
    """Hits of such names, each the longest title whose telling words stand there.

    Args:
        folded: the document.
        hits: the hits of its scan.
        references: for the titles.
    """
    text, found = folded.text, []
    for head in treaty_heads(hits, references):
        row = _title(text, head, references)
        if row is not None and not folded.cased[head.start].islower():
            found.append(row)
    starts = {row.start for row in found}
    exact: dict[int, int] = {}
    for hit in hits:
        if hit.start in starts and hit.kind == "name" and hit.entry is not None and hit.entry.strong:
            exact[hit.start] = max(hit.end, exact.get(hit.start, 0))
    return [row for row in found if exact.get(row.start, 0) < row.end]


def _title(text: str, head: Hit, references: References) -> Hit | None:
    """The title that a generic word heads; None where its telling words are those of none."""
    limit = min(len(text), head.end + _LONGEST)
    words = list(islice(telling(text, head.end, limit, references.small_words), 2))
    rows = references.wordings.get(" ".join((references.head_classes[head.word], *(word.stem for word in words))))
    if rows is None:
        return None
    stop = _STOP.search(text, head.end, limit)
    words = list(telling(text, head.end, stop.start() if stop is not None else limit, references.small_words))
    spoken = " ".join(word.stem for word in words) + " "
    fitting = [row for row in rows if spoken.startswith(row[1] + " ")]
    if not fitting:
        return None
    before = _words_before(text, head.start, references.small_words)
    for told, after, name in sorted(fitting, key=lambda row: (-len(row[1]), -len(row[0]), row[2])):
        start = _start(told, before, head.start, references.title_qualifiers)
        if start is not None:
            last = words[after.count(" ")]
            if last.end - last.start > len(name.split(" ")[-1]) + _ENDING:
                continue  # "the International Court of JusticeWhereas"
            return Hit("name", start, last.end, text[start : last.end], head.languages, references.names[name])
    return None


def _words_before(text: str, at: int, small: frozenset[str]) -> list[Telling]:
    """The telling words before a place, nearest last, with nothing that ends a title behind them."""
    low = max(0, at - _BEFORE)
    stops = (stop.end() for stop in _STOP.finditer(text, low, at))
    return list(telling(text, max((low, *stops)), at, small))


def _start(told: str, before: list[Telling], start: int, qualifiers: frozenset[str]) -> int | None:
    """Where a title starts whose generic word starts at a place; None where the words before deny that it is the one.

    Args:
        told: the telling words that the title has before its generic word.
        before: those of the text.
        start: where the generic word starts.
        qualifiers: words that tell one title from another there.
    """
    wanted = told.split(" ") if told else []
    if not wanted:
        near = [word for word in before[-1:] if start - word.end == 1]
        return None if any(word.stem in qualifiers for word in near) else start
    had = before[-len(wanted) :]
    return had[0].start if [word.stem for word in had] == wanted else None
