"""Every sentence that a reviewer meets from the rooms below is known to the interface."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator
from annotator.web import i18n
from annotator.web.told import MESSAGES, told

ROOT = Path(annotator.__file__).parent
# Where reviewers' own doings are refused and citations are warned of; the name of what is raised there.
ROOMS = [
    ("check/__init__.py", "Notice"),
    ("review/decisions.py", "InputError"),
    ("review/events.py", "InputError"),
    ("review/spans.py", "InputError"),
    ("review/streams.py", "StaleError"),
]


def sentences(path: Path, called: str) -> Iterator[str]:
    """The messages a module makes, with a 7 for each value; " as far as known" may stand or not."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != called:
            continue
        message = node.args[-1]
        if isinstance(message, ast.Constant):
            yield str(message.value)
        elif isinstance(message, ast.JoinedStr):
            for sure in ("", " as far as known"):
                parts = []
                for part in message.values:
                    if isinstance(part, ast.Constant):
                        parts.append(str(part.value))
                    else:
                        named = isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)
                        parts.append(sure if named and part.value.id == "sure" else "7")  # type: ignore[attr-defined]
                yield "".join(parts)


@pytest.mark.parametrize(("module", "called"), ROOMS, ids=[room for room, _ in ROOMS])
def test_the_sentences_of_a_room_are_known(module: str, called: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.web.told._", lambda sentence, **values: "known")
    made = list(sentences(ROOT / module, called))
    assert made
    assert [message for message in made if told(message) != "known"] == []


def test_values_are_kept_and_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "es")
    said = told("This overlaps the citation “{0} <b>\n”: correct or reject that one first.")
    assert "“{0} <b>\n”" in said or "«{0} <b>\n»" in said
    assert told("nobody says this") == "nobody says this"


def test_no_sentence_hides_another() -> None:
    for sentence in MESSAGES:
        assert told(sentence) == sentence
