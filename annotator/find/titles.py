"""Titles in capitals of instruments that no table has: "Relationship Agreement", "Convenio entre Colombia y Chile"."""

from __future__ import annotations

import re

import regex

from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import References

__all__ = ["title"]

_CAPITALS_BEFORE = regex.compile(r"(?<!\w)(?:(?!The[ ]|This[ ]|That[ ]|Said[ ]|Present[ ])\p{Lu}[\w'-]+[ ]){1,6}$")
# "Protocole facultatif", "البروتوكول الاختياري": the adjective follows in these languages and needs no capital.
_OPTIONAL = re.compile(
    r"[ \n](?:facultati(?:f|vo)|opzionale|الاختياري)(?![\w])(?![ \n](?:del|de|se|da|do|a|al|relati))"
)
_CAPITALS_AFTER = regex.compile(
    r"""
    (?:
        [ ](?:of|on|for|against|concerning|de|del|sobre|contra|para|sur|da|do|das|dos|della|di)
        [ ](?:(?:the|la|las|los|el|les|le|a|o|as|os)[ ])?
        (?!Court|State|Rule|Govern                              # "Convention of States" names parties, no subject
          |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August
          |September|October|November|December)
        \p{Lu}[\w'-]+(?:[ ]\p{Lu}[\w'-]+)*
        # "Cooperación Técnica y Científica entre ...": what two words share goes on only before the parties.
        (?:[ ](?:and|y|e|et|ed)[ ]\p{Lu}[\w'-]+(?=[ ](?:between|entre|tra|fra)[ ]))?
    )+
    """,
    regex.VERBOSE,
)
# "Convenio Básico de ...", "Accord général de ...": in these languages the adjective follows.
_ADJECTIVES = regex.compile(r"(?:[ ]\p{Lu}[\w'-]+){1,2}(?=[ ](?:de|del|sobre|para|sur|da|do|di|entre|tra|fra)[ ])")
# "Accord de coopération culturelle entre ...": small letters tell a subject only before the parties.
_SUBJECT = regex.compile(
    r"[ ](?:de|d'|del|di|da|do|sobre|sur|on|of|for|para)[ ]?"
    r"(?:[^\W\d_][\w'-]*[ ]){1,6}?(?=(?:between|entre|tra|fra)[ ])"
)
_PARTY = r"""
    (?:(?:the|la|el|los|las|le|les|o|a|os|as|il|lo|gli)[ ]|l')?
    \p{Lu}[\w.'-]*
    (?:[ ](?:(?:of|de|del|da|do|das|dos|du|des|della|di)[ ](?:the[ ]|la[ ]|los[ ]|las[ ]|l')?|d')?\p{Lu}[\w'-]+){0,7}
"""
_PARTIES = regex.compile(
    rf"""
    [ ](?:between|entre|tra|fra)[ ]{_PARTY}(?:,[ ]{_PARTY}){{0,4}}
    (?:[ ]\p{{Ll}}{{4,}}(?=[ ](?:y|e|et|ed)[ ]))?                      # "la République française et ..."
    ,?[ ](?:and|y|e|et|ed)[ ]{_PARTY}
    """,
    regex.VERBOSE,
)
# "... entre Guatemala y las Naciones Unidas relativo al establecimiento de una Comisión": what it is about, up to the
# end of the clause or what is said of it.
_ABOUT = regex.compile(
    r"""
    ,?[ ](?:relating[ ]to|concerning|regarding|relativ[eoa]s?[ ](?:al?|aos?|alla?)|relati(?:f|ve)s?[ ](?:à|au|aux)
      |concernant|sobre|sur)[ ]
    (?:[^\W\d_][\w'’-]*[ ]){0,24}?[^\W\d_][\w'’-]*
    (?=[ ]?[.,;:)(\]"»”]|$
      |[ ](?:was|is|were|has|had|shall|will|came|entered|which|that|est|a|fut|qui|es|fue|que|ha|foi|è|entró|entrou)[ ])
    """,
    regex.VERBOSE,
)
_LONGEST = 280
# Who concludes treaties where no country is named.
_PUBLIC = re.compile(
    r"(?<!\w)(?:governments?|gobiernos?|gouvernements?|governos?|governi"
    r"|united nations|naciones unidas|nations unies|nacoes unidas)(?!\w)"
)
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 4


def title(folded: Folded, start: int, end: int, language: str, references: References) -> tuple[int, int, bool]:
    """How far a generic word is the head of a title in capitals.

    Args:
        folded: the document.
        start, end: the folded span of the word.
        language: in which the word stands there.
        references: for the names of countries, which tell treaties from contracts.

    Returns:
        The folded span of the title, that of the word where it heads none; and whether it tells by itself which
        instrument it is, since it names who concluded it.
    """
    if language == "en":
        before = _CAPITALS_BEFORE.search(*folded.cased.around(max(0, start - 70), start), timeout=TIMEOUT)
        if before is not None:
            start -= before.end() - before.start()
    optional = _OPTIONAL.match(folded.text, end)
    if optional is not None:
        return start, optional.end(), False
    # All of these patterns begin with a space; nothing else is worth a look at the capitals behind.
    if language in ("en", "es", "fr", "pt", "it") and folded.text[end : end + 1] == " ":
        behind = folded.cased[end : end + _LONGEST]
        adjectives = _ADJECTIVES.match(behind, timeout=TIMEOUT) if language != "en" else None
        at = adjectives.end() if adjectives is not None else 0
        after = _CAPITALS_AFTER.match(behind, at, at + 120, timeout=TIMEOUT)
        at = after.end() if after is not None else at
        subject = _SUBJECT.match(behind, at, timeout=TIMEOUT)
        parties = _PARTIES.match(behind, subject.end() - 1 if subject is not None else at, timeout=TIMEOUT)
        if parties is not None and _are_public(parties[0].lower(), references):
            about = _ABOUT.match(behind, parties.end(), timeout=TIMEOUT)
            return start, end + (about.end() if about is not None else parties.end()), True
        if after is not None:
            end += at
    return start, end, False


def _are_public(parties: str, references: References) -> bool:
    """Whether those who conclude something are States, governments or the United Nations."""
    if _PUBLIC.search(parties) is not None:
        return True
    words = _WORDS.findall(parties)
    return any(
        " ".join(words[at : at + size]) in references.countries
        for size in range(1, _LONGEST_NAME + 1)
        for at in range(len(words) - size + 1)
    )
