"""What opens a pinpoint: a unit word with its value ("article 6"), or an ordinal before it ("third paragraph")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.find.tokens import Token, cardinal, next_token, separator
from annotator.fold import Folded
from annotator.numerals import roman
from annotator.pinpoints import UNITS
from annotator.references.words import Language

__all__ = ["STANDALONE", "Opening", "assumed", "opening_at"]

_MANY_ORDINALS, _BRACKET_BEFORE = 5, 80
# What may stand before the first number of several: "articoli da 1 a 5", "المواد من 1 إلى 5".
_LEADS = (" da ", " من ", " from ")
# "artículo No. 84", "article n° 5"
_NUMBER_SIGN = re.compile(r"[ ](?:no\.?[ ]|n\.?[°o]\.?[ ]?|n(?:ro|um)s?\.?[ ]|numeros?[ ])(?=\d)")
STANDALONE = frozenset({"pream", "caput", "annex"})
_AFTER_ORDINAL = frozenset({"para", "subpara", "sent", "opara", "ppara", "sign", "amend", "inc", "frac"})
# Units whose value may be a letter without quotation marks: "point a", "annex B".
# Of these the letter is a capital: "annex B", "Part A".
_CAPITAL = frozenset({"part", "sec", "annex", "app"})
_LETTERED = frozenset({"point", "ap", "sec", "annex", "part", "inc", "subpara", "frac", "app"})


@dataclass(frozen=True, slots=True)
class Opening:
    """A unit word, its value (None for "preamble" and its like) and the folded offset behind both."""

    word: Token
    value: Token | None
    end: int

    @property
    def rank(self) -> int | None:
        """How deep the unit lies, smaller is further out; None for signs whose unit depends on what stands around."""
        code = self.word.code
        if code == "ap" and self.value is not None and self.value.kind == "paren" and self.value.value.isalpha():
            code = "point"  # "el apartado a) del párrafo 3"
        if code == "para" and self.value is not None and self.value.kind == "letter" and self.value.quoted:
            code = "point"  # "пункт «а» части 1"
        return UNITS[code][0] if code in UNITS else None


def opening_at(folded: Folded, at: int, language: Language, word: Token | None = None) -> Opening | None:
    """Read what opens a pinpoint at `at`; None where nothing does.

    Args:
        folded: the folded document.
        at: a folded offset; an elided French or Italian article there is skipped.
        language: whose words count.
        word: the token that stands there, where it was read before.
    """
    if word is None:
        while folded.text[at : at + 1] in (" ", "\n") and folded.text[at]:
            at += 1
        at = at + 2 if folded.text[at : at + 2] in ("l'", "d'") else at
        word = next_token(folded, at, language)
        if word is None:
            return None
    if word.kind == "ordinal" or (word.kind == "number" and word.quoted):
        unit = next_token(folded, word.end, language)
        if word.kind == "ordinal" and (unit is None or unit.kind != "unit"):
            # "primo e secondo comma": the word of the unit stands behind the last one.
            shared = _shared_unit(folded, word.end, language)
            return Opening(shared, word, word.end) if shared is not None else None
        if unit is not None and unit.kind == "unit" and unit.code in _AFTER_ORDINAL:
            value = next_token(folded, unit.end, language) if word.kind == "number" else None
            # "artículos 1°, 2° incisos 1 y 2": the number is an article's, the unit has a value of its own.
            own = value is not None and value.kind in ("number", "paren") and value.start - unit.end <= 1
            return None if own else Opening(unit, word, unit.end)
        return None
    if word.kind != "unit":
        return None
    lead = next((lead for lead in _LEADS if word.many and folded.text.startswith(lead, word.end)), " ")
    behind = word.end + len(lead) - 1
    if word.code == "art" and (sign := _NUMBER_SIGN.match(folded.text, word.end)) is not None:
        behind = sign.end()
    value = next_token(folded, behind, language) or cardinal(folded, behind, language)
    if behind != word.end and value is not None and value.kind == "number":
        return Opening(word, value, value.end)
    small = value is not None and value.kind == "letter" and not value.quoted and folded.cased[value.start].islower()
    if small and word.code in _CAPITAL:
        value = None  # "les parties à l'article", "sections a reader skips"
    if value is not None and value.start - word.end <= 2 and _fits(word, value, language):
        value = _without_bracket(folded, word, value)
        return Opening(word, value, value.end)
    return Opening(word, None, word.end) if word.code in STANDALONE else None


def _shared_unit(folded: Folded, at: int, language: Language) -> Token | None:
    """The unit word behind a list of ordinals that goes on at `at`; None where the list has none."""
    for _ in range(_MANY_ORDINALS):
        gap, after = separator(folded, at, language)
        ordinal = next_token(folded, after, language) if gap in ("and", "comma") else None
        if ordinal is None or ordinal.kind != "ordinal":
            return None
        unit = next_token(folded, ordinal.end, language)
        if unit is not None and unit.kind == "unit" and unit.code in _AFTER_ORDINAL:
            return unit
        at = ordinal.end
    return None


def _without_bracket(folded: Folded, word: Token, value: Token) -> Token:
    """Leave the sentence its bracket: in "(art. 14), article 6 of ..." the article is 14 and not "14)"."""
    if word.code != "art" or value.kind != "paren" or folded.text[value.start] == "(":
        return value
    number = value.value if value.value.isdigit() else str(roman(value.value.upper()) or "")
    before = folded.text[max(0, word.start - _BRACKET_BEFORE) : word.start]
    if not number or before.rfind("(") <= before.rfind(")"):
        return value
    return replace(value, kind="number" if value.value.isdigit() else "roman", value=number, end=value.end - 1)


def _fits(word: Token, value: Token, language: Language) -> bool:
    """Whether a token right behind a unit word is its value."""
    if value.kind == "unit" or (value.kind == "roman" and value.quoted and word.code in ("art", "sign")):
        return False
    if value.kind != "letter" or value.quoted:
        return True
    # "the articles a ..." has no article a, and "sections y ..." no section y.
    connector = value.value in language.connectors["and"] and word.code not in ("point", "ap")
    return word.code in _LETTERED and not connector


def assumed(folded: Folded, at: int, language: Language) -> Opening | None:
    """Read a value at `at` whose word "articles" stood earlier in the sentence.

    Args:
        folded: the folded document.
        at: a folded offset.
        language: whose words count.
    """
    value = next_token(folded, at, language)
    if value is None or value.kind not in ("number", "dotted", "roman"):
        return None
    return Opening(Token("unit", "", at, at, "art", True), value, value.end)
