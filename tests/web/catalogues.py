"""The catalogues of the interface: `python tests/web/catalogues.py` takes new sentences in and compiles them.

What is no longer said goes; what is new waits with an empty translation, and the tests fail until somebody fills it.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "annotator" / "web" / "locale"
KEYWORDS = {"_": 1, "N_": 1, "_n": 2, "N_n": 2}
CODES = ("es", "fr", "pt")
PASSING = (
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Report-Msgid', b'"Last-Translator',
    b'"Language-Team', b'"Project-Id-Version',
)  # fmt: skip


def path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / code / "LC_MESSAGES" / "annotator.po"


def said() -> Iterator[str | tuple[str, ...]]:
    """Every sentence the code asks for, also inside an f-string, where Babel's own reader does not look."""
    for file in [ROOT / "app.py", *sorted((ROOT / "annotator" / "web").glob("**/*.py"))]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                given = node.args[: KEYWORDS[node.func.id]]
                texts = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if texts and len(texts) == len(given):
                    yield texts[0] if len(texts) == 1 else tuple(texts)


def held(code: str) -> Catalog:
    """The catalogue of a language as it lies there."""
    with path(code).open("rb") as file:
        return read_po(file, locale=code)


def compiled(catalogue: Catalog) -> bytes:
    """What the program reads."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def refreshed(code: str) -> Catalog:
    """The catalogue of a language with exactly the sentences the code asks for."""
    old = held(code) if path(code).is_file() else Catalog(locale=code)
    new = Catalog(
        locale=code, header_comment=f"# The interface of annotator: {code}.", project="annotator", fuzzy=False
    )
    # The forms of the plural are those the translations were written for: what Babel knows of a language grows.
    new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for message in said():
        known = old.get(message[0] if isinstance(message, tuple) else message)
        # A sentence that counts now and did not before has to be looked at again.
        kept = known.string if known is not None and isinstance(known.id, str) == isinstance(message, str) else ""
        new.add(message, kept)
    return new


def main() -> int:
    """Write all catalogues; return how many sentences wait for a translation."""
    waiting = 0
    for code in CODES:
        catalogue = refreshed(code)
        path(code).parent.mkdir(parents=True, exist_ok=True)
        made = io.BytesIO()
        # Without dates and places in the code, so that only what is said changes a catalogue.
        write_po(made, catalogue, width=0, no_location=True, sort_output=True)
        lines = [line for line in made.getvalue().splitlines(keepends=True) if not line.startswith(PASSING)]
        path(code).write_bytes(b"".join(lines))
        path(code).with_suffix(".mo").write_bytes(compiled(held(code)))
        empty = sum(not (all(m.string) if isinstance(m.string, tuple) else m.string) for m in catalogue if m.id)
        waiting += empty
        print(f"{code}: {len(catalogue)} sentences, {empty} to translate")
    return waiting


if __name__ == "__main__":
    sys.exit(bool(main()))
