"""Tokens of a pinpoint: what may stand between "article" and the name of the instrument.

A token is read at a position of the folded text in one language; there is no lookback, so
reading is linear. Words come from `references/languages/`, shapes of values from the patterns here. They run at every
token, so they are of the standard library, whose matches have no timeout to pay for: each is tried at one place only,
and none of its loops can take the same text in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from annotator.fold import Folded
from annotator.numerals import roman
from annotator.references.words import Language

__all__ = ["Token", "cardinal", "joins", "leads_out", "next_token", "pattern_of", "separator", "speaks_on"]

TokenKind = Literal["unit", "number", "dotted", "paren", "roman", "letter", "ordinal"]
TIMEOUT = 2.0

_VALUE = re.compile(
    r"""
    (?P<paren>\(\s?                                                                          # (1) (a) (iv) (4-A)
         (?P<inner>[a-z]{1,2}|[ivxlc]{1,7}|[a-zа-яا-ي]|\d{1,3}(?:\s?bis)?|\d{1,2}-?[a-z]{1,2})\s?\)
      |\[(?P<inner3>[a-z]|\d{1,2})\]                                                          # [a]
      |(?P<inner2>[a-zа-я]|[ivx]{1,5}|\d{1,2})\)(?!\w))                                          # a) 1)
    |(?P<quoted>(?!'s\s)["']{1,2}\s?(?P<letter2>[a-zа-я])\s?["']{1,2})                                   # "a"
    |(?P<dotted>(?!\d\.\d{3}(?!\w|\.\d)|\d+\.o(?![\w.]))  # 8.2.h  115.II
       \d{1,4}(?:\.(?:\d{1,3}|[ivx]{1,5}|[a-z])(?![\w]))+(?:\.°|°|\.[ªa](?!\w)|\.(?=,))?)
    |(?P<number>\d\.\d{3}(?!\w|\.\d)|\d{1,4})                                              # 538  1.035
       (?P<mark>\.?\s?°(?:s(?!\w))?|\.\s?[oa](?!\w)|[ ][oa](?=[ ][,;])|(?:er|re|eme|e|st|nd|rd|th)(?![\w'])
          |[oa](?![\w])(?:\.(?=,|;|\)                                                         # 4o. where more follows
             |[ ](?:de|del|da|do|y|e|fraccion|parrafo|apartado|inciso|constitucional)(?!\w)))?)?
       (?P<suffix>(?:\s?[-_]?\s?_?(?:bis|ter|quater|quinquies|sexies|septies|octies|مكررا?)_?(?!\w))
          |-?(?P<tail>z?[a-z])(?![\w'"])(?!\))|-(?P<hyphen>\d{1,2})(?![\w.]*\d)°?)?    # 8 bis  371a  29-h  73-1  243-ze
       (?!\d|,\d{3}(?!\d)|[a-z]\d|/(?:19|20)\d{2})                             # no "1p1", no law 41/2003
    |(?P<roman>[ivxlcd]+)(?:\.(?P<rpart>[a-z])(?=[ ,;)]))?(?![\w'])(?:\s?-?\s?(?P<rtail>[a-z])(?!\w))?
    |(?P<bare>[a-z])(?![\w'./])
    """,
    re.VERBOSE,
)
_ROMAN = frozenset("ivxlcd")
# Letters of lists in Russian and Arabic, so that a path is the same whatever language the text is in.
_LATIN = str.maketrans("абвгдежзиابجدهوزحطي", "abcdefghiabcdefghij")
# The letter of an inserted German article or number, written apart: "Art. 104 a Abs. 1", "Nr. 4 a GG".
_APART = re.compile(r"[ ](?P<tail>[a-h])(?=[ ,;)](?![a-z]))")
_WORD = re.compile(r"n\.os|n\.?°s?|[^\W\d_]+(?:[-'()][^\W\d_]+)*\)?\.?°?|§+|¶+")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its normal value and the folded span it covers."""

    kind: TokenKind
    value: str
    start: int
    end: int
    code: str = ""
    many: bool = False
    quoted: bool = False


def pattern_of(forms: tuple[str, ...]) -> str:
    """An alternation of literal forms, longest first, spaces flexible."""
    return "|".join(re.escape(form).replace("\\ ", r"[ \n]") for form in forms if form)


@lru_cache(maxsize=64)
def _separators(language: Language) -> re.Pattern[str]:
    """The pattern of what joins two pinpoints in a language; one named group tells which way."""
    links = language.connectors
    small = "the el la los las le les o os a as der die das den dem il lo gli i of in en de del do da"
    articles = rf"(?:[ \n](?:{pattern_of((*small.split(' '), *links['its']))})(?![\w)])|[ \n]l')?"
    tight = r"و" if language.code == "ar" else r"(?!)"
    joined = pattern_of(links["and"])
    # "de l'article 5, de l'article 6 et de l'article 7": only before a further article.
    again = pattern_of(links.get("again", ()))
    anew = rf"(?:[ \n](?:{again})(?=[ \n]?arti?[ckg.]))?" if again else ""
    return re.compile(
        rf"""
          (?P<with>,?[ \n]?(?<!\w)(?:{pattern_of((*links["with"], *links["after"]))})
              (?:(?<=')|(?!\w)){articles})
        | (?P<and>[,;،]?[ \n]?(?<!\w)(?:{joined})(?![\w)])
              (?:[ \n](?:{joined})(?![\w)]))?{anew}{articles}|،?[ \n]{tight}[ \n]?)
        | (?P<range>[ \n]?-[ \n]?(?=\(?\d|\(?[a-z]\b|§|[ivx]+\b|[a-z]+\.)
              |[ \n](?:{pattern_of(links["to"])})[ \n](?=\(?\d|[ivx]+\b|\(?[a-z]\)))
        | (?P<comma>[ \n]?[,;、،](?:[ \n](?:{pattern_of(links["said"])}))?{anew})
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=64)
def _outwards(language: Language) -> re.Pattern[str]:
    forms = pattern_of(language.connectors["of"])
    said = pattern_of((*language.connectors["said"], "the", "el", "la", "lo", "le"))
    bare = r"|[ \n]" if "" in language.connectors["of"] else ""
    return re.compile(rf"[,،]?[ \n](?:{forms})(?:(?<=')|[ \n])(?:(?:{said})[ \n])*{bare}")


def leads_out(folded: Folded, at: int, language: Language) -> int | None:
    """Where what joins an inner unit to the outer one ends: "of", "de l'", "del", "من", nothing in Russian.

    Args:
        folded: the folded document.
        at: a folded offset, behind the inner unit.
        language: whose words count.

    Returns:
        The folded offset behind it; None where none stands there.
    """
    found = _outwards(language).match(folded.text, at)
    return found.end() if found is not None else None


def speaks_on(folded: Folded, at: int, starts: frozenset[str]) -> bool:
    """Whether a unit word of some language follows at `at`, so that another language may read on."""
    found = _WORD.match(folded.text, _skip_space(folded.text, at))
    return found is not None and found.end() - at < 14 and (found[0] in starts or found[0].rstrip(".") in starts)


def separator(folded: Folded, at: int, language: Language) -> tuple[str, int]:
    """Return which separator stands at `at` ("with", "and", "range", "comma" or "") and where it ends."""
    found = _separators(language).match(folded.text, at)
    if found is None:
        return "", at
    return str(found.lastgroup), found.end()


def joins(folded: Folded, start: int, end: int, language: Language) -> bool:
    """Whether the folded text between two offsets is a phrase such as "in conjunction with"."""
    found = _separators(language).match(folded.text, start)
    return found is not None and found.lastgroup == "with" and not folded.text[found.end() : end].strip()


def _skip_space(text: str, at: int) -> int:
    size = len(text)
    while at < size and text[at] in " \n":
        at += 1
    return at


def _word_token(folded: Folded, at: int, language: Language) -> Token | None:
    if folded.text.startswith('"caput"', at) and "caput" in language.units:
        return Token("unit", "caput", at, at + len('"caput"'), "caput")
    found = _WORD.match(folded.text, at)
    if found is None:
        return None
    word = found[0]
    for first in (word, word.rstrip("."), word.rstrip(".°")) if word[-1] in ".°" else (word,):
        for form in language.starts.get(first, ()):
            if folded.text.startswith(form, at):
                end = at + len(form)
                if form[-1].isalnum() and folded.text[end : end + 1].isalnum() and not form.isascii():
                    continue
                if form[-1].isalpha() and folded.text[end : end + 1].isalpha():
                    continue
                unit = language.units[form]
                return Token("unit", form, at, end, unit.code, unit.many)
    return _ordinal(folded, at, word, language)


@lru_cache(maxsize=64)
def _ordinal_starts(language: Language) -> frozenset[str]:
    """The first words of the ordinals of a language."""
    return frozenset(form.split(" ")[0] for form in language.ordinals)


def _ordinal(folded: Folded, at: int, word: str, language: Language) -> Token | None:
    """An ordinal in words ("third", "décimo sexto", "السادسة"); the longest reading wins."""
    plain = word.rstrip(".")
    if plain not in _ordinal_starts(language):
        return None
    tail = _WORD.match(folded.text, at + len(plain) + 1)
    if tail is not None and folded.text[at + len(plain)] == " ":
        both = f"{plain} {tail[0].rstrip('.')}"
        if both in language.ordinals:
            return Token("ordinal", str(language.ordinals[both]), at, at + len(both))
    if plain in language.ordinals:
        return Token("ordinal", str(language.ordinals[plain]), at, at + len(plain))
    return None


def cardinal(folded: Folded, at: int, language: Language) -> Token | None:
    """A number in words at `at` ("Article Five", "article twenty-one"); only right behind a unit word is it a value.

    Args:
        folded: the folded document.
        at: a folded offset.
        language: whose number words count.
    """
    start = _skip_space(folded.text, at)
    found = _WORD.match(folded.text, start)
    number = language.cardinals.get(found[0].rstrip(".")) if found is not None and len(found[0]) > 2 else None
    return Token("ordinal", str(number), start, found.end()) if number is not None and found is not None else None


def next_token(folded: Folded, at: int, language: Language) -> Token | None:
    """Read the token at `at`, white space before it skipped; None where no token stands there.

    Args:
        folded: the folded document.
        at: a folded offset.
        language: whose words count.
    """
    text = folded.text
    start = _skip_space(text, at)
    pair = text[start : start + 2]
    # Most words are no values; only Roman numbers are values of several letters.
    word = len(pair) == 2 and pair.isalpha() and not _ROMAN.issuperset(pair)
    found = _VALUE.match(text, start) if not word else None
    token = _value_token(folded, found, language) if found is not None else None
    # A lone letter or a small Roman number may be the unit itself: "Art 80 Abs 1 S 2", "§ 8, cl. 3".
    if token is None or (token.kind == "letter" and not token.quoted) or (token.kind == "roman" and token.quoted):
        return _word_token(folded, start, language) or token
    return token


def _value_token(folded: Folded, found: re.Match[str], language: Language) -> Token | None:
    start, end = found.span()
    if found["paren"]:
        inner = found["inner"] or found["inner2"] or found["inner3"]
        return Token("paren", inner.replace(" ", "").translate(_LATIN), start, end)
    if found["quoted"]:
        return Token("letter", found["letter2"].translate(_LATIN), start, end, quoted=True)
    if found["dotted"]:
        return Token("dotted", found["dotted"].replace(" ", "").rstrip("°ª."), start, end)
    if found["number"]:
        value = str(int(found["number"].replace(".", "")))
        if found["mark"] == "e" and language.code == "pt" and folded.text[end : end + 2].strip().isdigit():
            return Token("number", value, start, found.start("mark"))  # "n.ºs 1e 4": a blank is lost
        if found["mark"] in ("a", "o") and language.code not in ("es", "pt", "it"):
            return Token("number", value + found["mark"], start, found.end("mark"))  # "104a bis 106" is a range
        if language.code == "de" and not found["suffix"]:
            apart = _APART.match(folded.cased[end : end + 4])
            if apart is not None:
                return Token("number", value + apart["tail"], start, end + apart.end())  # "Nr. 4 a GG"
        if found["suffix"]:
            suffix = found["suffix"].strip(" _")
            vowel = found["tail"] in ("e", "y", "a", "o", "u") and found["suffix"][0] not in "-_"
            if vowel and language.code in ("es", "pt", "it"):
                # "5a" in Spanish or Portuguese is an ordinal, not article 5A.
                return Token("number", value, start, end, quoted=bool(found["mark"]))
            suffix = suffix.removeprefix("-") if suffix[1:].isalpha() and len(suffix) > 2 else suffix
            if suffix == "bis" and language.code == "de" and folded.text[end : end + 2].strip().isdigit():
                return Token("number", value, start, found.start("suffix"))  # "Artikel 1 bis 3" is a range
            value += f"-{found['hyphen']}" if found["hyphen"] else suffix.replace("_", "").replace(" ", "")
            value = value.replace("مكررا", "bis").replace("مكرر", "bis")
            if found["tail"] and found["suffix"].startswith("-"):
                value = f"{int(found['number'])}-{found['tail']}"
        return Token("number", value, start, end, quoted=bool(found["mark"]))
    if found["roman"]:
        cased = folded.cased[start : start + len(found["roman"])]
        number = roman(found["roman"].upper())
        # lower-case words such as "mix" or "di" are no numbers unless a unit asks for them
        # "articles L. 421-1" of a French code: a lone L, C or D is a series, not fifty.
        if number is not None and cased.isupper() and not (cased in ("L", "C", "D") and len(found["roman"]) == 1):
            if found["rpart"] and folded.cased[found.start("rpart")].isupper():
                return Token("roman", f"{number}.{found['rpart']}", start, found.end("rpart"))  # "section V.B"
            tail = found["rtail"]
            if tail in ("i", "v", "x") and folded.text[end - 2] == "-" and (roman(tail.upper()) or 0) > number:
                tail = ""  # "Art. 33 II-V GG" is a range
            if tail and folded.cased[end - 1].isupper() and folded.text[end - 2] == "-":
                return Token("roman", f"{number}-{tail}", start, end)
            return Token("roman", str(number), start, start + len(found["roman"]))
        if len(found["roman"]) > 1:
            return Token("roman", str(number), start, start + len(found["roman"]), quoted=True) if number else None
        return Token("letter", found["roman"], start, start + 1)
    if found["bare"]:
        return Token("letter", found["bare"], start, end)
    return None
