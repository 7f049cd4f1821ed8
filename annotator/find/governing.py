"""Which body a sentence lets speak, where a resolution stands without one beside it.

the Security Council unanimously adopted resolution 2728        the body before the verb
L'Assemblée parlementaire a adopté la résolution 1325 (2003)    a body whose resolutions are none of ours
as the Environment Assembly told in its resolution 5/14         the body that possesses it
UN resolution 1441, la resolución 1441 de la ONU                the organization alone
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex

from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT

__all__ = ["Governing", "united_after", "united_before"]

_REACH = 110
_STOP = regex.compile(r"[.!?;][ \n]|\n|。")
_ADOPTS = regex.compile(
    r"""
    (?<!\w)(?:
        adopt | adot | passe[sd] | passing | approv | aprob | aprov | voted | issued | dicto | emitio | verabschied
      | a[ ]vote | приня | одобр | اعتمد | اتخذ
    ) | 通过
      | (?<!\w)(?:its|sus?|sa|ses|suas?|sue|seine[rnm]?|ihre[rnm]?|своей|своих|своя|свою|其)[ \n]?$
    """,
    regex.VERBOSE,
)
_UNITED_BEFORE = regex.compile(r"(?<!\w)(?:un|u\.n\.|united[ ]nations|uno|vn)[ -]$")
_UNITED_AFTER = regex.compile(
    r"""
    [ \n]
    (?: of[ ]the[ ](?:un|u\.n\.|united[ ]nations)
      | de[ ](?:la[ ]onu|las[ ]naciones[ ]unidas|naciones[ ]unidas) | de[ ]l'onu | des[ ]nations[ ]unies
      | d(?:a[ ]onu|as[ ]nacoes[ ]unidas) | der[ ](?:uno|un|vereinten[ ]nationen) | dell'onu | delle[ ]nazioni[ ]unite
      | оон
    )
    (?!\w)
    """,
    regex.VERBOSE,
)


class Governing:
    """Answers for one document, from the names of bodies that its scan found."""

    def __init__(self, text: str, bodies: Sequence[Hit]) -> None:
        self._text = text
        self._bodies = sorted(bodies, key=lambda hit: (hit.end, -hit.start))
        self._ends = [hit.end for hit in self._bodies]

    def adopter(self, at: int) -> str:
        """The name of the body whose own, in its clause, is what starts at a folded offset; "" where none is told."""
        found = bisect_right(self._ends, at) - 1
        if found < 0 or at - self._ends[found] > _REACH:
            return ""
        between = self._text[self._ends[found] : at]
        if _STOP.search(between, timeout=TIMEOUT) is not None or _ADOPTS.search(between, timeout=TIMEOUT) is None:
            return ""
        return self._bodies[found].word


def united_before(text: str, at: int) -> int | None:
    """Where "UN " starts that ends at a folded offset; None where it does not stand there."""
    found = _UNITED_BEFORE.search(text, max(0, at - 16), at, timeout=TIMEOUT)
    return found.start() if found is not None else None


def united_after(text: str, at: int) -> int | None:
    """Where "of the United Nations" ends that starts at a folded offset; None where it does not stand there."""
    found = _UNITED_AFTER.match(text, at, timeout=TIMEOUT)
    return found.end() if found is not None else None
