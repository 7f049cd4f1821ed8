"""Acronyms that mean something else: what a text calls so itself, and bodies that go by the sign of a treaty.

    Examen Périodique Universel (EPU)                    no treaty, here and wherever the text says "EPU"
    Directive 95/46/EC, Article 7; Article 234 EC        the Community, and its treaty right behind a number
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import NameEntry, References

__all__ = ["others_acronyms", "without_body"]

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 3
# How far before the bracket the words may begin, and how much of a word its endings leave, in characters.
_LONGEST, _STEM = 120, 5
# Signs of bodies that the treaties which founded them go by too.
_BODY_SIGNS = frozenset(("ce", "cee", "ec", "eec", "eg", "eu", "ewg", "ue"))
_BEHIND_NUMBER = regex.compile(r"\d[a-z]?\)?[ \n]$")
_GOES_ON = regex.compile(r"-|[ \n]\p{Lu}")


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


def without_body(folded: Folded, hit: Hit) -> Hit | None:
    """A hit without the treaty that goes by the sign of the body it founded, unless a number stands right before.

    "Article 12 EC", "Art. 6 EU" are of the treaties; "Directive 95/46/EC, Article 7", "Article 5 EU Regulation" and
    "Article 8 of the EU Charter" are not.

    Args:
        folded: the document.
        hit: of a name.

    Returns:
        The hit with what remains; None where the sign means nothing else.
    """
    entry = hit.entry
    if entry is None or entry.folded not in _BODY_SIGNS:
        return hit
    goes_on = _GOES_ON.match(folded.cased[hit.end : hit.end + 2], timeout=TIMEOUT) is not None
    low = max(0, hit.start - 6)
    if not goes_on and _BEHIND_NUMBER.search(folded.text, low, hit.start, timeout=TIMEOUT) is not None:
        return hit
    others = tuple(meaning for meaning in entry.meanings if meaning.kind != "treaty")
    return hit._replace(entry=NameEntry(entry.folded, entry.written, others)) if others else None
