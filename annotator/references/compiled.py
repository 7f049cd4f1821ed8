"""The tables compiled: names to instruments, ids to facts, words of countries. Made in one go, kept in one file.

Making it reads and folds every table; `annotator.references.cache` keeps what was made for the next process. What is
declared a `Mapping` is big and asked for here and there: from the cache its values are read one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.fold import fold_names
from annotator.references.facts import Instrument, Meaning, NameEntry
from annotator.references.identifiers import of_tables
from annotator.references.names import by_opening
from annotator.references.stems import count_stems
from annotator.references.tables import Tables
from annotator.references.wordings import by_wording, qualifiers
from annotator.references.words import Words, load_words

__all__ = ["Compiled", "compile_tables", "link"]

Rows = list[tuple[str, ...]]

_OPENING = 4
"""Among how many words at the start of a name its generic word is looked for."""
_AND = ("and", "et", "y", "e", "und", "и")


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every index over the tables; what each holds is said where `References` gives it out."""

    words: Words
    instruments: Mapping[str, Instrument]
    openings: Mapping[str, tuple[NameEntry, ...]]
    longest: int
    names_of: Mapping[str, tuple[str, ...]]
    heads_of: dict[str, frozenset[str]]
    heads_by_language: dict[str, dict[str, frozenset[str]]]
    vocabulary: frozenset[str]
    treaties_of: Mapping[str, tuple[str, ...]]
    constitutions_of: Mapping[str, tuple[str, ...]]
    resolutions_of: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[int, dict[str, int]]]
    countries: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    bodies: dict[str, str]
    markers: dict[str, tuple[tuple[str, int], ...]]
    contexts: tuple[tuple[str, str, str, int], ...]
    false_friends: dict[str, str]
    subjects: Mapping[str, dict[str, str]]
    wordings: Mapping[str, tuple[tuple[str, str, str], ...]]
    title_qualifiers: frozenset[str]
    identifiers: dict[str, dict[str, str]]


def compile_tables(tables: Tables) -> Compiled:
    """Read all tables and compile them.

    Args:
        tables: the folders to read.

    Raises:
        TablesError: a table cannot be read.

    >>> compile_tables(Tables()).instruments["oas-a46"].date
    '1954-03-28'
    """
    words = load_words(tables.root / "languages", tables.columns("numerals", "language", "kind", "form", "value"))
    resolutions = tables.columns("resolutions", "symbol", "title", "date", "body", "session")
    instruments, entries = _instruments(tables, resolutions), _names(tables)
    heads_of = _heads_of(entries, words.head_classes)
    wordings = by_wording(entries, words.head_classes, words.small)
    return Compiled(
        words=words,
        instruments=instruments,
        openings=by_opening(entries),
        longest=max((len(entry.folded) for entry in entries), default=0),
        names_of=_names_of(entries),
        heads_of=heads_of,
        heads_by_language=_heads_by_language(entries, words.head_classes, heads_of),
        vocabulary=frozenset(" ".join(e.folded for e in entries if e.meanings[0].kind == "treaty").split(" ")),
        treaties_of=_treaties_of(instruments.values()),
        constitutions_of=_constitutions_of(instruments.values()),
        resolutions_of=_resolutions_of(resolutions),
        stems=_stems(instruments.values(), entries),
        countries=_countries(tables),
        adjectives=_adjectives(_folded(tables.columns("country_adjectives", "form", "country"))),
        bodies=_pairs(tables.columns("bodies", "name", "body")),
        markers=_markers(_folded(tables.columns("country_markers", "marker", "country", "weight"))),
        contexts=tuple(
            (marker, head, id, int(weight))
            for marker, head, id, weight in _folded(tables.columns("context_markers", "marker", "head", "id", "weight"))
        ),
        false_friends=_pairs(tables.columns("false_friends", "phrase", "id")),
        subjects=_subjects(tables),
        wordings=wordings,
        title_qualifiers=qualifiers(wordings),
        identifiers=of_tables(tables),
    )


def link(symbol: str) -> str:
    """The address under which the UN serves a document by its symbol."""
    return f"https://undocs.org/{symbol}"


def _folded(rows: Rows) -> Iterable[tuple[str, ...]]:
    """The rows with their first value folded."""
    return zip(fold_names(row[0] for row in rows), *list(zip(*rows, strict=True))[1:], strict=True)


def _pairs(rows: Rows) -> dict[str, str]:
    """The first value of each row, folded -> its second."""
    return dict(zip(fold_names(row[0] for row in rows), (row[1] for row in rows), strict=True))


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _instruments(tables: Tables, resolutions: Rows) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for row in tables.rows("treaties"):
        found[row["id"]] = Instrument(
            row["id"], "treaty", row["title"], row["date"] or None, row["url"] or None,
            _number(row["articles"]), place=row["place"], members=tuple(row["members"].split()),
        )  # fmt: skip
    for row in tables.rows("constitutions"):
        found[row["id"]] = Instrument(
            row["id"], "constitution", row["title"], row["year"] or None, row["url"] or None,
            _number(row["articles_max"]), "memory" not in row["source"], row["country"], row["subdivision"],
            row["designator"] or "Article", row["in_force"] in ("yes", "part"), row["in_force"] == "part",
        )  # fmt: skip
    for symbol, title, date, _, _ in resolutions:
        found[symbol] = Instrument(symbol, "resolution", title, date or None, link(symbol))
    for row in tables.rows("presidential_statements"):
        symbol = row["symbol"]
        found.setdefault(symbol, Instrument(symbol, "resolution", row["topic"], row["year"], link(symbol)))
    return found


def _names(tables: Tables) -> list[NameEntry]:
    gathered: dict[str, tuple[str, dict[tuple[str, str], Meaning]]] = {}

    def add(names: Iterable[str], meanings: list[Meaning]) -> None:
        listed = list(names)
        for folded, written, meaning in zip(fold_names(listed), listed, meanings, strict=True):
            key = (meaning.id, meaning.pinpoint)
            for form in _spellings(folded):
                if len(form) < 2:
                    continue
                held = gathered.get(form)
                if held is None:
                    gathered[form] = (written, {key: meaning})
                elif key not in held[1] or (meaning.strong and not held[1][key].strong):
                    held[1][key] = meaning

    told = ("name", "language", "kind", "strength")
    rows = tables.columns("treaty_names", *told, "id", "valid_from", "valid_until")
    add((row[0] for row in rows), [
        Meaning(id, "treaty", language, kind, strength == "strong", "", _year(first), _year(last))
        for _, language, kind, strength, id, first, last in rows
    ])  # fmt: skip
    rows = tables.columns("constitution_names", *told, "id", "pinpoint")
    add((row[0] for row in rows), [
        Meaning(id, "constitution", language, kind, strength == "strong", pinpoint)
        for _, language, kind, strength, id, pinpoint in rows
    ])  # fmt: skip
    rows = [row for row in tables.columns("resolution_names", *told, "symbol") if row[2] != "treaty-adoption"]
    add((row[0] for row in rows), [
        Meaning(id, "resolution", language, kind, strength == "strong") for _, language, kind, strength, id in rows
    ])  # fmt: skip
    return [NameEntry(folded, written, _ranked(known)) for folded, (written, known) in gathered.items()]


def _ranked(meanings: Mapping[tuple[str, str], Meaning]) -> tuple[Meaning, ...]:
    if len(meanings) == 1:
        return tuple(meanings.values())
    return tuple(sorted(meanings.values(), key=lambda meaning: (not meaning.strong, meaning.id)))


def _spellings(folded: str) -> Iterable[str]:
    """A name and its spelling with the hyphens closed up, as words broken at line ends come out, or less a last dot or
    the blank behind the sign of a number.
    """
    if folded.endswith(" const."):
        return folded, folded[:-1]
    if "no. " in folded or "n° " in folded:
        return folded, folded.replace("no. ", "no.").replace("n° ", "n°")
    if "-" not in folded:
        return (folded,)
    return folded, folded.replace("-", ""), folded.replace("-", " ")


def _names_of(entries: Iterable[NameEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        for meaning in entry.meanings:
            found.setdefault(meaning.id, []).append(entry.folded)
    return {id: tuple(names) for id, names in found.items()}


def _heads_in(name: str, classes: Mapping[str, str]) -> Iterable[str]:
    """What a name calls its instrument: the first generic word, and the one joined to it ("Convention and Statute").

    A later one is another's: "Optional Protocol to the International Covenant" is no covenant.
    """
    words = name.split(" ", _OPENING + 2)
    # German writes one word: "Fakultativprotokoll zum Internationalen Pakt".
    compounds = "protokoll" in name
    for at, word in enumerate(words[:_OPENING]):
        if word in classes:
            joined = words[at + 1 : at + 2] and words[at + 1] in _AND
            return [classes[word] for word in (word, *(words[at + 2 : at + 3] if joined else ())) if word in classes]
        if compounds and word.endswith(("protokoll", "protokolls")):
            return ("protocol",)
    last = classes.get(name[name.rfind(" ") + 1 :])
    return () if last is None else (last,)


def _heads_of(entries: Iterable[NameEntry], classes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in entries:
        if entry.acronym:
            continue
        held = _heads_in(entry.folded, classes)
        for meaning in entry.meanings:
            found.setdefault(meaning.id, set()).update(held)
    return {id: frozenset(words) for id, words in found.items()}


def _heads_by_language(
    entries: Iterable[NameEntry], classes: Mapping[str, str], heads_of: Mapping[str, frozenset[str]]
) -> dict[str, dict[str, frozenset[str]]]:
    """Language by language for what has several heads: an "Agreement" is a "Convenio" in Spanish."""
    found: dict[str, dict[str, set[str]]] = {id: {} for id, heads in heads_of.items() if len(heads) > 1}
    for entry in entries:
        several = [meaning for meaning in entry.meanings if meaning.id in found] if not entry.acronym else []
        held = _heads_in(entry.folded, classes) if several else ()
        for meaning in several:
            found[meaning.id].setdefault(meaning.language, set()).update(held)
    return {id: {code: frozenset(h) for code, h in heads.items() if h} for id, heads in found.items()}


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, id in pairs:
        found.setdefault(key, []).append(id)
    return {key: tuple(ids) for key, ids in found.items()}


def _treaties_of(instruments: Iterable[Instrument]) -> dict[str, tuple[str, ...]]:
    treaties = [(i.date, i.id) for i in instruments if i.kind == "treaty" and i.date]
    return _gathered((told, id) for date, id in treaties for told in dict.fromkeys((date, date[:4])))


def _constitutions_of(instruments: Iterable[Instrument]) -> dict[str, tuple[str, ...]]:
    rows = [i for i in instruments if i.kind == "constitution"]
    rows.sort(key=lambda i: (not i.in_force, i.beside, -(i.year or 0)))
    return _gathered((i.subdivision or i.country, i.id) for i in rows)


def _resolutions_of(rows: Rows) -> dict[str, tuple[str, ...]]:
    years = ((symbol, body, date[:4] or (session if body == "SC" else "")) for symbol, _, date, body, session in rows)
    return _gathered((f"{body} {year}", symbol) for symbol, body, year in years if year.isdigit())


def _stems(
    instruments: Iterable[Instrument], entries: Iterable[NameEntry]
) -> dict[str, tuple[int, dict[str, int]]]:
    """For treaties and resolutions how many titles there are, and in how many each stem is.

    A treaty's title in another language is all that its names there say.
    """
    titles = _gathered((i.kind, i.title) for i in instruments if i.kind != "constitution")
    names: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        for meaning in entry.meanings:
            if meaning.kind == "treaty" and meaning.language != "en":
                names.setdefault((meaning.id, meaning.language), []).append(entry.folded)
    abroad = {"treaty": map(" ".join, names.values())}
    return {kind: (len(told), count_stems((*told, *abroad.get(kind, ())))) for kind, told in titles.items()}


def _countries(tables: Tables) -> dict[str, frozenset[str]]:
    pairs = [
        (value, row["country"])
        for row in tables.rows("countries")
        for column, value in row.items()
        if column.startswith("name_") or column == "official_name_en"
    ]
    pairs.extend((name, country) for name, country in tables.columns("country_names", "name", "country"))
    for row in tables.rows("subdivisions"):
        names = (row["name_en"], row["name_native"], *row["aliases"].split(";"))
        pairs.extend((name, row["subdivision"]) for name in names)
    found: dict[str, set[str]] = {}
    for folded, (_, code) in zip(fold_names(name for name, _ in pairs), pairs, strict=True):
        if len(folded) > 1:
            found.setdefault(folded, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _adjectives(rows: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form, country in rows:
        found.setdefault(form, set()).add(country)
    return {form: frozenset(codes) for form, codes in found.items()}


def _markers(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, dict[str, int]] = {}
    for marker, country, weight in rows:
        weights = found.setdefault(marker, {})
        weights[country] = max(weights.get(country, 0), int(weight))
    return {marker: tuple(sorted(weights.items())) for marker, weights in found.items()}


def _subjects(tables: Tables) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, column in (("treaty_articles", "heading"), ("constitution_articles", "subject")):
        for id, article, about in tables.columns(table, "id", "article", column):
            found.setdefault(id, {})[article] = about
    return found
