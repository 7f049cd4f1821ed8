"""Which language a stretch of text is in, by the small words that only one language uses much."""

from __future__ import annotations

import regex

from annotator.references.words import Words

__all__ = ["Tongue"]

_WORD = regex.compile(r"[^\W\d_]+")
_BLOCK = 400


class Tongue:
    """Answers for one document; each block of text is counted once."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._blocks: dict[int, dict[str, int]] = {}
        self._around: dict[int, dict[str, int]] = {}
        self._likely: dict[tuple[int, tuple[str, ...]], list[str]] = {}
        self._owners: dict[str, list[str]] = {}
        for code, language in words.languages.items():
            for word in language.stopwords:
                self._owners.setdefault(word, []).append(code)

    def _words_of(self, block: int) -> dict[str, int]:
        """Small words of one block, by language."""
        known = self._blocks.get(block)
        if known is None:
            known = {}
            if block >= 0:
                for word in _WORD.findall(self._text, block * _BLOCK, (block + 1) * _BLOCK, timeout=5):
                    for code in self._owners.get(word, ()):
                        known[code] = known.get(code, 0) + 1
            self._blocks[block] = known
        return known

    def _count(self, block: int) -> dict[str, int]:
        """Small words of a block and its neighbours; each block is read once, whoever asks."""
        known = self._around.get(block)
        if known is None:
            known = dict(self._words_of(block))
            for near in (block - 1, block + 1):
                for code, count in self._words_of(near).items():
                    known[code] = known.get(code, 0) + count
            self._around[block] = known
        return known

    def at(self, offset: int, among: tuple[str, ...]) -> str:
        """The language whose small words are most frequent around a folded offset.

        Args:
            offset: a folded offset.
            among: codes of the languages asked about, at least one.
        """
        if len(among) == 1:
            return among[0]
        counts = self._count(offset // _BLOCK)
        return max(among, key=lambda code: (counts.get(code, 0), code == "en"))

    def likely(self, offset: int, among: tuple[str, ...]) -> list[str]:
        """The languages that the small words around a folded offset leave open, the likeliest first.

        Args:
            offset: a folded offset.
            among: codes of the languages asked about, at least one.
        """
        block = offset // _BLOCK
        known = self._likely.get((block, among))
        if known is None:
            counts = self._count(block)
            ordered = sorted(among, key=lambda code: (-counts.get(code, 0), code != "en"))
            best = counts.get(ordered[0], 0)
            known = [c for c in ordered if counts.get(c, 0) >= best - 1 and counts.get(c, 0) * 4 >= best * 3]
            self._likely[block, among] = known
        return known

    def document(self) -> str:
        """The language of the whole text, judged by its beginning, middle and end; "" where none shows."""
        last = len(self._text) // _BLOCK
        totals: dict[str, int] = {}
        for block in {0, 2, last // 3, last // 2, 2 * last // 3, last}:
            for code, count in self._count(block).items():
                totals[code] = totals.get(code, 0) + count
        cjk = sum("\u4e00" <= c <= "\u9fff" for c in self._text[:2000])
        if cjk > 200 or (cjk and cjk * 4 > len(self._text[:2000])):
            return "zh"
        return max(totals, key=lambda code: (totals[code], code)) if totals else ""
