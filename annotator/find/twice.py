"""One instrument told twice side by side: "CEDAW (Convention on the Elimination ...)", "TRIPS/ADPIC".

    Universal Declaration of Human Rights (General Assembly resolution 217 A (III))

What a bracket behind a name gives is read with the name (`reach`) where it is a name of the tables or an acronym; here
it may be anything that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from annotator.find.mention import Mention
from annotator.fold import Folded

__all__ = ["told_once"]

_BRACKET = re.compile(r"""["'»]?[ \n]?\([ ]?(?:the|la|le|l'|el|los|las|les|die|das|der|o|a|os|as|il)?[ ]?["'«]?""")
_CLOSED = re.compile(r"""["'»]?\)""")
_SLASH = re.compile(r"[ ]?/[ ]?")


def told_once(folded: Folded, mentions: Iterable[Mention]) -> list[Mention]:
    """Make one mention of two where the second, in brackets or behind a slash, says again what the first means.

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
    if second.start - first.end > 8 or first.paths or second.paths:
        return None
    shared = _ids(first) & _ids(second)
    if not shared:
        return None
    if _SLASH.fullmatch(text, first.end, second.start) is not None:
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
