"""Which resolution a number or a description means."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from annotator.find.mention import Mention
from annotator.references import References
from annotator.references.ranges import Ranges, lettered
from annotator.references.stems import LONG_WORD, STEM, stems
from annotator.resolve.candidates import Scored
from annotator.resolve.evidence import Weights, spoken, tell_apart
from annotator.symbols import parse_symbol, session_of

__all__ = ["ResolutionResolver"]


@dataclass
class ResolutionResolver:
    """Answers from the table of resolutions and the grammar of symbols."""

    references: References

    @cached_property
    def _ranges(self) -> Ranges:
        return Ranges(self.references.tables)

    @cached_property
    def _parents(self) -> frozenset[str]:
        """Symbols that name a set of lettered resolutions of the Assembly."""
        return frozenset(lettered(id for id in self.references.instruments if id.startswith("A/RES/")))

    @cached_property
    def _weights(self) -> Weights:
        return Weights(*self.references.stems("resolution"))

    def by_number(self, mention: Mention, bodies: frozenset[str], council_speaks: bool) -> tuple[list[Scored], str]:
        """Candidates for a numbered mention, and the code of a warning ("" where all fits).

        Args:
            mention: with the symbols its number may be.
            bodies: bodies the document speaks of, to tell slash numbers apart.
            council_speaks: whether the document is the Human Rights Council's.
        """
        known = self.references.instruments
        if not mention.symbols:
            return [], "unknown-number"
        first = parse_symbol(mention.symbols[0])
        if first is not None and first.body == "SC" and first.kind == "RES" and mention.symbols[0] not in known:
            same = self.references.council_resolutions.get(first.number)
            if same is not None and first.year is not None:
                return [
                    Scored(same, 1.0, (f"Security Council numbers run on: {first.number} is of {same[-5:-1]}",))
                ], "year-mismatch"
            if first.year is not None and self._council_may_hold(first.number, first.year):
                return [Scored(mention.symbols[0], 1.0, ("number and year agree with the series",))], ""
            return [], "unknown-number"
        if (
            first is not None
            and first.body == "GA"
            and first.session
            and not first.session[0].isdigit()
            and mention.symbols[0] not in known
        ):
            running = session_of(first.number)
            if running is not None and running != first.session and not first.session.startswith(("S-", "ES-")):
                right = str(parse_symbol(f"A/RES/{first.number}({running}){first.letter}"))
                return [
                    Scored(right, 1.0, (f"Assembly numbers ran on until 1975: {first.number} is of session {running}",))
                ], "year-mismatch"
        if (
            len(mention.symbols) == 1
            and first is not None
            and mention.symbols[0] not in known
            and self._ranges.fault(first) is not None
        ):
            return [], "unknown-number"
        scored = []
        for n, symbol in enumerate(mention.symbols):
            scored.append(self._weigh(symbol, n, mention, bodies, council_speaks))
        return scored, ""

    def attested(self, mention: Mention) -> bool:
        """Whether the table has the first resolution a number may be, of the date told, if any.

        Conferences and other councils number like the Human Rights Council ("its resolution 5/14"); a number that no
        body is told for counts as the Council's only so. Sessions newer than the table count by their grammar.

        Args:
            mention: with its symbols and date.
        """
        symbol = parse_symbol(mention.symbols[0])
        if symbol is None or self._ranges.range_of(symbol) is None:
            return symbol is not None
        known = mention.symbols[0] in self.references.instruments
        return known and not self._of_other_time(mention.symbols[0], mention.date)

    def _of_other_time(self, symbol: str, date: str) -> bool:
        """Whether the session of a symbol sat in none of the years of a date; False where either is not known."""
        parsed = parse_symbol(symbol)
        session = self._ranges.range_of(parsed) if parsed is not None and date else None
        if session is None or not session.from_date:
            return False
        return not session.from_date[:4] <= date[:4] <= (session.until_date[:4] or "9999")

    def _council_may_hold(self, number: int, year: int) -> bool:
        """Whether a Council number in no row lies between those of its year."""
        council = self.references.council_resolutions
        below = max((n for n in council if n < number), default=0)
        above = min((n for n in council if n > number), default=None)
        low = int(council[below][-5:-1]) if below else 1946
        if above is None:
            return number <= below + 120 and low <= year <= low + 2
        return low <= year <= int(council[above][-5:-1])

    def _weigh(self, symbol: str, place: int, mention: Mention, bodies: frozenset[str], council_speaks: bool) -> Scored:
        evidence = []
        weight = 3.0 if place == 0 else 0.1
        instrument = self.references.instruments.get(symbol)
        parsed = parse_symbol(symbol)
        if place == 0 and len(mention.symbols) > 1 and self._of_other_time(symbol, mention.date):
            weight = 0.3
            evidence.append(f"its session did not sit in {mention.date[:4]}")
        if parsed is not None and parsed.body == "HRC" and place and not council_speaks:
            if "HRC" in bodies and self._of_other_time(mention.symbols[0], mention.date):
                if instrument is not None and len(mention.date) > 4 and instrument.date == mention.date:
                    return Scored(symbol, 10.0, (f"adopted on {mention.date}, as the text says",))
                fits = not self._of_other_time(symbol, mention.date)
                return Scored(symbol, 3.0 if fits else 0.01, (f"that session sat in {mention.date[:4]}",))
            return Scored(symbol, 0.01, ("a number the Human Rights Council has too",))
        if instrument is not None:
            evidence.append("stands in the table of resolutions")
            weight += 1.0
            if mention.date and instrument.date and len(mention.date) > 4:
                if instrument.date == mention.date:
                    weight += 6.0
                    evidence.append(f"adopted on {instrument.date}, as the text says")
                elif instrument.date[:4] != mention.date[:4]:
                    weight *= 0.5
        elif symbol in self._parents:
            evidence.append("a set of lettered resolutions")
        else:
            evidence.append("well-formed number of a session")
        speaks = {"HRC": council_speaks, "CHR": "CHR" in bodies}
        if parsed is not None and speaks.get(parsed.body):
            weight += 4.0
            evidence.append("the text speaks of this body")
        return Scored(symbol, weight, tuple(evidence))

    def described(self, mention: Mention, sentence: str, around: str) -> list[Scored]:
        """Candidates for "a 1967 General Assembly resolution": body and year, then what the text says of it.

        Args:
            mention: with body and year.
            sentence: the folded sentence that describes it; its words count in full.
            around: the folded text around; a word counts here only by how much the text dwells on it.
        """
        ids = self.references.resolutions_of(mention.body, int(mention.date[:4]))
        if not ids:
            return []
        descriptions = {
            id: [self.references.instruments[id].title, *self.references.names_of.get(id, ())] for id in ids
        }
        described = {id: frozenset().union(*map(stems, texts)) for id, texts in descriptions.items()}
        told = tell_apart(described, spoken(sentence), self._weights)
        dwelt = Counter(word[:STEM] for word in LONG_WORD.findall(around))
        scored = []
        for id, (score, hits) in told.items():
            if not hits:
                continue
            words = min((len(stems(text)) for text in descriptions[id] if stems(text)), default=1)
            topic = sum(self._weights[hit[:STEM]] * math.log(max(dwelt[hit[:STEM]], 1)) for hit in hits)
            value = (score + topic) * (len(hits) / max(words, 2)) ** 0.5
            evidence = (
                f"{mention.body} resolution of {mention.date[:4]}",
                "the text speaks of: " + ", ".join(f"“{hit}”" for hit in hits),
            )
            scored.append(Scored(id, value**4, evidence))
        return sorted(scored, key=lambda s: (-s.weight, s.id))
