"""Titles by their telling words, so that one told with other small words is still found.

"Convenio de Berna para la Protección de Obras Literarias y Artísticas" tells what "... para la protección de las obras
literarias y artísticas" tells, word for word but for the article. Telling are the words of three letters or more that
no language file calls small, numbers, and Roman ones of a protocol; each is cut to its stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from annotator.references.facts import NameEntry
from annotator.references.stems import STEM

__all__ = ["Telling", "by_wording", "qualifiers", "telling"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+[^\W_]*")
_ROMAN = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv"))
# These are words as well, but for the one behind "Protocol".
_ROMAN_LETTERS = frozenset("ivx")
# What Arabic joins to a word: its article, with a preposition or without.
_JOINED = re.compile("^و?(?:ال|لل|بال|كال)(?=.{3})|^[لب](?=.{5})")
_LEAST = 3
# A title of fewer telling words, or shorter ones, is too easily another's.
_FEWEST, _SHORTEST = 2, 9
_NEAR = 6


class Telling(NamedTuple):
    """A telling word: its stem and its folded span."""

    stem: str
    start: int
    end: int


def telling(text: str, start: int, end: int, small: frozenset[str]) -> Iterator[Telling]:
    """The telling words of a stretch of folded text.

    Args:
        text: folded.
        start, end: the stretch.
        small: the words of all languages that tell nothing.

    >>> [word.stem for word in telling("on the rights of the child, 1989", 0, 32, frozenset({"the"}))]
    ['rights', 'child', '1989']
    """
    first = True
    for found in _TOKEN.finditer(text, start, end):
        stem = _stem(found[0], small)
        if stem or (first and found[0] in _ROMAN_LETTERS):
            yield Telling(stem or found[0], found.start(), found.end())
        first = False


def _stem(word: str, small: frozenset[str]) -> str:
    """The stem of a telling word, "" for any other."""
    if word in small:
        return ""
    if word.isascii():
        return word[:STEM] if len(word) >= _LEAST or word in _ROMAN or not word.isalpha() else ""
    if "\u0621" <= word[0] <= "\u064a":
        word = _JOINED.sub("", word)
        return word[:STEM] if len(word) >= _LEAST and word not in small else ""
    return word[:STEM] if len(word) >= _LEAST else ""


def by_wording(
    entries: Iterable[NameEntry], classes: Mapping[str, str], small: frozenset[str]
) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Gather names by what they are and their first two telling words.

    Args:
        entries: names, each once.
        classes: every generic word of a treaty -> what it is.
        small: the words that tell nothing.

    Returns:
        "convention rights child" -> the telling words before the generic word, those behind it, the folded name;
        titles that tell the same of several instruments are left out.
    """
    gathered: dict[tuple[str, str, str], tuple[str, str]] = {}
    stems: dict[str, str] = {}
    for entry in entries:
        ids = {meaning.id for meaning in entry.meanings if meaning.strong}
        read = _read(entry.folded, classes, small, stems) if len(ids) == 1 and " " in entry.folded else None
        if read is not None:
            name, id = gathered.get(read, (entry.folded, min(ids)))
            gathered[read] = (name, id if id in ids else "")
    found: dict[str, list[tuple[str, str, str]]] = {}
    for (kind, before, after), (name, id) in gathered.items():
        if id:
            found.setdefault(" ".join((kind, *after.split(" ")[:_FEWEST])), []).append((before, after, name))
    return {key: tuple(rows) for key, rows in found.items()}


def qualifiers(wordings: Mapping[str, tuple[tuple[str, str, str], ...]]) -> frozenset[str]:
    """The words that stand before the generic word of some title: "optional", "international"."""
    return frozenset(word for rows in wordings.values() for before, _, _ in rows for word in before.split(" ") if word)


def _read(
    name: str, classes: Mapping[str, str], small: frozenset[str], known: dict[str, str]
) -> tuple[str, str, str] | None:
    """What a name calls its instrument and its telling words before and behind that; None where too few tell.

    `known` keeps the stems of the words met, since the same few thousand make up all titles.
    """
    tokens = _TOKEN.findall(name)
    at = next((at for at, token in enumerate(tokens[:_NEAR]) if token in classes), None)
    if at is None:
        return None
    stems = []
    for token in tokens:
        stem = known.get(token)
        if stem is None:
            stem = known[token] = _stem(token, small)
        stems.append(stem)
    if tokens[at + 1 : at + 2] and tokens[at + 1] in _ROMAN_LETTERS:
        stems[at + 1] = tokens[at + 1]
    after = list(filter(None, stems[at + 1 :]))
    if len(after) < _FEWEST or sum(map(len, after)) < _SHORTEST:
        return None
    return classes[tokens[at]], " ".join(filter(None, stems[:at])), " ".join(after)
