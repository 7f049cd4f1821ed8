"""Find instruments the way people ask for them: by name, acronym, year, country, symbol, in any language, with errors.

>>> search = Search(Tables())
>>> [hit.id for hit in search.find("asylum 1967", limit=1)], [hit.id for hit in search.find("res 1325", limit=1)]
(['A/RES/2312(XXII)'], ['S/RES/1325(2000)'])
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import get_args

from annotator.model import Kind
from annotator.references.ranges import Ranges, lettered
from annotator.references.tables import Tables
from annotator.references.textindex import TextIndex, flat, words
from annotator.symbols import Body, Symbol, parse_number, parse_symbol

__all__ = ["Search", "SearchHit"]

SYMBOL = re.compile(r"(?<!\w)[aest] ?/ ?(?:[\w.-]+ ?/ ?)+[\w().\[\] -]*", re.IGNORECASE)
NUMBER = re.compile(
    r"""(?<![\w/])
    (?: \d{1,4}[ ]?\[?[a-z]?\]?[ ]? \( [^()]{1,10} \) [ ]?\[?[a-z]?\]?     # 217 A (III), 1325 (2000)
      | (?:e?s-)?\d{1,4}[ ]?/[ ]?\d{1,4}[ ]?[a-z]?                           # 60/1, 49/75 K, S-10/2
      | \d{1,4}[ ]?[a-z]?                                                   # 1325, 217 A
    ) (?![\w/])""",
    re.IGNORECASE | re.VERBOSE,
)
RESOLUTION = re.compile(
    r"\b(?:res|resol\w*|resolu\w*|risolu\w*|rez\w*|unscr|unsc|rcsnu|unga)\b|резолюц|قرار|决议|決議", re.IGNORECASE
)
KIND_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(words(flat(text)))
    for kind, text in {
        "resolution": "resolution resolutions resolucion resolucao risoluzione res резолюция قرار 决议 "
        "united nations un",
        "treaty": "treaty convention agreement tratado convenio acuerdo traite accord vertrag trattato договор "
        "معاهدة 条约",
        "constitution": "constitution constitucion constituicao verfassung grundgesetz costituzione конституция "
        "конституции دستور 宪法 constitutional basic fundamental law ley carta magna",
    }.items()
}
UNSURE_BODIES: tuple[Body, ...] = ("SC", "GA", "HRC", "ECOSOC", "CHR")
HALF = 0.5
"""What a word counts that only tells the kind, place or year of an instrument, against one in its name."""
PLAIN = 0.88
"""What the title of a resolution counts that goes by no name: such titles come back every year."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer. `score` runs from 0 to 1; `title` is blank for a valid symbol that stands in no table."""

    id: str
    kind: Kind
    title: str
    date: str | None
    score: float


@dataclass(frozen=True, slots=True)
class _Item:
    """What is known of an instrument for searching: `extra` are words that are in no name of it."""

    kind: Kind
    title: str
    date: str
    extra: str
    known: float


class Search:
    """All instruments and all their names; the index is built at the first question."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._ranges = Ranges(tables)

    def find(self, query: str, kind: Kind | None = None, limit: int = 10) -> list[SearchHit]:
        """Instruments that answer `query`, best first, at most `limit`, of one `kind` only where told.

        >>> [hit.id for hit in Search(Tables()).find("217 A (III)", limit=1)]
        ['A/RES/217(III)A']
        """
        scores: dict[str, float] = {}
        rest = query
        if kind in (None, "resolution"):
            for text, symbol, score in self._symbols(query):
                for id, share in self._with_letters(symbol):
                    scores[id] = max(scores.get(id, 0.0), score * share)
                rest = rest.replace(text, " ")
        if not scores or len(words(flat(RESOLUTION.sub(" ", rest)))) > 1:
            for id, score in self._by_words(query):
                scores[id] = max(scores.get(id, 0.0), score)
        best = sorted(scores.items(), key=lambda item: (-_shown(item[1]), -self._known(item[0]), item[0]))
        hits = (self._hit(id, score) for id, score in best)
        return [hit for hit in hits if kind is None or hit.kind == kind][:limit]

    @cached_property
    def _items(self) -> dict[str, _Item]:
        named: Counter[str] = Counter()
        for table, column in (("treaty_names", "id"), ("constitution_names", "id"), ("resolution_names", "symbol")):
            named.update(row[column] for row in self._tables.rows(table) if row["kind"] != "treaty-adoption")
        most = log(1 + max(named.values(), default=1))
        items: dict[str, _Item] = {}

        def add(id: str, kind: Kind, title: str, date: str, extra: str, known: float = 0.0) -> None:
            items[id] = _Item(kind, title, date, f"{extra} {date[:4]}", known + log(1 + named[id]) / most / 10)

        for row in self._tables.rows("treaties"):
            add(row["id"], "treaty", row["title"], row["date"], f"{row['place']} {row['series']}", 0.03)
        for row in self._tables.rows("constitutions"):
            place = self._places.get(row["subdivision"] or row["country"], "")
            force = 0.06 if row["in_force"] == "yes" else 0.0
            add(
                row["id"], "constitution", row["title"], row["year"], place, force - (0.03 if row["subdivision"] else 0)
            )
        for row in self._tables.rows("resolutions"):
            body = (
                "security council unsc"
                if row["body"] == "SC"
                else "general assembly unga"
                if row["body"] == "GA"
                else ""
            )
            add(row["symbol"], "resolution", row["title"], row["date"], f"{body} {row['body']}")
        for row in self._tables.rows("presidential_statements"):
            add(row["symbol"], "resolution", row["topic"], row["year"], "presidential statement security council", -0.1)
        return items

    @cached_property
    def _places(self) -> dict[str, str]:
        """Country and subdivision codes -> every word that means them."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._tables.rows("countries"):
            names = (value for column, value in row.items() if column.startswith(("name_", "official_name")))
            found[row["country"]].extend((*names, row["iso3"]))
        for row in self._tables.rows("country_names"):
            found[row["country"]].append(row["name"])
        for row in self._tables.rows("country_adjectives"):
            found[row["country"]].append(row["form"])
        for row in self._tables.rows("subdivisions"):
            found[row["subdivision"]].extend((row["name_en"], row["name_native"], row["aliases"].replace(";", " ")))
        return {code: " ".join(dict.fromkeys(" ".join(names).split())) for code, names in found.items()}

    @cached_property
    def _texts(self) -> list[tuple[str, str, float]]:
        """(id, text, weight) of everything searched; weight 0 marks words that are no name."""
        rows = self._tables.rows
        texts = [
            (id, item.title, PLAIN if item.kind == "resolution" and item.known <= 0 else 1.0)
            for id, item in self._items.items()
            if item.title
        ]
        texts += [(id, item.extra, 0.0) for id, item in self._items.items() if item.kind != "resolution"]
        texts += [(row["symbol"], row["title"], PLAIN) for row in rows("resolution_titles")]
        texts += [(row["id"], row["native_title"], 1.0) for row in rows("constitutions") if row["native_title"]]
        for table, column in (("treaty_names", "id"), ("constitution_names", "id"), ("resolution_names", "symbol")):
            for row in rows(table):
                adopts = row["kind"] == "treaty-adoption"
                texts.append((row[column], row["name"], 0.85 if adopts else 0.97 if row["strength"] == "weak" else 1.0))
        seen: dict[tuple[str, str], tuple[str, str, float]] = {}
        for text in texts:
            seen.setdefault(text[:2], text)
        return [text for text in seen.values() if text[0] in self._items]

    @cached_property
    def _index(self) -> TextIndex:
        return TextIndex([text for _, text, _ in self._texts])

    @cached_property
    def _extras(self) -> dict[str, int]:
        return {id: place for place, (id, _, weight) in enumerate(self._texts) if not weight}

    @cached_property
    def _letters(self) -> dict[str, tuple[str, ...]]:
        return lettered(self._items)

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        """Flat names of our bodies."""
        rows = [row for row in self._tables.rows("bodies") if row["body"] in get_args(Body)]
        return {flat(row["name"]): row["body"] for row in rows}  # type: ignore[misc]

    @cached_property
    def _body_pattern(self) -> re.Pattern[str]:
        names = sorted(map(re.escape, self._bodies), key=lambda name: -len(name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")

    def _known(self, id: str) -> float:
        item = self._items.get(id)
        return item.known if item else -1.0

    def _hit(self, id: str, score: float) -> SearchHit:
        item = self._items.get(id) or _Item("resolution", "", "", "", 0.0)
        return SearchHit(id, item.kind, item.title, item.date or None, _shown(score))

    def _by_words(self, query: str) -> Iterator[tuple[str, float]]:
        best: dict[str, float] = {}
        total = sum(self._index.weight(word) for word in set(words(flat(query)))) or 1.0
        for match in self._index.find(query):
            id, _, weight = self._texts[match.text]
            item = self._items[id]
            told = sum(self._index.weight(word) for word in match.missing if self._holds(id, word))
            covered = match.covered + (HALF if weight else 1.0) * told / total
            score = covered * (0.7 + 0.2 * match.exact if weight else 0.75) * (weight or 1.0) + item.known
            best[id] = max(best.get(id, 0.0), score)
        yield from best.items()

    def _holds(self, id: str, word: str) -> bool:
        """Whether a word that is in no name tells the kind, place or year of an instrument."""
        item = self._items[id]
        if word in KIND_WORDS[item.kind]:
            return True
        place = self._extras.get(id)
        return word in (self._index.held(place) if place is not None else words(flat(item.extra)))

    def _symbols(self, query: str) -> Iterator[tuple[str, Symbol, float]]:
        """Symbols and numbers in the query: where they stand, what they mean, how surely."""
        for match in SYMBOL.finditer(query):
            symbol = parse_symbol(match[0])
            if symbol is not None:
                yield match[0], symbol, 1.0
                return
        named = self._body_pattern.search(flat(query))
        body = self._bodies[named[0]] if named else None
        asked = bool(RESOLUTION.search(query)) or body is not None
        for match in NUMBER.finditer(query):
            bare = match[0].strip().isdigit()
            if bare and not asked and query.strip() != match[0]:
                continue
            for guess, symbol in self._readings(match[0], body, bare):
                yield (
                    match[0],
                    symbol,
                    (0.99 if guess == body or (body is None and not bare) else 0.9) + self._fame(symbol),
                )

    def _readings(self, text: str, body: Body | None, bare: bool) -> Iterator[tuple[Body, Symbol]]:
        bodies = UNSURE_BODIES if body is None else (body,)
        for guess in bodies:
            symbol = parse_number(text, guess)
            if symbol is not None and (bare or symbol.kind == "RES") and self._ranges.fault(symbol) is None:
                yield guess, symbol

    def _fame(self, symbol: Symbol) -> float:
        """How much better a number is known as one body's than as another's."""
        known = [self._known(id) for id, _ in self._with_letters(symbol)]
        return max([*known, -0.1]) / 2 + (0.01 if symbol.body == "SC" else 0.0)

    def _with_letters(self, symbol: Symbol) -> Iterable[tuple[str, float]]:
        """The symbol as it stands in the tables, and the lettered resolutions it may mean."""
        id = str(self._ranges.complete(symbol))
        children = self._letters.get(id, ())
        if id in self._items or not children:
            yield id, 1.0
        for child in children:
            yield child, 0.98 + self._known(child) / 4


def _shown(score: float) -> float:
    """A score as it is shown; what is shown alike is ranked alike."""
    return round(min(1.0, max(0.0, score)), 3)
