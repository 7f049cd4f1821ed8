"""The words of the languages, as the grammar asks for them.

One TOML file a language under `references/languages/` and the number words of `numerals.csv`.
All forms come folded; the same form may mean different things in different languages, so every
question names the language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.fold import fold_name

__all__ = ["Language", "UnitWord", "Words", "load_words"]


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word that announces a unit: "articles" announces several `art`."""

    form: str
    code: str
    many: bool


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language's words, folded. `starts` maps a first word to the unit forms that start with it, longest first.

    `head_classes` tells what a generic word is in every language: "pacto" is a covenant.
    """

    code: str
    stopwords: frozenset[str]
    units: dict[str, UnitWord]
    starts: dict[str, tuple[str, ...]]
    connectors: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    head_classes: dict[str, str]
    constitutional: tuple[str, ...]
    statutes: tuple[str, ...]
    anaphora: tuple[str, ...]
    months: dict[str, int]
    ordinals: dict[str, int] = field(default_factory=dict)
    cardinals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """All languages by code, in the order of their codes."""

    languages: dict[str, Language]

    def __getitem__(self, code: str) -> Language:
        return self.languages[code]


def _folded(forms: Iterable[str]) -> tuple[str, ...]:
    """The folded forms, longest first, each once."""
    return tuple(sorted({fold_name(form) for form in forms}, key=lambda form: (-len(form), form)))


def _language(data: dict[str, object], numerals: Iterable[dict[str, str]]) -> Language:
    units: dict[str, UnitWord] = {}
    for code, forms in data["units"].items():  # type: ignore[attr-defined]
        for many, key in ((False, "one"), (True, "many")):
            for form in forms.get(key, ()):
                folded = fold_name(form)
                units.setdefault(folded, UnitWord(folded, code, many))
    starts: dict[str, list[str]] = {}
    for form in units:
        starts.setdefault(form.split(" ")[0], []).append(form)
    ordinals: dict[str, int] = {}
    cardinals: dict[str, int] = {}
    for row in numerals:
        (ordinals if row["kind"] == "ordinal" else cardinals).setdefault(fold_name(row["form"]), int(row["value"]))
    heads: dict[str, list[str]] = {name: forms for name, forms in data["heads"].items() if name != "treaty"}  # type: ignore[attr-defined]
    classes: dict[str, list[str]] = data["heads"]["treaty"]  # type: ignore[index]
    heads["treaty"] = [form for forms in classes.values() for form in forms]
    connectors: dict[str, list[str]] = data["connectors"]  # type: ignore[assignment]
    return Language(
        code=str(data["code"]),
        stopwords=frozenset(_folded(data["stopwords"])),  # type: ignore[arg-type]
        units=units,
        starts={first: _folded(forms) for first, forms in starts.items()},
        connectors={name: _folded(forms) for name, forms in connectors.items()},
        heads={name: _folded(forms) for name, forms in heads.items()},
        head_classes={fold_name(form): name for name, forms in classes.items() for form in forms},
        constitutional=_folded(data.get("constitutional", {}).get("words", ())),  # type: ignore[attr-defined]
        statutes=_folded(data.get("statutes", {}).get("words", ())),  # type: ignore[attr-defined]
        anaphora=_folded(data.get("anaphora", {}).get("words", ())),  # type: ignore[attr-defined]
        months={fold_name(name): number for name, number in data["months"].items()},  # type: ignore[attr-defined]
        ordinals=ordinals,
        cardinals=cardinals,
    )


def load_words(folder: Path, numerals: Iterable[dict[str, str]]) -> Words:
    """Read every language file of `folder`.

    Args:
        folder: the `languages` folder of the tables.
        numerals: rows of `numerals.csv`.

    Raises:
        InputError: never for the shipped files; a malformed file raises `tomllib.TOMLDecodeError`.
    """
    by_language: dict[str, list[dict[str, str]]] = {}
    for row in numerals:
        by_language.setdefault(row["language"], []).append(row)
    languages = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        languages[str(data["code"])] = _language(data, by_language.get(str(data["code"]), []))
    return Words(languages)
