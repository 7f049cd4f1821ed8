"""Whatever the interface looks up by a variable stands in the catalogues: the code's own reader sees only literals."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import annotator.web
from annotator.export.formats import FORMATS, Keeps
from annotator.export.formats import WORDS as KEPT
from annotator.web import adjudication_page, concordance_page, desk, i18n, tables_panel, told, wording
from annotator.web.format_words import FORMAT_WORDS
from annotator.web.i18n import Words
from tests.web.catalogues import said

WEB = Path(annotator.web.__file__).parent
# Latin and Spanish words for parts of instruments that have no other name in any language.
EVERYWHERE = {"apartado", "fracción", "inciso", "caput"}


def parts() -> Iterator[str]:
    """What of each part of a document some format keeps, in the order of the table."""
    for form in FORMATS:
        for field in fields(Keeps):
            yield getattr(form.keeps, field.name).word


# Every lookup that is not a literal: the module, what is looked up, and all that it can be.
LOOKUPS: dict[tuple[str, str], Iterable[str | tuple[str, str]]] = {
    ("adjudication_page", "MEANING[-1][0]"): [name for name, _meaning in adjudication_page.MEANING],
    ("adjudication_page", "meaning"): [meaning for _name, meaning in adjudication_page.MEANING],
    ("adjudication_page", "name"): [name for name, _meaning in adjudication_page.MEANING],
    ("authorities_panel", "form.title"): [form.title for form in FORMATS],
    ("concordance_page", "done"): concordance_page.DECIDED.values(),
    ("desk", "*SAME"): [desk.SAME],
    ("desk", "said"): wording.SAID.values(),
    ("document_list", "*KINDS_COUNTED[kind]"): wording.KINDS_COUNTED.values(),
    ("downloads_panel", "WORDS[part.name]"): KEPT.values(),
    ("downloads_panel", "format_of(id).title"): [form.title for form in FORMATS],
    ("downloads_panel", "kept.word"): filter(None, parts()),
    ("i18n", "MONTHS[int(month) - 1]"): i18n.MONTHS,
    # The values of each table of words: the test below.
    ("i18n", "word"): [],
    ("review_page", "kind.title"): [form.title for form in FORMATS],
    ("review_page", "told"): [told for _key, told in wording.KEYS],
    ("tables_panel", "ABOUT"): [tables_panel.ABOUT],
    ("told", "sentence"): [sentence for room in told.SENTENCES.values() for sentence in room],
    ("toolbar", "*pair"): wording.KINDS_COUNTED.values(),
    ("wording", "sure"): [word for _least, word in wording._SURE],
}


def lookups() -> Iterator[tuple[str, str]]:
    """Each lookup in the package whose sentence is no literal."""
    for path in WEB.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = {"_": 1, "_n": 2}.get(node.func.id, 0)
            for given in node.args[:first]:
                if not isinstance(given, ast.Constant):
                    yield path.stem, ast.unparse(given)
                if isinstance(given, ast.Starred):
                    break


def tables() -> Iterator[Words[str]]:
    """Every table of words of the package."""
    for module in pkgutil.iter_modules([str(WEB)]):
        held = vars(importlib.import_module(f"annotator.web.{module.name}"))
        yield from (value for value in held.values() if isinstance(value, Words))


def test_every_lookup_by_a_variable_is_known_here() -> None:
    assert set(lookups()) == set(LOOKUPS)


@pytest.mark.parametrize("lookup", LOOKUPS, ids=".".join)
def test_what_is_looked_up_by_a_variable_is_in_the_catalogues(lookup: tuple[str, str]) -> None:
    assert set(LOOKUPS[lookup]) <= set(said())


def test_what_stands_in_a_table_of_words_is_in_the_catalogues() -> None:
    # Here they are as they stand in the code, English.
    words = {word for table in tables() for word in table.values()}
    assert "treaty" in words
    assert words - {""} - EVERYWHERE <= set(said())


def test_the_words_of_the_table_of_formats_are_all_marked_and_no_others() -> None:
    assert sorted(FORMAT_WORDS) == sorted({*(form.title for form in FORMATS), *KEPT.values(), *filter(None, parts())})
