"""The command line as a whole: it starts quickly, lists its commands, and says its version."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

from annotator.command import COMMANDS, main

# The app's, not the command line's: seconds to load.
HEAVY = {"streamlit", "pandas", "pyarrow"}

SHOW_MODULES = """
import contextlib, io, sys
from annotator.command import main
with contextlib.redirect_stdout(io.StringIO()):
    main({arguments}, standalone_mode=False)
print(*sys.modules)
"""


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_the_command_line_starts_without_the_app(arguments: list[str]) -> None:
    code = SHOW_MODULES.format(arguments=arguments)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(run.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_listed_and_explains_itself(run, name: str) -> None:
    assert name in run("--help").stdout
    assert COMMANDS[name][1].endswith(".")
    help_text = run(name, "--help").stdout
    assert f"Usage: main {name}" in help_text or f"{name} [OPTIONS]" in help_text


def test_version(run) -> None:
    assert run("--version").stdout == f"annotator {version('annotator')}\n"


def test_an_unknown_command_is_a_mistake(run) -> None:
    result = run("detekt")
    assert result.exit_code == 2
    assert "detekt" in result.stderr


def test_it_runs_as_a_module_too() -> None:
    said = subprocess.run([sys.executable, "-m", "annotator", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("annotator ")
    assert main.name == "main"
