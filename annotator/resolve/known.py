"""What the tables tell of treaties: which are of a date, go by a word, are spoken of in the text around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from annotator.find import Citation, Mention
from annotator.references import References
from annotator.references.stems import stems
from annotator.resolve.context import Context
from annotator.resolve.evidence import Weights, spoken, tell_apart

__all__ = ["AROUND", "KnownTreaties"]

# How much text around a citation speaks of its instrument, in characters.
AROUND = 1500
# Idf of the words a title shares with the text, made comparable; the article cited tells more than the title.
_SCALE, _SUBJECT = 3.0, 0.6


@dataclass
class KnownTreaties:
    """What is asked of the tables again and again; worked out once."""

    references: References
    _contents: dict[str, frozenset[str]] = field(default_factory=dict)
    _titles: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def weights(self) -> Weights:
        """How telling each word of the titles is."""
        return Weights(*self.references.stems("treaty"))

    def is_treaty(self, id: str) -> bool:
        """Whether an id is that of a treaty in the tables."""
        instrument = self.references.instrument(id)
        return instrument is not None and instrument.kind == "treaty"

    def called(self, mention: Mention, id: str) -> bool:
        """Whether an instrument goes by the generic word of a mention; Chinese calls covenants conventions (公约)."""
        by_language = self.references.heads_by_language.get(id)
        heads = by_language.get(mention.language) if by_language is not None else None
        if heads is None:
            heads = self.references.heads_of.get(id, frozenset())
        return mention.head in heads or (
            mention.language == "zh" and mention.head == "convention" and "covenant" in heads
        )

    def told(
        self, ids: list[str], citation: Citation, context: Context, near: str | None = None
    ) -> dict[str, tuple[float, tuple[str, ...]]]:
        """What the text says of each: words of the title anywhere near, words of the article cited in its sentence.

        The name itself is no evidence, so its own words are left out of the text.

        Args:
            ids: the instruments.
            citation: what may mean each of them.
            context: the document.
            near: the folded text that speaks of them; what stands around the citation where None.
        """
        subjects = {}
        for id in ids:
            about = (self.references.article_subject(id, path) for path in citation.paths)
            subjects[id] = stems(" ".join(subject for subject in about if subject))
        mention = citation.mention
        name = context.folded.text[mention.start : mention.end] if mention is not None else ""
        words_near = spoken((context.around(citation, AROUND) if near is None else near).replace(name, " "))
        titles = {id: self._title(id, context.language_of(citation)) for id in ids}
        by_title = tell_apart(titles, words_near, self.weights)
        by_content = tell_apart({id: self._content(id) for id in ids}, words_near, self.weights)
        beside = spoken(context.sentence(citation).replace(name, " "))
        by_subject = tell_apart(subjects, beside, self.weights)
        told = {}
        for id in ids:
            (title, words), (cited, more), (content, rest) = by_title[id], by_subject[id], by_content[id]
            size = max(len(self._content(id)), 20)
            score = title / max(len(titles[id]), 3) ** 0.5 + _SUBJECT * cited + content / size
            told[id] = (score / _SCALE, tuple(dict.fromkeys((*more, *words, *rest))))
        return told

    def spoken_of(self, ids: list[str], words: str, language: str) -> frozenset[str]:
        """Those of some instruments whose titles some words tell from the others'; none where they tell nothing.

        Args:
            ids: the instruments.
            words: folded.
            language: of the words.
        """
        titles = {id: self._title(id, language) for id in ids} if words else {}
        told = tell_apart(titles, spoken(words), self.weights) if words else {}
        return frozenset(id for id, (score, _) in told.items() if score > 0)

    def _title(self, id: str, language: str) -> frozenset[str]:
        """The stems of an instrument's title and, in other languages than English, of all its names there."""
        known = self._titles.get((id, language))
        if known is None:
            instrument = self.references.instrument(id)
            known = stems(instrument.title) if instrument is not None else frozenset()
            if language not in ("", "en"):
                known = known.union(*map(stems, self._names(id, language)))
            self._titles[id, language] = known
        return known

    def _names(self, id: str, language: str) -> list[str]:
        """The folded names of an instrument in a language."""
        names = self.references.names
        return [
            name
            for name in self.references.names_of.get(id, ())
            if any(m.id == id and m.language == language for m in names[name].meanings)
        ]

    def _content(self, id: str) -> frozenset[str]:
        """The stems of the subjects of an instrument's articles."""
        known = self._contents.get(id)
        if known is None:
            known = self._contents[id] = stems(" ".join(self.references.subjects(id).values()))
        return known

    def beside(self, ids: list[str], named: Iterable[str]) -> list[str]:
        """Those of some instruments whose title shares a telling word with a treaty that is named.

        Args:
            ids: the instruments.
            named: the ids of what is named.
        """
        words: set[str] = set()
        for one in map(self.references.instrument, named):
            if one is not None and one.kind == "treaty":
                words |= self._title(one.id, "en")
        return [id for id in ids if self._title(id, "en") & words]
