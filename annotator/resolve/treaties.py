"""Which treaty a name, a short form or a description means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from annotator.find import Citation, Mention
from annotator.fold import fold_name
from annotator.references import References
from annotator.references.stems import stems
from annotator.resolve.candidates import Scored
from annotator.resolve.context import Context
from annotator.resolve.contradictions import beyond, date_agrees, of_that_year
from annotator.resolve.evidence import Weights, tell_apart

__all__ = ["TreatyResolver"]

_AROUND = 1500
# Idf of the words a title shares with the text, made comparable; the article cited tells more than the title.
_SCALE, _SUBJECT = 3.0, 0.6
_SIGN = 2.0
_WORLD_COURT = ("international court of justice", "cour internationale de justice", "corte internacional de justicia")
_ON_TREATIES = "mtdsg-xxiii-1"
_PLAIN = 8.0


@dataclass
class TreatyResolver:
    """Answers from names, dates, articles and the words around."""

    references: References

    @cached_property
    def _weights(self) -> Weights:
        return Weights(*self.references.stems("treaty"))

    @cached_property
    def _protocols(self) -> list[tuple[str, str]]:
        """The names of protocols and amending treaties, with their ids."""
        return [
            (name, id)
            for id, heads in self.references.heads_of.items()
            if "protocol" in heads
            for name in self.references.names_of.get(id, ())
        ]

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
        if len(mention.date) > 4 and (exact := self._concluded(mention, ids)):
            return exact
        others = [self._of_that_year(mention, id, context) for id in ids] if mention.date else [None]
        if all(found is not None for found in others):
            return list({candidate.id: candidate for found in others for candidate in found or ()}.values())
        scored: list[Scored] = []
        told = self._told(ids, citation, context) if len(ids) > 1 else {}
        for id in ids:
            instrument = self.references.instrument(id)
            weight, evidence = 1.0, []
            if len(ids) == 1:
                return [Scored(id, 1.0, (f"named “{_quote(mention, context)}”",))]
            if instrument is not None:
                agrees = date_agrees(mention.date, instrument)
                if agrees is not None:
                    weight *= 12.0 if agrees else 0.1
                    if agrees:
                        evidence.append(f"dated {mention.date}")
                if beyond(citation, instrument) is not None:
                    weight *= 0.02
                    evidence.append(f"has only {instrument.articles} articles")
            seen = context.seen.get(id)
            if seen is not None and seen.full:
                weight *= 3.0 + 2.0 * min(seen.full, 5)
                evidence.append("cited before in this text")
            score, hits = told.get(id, (0.0, ()))
            if hits:
                weight *= 1.0 + score**1.5
                evidence.append("the text speaks of: " + ", ".join(f"“{hit}”" for hit in hits[:6]))
            meaning = next(m for m in meanings if m.id == id)
            if not meaning.strong:
                weight *= 0.5
            if meaning.valid_from is not None and len(mention.date) >= 4:
                year = int(mention.date[:4])
                weight *= 2.0 if meaning.valid_from <= year <= (meaning.valid_until or 9999) else 0.5
            scored.append(Scored(id, weight, tuple(evidence) or ("bears this name",)))
        return sorted(scored, key=lambda s: (-s.weight, s.id))

    def _of_that_year(self, mention: Mention, id: str, context: Context) -> list[Scored] | None:
        named = self.references.instrument(id)
        if named is None:
            return None
        name = context.folded.text[mention.start : mention.end].replace("\n", " ")
        name = next((known for known in self.references.names_of.get(id, ()) if known in name), name)
        of_year = self.references.treaties_of(mention.date) if named.kind == "treaty" else ()
        return of_that_year(name, mention, named, of_year, self.references)

    def _of_parent(self, word: str, context: Context) -> list[Scored]:
        """Candidates for "the Optional Protocol": those whose name goes on with a treaty that the text names.

        Treaties named before count, the more the oftener; where there is none, the first one named later.
        """
        protocols = [(name, id) for name, id in self._protocols if name.startswith(word + " ") or name.endswith(word)]
        if not protocols:
            return []
        parents = {id: float(seen.times) for id, seen in context.seen.items() if self._is_treaty(id)}
        later = [
            meaning.id
            for citation in context.found.citations
            if citation.mention is not None and not citation.mention.weak
            for meaning in citation.mention.meanings
            if meaning.strong and meaning.kind == "treaty"
        ]
        for found in (parents, {id: 1.0 / (rank + 1) for rank, id in enumerate(dict.fromkeys(later))}):
            scored: dict[str, float] = {}
            for parent, weight in found.items():
                for name in self.references.names_of.get(parent, ()):
                    for longer, id in protocols:
                        if (
                            id != parent
                            and len(longer) > len(name)
                            and (longer.endswith(name) or longer == name + word)
                        ):
                            scored[id] = max(scored.get(id, 0.0), weight)
            if scored:
                return [
                    Scored(id, weight**2, ("supplements a treaty that the text names",))
                    for id, weight in sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
                ]
        return []

    def _concluded(self, mention: Mention, ids: list[str]) -> list[Scored]:
        """Instruments of exactly the date told, where the name alone ("convention de New York") does not know it."""
        if any(
            i is not None and (date_agrees(mention.date, i) or not i.date)
            for i in map(self.references.instrument, ids)
        ):
            return []
        head = mention.head
        of_day = self.references.treaties_of(mention.date)
        fitting = [i for i in of_day if head in self.references.heads_of.get(i.id, ())]
        return [Scored(i.id, 1.0, (f"concluded on {mention.date}",)) for i in fitting]

    def _told(self, ids: list[str], citation: Citation, context: Context) -> dict[str, tuple[float, tuple[str, ...]]]:
        """What the text says of each: words of the title anywhere near, words of the article cited in its sentence.

        The name itself is no evidence, so its own words are left out of the text.
        """
        titles, subjects = {}, {}
        for id in ids:
            instrument = self.references.instrument(id)
            titles[id] = [instrument.title] if instrument is not None else []
            about = (self.references.article_subject(id, path) for path in citation.paths)
            subjects[id] = [subject for subject in about if subject]
        mention = citation.mention
        name = context.folded.text[mention.start : mention.end] if mention is not None else ""
        near = context.around(citation, _AROUND).replace(name, " ")
        by_title = tell_apart(titles, near, self._weights)
        by_content = tell_apart({id: self.references.subjects(id).values() for id in ids}, near, self._weights)
        by_subject = tell_apart(subjects, context.sentence(citation).replace(name, " "), self._weights)
        told = {}
        for id in ids:
            (title, words), (cited, more), (content, rest) = by_title[id], by_subject[id], by_content[id]
            size = max(len(stems(" ".join(self.references.subjects(id).values()))), 20)
            score = title / max(len(stems(" ".join(titles[id]))), 3) ** 0.5 + _SUBJECT * cited + content / size
            told[id] = (score / _SCALE, tuple(dict.fromkeys((*more, *words, *rest))))
        return told

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
                if language not in spoken or not (alone or context.countries.get(instrument.country, 0.0) >= _SIGN):
                    continue
            fit.append(id)
        ids = fit
        before = [id for id in ids if id in context.seen]
        if before:
            return before
        word = context.folded.text[mention.start : mention.end]
        defined = context.defined(word, citation)
        if defined is not None and any(m.id in ids for m in defined.meanings):
            return [m.id for m in defined.meanings if m.id in ids]
        if any(c.isdigit() for c in word) and (near := self._beside(ids, context)):
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

    def defined(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for a title that no table has: what the text defines or names in full in these words.

        Args:
            mention: the title.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        word = context.folded.text[mention.start : mention.end].replace("\n", " ")
        defined = context.defined(word, citation)
        if defined is not None:
            return [Scored(m.id, 1.0, (f"defined in the text as “{word}”",)) for m in defined.meanings[:4]]
        words = set(word.split())
        seen = [
            id
            for id in context.seen
            if any(words <= set(name.split()) for name in self.references.names_of.get(id, ()))
        ]
        return [Scored(id, 1.0, ("named in full before in this text",)) for id in seen] or self._of_parent(
            word, context
        )

    def dated(self, mention: Mention, context: Context) -> list[Scored]:
        """Candidates for a head word with a year ("its 1967 Protocol"): what was named and is of that year, or what
        that year brought to what was named.

        Args:
            mention: with its head word and its year.
            context: what was seen before and what the document tells; not changed.
        """
        fitting = [i for i in self.references.treaties_of(mention.date) if self._called(mention, i.id)]
        named = [i for i in fitting if i.id in context.seen]
        if named:
            return [Scored(i.id, 1.0, (f"of {mention.date}, and named before",)) for i in named]
        near = self._beside([i.id for i in fitting], context)
        return [Scored(id, 1.0, (f"of {mention.date}, to what was named before",)) for id in near]

    def _spoken_of(self, word: str, ids: list[str], citation: Citation, context: Context) -> bool:
        """Whether words around a weak name of three words or more are those of its instrument's other names."""
        if word.count(" ") < 2:
            return False
        around = stems(context.around(citation, 300).replace(word, " "))
        return any(
            len(around & frozenset().union(*(stems(name) for name in self.references.names_of.get(id, ())))) >= 2
            for id in ids
        )

    def _beside(self, ids: list[str], context: Context) -> list[str]:
        """Those of some instruments whose title shares a telling word with a treaty named before."""
        spoken: set[str] = set()
        for seen in map(self.references.instrument, context.seen):
            if seen is not None and seen.kind == "treaty":
                spoken |= stems(seen.title)
        return [id for id in ids if (i := self.references.instrument(id)) is not None and stems(i.title) & spoken]

    def short(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for "the Convention": a definition, an antecedent of that kind, the document itself.

        Args:
            mention: with its head word.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        word = context.folded.text[mention.start : mention.end]
        defined = context.defined(word, citation)
        if defined is not None:
            scored = [Scored(m.id, 1.0, (f"defined in the text as “{word}”",)) for m in defined.meanings[:4]]
            if scored:
                return scored
        if mention.head == "statute" and " " in word:
            around = context.around(citation, _AROUND)
            if any(court in around for court in _WORLD_COURT):
                return [Scored("mtdsg-i-3", 1.0, ("the text speaks of the International Court of Justice",))]
        weights: dict[str, tuple[float, str]] = {}
        # Treaties count articles; "s. 7 of the Charter" is of a constitution that is called one.
        by_section = {path.split("__")[0].split("_")[0] for path in citation.paths} == {"sec"}
        for id, seen in context.seen.items():
            instrument = self.references.instrument(id)
            constitution = instrument is not None and instrument.kind == "constitution"
            if instrument is None or constitution != (by_section and mention.head == "charter"):
                continue
            if not self._called(mention, id):
                continue
            if instrument.kind == "resolution" and mention.head != "declaration":
                continue
            distance = citation.start - seen.last
            weight = 1.0 + 1.5 * min(seen.full, 6) + (4.0 if distance < 500 else 1.5 if distance < 2500 else 0.0)
            # The law of treaties is named to say how another one is read or reserved to.
            weight *= 0.5 if id == _ON_TREATIES else 1.0
            weights[id] = (weight, "named before in this text")
        for applied in context.applied.get(mention.head, [])[:2] if not by_section else ():
            weight, why = weights.get(applied.id, (0.0, applied.evidence[0]))
            weights[applied.id] = (weight + applied.weight, why)
        if not weights and not by_section:
            for citation_ahead in context.found.citations:
                ahead = citation_ahead.mention
                if (
                    ahead is not None
                    and ahead.form == "full"
                    and ahead.kind == "treaty"
                    and ahead.start > citation.start
                ):
                    for meaning in ahead.meanings[:1]:
                        if meaning.strong and self._called(mention, meaning.id):
                            weight, why = weights.get(meaning.id, (0.0, "named later in this text"))
                            weights[meaning.id] = (weight + 1.0, why)
        if not weights and mention.head == "treaty":
            # Any convention is a treaty: "that treaty" is the one cited last.
            known = {id: seen.last for id, seen in context.seen.items() if self._is_treaty(id)}
            if known:
                weights[max(known, key=lambda id: known[id])] = (1.0, "the treaty cited last")
        fits = []
        for id, (weight, why) in weights.items():
            instrument = self.references.instrument(id)
            if instrument is not None and beyond(citation, instrument) is not None:
                continue
            fits.append(Scored(id, weight**2, (why,)))
        return sorted(fits, key=lambda s: (-s.weight, s.id))

    def _is_treaty(self, id: str) -> bool:
        instrument = self.references.instrument(id)
        return instrument is not None and instrument.kind == "treaty"

    def _called(self, mention: Mention, id: str) -> bool:
        """Whether an instrument goes by the generic word of a mention; Chinese calls covenants conventions (公约)."""
        heads = self.references.heads_of.get(id, frozenset())
        return mention.head in heads or (
            mention.language == "zh" and mention.head == "convention" and "covenant" in heads
        )

    def described(self, mention: Mention) -> list[Scored]:
        """Candidates for "the convention signed at Schengen on 19 June 1990" or "the 1951 convention on refugees".

        Args:
            mention: with its head word, its date, and as body the place or the topic told.
        """
        instruments = [
            i
            for i in self.references.treaties_of(mention.date)
            if mention.head in self.references.heads_of.get(i.id, frozenset({mention.head}))
        ]
        place = fold_name(mention.body) if mention.body and len(mention.date) > 4 else ""
        if place:
            at_place = [
                i
                for i in instruments
                if place in fold_name(i.place) or any(place in name for name in self.references.names_of.get(i.id, ()))
            ]
            instruments = at_place or []
        if len(mention.date) > 4:
            return [Scored(i.id, 1.0, (f"concluded on {mention.date}",)) for i in instruments][:9]
        topic = mention.body
        told = (
            tell_apart(
                {i.id: [i.title, *self.references.names_of.get(i.id, ())] for i in instruments}, topic, self._weights
            )
            if instruments
            else {}
        )
        scored = [
            Scored(id, score**3, (f"of {mention.date}, on {mention.body}",))
            for id, (score, hits) in told.items()
            if score > 0
        ]
        return sorted(scored, key=lambda s: (-s.weight, s.id))


def _quote(mention: Mention, context: Context) -> str:
    return context.folded.cased[mention.start : mention.end]
