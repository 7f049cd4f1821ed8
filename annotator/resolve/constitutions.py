"""Which constitution: by country, subdivision and year, or by the country the document speaks in."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.find import Citation, Mention
from annotator.references import Instrument, References
from annotator.resolve.candidates import Scored
from annotator.resolve.context import Context

__all__ = ["ConstitutionResolver"]

_ENOUGH = 4.0


@dataclass
class ConstitutionResolver:
    """Answers from the table of constitutions; there is never a default country."""

    references: References

    def resolve(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for a constitution named by country or leaning on its context, best first.

        Args:
            mention: with its places, if any, and the year told.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        places = mention.places
        weights = self._places(places, context) if places else self._from_context(citation, context)
        scored: dict[str, Scored] = {}
        for place, (weight, why) in weights.items():
            for constitution, share, reason in self._of_place(place, mention.date, bool(mention.places)):
                known = scored.get(constitution.id)
                if known is None or known.weight < weight * share:
                    scored[constitution.id] = Scored(
                        constitution.id, weight * share, tuple(e for e in (why, reason) if e)
                    )
        return sorted(scored.values(), key=lambda s: (-s.weight, s.id))

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
        top = sorted(strong.items(), key=lambda p: -p[1])[:4]
        if not top or top[0][1] < _ENOUGH:
            return {}
        return {
            country: (weight**2, "signs of this country in the text")
            for country, weight in top
            if weight * 4 > top[0][1]
        }

    def _of_place(self, place: str, date: str, named: bool) -> list[tuple[Instrument, float, str]]:
        """The constitutions of one place: the one of the year told, else the one in force.

        A year that fits none of a country that only the context suggests speaks of another country.
        """
        rows = self.references.constitutions_by_place.get(place, ())
        if date:
            year = int(date[:4])
            fitting = [row for row in rows if row.year is not None and abs(row.year - year) <= 1]
            if fitting:
                return [(row, 1.0 if row.year == year else 0.3, f"of {row.year}") for row in fitting]
            if not named:
                return []
        in_force = [row for row in rows if row.in_force]
        if in_force:
            return [(in_force[0], 1.0 if not date else 0.5, "in force")]
        return [(rows[0], 0.8, "the latest known")] if rows else []
