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
from typing import Any

from annotator.fold import fold_name, fold_names

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

    `anaphora` lead back to the instrument cited last, `pronouns` only where no noun follows ("de la misma").
    `head_classes` tells what a generic word is in every language: "pacto" is a covenant. `small` are the words that a
    title may have or lack. `plurals` maps the plural of a generic word to the word ("convenciones").
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
    pronouns: tuple[str, ...]
    dated: tuple[str, ...]
    small: frozenset[str]
    plurals: dict[str, str]
    months: dict[str, int]
    ordinals: dict[str, int] = field(default_factory=dict)
    cardinals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """All languages by code, in the order of their codes."""

    languages: dict[str, Language]

    def __getitem__(self, code: str) -> Language:
        return self.languages[code]

    @property
    def head_classes(self) -> dict[str, str]:
        """Every generic word of a treaty in any language -> what it is."""
        return {form: name for language in self.languages.values() for form, name in language.head_classes.items()}

    @property
    def plurals(self) -> dict[str, str]:
        """The plural of every generic word of a treaty in any language -> the word."""
        return {form: head for language in self.languages.values() for form, head in language.plurals.items()}

    @property
    def small(self) -> frozenset[str]:
        """The words of all languages that a title may have or lack."""
        return frozenset(form for language in self.languages.values() for form in language.small)


class _Folds(dict[str, str]):
    """Forms -> folded forms; those known beforehand are folded at once, which is far faster."""

    def __init__(self, forms: Iterable[str]) -> None:
        listed = list(dict.fromkeys(forms))
        super().__init__(zip(listed, fold_names(listed), strict=True))

    def __missing__(self, form: str) -> str:
        return fold_name(form)

    def all(self, forms: Iterable[str]) -> tuple[str, ...]:
        """The folded forms, longest first, each once."""
        return tuple(sorted({self[form] for form in forms}, key=lambda form: (-len(form), form)))


def _strings(data: object) -> Iterable[str]:
    """Every string in a language file, keys included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _language(data: dict[str, Any], numerals: list[tuple[str, str, str]]) -> Language:
    folds = _Folds([*_strings(data), *(form for _, form, _ in numerals)])
    units: dict[str, UnitWord] = {}
    for code, forms in data["units"].items():
        for many, key in ((False, "one"), (True, "many")):
            for form in forms.get(key, ()):
                units.setdefault(folds[form], UnitWord(folds[form], code, many))
    starts: dict[str, list[str]] = {}
    for form in units:
        starts.setdefault(form.split(" ")[0], []).append(form)
    ordinals: dict[str, int] = {}
    cardinals: dict[str, int] = {}
    for kind, form, value in numerals:
        (ordinals if kind == "ordinal" else cardinals).setdefault(folds[form], int(value))
    classes: dict[str, list[str]] = data["heads"]["treaty"]
    heads = data["heads"] | {"treaty": [form for forms in classes.values() for form in forms]}
    return Language(
        code=str(data["code"]),
        stopwords=frozenset(folds.all(data["stopwords"])),
        units=units,
        starts={first: folds.all(forms) for first, forms in starts.items()},
        connectors={name: folds.all(forms) for name, forms in data["connectors"].items()},
        heads={name: folds.all(forms) for name, forms in heads.items()},
        head_classes={folds[form]: name for name, forms in classes.items() for form in forms},
        constitutional=folds.all(data.get("constitutional", {}).get("words", ())),
        statutes=folds.all(data.get("statutes", {}).get("words", ())),
        anaphora=folds.all(data.get("anaphora", {}).get("words", ())),
        pronouns=folds.all(data.get("anaphora", {}).get("pronouns", ())),
        dated=folds.all(data.get("dated", {}).get("words", ())),
        small=frozenset(folds.all((*data["stopwords"], *data.get("titles", {}).get("small", ())))),
        plurals={folds[form]: folds[head] for form, head in data.get("plurals", {}).items()},
        months={folds[name]: number for name, number in data["months"].items()},
        ordinals=ordinals,
        cardinals=cardinals,
    )


def load_words(folder: Path, numerals: Iterable[tuple[str, ...]]) -> Words:
    """Read every language file of `folder`.

    Args:
        folder: the `languages` folder of the tables.
        numerals: language, kind, form and value of each number word.

    Raises:
        InputError: never for the shipped files; a malformed file raises `tomllib.TOMLDecodeError`.
    """
    by_language: dict[str, list[tuple[str, str, str]]] = {}
    for language, kind, form, value in numerals:
        by_language.setdefault(language, []).append((kind, form, value))
    languages = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        languages[str(data["code"])] = _language(data, by_language.get(str(data["code"]), []))
    return Words(languages)
