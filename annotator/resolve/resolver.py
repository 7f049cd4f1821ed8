"""Resolve the citations of one document, in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotator.find import Citation, Found, Mention
from annotator.fold import Folded
from annotator.model import Candidate, Form, Kind
from annotator.references import References
from annotator.resolve.antecedents import Antecedents
from annotator.resolve.candidates import Scored, ranked
from annotator.resolve.constitutions import ConstitutionResolver
from annotator.resolve.context import Context
from annotator.resolve.contradictions import contradicted, date_agrees
from annotator.resolve.country import CountryReader
from annotator.resolve.dateline import DatelineReader
from annotator.resolve.known import KnownTreaties
from annotator.resolve.leaning import LeaningResolver
from annotator.resolve.resolutions import ResolutionResolver
from annotator.resolve.treaties import TreatyResolver

__all__ = ["Resolved", "Resolver"]

_DWELT = 6000
_LONGEST_ACRONYM = 12
# A slip of the writer is as likely as another instrument.
_DOUBTED = 0.6
_KEPT = 128
# What a pinpoint leans on that is told as the constitution's and stands apart from the word.
_A_CONSTITUTION = Mention(0, 0, "constitution", "bare", "constitution-adjective", head="constitution", weak=True)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation with what it means. `reference` is the id of the first candidate, or None where none is sure enough.

    `fault` is the code of a warning that resolving itself came upon (`year-mismatch`, `unknown-number`).
    """

    citation: Citation
    kind: Kind
    form: Form
    rule: str
    candidates: tuple[Candidate, ...]
    reference: str | None
    confidence: float
    fault: str = ""


# How often a rule is right where nothing speaks against it: set by hand; benchmarks/calibration.py holds them to texts.
_CERTAINTY: Mapping[str, float] = {
    "symbol": 0.98,
    "resolution-number": 0.96,
    "resolution-stray": 0.95,
    "resolution-plain": 0.85,
    "resolution-described": 0.8,
    "treaty-name": 0.97,
    "treaty-short": 0.93,
    "treaty-described": 0.85,
    "treaty-dated": 0.9,
    "constitution-name": 0.97,
    "constitution-named": 0.96,
    "constitution-dated": 0.9,
    "constitution-short": 0.93,
    "constitution-adjective": 0.93,
    "resolution-name": 0.96,
    "bare": 0.85,
    "bare-later": 0.75,
}


class Resolver:
    """Resolves documents; built once for a set of tables."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._countries = CountryReader(references)
        self._datelines = DatelineReader(references.words)
        self._resolutions = ResolutionResolver(references)
        known = KnownTreaties(references)
        self._treaties = TreatyResolver(references, known)
        self._leaning = LeaningResolver(references, known)
        self._constitutions = ConstitutionResolver(references)
        self._antecedents = Antecedents(references)

        # A document means the same few instruments over and over; one list of candidates serves all such citations.
        @lru_cache(maxsize=_KEPT)
        def shared(scored: tuple[Scored, ...], certainty: float) -> tuple[Candidate, ...]:
            return ranked(scored, references, certainty)

        self._ranked = shared

    def resolve(self, folded: Folded, found: Found) -> tuple[Resolved, ...]:
        """Resolve what was found; citations that turn out to lean on nothing are left out.

        Args:
            folded: the document.
            found: its citations, aliases and foreign pinpoints.
        """
        context = Context(folded, found, self._references, self._countries, self._datelines)
        results, open_ones = [], []
        for citation in found.citations:
            resolved = self._one(citation, context)
            if resolved is not None:
                if not _tells_a_rank(citation, folded):
                    results.append(resolved)
                context.saw(citation, resolved.reference, resolved.form)
            elif citation.mention is None:
                open_ones.append(citation)
        for citation in open_ones:
            late = self._bare(citation, self._antecedents.told_later(citation, context), "bare-later")
            if late is not None:
                results.append(late)
        return tuple(sorted(results, key=lambda resolved: resolved.citation.start))

    def _one(self, citation: Citation, context: Context) -> Resolved | None:
        mention = citation.mention
        if mention is None and self._antecedents.of_constitution(citation, context):
            return self._bare(citation, self._constitutions.resolve(_A_CONSTITUTION, citation, context))
        if mention is None:
            return self._bare(citation, self._antecedents.of(citation, context))
        fault = ""
        if mention.rule in ("symbol", "resolution-number", "resolution-stray", "resolution-plain"):
            if (
                mention.symbols
                and mention.symbols[0].startswith("A/HRC")
                and not mention.body
                and not ("HRC" in context.bodies and self._resolutions.attested(mention))
            ):
                return None
            scored, fault = self._resolutions.by_number(mention, context.bodies, context.council_speaks)
        elif mention.rule == "resolution-described":
            scored = self._resolutions.described(mention, context.sentence(citation), context.around(citation, _DWELT))
        elif mention.paths and (context.elsewhere("US") or context.amended_elsewhere(citation, "US")):
            return None
        elif (
            mention.kind == "constitution"
            and not mention.places
            and citation.pinpoints
            and (same := self._leaning.same_constitution(mention, context))
        ):
            scored = same
        elif mention.meanings:
            scored = self._treaties.named(mention, citation, context)
            titled = mention.kind == "constitution" and mention.end - mention.start > _LONGEST_ACRONYM
            if not scored and titled and citation.pinpoints:
                # "la Constitución de la República" with an article is a constitution, whichever country's.
                # A statute of another day may bear the name too ("Freedom of the Press Act of 29 July 1881").
                named = map(self._references.instrument, dict.fromkeys(m.id for m in mention.meanings))
                scored = [
                    Scored(one.id, 1.0, ("goes by this name",))
                    for one in named
                    if one is not None and date_agrees(mention.date, one) is not False
                ]
            if mention.weak and not scored:
                return None
            scored = self._constitutions.in_its_time(scored, mention, context)
        elif mention.kind == "constitution":
            scored = self._constitutions.resolve(mention, citation, context)
            if not scored and not citation.pinpoints:
                return None
        elif mention.rule == "treaty-described":
            scored = self._leaning.described(mention)
            # A declaration with a date is a State's more often than a treaty; only one that is known counts.
            if not scored and (len(mention.date) <= 4 or mention.head == "declaration"):
                return None
        elif mention.rule == "treaty-dated":
            scored = self._leaning.dated(mention, context)
            if not scored and not mention.holds:
                return None
        elif mention.rule == "treaty-unknown":
            scored = self._leaning.defined(mention, citation, context)
        else:
            scored = self._leaning.short(mention, citation, context)
            if not scored:
                return None
        kind = mention.kind
        if scored and (instrument := self._references.instrument(scored[0].id)) is not None:
            kind = instrument.kind
        return self._weighed(citation, kind, mention.form, mention.rule, scored, fault)

    def _bare(self, citation: Citation, scored: Sequence[Scored], rule: str = "bare") -> Resolved | None:
        if not scored:
            return None
        instrument = self._references.instrument(scored[0].id)
        kind: Kind = instrument.kind if instrument is not None else "treaty"
        resolved = self._weighed(citation, kind, "bare", rule, scored, "")
        return resolved if resolved.reference is not None else None

    def _weighed(
        self, citation: Citation, kind: Kind, form: Form, rule: str, scored: Sequence[Scored], fault: str
    ) -> Resolved:
        if kind != "constitution":
            citation = citation.counting_paragraphs()
        certainty = _CERTAINTY.get(rule, 0.8)
        if fault:
            certainty *= 0.85
        top = max(scored, key=lambda s: s.weight, default=None)
        meant = self._references.instrument(top.id) if top is not None else None
        if meant is not None and contradicted(citation, meant):
            certainty *= _DOUBTED
        candidates = self._ranked(tuple(scored), certainty)
        if not candidates:
            return Resolved(citation, kind, form, rule, (), None, round(0.5 * certainty, 4), fault)
        best = candidates[0]
        clear = best.score >= 0.45 * certainty and (len(candidates) == 1 or best.score > candidates[1].score)
        return Resolved(citation, kind, form, rule, candidates, best.id if clear else None, best.score, fault)


def _tells_a_rank(citation: Citation, folded: Folded) -> bool:
    """Whether a name of many constitutions, small and with no article, only says what it is: "la norma suprema".

    What stands behind it may still lean on it: "el texto constitucional regula en su artículo 49".
    """
    mention = citation.mention
    if mention is None or mention.kind != "constitution" or mention.paths or citation.pinpoints or mention.date:
        return False
    shared = len(mention.meanings) > 1 and not any(meaning.strong for meaning in mention.meanings)
    return shared and folded.cased[mention.start].islower()
