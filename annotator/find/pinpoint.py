"""Read a pinpoint: from "article" (or its like) to the last value that belongs to it.

    Article 6 §§ 1 and 3 (c)              art_6__para_1 art_6__para_3__point_c
    paragraph 3 of article 12             art_12__para_3
    arts. 5º, XXXV, LIV e LV, e 93, IX    art_5__inc_35 art_5__inc_54 art_5__inc_55 art_93__inc_9

The reader keeps one current path. A value with a unit word before it either goes deeper or
starts anew; a value without one continues the level it looks like. Everything between two
values must be a separator of the language, so reading ends at the first thing that is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from annotator.find.draft import MAX_PATHS, TOP, Draft
from annotator.find.ending import belongs_elsewhere, leads_on, numbers_a_line, starts_anew, whole_end
from annotator.find.grow import go_on, go_through, open_unit
from annotator.find.opening import Opening, assumed, opening_at
from annotator.find.tokens import TIMEOUT, Token, leads_out, next_token, separator
from annotator.fold import Folded
from annotator.numerals import roman
from annotator.pinpoints import UNITS, Path, Step
from annotator.references.words import Language

__all__ = ["Pinpoint", "read_pinpoint", "read_values"]

_HALF = regex.compile(
    r",?[ ](?:(?:\d\.[ ]?|(?:erste|zweite|dritte)[rn]?[ ])(?P<word>halbsatz|halbs\.|hs\.|hs|alternative|alt\.|variante"
    r"|var\.)|(?&word)[ ]\d)(?!\w)"
)
# What no number tells: "in fine", the last paragraph but one.
_LAST = regex.compile(r",?[ ](?:en[ ]su[ ])?(?:ante)?(?:pen)?ultimos?[ ]parrafos?(?!\w)")
_PART = regex.compile(r",?[ ](?:parte[ ]final|in[ ]fine|(?:primeira|segunda|[12]a|[12]°)[ ]parte)(?!\w)")
_PASSED = {"de": _HALF, "es": _LAST, "pt": _PART}
# Letters that are articles or prepositions, and a word behind that leads to no instrument.
_ARTICLES = {"pt": "ao", "es": "a", "it": "aio", "fr": "a"}
_A_WORD = regex.compile(r"[ \n](?!(?:d[aeo]s?|del|della|dell|du|c|y|e|et|ou|o|u|bis)(?!\w))[_*\"']?\p{L}{2}")
_LONGEST_BRACKET = 80
# Words and no numbers, nor a short name in capitals: "(right to life)", "(Keine Strafe ohne Gesetz)", "(expression)".
_TITLE = regex.compile(r"[ ]\((?:\p{Ll}{4,}|(?:\p{L}[\p{Ll}'-]*[ ,]+){1,9}\p{L}[\p{Ll}'-]*)\)")
_CAPITAL = regex.compile(
    r",?[ ]?(?P<letter>[A-H])(?=[ ]?\([\da-z]{1,3}\)|,?[ ](?:Nr\.|Ziff\.|lit\.|Abs\.|\d[ ,]|of[ ]the[ ]))"
)


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A pinpoint as read: folded span, paths in the order of the text, and the word it opened with.

    `parts` tells where it can be parted, since the word of its unit stands again ("Articles 8 and 14 and Article 1 of
    Protocol No. 1"): the end of what stands before, the start of the word, and how many paths stand before.
    """

    start: int
    end: int
    paths: tuple[Path, ...]
    language: str
    unit: str
    parts: tuple[tuple[int, int, int], ...] = ()


def read_values(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read values at `at` as articles whose word stood earlier ("articles 7 and 10 of X and 37 of Y").

    Args:
        folded: the folded document.
        at: folded offset of the first value.
        language: whose words and habits count.
    """
    opening = assumed(folded, at, language)
    draft = _forward(folded, opening, language) if opening is not None else None
    if draft is None:
        return None
    paths = tuple(dict.fromkeys(draft.paths))
    return Pinpoint(at, whole_end(folded, at, draft.end, paths), paths, language.code, "art")


def read_pinpoint(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read the pinpoint that opens at `at`.

    Args:
        folded: the folded document.
        at: folded offset of its first word ("article", "§", "third" ...).
        language: whose words and habits count.

    Returns:
        The pinpoint with its paths, or None where the word announces no value.
    """
    first = _chain(folded, at, language)
    if first is None:
        return None
    paths, end, draft = first
    parts = list(draft.parts) if end == draft.end else []
    while len(paths) < MAX_PATHS:
        gap, after = separator(folded, end, language)
        opening = opening_at(folded, after, language) if gap in ("and", "with", "comma") else None
        if opening is None or starts_anew(folded, end, opening, language):
            break
        more = _chain(folded, after, language)
        if more is None:
            break
        parts.append((end, opening.word.start, len(paths)))
        paths, end = [*_shared(paths, more[0][0]), *more[0]], more[1]
    unique = _shared_paths(tuple(dict.fromkeys(paths)))
    end = whole_end(folded, at, end, unique)
    return Pinpoint(at, end, unique, language.code, draft.unit, tuple(parts) if len(unique) == len(paths) else ())


def _shared(paths: list[Path], following: Path) -> list[Path]:
    """Hang inner paths on the article that only the next one tells: "paragraph 2 and paragraph 3 (a) of article 2"."""
    rank = min(path.steps[0].rank for path in paths)
    outer = tuple(step for step in following.steps if step.rank < rank)
    inner = not any(step.unit in TOP for path in paths for step in path.steps)
    return [Path(outer + path.steps) for path in paths] if inner and outer else paths


def _chain(folded: Folded, at: int, language: Language) -> tuple[list[Path], int, Draft] | None:
    """Read "paragraph 3 of article 12": the paths, the folded end, and the draft of the innermost part."""
    opening = opening_at(folded, at, language)
    innermost = _forward(folded, opening, language) if opening is not None else None
    if innermost is None:
        return None
    paths, end = innermost.paths, innermost.end
    while True:
        out = leads_out(folded, end, language)
        if out is None:
            gap, after = separator(folded, end, language)
            opening = opening_at(folded, after, language) if gap == "comma" else None
            if opening is None or not _holds(paths[0].steps, opening):
                break
            out = after
        inner = min(path.steps[0].rank for path in paths)
        word = next_token(folded, out, language)
        if word is not None and word.kind == "unit" and word.code in UNITS and UNITS[word.code][0] >= inner:
            break
        opening = opening_at(folded, out, language, word)
        if opening is None or opening.rank is None or opening.rank >= inner:
            break
        outer = _forward(folded, opening, language)
        if outer is None:
            break
        paths = _hang(paths, outer)
        end = outer.end
    return paths, end, innermost


def _holds(steps: Sequence[Step], opening: Opening) -> bool:
    """Whether an article behind a comma holds the inner units before it: "Section 1, Article III", "§ 2º, art. 5º"."""
    word = opening.word
    return (
        word.code == "art" and not word.many and opening.value is not None and steps[0].rank > UNITS[word.code][0]
    )


def _hang(inner: list[Path], outer: Draft) -> list[Path]:
    """Hang inner paths on the outer ones; with several outer articles under one word, on each of them."""
    if outer.many.get(outer.unit, False):
        return [Path(hook.steps + path.steps) for hook in outer.paths for path in inner]
    first, *rest = outer.paths
    return [*(Path(first.steps + path.steps) for path in inner), *rest]


def _forward(folded: Folded, opening: Opening, language: Language) -> Draft | None:
    """Read one pinpoint in reading order, without what lies behind an "of"."""
    draft = Draft(folded, language)
    if not open_unit(draft, opening.word, opening.value, ""):
        return None
    draft.end = opening.end
    while len(draft.paths) < MAX_PATHS and _take(draft):
        pass
    draft.emit()
    return draft


def _take(draft: Draft) -> bool:
    """Take what comes next into the draft; False where the pinpoint ends."""
    folded, language = draft.folded, draft.language
    if _take_bracket(draft) or _pass_over(draft) or _take_capital(draft) or _pass_title(draft):
        return True
    gap, after = separator(folded, draft.end, language)
    if gap == "range":
        token = next_token(folded, after, language)
        if token is not None and token.kind == "unit":
            token = next_token(folded, token.end, language)
        return token is not None and go_through(draft, _unbracketed(draft, token))
    token = next_token(folded, after, language)
    elided = token is None and folded.text[after : after + 3].lstrip(" \n")[1:2] == "'"
    opening = opening_at(folded, after, language, token) if token is not None or elided else None
    if opening is not None:
        if not gap and opening.rank is not None and opening.rank < draft.steps[0].rank:
            return False
        inner = opening.word.code in TOP and not any(step.unit in TOP for step in draft.steps)
        if inner and leads_out(folded, draft.end, language) == opening.word.start:
            return False  # "inc. 22, del art. 75": what was read lies in that article
        if inner and gap == "comma" and _holds(draft.steps, opening):
            return False  # "Section 1, Article III": so does this
        if gap and (belongs_elsewhere(draft, opening, gap) or starts_anew(folded, draft.end, opening, language)):
            return False
        before = draft.end
        if not open_unit(draft, opening.word, opening.value, gap):
            return False
        if draft.paths and (opening.word.code in TOP or opening.word.code == draft.unit):
            draft.parts.append((before, opening.word.start, len(draft.paths)))
        draft.end = max(draft.end, opening.end)
        return True
    if token is None or token.kind == "unit" or numbers_a_line(folded, draft.end, token):
        return False
    if not gap:
        if _is_lone_letter(draft, token):
            draft.push("point", token.value, "letter", token.end)
            return True
        part = draft.steps[-1].unit == "art" and draft.steps[-1].value[-1:].isalpha()  # "article 1er A 2"
        if token.kind != "paren" and token.start != draft.end and language.code not in ("de", "pt") and not part:
            return False
        if token.kind == "letter" and not token.quoted and token.value in language.connectors["and"]:
            return False
    elif token.kind == "letter" and not token.quoted and (
        ";" in folded.text[draft.end : after] or _is_article(draft, token)
    ):
        return False  # "art. 27; a Convenção", "art. 60, § 4º, o voto"
    return go_on(draft, _unbracketed(draft, token) if gap else token, gap)


def _take_bracket(draft: Draft) -> bool:
    """Take inner units that stand in brackets with their word: "article 2 (paragraph 3)", "статьи 19 (части 1 и 2)"."""
    folded, language = draft.folded, draft.language
    inside = draft.end + (2 if folded.text.startswith(" (", draft.end) else 1)
    if folded.text[inside - 1 : inside] != "(":
        return False
    opening = opening_at(folded, inside, language)
    if opening is None or opening.value is None or draft.level_of("art") is None:
        return False
    last = folded.text.find("\n", inside, inside + _LONGEST_BRACKET)
    last = last if last != -1 else inside + _LONGEST_BRACKET
    if not opening.word.value[:1].isalpha() or opening.rank is None or opening.rank <= draft.steps[-1].rank:
        return False
    trial = Draft(folded, language, many=dict(draft.many), steps=list(draft.steps), shapes=list(draft.shapes))
    if not open_unit(trial, opening.word, _unbracketed(trial, opening.value), ""):
        return False
    trial.many[trial.unit] = True  # what goes on inside the bracket goes on at its level
    trial.end = opening.end - (opening.value.kind == "paren" and folded.text[opening.value.start] != "(")
    while trial.end < last and folded.text[trial.end] != ")" and _take(trial):
        pass
    # "(par. 2 b))" closes twice; in "(par. 1, 3 b) et 5)" the last number's bracket is the one that closes.
    twice = folded.text.startswith(")", trial.end)
    close = trial.end if twice else trial.end - 1
    if folded.text[close : close + 1] != ")" or (not twice and not folded.text[close - 1].isdigit()):
        return False
    draft.paths.extend(trial.paths)
    draft.steps, draft.shapes, draft.end = trial.steps, trial.shapes, close + 1
    return True


@lru_cache(maxsize=4096)
def _shared_paths(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The same paths, held once: a long text cites the same few articles over and over."""
    return paths


def _take_capital(draft: Draft) -> bool:
    """Take the capital that parts an article whose paragraphs count anew: "Article 1 A (2)", "Art. 1 F lit. b"."""
    last = draft.steps[-1]
    if last.unit != "art" or not last.value.isdigit() or draft.shapes[-1] != "number":
        return False
    if not "a" <= draft.folded.text[draft.end : draft.end + 3].lstrip(", ")[:1] <= "h":
        return False
    found = _CAPITAL.match(draft.folded.cased[draft.end : draft.end + 24], timeout=TIMEOUT)
    if found is None:
        return False
    draft.steps[-1] = Step("art", last.value + found["letter"].lower())
    draft.end += found.end("letter")
    return True


def _pass_title(draft: Draft) -> bool:
    """Pass over the title of an article where more follows: "Article 6 (right to a fair trial) and Article 8 of"."""
    folded, language = draft.folded, draft.language
    # Asked at every step: nearly none has a bracket behind it.
    if not folded.text.startswith(" (", draft.end) or draft.level_of("art") is None:
        return False
    title = _TITLE.match(folded.cased[draft.end : draft.end + _LONGEST_BRACKET], timeout=TIMEOUT)
    if title is None:
        return False
    end = draft.end + title.end()
    gap, after = separator(folded, end, language)
    opening = opening_at(folded, after, language) if gap else None
    number = folded.text[after : after + 2].lstrip(" ")[:1].isdigit()
    listed = gap in ("and", "comma") and draft.many.get("art", False) and number
    if not listed and (opening is None or opening.word.code not in TOP) and leads_out(folded, end, language) is None:
        return False
    draft.end = end
    return True


def _pass_over(draft: Draft) -> bool:
    """Pass over what no path has: "Art. 5 Abs. 1 Satz 1 Halbsatz 2 GG", "artículo 129, penúltimo párrafo"."""
    passed = _PASSED.get(draft.language.code)
    if passed is None:
        return False
    found = passed.match(draft.folded.text, draft.end, timeout=TIMEOUT)
    if found is not None:
        draft.end = found.end()
    return found is not None


def _is_article(draft: Draft, token: Token) -> bool:
    """Whether a letter behind a comma is the article of the word behind it: "art. 60, § 4º, o voto"."""
    if token.value not in _ARTICLES.get(draft.language.code, ""):
        return False
    return _A_WORD.match(draft.folded.text, token.end, timeout=TIMEOUT) is not None


def _is_lone_letter(draft: Draft, token: Token) -> bool:
    """Whether a letter without brackets is the article's: "Article 73 e of the Charter"."""
    return (
        token.kind == "letter"
        and not token.quoted
        and draft.steps[-1].unit == "art"
        and token.start == draft.end + 1
        and token.value not in draft.language.connectors["and"]
        and draft.folded.cased[token.start].islower()
        and leads_on(draft.language).match(draft.folded.text, token.end, timeout=TIMEOUT) is not None
    )


def _unbracketed(draft: Draft, token: Token) -> Token:
    """Read "13)" as 13 behind plain numbers: in "(articles 3, 5 and 13)" the bracket is the sentence's.

    So it is in "(CF, art. 5º, XVI)", since an inciso in capitals has no bracket.
    """
    number = roman(token.value.upper()) if token.kind == "paren" and draft.language.code in ("pt", "es") else None
    if number is not None and draft.folded.cased[token.start : token.end - 1].isupper():
        return replace(token, kind="roman", value=str(number), end=token.end - 1)
    closing = token.kind == "paren" and token.value.isdigit() and draft.folded.text[token.start].isdigit()
    if not closing or "paren-digit" in draft.shapes or "number" not in draft.shapes:
        return token
    return replace(token, kind="number", end=token.end - 1)
