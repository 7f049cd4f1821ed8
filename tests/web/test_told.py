"""Every sentence that a reviewer meets from the rooms below is known to the interface."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import annotator
from annotator.model import Document
from annotator.read import formats
from annotator.review import Workspace, apply, begin, confirm
from annotator.web import i18n
from annotator.web.told import SENTENCES, Room, told
from tests.review.made import document

ROOT = Path(annotator.__file__).parent
RAISED = ("InputError", "StaleError", "TablesError")
Function = ast.FunctionDef | ast.AsyncFunctionDef
# Where sentences are made: the module, the call they are given to, and among which ones they have to be known.
CALLS: list[tuple[str, tuple[str, ...], Room]] = [
    ("check/__init__.py", ("Notice",), "warnings"),
    ("export/native.py", RAISED, "refusals"),
    *((f"read/{path.name}", RAISED, "refusals") for path in sorted((ROOT / "read").glob("*.py"))),
    ("read/formats.py", ("_refused",), "refusals"),
    ("references/check.py", ("Fault", *RAISED), "refusals"),
    ("references/tables.py", RAISED, "refusals"),
    *((f"review/{path.name}", RAISED, "refusals") for path in sorted((ROOT / "review").glob("*.py"))),
    ("web/own_tables.py", RAISED, "refusals"),
    ("web/session.py", RAISED, "refusals"),
]  # fmt: skip
# The same for functions whose every sentence is one; without a name all functions of the module. What reads dates from
# the text says nothing, it has patterns.
EVIDENT = sorted(path.name for path in (ROOT / "resolve").glob("*.py") if path.stem not in ("__init__", "dateline"))
FUNCTIONS: list[tuple[str, str, Room]] = [
    *((f"resolve/{name}", "", "evidence") for name in EVIDENT),
    ("references/ranges.py", "fault", "refusals"),
    ("references/schema.py", "fault", "refusals"),
    ("references/schema.py", "_value_fault", "refusals"),
    ("review/concordance.py", "_documents", "notes"),
]


@cache
def functions(module: str) -> dict[str, Function]:
    """The functions of a module and of its classes, by name."""
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}


@cache
def constants(module: str) -> dict[str, str]:
    """The texts that a module gives a name to."""
    made = {}
    for node in ast.parse((ROOT / module).read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            for text in texts(node.value, None, module):
                made[node.targets[0].id] = text
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("annotator.read."):
            near = f"read/{node.module.rpartition('.')[2]}.py"
            made.update({name.name: constants(near)[name.name] for name in node.names if name.name in constants(near)})
    return made


def texts(node: ast.AST, within: Function | None, module: str) -> list[str]:
    """What an expression can say, with a 7 for each value that the code does not tell; empty where it is one itself."""
    match node:
        case ast.Constant(value=str(value)):
            return [value]
        case ast.IfExp(body=one, orelse=other):
            return [*texts(one, within, module), *texts(other, within, module)]
        case ast.BoolOp(values=values):
            return [text for value in values for text in texts(value, within, module)]
        case ast.JoinedStr(values=values):
            parts = [texts(value, within, module) or ["7"] for value in values]
            return ["".join(row) for row in product(*parts)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            pair = [texts(side, within, module) or ["7"] for side in (left, right)]
            return ["".join(row) for row in product(*pair)]
        case ast.FormattedValue(value=value, format_spec=None):
            return texts(value, within, module)
        case ast.Name(id=name) if within is not None:
            given = [
                text
                for step in ast.walk(within)
                if isinstance(step, ast.Assign) and ast.unparse(step.targets[0]) == name
                for text in texts(step.value, within, module)
            ]
            return given or [text for known, text in constants(module).items() if known == name]
        case ast.Call(func=ast.Name(id=name)) if name in functions(module):
            made = functions(module)[name]
            return [
                text
                for step in ast.walk(made)
                if isinstance(step, ast.Return) and step.value is not None
                for text in texts(step.value, made, module)
            ]
    return []


def given(module: str, called: tuple[str, ...]) -> Iterator[str]:
    """The sentences a module makes for one of some calls; not those it only passes on, with a name before them."""
    for function in functions(module).values():
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called and node.args:
                for text in texts(node.args[-1], function, module):
                    if text.strip("7: "):
                        yield text


def spoken(node: ast.AST, within: Function, module: str) -> Iterator[str]:
    """The sentences in the body of a function: all texts of more than one word, and not what explains it."""
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        yield from (text for text in texts(node, within, module) if " " in text.strip() and text.strip('7: "'))
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from spoken(child, within, module)


def unknown(made: set[str], room: Room) -> list[str]:
    return sorted(message for message in made if told(message, room) != "known")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.web.told._", lambda said, /, **values: "known")
    monkeypatch.setattr("annotator.web.told.stated", lambda name, said: said)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("row", CALLS, ids=lambda row: f"{row[0]}-{row[1][0]}")
def test_the_sentences_of_a_room_are_known(row: tuple[str, tuple[str, ...], Room]) -> None:
    module, called, room = row
    assert unknown(set(given(module, called)), room) == []


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_sentences_of_a_function_are_known(row: tuple[str, str, Room]) -> None:
    module, name, room = row
    ours = [made for called, made in functions(module).items() if called == (name or called)]
    assert ours
    made = {text for function in ours for text in spoken(function, function, module)}
    if room == "notes":
        made = {f"one of 7 decided at once in {text}" for text in made}
    assert unknown(made, room) == []


def test_sentences_are_found_in_the_code() -> None:
    refused = {text for module, called, _ in CALLS for text in given(module, called)}
    assert {
        "the archive is damaged: save or copy the file anew",
        "7 bytes are more than the limit of 7: split the file, or raise the limit",
        "the UTF-8 text has a broken character at byte 7: save it as UTF-8 anew",
        "7: there is only white space: choose a text with words in it",
        "There is nothing to undo.",
        "the key 7 stands in line 7 already",
    } <= refused
    assert len(refused) > 120
    module = "resolve/treaties.py"
    assert "has only 7 articles" in {t for made in functions(module).values() for t in spoken(made, made, module)}


@pytest.mark.usefixtures("known")
def test_what_refused_files_are_called_is_known() -> None:
    kinds = {what for _signature, what in (*formats._REFUSED_SIGNATURES, *formats._REFUSED_PACKAGES)}
    assert unknown(kinds, "refusals") == []


def reviewed(*numbers: int) -> Document:
    """The document with decisions on the citations of these numbers, in this order."""
    review = begin(document())
    for number in numbers:
        event = confirm(review, [review.document.annotations[number].id], reviewer="Ada", at="2026-01-01T00:00:00Z")
        assert event is not None
        review = apply(review, event)
    return review.document


# What the workspace holds, whether it was removed, what comes; None where the workspace is empty.
COMING = [
    *((None, False, come) for come in ((), (0,), (0, 1))),
    *((held, removed, held) for held in ((), (0,), (0, 1)) for removed in (False, True)),
    ((), False, (0,)), ((0,), False, (0, 1)), ((0, 1), False, (0,)), ((0,), False, (1,)),
]  # fmt: skip


@pytest.mark.parametrize("row", COMING, ids=str)
def test_what_became_of_a_file_is_told_in_the_language(
    row: tuple[tuple[int, ...] | None, bool, tuple[int, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, removed, come = row
    workspace = Workspace(tmp_path / "w.sqlite3")
    if held is not None:
        key = workspace.open(reviewed(*held)).key
        if removed:
            workspace.remove(key)
    said = workspace.open(reviewed(*come)).said
    assert told(said) == said
    monkeypatch.setattr(i18n, "language", lambda: "fr")
    assert told(said).startswith("news.txt\xa0: ")
    assert told(said).removeprefix("news.txt\xa0: ") != said.removeprefix("news.txt: ")


def test_a_name_stands_before_a_sentence_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "fr")
    name = "a: opened.zip/{said} <b>.txt"
    empty = told(f"{name}: the file is empty: choose a file with text in it")
    assert empty.startswith(f"{name}\xa0: le fichier est vide")
    line = told("a.jsonl: line 3: the file is cut short: export it again")
    assert line.startswith("a.jsonl\xa0: ligne 3\xa0: le fichier")
    assert told("a.png: this is a picture (PNG), which is not read: save its text as a .txt file") == (
        "a.png\xa0: c’est une image (PNG), ce qui n’est pas lu\xa0: enregistrez son texte en .txt"
    )
    assert "1\u202f234\u202f567 octets" in told(
        "1,234,567 bytes are more than the limit of 1,000: split the file, or raise the limit"
    )


def test_what_people_write_is_not_taken_for_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "es")
    assert told("There is nothing to undo.", "notes") == "There is nothing to undo."
    assert told("one of 3 decided at once", "notes") == "una de 3 decididas a la vez"


def test_values_are_kept_and_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "es")
    said = told("This overlaps the citation “{0} <b>\n”: correct or reject that one first.")
    assert "«{0} <b>\n»" in said
    assert told("nobody says this") == "nobody says this"


@pytest.mark.parametrize("room", SENTENCES)
def test_no_sentence_hides_another(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.web.told._", lambda said, /, **values: said)
    for sentence in SENTENCES[room]:
        assert told(re.sub(r"\{\w+\}", "7", sentence), room) == sentence
        assert len(set(SENTENCES[room])) == len(SENTENCES[room])


def test_hostile_messages_are_read_at_once() -> None:
    start = time.process_time()
    for room in SENTENCES:
        told("a: 7 is in force on " * 2_000, room)
    assert time.process_time() - start < 2
