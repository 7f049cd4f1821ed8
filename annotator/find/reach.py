"""How far a name reaches over what identifies the same instrument beside it.

    the 1951 Convention relating to the Status of Refugees of 28 July 1951 ("the Refugee Convention")

A year before it, an acronym, alias or year in brackets, a date, and words about its subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotator.find.dates import Date, Dates
from annotator.fold import Folded
from annotator.references import Meaning, References
from annotator.references.stems import LONG_WORD

__all__ = ["reach", "subject_behind", "subject_end"]

_BRACKET = re.compile(r"[ \n]?\((?P<inner>[^()\n]{2,150})\)")
# What may stand in a bracket before the alias it gives: "(hereinafter referred to as "the Covenant")".
_OPENERS = re.compile(
    r"""
    (?: (?: hereinafter | hereafter | henceforth )(?:[ ](?:referred[ ]to|cited)(?:[ ]as)?)?
      | en[ ]adelante | en[ ]lo[ ]sucesivo | ci-apres(?:[ ](?:denomme|designe|appele)e?)? | dite? | dorenavant
      | doravante | a[ ]seguir | im[ ](?:folgenden|weiteren) | nachstehend | nachfolgend | kurz | di[ ]seguito
      | d'ora[ ]in[ ](?:avanti|poi)
      | далее | в[ ]дальнеишем | именуем\w{1,5}[ ](?:далее|в[ ]дальнеишем) | 以下(?:简)?称(?:为)? | 下称 | 简称
      | (?:(?:ال)?مشار|يشار)[ ]الي(?:ه|ها)[ ]فيما[ ](?:يلي|بعد)(?:[ ]ب(?:اسم|عباره|تعبير))? | فيما[ ](?:يلي|بعد)
      | (?: the | la | el | le | o | a | los | las | les | die | das | der | also | or )(?!\w)      # not of "ACRWC"
      | l' | cited[ ]as | commonly[ ]known[ ]as | known[ ]as | i\.e\.
      | por[ ]sus[ ]siglas(?:[ ]en[ ]\w{1,12})?
      | [:,;"'«»《\s-]
    )+
    """,
    re.VERBOSE,
)
# "the 2010 NPT Review Conference": the year is the conference's.
_CONFERENCE = re.compile(r"(?:[ ]\([^()\n]{2,20}\))?[ \n](?:review|preparatory|conference|summit|meeting)(?!\w)")
# Not over a blank line: "Geneva, 19 June 2024" is the date of a letter.
_YEAR_BEFORE = re.compile(r"(?<![\w/.-])(?P<year>1[5-9]\d{2}|20\d{2})[ ]$")
# "Vienna Convention on the Law of Treaties 1969"
_YEAR_BEHIND = re.compile(r"[ ](?P<year>1[5-9]\d{2}|20\d{2})(?![\w/-]|\.\d)(?:[ ](?:года|г\.))?")
# "Convenção 158 da Organização Internacional do Trabalho (OIT)": the bracket is the organization's.
_ORGANIZATIONS = frozenset(("au", "eu", "ilo", "oas", "oea", "oil", "oit", "onu", "ua", "ue", "un", "uno", "оон"))
# "(DUDH - 1948)": the year beside an acronym.
_WITH_YEAR = re.compile(r"(?:[ ]?[-,/][ ]?|[ ])(?:1[89]|20)\d{2}$")
_CJK_BEFORE = re.compile(r"\d{4}年(?:\d{1,2}月\d{1,2}日)?$")
# "relating to the Status of Refugees" behind a name that the tables have without it.
_RELATING = re.compile(
    r"""
    [ \n]
    (?: relating[ \n]to | concerning | on
      | relati(?:f|ve)s?[ \n](?:au|a|aux) | concernant | sur
      | relativ[eao]s?[ \n](?:au|a|aux|al|ao|alla) | sobre
      | uber
    )
    [ \n](?P<subject>[^,.;:()\n]{4,120})
    """,
    re.VERBOSE,
)


def reach(
    folded: Folded, start: int, end: int, dates: Dates, same: Callable[[str], bool], years: frozenset[int]
) -> tuple[int, int, Date | None, str]:
    """How far a name reaches over what identifies the same instrument beside it.

    Args:
        folded: the document.
        start: folded start of the name.
        end: folded end of the name.
        dates: the reader of dates.
        same: tells whether a folded name is one of the same instrument.
        years: the years of what the name may mean; one of them may stand behind it with no word between.

    Returns:
        Start, end, the date read if any, and the alias a bracket gave ("" where none).
    """
    text = folded.text
    date: Date | None = None
    alias = ""
    if text[start - 1 : start] == "《" and text[end : end + 1] == "》":
        start, end = start - 1, end + 1
        before = _CJK_BEFORE.search(text[max(0, start - 12) : start])
        if before is not None:
            start -= len(before[0])
            date = dates.read(text, start)
    before = _YEAR_BEFORE.search(text[max(0, start - 7) : start])
    if before is not None and _CONFERENCE.match(text, end) is None:
        date = Date(before["year"], start - 5, start - 1)
        start -= 5
    behind = _YEAR_BEHIND.match(text, end)
    if behind is not None and date is None and int(behind["year"]) in years:
        date, end = Date(behind["year"], behind.start("year"), behind.end("year")), behind.end()
    for _ in range(2):
        bracket = _BRACKET.match(text, end)
        if bracket is not None:
            year = dates.read(bracket["inner"], 0)
            if year is not None and year.end == len(bracket["inner"]):
                date, end = date or year, bracket.end()
                continue
            inner = _WITH_YEAR.sub("", bracket["inner"])
            given = _alias(inner, folded.cased[bracket.start("inner") : bracket.start("inner") + len(inner)], same)
            if given:
                alias, end = given, bracket.end()
                continue
        tail = dates.tail(text, end) or dates.american(text, end)
        if tail is not None and date is None:
            date, end = tail, tail.end
            continue
        break
    return start, end, date, alias


def _alias(inner: str, cased: str, same: Callable[[str], bool]) -> str:
    """The alias a bracket gives, "" where none: another name, an acronym, or what stands behind "hereinafter"."""
    opener = _OPENERS.match(inner)
    bare = inner[opener.end() if opener else 0 :].strip(" \"'«»《》")
    first = bare.split(",")[0].split(" or ")[0].strip(" \"'")
    acronym = (
        " " not in bare
        and bare not in _ORGANIZATIONS
        and 2 <= len(bare) <= 14
        and sum(c.isupper() for c in cased) >= 2
        and not any(c.isdigit() for c in bare)
    )
    if acronym or same(bare):
        return bare
    if same(first):
        return first
    told = opener is not None and (len(opener[0].strip()) > 4 or '"' in opener[0] or "以下" in opener[0])
    return bare if told and len(bare) > 1 and bare.count(" ") < 6 else ""


def subject_behind(text: str, end: int) -> str:
    """What is said right behind a name with "on", "concerning", "relating to" and the like; "" where nothing is.

    Args:
        text: a folded text.
        end: the folded end of the name.

    >>> subject_behind("the caracas convention on territorial asylum, ", 22)
    'territorial asylum'
    """
    found = _RELATING.match(text, end)
    return found["subject"] if found is not None else ""


def subject_end(folded: Folded, end: int, meanings: tuple[Meaning, ...], references: References) -> int:
    """How far a name reaches over "relating to ..." where every word of that describes the same instrument.

    Args:
        folded: the document.
        end: folded end of the name so far.
        meanings: what the name may mean.
        references: for the other names and titles of that.

    Returns:
        The folded end of the last such word; `end` where the first other word is written with a capital, since
        the words then are another title.
    """
    found = _RELATING.match(folded.text, end)
    if found is None:
        return end
    known: set[str] = set()
    for meaning in meanings:
        instrument = references.instrument(meaning.id)
        known.update(
            word[:6]
            for name in references.names_of.get(meaning.id, ())
            for word in LONG_WORD.findall(name)
        )
        if instrument is not None:
            known.update(word[:6] for word in LONG_WORD.findall(instrument.title.lower()))
    stop = end
    for word in LONG_WORD.finditer(found["subject"]):
        if word[0][:6] not in known:
            at = found.start("subject") + word.start()
            return end if folded.cased[at].isupper() else stop
        stop = found.start("subject") + word.end()
    return stop
