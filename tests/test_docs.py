"""What the documents show is true: examples run, commands print what stands there, links lead somewhere."""

from __future__ import annotations

import doctest
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.command import COMMANDS, main

ROOT = Path(__file__).parents[1]
# Pages whose examples are run, each from a clean start.
EXAMPLES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
PAGES = [*EXAMPLES, "CONTRIBUTING.md", "CHANGELOG.md"]
README = (ROOT / "README.md").read_text("utf-8")
# ```language file name ... ```
BLOCK = re.compile(r"^```(\w+)(?: ([\w.]+))?\n(.*?)^```$", re.M | re.S)


def blocks(sheet: str) -> list[tuple[str, str, str]]:
    return [(language, name, body) for language, name, body in BLOCK.findall((ROOT / sheet).read_text("utf-8"))]


@pytest.mark.parametrize("sheet", EXAMPLES)
def test_the_examples_of_the_library_run(sheet: str) -> None:
    code = "".join(body for language, _, body in blocks(sheet) if language == "python")
    examples = doctest.DocTestParser().get_doctest(code, {}, sheet, sheet, 0)
    assert len(examples.examples) >= (10 if sheet == "README.md" else 0)
    said: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(examples, out=said.append).failed
    assert not failed, "".join(said)


@pytest.mark.parametrize("sheet", EXAMPLES)
def test_the_commands_print_what_the_page_shows(sheet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = 0
    for language, name, body in blocks(sheet):
        if language == "text" and name:
            Path(name).write_text(body, "utf-8")
        elif language == "console":
            for typed in re.split(r"^\$ ", body, flags=re.M)[1:]:
                line, _, expected = typed.partition("\n")
                program, *arguments = shlex.split(line)
                assert program == "annotator"
                assert CliRunner().invoke(main, arguments).output == expected
                commands += 1
        elif language == "json" and name:
            [annotation] = json.loads(Path(name).read_text("utf-8"))["annotations"]
            shown = json.loads(body)
            assert shown == {key: annotation[key] for key in shown}
    assert commands >= (2 if sheet == "README.md" else 0)


def test_every_command_is_in_the_table() -> None:
    listed = set(re.findall(r"^\| `annotator (\w+)", README, re.M))
    assert listed == set(COMMANDS)


@pytest.mark.parametrize("name", PAGES)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    paths = set(re.findall(r"`((?:annotator|references|tests|docs)/[\w./-]*)`", text))
    missing = [link for link in sorted(links) if not (ROOT / name).parent.joinpath(link).exists()]
    assert missing + [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_make_target_is_explained() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", text, re.M)
    explained = set(re.findall(r'@echo "make (\w+) ', text))
    assert explained == set(phony.split()) - {"help"}
