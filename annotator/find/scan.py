"""One pass over the folded text for every literal that can start something.

An Aho-Corasick automaton over how the names of the tables open and over the words of the languages gives all
overlapping hits; a hit counts where the whole name follows and stands at word boundaries. Leftmost-longest matching
would lose a short name inside a longer one that fails at its boundary, so it is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

import ahocorasick_rs

from annotator.find.borders import borders
from annotator.fold import Folded
from annotator.references import NameEntry, References

__all__ = ["ABBREVIATED", "Hit", "Scanner", "treaty_heads"]

HitKind = Literal["name", "unit", "head", "plural", "resolution", "symbol", "body"]
_SYMBOL_STARTS = (
    "a/res",
    "s/res",
    "e/res",
    "a / res",
    "s / res",
    "e / res",
    "a/hrc/res",
    "a/hrc/prst",
    "s/prst",
    "e/cn.4/res",
    "t/res",
    "a/dec",
)
_HEADS: tuple[tuple[HitKind, str], ...] = (("head", "constitution"), ("head", "treaty"), ("resolution", "resolution"))
# Body and "resolution" in one abbreviation -> the code of the body.
ABBREVIATED = {
    "a.g. res": "GA",
    "g.a. res": "GA",
    "ga res": "GA",
    "hrc res": "HRC",
    "rcsnu": "SC",
    "s.c. res": "SC",
    "sc res": "SC",
    "sicherheitsratsresolution": "SC",
    "sicherheitsratsresolutionen": "SC",
    "unga res": "GA",
    "unsc": "SC",
    "unsc res": "SC",
    "unscr": "SC",
    "unscrs": "SC",
}
_LONG_NAME, _LONG_WORD = 12, 3
# A text is scanned in stretches, so that what the automaton gives, most of it inside words, never is much at once.
_STRETCH = 1 << 16


class Hit(NamedTuple):
    """A literal found in the folded text: `word` as folded, the `languages` that have it, the `entry` of a name."""

    kind: HitKind
    start: int
    end: int
    word: str
    languages: tuple[str, ...] = ()
    entry: NameEntry | None = None


def treaty_heads(hits: Iterable[Hit], references: References) -> Iterator[Hit]:
    """The hits of generic words of treaties, those of constitutions left out.

    Args:
        hits: of a scan.
        references: for the words.
    """
    return (hit for hit in hits if hit.kind == "head" and hit.word in references.head_classes)


def _noted(text: str, end: int, name: str) -> bool:
    """Whether the number of a footnote, its height lost, is glued to a long name: "Charta der Vereinten Nationen1"."""
    if len(name) < _LONG_NAME or not text[end : end + 1].isdigit() or not text[end - 1].isalpha():
        return False
    behind = end + 2 if text[end + 1 : end + 2].isdigit() else end + 1
    return not text[behind : behind + 1].isalnum()


def _glued(text: str, end: int, word: str) -> bool:
    """Whether a number is glued to a word that calls for one: "Art140 Abs1 B-VG", "резолюции2042 (2012)"."""
    return len(word) >= _LONG_WORD and text[end : end + 1].isdigit() and word.isalpha()


class Scanner:
    """The automaton over all literals; built once for a set of tables."""

    def __init__(self, references: References) -> None:
        words: dict[tuple[HitKind, str], set[str]] = {}
        for language in references.words.languages.values():
            # A Chinese unit follows its number, so 第 before the number opens the pinpoint.
            for form, unit in language.units.items() if language.code != "zh" else ():
                # A lone "s" ends every possessive; joining looks for it before a constitution.
                if (unit.code not in ("sent", "title") or unit.many) and form not in ("s", "ss"):
                    words.setdefault(("unit", form), set()).add(language.code)
            for kind, group in _HEADS:
                for form in language.heads[group]:
                    words.setdefault((kind, form), set()).add(language.code)
            for form in language.plurals:
                words.setdefault(("plural", form), set()).add(language.code)
        for form in ABBREVIATED:
            words.setdefault(("resolution", form), set()).add("en")
        for opener in ("第", "附件", "序言"):
            words[("unit", opener)] = {"zh"}
        for form in _SYMBOL_STARTS:
            words[("symbol", form)] = set()
        for body in references.bodies:
            words.setdefault(("body", body), set())
        meant: dict[str, list[tuple[HitKind, tuple[str, ...]]]] = {}
        for (kind, form), languages in words.items():
            meant.setdefault(form, []).append((kind, tuple(sorted(languages))))
        self._openings = references.names.openings
        self._forms = list(dict.fromkeys((*self._openings, *meant)))
        self._longest = max(references.names.longest, *map(len, meant))
        # By the place of the form: what it is as a word, and the names it opens, None until it is met.
        self._meant = [meant.get(form, ()) for form in self._forms]
        self._opened: list[tuple[NameEntry, ...] | None] = [
            None if form in self._openings else () for form in self._forms
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._forms, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def scan(self, folded: Folded) -> list[Hit]:
        """Return all hits of a folded text that stand at word boundaries, in the order of their ends."""
        return sorted(self._bounded(folded.text), key=itemgetter(2, 1))

    def _bounded(self, text: str) -> Iterator[Hit]:
        """Every literal at word boundaries, in no order."""
        forms, meant, opened = self._forms, self._meant, self._opened
        for base in range(0, len(text), _STRETCH):
            # Two characters before and one behind tell whether what stands at the edges is a whole word.
            low = max(0, base - 2)
            piece = text[low : base + _STRETCH + self._longest + 1]
            starts, ends = borders(piece)
            inside, stop = base - low, base - low + _STRETCH
            # Many texts come with a blank line after every line, so a name may go on behind one.
            flat = piece.replace("\n", " ")
            for index, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True):
                if not starts[start] or not inside <= start < stop:
                    continue
                entries = opened[index]
                if entries is None:
                    entries = opened[index] = self._openings[forms[index]]
                for entry in entries:
                    last = start + len(entry.folded)
                    if flat.startswith(entry.folded, start) and (ends[last] or _noted(flat, last, entry.folded)):
                        yield Hit("name", start + low, last + low, entry.folded, (), entry)
                if meant[index] and (ends[end] or _glued(flat, end, forms[index])):
                    for kind, languages in meant[index]:
                        yield Hit(kind, start + low, end + low, forms[index], languages)
