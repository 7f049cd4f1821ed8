"""What a generic word means: "the Convention", "the Optional Protocol", "its 1967 Protocol"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from annotator.find import Citation, Mention
from annotator.find.leads import is_owned
from annotator.fold import fold_name
from annotator.references import References
from annotator.references.stems import stems
from annotator.resolve.candidates import Scored
from annotator.resolve.context import Context
from annotator.resolve.contradictions import beyond
from annotator.resolve.evidence import spoken, tell_apart
from annotator.resolve.known import AROUND, KnownTreaties

__all__ = ["LeaningResolver"]

_WORLD_COURT = (
    "i.c.j. reports",
    "c.i.j. recueil",
    "international court of justice",
    "cour internationale de justice",
    "corte internacional de justicia",
    "corte internacional de justica",
    "tribunal internacional de justica",
    "corte internazionale di giustizia",
    "internationalen gerichtshof",
    "международный суд",
    "международного суда",
    "محكمة العدل الدولية",
    "国际法院",
)
_COURT = re.compile(r"(?<!\w)(?:the court|la cour|la corte|o tribunal|a corte)(?!\w)")
_CALLED_OTHERWISE = 0.3
# How plainly a text speaks of a country.
_SIGN = 3.0
# "that Convention", "dicha convención" means the one named last.
_POINTING = re.compile(
    r"(?<!\w)(?:that|said|es[ea]|dich[oa]|cette|ce|ledit|ladite|ess[ea]|dit[oa]|referid[oa]|citad[oa])[ \n]$"
)
_POINTED_AT = 4.0
# A title has more words than this; a shorter name may end that of another.
_TITLE_WORDS = 3
# How far "that Convention" points back over a definition, in characters.
_POINTED_FROM = 500
_SAME = re.compile(r"(?<!\w)(?:mesma|misma|propria|propia|dicha|citada|referida|aludida|mencionada)[ \n]$")
# How many times more one of several must weigh to need no other sign.
_CLOSE = 4.0
_ON_TREATIES = "mtdsg-xxiii-1"

# Arabic puts the ordinal behind: "the Optional Protocol" alone is not the second one.
_SECOND = (" الثاني", " الثالث")


@dataclass
class LeaningResolver:
    """Answers from definitions, from what was named before and from what the document itself is."""

    references: References
    known: KnownTreaties

    @cached_property
    def _protocols(self) -> list[tuple[str, str]]:
        """The names of protocols and amending treaties, with their ids."""
        return [
            (name, id)
            for id, heads in self.references.heads_of.items()
            if "protocol" in heads
            for name in self.references.names_of.get(id, ())
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

    def _of_parent(self, word: str, context: Context) -> list[Scored]:
        """Candidates for "the Optional Protocol": those whose name goes on with a treaty that the text names.

        Treaties named before count, the more the oftener; where there is none, the first one named later.
        """
        protocols = [
            (name, id)
            for name, id in self._protocols
            if (name.startswith(word + " ") or name.endswith(word)) and not name.startswith(_SECOND, len(word))
        ]
        if not protocols:
            return []
        parents = {id: float(seen.times) for id, seen in context.seen.items() if self.known.is_treaty(id)}
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

    def _named_since(self, mention: Mention, defined: Mention, context: Context) -> bool:
        """Whether another of that kind was named just before: "that Convention" then is not the one defined."""
        called = [id for id in context.seen if self.known.called(mention, id)]
        last = max(called, key=lambda id: context.seen[id].last, default="")
        return bool(last) and last not in {m.id for m in defined.meanings} and (
            mention.start - context.seen[last].last < _POINTED_FROM
        )

    def short(self, mention: Mention, citation: Citation, context: Context) -> list[Scored]:
        """Candidates for "the Convention": a definition, an antecedent of that kind, the document itself.

        Args:
            mention: with its head word.
            citation: the citation it stands in, with its pinpoints.
            context: what was seen before and what the document tells; not changed.
        """
        word = context.folded.text[mention.start : mention.end]
        pointed = _POINTING.search(context.folded.text, max(0, mention.start - 14), mention.start) is not None
        defined = context.defined(word, citation)
        if defined is not None and not (pointed and self._named_since(mention, defined, context)):
            scored = [Scored(m.id, 1.0, (f"defined in the text as “{word}”",)) for m in defined.meanings[:4]]
            if scored:
                return scored
        language = self.references.words.languages.get(mention.language)
        own = language is not None and is_owned(context.folded.text, mention.start, language)
        if mention.head == "statute" and (own or " " in word):
            # "its Statute" is the Court's where the sentence is about the Court.
            sentence = context.sentence(citation)
            apart = own and _COURT.search(sentence) is None
            around = sentence if apart else context.around(citation, AROUND)
            if any(court in around for court in _WORLD_COURT):
                return [Scored("mtdsg-i-3", 1.0, ("the text speaks of the International Court of Justice",))]
        weights: dict[str, tuple[float, str]] = {}
        # Treaties count articles; "s. 7 of the Charter" is of a constitution that is called one.
        by_section = {path.split("__")[0].split("_")[0] for path in citation.paths} == {"sec"}
        # "o art. 5º da mesma Carta", where a constitution was cited last, is of that one.
        same = mention.head == "charter" and bool(self.same_constitution(mention, context))
        for id, seen in context.seen.items():
            if not self.known.called(mention, id) and not same:
                continue
            instrument = self.references.instrument(id)
            constitution = instrument is not None and instrument.kind == "constitution"
            if instrument is None or constitution != (mention.head == "charter" and (by_section or same)):
                continue
            if instrument.kind == "resolution" and mention.head != "declaration":
                continue
            distance = citation.start - seen.last
            weight = 1.0 + 1.5 * min(seen.full, 6) + (4.0 if distance < 500 else 1.5 if distance < 2500 else 0.0)
            # The law of treaties is named to say how another one is read or reserved to.
            weight *= 0.5 if id == _ON_TREATIES else 1.0
            # Where the text calls one of them a pact, "the Pact" is that one, though the other may be called so too.
            weight *= 1.0 if word in seen.words else _CALLED_OTHERWISE
            weights[id] = (weight, "named before in this text")
        if by_section and not weights and mention.head == "charter":
            weights = dict.fromkeys(self._charters(context), (1.0, "the text speaks of its country"))
        if pointed and weights:
            last = max(weights, key=lambda id: context.seen[id].last)
            weights[last] = (weights[last][0] * _POINTED_AT, weights[last][1])
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
                    for later in (*(meaning.id for meaning in ahead.meanings[:1] if meaning.strong), *ahead.holds):
                        if self.known.called(mention, later):
                            weight, why = weights.get(later, (0.0, "named later in this text"))
                            weights[later] = (weight + 1.0, why)
        if not weights and mention.head == "treaty":
            # Any convention is a treaty: "that treaty" is the one cited last.
            known = {id: seen.last for id, seen in context.seen.items() if self.known.is_treaty(id)}
            if known:
                weights[max(known, key=lambda id: known[id])] = (1.0, "the treaty cited last")
        fits = {}
        for id, (weight, why) in weights.items():
            instrument = self.references.instrument(id)
            if instrument is None or beyond(citation, instrument) is None:
                fits[id] = (weight, why)
        spoken_of = self._spoken_of(fits, citation, context)
        return sorted(
            (Scored(id, (weight * (1.0 + spoken_of.get(id, 0.0))) ** 2, (why,)) for id, (weight, why) in fits.items()),
            key=lambda s: (-s.weight, s.id),
        )

    @staticmethod
    def same_constitution(mention: Mention, context: Context) -> list[Scored]:
        """The constitution cited last, where a name leans on it: "da CRP e do art. 18.º da mesma Lei Fundamental".

        Args:
            mention: of a constitution, with no country of its own.
            context: what was seen before; not changed.
        """
        last = context.last_constitution
        if not last or _SAME.search(context.folded.text, max(0, mention.start - 14), mention.start) is None:
            return []
        return [Scored(last, 1.0, ("the constitution cited last",))]

    def _charters(self, context: Context) -> list[str]:
        """The constitutions called a charter whose country the text speaks of: "s. 7 of the Charter" in Canada."""
        return [
            id
            for id, heads in self.references.heads_of.items()
            if "charter" in heads
            and (instrument := self.references.instrument(id)) is not None
            and instrument.kind == "constitution"
            and context.countries.get(instrument.country, 0.0) >= _SIGN
        ]

    def _spoken_of(
        self, weights: dict[str, tuple[float, str]], citation: Citation, context: Context
    ) -> dict[str, float]:
        """How much the text around speaks of each of several instruments, asked only where they are close."""
        best = max((weight for weight, _ in weights.values()), default=0.0)
        close = [id for id, (weight, _) in weights.items() if weight * _CLOSE >= best]
        if len(close) < 2:
            return {}
        told = self.known.told(close, citation, context, context.around_names(citation, AROUND))
        return {id: score for id, (score, _) in told.items()}

    def dated(self, mention: Mention, context: Context) -> list[Scored]:
        """Candidates for a head word with a year ("its 1967 Protocol"): what was named and is of that year, or what
        that year brought to what was named.

        Args:
            mention: with its head word and its year.
            context: what was seen before and what the document tells; not changed.
        """
        fitting = [i for i in self.references.treaties_of(mention.date) if self.known.called(mention, i.id)]
        if mention.holds:
            return [Scored(i.id, 1.0, (f"of {mention.date}",)) for i in fitting if self._goes_on(i.id, mention.holds)]
        named = [i for i in fitting if i.id in context.seen]
        if named:
            return [Scored(i.id, 1.0, (f"of {mention.date}, and named before",)) for i in named]
        near = self.known.beside([i.id for i in fitting], context.seen)
        return [Scored(id, 1.0, (f"of {mention.date}, to what was named before",)) for id in near]

    def _goes_on(self, id: str, held: Iterable[str]) -> bool:
        """Whether a name of an instrument goes on with one of another's: "Protocol of 2005 to the Convention ..."."""
        names = self.references.names_of
        return any(
            inner.count(" ") >= _TITLE_WORDS and name.endswith(f" {inner}")
            for other in held
            for inner in names.get(other, ())
            for name in names.get(id, ())
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
                {i.id: stems(" ".join((i.title, *self.references.names_of.get(i.id, ())))) for i in instruments},
                spoken(topic),
                self.known.weights,
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
