"""Pinpoints whose unit word stands elsewhere: "... and 37 of the Convention", "s 36(1) of the Constitution"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotator.find.leads import to_mention
from annotator.find.mention import Mention
from annotator.find.pinpoint import Pinpoint, read_pinpoint, read_values
from annotator.fold import Folded
from annotator.references import Language

__all__ = ["outermost", "section_before", "shared_tail"]

# Where bare values may start behind "articles 7 of X": "and 37 of Y", ", 12 of Z", "; 2, 3 and 5 of Z".
_BARE_VALUE = re.compile(r"(?:^|[ ,])[ ]?(?:and|y|e|et|ed|ou|or|und)[ ](?:el[ ]|o[ ])?(?=\d)|(?<=[,;][ ])(?=\d)")
_SECTION = re.compile(r"(?<![\w'.-])ss?[ ](?=\d)")
_BARE_BEFORE = re.compile(
    r"(?:[ ](?:and|y|e|et|ed|ou|or|und)|[;,])[ ](?P<value>\d{1,3}°?(?:,[ ]\d{1,3}°?){0,4}),?[ ]$"
)
# What leads on in a list of articles and instruments: "...; 3 y 5 del Pacto", "...; I y II de la Declaración".
_CHAIN = re.compile(r";[ \n](?:(?:and|y|e|et|ed)[ ])?(?=\d{1,3}°?(?:,|[ ])|[ivx]{1,5}(?:,[ ]|[ ]))")
# How far before a bare value the word "articles" may stand.
_STANDS_BEFORE = 400
_ARTICLES = re.compile(r"(?<!\w)(?:arts?\.|art\(s\)\.|artt\.|articles?|articulos?|artigos?|articol[oi]|artikeln?)")


def section_before(folded: Folded, mention: Mention, floor: int, languages: Mapping[str, Language]) -> Pinpoint | None:
    """The section of a Commonwealth constitution, whose word is a lone "s": "s 36(1) of the Constitution".

    It is looked for from the name, since every possessive of an English text ends in that letter.

    Args:
        folded: the document.
        mention: what is named.
        floor: folded offset before which nothing is looked for.
        languages: whose words count.
    """
    if mention.head not in ("constitution", "charter") or mention.language not in ("", "en"):
        return None
    low = max(floor, mention.start - 60)
    english = languages["en"]
    for found in _SECTION.finditer(folded.text, low, mention.start):
        pin = read_pinpoint(folded, found.start(), english)
        if (
            pin is not None
            and pin.end <= mention.start
            and to_mention(english).fullmatch(folded.text, pin.end, mention.start) is not None
        ):
            return pin
    return None


def shared_tail(
    folded: Folded, mention: Mention, floor: int, languages: Mapping[str, Language], chained: bool
) -> Pinpoint | None:
    """Bare values before a mention whose unit word stands with the one before: "... and 37 of the Convention".

    Args:
        folded: the document.
        mention: what is named.
        floor: folded offset before which nothing is looked for.
        languages: whose words count.
        chained: whether a citation with pinpoints ends at `floor`, so that a list may go on right behind it.
    """
    text = folded.text
    low = max(floor, mention.start - 90)
    places = [
        (start, end)
        for start, end in (found.span() for found in _BARE_VALUE.finditer(text[low : mention.start]))
        if _ARTICLES.search(text, max(0, low + start - _STANDS_BEFORE), low + end) is not None
    ]
    link = _CHAIN.match(text, floor) if chained and low == floor else None
    if link is not None:
        places.append((link.start() - low, link.end() - low))
    if not places:
        return None
    codes = (mention.language,) if mention.language in languages else ()
    for code in dict.fromkeys((*codes, "en", "es", "fr", "pt", "it", "de")):
        language = languages[code]
        for start, end in places:
            pin = read_values(folded, low + end, language)
            if pin is None or pin.end > mention.start:
                continue
            lead = to_mention(language).fullmatch(text, pin.end, mention.start)
            if lead is None:
                continue
            close = low == floor and not start and " " not in text[mention.start : mention.end]
            if lead[0].strip(" \n\"'") or close:
                return pin  # only "artículos 101 TFUE y 102 TFUE" needs no word that leads to the name
    return None


def outermost(folded: Folded, pin: Pinpoint, language: Language) -> Pinpoint:
    """The pinpoint with the bare article before it: "article 5 of the Code and 2, para. 20, of the Constitution".

    Args:
        folded: the document.
        pin: what was read.
        language: whose words count.
    """
    if any(path.steps[0].unit in ("art", "amend") for path in pin.paths):
        return pin
    low = max(0, pin.start - 34)
    found = _BARE_BEFORE.search(folded.text, low, pin.start)
    if found is None:
        return pin
    at = found.start("value")
    if _ARTICLES.search(folded.text, max(0, at - _STANDS_BEFORE), at) is None:
        return pin
    wider = read_values(folded, at, language)
    return wider if wider is not None and wider.end >= pin.end else pin
