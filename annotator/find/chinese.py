"""Chinese pinpoints: the number stands between 第 and the unit, and an inner unit follows the outer one.

第九十六条第二款      art_96__para_2
第25条至第27条        art_25 art_26 art_27
第3和第5段            para_3 para_5
第二条第三款(子)项    art_2__para_3__point_a
"""

from __future__ import annotations

import regex

from annotator.find.draft import TOP
from annotator.find.pinpoint import Pinpoint
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.numerals import cjk
from annotator.pinpoints import UNITS, Path, Step, expand
from annotator.references.words import Language, UnitWord

__all__ = ["read_chinese"]

_NUMBER = r"(?:\d{1,4}|[零〇一二三四五六七八九十百两]{1,7}|[ivxlc]{1,7})"
# One unit word with its numbers: "第3条", "第3和第5段", "第49至52段"; bounded, so that reading stays linear.
_UNIT = regex.compile(
    rf"""
    第[ ]?(?P<value>{_NUMBER})(?:\((?P<inside>\d{{1,2}})\)(?=[ ]?条))?
    (?:[ ]?(?P<join>和|及|与|、|以及|或|至|到|-)[ ]?第?[ ]?(?P<value>{_NUMBER})){{0,12}}+
    [ ]?(?P<unit>[^\d\W]{{1,3}})
    """,
    regex.VERBOSE,
)
_ONE = regex.compile(rf"第[ ]?(?P<value>{_NUMBER})(?P<join>)?[ ]?(?P<unit>[^\d\W]{{1,3}})")
# 第八条之二: the articles that a later text put in.
_INSERTED = regex.compile(r"之(?P<value>[二三四五六])")
_LATER = {"二": "bis", "三": "ter", "四": "quater", "五": "quinquies", "六": "sexies"}
_JOIN = regex.compile(r"(?:[ ]?(?P<range>至|到|-)|[ ]?(?:和|及|与|、|以及|或|,)[ ]?)(?=第)")
# Letters of a list are the signs of the stems and branches in older translations.
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MARK = rf"\([ ]?(?P<value>\d{{1,2}}|[a-z]|[一二三四五六七八九十]{{1,3}}|[{_STEMS}{_BRANCHES}])[ ]?\)"
_PAREN = regex.compile(
    rf"(?:(?P<value>[a-z])(?=[项款])|[ ]?{_MARK})"  # (b)项, and b项 without brackets
    rf"(?:[ ]?(?P<join>和|及|与|、|或|至|到|-)[ ]?{_MARK}){{0,12}}[ ]?[项目段]?"
)
# 第8条第2款(b)项(八)目
_MOST_MARKS = 3
_ANNEX = regex.compile(r"(?P<word>附件|序言)(?:[ ]?(?P<value>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d年月个]))?")


def read_chinese(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read the pinpoint that opens with 第, 附件 or 序言 at `at`; None where no unit follows the number.

    Args:
        folded: the folded document.
        at: a folded offset.
        language: the Chinese words.
    """
    text = folded.text
    alone = _ANNEX.match(text, at, timeout=TIMEOUT)
    if alone is not None:
        code = language.units[alone["word"]].code
        value = _plain(alone["value"] or "") if code == "annex" else ""
        end = alone.end() if value else alone.end("word")
        return Pinpoint(at, end, (Path((Step(code, value),)),), language.code, code)
    paths: list[Path] = []
    steps: list[Step] = []
    end = at
    pending_range = apart = False
    while True:
        found = _UNIT.match(text, end, timeout=TIMEOUT)
        word = _word(found["unit"], language) if found is not None else None
        if found is None or word is None:
            found = _ONE.match(text, end, timeout=TIMEOUT)
            word = _word(found["unit"], language) if found is not None else None
        if found is None or word is None:
            break
        values = _spelled(found.captures("value"), found.captures("join"))
        if not values:
            break
        if apart and steps[-1].unit not in TOP and word.code in TOP:
            paths.append(Path(tuple(steps)))  # 第十二部分以及第一百九十二条: two things, and not an article of the part
            steps = []
        if steps and UNITS[word.code][0] <= steps[-1].rank:
            before = Path(tuple(steps))
            paths.append(before)
            steps = [s for s in steps if s.rank < UNITS[word.code][0]]
            if pending_range and before.steps[-1].unit == word.code:
                for middle in (expand(before.steps[-1].value, values[0]) or [])[1:-1]:
                    paths.append(Path((*steps, Step(word.code, middle))))
        for value in values[:-1]:
            paths.append(Path((*steps, Step(word.code, value))))
        steps.append(Step(word.code, values[-1]))
        end = found.start("unit") + len(word.form)
        inserted = _INSERTED.match(text, end, timeout=TIMEOUT) if word.code == "art" else None
        if inserted is not None:
            steps[-1] = Step(word.code, values[-1] + _LATER[inserted["value"]])
            end = inserted.end()
        if found.groupdict().get("inside"):
            steps.append(Step("para", found["inside"]))  # 第2(1)条
        for _ in range(_MOST_MARKS):
            paren = _PAREN.match(text, end, timeout=TIMEOUT)
            if paren is None:
                break
            inner = _spelled(paren.captures("value"), paren.captures("join"))
            deeper = "point" if not inner[-1].isdigit() else "para" if steps[-1].unit == "art" else "subpara"
            if UNITS[deeper][0] <= steps[-1].rank:
                break
            paths.extend(Path((*steps, Step(deeper, value))) for value in inner[:-1])
            steps.append(Step(deeper, inner[-1]))
            end = paren.end()
        joined = _JOIN.match(text, end, timeout=TIMEOUT)
        pending_range = joined is not None and bool(joined["range"])
        apart = joined is not None and not pending_range
        following = _ONE.match(text, joined.end(), timeout=TIMEOUT) if joined is not None else None
        if joined is not None and following is not None and _word(following["unit"], language) is not None:
            end = joined.end()
            continue
        if text[end : end + 1] != "第":
            break
    if not steps:
        return None
    paths.append(Path(tuple(steps)))
    stop = end
    while text[stop - 1] in "和及与、或,至到-" or text[stop - 1] == " ":
        stop -= 1
    return Pinpoint(at, stop, tuple(dict.fromkeys(paths)), language.code, steps[0].unit)


def _plain(value: str) -> str:
    """A value as a path has it: plain digits, or a small letter."""
    for signs in (_STEMS, _BRANCHES):
        if value and value in signs:
            return chr(ord("a") + signs.index(value))
    return value if value.isdigit() or (value.isascii() and len(value) == 1) else str(cjk(value) or value)


def _spelled(values: list[str], joins: list[str]) -> list[str]:
    """The values of one list with its ranges spelled out."""
    plain = [_plain(value) for value in values]
    spelled = plain[:1]
    for join, value in zip((join for join in joins if join), plain[1:], strict=False):
        if join in "至到-" and (between := expand(spelled[-1], value)):
            spelled.extend(between[1:])
        else:
            spelled.append(value)
    return spelled


def _word(text: str, language: Language) -> UnitWord | None:
    """The unit word that a text of one to three characters opens with; None where it is none."""
    return next((word for size in (3, 2, 1) if (word := language.units.get(text[:size])) is not None), None)
