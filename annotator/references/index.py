"""The tables compiled once for looking things up: names to instruments, ids to facts, words of countries.

Building reads every table; `load_references` does it once a process. Nothing here knows a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from annotator.fold import fold_name
from annotator.model import Kind
from annotator.references.tables import Tables
from annotator.references.words import Words, load_words
from annotator.symbols import parse_symbol

__all__ = ["Instrument", "Meaning", "References", "load_references"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the tables know of one instrument. `articles` is the highest plain article number.

    `certain` tells whether that number was read in the text of the instrument or only remembered; `beside` marks a
    text in force beside a country's main constitution, which "the constitution" does not mean.
    """

    id: str
    kind: Kind
    title: str
    date: str | None = None
    url: str | None = None
    articles: int | None = None
    certain: bool = True
    country: str = ""
    subdivision: str = ""
    designator: str = "Article"
    in_force: bool = True
    beside: bool = False
    place: str = ""
    members: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of adoption, where known."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One instrument a name stands for, and how firmly."""

    id: str
    kind: Kind
    language: str
    name_kind: str
    strong: bool
    pinpoint: str = ""
    valid_from: int | None = None
    valid_until: int | None = None


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A folded name, how it was written, and everything it may mean."""

    folded: str
    written: str
    meanings: tuple[Meaning, ...]

    @property
    def acronym(self) -> bool:
        """Whether the name is an acronym, which only counts in capitals."""
        letters = [c for c in self.written if c.isalpha()]
        return len(letters) <= 8 and " " not in self.written and sum(c.isupper() for c in letters) * 2 > len(letters)

    @property
    def strong(self) -> bool:
        """Whether some meaning may be taken without further context."""
        return any(meaning.strong for meaning in self.meanings)


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


@dataclass(eq=False)
class References:
    """All tables of one set of folders, ready to be asked.

    >>> references = load_references()
    >>> references.instrument("oas-a46").date
    '1954-03-28'
    >>> references.instrument("S/RES/1325(2000)").kind
    'resolution'
    >>> references.instrument("no-such-id") is None
    True
    """

    tables: Tables = field(default_factory=Tables)

    @cached_property
    def digest(self) -> str:
        """Short digest of the tables; equal digests mean equal answers."""
        return self.tables.digest()

    @cached_property
    def words(self) -> Words:
        """The words of all languages."""
        return load_words(self.tables.root / "languages", self.tables.rows("numerals"))

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """Every instrument that has a row, by id."""
        found: dict[str, Instrument] = {}
        for row in self.tables.rows("treaties"):
            found[row["id"]] = Instrument(
                row["id"], "treaty", row["title"], row["date"] or None, row["url"] or None,
                _number(row["articles"]), place=row["place"], members=tuple(row["members"].split()),
            )  # fmt: skip
        for row in self.tables.rows("constitutions"):
            found[row["id"]] = Instrument(
                row["id"], "constitution", row["title"], row["year"] or None, row["url"] or None,
                _number(row["articles_max"]), "memory" not in row["source"], row["country"], row["subdivision"],
                row["designator"] or "Article", row["in_force"] in ("yes", "part"), row["in_force"] == "part",
            )  # fmt: skip
        for row in self.tables.rows("resolutions"):
            found[row["symbol"]] = Instrument(
                row["symbol"], "resolution", row["title"], row["date"] or None, _link(row["symbol"])
            )
        for row in self.tables.rows("presidential_statements"):
            found.setdefault(
                row["symbol"], Instrument(row["symbol"], "resolution", row["topic"], row["year"], _link(row["symbol"]))
            )
        return found

    def instrument(self, id: str) -> Instrument | None:
        """Return what is known of `id`; a well-formed symbol in no table gives an instrument with no title.

        Args:
            id: an id of the tables or an official symbol in its printed form.
        """
        known = self.instruments.get(id)
        if known is not None:
            return known
        symbol = parse_symbol(id)
        if symbol is None or str(symbol) != id:
            return None
        return Instrument(id, "resolution", "", None, _link(id))

    @cached_property
    def names(self) -> dict[str, NameEntry]:
        """Every name of the tables, folded, with all its meanings."""
        gathered: dict[str, tuple[str, dict[tuple[str, str], Meaning]]] = {}

        def add(name: str, meaning: Meaning) -> None:
            for form in _spellings(fold_name(name)):
                if len(form) < 2:
                    continue
                _, meanings = gathered.setdefault(form, (name, {}))
                key = (meaning.id, meaning.pinpoint)
                if key not in meanings or (meaning.strong and not meanings[key].strong):
                    meanings[key] = meaning

        for row in self.tables.rows("treaty_names"):
            add(row["name"], Meaning(
                row["id"], "treaty", row["language"], row["kind"], row["strength"] == "strong", "",
                _year(row["valid_from"]), _year(row["valid_until"])))  # fmt: skip
        for row in self.tables.rows("constitution_names"):
            add(
                row["name"],
                Meaning(
                    row["id"],
                    "constitution",
                    row["language"],
                    row["kind"],
                    row["strength"] == "strong",
                    row["pinpoint"],
                ),
            )
        for row in self.tables.rows("resolution_names"):
            if row["kind"] != "treaty-adoption":
                add(
                    row["name"],
                    Meaning(row["symbol"], "resolution", row["language"], row["kind"], row["strength"] == "strong"),
                )
        entries = {}
        for folded, (written, meanings) in gathered.items():
            entries[folded] = NameEntry(
                folded, written, tuple(sorted(meanings.values(), key=lambda m: (not m.strong, m.id)))
            )
        return entries

    @cached_property
    def names_of(self) -> dict[str, tuple[str, ...]]:
        """For each id the folded names that stand for it."""
        found: dict[str, list[str]] = {}
        for entry in self.names.values():
            for meaning in entry.meanings:
                found.setdefault(meaning.id, []).append(entry.folded)
        return {id: tuple(names) for id, names in found.items()}

    @cached_property
    def head_classes(self) -> dict[str, str]:
        """Every generic word of a treaty in any language -> what it is ("convenio" is a convention)."""
        return {
            form: name for language in self.words.languages.values() for form, name in language.head_classes.items()
        }

    @cached_property
    def heads_of(self) -> dict[str, frozenset[str]]:
        """For each treaty or resolution, what its names call it: convention, covenant, charter ..."""
        classes = self.head_classes
        found: dict[str, set[str]] = {}
        for entry in self.names.values():
            if entry.acronym:
                continue
            held = {
                classes[word] for word in entry.folded.split(" ")[:4] + entry.folded.split(" ")[-1:] if word in classes
            }
            for meaning in entry.meanings:
                found.setdefault(meaning.id, set()).update(held)
        return {id: frozenset(words) for id, words in found.items()}

    @cached_property
    def countries(self) -> dict[str, frozenset[str]]:
        """Folded country names and formal titles -> country codes (`subdivision` codes hold a hyphen)."""
        found: dict[str, set[str]] = {}

        def add(name: str, code: str) -> None:
            folded = fold_name(name)
            if len(folded) > 1:
                found.setdefault(folded, set()).add(code)

        for row in self.tables.rows("countries"):
            for column, value in row.items():
                if column.startswith("name_") or column == "official_name_en":
                    add(value, row["country"])
        for row in self.tables.rows("country_names"):
            add(row["name"], row["country"])
        for row in self.tables.rows("subdivisions"):
            for name in (row["name_en"], row["name_native"], *row["aliases"].split(";")):
                add(name, row["subdivision"])
        return {name: frozenset(codes) for name, codes in found.items()}

    @cached_property
    def adjectives(self) -> dict[str, frozenset[str]]:
        """Folded adjectives of countries -> country codes."""
        found: dict[str, set[str]] = {}
        for row in self.tables.rows("country_adjectives"):
            found.setdefault(fold_name(row["form"]), set()).add(row["country"])
        return {form: frozenset(codes) for form, codes in found.items()}

    @cached_property
    def bodies(self) -> dict[str, str]:
        """Folded names of bodies -> code; look-alikes whose resolutions are not ours start with "X-"."""
        return {fold_name(row["name"]): row["body"] for row in self.tables.rows("bodies")}

    @cached_property
    def markers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Folded words that place a document in a country -> (country, weight 1 to 3)."""
        found: dict[str, dict[str, int]] = {}
        for row in self.tables.rows("country_markers"):
            weights = found.setdefault(fold_name(row["marker"]), {})
            weights[row["country"]] = max(weights.get(row["country"], 0), int(row["weight"]))
        return {marker: tuple(sorted(weights.items())) for marker, weights in found.items()}

    @cached_property
    def contexts(self) -> tuple[tuple[str, str, str, int], ...]:
        """Folded words that tell which instrument a document applies: (marker, head, id, weight 1 to 3)."""
        rows = self.tables.rows("context_markers")
        return tuple((fold_name(row["marker"]), row["head"], row["id"], int(row["weight"])) for row in rows)

    @cached_property
    def constitutions_by_place(self) -> dict[str, tuple[Instrument, ...]]:
        """Constitutions of a country code or subdivision code, the newest first."""
        found: dict[str, list[Instrument]] = {}
        for instrument in self.instruments.values():
            if instrument.kind == "constitution":
                found.setdefault(instrument.subdivision or instrument.country, []).append(instrument)
        return {
            place: tuple(sorted(rows, key=lambda i: (not i.in_force, i.beside, -(i.year or 0))))
            for place, rows in found.items()
        }

    @cached_property
    def false_friends(self) -> dict[str, str]:
        """Folded phrases that hold a head word and are no constitution -> the treaty they are instead, or ""."""
        return {fold_name(row["phrase"]): row.get("id", "") for row in self.tables.rows("false_friends")}

    @cached_property
    def subjects(self) -> dict[tuple[str, str], str]:
        """(id, article) -> heading or subject."""
        found = {(row["id"], row["article"]): row["heading"] for row in self.tables.rows("treaty_articles")}
        found.update({(row["id"], row["article"]): row["subject"] for row in self.tables.rows("constitution_articles")})
        return found

    def article_subject(self, id: str, pinpoint: str) -> str | None:
        """Return what the article a pinpoint names is about, if the tables tell.

        Args:
            id: the instrument.
            pinpoint: a path such as `art_4__para_1`.

        >>> load_references().article_subject("A/RES/217(III)A", "art_3")
        'life, liberty and security of person'
        """
        first = pinpoint.split("__")[0]
        unit, _, value = first.partition("_")
        if unit not in ("art", "sec", "amend", "prin", "rule"):
            return None
        return self.subjects.get((id, value if unit != "amend" else first)) or None


def _spellings(folded: str) -> Iterable[str]:
    """A name and its spelling with the hyphens closed up, as words broken at line ends come out."""
    yield folded
    if "-" in folded:
        yield folded.replace("-", "")
        yield folded.replace("-", " ")


def _link(symbol: str) -> str:
    """The address under which the UN serves a document by its symbol."""
    return f"https://undocs.org/{symbol}"


@cache
def load_references(folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> References:
    """Return the compiled tables; the same object for the same folders.

    Args:
        folder: another folder of tables than the shipped one.
        overlays: folders laid over it, the last one winning.

    Raises:
        TablesError: a table cannot be read.
    """
    return References(Tables(folder, overlays))
