"""Cost: every regex call says how long it may take, and hostile text is read to an end."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import annotator
from annotator import annotate

PACKAGE = Path(annotator.__file__).parent
CALLS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "splititer"}
ROOMS = ("find", "resolve", "check")
MODULES = sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py") if "import regex" in path.read_text())


def patterns_run_without_bound(source: str) -> list[int]:
    """Lines that run a pattern and name no timeout; a plain `str.split` has at most one argument that is a string."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in CALLS:
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
    assert patterns_run_without_bound("import regex\n_A.match(text, timeout=2)\ntext.split(',')") == []


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
