"""Whole sentences in nine languages: spans, kinds, forms, references, pinpoints and warnings.

The tables lie in `cases/sentences/`, one file a language; `en.toml` says how a row is written.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator import annotate
from annotator.model import Annotation

FOLDER = Path(__file__).parent / "cases" / "sentences"
OPEN, CLOSE = "⟦⟧"
WARNING = "!"


@dataclass(frozen=True)
class Expected:
    """One citation as a row tells it."""

    quote: str
    start: int
    kind: str
    form: str
    reference: str
    pinpoints: tuple[str, ...]
    warnings: frozenset[str]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans between them."""
    text, spans, start = "", [], 0
    for char in marked:
        if char == OPEN:
            start = len(text)
        elif char == CLOSE:
            spans.append((start, len(text)))
        else:
            text += char
    return text, spans


def expected(text: str, span: tuple[int, int], line: str) -> Expected:
    kind, form, reference, *rest = line.split()
    warnings = frozenset(word.removeprefix(WARNING) for word in rest if word.startswith(WARNING))
    pinpoints = tuple(word for word in rest if not word.startswith(WARNING))
    return Expected(text[slice(*span)], span[0], kind, form, reference, pinpoints, warnings)


def seen(annotation: Annotation, wanted: Expected | None) -> Expected:
    """What was found, in the words of a row; of the warnings only those that the row asks for."""
    warnings = {notice.code for notice in annotation.warnings}
    return Expected(
        annotation.quote,
        annotation.start,
        annotation.kind,
        annotation.form,
        annotation.reference.id if annotation.reference else "-",
        annotation.pinpoints,
        frozenset(warnings & wanted.warnings if wanted else ()),
    )


def table(language: str) -> list[tuple[str, list[str], str]]:
    """The rows of one language: marked text, citations, known gap or blank."""
    rows = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))["cases"]
    return [(text, cites, gap[0] if gap else "") for text, cites, *gap in rows]


def rows() -> list[object]:
    """All rows; one with a known gap must still fail, so that mending it is noticed."""
    return [
        pytest.param(
            text, cites, id=f"{file.stem}-{number}", marks=[pytest.mark.xfail(strict=True, reason=gap)] if gap else []
        )
        for file in sorted(FOLDER.glob("*.toml"))
        for number, (text, cites, gap) in enumerate(table(file.stem), 1)
    ]


@pytest.mark.parametrize(("marked", "cites"), rows())
def test_sentence(marked: str, cites: list[str]) -> None:
    text, spans = unmark(marked)
    wanted = [expected(text, span, line) for span, line in zip(spans, cites, strict=True)]
    by_start = {one.start: one for one in wanted}
    found = [seen(annotation, by_start.get(annotation.start)) for annotation in annotate(text).annotations]
    assert found == wanted


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "de", "it", "ru", "ar", "zh"])
def test_the_table_of_a_language_shows_citations_and_look_alikes(language: str) -> None:
    cases = table(language)
    assert len(cases) >= (25 if language in ("en", "es", "fr", "pt") else 12)
    assert {bool(cites) for _, cites, _ in cases} == {True, False}


def test_the_language_of_a_text_is_told() -> None:
    texts = {
        "en": "The members of the Assembly shall be bound by the decision which was taken in the autumn.",
        "es": "Los miembros de la asamblea están obligados por la decisión que se tomó en el otoño.",
        "zh": "联合国会员国应当遵守大会通过的决定，并以和平方法解决其国际争端。",
    }
    assert {code: annotate(text).document.language for code, text in texts.items()} == {code: code for code in texts}


def test_a_text_without_citations_gives_an_empty_list() -> None:
    assert annotate("").annotations == ()
    assert annotate("The bakery opens at six.").annotations == ()
