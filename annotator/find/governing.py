"""Which body a sentence lets speak, where a resolution stands without one beside it.

the Security Council unanimously adopted resolution 2728        the body before the verb
L'Assemblée parlementaire a adopté la résolution 1325 (2003)    a body whose resolutions are none of ours
as the Environment Assembly told in its resolution 5/14         the body that possesses it
Council resolution 46/7, les résolutions 46/7 et 49/3 du Conseil  whichever council counts so, of those the text names
UN resolution 1441, la resolución 1441 de la ONU                the organization alone
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import regex

from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Cased, Folded

__all__ = ["COUNCIL", "Governing", "plain_bodies", "stands_alone", "united_after", "united_before"]

# The code of "the Council", which any council may be.
COUNCIL = "COUNCIL"

_REACH = 110
_SHORT_NAME = 10
# At the start of a sentence these have capitals.
_DETERMINERS = frozenset(("the", "el", "le", "o", "il", "in", "by", "en", "em", "as", "under", "and"))
_STOP = regex.compile(r"[.!?;][ \n]|\n|。")
_ADOPTS = regex.compile(
    r"""
    (?<!\w)(?:
        adopt | adot | passe[sd] | passing | approv | aprob | aprov | voted | issued | dicto | emitio | verabschied
      | a[ ]vote | приня | одобр | اعتمد | اتخذ
    ) | 通过
      | (?<!\w)(?:its|sus?|sa|ses|suas?|sue|seine[rnm]?|ihre[rnm]?|своеи|своих|своя|свою|其)[ \n]?$
    """,
    regex.VERBOSE,
)
# "the City Council", "Council of Ministers", "Совета Европы": the word is part of a name of its own.
_NAME_BEFORE = regex.compile(r"(?<![.!?:;\n] )(?<!\n)(?<!^)\p{Lu}[\w'’-]*[ \n]$")
_NAME_BEHIND = regex.compile(
    r"[ \n](?:(?:of|de|des|du|del|di|da|do|dos)[ \n](?:the[ \n]|la[ \n]|l['’])?|d['’]|dell['’]|on[ ])?\p{Lu}"
)
_DRAFT = regex.compile(
    r"(?<!\w)(?:draft|joint|concurrent|house|senate|council|board|proyecto[ ]de|projet[ ]de|projeto[ ]de|проекта?)"
    r"[ \n]$"
)
_UNITED_BEFORE = regex.compile(r"(?<!\w)(?:un|u\.n\.|united[ ]nations|uno|vn)(?:'s)?[ -]$")
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


def _length(name: str) -> int:
    """How long a name is in letters of an alphabet; a Chinese character says as much as three."""
    return len(name) * (3 if name[:1] >= "\u4e00" else 1)


class Governing:
    """Answers for one document, from the names of bodies that its scan found.

    `present` are the codes of the bodies it names, `in_full` of those it does not only name for short.
    """

    def __init__(self, text: str, bodies: Sequence[Hit], codes: Mapping[str, str]) -> None:
        self._text = text
        # Two letters are too few: "SC" is also a court and a caste. Two Chinese characters are a word or two.
        self.present = frozenset(codes.get(hit.word, "") for hit in bodies if _length(hit.word) > 3)
        # "Assembly" alone may be any parliament.
        self.in_full = frozenset(codes.get(hit.word, "") for hit in bodies if _length(hit.word) > _SHORT_NAME)
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

    @property
    def spoken(self) -> set[str]:
        """Which of the Council and the Assembly the text names so that a number alone may be theirs."""
        return {"SC"} & self.present | {"GA"} & self.in_full

    def council(self, number: str) -> str:
        """The code of the council that a text which says "the Council" means; "" where it names none that counts so.

        Args:
            number: as the reader of numbers writes it: "46/7" is of a session, "2021/7" of a year.
        """
        before, stroke, _ = number.partition("/")
        code = ("ECOSOC" if len(before.strip()) == 4 else "HRC") if stroke else "SC"
        # A number with its year tells the Security Council by itself.
        return code if code in self.present or "(" in number else ""


def plain_bodies(folded: Folded, hits: Sequence[Hit], codes: Mapping[str, str]) -> list[Hit]:
    """The names of bodies among the hits of a scan, without a "Council" that is part of another one's name.

    Args:
        folded: the document.
        hits: the hits of its scan.
        codes: folded name of a body -> its code.
    """
    return [
        hit
        for hit in hits
        if hit.kind == "body" and (codes.get(hit.word) != COUNCIL or not _named_otherwise(folded.cased, hit))
    ]


def _named_otherwise(cased: Cased, hit: Hit) -> bool:
    if _NAME_BEHIND.match(cased[hit.end : hit.end + 24], timeout=TIMEOUT) is not None:
        return True
    return _named_before(cased, hit.start)


def _named_before(cased: Cased, at: int) -> bool:
    """Whether a word of a name with a capital stands right before an offset."""
    before = _NAME_BEFORE.search(*cased.around(max(0, at - 24), at), timeout=TIMEOUT)
    return before is not None and before[0].strip().lower() not in _DETERMINERS


def stands_alone(folded: Folded, at: int) -> bool:
    """Whether the word "resolution" at a folded offset is no draft's, no house's and no other body's."""
    if _DRAFT.search(folded.text, max(0, at - 16), at, timeout=TIMEOUT) is not None:
        return False
    return not _named_before(folded.cased, at)


def united_before(text: str, at: int) -> int | None:
    """Where "UN " starts that ends at a folded offset; None where it does not stand there."""
    found = _UNITED_BEFORE.search(text, max(0, at - 16), at, timeout=TIMEOUT)
    return found.start() if found is not None else None


def united_after(text: str, at: int) -> int | None:
    """Where "of the United Nations" ends that starts at a folded offset; None where it does not stand there."""
    found = _UNITED_AFTER.match(text, at, timeout=TIMEOUT)
    return found.end() if found is not None else None
