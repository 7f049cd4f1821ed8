"""Mentions side by side that are one instrument.

    CEDAW (Convention on the Elimination ...), TRIPS/ADPIC                             told twice
    Universal Declaration of Human Rights (General Assembly resolution 217 A (III))
    Protocol of 16 October 2001 to the Convention on Mutual Assistance ...             what it supplements is told

What a bracket behind a name gives is read with the name (`reach`) where it is a name of the tables or an acronym; here
it may be anything that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import regex

from annotator.find.mention import Mention
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded

__all__ = ["supplements", "told_once"]

# What leads from a protocol to the treaty it supplements; matched in full, so the order means nothing.
_SUPPLEMENTING = regex.compile(
    r"""
    ,?[ \n]
    (?: supplementing | of | supplementary[ \n]to | complementing | to
      | complementari[oa][ \n]de | que[ \n]complementa | adicional[ \n]a | additionnel[ \n]a | completant | de | a | al
      | zur | zum
      | дополняющ\w+ | к
      | المكمل | المكمله
    )
    [ \n]?(?:the[ \n]|la[ \n]|le[ \n]|l'|el[ \n]|ل)?
    """,
    regex.VERBOSE,
)
_LONGEST_LINK, _CLOSE = 60, 8
_UNNAMED = frozenset(("treaty-dated", "treaty-described"))
_BRACKET = re.compile(
    r"""["'»*_]{0,3}[ \n]?[(\[][ ]?(?:the|la|le|l'|el|los|las|les|die|das|der|o|a|os|as|il)?[ ]?["'«]?"""
)
_CLOSED = re.compile(r"""["'»]?[)\]]""")
# "do ADCT da Constituição Federal": the part of a constitution that has a name, and whose part it is.
_PART_OF = re.compile(r"[ \n](?:of[ \n]the|d[ao]|de[ \n]la|del|della)[ \n]")
_AMENDS = re.compile(r"[ \n](?:to|of)[ \n](?:the[ \n])?")
_AMENDED = re.compile(r"(?:,?[ \n])?")  # Chinese writes no space
_SLASH = re.compile(r"[ ]?/[ ]?")


def supplements(text: str, start: int, end: int) -> bool:
    """Whether folded text between two offsets leads from a protocol to the treaty it supplements.

    >>> supplements("protocol supplementing the convention", 8, 27)
    True
    """
    return end - start <= _LONGEST_LINK and _SUPPLEMENTING.fullmatch(text, start, end, timeout=TIMEOUT) is not None


def told_once(folded: Folded, mentions: Iterable[Mention]) -> list[Mention]:
    """Make one mention of two where the second, in brackets or behind a slash, says again what the first means.

    A protocol told by its date goes on with the treaty it supplements.

    Args:
        folded: the document.
        mentions: sorted, not overlapping.

    Returns:
        The mentions, sorted; the first of two reaches over the second.
    """
    kept: list[Mention] = []
    for mention in mentions:
        joined = _joined(folded.text, kept[-1], mention) if kept else None
        if joined is not None:
            kept[-1] = joined
        else:
            kept.append(mention)
    return kept


def _joined(text: str, first: Mention, second: Mention) -> Mention | None:
    """Two mentions as one; None where they mean different things or something else stands between."""
    if first.rule in _UNNAMED and first.head == "protocol" and second.meanings and second.kind == "treaty":
        if not supplements(text, first.end, second.start):
            return None
        held = (*first.holds, *(meaning.id for meaning in second.meanings if meaning.strong))
        return replace(first, end=second.end, holds=held)
    if second.start - first.end > _CLOSE:
        return None
    shared = _ids(first) & _ids(second)
    if not shared:
        return None
    if bool(first.paths) != bool(second.paths):
        # "Fourth Amendment to the Constitution", "U.S. Const. amend. V": an amendment and its constitution
        amendment = first if first.paths else second
        between = text[first.end : second.start]
        if (_AMENDS.fullmatch(between) if first.paths else _AMENDED.fullmatch(between)) is None:
            return None
        return replace(amendment, start=first.start, end=second.end, weak=first.weak and second.weak)
    if first.paths != second.paths:
        return None
    part = first.kind == "constitution" and _PART_OF.fullmatch(text, first.end, second.start) is not None
    if part or _SLASH.fullmatch(text, first.end, second.start) is not None:
        end = second.end
    elif _BRACKET.fullmatch(text, first.end, second.start) is not None:
        closed = _CLOSED.match(text, second.end)
        if closed is None:
            return None
        end = closed.end()
    else:
        return None
    return replace(
        first,
        end=end,
        meanings=tuple(meaning for meaning in first.meanings if meaning.id in shared),
        symbols=tuple(symbol for symbol in first.symbols if symbol in shared),
        date=first.date or second.date,
        weak=first.weak and second.weak,
        holds=(*first.holds, *second.holds),
    )


def _ids(mention: Mention) -> set[str]:
    """Whatever a mention may mean."""
    return {*(meaning.id for meaning in mention.meanings), *mention.symbols}
