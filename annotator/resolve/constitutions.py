"""Which constitution: by country, subdivision and year, or by the country the document speaks in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.find import Citation, Mention
from annotator.references import Instrument, References
from annotator.resolve.candidates import Scored
from annotator.resolve.context import Context
from annotator.resolve.contradictions import beyond, date_agrees
from annotator.resolve.country import of_pinpoint

__all__ = ["ConstitutionResolver"]

_ENOUGH = 4.0
# A formal title, or a name said again; another country weighs nothing where it is told that much less.
_NAMED, _MUCH_LESS = 3.0, 4.0
# What the signs of one country in the paragraph itself weigh, beside those of the whole text; and how loud they are
# where more than one stands there.
_IN_PARAGRAPH, _SAID_AGAIN = 6.0, 2.0
# A document may also speak of what came after it was begun, or bear the date of something else.
_LATER = 0.25


@dataclass
class ConstitutionResolver:
    """Answers from the table of constitutions; there is never a default country."""

    references: References

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        languages = self.references.words.languages.values()
        return tuple({form for language in languages for form in language.heads.get("constitution_plain", ())})

    def resolve(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for a constitution named by country or leaning on its context, best first.

        Args:
            mention: with its places, if any, and the year told.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        places = mention.places
        weights = self._places(places, context) if places else self._from_context(citation, context)
        scored = self._of(weights, mention, context)
        if places or not scored or not self._beyond(scored[0], citation):
            return scored
        # The country that the text is mostly about has no such article; the sentence may tell another one.
        other = self._of(self._alone([], citation, context), mention, context)
        return other if other and not self._beyond(other[0], citation) else scored

    def _beyond(self, scored: Scored, citation: Citation) -> bool:
        instrument = self.references.instrument(scored.id)
        return instrument is not None and beyond(citation, instrument) is not None

    def _of(self, weights: dict[str, tuple[float, str]], mention: Mention, context: Context) -> list[Scored]:
        """The constitutions of weighed countries, best first."""
        scored: dict[str, Scored] = {}
        for place, (weight, why) in weights.items():
            for constitution, share, reason in self._of_place(place, mention.date, bool(mention.places), context):
                known = scored.get(constitution.id)
                if known is None or known.weight < weight * share:
                    scored[constitution.id] = Scored(
                        constitution.id, weight * share, tuple(e for e in (why, reason) if e)
                    )
        return sorted(scored.values(), key=lambda s: (-s.weight, s.id))

    def in_its_time(self, scored: list[Scored], mention: Mention, context: Context) -> list[Scored]:
        """A name that would mean any constitution of its country, read in the time of the document or of the year told.

        "Constituição Federal do Brasil" is the one of 1969 in a judgment of 1975, and "Constitución de la República de
        1830" not the one of 1967; "Grundgesetz" and names that hold a year always mean the same.

        Args:
            scored: what the tables give for the name.
            mention: the name.
            context: of the document; not changed.

        Returns:
            The candidates, with the earlier constitution first where the document is older than the one named.
        """
        named = self.references.instrument(scored[0].id) if scored else None
        if named is None or named.kind != "constitution" or mention.paths:
            return scored
        if mention.date:
            if date_agrees(mention.date, named) is not False:
                return scored
            of_year = self._of_place(named.country, mention.date, False, context)
            return [Scored(row.id, share, (reason,)) for row, share, reason in of_year] or scored
        name = context.folded.text[mention.start : mention.end]
        if any(c.isdigit() for c in name) or not any(word.startswith(self._plain) for word in name.split()):
            return scored
        rows = self.references.constitutions_of(named.country)
        then = self._of_its_time(rows, named, context) if named in rows else None
        if then is None:
            return scored
        top, *others = scored
        reason = f"in force on {context.date}, the date of the document"
        read = [Scored(then.id, top.weight, (reason,)), Scored(named.id, top.weight * _LATER, top.evidence)]
        read += [other for other in others if other.id != then.id]
        return sorted(read, key=lambda s: (-s.weight, s.id))

    def _places(self, places: tuple[str, ...], context: Context) -> dict[str, tuple[float, str]]:
        """A name or adjective that several countries share is settled by the country of the text, if it shows one."""
        if len(places) == 1:
            return {
                places[0]: (
                    1.0,
                    "named with its country" if "-" not in places[0] else "named with its state or province",
                )
            }
        return {
            place: (1.0 + context.countries.get(place.split("-")[0], 0.0), "shares this name with another country")
            for place in places
        }

    def _from_context(self, citation: Citation, context: Context) -> dict[str, tuple[float, str]]:
        """The country of the document, weighed by its signs; nothing where it shows none."""
        strong = {country: weight for country, weight in context.countries.items() if weight >= 0.5}
        recent = [
            (seen.last, id)
            for id, seen in context.seen.items()
            if (i := self.references.instrument(id)) is not None and i.kind == "constitution"
        ]
        for last, id in recent:
            country = self.references.instruments[id].country
            near = citation.start - last < 3000
            strong[country] = strong.get(country, 0.0) + (8.0 if near else 3.0)
        opening = self._clearly(context.countries_in(context.clause_before(citation)))
        said = self._clearly(context.countries_in(context.paragraph(citation))) or opening
        if said:
            # In a text of many countries, such as the reservations to a treaty, only the paragraph tells.
            first, second, *_ = *sorted(strong.values(), reverse=True), 0.0, 0.0
            # "In South Africa, section 9 of the Constitution": so does the country that opens the sentence.
            opens = opening is not None and opening[0] == said[0]
            tells = second * 2 >= first or said[1] >= _SAID_AGAIN or opens
            strong[said[0]] = strong.get(said[0], 0.0) + _IN_PARAGRAPH + (first if tells else 0.0)
        top = sorted(strong.items(), key=lambda p: -p[1])[:4]
        if not top or top[0][1] < _ENOUGH:
            told = of_pinpoint(citation)
            return {told: (1.0, "the way the pinpoint counts")} if told else self._alone(top, citation, context)
        return {
            country: (weight**2, "signs of this country in the text")
            for country, weight in top
            if weight * 4 > top[0][1]
        }

    def _alone(
        self, top: Sequence[tuple[str, float]], citation: Citation, context: Context
    ) -> dict[str, tuple[float, str]]:
        """A country that the text names too seldom to be sure: the only one of the sentence, or of the whole text."""
        said = self._clearly(context.countries_in(context.sentence(citation)))
        if said:
            return {said[0]: (said[1] ** 2, "the country that the sentence names")}
        if top and top[0][1] >= _NAMED and (len(top) == 1 or top[1][1] * _MUCH_LESS <= top[0][1]):
            return {top[0][0]: (top[0][1] ** 2, "the only country that the text names")}
        return {}

    @staticmethod
    def _clearly(weights: dict[str, float]) -> tuple[str, float] | None:
        """The country some words plainly speak of, with the weight of its signs; None for several, or none."""
        said = sorted(weights.items(), key=lambda p: -p[1])
        return said[0] if said and (len(said) == 1 or said[1][1] * _MUCH_LESS <= said[0][1]) else None

    def _of_place(self, place: str, date: str, named: bool, context: Context) -> list[tuple[Instrument, float, str]]:
        """The constitutions of one place: of the year told, else in force when the document was written, else now.

        A year that fits none of a country that only the context suggests speaks of another country.
        """
        rows = self.references.constitutions_of(place)
        if date:
            year = int(date[:4])
            fitting = [row for row in rows if row.year is not None and abs(row.year - year) <= 1]
            if fitting:
                return [(row, 1.0 if row.year == year else 0.3, f"of {row.year}") for row in fitting]
            if not named:
                return []
        in_force = [row for row in rows if row.in_force]
        if in_force and not date:
            then = self._of_its_time(rows, in_force[0], context)
            if then is not None:
                reason = f"in force on {context.date}, the date of the document"
                return [(then, 1.0, reason), (in_force[0], _LATER, "in force now")]
        if in_force:
            return [(in_force[0], 1.0 if not date else 0.5, "in force")]
        return [(rows[0], 0.8, "the latest known")] if rows else []

    def _of_its_time(self, rows: Sequence[Instrument], now: Instrument, context: Context) -> Instrument | None:
        """The constitution a document of its date speaks of, where that is an earlier one than the one in force now.

        In the year of a change both may be meant, and the newer one stands.
        """
        if len(rows) < 2 or now.year is None or not context.date or int(context.date[:4]) >= now.year:
            return None
        earlier = [row for row in rows if row.year is not None and row.year <= int(context.date[:4])]
        return max(earlier, key=lambda row: row.year or 0, default=None)
