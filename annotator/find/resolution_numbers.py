"""The numbers of resolutions: lists of them as texts write them, and the symbols a number may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from annotator.find.dates import Dates
from annotator.find.mention import Mention
from annotator.fold import Folded
from annotator.fold.table import FOOTNOTE
from annotator.numerals import roman, to_roman
from annotator.symbols import Body, parse_number

__all__ = ["MARKS", "Number", "NumberReader", "body_of", "is_ours", "normal", "numbered", "plain_symbol", "symbols_of"]

_BODIES: Mapping[str, Body] = {body: body for body in get_args(Body)}
# The letters that tell the parts of a set, in the order of the Arabic alphabet of numbers.
_ARABIC_LETTERS = (
    "الف",
    "باء",
    "جيم",
    "دال",
    "هاء",
    "واو",
    "زاي",
    "حاء",
    "طاء",
    "ياء",
    "كاف",
    "لام",
    "ميم",
    "نون",
    "سين",
    "عين",
    "فاء",
    "صاد",
    "قاف",
    "راء",
    "شين",
    "تاء",
    "ثاء",
    "خاء",
    "ذال",
    "ضاد",
)
# A smaller number with no body beside it is as often somebody else's.
_LEAST_PLAIN = 100
# Three regular sessions a year since 2006; a higher number is the Assembly's.
_COUNCIL_SESSIONS = 63
_LOOSE_LETTER = re.compile(r"[ ][a-z]$")
# Russian letters that stand for Latin ones: those of a set, and of a Roman session ("973 (Х)").
_CYRILLIC = str.maketrans("абвгхі", "abcdxi")
# One number: with its year or session in brackets, behind a slash, or plain; `more` is a second letter of its set.
_LETTER = r"(?:[a-zабвг](?![\w'])|{arabic})"
# Arabic writes sessions with letters: (د-25) is (XXV), (دإ-6) is (S-VI), دإط-10/15 is ES-10/15.
_SESSION = r"د[ ]?(?:ا[ ]?(?:ط[ ]?)?)?-[ ]?"
_ARABIC_SESSION = re.compile(
    r"د[ ]?(?P<special>ا)?[ ]?(?P<emergency>ط)?[ ]?-[ ]?(?P<number>\d{1,2})(?P<stroke>[ ]?/)?"
)
_ITEM = r"""
    (?P<item>
        \d{{1,4}} (?:[ ]?{letter})? [ \n]?
        \([ ]?(?:(?:e?s-)?[ivxlхі]{{1,7}}|e?s-\d{{1,2}}|(?:19|20)\d{{2}}|{session}\d{{1,2}})[ ]?\) (?:[ ]?{letter})?
      | (?:e?s-|{session})?(?:\d{{1,4}}|[ivx]{{1,5}}(?=[ ]?/))[ ]?/[ ]?\d{{1,3}}(?![\d/]) (?:[ ]?{letter})?
      | \d{{1,4}}[ ]?a(?![\w'])
      | (?P<plain>(?:\d{{1,4}}|[12]\.\d{{3}}(?!\d))(?![\d/.,]\d|[ ]?[-/%]|\w))
    )
    (?P<more>[ ](?:to|and|a|y|et|e|a|-|и|و)[ ]{letter}(?=[ ]?(?:\(|[,.;]|of|de|du|$|[ ])))?
    (?P<era>[ ]?\((?:(?:e?s-)?[ivxl]{{1,7}}|(?:19|20)\d{{2}})\))?
    """
# "217 A III": the session without its brackets, in capitals.
_UNBRACKETED = re.compile(r"(?P<number>\d{1,4}(?:[ ][a-d])?)[ ](?P<session>[ivx]{1,6})(?![\w'/.-]|[ ]?\()")
_LAST_ROMAN = 30
# What may stand between the word "resolution" and its number.
_LEAD = re.compile(
    r"(?:[ ]?:)?[ \n]?(?:\((?=\d)|(?:nos?|n)\.[ ]?|n°s?[ ]?|num\.[ ]?|nr\.?[ ]|numbers?[ ]|№[ ]?|رقم[ ])?[ \n]?"
)
# Where the marks of footnotes stood.
MARKS = FOOTNOTE + "{0,3}"
# What stands between two numbers of a list, the mark of a footnote first; `word` is the word "resolution" said again.
_SEPARATOR = re.compile(
    MARKS
    + r"""
    [ \n]?(?:\([^()\n]{1,60}\))?
    (?: [,;،、]"""
    + MARKS
    + r"""[ \n]?(?:and|y|et|e|и|و|及|和|以及)?[ \n]?        # the mark may stand behind the comma
      | [ \n](?:and|or|y|e|et|ou|und|sowie|и|или|و|as[ ]well[ ]as|asi[ ]como|ainsi[ ]que|bem[ ]como)(?:[ \n]|(?=,[ ]))
      | [ \n]?[,]?[ \n]?و[ \n]?
      | (?:和|及|以及|、|，)[ ]?
    )
    (?:,?[ ]?(?:most[ ]recently|more[ ]recently|in[ ]particular|notably|especially|including|lastly|finally|latterly
      |mas[ ]recientemente|en[ ]particular|en[ ]especial|incluid[ao]s?|por[ ]ultimo|la[ ]mas[ ]reciente
      |plus[ ]recemment|tout[ ]recemment|dernierement|en[ ]dernier[ ]lieu|notamment|en[ ]particulier|y[ ]compris
      |mais[ ]recentemente|em[ ]particular|в[ ]том[ ]числе|в[ ]частности|включая|в[ ]последнее[ ]время),?[ \n])?
    (?:(?:of|its|in|to|the|sus|su|sa|ses|la|les|las|los|a[ ]la|de[ ]la|da|as|свои|свою|в|на|الي)[ \n]){0,2}
    (?P<word>(?:resolutions?|resoluci(?:on|ones)|resoluc(?:ao|oes)|резолюци\w+|القرار|قرارها|قرار)[ \n])?
    """,
    re.VERBOSE,
)


# Where a list of resolutions goes on behind words about one of them, and what ends it.
_GOES_ON = re.compile(
    r"""
    (?: ,[ \n](?:and|y|e|et|и|as[ ]well[ ]as|asi[ ]como|ainsi[ ]que|а[ ]также)?[ \n]?
      | [ \n](?:and|y|e|et|и|а[ ]также)[ \n] | [ ]?و[ ]? )
    (?:its[ ]|sa[ ]|su[ ]|la[ ])?(?=\d{1,3}/\d{1,3}[a-z]?(?![\d/]))
    """,
    re.VERBOSE,
)
_TITLED = re.compile(
    r",?[ \n](?:entitled|titulad[ao]s?|intitule{1,2}s?|intitulad[ao]s?|озаглавленн\w{2,3}|بعنوان)[ \n]"
    r"[\"«][^\"»\n]{3,300}[\"»]" + MARKS
)
_LIST_STOP = re.compile(
    r"[;()]|[.][ \n]|\n\n|。|(?<!\w)(?:decis|decre|report|rapport|informe|document|resol|резол|решени|доклад)"
    r"|(?<!\w)[وبل]?(?:ال)?(?:قرار|مقرر)"
)
# How far a list goes on, in characters.
_LONGEST_LIST = 900


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a list as `normal` writes it, its folded span and the ISO date told with it ("" where none)."""

    start: int
    end: int
    number: str
    date: str

    @property
    def plain(self) -> bool:
        """Whether no year or session tells which resolution of that number is meant."""
        return self.number.isdigit()


class NumberReader:
    """Reads lists of numbers; built once."""

    def __init__(self, dates: Dates) -> None:
        self._dates = dates
        arabic = "|".join(_ARABIC_LETTERS)
        self._item = re.compile(_ITEM.format(letter=_LETTER.format(arabic=arabic), session=_SESSION), re.VERBOSE)

    def read(self, folded: Folded, at: int) -> list[Number]:
        """The numbers of a list, "No." before it left out; empty where no number stands there.

        Args:
            folded: the document.
            at: the folded offset behind the word "resolution" or behind its body.
        """
        lead = _LEAD.match(folded.text, at)
        return list(self._list(folded, lead.end() if lead is not None else at))

    def behind(self, folded: Folded, at: int) -> Iterator[list[Number]]:
        """The lists that one goes on with behind a title or subject: "65/1, entitled "Keeping ...", and 68/309".

        Args:
            folded: the document.
            at: the folded offset behind the last number so far.
        """
        text = folded.text
        titled = _TITLED.match(text, at)
        if titled is not None:
            at = titled.end()  # a title may hold whatever else ends a list
        stop = _LIST_STOP.search(text, at, at + _LONGEST_LIST)
        limit = stop.start() if stop is not None else min(len(text), at + _LONGEST_LIST)
        while (gap := _GOES_ON.search(text, at, limit)) is not None:
            items = self.read(folded, gap.end())
            at = items[-1].end if items else gap.end()
            yield items

    def _list(self, folded: Folded, at: int) -> Iterator[Number]:
        text = folded.text
        before: Number | None = None
        while True:
            apart = self._unbracketed(folded, at) if before is None else None
            if apart is not None:
                yield apart
                return
            match = self._item.match(text, at)
            if match is None or (match["plain"] and not match["era"] and before is not None and not before.plain):
                return
            item, end = match["item"] + (match["era"] or ""), match.end()
            if _LOOSE_LETTER.search(match["item"]) and folded.cased[match.end("item") - 1].islower():
                # "242 (1967) y 338 (1973)", "1325 (2000) a year later": letters of sets are capitals, words are not.
                item, end = match["item"][:-2], match.end("item") - 2
            if match["more"] and folded.cased[match.end("more") - 1].islower():
                end = match.start("more")  # "34/180 и в приложении": a word, not the last letter of a set
            # A year alone after a comma may be the next thing in the sentence; a full date is the resolution's.
            behind = text[end : end + 3]
            tail = self._dates.joined(text, end + len(behind) - len(behind.lstrip(FOOTNOTE)))
            date = ""
            if tail is not None:
                date, end = tail.iso, tail.end
            before = Number(match.start(), end, normal(item), date)
            yield before
            gap = _SEPARATOR.match(text, end)
            # Where the word is said again, another body may govern what follows.
            if gap is None or gap.end() == end or gap["word"]:
                return
            at = gap.end()


    @staticmethod
    def _unbracketed(folded: Folded, at: int) -> Number | None:
        """A number of the Assembly whose Roman session has no brackets: "217 A III"; None where none stands there."""
        found = _UNBRACKETED.match(folded.text, at)
        if found is None or not folded.cased[found.start("session") : found.end()].isupper():
            return None
        if not folded.cased[at : found.end("number")].isupper() and " " in found["number"]:
            return None
        session = roman(found["session"].upper())
        if session is None or session > _LAST_ROMAN:
            return None
        return Number(at, found.end(), normal(f"{found['number']} ({found['session']})"), "")


def plain_symbol(item: str, year: str, spoken: set[str], council_years: Mapping[int, int]) -> str:
    """The symbol of a number alone in a text that speaks of a body: "resolution 1701 must be implemented"; "" for none.

    The General Assembly's ran on until 1975; they count where the Council is not spoken of or has no such number.

    Args:
        item: the number.
        year: the year told with it, or "".
        spoken: codes of the bodies the text speaks of, of "SC" and "GA".
        council_years: number -> year of the Council's resolutions.
    """
    number = int(item)
    council = council_years.get(number)
    if number < _LEAST_PLAIN:
        return ""
    if "SC" in spoken and council is not None and year in ("", str(council)):
        return f"S/RES/{number}({council})"
    assembly = parse_number(item, "GA") if "GA" in spoken and not year else None
    return str(assembly) if assembly is not None else ""


def normal(number: str) -> str:
    """A number in capitals, on one line, the letters of its set in Latin script.

    >>> normal("49/75 б"), normal("1.373")
    ('49/75 B', '1373')
    >>> normal("3201 (دا-6)"), normal("داط-10/15")
    ('3201 (S-VI)', 'ES-10/15')
    """
    number = _ARABIC_SESSION.sub(_latin_session, number.replace("\n", " ").translate(_CYRILLIC))
    for at, word in enumerate(_ARABIC_LETTERS):
        if word in number:
            number = number.replace(word, chr(ord("a") + at))
    return number.replace(".", "").upper()


def _latin_session(found: re.Match[str]) -> str:
    """An Arabic session as a Latin one: Roman and in brackets until 1975, plain before a stroke since."""
    prefix = "es-" if found["emergency"] else "s-" if found["special"] or found["stroke"] else ""
    if found["stroke"]:
        return f"{prefix}{found['number']}/"
    return prefix + to_roman(int(found["number"])).lower()


def is_ours(code: str) -> bool:
    """Whether the resolutions of a body, by its code, are citations of ours."""
    return code in _BODIES


def body_of(number: str, code: str) -> Body | None:
    """The body that a number belongs to by what the text tells.

    Args:
        number: as `normal` writes it.
        code: the body told with it, "" where none.

    Returns:
        None where no body is told, or one that never sat so often: then the number is somebody else's.
    """
    session = _session(number)
    return None if code == "HRC" and session is not None and session > _COUNCIL_SESSIONS else _BODIES.get(code)


def symbols_of(number: str, body: Body | None) -> tuple[str, ...]:
    """The symbols a number with its session or year may be, the likeliest first; empty where it can be none.

    Args:
        number: as `normal` writes it.
        body: whose resolution it is, None where the text does not tell.

    >>> symbols_of("1325 (2000)", None)
    ('S/RES/1325(2000)',)
    """
    symbols = [parse_number(number, body)]
    session = _session(number)
    if body is None:
        if session is not None and len(number.split("/")[0].strip()) == 4:
            symbols.append(parse_number(number, "CHR"))
        elif session is not None and not 31 <= session <= 90:
            symbols = []
        if session is not None and session <= _COUNCIL_SESSIONS:
            symbols.append(parse_number(number, "HRC"))
        if symbols and symbols[0] is None and "(" in number:
            symbols.append(parse_number(number, "ECOSOC"))
    return tuple(dict.fromkeys(str(symbol) for symbol in symbols if symbol is not None))


def numbered(base: Mention, number: str, code: str) -> Mention | None:
    """A mention with the symbols that a number with its session or year may be; None where that is none of ours.

    Args:
        base: the mention without its symbols.
        number: as `normal` writes it.
        code: the body told with it, "" where none.
    """
    if "/0" in number.replace(" ", ""):
        return None  # the UN writes no leading zeros; fisheries commissions do
    body = body_of(number, code)
    symbols = symbols_of(number, body)
    # A number and year of a body that fit no symbol still are a citation: an unknown one.
    return replace(base, symbols=symbols) if symbols or body is not None else None


def _session(number: str) -> int | None:
    """The plain number before the stroke; None where there is none."""
    session, stroke, _ = number.partition("/")
    return int(session) if stroke and session.strip().isdigit() else None
