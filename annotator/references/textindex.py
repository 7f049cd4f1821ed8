"""A small index of short texts that forgives typing errors, missing accents and unfinished words.

Plain Python: words to the texts that hold them, letter groups to words. Built once, asked in milliseconds.

>>> index = TextIndex(["Convention on Territorial Asylum", "Convención sobre Asilo Diplomático", "世界人权宣言"])
>>> [best.text for best in index.find("teritorial asilum")][:1]
[0]
>>> [best.text for best in index.find("人权宣言")], [best.text for best in index.find("asilo diplomatico")][:1]
([2], [1])
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

__all__ = ["Match", "TextIndex", "flat", "words"]

WORD = re.compile(r"[\u4e00-\u9fff]+|[^\W_\u4e00-\u9fff]+")
MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+")  # accents and Arabic vowel signs
INITIALS = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
FOLDED = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "’": " ", "'": " "})
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
ARABIC_PREFIX = re.compile(r"^(?:وال|بال|لل|ال)(?=\w{2,})")

FEW = 250
"""How many texts are looked at closely for one query."""
COMMON = 2500
"""A word in more texts than this does not bring texts up, it only tells those found by other words apart."""
SHORT, LONG = 4, 7
"""A word of up to 3 letters must be right, one of 4 to 6 may hold one error, a longer one two."""
ROMAN = {str(number): roman for number, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"), 1)}
"""People type "salt 2" where the table has "SALT II", and the other way round."""
NUMBERED = ROMAN | {roman: number for number, roman in ROMAN.items()}
LIKELY = 60
"""How many words that share letter groups with an unknown one are compared with it letter by letter."""
SIMILAR, BEGUN = 0.75, 0.8
"""What a word counts that is only similar, or that only begins with what was typed."""


@dataclass(frozen=True, slots=True)
class Match:
    """A text and how well it answers: `covered` is the share of the query it holds, `exact` its own share asked for."""

    text: int
    covered: float
    exact: float
    missing: tuple[str, ...]


def flat(text: str) -> str:
    """Text without case, accents, initials' dots and Arabic spelling variants.

    >>> flat("U.N. Déclaration"), flat("Straße"), flat("إعلان")
    ('un declaration', 'strasse', 'اعلان')
    """
    text = INITIALS.sub(lambda match: match[0].replace(".", ""), text.casefold()).translate(FOLDED)
    if text.isascii():
        return text
    return MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(ARABIC)


def words(text: str) -> list[str]:
    """The words of a flat text; Chinese, which has no blanks, in pairs of characters.

    >>> words("asylum (1967)"), words("人权宣言"), words("الاعلان العالمي")
    (['asylum', '1967'], ['人权', '权宣', '宣言'], ['اعلان', 'عالمي'])
    """
    found: list[str] = []
    for word in WORD.findall(text):
        if "\u4e00" <= word[0] <= "\u9fff":
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        elif "\u0600" <= word[0] <= "\u06ff":
            found.append(ARABIC_PREFIX.sub("", word))
        else:
            found.append(word)
    return found


class TextIndex:
    """Texts by their words. Texts are named by their place in the sequence given."""

    def __init__(self, texts: Sequence[str]) -> None:
        lines = flat("\n".join(text.replace("\n", " ") for text in texts)).split("\n")
        one: dict[str, str] = {}  # each word kept once, however many texts hold it
        self._held = [tuple(one.setdefault(word, word) for word in dict.fromkeys(words(line))) for line in lines]
        holders: dict[str, list[int]] = defaultdict(list)
        for place, held in enumerate(self._held):
            for word in held:
                holders[word].append(place)
        self._holders = dict(holders)
        top = math.log(1 + len(texts)) or 1.0
        self._weights = {word: math.log(1 + len(texts) / len(places)) / top for word, places in holders.items()}
        self._sorted = sorted(self._holders)
        self._groups: dict[tuple[str, int], list[str]] = defaultdict(list)  # filled at the first unknown word

    def held(self, text: int) -> tuple[str, ...]:
        """The words of one text, each once."""
        return self._held[text]

    def weight(self, word: str) -> float:
        """How telling a word is, from near 0 (in every text) to 1 (in one, or in none)."""
        return self._weights.get(word, 1.0)

    def find(self, query: str, few: int = FEW) -> list[Match]:
        """Texts that hold words of the query, best first."""
        asked = list(dict.fromkeys(words(flat(query))))
        meant = {word: self._meant(word) for word in asked}
        weights = {word: self._query_weight(word, meant[word]) for word in asked}
        total = sum(weights.values())
        if not total:
            return []
        found: dict[int, float] = defaultdict(float)
        by_count = sorted(asked, key=lambda word: sum(len(self._holders[other]) for other in meant[word]))
        for word in by_count:
            count = sum(len(self._holders[other]) for other in meant[word])
            if count > COMMON and found:
                break
            best: dict[int, float] = {}
            for other, quality in meant[word].items():
                for place in self._holders[other]:
                    if quality > best.get(place, 0.0):
                        best[place] = quality
            for place, quality in best.items():
                found[place] += quality * weights[word]
        close = nlargest(few, found.items(), key=lambda item: (item[1], -len(self._held[item[0]])))
        matches = [self._match(place, asked, meant, weights, total) for place, _ in close]
        return sorted(matches, key=lambda match: (-match.covered - match.exact / 4, match.text))

    def _query_weight(self, word: str, meant: dict[str, float]) -> float:
        return min((self.weight(other) for other in meant), default=0.7)

    def _match(
        self, place: int, asked: list[str], meant: dict[str, dict[str, float]], weights: dict[str, float], total: float
    ) -> Match:
        held = set(self._held[place])
        covered, used, missing = 0.0, set(), []
        for word in asked:
            there = [(quality, other) for other, quality in meant[word].items() if other in held]
            quality, other = max(there, default=(0.0, ""))
            if other:
                covered += quality * weights[word]
                used.add(other)
            else:
                missing.append(word)
        whole = sum(map(self._weights.__getitem__, held))
        exact = sum(map(self._weights.__getitem__, used)) / whole if whole else 0.0
        return Match(place, covered / total, exact, tuple(missing))

    def _meant(self, word: str) -> dict[str, float]:
        """The words of the index a typed word may mean, with what each counts."""
        meant = {word: 1.0} if word in self._holders else {}
        for other in (f"{word}s", word.removesuffix("s"), word.removesuffix("es"), NUMBERED.get(word, word)):
            if other in self._holders:
                meant.setdefault(other, 0.95)
        if len(word) >= SHORT:
            for other in self._begun(word):
                meant.setdefault(other, BEGUN)
        if word not in self._holders and len(word) >= SHORT and not word.isdigit():
            for other in self._similar(word):
                meant.setdefault(other, SIMILAR)
        return meant

    def _begun(self, word: str) -> Iterable[str]:
        place = bisect_left(self._sorted, word)
        end = min(place + 40, len(self._sorted))
        while place < end and self._sorted[place].startswith(word):
            yield self._sorted[place]
            place += 1

    def _similar(self, word: str) -> list[str]:
        errors = 1 if len(word) < LONG else 2
        if not self._groups:
            for other in self._sorted:
                for group in _letter_groups(other):
                    self._groups[group, len(other)].append(other)
        lengths = range(len(word) - errors, len(word) + errors + 1)
        keys = [(group, length) for group in _letter_groups(word) for length in lengths]
        shared = Counter(other for key in keys for other in self._groups.get(key, ()))
        likely = (other for other, _ in shared.most_common(LIKELY))
        return [other for other in likely if _apart(word, other, errors) <= errors]


def _letter_groups(word: str) -> set[str]:
    """The pairs of neighbouring letters of a word, its ends included; an error spoils two or three of them."""
    padded = f" {word} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def _apart(one: str, two: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours that lead from one word to the other; stops above `most`.

    >>> _apart("teritorial", "territorial", 2), _apart("asylmu", "asylum", 1), _apart("cat", "convention", 1)
    (1, 1, 2)
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(two, 1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if last and j > 1 and left == two[j - 2] and one[i - 2] == right:
                step = min(step, last[j - 2] + 1)
            row.append(step)
        if min(row) > most:
            return most + 1
    return row[-1]
