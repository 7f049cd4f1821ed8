"""Several treaties under one head word: "the Basel, Rotterdam and Stockholm Conventions".

    los Convenios de Basilea, Estocolmo y Rotterdam
    the International Covenants on Civil and Political Rights and on Economic, Social and Cultural Rights

Each is looked up with the singular of the head word; the citation of the one beside the word takes it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.find.lookup import names_going_on
from annotator.find.scan import Hit
from annotator.fold import Folded
from annotator.references import NameEntry, References

__all__ = ["names_of_plurals"]

_JOINED = re.compile(r",?[ ](?:and|et|y|e|ed|or|ou|u|o)[ ]|,[ ]")
_JOINED_BEFORE = re.compile(r"(?:,?[ ](?:and|or)[ ]|,[ ])$")
# The words before the head that may belong to each name: "International Covenants on ... and on ...".
_QUALIFIER = re.compile(r"(?<!\w)[^\W\d_]+[ ]$")
# What leads from the head to each part: "de Bâle", "on Civil and Political Rights".
_LEAD = re.compile(
    r"(?:de[ ]la|de|du|d'|di|da|do|of|on|to|sobre|sur|sui|sulla|relativ[eoa]s?[ ](?:to|a|aux?|aos?))[ ]?"
)
_PLACE = re.compile(r"(?:de|du|d'|di|da|do|of)[ ]?")
# In characters, how far a part goes and how long what joins two is; and how many words stand before the plural.
_LONGEST, _JOINS, _WORDS = 90, 8, 3


def names_of_plurals(folded: Folded, hits: Iterable[Hit], references: References) -> list[Hit]:
    """Hits of the names that stand under one plural, two of them at least.

    Args:
        folded: the document.
        hits: the hits of its scan.
        references: for the names, and the plurals of their head words.
    """
    found: list[Hit] = []
    for hit in hits:
        if hit.kind == "plural":
            head = references.plurals[hit.word]
            listed = _behind(folded, hit, head, references) or _before(folded, hit, head, references)
            found.extend(listed)
    return found


def _behind(folded: Folded, hit: Hit, head: str, references: References) -> list[Hit]:
    """The names whose parts stand behind the plural; none where there are less than two."""
    text = folded.text
    # Most plurals head no list, and every name that is looked up costs.
    if text[hit.end : hit.end + 1] != " " or _JOINED.search(text, hit.end, hit.end + _LONGEST + _JOINS) is None:
        return []
    qualifier = _QUALIFIER.search(text, max(0, hit.start - 24), hit.start)
    for before in (qualifier[0] if qualifier is not None else "", ""):
        start, at, lead = hit.start - len(before), hit.end + 1, ""
        listed: list[Hit] = []
        while text[at - 1 : at] == " ":
            part = _part(folded, at, f"{before}{head} ", lead, references)
            if part is None:
                break
            end, entry, lead = part
            place = _PLACE.match(text, at) if listed else None
            opens = place.end() if place is not None else at
            listed.append(Hit("name", start if not listed else opens, end, entry.folded, hit.languages, entry))
            joined = _JOINED.match(text, end)
            at = joined.end() if joined is not None else end
        if len(listed) > 1:
            return listed
    return []


def _part(
    folded: Folded, at: int, opening: str, lead: str, references: References
) -> tuple[int, NameEntry, str] | None:
    """The longest name that goes on at a place: its end, its entry and the words that led to it."""
    own = _LEAD.match(folded.text, at)
    led, behind = (own[0], own.end()) if own is not None else (lead, at)
    for end, entry in names_going_on(folded, opening + led, behind, at + _LONGEST - behind, references):
        if entry.meanings[0].kind == "treaty":
            return end, entry, led
    return None


def _before(folded: Folded, hit: Hit, head: str, references: References) -> list[Hit]:
    """The names whose parts stand before the plural, as in English; none where there are less than two."""
    text, end = folded.text, hit.start - 1
    listed: list[Hit] = []
    while text[end : end + 1] in (" ", ","):
        low = max(0, end - _LONGEST // 2)
        words = text[low:end].split(" ")[-_WORDS:]
        for count in range(len(words), 0, -1):
            part = " ".join(words[-count:])
            entry = references.names.get(f"{part} {head}") if part else None
            if entry is not None and entry.strong and folded.cased[end - len(part)].isupper():
                start = end - len(part)
                listed.append(Hit("name", start, end if listed else hit.end, entry.folded, hit.languages, entry))
                break
        else:
            break
        joined = _JOINED_BEFORE.search(text, max(0, start - 6), start)
        if joined is None:
            break
        end = joined.start()
    return listed[::-1] if len(listed) > 1 else []
