"""Always read X as Y here: what a correction becomes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.engine import annotate
from annotator.model import InputError, Kind, Reference
from annotator.references import References, Tables
from annotator.review import Workspace, alias_of

TERRITORIAL = Reference("oas-a47", "Convention on Territorial Asylum")
PERU = Reference("pe-1993", "Constitución Política del Perú")
SYMBOL = Reference("A/RES/2312(XXII)", "Declaration on Territorial Asylum")


def read(workspace: Workspace, folder: Path, text: str) -> list[tuple[str, str | None]]:
    """What the engine finds with the aliases of the workspace laid over the shipped tables."""
    folder.mkdir(exist_ok=True)
    for name, data in workspace.alias_tables().items():
        (folder / name).write_bytes(data)
    found = annotate(text, references=References(Tables(None, (folder,))))
    return [(a.quote, a.reference.id if a.reference else None) for a in found.annotations]


# (quote, kind, reference, the name, the rows)
MADE = [
    ("Article 2 of the\nAsylum Pact of Caracas", "treaty", TERRITORIAL, "Asylum Pact of Caracas",
     [("treaty_names", "oas-a47", "strong")]),
    ("article 3 of the Caracas Convention", "treaty", TERRITORIAL, "Caracas Convention",
     [("treaty_names", "oas-a47", "strong"), ("treaty_names", "oas-a46", "weak")]),  # the other one stays a candidate
    ("Fujimori Constitution", "constitution", PERU, "Fujimori Constitution",
     [("constitution_names", "pe-1993", "strong")]),
    ("Asylum Declaration of the Assembly", "resolution", SYMBOL, "Asylum Declaration of the Assembly",
     [("resolution_names", "A/RES/2312(XXII)", "strong")]),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "kind", "reference", "name", "rows"), MADE)
def test_rows(quote: str, kind: Kind, reference: Reference, name: str, rows: list[tuple[str, ...]]) -> None:
    alias = alias_of(quote, kind, reference, "en")
    assert (alias.name, alias.reference) == (name, reference.id)
    found = [(table, row.get("id") or row["symbol"], row["strength"]) for table, row in alias.rows]
    assert found == rows


# (quote, kind, reference, language, a word of the refusal)
REFUSED = [
    ("article 5", "treaty", TERRITORIAL, "en", "only a pinpoint"),
    ("article 5 of the Convention", "treaty", TERRITORIAL, "en", "many instruments"),
    ("Caracas Pact", "treaty", None, "en", "no instrument yet"),
    ("Caracas Pact", "treaty", Reference("no-such", ""), "en", "cannot be read so"),
    ("Caracas Pact", "treaty", TERRITORIAL, "und", "cannot be read so"),  # the language must be known
    ("=HYPERLINK(1)", "treaty", TERRITORIAL, "en", "begins with a sign"),
    ("Caracas\u0007Pact", "treaty", TERRITORIAL, "en", "cannot be read so"),
]


@pytest.mark.parametrize(("quote", "kind", "reference", "language", "word"), REFUSED)
def test_what_is_refused(quote: str, kind: Kind, reference: Reference | None, language: str, word: str) -> None:
    with pytest.raises(InputError, match=word) as refusal:
        alias_of(quote, kind, reference, language)
    assert "\n" not in str(refusal.value)


def test_the_name_is_read_so_until_the_alias_is_removed(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.alias_tables() == {}
    text = "See article 2 of the Caracas Convention."
    alias = alias_of("Article 2 of the Caracas Convention", "treaty", TERRITORIAL, "en")
    made = workspace.add_alias(alias, "Ada", "2026-01-01T00:00:00.000000Z")
    assert workspace.aliases() == [made]
    assert (made.reviewer, made.alias) == ("Ada", alias)
    assert read(workspace, tmp_path / "one", text) == [("article 2 of the Caracas Convention", "oas-a47")]
    # Another choice for the same name takes its place.
    other = alias_of("CARACAS CONVENTION", "treaty", Reference("oas-a46", ""), "en")
    second = workspace.add_alias(other, "Bob")
    assert [kept.id for kept in workspace.aliases()] == [second.id]
    assert read(workspace, tmp_path / "two", text) == [("article 2 of the Caracas Convention", "oas-a46")]
    workspace.remove_alias(second.id)
    assert workspace.aliases() == []
    with pytest.raises(InputError, match="not in the workspace any more"):
        workspace.remove_alias(second.id)
    with pytest.raises(InputError, match="needs a name"):
        workspace.add_alias(alias, " ")
