"""The wheel is whole: built, installed elsewhere and run from there, it has its tables, its words and its app."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import annotator

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
TEXT = "It recalled Article 51 of the Charter of the United Nations and Security Council resolution 1325 (2000)."

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The build backend is a development dependency, so that nothing is fetched here.
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment that holds the wheel; the libraries are lent by this one."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    python = programs / Path(sys.executable).name
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    # A .pth line adds the folder but reads no .pth inside it: the editable checkout of this project stays out.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return programs


def alone(**more: str) -> dict[str, str]:
    """The environment of this process without its paths of Python, so that only the wheel is found; `more` is added."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | more


def run(installed: Path, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the fresh environment; `more` goes into what its processes see of the environment."""
    # In a folder away from the checkout, so that nothing is found there by chance.
    program, *rest = arguments
    return subprocess.run(
        [installed / program, *rest], cwd=installed, env=alone(**more), input=stdin,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE,
    )  # fmt: skip


def test_the_version_is_the_same_everywhere() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert declared == annotator.__version__ == version("annotator")
    assert f"## {declared}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_wheel_carries_code_tables_words_and_app(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    references = ROOT / "references"
    tables = {f"annotator/_references/{path.name}" for path in references.glob("*.csv")}
    languages = {f"annotator/_references/languages/{path.name}" for path in references.glob("languages/*.toml")}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "annotator").rglob("*.py")}
    assert tables
    assert languages
    assert tables | languages | code <= names
    assert {"annotator/_app.py", "annotator/.streamlit/config.toml", "annotator/py.typed"} <= names
    strangers = {name for name in names if not name.startswith(("annotator/", "annotator-"))}
    assert not strangers
    assert not [name for name in names if "__pycache__" in name or name.endswith((".sqlite3", ".txt.xz"))]


def test_the_installed_program_says_its_version(installed: Path) -> None:
    done = run(installed, "annotator", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"annotator {annotator.__version__}\n", "")


def test_the_installed_program_runs_from_its_own_folder_and_finds_citations(installed: Path) -> None:
    where = run(installed, "python", "-c", "import annotator; print(annotator.__file__)")
    assert where.returncode == 0, where.stderr
    assert str(ROOT) not in where.stdout, "the checkout was used, not the wheel"
    done = run(installed, "annotator", "detect", "-", stdin=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)["annotations"]
    assert [a["quote"] for a in found] == [
        "Article 51 of the Charter of the United Nations",
        "Security Council resolution 1325 (2000)",
    ]
    assert found[0]["pinpoints"] == ["art_51"]
    assert found[1]["reference"]["id"] == "S/RES/1325(2000)"


def test_the_page_of_the_installed_app_draws(installed: Path, tmp_path: Path) -> None:
    draw = (
        "import annotator, pathlib; from streamlit.testing.v1 import AppTest\n"
        "path = pathlib.Path(annotator.__file__).with_name('_app.py')\n"
        "app = AppTest.from_file(str(path), default_timeout=60).run()\n"
        "assert not app.exception, app.exception"
    )
    done = run(installed, "python", "-c", draw, ANNOTATOR_WORKSPACE=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_spacy_finds_the_component_of_the_wheel_by_its_name(installed: Path) -> None:
    # Nothing of the package is imported by hand: the entry point alone leads to it.
    pipe = (
        "import json, spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('annotator'); doc = nlp(sys.stdin.read())\n"
        "spans = [(s.text, s.label_, s.kb_id_, s._.citation.pinpoints) for s in doc.spans['citations']]\n"
        "print(json.dumps([sys.modules['annotator'].__file__, spans]))"
    )
    done = run(installed, "python", "-c", pipe, stdin=TEXT)
    assert done.returncode == 0, done.stderr
    where, spans = json.loads(done.stdout)
    assert str(ROOT) not in where, "the checkout was used, not the wheel"
    assert spans == [
        ["Article 51 of the Charter of the United Nations", "Treaty", "mtdsg-i-1", ["art_51"]],
        ["Security Council resolution 1325 (2000)", "Resolution", "S/RES/1325(2000)", []],
    ]


@pytest.fixture
def app(installed: Path, tmp_path: Path) -> Iterator[int]:
    """`annotator review` from the wheel, on a port of its own, until the test ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [installed / "annotator", "review", "--no-browser", "--port", str(port), "--workspace", tmp_path / "w"]
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    process = subprocess.Popen(command, cwd=tmp_path, env=alone(), stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + PATIENCE
        while not healthy("127.0.0.1", port):
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                pytest.fail(f"the app did not start: {log.read()}")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        log.close()
    assert not healthy("127.0.0.1", port), "the server outlived the command"


def healthy(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/_stcore/health", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except (urllib.error.URLError, OSError):
        return False


def test_the_installed_app_starts_and_listens_to_this_machine_alone(app: int) -> None:
    assert healthy("127.0.0.1", app)
    # Another address of this same machine: it would answer if the app listened to everyone.
    assert not healthy("127.0.0.2", app)


def test_the_lock_pins_names_and_versions_and_nothing_else() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        name, equals, pinned = line.partition("==")
        assert equals, line
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), line
        assert pinned.replace(".", "").isalnum(), line
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    extras = project["optional-dependencies"]
    own = f"{project['name']}["
    # One extra may ask for another of this project, which no lock names.
    asked = [extras[w.removeprefix(own).rstrip("]")] if w.startswith(own) else [w] for w in extras["dev"]]
    wanted = [*project["dependencies"], *(requirement for group in asked for requirement in group)]
    names = {requirement.partition(">")[0].lower().replace("_", "-") for requirement in wanted}
    assert names <= locked


def test_what_the_project_needs_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {requirement.partition(">")[0] for requirement in project["dependencies"]}
    assert {"streamlit", "pandas", "regex"} <= names
    assert any(requirement.startswith("pytest>") for requirement in project["optional-dependencies"]["dev"])
