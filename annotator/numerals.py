"""Numbers as texts write them without words: Roman, Chinese, Arabic-Indic and full-width digits.

Every function takes a whole number and gives its value, or None; number words are in `references/numerals.csv`.

>>> roman("XIV"), cjk("二十三"), decimal("٢٣"), ordinal("14th")
(14, 23, 23, 14)
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["cjk", "decimal", "ordinal", "roman", "to_roman"]

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_MAX = 3999

_CJK_DIGIT = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_CJK_UNIT = {"十": 10, "百": 100, "千": 1000}

_DECIMAL_MAX_DIGITS = 9
_ORDINAL = re.compile(
    r"(\d{1,4}) ?(?:st|nd|rd|th|er|ère|ere|re|ème|eme|e|º|°|ª|o|a|\.?[ºª]|-?(?:й|я|е|го|му|м|ая|ой|ую|ый|ого|ом|ей))",
    re.IGNORECASE,
)


def roman(text: str) -> int | None:
    """The value of a Roman number in its one accepted spelling, in capitals or in small letters.

    Mixed case and spellings such as IIII are refused, so that initials and words are not numbers.

    >>> roman("XLVIII"), roman("xiv"), roman("IIII"), roman("Xi"), roman("")
    (48, 14, None, None, None)
    """
    letters = unicodedata.normalize("NFKC", text)  # Ⅳ is one character in some documents
    if not letters or not (letters.isupper() or letters.islower()):
        return None
    capitals = letters.upper()
    values = [_ROMAN_VALUE.get(letter, 0) for letter in capitals]
    if 0 in values or len(values) > 15:
        return None
    total = sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))
    return total if 1 <= total <= _ROMAN_MAX and to_roman(total) == capitals else None


def to_roman(number: int) -> str:
    """The Roman spelling of a number from 1 to 3999. Raises ValueError outside.

    >>> to_roman(22), to_roman(1994)
    ('XXII', 'MCMXCIV')
    """
    if not 1 <= number <= _ROMAN_MAX:
        raise ValueError(f"no Roman number for {number}")
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def cjk(text: str) -> int | None:
    """The value of a Chinese number below ten thousand, written with units or digit by digit, 第 before it or not.

    >>> cjk("第二十三"), cjk("一百零五"), cjk("一九六七"), cjk("十"), cjk("二〇三〇"), cjk("百")
    (23, 105, 1967, 10, 2030, None)
    """
    body = text.removeprefix("第")
    if not body:
        return None
    if all(char in _CJK_DIGIT for char in body):
        digits = "".join(str(_CJK_DIGIT[char]) for char in body)
        return int(digits) if len(digits) <= 4 and (len(digits) == 1 or digits[0] != "0") else None
    total, digit, lowest, zero = 0, None, 10_000, False
    for place, char in enumerate(body):
        if char in _CJK_DIGIT:
            if digit is not None:
                return None
            if _CJK_DIGIT[char] == 0:
                zero = True
                if place == 0:
                    return None
            else:
                digit = _CJK_DIGIT[char]
        elif char in _CJK_UNIT:
            unit = _CJK_UNIT[char]
            if unit >= lowest or (digit is None and (unit != 10 or zero)):
                return None
            if digit is None and place > 0 and total % 100:
                return None
            total += (1 if digit is None else digit) * unit
            digit, lowest, zero = None, unit, False
        else:
            return None
    if digit is None:
        return None if zero else total
    return total + digit


def decimal(text: str) -> int | None:
    """The value of a run of decimal digits of any one script: ASCII, Arabic-Indic, full-width, Devanagari ...

    >>> decimal("١٤"), decimal("۱۴"), decimal("１４"), decimal("14"), decimal("14a"), decimal("1٤")
    (14, 14, 14, 14, None, None)
    """
    if not text or len(text) > _DECIMAL_MAX_DIGITS:
        return None
    values = [unicodedata.decimal(char, -1) for char in text]
    scripts = {ord(char) - value for char, value in zip(text, values, strict=True)}
    if -1 in values or len(scripts) > 1:
        return None
    return int("".join(map(str, values)))


def ordinal(text: str) -> int | None:
    """The value of digits with an ordinal ending: 14th, 2nd, 1er, 3ème, 5º, 5ª, 2-й, 6.º.

    >>> ordinal("14th"), ordinal("1er"), ordinal("5º"), ordinal("2-й"), ordinal("6.º"), ordinal("6"), ordinal("6b")
    (14, 1, 5, 2, 6, None, None)
    """
    match = _ORDINAL.fullmatch(text)
    return int(match[1]) if match else None
