"""Pinpoints as a reviewer types them: in the words of any language, as bare numbers, or as paths.

>>> from annotator.references import load_references
>>> words = load_references().words
>>> read_typed("art. 14 (3) b", words).paths
('art_14__para_3__point_b',)
>>> read_typed("art_6__para_1, article 8 and so on", words)
Typed(paths=('art_6__para_1', 'art_8'), rest='and so on')
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from annotator.find.chinese import read_chinese
from annotator.find.pinpoint import Pinpoint, read_pinpoint, read_values
from annotator.fold import Folded, fold
from annotator.pinpoints import parse_path
from annotator.references.words import Language, Words

__all__ = ["Typed", "read_typed"]

# A reviewer types a line; what is longer was pasted by mistake.
LONGEST = 500
# A path as this program writes it. A unit alone is a word of some language and read as one.
_PATH = regex.compile(r"[a-z]+_[^\s,;]+|(?:pream|caput)(?!\w)")
# "14 (3) b": people leave out the brackets of the last letter.
_BARE_LETTER = regex.compile(r"(?:(?<=\d)\s++|(?<=\))\s*+)(?P<letter>[a-z])(?=\s*(?:[,;]|$))", regex.IGNORECASE)
_BETWEEN = regex.compile(r"[\s,;&]*")


@dataclass(frozen=True, slots=True)
class Typed:
    """The paths read, each once, in their order, and what could not be read: blank where all was."""

    paths: tuple[str, ...]
    rest: str


def read_typed(given: str, words: Words, language: str = "en") -> Typed:
    """Read the pinpoints of one line.

    Args:
        given: what was typed.
        words: the words of all languages.
        language: code of the language that is asked first; a reading that goes further in another one wins.

    >>> from annotator.references import load_references
    >>> read_typed("artículo 8.2.h", load_references().words).paths
    ('art_8__para_2__point_h',)
    >>> read_typed("whatever", load_references().words).rest
    'whatever'
    """
    given = given.strip()
    if len(given) > LONGEST:
        return Typed((), given)
    given = _BARE_LETTER.sub(r"(\g<letter>)", given, timeout=1)
    folded = fold(given)
    text = folded.text
    codes = sorted(words.languages, key=lambda code: (code != language, code != "en"))
    paths: dict[str, None] = {}
    at = 0
    while True:
        at = _skipped(text, at)
        if at >= len(text):
            return Typed(tuple(paths), "")
        token = _PATH.match(text, at, timeout=1)
        if token is not None and (path := parse_path(token[0])) is not None:
            paths[str(path)] = None
            at = token.end()
            continue
        found = _furthest(folded, at, words, codes)
        if found is None or found.end <= at:
            return Typed(tuple(paths), given[folded.original(at, len(text))[0] :])
        paths.update((str(path), None) for path in found.paths)
        at = found.end


def _skipped(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at, timeout=1)
    return found.end() if found is not None else at


def _furthest(folded: Folded, at: int, words: Words, codes: list[str]) -> Pinpoint | None:
    """The reading that takes in most: with a unit word in front, else as the numbers of articles."""
    for read in (_named, read_values):
        found = [pin for code in codes if (pin := read(folded, at, words[code])) is not None]
        if found:
            return max(found, key=lambda pin: pin.end)
    return None


def _named(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    return (read_chinese if language.code == "zh" else read_pinpoint)(folded, at, language)
