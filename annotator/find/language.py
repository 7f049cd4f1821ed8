"""Which language a stretch of text is in, by the small words that only one language uses much."""

from __future__ import annotations

from annotator.references.words import Words

__all__ = ["SmallWords", "Tongue"]

# In characters; so short that a byte holds how many words it has.
_BLOCK = 400


class SmallWords:
    """The small words of all languages, with the places of those that have each; built once for a set of tables."""

    def __init__(self, words: Words) -> None:
        self.places = {code: place for place, code in enumerate(words.languages)}
        self.owners: dict[str, list[int]] = {}
        for code, language in words.languages.items():
            for word in language.stopwords:
                self.owners.setdefault(word, []).append(self.places[code])


class Tongue:
    """Answers for one document; each block of text is counted once.

    A block is kept as one byte a language, since a long text has many thousands of them.
    """

    def __init__(self, text: str, words: SmallWords) -> None:
        self._text = text
        self._places = words.places
        self._blocks: dict[int, bytes] = {}
        self._last: tuple[int, dict[tuple[str, ...], list[str]]] = (-1, {})
        self._owners = words.owners

    def _words_of(self, block: int) -> bytes:
        """Small words of one block, by the place of their language."""
        known = self._blocks.get(block)
        if known is None:
            counts = [0] * len(self._places)
            if block >= 0:
                # Blanks alone part the words: small words seldom touch a sign, and this is ten times as fast.
                words = self._text[block * _BLOCK : (block + 1) * _BLOCK].split()
                for places in filter(None, map(self._owners.get, words)):
                    for place in places:
                        counts[place] += 1
            known = self._blocks[block] = bytes(counts)
        return known

    def _count(self, block: int) -> list[int]:
        """Small words of a block and its neighbours; each block is read once, whoever asks."""
        around = (self._words_of(block - 1), self._words_of(block), self._words_of(block + 1))
        return list(map(sum, zip(*around, strict=True)))

    def at(self, offset: int, among: tuple[str, ...]) -> str:
        """The language whose small words are most frequent around a folded offset.

        Args:
            offset: a folded offset.
            among: codes of the languages asked about, at least one.
        """
        if len(among) == 1:
            return among[0]
        counts = self._count(offset // _BLOCK)
        return max(among, key=lambda code: (counts[self._places[code]], code == "en"))

    def likely(self, offset: int, among: tuple[str, ...]) -> list[str]:
        """The languages that the small words around a folded offset leave open, the likeliest first.

        Args:
            offset: a folded offset.
            among: codes of the languages asked about, at least one.
        """
        block = offset // _BLOCK
        if self._last[0] != block:
            self._last = (block, {})
        known = self._last[1].get(among)
        if known is None:
            counts = self._count(block)
            told = {code: counts[self._places[code]] for code in among}
            ordered = sorted(among, key=lambda code: (-told[code], code != "en"))
            best = told[ordered[0]]
            known = [code for code in ordered if told[code] >= best - 1 and told[code] * 4 >= best * 3]
            self._last[1][among] = known
        return known

    def document(self) -> str:
        """The language of the whole text, judged by its beginning, middle and end; "" where none shows."""
        last = len(self._text) // _BLOCK
        totals: dict[str, int] = {}
        for block in {0, 2, last // 3, last // 2, 2 * last // 3, last}:
            counts = self._count(block)
            for code, place in self._places.items():
                if counts[place]:
                    totals[code] = totals.get(code, 0) + counts[place]
        opening = self._text[:2000]
        cjk = 0 if opening.isascii() else sum("\u4e00" <= c <= "\u9fff" for c in opening)
        if cjk > 200 or (cjk and cjk * 4 > len(opening)):
            return "zh"
        return max(totals, key=lambda code: (totals[code], code)) if totals else ""
