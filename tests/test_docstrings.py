"""The examples in the docstrings of the package run as they stand."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import annotator

# The browser app's own part needs streamlit, which the library and the command line start without.
WITHOUT = ("annotator.web", "annotator.__main__")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(annotator.__path__, "annotator.")
    if not module.name.startswith(WITHOUT)
)
FLAGS = doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    said: list[str] = []
    module = importlib.import_module(name)
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner.run(test, out=said.append)
    assert runner.failures == 0, "".join(said)


def test_all_modules_are_reached() -> None:
    assert {"annotator.engine", "annotator.fold", "annotator.find.join", "annotator.symbols"} <= set(MODULES)
