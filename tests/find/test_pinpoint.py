"""The pinpoint reader against `tests/cases/pinpoints.toml`, and what holds for whatever it reads."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from annotator.find.chinese import read_chinese
from annotator.find.pinpoint import Pinpoint, read_pinpoint
from annotator.fold import fold
from annotator.pinpoints import parse_path
from annotator.references import load_references

CASES = Path(__file__).parent.parent / "cases" / "pinpoints.toml"
END = "⟧"


def rows() -> list[object]:
    """One parameter set a row; a row with a reason must still fail, so that mending it is noticed."""
    table: dict[str, list[list[str]]] = tomllib.loads(CASES.read_text("utf-8"))
    return [
        pytest.param(
            language,
            text,
            paths,
            id=f"{language}-{text.replace(END, '')[:40]}",
            marks=[pytest.mark.xfail(strict=True, reason=gap[0])] if gap else [],
        )
        for language, cases in table.items()
        for text, paths, *gap in cases
    ]


def read(text: str, language: str) -> Pinpoint | None:
    words = load_references().words[language]
    reader = read_chinese if language == "zh" else read_pinpoint
    return reader(fold(text), 0, words)


@pytest.mark.parametrize(("language", "marked", "paths"), rows())
def test_table(language: str, marked: str, paths: str) -> None:
    text = marked.replace(END, "")
    pin = read(text, language)
    assert " ".join(str(path) for path in pin.paths) == paths if pin else paths == ""
    if pin is not None and END in marked:
        start, end = fold(text).original(pin.start, pin.end)
        assert text[start:end] == marked[: marked.index(END)]


def test_paths_of_the_table_are_printed_as_they_are_parsed() -> None:
    table: dict[str, list[list[str]]] = tomllib.loads(CASES.read_text("utf-8"))
    for path in (path for cases in table.values() for case in cases for path in case[1].split()):
        assert str(parse_path(path)) == path


@pytest.mark.parametrize("word", ["article ", "art. 1, ", "(", "§ ", "第"])
@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_hostile_repetition_is_read_to_an_end(word: str, language: str) -> None:
    pin = read(word * 2000, language)
    assert pin is None or len(pin.paths) <= 400
