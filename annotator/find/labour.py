"""Labour conventions told by their numbers, one or several: "ILO Conventions Nos. 87 and 98", "convention OIT 158"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.find.borders import bounded
from annotator.find.mention import Mention
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import Meaning, References

__all__ = ["labour_conventions"]

_WORDS = {
    **{"convention": "en", "conventions": "en", "convenio": "es", "convenios": "es", "convencao": "pt"},
    **{"convencoes": "pt", "convenzione": "it", "convenzioni": "it"},
}
_SIGN = r"(?:(?:nos?|nums?|nn?|nrs?)[ ]?\.?[ ]?°?s?[ ]?|n°s?[ ]?|numbers?[ ])?"
_NUMBERS = regex.compile(
    rf"[ \n](?P<body>(?:de[ ]l')?(?:ilo|oit|oil)[ ])?{_SIGN}(?P<n>\d{{1,3}})"
    rf"(?:(?:,[ ]|,?[ ](?:and|y|e|et|ed)[ ]){_SIGN}(?P<n>\d{{1,3}})(?![\d/]))*(?![\d/]|[.]\d)"
)
_BEFORE = regex.compile(r"(?<!\w)(?:ilo|international[ ]labou?r[ ]organi[sz]ation)(?:'s)?[ \n]$")
_AFTER = regex.compile(
    r"""
    ,?[ \n]
    (?: (?:ilo|oit|oil)
      | of[ ]the[ ](?:ilo|international[ ]labou?r[ ]organi[sz]ation)
      | d[ea][ ](?:la[ ])?oit | de[ ]l'oit | dell'oil
      | de[ ]la[ ]organizacion[ ]internacional[ ]del[ ]trabajo | de[ ]l'organisation[ ]internationale[ ]du[ ]travail
      | da[ ]organizacao[ ]internacional[ ]do[ ]trabalho
    )
    (?!\w)
    """,
    regex.VERBOSE,
)


def labour_conventions(folded: Folded, references: References) -> list[Mention]:
    """Return the mentions of conventions of the International Labour Organization by their numbers.

    Args:
        folded: the document.
        references: for the conventions that exist.
    """
    text, found = folded.text, []
    for word, at in _heads(text):
        end = at + len(word)
        numbers = _NUMBERS.match(text, end, end + 120, timeout=TIMEOUT)
        if numbers is None:
            continue
        before = _BEFORE.search(text, max(0, at - 40), at, timeout=TIMEOUT)
        after = _AFTER.match(text, numbers.end(), timeout=TIMEOUT)
        if before is None and after is None and not numbers["body"]:
            continue
        spans = list(zip(numbers.captures("n"), numbers.spans("n"), strict=True))
        for place, (number, (start, stop)) in enumerate(spans):
            id = f"ilo-c{int(number):03}"
            if references.instrument(id) is None:
                continue
            start = (before.start() if before is not None else at) if place == 0 else start
            stop = after.end() if after is not None and place == len(spans) - 1 else stop
            meaning = Meaning(id, "treaty", _WORDS[word], "short", True)
            found.append(
                Mention(start, stop, "treaty", "full", "treaty-name", meaning.language, (meaning,), head="convention")
            )
    return found


def _heads(text: str) -> Iterator[tuple[str, int]]:
    """The head words of a folded text with their offsets."""
    for word in _WORDS:
        at = text.find(word)
        while at != -1:
            if bounded(text, at, at + len(word)):
                yield word, at
            at = text.find(word, at + len(word))
