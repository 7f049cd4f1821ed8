"""Which treaty a name of the tables means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.find import Citation, Mention
from annotator.find.reach import subject_behind
from annotator.references import References
from annotator.references.stems import stems
from annotator.resolve.candidates import Scored
from annotator.resolve.context import Context
from annotator.resolve.contradictions import beyond, date_agrees, of_that_year
from annotator.resolve.country import of_pinpoint
from annotator.resolve.known import KnownTreaties

__all__ = ["TreatyResolver"]

_SIGN = 2.0
# "Lei Maior", "Carta Magna", "norma suprema" only tell the rank of a constitution.
_RANK = re.compile(r"(?:lei|ley|carta|norma|texto|diploma)[ ](?!.*(?:constit|costituz|fundam))")
# "the Caracas Convention on territorial asylum": what is said right behind a name outweighs what was named before.
_BEHIND, _BESIDE = 16.0, 4.0
_PLAIN = 8.0
# "convention de Rome" has no more words than this, and tells no more than a place.
_WORDS = 3
# What the year told weighs: exactly that of an instrument, or that of its signing beside its adoption.
_OF_YEAR, _NEAR_YEAR = 12.0, 4.0
# What the text has no word about weighs less where it plainly speaks of another of that name.
_UNTOLD, _SPOKEN = 0.5, 0.5
# What a text names only later, without doubt, weighs as much as what it named once before.
_LATER = 5.0


@dataclass
class TreatyResolver:
    """Answers from names, dates, articles and the words around."""

    references: References
    known: KnownTreaties

    def named(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for a name of the tables, best first; none where a weak name leans on nothing.

        Args:
            mention: with the meanings the tables give.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        meanings = mention.meanings
        ids = list(dict.fromkeys(m.id for m in meanings))
        if mention.weak:
            ids = self._leant_on(ids, mention, citation, context)
            if not ids:
                return []
        if len(mention.date) > 4 and (exact := self._concluded(mention, ids, context)):
            return exact
        others = [self._of_that_year(mention, id, context) for id in ids] if mention.date else [None]
        if all(found is not None for found in others):
            return list({candidate.id: candidate for found in others for candidate in found or ()}.values())
        ids.extend(self._there(ids, mention))
        scored: list[Scored] = []
        told = self.known.told(ids, citation, context) if len(ids) > 1 else {}
        told_of = any(score >= _SPOKEN for score, _ in told.values())
        about = subject_behind(context.folded.text, mention.end) if told else ""
        behind = self.known.spoken_of(ids, about, context.language_of(citation))
        # "the First Additional Protocol" of a text supplements what that text named before.
        word = context.folded.text[mention.start : mention.end]
        beside = self.known.beside(ids, context.seen) if told and "protoc" in word else []
        for id in ids:
            instrument = self.references.instrument(id)
            weight, evidence = 1.0, []
            if len(ids) == 1:
                return [Scored(id, 1.0, (f"named “{_quote(mention, context)}”",))]
            if instrument is not None:
                agrees = date_agrees(mention.date, instrument)
                if agrees is not None:
                    same = (instrument.date or "")[:4] == mention.date[:4]
                    weight *= _OF_YEAR if agrees and same else _NEAR_YEAR if agrees else 0.1
                    if agrees:
                        evidence.append(f"dated {mention.date}")
                if beyond(citation, instrument) is not None:
                    weight *= 0.02
                    evidence.append(f"has only {instrument.articles} articles")
            seen = context.seen.get(id)
            if seen is not None and seen.full:
                weight *= 3.0 + 2.0 * min(seen.full, 5)
                evidence.append("cited before in this text")
            elif context.named_later(id, citation):
                weight *= _LATER
                evidence.append("named later in this text")
            weight *= _BEHIND if id in behind else 1.0
            weight *= _BESIDE if id in beside else 1.0
            score, hits = told.get(id, (0.0, ()))
            if hits:
                weight *= 1.0 + score**1.5
                evidence.append("the text speaks of: " + ", ".join(f"“{hit}”" for hit in hits[:6]))
            elif told_of:
                weight *= _UNTOLD
            meaning = next((m for m in meanings if m.id == id), None)
            if meaning is not None and not meaning.strong:
                weight *= 0.5
            if meaning is not None and meaning.valid_from is not None and len(mention.date) >= 4:
                year = int(mention.date[:4])
                weight *= 2.0 if meaning.valid_from <= year <= (meaning.valid_until or 9999) else 0.5
            scored.append(Scored(id, weight, tuple(evidence) or ("bears this name",)))
        return sorted(scored, key=lambda s: (-s.weight, s.id))

    def _there(self, ids: list[str], mention: Mention) -> list[str]:
        """Others concluded in the year told at the place of one that bears the name: "Vienna Convention of 1968"."""
        known = [instrument for id in ids if (instrument := self.references.instrument(id)) is not None]
        places = {instrument.place for instrument in known if instrument.kind == "treaty"} - {""}
        if not mention.date or len(ids) < 2 or len(places) != 1:
            return []
        return [
            other.id
            for other in self.references.treaties_of(mention.date[:4])
            if other.place in places
            and other.id not in ids
            and mention.head in self.references.heads_of.get(other.id, ())
        ]

    def _of_that_year(self, mention: Mention, id: str, context: Context) -> list[Scored] | None:
        named = self.references.instrument(id)
        if named is None:
            return None
        name = context.folded.text[mention.start : mention.end].replace("\n", " ")
        name = next((known for known in self.references.names_of.get(id, ()) if known in name), name)
        of_year = self.references.treaties_of(mention.date) if named.kind == "treaty" else ()
        return of_that_year(name, mention, named, of_year, self.references)

    def _concluded(self, mention: Mention, ids: list[str], context: Context) -> list[Scored]:
        """Instruments of exactly the date told, where the name alone ("convention de New York") does not know it.

        One that is called otherwise counts where the name tells no more than the place: "convention de Rome".
        """
        if any(
            i is not None and (date_agrees(mention.date, i) or not i.date) for i in map(self.references.instrument, ids)
        ):
            return []
        head = mention.head
        of_day = self.references.treaties_of(mention.date)
        fitting = [i for i in of_day if head in self.references.heads_of.get(i.id, ())]
        if not fitting:
            text = context.folded.text[mention.start : mention.end].replace("\n", " ")
            names = (name for id in ids for name in self.references.names_of.get(id, ()) if name in text)
            places = {i.place for i in map(self.references.instrument, ids) if i is not None and i.place}
            placed = all(name.count(" ") < _WORDS for name in names)
            fitting = [i for i in of_day if placed and i.place in places]
        return [Scored(i.id, 1.0, (f"concluded on {mention.date}",)) for i in fitting]

    def _leant_on(self, ids: list[str], mention: Mention, citation: Citation, context: Context) -> list[str]:
        """A weak name counts with a pinpoint, or where the instrument was named in full before.

        A weak name of a constitution ("CP", "CE") also needs its own language and a sign of its country in the text.
        """
        language = citation.pinpoints[0].language if citation.pinpoints else context.found.language
        fit = []
        for id in ids:
            instrument = self.references.instrument(id)
            if instrument is not None and instrument.kind == "constitution":
                spoken = {m.language for m in mention.meanings if m.id == id}
                # A name that means nothing else ("GG") is plain in its own language; a shared one needs its country.
                alone = len(ids) == 1 and citation.pinpoints
                sign = context.countries.get(instrument.country, 0.0) >= _SIGN
                if language not in spoken or not (alone or sign or of_pinpoint(citation) == instrument.country):
                    continue
            fit.append(id)
        # "art. 14 CE" of a Spanish text is of its constitution, of a French one of the treaty.
        ids = [id for id in fit if any(m.language == language for m in mention.meanings if m.id == id)] or fit
        word = context.folded.text[mention.start : mention.end]
        if mention.kind == "constitution" and not citation.pinpoints and _RANK.match(word) is not None:
            return []
        before = [id for id in ids if id in context.seen]
        if before:
            return before
        defined = context.defined(word, citation)
        if defined is not None and any(m.id in ids for m in defined.meanings):
            return [m.id for m in defined.meanings if m.id in ids]
        if any(c.isdigit() for c in word) and (near := self.known.beside(ids, context.seen)):
            return near
        if citation.pinpoints or self._spoken_of(word, ids, citation, context):
            return ids
        # A title such as "Constituição da República" needs no pinpoint once the country is plain.
        return [
            id
            for id in ids
            if (i := self.references.instrument(id)) is not None
            and i.kind == "constitution"
            and context.countries.get(i.country, 0.0) >= _PLAIN
        ]

    def _spoken_of(self, word: str, ids: list[str], citation: Citation, context: Context) -> bool:
        """Whether words around a weak name of three words or more are those of its instrument's other names."""
        if word.count(" ") < 2:
            return False
        around = stems(context.around(citation, 300).replace(word, " "))
        return any(
            len(around & frozenset().union(*(stems(name) for name in self.references.names_of.get(id, ())))) >= 2
            for id in ids
        )


def _quote(mention: Mention, context: Context) -> str:
    return context.folded.cased[mention.start : mention.end]
