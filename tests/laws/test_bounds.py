"""Cost: no pattern can blow up, and hostile text is read to an end.

A pattern of `regex` has a timeout at every call. One of the standard library has none, which saves most of its time
where it is tried at each hit; so it may repeat nothing without end that repeats without end itself.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

import annotator
from annotator import annotate
from annotator.engine import finder
from annotator.references import load_references

PACKAGE = Path(annotator.__file__).parent
CALLS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "splititer"}
ROOMS = ("find", "resolve", "check")
MODULES = sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py") if "import regex" in path.read_text())


def patterns_run_without_bound(source: str) -> list[int]:
    """Lines that run a pattern and name no timeout; a plain `str.split` has at most one argument that is a string."""
    lines = []
    plain_ones = set(re.findall(r"^(\w+) = re\.compile", source, re.MULTILINE))
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in CALLS:
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in plain_ones:
            continue
        plain = node.func.attr == "split" and all(isinstance(argument, ast.Constant) for argument in node.args)
        if not plain and not any(keyword.arg == "timeout" for keyword in node.keywords):
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_pattern_has_a_timeout(path: Path) -> None:
    assert patterns_run_without_bound(path.read_text("utf-8")) == []


def test_the_bound_itself_is_watched() -> None:
    assert patterns_run_without_bound("import regex\nregex.compile('a').match(text)") == [2]
    assert patterns_run_without_bound("import regex\n_A = re.compile('a')\n_A.match(text)") == []
    assert patterns_run_without_bound("import regex\n_A = regex.compile('a')\n_A.match(text)") == [3]
    assert patterns_run_without_bound("import regex\n_A.match(text, timeout=2)\ntext.split(',')") == []


_MANY = 16
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def repeats_a_repeat(pattern: str, flags: int = 0) -> bool:
    """Whether a pattern repeats often what itself repeats often, as in `(a+b*)+`: such a one may never end.

    Words that a sign parts, `(-\\w+)*`, can be read in one way only and are no fault.
    """

    def parted(body: list[tuple[object, object]]) -> bool:
        (kind, value), *rest = body
        signs = value if str(kind) == "IN" else [(kind, value)]
        return (
            all(str(k) == "LITERAL" and not chr(v).isalnum() for k, v in signs)
            and len(rest) == 1
            and "CATEGORY_NOT_WORD" in str(rest[0][1])
        )

    def nested(node: object, inside: bool) -> bool:
        if isinstance(node, tuple) and len(node) == 2 and str(node[0]) in _REPEATS:
            _, most, body = node[1]
            often = most >= _MANY and not parted(body.data)
            return (often and inside) or nested(body, inside or often)
        if isinstance(node, tuple | list) or hasattr(node, "data"):
            return any(nested(part, inside) for part in getattr(node, "data", node))
        return False

    return nested(importlib.import_module("re._parser").parse(pattern, flags), False)


def plain_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the standard library that the rooms keep, those made for a language in each language."""
    for path in (path for room in ROOMS for path in (PACKAGE / room).glob("*.py")):
        module = importlib.import_module(f"annotator.{path.parent.name}.{path.stem}".removesuffix(".__init__"))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{path.stem}.{name}", value
            elif isinstance(value, type(lru_cache(len))) and list(value.__annotations__) == ["language", "return"]:
                for code, language in load_references().words.languages.items():
                    if isinstance(made := value(language), re.Pattern):
                        yield f"{path.stem}.{name}({code})", made
    reader = finder(load_references())
    for part in (reader._dates, reader._resolutions._numbers):
        yield from ((f"{type(part).__name__}.{n}", v) for n, v in vars(part).items() if isinstance(v, re.Pattern))


def test_a_pattern_without_a_timeout_repeats_no_repetition() -> None:
    patterns = dict(plain_patterns())
    assert len(patterns) > 60
    assert [name for name, one in patterns.items() if repeats_a_repeat(one.pattern, one.flags)] == []


@pytest.mark.parametrize("pattern", ["(a+b*)+", "(?:x{2,19}y?)*", "(?P<a>[a-z]+,)*", r"(?:[-a]\w+)*"])
def test_a_repeated_repetition_is_seen(pattern: str) -> None:
    assert repeats_a_repeat(pattern)


@pytest.mark.parametrize("pattern", ["a+b*", "(?:a{1,3},)*", "(?:of|the)*[a-z]+", r"[^\W\d]+(?:[-'][^\W\d]+)*"])
def test_other_repetitions_are_no_fault(pattern: str) -> None:
    assert not repeats_a_repeat(pattern)


HOSTILE = {
    "brackets": "(" * 20_000,
    "articles": "article " * 3_000,
    "numbers": "1, " * 7_000,
    "article list": "articles " + "1, " * 3_000 + "of the Convention",
    "no space": "a" * 100_000,
    "dots": "art. 1." * 3_000,
    "signs": "§" * 10_000,
    "resolutions": "resolution " * 2_000,
    "names": "the Convention on the " * 1_000,
    "ordinals": "first and second and " * 1_000,
    "Romans": "article I, II, III, IV, " * 500,
    "Chinese": "第一条" * 5_000,
    "Arabic": "المادة و " * 3_000,
    "capitals": "The Great Big Old New Convention of Foo " * 500,
    "line ends": "conven-\n" * 5_000,
    "blank lines": "\n\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_an_end(name: str) -> None:
    text = HOSTILE[name]
    document = annotate(text)
    assert all(text[a.start : a.end] == a.quote for a in document.annotations)
