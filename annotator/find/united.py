"""Names written with the United Nations in the middle: "Convención de las Naciones Unidas contra la Tortura".

The tables have most names without it; the words are passed over and the rest is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.find.lookup import names_going_on
from annotator.find.scan import Hit, treaty_heads
from annotator.fold import Folded
from annotator.references import References

__all__ = ["united_names"]

_UNITED = re.compile(
    r"""
    [ \n]
    (?: of[ \n]the[ \n](?:un|united[ \n]nations)
      | de[ \n](?:la[ \n]onu|las[ \n]naciones[ \n]unidas|naciones[ \n]unidas|l'onu) | des[ \n]nations[ \n]unies
      | d(?:a[ \n]onu|as[ \n]nacoes[ \n]unidas) | der[ \n](?:un|uno|vn|vereinten[ \n]nationen)
      | dell'onu | delle[ \n]nazioni[ \n]unite | оон | организации[ \n]объединенных[ \n]нации )
    (?=[ \n])
    """,
    re.VERBOSE,
)


def united_names(folded: Folded, hits: Iterable[Hit], references: References) -> list[Hit]:
    """Hits of such names, each the longest one that the tables have without the words.

    Args:
        folded: the document.
        hits: the hits of its scan.
        references: for the names.
    """
    text, found = folded.text, []
    for hit in treaty_heads(hits, references):
        passed = _UNITED.match(text, hit.end)
        if passed is None:
            continue
        known = next(names_going_on(folded, hit.word, passed.end(), references.names.longest, references), None)
        if known is not None:
            end, entry = known
            found.append(Hit("name", hit.start, end, entry.folded, hit.languages, entry))
    return found
