"""Prove the files of words, `languages/<code>.toml`: what they may hold is closed, as the columns of a table are.

>>> (2, "stopword is unknown here") in faults('code = "en"\\nstopword = ["the"]\\n', "en")
True
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.pinpoints import UNITS

__all__ = ["faults"]

_UNITS = frozenset(UNITS) | {"sign", "opara", "ppara"}
"""Units of paths, and the words that only announce one: a sign, operative and preambular paragraphs."""
_CLASSES = frozenset(
    ("agreement", "charter", "convention", "covenant", "declaration", "pact", "protocol", "regulations", "statute")
) | {"treaty"}
_HEADS = ("constitution", "decision", "resolution")
_CONNECTORS = ("after", "and", "both", "its", "of", "place", "said", "to", "under", "with")
# table -> the lists of words it must hold, and those it may hold
_LISTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "anaphora": ((), ("pronouns", "words")),
    "connectors": (_CONNECTORS, ("again",)),
    "constitutional": ((), ("words",)),
    "dated": (("words",), ()),
    "heads": (_HEADS, ("constitution_plain", "treaty")),
    "statutes": (("words",), ()),
    "titles": ((), ("small",)),
}
_NEEDED = ("code", "connectors", "dated", "heads", "months", "statutes", "stopwords", "units")
_KNOWN = frozenset(_NEEDED) | {"anaphora", "constitutional", "plurals", "titles"}
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def faults(text: str, code: str) -> list[tuple[int, str]]:
    """What is wrong with a file of words: line, 0 for the file as a whole, and one sentence each.

    Args:
        text: the file.
        code: the language its name tells.

    >>> faults("code = [", "en")
    [(1, 'not TOML: Invalid value')]
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
        return [(line, f"not TOML: {_PLACE.sub('', str(error))}")]
    lines = text.splitlines()
    return [(_line(lines, path), told) for path, told in _told(data, code)]


def _line(lines: list[str], path: tuple[str, ...]) -> int:
    """The line where a key is set, or its table opened; 0 where neither stands."""
    table = ".".join(path[:-1])
    inside = not table
    for number, line in enumerate(lines, 1):
        if opened := re.match(r"\[([\w.-]+)\]", line):
            inside = opened[1] == table
            if opened[1] == ".".join(path):
                return number
        elif inside and path and re.match(rf'"?{re.escape(path[-1])}"?\s*=', line):
            return number
    return _line(lines, path[:-1]) if len(path) > 1 else 0


def _told(data: Mapping[str, Any], code: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Faults, each with the keys that lead to it."""
    for key in _NEEDED:
        if key not in data:
            yield (), f"{key} is missing"
    if data.get("code", code) != code:
        yield ("code",), f'code "{data["code"]}" is not the name of the file, {code}'
    for key in sorted(data.keys() - _KNOWN):
        yield (key,), f"{key} is unknown here"
    yield from _words(("stopwords",), data.get("stopwords", []))
    for table in sorted(data.keys() & {"units", "months", "plurals", *_LISTS}):
        held = data[table]
        if not isinstance(held, dict):
            yield (table,), f"{table} is no table"
        elif table == "units":
            yield from _units(held)
        elif table == "months":
            yield from _months(held)
        elif table == "plurals":
            yield from _plurals(held, data.get("heads", {}))
        else:
            yield from _lists(table, held)


def _lists(table: str, held: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    needed, allowed = _LISTS[table]
    for key in (*needed, *(("treaty",) if table == "heads" else ())):
        if key not in held:
            yield (table,), f"{table}.{key} is missing"
    for key, value in held.items():
        if key not in needed and key not in allowed:
            yield (table, key), f"{table}.{key} is unknown here"
        elif (table, key) != ("heads", "treaty"):
            yield from _words((table, key), value)
        elif not isinstance(value, dict):
            yield (table, key), f"{table}.{key} is no table"
        else:
            for name, forms in value.items():
                if name not in _CLASSES:
                    yield (table, key, name), f"{table}.{key}.{name} is unknown here"
                yield from _words((table, key, name), forms)


def _units(units: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, forms in units.items():
        if name not in _UNITS:
            yield ("units", name), f"units.{name} is no unit of a pinpoint"
        elif not isinstance(forms, dict) or set(forms) != {"one", "many"}:
            yield ("units", name), f"units.{name} needs one and many, nothing else"
        else:
            for number, words in forms.items():
                for path, told in _words(("units", name, number), words):
                    yield path[:2], told


def _months(months: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, number in months.items():
        if type(number) is not int or not 1 <= number <= 12:
            yield ("months", name), f'month "{name}" is not numbered 1 to 12'
    # A language that numbers its months names none.
    missing = set(range(1, 13)) - set(months.values()) if months else ()
    for number in sorted(missing):
        yield ("months",), f"month {number} has no name"
    yield from _words(("months",), list(months))


def _plurals(plurals: Mapping[str, Any], heads: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from _words(("plurals",), list(plurals))
    known = [word for forms in dict(heads.get("treaty", {})).values() for word in forms]
    for form, head in plurals.items():
        if head not in known:
            yield ("plurals", form), f'plurals.{form}: "{head}" is no word of heads.treaty'


def _words(path: tuple[str, ...], words: object) -> Iterator[tuple[tuple[str, ...], str]]:
    told = ".".join(path)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield path, f"{told} is no list of words"
        return
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield path, f'{told} has "{word}" twice'
        # A connector may be nothing: the Russian genitive needs no "of".
        if not word and path[0] != "connectors":
            yield path, f"{told} has a blank word"
        if not unicodedata.is_normalized("NFC", word):
            yield path, f'{told}: "{word}" is not in Unicode form NFC'
        if word != " ".join(word.split()):
            yield path, f'{told}: "{word}" has stray white space'
        seen.add(word)
