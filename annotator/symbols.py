"""Official symbols of UN resolutions: read in any spelling, printed in one.

The printed form is the id a resolution has in the tables. Reading what was printed gives the same symbol back.

>>> str(parse_symbol("a / res / 217 A (iii)"))
'A/RES/217(III)A'
>>> str(parse_number("1325 (2000)", "SC"))
'S/RES/1325(2000)'
>>> print(parse_symbol("A/C.3/78/L.41"))
None
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from annotator.numerals import roman, to_roman

__all__ = [
    "Body", "Symbol", "SymbolKind", "chr_", "ecosoc", "ga", "hrc", "parse_number", "parse_symbol", "sc", "session_of",
    "statement",
]  # fmt: skip

Body = Literal["GA", "SC", "ECOSOC", "HRC", "CHR", "SUB", "TC"]
"""General Assembly, Security Council, Economic and Social Council, Human Rights Council, Commission on Human Rights,
its Sub-Commission, Trusteeship Council."""
SymbolKind = Literal["RES", "DEC", "PRST"]

_STEM: dict[Body, str] = {
    "GA": "A", "SC": "S", "ECOSOC": "E", "HRC": "A/HRC", "CHR": "E/CN.4", "SUB": "E/CN.4/Sub.2", "TC": "T",
}  # fmt: skip
_BODY: dict[str, Body] = {stem.upper(): body for body, stem in _STEM.items()}

# Where each session of the Assembly before 1976 starts; numbers ran on, so the number alone fixes the session.
_SESSION_STARTS: tuple[tuple[int, str], ...] = (
    (1, "I"), (104, "S-1"), (108, "II"), (185, "S-2"), (190, "III"), (288, "IV"), (376, "V"), (502, "VI"), (609, "VII"),
    (713, "VIII"), (807, "IX"), (907, "X"), (997, "ES-I"), (1004, "ES-II"), (1009, "XI"), (1134, "XII"),
    (1237, "ES-III"), (1239, "XIII"), (1351, "XIV"), (1474, "ES-IV"), (1476, "XV"), (1622, "S-III"), (1627, "XVI"),
    (1749, "XVII"), (1872, "S-IV"), (1881, "XVIII"), (1994, "XIX"), (2007, "XX"), (2134, "XXI"), (2248, "S-V"),
    (2252, "ES-V"), (2259, "XXII"), (2376, "XXIII"), (2498, "XXIV"), (2621, "XXV"), (2752, "XXVI"), (2903, "XXVII"),
    (3050, "XXVIII"), (3200, "S-VI"), (3203, "XXIX"), (3362, "S-VII"), (3363, "XXX"),
)  # fmt: skip
_LAST_RUNNING_NUMBER = 3541

_SPELLING = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
    "／": "/", "∕": "/", "⁄": "/", "（": "(", "）": ")", "［": "[", "］": "]",
    # Russian texts type the Latin look-alikes in Cyrillic
    "А": "A", "С": "C", "Е": "E", "Х": "X", "Т": "T",
})  # fmt: skip

_SYMBOL = r"""
    (?P<stem> A | S | E | T | A/HRC | E/CN\.4 | E/CN\.4/Sub\.2 )   # the body; blanks around strokes are dropped before
    /? (?P<kind> RES | DEC | PRST ) [./]?                            # A/RES/60/1, A/Res.60/1
    """
_NUMBER = r"""
    (?:
        (?P<n1> \d{1,4} ) \[? (?P<l1> [A-Z] )? \]?                  # 217, 217A, 217[A]
        \( (?P<s1> (?: E?S- )? [IVXL]+ | E?S-\d{1,2} | \d{4} ) \)   # (III), (S-VI), (S-1), (ES-X), (2000)
        \[? (?P<l2> [A-Z] )? \]?                                    # (III)A, (III)[A]
      |
        (?P<s3> (?: E?S- ) (?: \d{1,2} | [IVXL]+ ) | \d{1,4} )      # 60, S-10, ES-11, S-XX, 1996
        / (?P<n3> \d{1,4} ) \[? (?P<l3> [A-Z] )? \]?                # /1, /75E, /234[B]
      |
        (?P<n4> \d{1,4} ) \[? (?P<l4> [A-Z] )? \]?                  # the number alone: S/RES/1325, A/RES/2312
    )
    (?: /(?: Rev | Add | Corr | Amend )\.\d{1,2} )*                 # a corrected print is still the same resolution
    """


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of one resolution, decision or presidential statement.

    `session` is Roman to the Assembly's thirtieth and in ECOSOC to 1977, Arabic after, with `S-` or `ES-` before it for
    special ones; blank where the year counts. `year` is given for the Security Council (None: not told), for ECOSOC and
    the Commission from 1978, and for presidential statements. `letter` is blank or one capital.

    >>> Symbol("GA", 217, session="III", letter="A")
    Symbol(body='GA', number=217, session='III', year=None, letter='A', kind='RES')
    """

    body: Body
    number: int
    session: str = ""
    year: int | None = None
    letter: str = ""
    kind: SymbolKind = "RES"

    def __str__(self) -> str:
        stem = f"{_STEM[self.body]}/{self.kind}/"
        if self.body == "SC" and self.kind == "RES":
            return f"{stem}{self.number}" + (f"({self.year})" if self.year else "")
        if self.year is not None:
            return f"{stem}{self.year}/{self.number}{self.letter}"
        if self.runs_on:
            return f"{stem}{self.number}({self.session}){self.letter}"
        return f"{stem}{self.session}/{self.number}{self.letter}"

    @property
    def runs_on(self) -> bool:
        """Whether the number ran on over the sessions, so that the session stands in brackets behind it.

        >>> ga(3201, "S-VI").runs_on, ga(2, "S-10").runs_on
        (True, False)
        """
        early_special = self.body == "GA" and self.session in ("S-1", "S-2")
        return early_special or self.session[-1:] in tuple("IVXL")

    @property
    def parent(self) -> Symbol:
        """The resolution a lettered one is part of; itself where there is no letter.

        >>> str(ga(2200, "XXI", "A").parent)
        'A/RES/2200(XXI)'
        """
        return replace(self, letter="")


def session_of(number: int) -> str | None:
    """The session in which the Assembly adopted the resolution with this number, for numbers before 1976.

    >>> session_of(2312), session_of(217), session_of(3201), session_of(4000)
    ('XXII', 'III', 'S-VI', None)
    """
    if not 1 <= number <= _LAST_RUNNING_NUMBER:
        return None
    return _SESSION_STARTS[bisect_right(_SESSION_STARTS, (number, "~")) - 1][1]


def ga(number: int, session: str | int | None = None, letter: str = "", kind: SymbolKind = "RES") -> Symbol:
    """A General Assembly resolution or decision. Without a session the number must be one of before 1976.

    Raises ValueError for a session that cannot be.

    >>> str(ga(2312)), str(ga(1, 60)), str(ga(75, "49", "k")), str(ga(1, "es-xi")), str(ga(3201, "S-6"))
    ('A/RES/2312(XXII)', 'A/RES/60/1', 'A/RES/49/75K', 'A/RES/ES-11/1', 'A/RES/3201(S-VI)')
    """
    told = session_of(number) if session is None else _ga_session(str(session))
    if told is None or number < 1:
        raise ValueError(f"no General Assembly session {session} for resolution {number}")
    if kind == "DEC" and not told[-1].isdigit():
        raise ValueError("decisions of the General Assembly have numbers from session 31 only")
    return Symbol("GA", number, told, None, letter.upper(), kind)


def sc(number: int, year: int | None = None) -> Symbol:
    """A Security Council resolution; its number alone identifies it.

    >>> str(sc(1325, 2000)), str(sc(1325))
    ('S/RES/1325(2000)', 'S/RES/1325')
    """
    if number < 1 or (year is not None and not 1946 <= year <= 2099):
        raise ValueError(f"no Security Council resolution {number} ({year})")
    return Symbol("SC", number, "", year)


def statement(year: int, number: int) -> Symbol:
    """A statement by the President of the Security Council.

    >>> str(statement(2013, 2))
    'S/PRST/2013/2'
    """
    if number < 1 or not 1994 <= year <= 2099:
        raise ValueError(f"no presidential statement {year}/{number}: symbols start in 1994")
    return Symbol("SC", number, "", year, "", "PRST")


def ecosoc(number: int, when: str | int, letter: str = "", kind: SymbolKind = "RES") -> Symbol:
    """A resolution or decision of the Economic and Social Council: `when` is a Roman session or a year from 1978.

    >>> str(ecosoc(31, 1996)), str(ecosoc(1503, "XLVIII"))
    ('E/RES/1996/31', 'E/RES/1503(XLVIII)')
    """
    return _by_session_or_year("ECOSOC", number, when, letter, kind)


def chr_(number: int, when: str | int, kind: SymbolKind = "RES") -> Symbol:
    """A resolution of the Commission on Human Rights: `when` is a Roman session or a year from 1978 to 2005.

    >>> str(chr_(81, 2005)), str(chr_(8, "XXIII"))
    ('E/CN.4/RES/2005/81', 'E/CN.4/RES/8(XXIII)')
    """
    return _by_session_or_year("CHR", number, when, "", kind)


def hrc(number: int, session: str | int, kind: SymbolKind = "RES") -> Symbol:
    """A resolution, decision or statement of the Human Rights Council.

    >>> str(hrc(4, 17)), str(hrc(1, "S-XV"))
    ('A/HRC/RES/17/4', 'A/HRC/RES/S-15/1')
    """
    value, special = _split_session(str(session))
    if number < 1 or value is None or special not in ("", "S-"):
        raise ValueError(f"no Human Rights Council session {session}")
    return Symbol("HRC", number, f"{special}{value}", None, "", kind)


@lru_cache(maxsize=4096)
def parse_symbol(text: str) -> Symbol | None:
    """Read a whole symbol; None where `text` is not the symbol of a resolution, decision or presidential statement.

    >>> [str(parse_symbol(text)) for text in ("A/RES/217(III)[A]", "S/RES/1325 (2000)", "A/HRC/RES/17/4", "A/RES/2312")]
    ['A/RES/217(III)A', 'S/RES/1325(2000)', 'A/HRC/RES/17/4', 'A/RES/2312(XXII)']
    """
    match = _pattern(_SYMBOL + _NUMBER).fullmatch(_tight(text))
    if match is None:
        return None
    kind: SymbolKind = match["kind"].upper()  # type: ignore[assignment]  # the pattern allows these three only
    return _build(match, _BODY[match["stem"].upper()], kind)


@lru_cache(maxsize=4096)
def parse_number(text: str, body: Body | None = None, kind: SymbolKind = "RES") -> Symbol | None:
    """Read the number as prose writes it beside the name of the body: "217 A (III)", "1325 (2000)", "1996/31".

    Without a body the number must tell it: a year in brackets is the Security Council, a year before a stroke ECOSOC,
    else the Assembly; "17/4" or a bare "1325" then gives None.

    >>> str(parse_number("217 A (III)")), str(parse_number("242 (1967)")), str(parse_number("17/4", "HRC"))
    ('A/RES/217(III)A', 'S/RES/242(1967)', 'A/HRC/RES/17/4')
    >>> print(parse_number("17/4"), parse_number("1325"))
    None None
    """
    match = _pattern(_NUMBER).fullmatch(_tight(text))
    if match is None:
        return None
    if body is None:
        if match["n4"]:
            return None
        when = match["s1"] or match["s3"]
        year = when.isdigit() and len(when) == 4
        body = ("SC" if match["s1"] else "ECOSOC") if year else "GA"
    return _build(match, body, kind)


def _build(match: re.Match[str], body: Body, kind: SymbolKind) -> Symbol | None:
    number = int(match["n1"] or match["n3"] or match["n4"])
    when = match["s1"] or match["s3"]
    letters = [letter for letter in (match["l1"], match["l2"], match["l3"], match["l4"]) if letter]
    letter = letters[0] if letters else ""
    if len(letters) > 1 or (letter and body not in ("GA", "ECOSOC")):
        return None
    year = int(when) if when and when.isdigit() else None
    try:
        if kind == "PRST":
            if body == "SC" and match["s3"] and year:
                return statement(year, number)
            return hrc(number, when, kind) if body == "HRC" and match["s3"] else None
        if body == "GA":
            symbol = ga(number, when, letter, kind)
            return symbol if when is None or symbol.runs_on == bool(match["s1"]) else None
        if body == "SC":
            return sc(number, year) if kind == "RES" and not match["s3"] and (when is None or year) else None
        if when is None:
            return None
        if body == "HRC":
            return hrc(number, when, kind) if match["s3"] else None
        symbol = _by_session_or_year(body, number, when, letter, kind)
        return symbol if symbol.runs_on == bool(match["s1"]) else None
    except ValueError:
        return None


def _by_session_or_year(body: Body, number: int, when: str | int, letter: str, kind: SymbolKind) -> Symbol:
    text = str(when).upper()
    if number >= 1 and text.isdigit() and 1978 <= int(text) <= 2099 and body != "TC":
        return Symbol(body, number, "", int(text), letter.upper(), kind)
    if number >= 1 and roman(text) is not None:
        return Symbol(body, number, text, None, letter.upper(), kind)
    raise ValueError(f"no {body} resolution {number} of {when}")


def _split_session(text: str) -> tuple[int | None, str]:
    """`ES-XI` -> (11, "ES-")."""
    special, _, value = text.upper().rpartition("-")
    number = int(value) if value.isdigit() else roman(value)
    return (number or None), f"{special}-" if special else ""


def _ga_session(text: str) -> str | None:
    value, special = _split_session(text)
    if value is None or special not in ("", "S-", "ES-"):
        return None
    roman_to = {"": 30, "S-": 7, "ES-": 5}[special]
    if value > roman_to or (special == "S-" and value < 3):  # the first two special sessions were always S-1 and S-2
        return f"{special}{value}"
    return f"{special}{to_roman(value)}"


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(_SPELLING)).upper().rstrip(".,;:")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE | re.IGNORECASE | re.ASCII)
