"""Acronyms that a text gives to something else: "Examen Périodique Universel (EPU)" is no treaty."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.find.scan import Hit
from annotator.fold import Folded
from annotator.references import References

__all__ = ["others_acronyms"]

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 3
# How far before the bracket the words may begin, and how much of a word its endings leave, in characters.
_LONGEST, _STEM = 120, 5


def others_acronyms(folded: Folded, hits: Iterable[Hit], references: References) -> frozenset[str]:
    """The acronyms of our tables that stand in brackets behind the name of something else, folded.

    They are spelt by the capital words right before, which are not those of any name of what the tables mean.

    Args:
        folded: the document.
        hits: the name hits of its scan.
        references: for the names.
    """
    text = folded.text
    found: set[str] = set()
    for hit in hits:
        entry = hit.entry
        if entry is None or text[hit.start - 1 : hit.start] != "(" or text[hit.end : hit.end + 1] != ")":
            continue
        if not entry.acronym or len(hit.word) < _SMALL or hit.word in found:
            continue
        words = _spelling(folded, hit)
        names = (name for meaning in entry.meanings for name in references.names_of.get(meaning.id, ()))
        if words and not any(word[:_STEM] in name for name in names for word in (words[0], words[-1])):
            found.add(hit.word)
    return frozenset(found)


def _spelling(folded: Folded, hit: Hit) -> list[str]:
    """The capital words right before a bracket that spell the acronym in it; none where they do not."""
    text, cased = folded.text, folded.cased
    words = list(_WORD.finditer(text, max(0, hit.start - _LONGEST), hit.start - 1))
    telling = [word for word in words if cased[word.start()].isupper()][-len(hit.word) :]
    if not telling or text[telling[-1].end() : hit.start - 1].strip(" \"'»"):
        return []
    between = words[words.index(telling[0]) :]
    apart = any(word not in telling and len(word[0]) > _SMALL for word in between)
    spelt = "".join(word[0][0] for word in telling)
    return [word[0] for word in telling] if spelt == hit.word and not apart else []
