"""`annotator review`: what is started, with which settings and files. That it truly starts, test_packaging tries."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from pathlib import Path

import pytest

from annotator.command import review


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What would have been started."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def note(command: list[str], environment: dict[str, str]) -> int:
        calls.append((command, environment))
        return 0

    monkeypatch.setattr(review, "_run", note)
    return calls


def test_the_app_is_for_this_machine_alone_and_sends_nothing_out(run, started):
    assert run("review").exit_code == 0
    [(command, environment)] = started
    assert command[-1].endswith("app.py")
    assert {
        "--server.address=127.0.0.1",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--client.toolbarMode=minimal",
        "--server.headless=false",
        "--logger.hideWelcomeMessage=true",
    } <= set(command)
    assert json.loads(environment["ANNOTATOR_OPEN"]) == []


def test_the_address_is_told_and_is_the_one_listened_on(run, started):
    result = run("review")
    [(command, _)] = started
    [port] = [flag.partition("=")[2] for flag in command if flag.startswith("--server.port=")]
    assert f"http://127.0.0.1:{port} " in result.stderr


def test_a_taken_port_is_not_chosen(run, started):
    with socket.socket() as taken:
        # Free or not beforehand, the usual port cannot be had now.
        with contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", 8501))
            taken.listen()
        assert run("review").exit_code == 0
    assert "--server.port=8501" not in started[0][0]


def test_a_configuration_file_cannot_open_the_app_to_others(tmp_path: Path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        '[server]\naddress = "0.0.0.0"\nmaxUploadSize = 7\n[theme.sidebar]\nbase = "dark"\n', "utf-8"
    )
    command = review.streamlit_command(tmp_path / "app.py", 9000, False)
    assert "--server.address=127.0.0.1" in command
    assert not [flag for flag in command if "0.0.0.0" in flag]
    assert {"--server.maxUploadSize=7", "--theme.sidebar.base=dark", "--server.port=9000"} <= set(command)
    assert "--server.headless=true" in command


def test_files_are_passed_on_as_whole_paths(run, started, tmp_path: Path):
    (tmp_path / "é 1.txt").write_text("x", "utf-8")
    result = run("review", os.path.relpath(tmp_path / "é 1.txt"), "--workspace", tmp_path / "w")
    assert result.exit_code == 0
    environment = started[0][1]
    assert json.loads(environment["ANNOTATOR_OPEN"]) == [str(tmp_path / "é 1.txt")]
    assert environment["ANNOTATOR_WORKSPACE"] == str(tmp_path / "w")


def test_a_missing_file_is_named_and_the_others_open(run, started, tmp_path: Path):
    (tmp_path / "a.txt").write_text("x", "utf-8")
    result = run("review", tmp_path / "a.txt", tmp_path / "b.txt")
    assert "b.txt: there is no such file" in result.stderr
    assert json.loads(started[0][1]["ANNOTATOR_OPEN"]) == [str(tmp_path / "a.txt")]


@pytest.mark.parametrize("name", ["missing.txt", "-"])
def test_with_nothing_left_to_open_nothing_is_started(run, started, name: str):
    assert run("review", name).exit_code == 2
    assert started == []
