"""Where a pinpoint ends: what belongs to the next one, to the sentence around, or still to this one.

    article 2 and paragraphs 1 and 3 of article 13      the paragraphs hang on an article of their own
    ...; article 41 of the Covenant                     a semicolon before an instrument of its own
    (Article 46), literal i)                            whose bracket the last one is
    Article 5 para. 1 (art. 5-1), Art. 63 ff.           the same once more, and what follows
"""

from __future__ import annotations

from functools import lru_cache

import regex

from annotator.find.draft import TOP, Draft
from annotator.find.opening import Opening, opening_at
from annotator.find.tokens import TIMEOUT, Token, leads_out, next_token, pattern_of, separator
from annotator.fold import Folded
from annotator.pinpoints import UNITS, Path
from annotator.references.words import Language

__all__ = ["belongs_elsewhere", "leads_on", "numbers_a_line", "starts_anew", "whole_end"]

# "(art. 5-1)", "(art. 6-1, art. 6-3-c)": the brackets of older Strasbourg judgments.
_REPEAT = regex.compile(
    r"""
    [ \n]\(
    (?:
        [ ]?,?[ ]?arts?\.[ \n]
        (?P<number>\d{1,3})(?:-\d{1,2})?(?:-[a-z])?        # 5-1-c
        (?:[+,][ ]?\d{1,3}(?:-\d{1,2})?(?:-[a-z])?)*       # +14
    )+
    \)
    """,
    regex.VERBOSE,
)

_LONGEST_LIST = 12
# What lies inside no article.
_OUTER = frozenset(unit for unit, (rank, _) in UNITS.items() if rank <= UNITS["art"][0])
_ACRONYM = regex.compile(r"[ \n]\p{Lu}{3,}")
# "Art. 63 ff. AEUV", "arts. 5 et seq.", "arts. 16, 17 y conc. de la C.N."
_FOLLOWING = regex.compile(
    r",?;?[ ](?:ff?\.|et seq\.?|et suiv\.?|et ss\.|y ss\.|y siguientes|e segs?\.|e ss\.|e seguintes"
    r"|y (?:conc|cc|ccdtes)s?\.|y concordantes|y (?:l[ao]s )?demas (?:aplicables|concordantes|correlativos|relativos)"
    r"|e demais (?:aplicaveis|correlatos))(?!\w)"
)
_CLAUSE_END = regex.compile(r"[.;:][ \n]")
# The bracket of a sentence closes so soon behind a pinpoint, in characters, or it is the pinpoint's.
_NEXT_BRACKET, _SOON = regex.compile(r"[()\n]"), 20


@lru_cache(maxsize=64)
def leads_on(language: Language) -> regex.Pattern[str]:
    """A word that leads from a pinpoint to its instrument.

    Args:
        language: whose words count.
    """
    return regex.compile(rf"[ \n](?:{pattern_of(language.connectors['of'])})(?:(?<=')|[ \n])")


def starts_anew(folded: Folded, end: int, opening: Opening, language: Language) -> bool:
    """Whether a semicolon ends the pinpoint, since an instrument of its own follows: "; article 41 of the Covenant".

    Args:
        folded: the document.
        end: folded end of what was read.
        opening: what opens behind it.
        language: whose words count.
    """
    if opening.word.code not in _OUTER or not folded.text[end : end + 2].lstrip(" ").startswith(";"):
        return False
    clause = _CLAUSE_END.split(folded.cased[opening.end : opening.end + 60], 1, timeout=TIMEOUT)[0]
    # "CEDAW art. 2(f); Articles 2(1) and 26 ICCPR": a name in capitals needs no word that leads to it.
    return _ACRONYM.search(clause, timeout=TIMEOUT) is not None or (
        leads_on(language).search(clause.lower(), timeout=TIMEOUT) is not None
    )


def numbers_a_line(folded: Folded, end: int, token: Token) -> bool:
    """Whether a number opens the next paragraph of a numbered list: "articles 107 and 108; 7. The Court".

    Args:
        folded: the document.
        end: folded end of what was read.
        token: the number.
    """
    behind = folded.cased[token.end : token.end + 3]
    return folded.text[end : token.start].strip() == ";" and behind[:2] in (". ", ".\n") and behind[2:].isupper()


def belongs_elsewhere(draft: Draft, opening: Opening, gap: str) -> bool:
    """Whether the unit after a separator hangs on an article of its own ("and paragraph 2 of article 15").

    Args:
        draft: what was read so far.
        opening: what opens behind the separator.
        gap: which separator that is.
    """
    if opening.word.code in TOP:
        return False
    end = _list_end(draft, opening.end) if opening.word.many else opening.end
    out = leads_out(draft.folded, end, draft.language)
    outer = opening_at(draft.folded, out, draft.language) if out is not None else None
    if outer is None or outer.rank is None:
        return False
    inside = any(step.unit in TOP for step in draft.steps)
    if not inside and (gap != "and" or outer.rank > draft.steps[0].rank):
        return False
    return outer.rank < (opening.rank if opening.rank is not None else UNITS["para"][0])


def _list_end(draft: Draft, end: int) -> int:
    """Where the numbers of a list end whose first one ends at `end`: "paragraphs 1, 2 and 3 of article 13"."""
    for _ in range(_LONGEST_LIST):
        gap, after = separator(draft.folded, end, draft.language)
        token = next_token(draft.folded, after, draft.language) if gap in ("and", "comma", "range") else None
        if token is None or token.kind not in ("number", "paren"):
            break
        end = token.end
    return end


def whole_end(folded: Folded, start: int, end: int, paths: tuple[Path, ...]) -> int:
    """Where the span of a pinpoint ends that was read up to `end`: without the sentence's bracket, with "ff." behind.

    Args:
        folded: the document.
        start: folded start of the pinpoint.
        end: folded end of its last value.
        paths: what it cites.
    """
    end = _closed(folded, start, end)
    behind = folded.text[end : end + 2]
    if behind[1:] == "(":
        end = _repeated(folded, end, paths)
    if behind[1:] not in ("f", "e", "y") and behind not in (", ", "; "):
        return end
    following = _FOLLOWING.match(folded.text, end, timeout=TIMEOUT)
    return following.end() if following is not None else end


def _closed(folded: Folded, start: int, end: int) -> int:
    """Leave out a last bracket that belongs to the sentence: "(Article 46)", but "literal i)"."""
    span = folded.text[start:end]
    if not span.endswith(")") or span.count(")") <= span.count("("):
        return end
    bracket = _NEXT_BRACKET.search(folded.text, end, end + _SOON, timeout=TIMEOUT)
    if bracket is not None and bracket[0] == ")":
        return end  # "(art. 7, par. 1 d))", "(art. 134, al. b) CRP)": the sentence's bracket follows
    before = folded.text[max(0, start - 240) : start]
    return end - 1 if before.rfind("(") > before.rfind(")") else end


def _repeated(folded: Folded, end: int, paths: tuple[Path, ...]) -> int:
    """Take in the bracket in which older judgments say the same once more: "Article 5 para. 1 (art. 5-1)"."""
    found = _REPEAT.match(folded.text, end, timeout=TIMEOUT)
    if found is None:
        return end
    cited = {str(path.article) for path in paths}
    return found.end() if set(found.captures("number")) <= cited else end
