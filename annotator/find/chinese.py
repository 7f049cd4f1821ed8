"""Chinese pinpoints: the number stands between 第 and the unit, and an inner unit follows the outer one.

第九十六条第二款      art_96__para_2
第25条至第27条        art_25 art_26 art_27
"""

from __future__ import annotations

import regex

from annotator.find.pinpoint import Pinpoint
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.numerals import cjk
from annotator.pinpoints import UNITS, Path, Step, expand
from annotator.references.words import Language, UnitWord

__all__ = ["read_chinese"]

_UNIT = regex.compile(
    r"第[ ]?(?P<value>\d{1,4}|[零〇一二三四五六七八九十百两]{1,7}|[ivxlc]{1,7})[ ]?(?P<unit>[^\d\W]{1,2})"
)
_JOIN = regex.compile(r"(?:[ ]?(?P<range>至|到|-)|[ ]?(?:和|及|与|、|以及|或|，)[ ]?)(?=第)")
_PAREN = regex.compile(r"[ ]?\((?P<value>\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})\)")


def read_chinese(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read the pinpoint that opens with 第 at `at`; None where no unit follows the number.

    Args:
        folded: the folded document.
        at: folded offset of 第.
        language: the Chinese words.
    """
    text = folded.text
    paths: list[Path] = []
    steps: list[Step] = []
    end = at
    pending_range = False
    while True:
        found = _UNIT.match(text, end, timeout=TIMEOUT)
        if found is None:
            break
        word = _word(found["unit"], language)
        if word is None:
            break
        value = found["value"]
        number = int(value) if value.isdigit() else cjk(value)
        if number is None:
            break
        step = Step(word.code, str(number))
        if steps and UNITS[word.code][0] <= steps[-1].rank:
            before = Path(tuple(steps))
            paths.append(before)
            steps = [s for s in steps if s.rank < UNITS[word.code][0]]
            if pending_range and before.steps[-1].unit == word.code:
                for middle in (expand(before.steps[-1].value, step.value) or [])[1:-1]:
                    paths.append(Path((*steps, Step(word.code, middle))))
        steps.append(step)
        end = found.start("unit") + len(word.form)
        paren = _PAREN.match(text, end, timeout=TIMEOUT)
        if paren is not None:
            inner = paren["value"]
            deeper = "point" if inner.isascii() and inner.isalpha() else "para" if step.unit == "art" else "subpara"
            steps.append(Step(deeper, inner if inner.isascii() else str(cjk(inner) or inner)))
            end = paren.end()
        joined = _JOIN.match(text, end, timeout=TIMEOUT)
        pending_range = joined is not None and bool(joined["range"])
        following = _UNIT.match(text, joined.end(), timeout=TIMEOUT) if joined is not None else None
        if joined is not None and following is not None and _word(following["unit"], language) is not None:
            end = joined.end()
            continue
        if text[end : end + 1] != "第":
            break
    if not steps:
        return None
    paths.append(Path(tuple(steps)))
    stop = end
    while text[stop - 1] in "和及与、或，至到-" or text[stop - 1] == " ":
        stop -= 1
    return Pinpoint(at, stop, tuple(dict.fromkeys(paths)), language.code, steps[0].unit)


def _word(text: str, language: Language) -> UnitWord | None:
    """The unit word that a text of one or two characters opens with; None where it is none."""
    return language.units.get(text[:2]) or language.units.get(text[:1])
