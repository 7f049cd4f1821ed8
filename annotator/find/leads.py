"""Where a pinpoint leads: to the instrument behind it, to the one before it, or to something that is none of ours."""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.find.mention import Mention
from annotator.find.pinpoint import Pinpoint
from annotator.find.tokens import pattern_of
from annotator.fold import Folded
from annotator.references import Language

__all__ = [
    "acts_under",
    "adjective_after",
    "adjective_before",
    "follows",
    "is_foreign",
    "is_owned",
    "leads_elsewhere",
    "same_text",
    "to_mention",
]

_THE = r"(?:the|la|el|lo|los|las|le|les|il|lo|gli|o|os|as|der|die|das|dem|den|des)"
# What may stand between an instrument and its pinpoint; always matched in full, so the order means nothing.
_TO_PINPOINT = re.compile(
    r"""
    (?P<open>                                   # "the Covenant (see art. 6)"
        [ \n]?\([ ]?
        (?: (?:1[89]|20)\d{2}(?:[ ](?:года?|г\.))?,[ ] )?                   # "ICCPR (1966, art. 7)"
        (?: see[ ] | cf\.[ ] | e\.g\.,?[ ] | (?:in[ ])?particular(?:ly)?[ ] | especially[ ]
          | ver[ ] | vid\.[ ] | en[ ]particular[ ](?:el[ ]|los[ ])?
          | voir[ ] | notamment[ ]
        )?
    )
  | (?:                                  # "the Covenant, and in particular article 6"
        (?:[ ]\((?=[^()\n]{0,40}\d)[^()\n]{6,45}\))?                    # "(Treaty Series No. 4 of 1980)"
        [ \n]?[,:][ \n](?:and[ ]|et[ ]|y[ ]|e[ ])?
        (?: (?:more[ ])?
            (?: especially | specifically | particularly | notably | namely | in[ ]particular | at | under | in
              | su | sus | en[ ]particular | en[ ]especial | especialmente | en[ ]su | en[ ]sus
              | notamment | en[ ]particulier
              | em[ ]especial | em[ ]seu | em[ ]seus | no[ ]seu | nos[ ]seus
              | insbesondere | in[ ]particolare
            )[ \n]
        )*
        (?: in[ ] | the[ ] | en[ ] | el[ ] | la[ ] | los[ ] | las[ ] | les[ ] | l' | le[ ] | son[ ] | ses[ ]
          | o[ ] | os[ ] | em[ ]
        )?
    )
  | 's[ \n]                                     # "the Constitution of Japan's Article 9"
  | [ ]-[ ]                                      # "Genocide Convention - Article II"
  | [ ]?\([^()\n]{0,12}修[正订][^()\n]{0,6}\)        # 《中华人民共和国宪法》（2018年修正）第一百二十七条
  | 执行部分                                    # 第2231(2015)号决议执行部分第4段
  | [ ]?                                        # "GG Art. 1"
    """,
    re.VERBOSE,
)
# "§ 45 StPO": a short word behind a pinpoint; capitals tell whether it is the sign of a code.
_SHORT_CODE = re.compile(
    r"(?:[ ]ff?\.|[ ]et[ ]seq\.)?[ \n](?:of[ \n]the[ \n]|do[ \n]|da[ \n]|del[ \n]|de[ \n]la[ \n]|du[ \n])?"
    r"(?P<code>[^\W\d_][\w.-]{1,9})"
)
_ABBREVIATED = re.compile(r"artt?s?\.")
# "LO 3/2018, art. 1": laws are numbered so, whatever their sign.
_LAW_NUMBER = re.compile(r"(?<![\w/])\d{1,4}/(?:19|20)\d{2},$")
# How far before an article the word of a statute stands that has its number or date between.
_NUMBERED = 40
_CLAUSE = re.compile(r"[.;:!?\n][ \n]")


@lru_cache(maxsize=32)
def to_mention(language: Language) -> re.Pattern[str]:
    """What leads from a pinpoint to its instrument in a language; the group `of` is set where a word leads there."""
    links = language.connectors
    forms, both, said = pattern_of(links["of"]), pattern_of(links["both"]), pattern_of(links["said"])
    bare = rf"|[ \n]?(?:(?:{said})[ \n])*" if "" in links["of"] else ""
    return re.compile(
        rf"""
        (?:[ ]?[,،])?[ \n](?:(?:{both})[ \n])?(?P<of>{forms})(?:(?<=')|[ \n])           # both of
        (?:{_THE}[ \n]|l')?(?:(?:{said})[ \n])*(?:above[ \n])?["'«\[]?    # the said "
      | [ \n]["'«\[]?
      | [,][ \n](?:{_THE}[ \n]|l')?
      | [ \n](?:{forms})[ \n]?["']
        {bare}
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=32)
def _anaphora(language: Language) -> re.Pattern[str]:
    """What leads back from a pinpoint to the instrument cited last ("of the same instrument")."""
    forms, words = pattern_of(language.connectors["of"]), pattern_of(language.anaphora)
    pronouns, small = pattern_of(language.pronouns), pattern_of(tuple(sorted(language.stopwords)))
    alone = rf"|(?:{pronouns})(?!\w)(?![ \n](?!(?:{small})(?!\w))\w)" if pronouns else ""
    if not words and not pronouns:
        return re.compile(r"(?!)")
    return re.compile(rf",?[ \n](?:{forms})[ \n](?:{_THE}[ \n])?(?:(?:{words or '(?!)'})(?!\w){alone})")


@lru_cache(maxsize=32)
def _statutes(language: Language) -> re.Pattern[str] | None:
    """Words of statutes and codes; None where the language lists none."""
    return re.compile(rf"(?<!\w)(?:{pattern_of(language.statutes)})(?!\w)") if language.statutes else None


@lru_cache(maxsize=32)
def _genitive(language: Language) -> re.Pattern[str]:
    """A statute or a generic word right behind a pinpoint, in a language that needs no "of" ("статья 2 устава")."""
    words = pattern_of((*language.statutes, *language.heads["treaty"]))
    return re.compile(rf"[ \n](?:{words})(?!\w)" if "" in language.connectors["of"] else r"(?!)")


def same_text(text: str, at: int, language: Language) -> int | None:
    """The end of "of the same instrument" and its like at a folded offset, if it stands there."""
    found = _anaphora(language).match(text, at)
    return found.end() if found is not None else None


def is_owned(text: str, at: int, language: Language) -> bool:
    """Whether what stands at a folded offset is told as something's own ("in its article 3", "en su artículo 158").

    Args:
        text: the folded text.
        at: a folded offset.
        language: whose words count.
    """
    before = text[max(0, at - 12) : at].rstrip(" \n")
    return before.endswith(tuple(f" {word}" for word in language.connectors["its"]))


def acts_under(text: str, at: int, language: Language) -> bool:
    """Whether somebody acts under what stands at a folded offset: "acting under Chapter VII", "بموجب الفصل السابع".

    Args:
        text: the folded text.
        at: a folded offset.
        language: whose words count.
    """
    before = text[max(0, at - 30) : at].rstrip(" \n").removesuffix(" the")
    joined = before + " " + text[at : at + 1]  # Arabic joins its prepositions: عملا بالفصل السابع
    return any(
        side.endswith(word) and (language.code == "zh" or not side[: -len(word)][-1:].isalpha())
        for word in language.connectors["under"]
        for side in (before, joined)
    )


def follows(text: str, mention: Mention, end: int, pin: Pinpoint) -> int | None:
    """Where the citation ends if a pinpoint follows a mention directly, else None.

    Args:
        text: the folded text.
        mention: what stands before the pinpoint.
        end: the folded end of the mention, or of the last pinpoint it has already.
        pin: the pinpoint.
    """
    if mention.kind == "resolution" and pin.unit == "art" and mention.form != "full":
        return None
    if pin.unit == "amend" and mention.kind != "constitution":
        return None
    if text[end : end + 1] in ("]", '"', "»") and end < pin.start:
        end += 1
    if pin.language == "zh" and pin.unit == "annex" and text[end : pin.start] == ",":
        return pin.end  # 大会第61/106号决议，附件一
    found = _TO_PINPOINT.fullmatch(text, end, pin.start)
    if found is None:
        return None
    if found["open"] is not None and not found[0].endswith(")"):
        close = text.find(")", pin.end, pin.end + 3)
        return close + 1 if close != -1 and not text[pin.end : close].strip() else None
    # Chinese writes the pinpoint right behind any name (《公约》第三条); other languages say "the Convention, notably
    # its article 3" or "Const., art. 3", but "under the Convention, article 3 of the Act" leads on.
    gap = text[end : pin.start].strip(" \n,:")
    close = (
        (pin.language == "zh" and end == pin.start)
        or bool(gap)
        or _ABBREVIATED.match(text, pin.start) is not None
    )
    return pin.end if mention.form != "short" or close else None


def adjective_after(text: str, pin: Pinpoint, language: Language) -> int | None:
    """The end of "constitucional" behind a pinpoint, if it stands there."""
    at = pin.end + 1
    at += text.startswith(", ", pin.end)
    for form in language.constitutional:
        end = at + len(form)
        if text.startswith(form, at) and text[pin.end] in " \n," and not text[end : end + 1].isalpha():
            return end
    return None


def adjective_before(text: str, pin: Pinpoint, language: Language) -> bool:
    """Whether the words before say that what follows is a constitution's ("dispositivos constitucionais (arts. ")."""
    window = text[max(0, pin.start - 60) : pin.start]
    if not window.rstrip(" ").endswith(("(", ":")):
        return False
    return any(form in window.split(".")[-1].split(" ") for form in language.constitutional)


def leads_elsewhere(folded: Folded, pin: Pinpoint, language: Language) -> bool:
    """Whether a word behind a pinpoint leads to an instrument of its own, be it ours or not.

    "Article 8 of the Code" does, "Article 8 in the present case" does not: a word that as often tells a place or a
    time leads only to a name with a capital or to a statute.
    """
    text = folded.text
    lead = to_mention(language).match(text, pin.end)
    if lead is not None and lead["of"]:
        if text.startswith("which", lead.end()):
            return False
        if lead["of"].replace("\n", " ") not in language.connectors["place"]:
            return True
        statutes = _statutes(language)
        return folded.cased[lead.end() : lead.end() + 1].isupper() or (
            statutes is not None and statutes.match(text, lead.end()) is not None
        )
    if _genitive(language).match(text, pin.end) is not None:
        return True
    code = _SHORT_CODE.match(text, pin.end)
    return code is not None and sum(c.isupper() for c in folded.cased[code.start("code") : code.end("code")]) >= 2


def is_foreign(folded: Folded, pin: Pinpoint, language: Language) -> bool:
    """Whether a pinpoint leads to something that is no mention: a statute, a code, a contract."""
    text = folded.text
    if same_text(text, pin.end, language) is not None:
        return False
    if leads_elsewhere(folded, pin, language):
        return True
    if language.code == "zh":
        before = text[max(0, pin.start - 6) : pin.start]
        return before.endswith(("》", *language.statutes))
    statutes = _statutes(language)
    if statutes is None:
        return False
    behind = pin.end + (2 if text.startswith(" (", pin.end) else 1)
    if text[pin.end : pin.end + 1] in (" ", "\n") and statutes.match(text, behind) is not None:
        return True  # "artículos 67 y 68 Ley Federal del Trabajo", "artigo 139º (Lei nº 36/11)"
    window = text[max(0, pin.start - 120) : pin.start]
    clause = window[max((stop.end() for stop in _CLAUSE.finditer(window)), default=0) :]
    clause = clause.rstrip()
    if _LAW_NUMBER.search(clause) is not None and language.code in ("es", "fr", "it", "pt"):
        return True
    if clause[-1:].isdigit():
        clause = clause[-_NUMBERED:]  # "Ley 1437 de 2011 art. 5", "loi du 20/12/2002 art. 6"
    elif not clause.endswith((",", "(", "-", ", all'")):
        return False
    return statutes.search(clause) is not None
