"""The compiled tables, ready to be asked. Nothing here knows a text.

`load_references` gives one object a process for a set of folders; the tables are read when it is first asked something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from annotator.model import Kind, Reference
from annotator.references.cache import load_compiled
from annotator.references.compiled import Compiled, link
from annotator.references.facts import Instrument, Meaning, NameEntry
from annotator.references.identifiers import of_symbol
from annotator.references.names import Names
from annotator.references.tables import Tables
from annotator.references.words import Words
from annotator.symbols import parse_symbol

__all__ = ["Instrument", "Meaning", "NameEntry", "References", "load_references"]


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
    def _compiled(self) -> Compiled:
        return load_compiled(self.tables, self.digest)

    @cached_property
    def words(self) -> Words:
        """The words of all languages."""
        return self._compiled.words

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every instrument that has a row, by id."""
        return self._compiled.instruments

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
        return Instrument(id, "resolution", "", None, link(id))

    def reference(self, id: str) -> Reference | None:
        """Return the instrument as an annotation names it, with all its identifiers; None where there is none.

        >>> load_references().reference("oas-a46").identifiers
        {'oas': 'A-46'}
        """
        known = self.instrument(id)
        if known is None:
            return None
        return Reference(known.id, known.title, known.date, known.url, self.identifiers(known.id))

    def identifiers(self, id: str) -> dict[str, str]:
        """What others call an instrument, by scheme: its numbers in treaty series, its ELI, its UN document.

        Args:
            id: an id of the tables or an official symbol in its printed form.

        >>> load_references().identifiers("cets-005")
        {'cets': '005', 'unts': '213 UNTS 221', 'un-registration': '2889'}
        """
        known = self._identifiers.get(id)
        if known is None:
            known = self._identifiers[id] = of_symbol(id) | self._compiled.identifiers.get(id, {})
        return known.copy()

    @cached_property
    def _identifiers(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def names(self) -> Names:
        """Every name of the tables, folded, with all its meanings."""
        return Names(self._compiled.openings, self._compiled.longest)

    @cached_property
    def names_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each id the folded names that stand for it."""
        return self._compiled.names_of

    @cached_property
    def head_classes(self) -> dict[str, str]:
        """Every generic word of a treaty in any language -> what it is ("convenio" is a convention)."""
        return self.words.head_classes

    @cached_property
    def plurals(self) -> dict[str, str]:
        """The plural of every generic word of a treaty in any language -> the word."""
        return self.words.plurals

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words of all languages that a title may have or lack."""
        return self.words.small

    @cached_property
    def wordings(self) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
        """Titles by their telling words, as `annotator.references.wordings` gathers them."""
        return self._compiled.wordings

    @cached_property
    def title_qualifiers(self) -> frozenset[str]:
        """The telling words that stand before the generic word of some title."""
        return self._compiled.title_qualifiers

    @cached_property
    def heads_by_language(self) -> dict[str, dict[str, frozenset[str]]]:
        """For what goes by several generic words: language -> those of its names in that language."""
        return self._compiled.heads_by_language

    @cached_property
    def heads_of(self) -> dict[str, frozenset[str]]:
        """For each treaty or resolution, what its names call it: convention, covenant, charter ..."""
        return self._compiled.heads_of

    @cached_property
    def countries(self) -> dict[str, frozenset[str]]:
        """Folded country names and formal titles -> country codes (`subdivision` codes hold a hyphen)."""
        return self._compiled.countries

    @cached_property
    def adjectives(self) -> dict[str, frozenset[str]]:
        """Folded adjectives of countries -> country codes."""
        return self._compiled.adjectives

    @cached_property
    def bodies(self) -> dict[str, str]:
        """Folded names of bodies -> code; look-alikes whose resolutions are not ours start with "X-"."""
        return self._compiled.bodies

    @cached_property
    def markers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Folded words that place a document in a country -> (country, weight 1 to 3)."""
        return self._compiled.markers

    @cached_property
    def contexts(self) -> tuple[tuple[str, str, str, int], ...]:
        """Folded words that tell which instrument a document applies: (marker, head, id, weight 1 to 3)."""
        return self._compiled.contexts

    @cached_property
    def council_resolutions(self) -> dict[int, str]:
        """Security Council numbers -> symbol; numbers run on without a break, so the number alone tells."""
        return {int(id[6 : id.index("(")]): id for id in self.instruments if id.startswith("S/RES/")}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The folded words of all names of treaties."""
        return self._compiled.vocabulary

    def treaties_of(self, date: str) -> tuple[Instrument, ...]:
        """Treaties of a day or a year, as their table has them.

        Args:
            date: an ISO date or a year.

        >>> [treaty.id for treaty in load_references().treaties_of("1954-03-28")]
        ['oas-a46', 'oas-a47']
        """
        return self._listed(self._compiled.treaties_of.get(date, ()))

    def constitutions_of(self, place: str) -> tuple[Instrument, ...]:
        """Constitutions of a place, the one in force first, then the newest.

        Args:
            place: a country code or a subdivision code.

        >>> [(constitution.id, constitution.in_force) for constitution in load_references().constitutions_of("PE")][:2]
        [('pe-1993', True), ('pe-1979', False)]
        """
        return self._listed(self._compiled.constitutions_of.get(place, ()))

    def resolutions_of(self, body: str, year: int) -> tuple[str, ...]:
        """Symbols of the resolutions of a body in a year, as their table has them.

        >>> "A/RES/2312(XXII)" in load_references().resolutions_of("GA", 1967)
        True
        """
        return self._compiled.resolutions_of.get(f"{body} {year}", ())

    def stems(self, kind: Kind) -> tuple[int, Mapping[str, int]]:
        """How many titles of a kind there are, and in how many each stem of a word is."""
        return self._compiled.stems.get(kind, (0, {}))

    def _listed(self, ids: tuple[str, ...]) -> tuple[Instrument, ...]:
        return tuple(map(self.instruments.__getitem__, ids))

    @cached_property
    def false_friends(self) -> dict[str, str]:
        """Folded phrases that hold a head word and are no constitution -> the treaty they are instead, or ""."""
        return self._compiled.false_friends

    def subjects(self, id: str) -> Mapping[str, str]:
        """Article -> heading or subject, for one instrument."""
        return self._compiled.subjects.get(id, {})

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
        return self.subjects(id).get(value if unit != "amend" else first) or None


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
