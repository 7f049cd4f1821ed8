"""The command line is run in this process; a small stand-in for the engine keeps its tests about itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from annotator.command import main
from annotator.model import Annotation, Document, Generator, Reference, Source

Run = Callable[..., Result]


def annotate(source: Source, *, references: object = None) -> Document:
    """Finds "UN Charter" and nothing else."""
    start = source.text.find("UN Charter")
    found = Annotation(
        "a1", start, start + 10, "UN Charter", "", "", "treaty", "full", "stand-in",
        Reference("un-charter", "Charter of the United Nations"), (), (), 1.0,
    )  # fmt: skip
    return Document(source, Generator("annotator", "0", ""), () if start < 0 else (found,))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the stand-in where the command looks for the engine."""
    module = ModuleType("annotator.engine")
    module.annotate = annotate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.engine", module)


@pytest.fixture
def run() -> Run:
    """Run `annotator` with some arguments; `stdin` is bytes."""

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, catch_exceptions=False)

    return run
