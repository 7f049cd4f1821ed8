"""Find: folded text in, citations out. Literals first, grammar only around the hits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from annotator.find.amendments import amendments
from annotator.find.beside import told_once
from annotator.find.chinese import read_chinese
from annotator.find.constitutions import ConstitutionFinder
from annotator.find.dated import dated
from annotator.find.dates import Dates
from annotator.find.describe import Describer
from annotator.find.french import with_inner
from annotator.find.join import Joiner
from annotator.find.labour import labour_conventions
from annotator.find.language import SmallWords, Tongue
from annotator.find.mention import Citation, Mention
from annotator.find.names import named
from annotator.find.opening import STANDALONE
from annotator.find.ordinals import before_name, with_earlier, with_sentence
from annotator.find.pinpoint import Pinpoint, read_pinpoint
from annotator.find.resolutions import ResolutionFinder
from annotator.find.reworded import reworded_names
from annotator.find.scan import Hit, Scanner, treaty_heads
from annotator.find.shared_heads import names_of_plurals
from annotator.find.titles import title
from annotator.find.tokens import speaks_on
from annotator.find.united import united_names
from annotator.fold import Folded
from annotator.references import References

__all__ = ["Citation", "Finder", "Found", "Mention", "Pinpoint"]

# An ordinal before a unit word: "2nd sentence".
_COUNTED = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|e|°)")
# A word behind a unit word that is no Roman number; in the plainest case it says that no value follows.
_NEXT_WORD = re.compile(r"[ \n]+(?!(?:[ivxlcdm]+)(?!\w))[^\W\d_]{2,}")
_LONGEST_PINPOINT = 1000
# How much of a text shows whose it is, and how long a name of a body is that nobody else bears, in characters.
_SHOWN, _FULL_NAME = 200_000, 9
# Sections and paragraphs this far from any name and any article are nobody's we know, and no such thing leans on them.
_SCOPE = 2000
# Behind these a number may follow: "article n° 5", "articoli da 1 a 5".
_SIGNS = frozenset(("no", "nos", "nr", "nrs", "num", "nums", "number", "numbers", "da", "from", "من", "رقم"))
# "that treaty", "dicha convención": a small letter leans on what was named as well.
_THAT = re.compile(
    r"(?<!\w)(?:that|the[ ]said|es[ea]|dich[oa]|cette|ce|ledit|ladite|ess[ea]|dit[oa]|referid[oa]|citad[oa])[ \n]$"
)
# What a title in no table may be headed by; statutes and charters are as often those of parties and clubs.
_TITLED = frozenset({"convention", "covenant", "treaty", "protocol", "agreement", "pact"})
# "Carta Orgánica", "carta poder": papers that bear the head word and are no treaties.
_OTHER_PAPER = re.compile(
    r"[ \n](?:organic[ao]|poder|abierta|rogatoria|precatoria|compromiso|colectiv[oa]|collective)(?!\w)"
)
# "the Statute of the Court" leans on its context as a whole.
_OF_COURT = re.compile(
    r"[ \n](?:of[ \n]the[ \n]court|de[ \n]la[ \n](?:cour|corte)|da[ \n]corte)(?!\w|[ \n](?:penal|penale))"
)
_OF_THE = re.compile(r"(?<!\w)(?:de[ \n]la|du|de[ \n]ladite|dudit)[ \n]$")
_NOTHING = re.compile(r"[.,;:)]|[ \n](?:susvisee?|precitee?|susmentionnee?)(?!\w)|$")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document.

    `citations` are in order; `aliases` are names the text defines, folded; `language` is a code, "" where none
    shows; `foreign` are the folded offsets of pinpoints that belong to no instrument of ours, `sections` those of them
    that are sections of English statutes; `bodies` are the codes of the bodies the text writes of, with how often.
    """

    citations: tuple[Citation, ...]
    aliases: dict[str, list[Mention]]
    language: str
    foreign: tuple[int, ...]
    sections: frozenset[int] = frozenset()
    bodies: Mapping[str, int] = field(default_factory=dict)


class Finder:
    """Finds citations; built once for a set of tables."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._scanner = Scanner(references)
        self._dates = Dates(references.words)
        self._small = SmallWords(references.words)
        self._resolutions = ResolutionFinder(references, self._dates)
        self._constitutions = ConstitutionFinder(references, self._dates)
        self._describer = Describer(references, self._dates)
        self._joiner = Joiner(references)
        languages = references.words.languages.values()
        self._ordinals = frozenset(form for language in languages for form in language.ordinals)
        cardinals = frozenset(form for language in languages for form in language.cardinals)
        self._numbers = _SIGNS | {form.split(" ")[0] for form in self._ordinals | cardinals}
        self._standing = frozenset(
            form for language in languages for form, unit in language.units.items() if unit.code in STANDALONE
        )
        # Their pinpoints may stand alone; in Chinese the number stands before the word.
        self._articles = {"第"} | {
            form for language in languages for form, unit in language.units.items() if unit.code in ("art", "amend")
        }
        self._unit_starts = frozenset(
            first
            for language in languages
            for first in language.starts
            if (len(first) > 1 and first.isalpha()) or "." in first
        )

    def find(self, folded: Folded, line_start: Callable[[int], bool]) -> Found:
        """Find the citations of a document.

        Args:
            folded: the folded text.
            line_start: tells whether a folded offset opens a line of the original.
        """
        hits = self._scanner.scan(folded)
        tongue = Tongue(folded.text, self._small)
        mentions, aliases = self._mentions(folded, hits, tongue)
        bodies = self._spoken_of(hits)
        units = sorted((hit for hit in hits if hit.kind == "unit"), key=lambda h: (h.start, -h.end))
        del hits  # of a dense text they take as much as the text does
        pinpoints = self._pinpoints(folded, units, tongue, mentions)
        del units
        joined = self._joiner.join(folded, pinpoints, mentions, line_start)
        return Found(joined.citations, aliases, tongue.document(), joined.foreign, joined.sections, bodies)

    def _mentions(
        self, folded: Folded, hits: list[Hit], tongue: Tongue
    ) -> tuple[list[Mention], dict[str, list[Mention]]]:
        """Everything named or leaned on, in the order of the text, and the names that the text itself gives."""
        told = [hit for hit in hits if hit.kind == "name"]
        told += united_names(folded, hits, self._references)
        told += reworded_names(folded, hits, self._references)
        told += names_of_plurals(folded, hits, self._references)
        names, aliases = named(folded, told, self._references, self._dates)
        del told
        named_at = {mention.start for mention in names if any(meaning.strong for meaning in mention.meanings)}
        merged = _merge(
            self._resolutions.find(folded, hits),
            names,
            dated(folded, hits, self._references, self._dates),
            labour_conventions(folded, self._references),
            amendments(folded, hits, self._references),
            self._constitutions.find(folded, hits),
            # "the UN Charter adopted in 1945": where a name begins, what follows describes it no further.
            [mention for mention in self._describer.find(folded, hits) if mention.start not in named_at],
            self._generic(folded, hits, tongue),
        )
        return told_once(folded, merged), aliases

    def _spoken_of(self, hits: list[Hit]) -> dict[str, int]:
        """The codes of the bodies told by their full names where a text shows whose it is, with how often."""
        codes = self._references.bodies
        return Counter(
            codes[hit.word]
            for hit in hits
            if hit.kind == "body" and (len(hit.word) >= _FULL_NAME or hit.word >= "\u2e80") and hit.start < _SHOWN
        )

    def _generic(self, folded: Folded, hits: list[Hit], tongue: Tongue) -> list[Mention]:
        """Head words of treaties that lean on their context ("the Convention"); a capital tells them from others."""
        classes = self._references.head_classes
        found = []
        for hit in treaty_heads(hits, self._references):
            if (
                not folded.cased[hit.start].isupper()
                and hit.languages not in (("ar",), ("zh",))
                and _THAT.search(folded.text, max(0, hit.start - 14), hit.start) is None
                and not ("fr" in hit.languages and _small(folded, hit))
            ):
                continue
            start, end = hit.start, hit.end
            if _OTHER_PAPER.match(folded.text, end) is not None:
                continue
            if folded.text[start - 1 : start] == "《" and folded.text[end : end + 1] == "》":
                start, end = start - 1, end + 1
            language = tongue.at(hit.start, hit.languages)
            titled = classes[hit.word] in _TITLED and not folded.cased[hit.start : hit.end].isupper()
            low, high, known = start, end, False
            if titled:
                low, high, known = title(folded, start, end, language, self._references)
            if classes[hit.word] == "statute":
                court = _OF_COURT.match(folded.text, end)
                high = end = court.end() if court is not None else end
            bare = Mention(start, end, "treaty", "short", "treaty-short", language, head=classes[hit.word], weak=True)
            if (low, high) != (start, end):
                bare = replace(bare, start=low, end=high, form="full", rule="treaty-unknown", weak=not known)
            found.append(bare)
        return found

    def _pinpoints(self, folded: Folded, units: list[Hit], tongue: Tongue, mentions: list[Mention]) -> list[Pinpoint]:
        """Read every pinpoint once, the outermost reading first."""
        starts = [mention.start for mention in mentions]
        found: list[Pinpoint] = []
        done = 0
        text = folded.text
        anchors = sorted((*starts, *(hit.start for hit in units if hit.word in self._articles)))
        ahead = 0
        for hit in units:
            while ahead < len(anchors) and anchors[ahead] < hit.start - _SCOPE:
                ahead += 1
            if hit.start < done or ahead == len(anchors) or anchors[ahead] > hit.start + _SCOPE:
                continue
            inside = bisect_right(starts, hit.start) - 1
            if inside >= 0 and mentions[inside].end > hit.start and not mentions[inside].weak:
                continue
            if hit.languages == ("zh",):
                pin = read_chinese(folded, hit.start, self._references.words["zh"])
            else:
                after = text[hit.end : hit.end + 1]
                if after.isalpha() or not self._announces(text, hit, done):
                    continue
                pin = None
                # Where the words around leave the language open, the one that understands most is right.
                likely = tongue.likely(hit.start, hit.languages)
                for code in (*likely, *(code for code in hit.languages if code not in likely)):
                    if code not in likely and (pin is None or not speaks_on(folded, pin.end, self._unit_starts)):
                        break
                    if pin is not None and pin.end - pin.start > _LONGEST_PINPOINT:
                        break  # nobody cites so much; another language would only read it all again
                    other = self._read(folded, hit, code, done)
                    if other is not None and (pin is None or other.end > pin.end):
                        pin = other
            at = bisect_right(starts, pin.start) if pin is not None else len(mentions)
            if pin is not None and at < len(mentions) and mentions[at].start < pin.end and not mentions[at].weak:
                pin = before_name(folded, pin, mentions[at], self._references.words[pin.language])
            if pin is not None:
                found.append(pin)
                done = pin.end
        return found

    def _announces(self, text: str, hit: Hit, floor: int) -> bool:
        """Whether a value may stand beside a unit word: by far most of them, as in "the article", announce none."""
        if hit.word in self._standing or not text[hit.end + 1 : hit.end + 2].isalpha():
            return True
        behind = _NEXT_WORD.match(text, hit.end)
        if behind is None or behind[0].lstrip(" \n") in self._numbers:
            return True
        before = _word_before(text, floor, hit.start)
        return before[:1].isdigit() or before.split("-")[-1] in self._ordinals or before in self._ordinals

    def _read(self, folded: Folded, hit: Hit, code: str, floor: int) -> Pinpoint | None:
        language = self._references.words[code]
        text = folded.text
        low = max(floor, hit.start - 30)
        word = _word_before(text, low, hit.start)
        counted = word[:1].isdigit() and _COUNTED.fullmatch(word) is not None
        if counted or word in language.ordinals:
            pin = read_pinpoint(folded, hit.start - 1 - len(word), language)
            if pin is not None:
                return with_earlier(folded, pin, language)
        pin = read_pinpoint(folded, hit.start, language)
        if pin is not None and code == "fr" and pin.unit == "art":
            pin = with_inner(folded, pin, low)
        return with_sentence(folded, pin, language, floor) if pin is not None else None


def _word_before(text: str, floor: int, at: int) -> str:
    """The word, hyphens and signs of ordinals with it, that one white space parts from a folded offset."""
    if text[at - 1 : at] not in (" ", "\n"):
        return ""
    start = at - 1
    while start > max(floor, at - 30) and (text[start - 1].isalnum() or text[start - 1] in "-°"):
        start -= 1
    return text[start : at - 1]


def _small(folded: Folded, hit: Hit) -> bool:
    """Whether a head word stands as French codes write it: small, behind "de la" and with nothing behind it."""
    return (
        _OF_THE.search(folded.text, max(0, hit.start - 12), hit.start) is not None
        and _NOTHING.match(folded.text, hit.end) is not None
    )


def _merge(*groups: list[Mention]) -> list[Mention]:
    """One list without overlaps; the longer mention wins, then the earlier group."""
    ranked = [(mention, rank) for rank, group in enumerate(groups) for mention in group]
    ranked.sort(key=lambda pair: (pair[0].start, pair[1]))
    merged: list[Mention] = []
    touching: list[tuple[Mention, int]] = []
    end = 0
    for pair in ranked:
        if pair[0].start >= end:
            merged.extend(_best(touching))
            touching = []
        touching.append(pair)
        end = max(end, pair[0].end)
    return [*merged, *_best(touching)]


def _best(touching: list[tuple[Mention, int]]) -> list[Mention]:
    """Those of some mentions that touch each other which stay, in the order of the text."""
    if len(touching) < 2:
        return [mention for mention, _ in touching]
    touching.sort(
        key=lambda pair: (pair[0].weak and not pair[0].meanings, pair[0].start - pair[0].end, pair[1], pair[0].start)
    )
    chosen: list[Mention] = []
    starts: list[int] = []
    for mention, _ in touching:
        at = bisect_right(starts, mention.start)
        if at > 0 and chosen[at - 1].end > mention.start:
            continue
        if at < len(chosen) and chosen[at].start < mention.end:
            continue
        starts.insert(at, mention.start)
        chosen.insert(at, mention)
    return chosen
