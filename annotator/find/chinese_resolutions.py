"""The numbers of resolutions in Chinese, which stand before the word: 第49/75 E号决议, 安理会242号决议."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import regex

from annotator.find.dates import Dates
from annotator.find.governing import COUNCIL, Governing
from annotator.find.mention import Mention
from annotator.find.resolution_numbers import is_ours, normal, numbered, plain_symbol
from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.numerals import cjk, to_roman
from annotator.references import References
from annotator.symbols import parse_number

__all__ = ["ChineseReader", "number_before", "opens_number"]

_CJK = regex.compile(
    r"""
    第?[ ]?
    (?P<item>
        (?:e?s-)?\d{1,4}[ ]?/[ ]?\d{1,3}(?:[ ]?[a-z](?![a-z]))?             # 第49/75 E号
      | \d{1,4}(?:[ ]?[a-z])?[ ]?\([ ]?(?:e?s-)?[ivxl\d-]{1,7}[ ]?\)(?:[ ]?[a-z])?   # 第1325(2000)号
      | \d{1,4}[ ]?\((?P<session>[一二三四五六七八九十]{1,4})\)               # 第181(二)号
      | (?P<plain>\d{1,4})(?P<letter>[ ]?[a-z])?(?=[ ]?号决议)               # 安理会第1325号决议, 第2200A号决议
    )
    [ ]?(?:和[ ]?[a-z][ ]?)?(?:号(?P<word>决议|决定)?|(?P<word>决议))                     # 见第63/152决议
    """,
    regex.VERBOSE,
)
_ITEM = r"(?:(?:e?s-)?\d{1,4}[ ]?/[ ]?\d{1,3}(?:[ ][a-z](?![a-z]))?|\d{1,4}[ ]?\((?:e?s-)?[ivxl\d]{1,7}\))"
_CJK_SEVERAL = regex.compile(
    rf"第?[ ]?(?P<item>{_ITEM})(?:[ ]?[、和及与,][ ]?(?P<item>{_ITEM})){{1,40}}[ ]?号(?P<word>决议|决定)?"
)
# 第1267、1373及1718号决议
_CJK_PLAIN = regex.compile(
    r"第?[ ]?(?P<item>\d{3,4})(?:[ ]?[、和及与,][ ]?(?P<item>\d{3,4})){1,40}[ ]?号(?P<word>决议)"
)
_CJK_BACK = regex.compile(
    r"第?[ ]?(?:e?s-)?\d{1,4}[ ]?(?:/[ ]?\d{1,3}(?:[ ]?[a-z])?|\([ ]?(?:e?s-)?[ivxl\d]{1,7}[ ]?\))?[ ]?$"
)
_CJK_NUMBER = re.compile(r"\d{1,4}[^\n]{0,8}?号决议")
_CJK_GOES_ON = regex.compile(r"[和及与、以]{1,2}")
_UNITED = "联合国"
_BRACKET = regex.compile(r"[ ]?\((?P<inner>\d{4}[^()\n]{0,7})\)")
_CJK_DATE = regex.compile(r"\d{4}年(?:\d{1,2}月\d{1,2}日)?$")


def number_before(text: str, at: int) -> int:
    """Where the number starts that ends at 号, a folded offset; that offset where none does."""
    found = _CJK_BACK.search(text, max(0, at - 20), at, timeout=TIMEOUT)
    return found.start() if found is not None else at


def opens_number(text: str, at: int) -> bool:
    """Whether the number of a resolution without 第 stands at a folded offset."""
    return _CJK_NUMBER.match(text, at) is not None


class ChineseReader:
    """Reads one number with its date and body; built once."""

    def __init__(self, references: References, dates: Dates, council_years: Mapping[int, int]) -> None:
        self._references = references
        self._dates = dates
        self._council_years = council_years

    def read(
        self, folded: Folded, at: int, ends: dict[int, Hit], governing: Governing, last: Mention | None
    ) -> list[Mention]:
        """Read the number at a folded offset; empty where it is none of a resolution of ours.

        Args:
            folded: the document.
            at: where 第 stands, or the digits behind the name of a body.
            ends: where names of bodies end.
            governing: tells which council "理事会" is.
            last: the resolution found last, whose body may govern this one.
        """
        text = folded.text
        several = _CJK_SEVERAL.match(text, at, timeout=TIMEOUT) or _CJK_PLAIN.match(text, at, timeout=TIMEOUT)
        match = several or _CJK.match(text, at, timeout=TIMEOUT)
        if match is None or match["word"] == "决定":
            return []
        start, date = at, ""
        before = _CJK_DATE.search(text[max(0, at - 12) : at], timeout=TIMEOUT)
        if before is not None:
            start -= len(before[0])
            read = self._dates.read(text, start)
            date = read.iso if read is not None else ""
        body = ends.get(start) or (ends.get(start - 1) if text.endswith("的", 0, start) else None)
        code = self._references.bodies.get(body.word, "") if body is not None else ""
        if code == COUNCIL:
            code = governing.council(normal(match["item"])) or COUNCIL
        if code and not is_ours(code):
            return []
        if body is not None:
            start = body.start
        elif last is not None and _CJK_GOES_ON.fullmatch(text, last.end, start, timeout=TIMEOUT) is not None:
            code = last.body  # 人权理事会第5/1号和第5/2号决议: the body governs the list
        elif not code and several is None and match["plain"]:
            code = self._references.bodies.get(governing.adopter(start), "")
            if code and not is_ours(code):
                return []
        end, date = self._dated(text, match.end(), date)
        base = Mention(start, end, "resolution", "full", "resolution-number", "zh", date=date, body=code)
        if several is not None:
            return self._each(base, several, text, governing.spoken)
        if match["plain"]:
            return self._plain(base, match["plain"] + (match["letter"] or ""), text, governing.spoken)
        item = match["item"]
        if match["session"]:
            item = item.replace(match["session"], to_roman(cjk(match["session"]) or 1))
        mention = numbered(base, normal(item), code)
        return [mention] if mention is not None and mention.symbols else []

    def _plain(self, base: Mention, number: str, text: str, spoken: set[str]) -> list[Mention]:
        """A number with neither year nor session: 安理会1973号决议, 联合国第1970号决议, 第2758号决议."""
        council = self._council_years.get(int(number)) if number.isdigit() else None
        start = base.start
        if not base.body and text.endswith(_UNITED, 0, start):
            start -= len(_UNITED)
            spoken = {"SC"} if council is not None else {"GA"}
        if base.body in ("SC", "GA"):
            # One that the table does not know yet is told by its year, and never another body's.
            year = council or base.date[:4]
            known = parse_number(f"{number} ({year})" if base.body == "SC" and year else number, base.body)
            symbol = str(known) if known is not None else ""
        else:
            told = bool(base.body) or not number.isdigit()
            symbol = "" if told else plain_symbol(number, base.date[:4], spoken, self._council_years)
        return [replace(base, start=start, symbols=(symbol,))] if symbol else []

    def _dated(self, text: str, end: int, date: str) -> tuple[int, str]:
        """Where a resolution ends with the date in brackets behind it: 第2767号决议(2024年12月27日)."""
        bracket = _BRACKET.match(text, end, timeout=TIMEOUT) if not date else None
        read = self._dates.read(bracket["inner"], 0) if bracket is not None else None
        if bracket is None or read is None or read.end != len(bracket["inner"]):
            return end, date
        return bracket.end(), read.iso

    def _each(self, base: Mention, several: regex.Match[str], text: str, spoken: set[str]) -> list[Mention]:
        """One mention a number where 号 stands once: 安理会第242(1967)、338(1973)和2334(2016)号决议."""
        found = []
        spans = several.spans("item")
        for place, (item, (start, end)) in enumerate(zip(several.captures("item"), spans, strict=True)):
            start = base.start if place == 0 else start
            end = base.end if place == len(spans) - 1 else end
            one = replace(base, start=start, end=end)
            if item.isdigit():
                found.extend(self._plain(one, item, text, spoken))
                continue
            mention = numbered(one, normal(item), base.body)
            if mention is not None and mention.symbols:
                found.append(mention)
        return found
