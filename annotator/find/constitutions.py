"""Constitutions named by a rule: the head word and a country's name or adjective beside it.

    the Mexican Constitution            adjective before
    Constitution of the Republic of X   country after
    Constitución de 1993 del Perú       year between
    Verfassung der Schweiz, 中国宪法     the habits of the language

A head word with no country beside it leans on its context; it is a mention only together with
a pinpoint, which joining decides. A head followed by a phrase of the false friends is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick_rs
import regex

from annotator.find.borders import bounded
from annotator.find.dates import Dates
from annotator.find.mention import Mention
from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.model import Form
from annotator.references import References

__all__ = ["ConstitutionFinder"]

# What may stand between the head word and its country: "Constitución Política del Perú".
_KIND = regex.compile(
    r"""
    [ \n]
    (?: politica | federal | nacional | national | politique | federale | del[ \n]estado | do[ \n]estado
      | vigente | actual | bolivariana | plurinacional | provisional | interim | de[ \n]la[ \n]nacion )
    (?!\w)
    """,
    regex.VERBOSE,
)
# What leads from the head word to the name of its country; the empty one where a language needs no word.
_OF = regex.compile(
    r"""
    [ \n]?
    (?: (?:of|for)[ \n](?:the[ \n])?
      | de[ \n](?:la[ \n]|los[ \n]|las[ \n]|el[ \n])? | del[ \n]
      | du[ \n] | des[ \n] | de[ \n]l' | d'
      | da[ \n] | do[ \n] | dos[ \n] | das[ \n]
      | della[ \n] | dello[ \n] | dell' | degli[ \n] | di[ \n]
      | der[ \n] | von[ \n] | fur[ \n](?:die[ \n]|das[ \n]|den[ \n])?
      | )
    """,
    regex.VERBOSE,
)
# "Constituição da República" where no country follows: the words belong to the title.
_REPUBLIC = regex.compile(
    r"""
    [ \n]
    (?: da[ \n]republica | de[ \n]la[ \n]republica | della[ \n]repubblica | de[ \n]la[ \n]nacion )
    (?!\w|[ \n](?:del?|do|da|of|du)(?!\w))
    """,
    regex.VERBOSE,
)
_WORD_AFTER = regex.compile(r"[ \n](?P<word>[^\W\d_]+)")
# The word before the head, which may be a country's adjective: "the Mexican Federal Constitution".
_WORD_BEFORE = regex.compile(
    r"""
    (?P<word>[^\W\d_]+(?:[-'][^\W\d_]+)*)[ \n]
    (?:(?P<year>1[789]\d{2}|20\d{2})[ \n])?                # "Japan's 1947 Constitution"
    (?:
        (?: federal | national | political | state | former | provisional | interim | current | amended | new
          | politischen? | federale )
        [ \n]
    )?$
    """,
    regex.VERBOSE,
)
_NAME = regex.compile(r"[^\W\d_]+(?:[-'.][^\W\d_]+)*\.?")
_NAME_GOES_ON = regex.compile(r"[ \n](?:'|\()?[^\W\d_]+(?:[-'.][^\W\d_]+)*\.?\)?")
_WORDS = regex.compile(r"(?:(?<!\w)[^\W\d_]+(?:[-.][^\W\d_]*)*[ \n]){1,4}[^\W\d_]+(?:'s|')?$")
_LONGEST_NAME = 50
# "the Constitution of Japan's Article 9", "South Africa's 1996 Constitution"
_OWNS = regex.compile(r"'s?$")
_YEAR_BEFORE = regex.compile(r"(?<![\w/.-])(?P<year>1[789]\d{2}|20\d{2})[ ]$")
# A text that is still to come is no constitution.
_DRAFT = regex.compile(
    r"(?<!\w)(?:a[ ]new|new[ ]draft|draft|proposed|una[ ]nueva|une[ ]nouvelle|uma[ ]nova|una[ ]nuova)[ ]$"
)
_YEAR_INSIDE = regex.compile(r"(?<!\w)(?P<year>1[789]\d{2}|20\d{2})[ \n]")
_YEAR_ARABIC = regex.compile(r"[ \n]?(?:(?:عام|سنه)[ ])?(?P<year>(?:18|19|20)\d{2})(?![\d/])")  # دستور 1962
_YEAR_BRACKET = regex.compile(r"[ \n]\((?P<year>1[789]\d{2}|20\d{2})\)")
# "the Constitution of India 1950"
_YEAR_BEHIND = regex.compile(r"[ ](?P<year>1[789]\d{2}|20\d{2})(?![\w/-]|\.\d)")
_MOST_WORDS = 9
_OF_THE = regex.compile(r"(?<!\w)(?:of[ \n]the|de[ \n]la|da|della)[ \n]$")


def _told_of(text: str, at: int) -> bool:
    """Whether "of the" leads to a word with a small letter, as in the press: "article 15 of the constitution"."""
    return _OF_THE.search(text, max(0, at - 8), at, timeout=TIMEOUT) is not None


class ConstitutionFinder:
    """Finds constitutions around the head words of the scan."""

    def __init__(self, references: References, dates: Dates) -> None:
        self._references = references
        self._dates = dates
        languages = references.words.languages.values()
        self._heads = {head for language in languages for head in language.heads["constitution"]}
        self._false_friends = ahocorasick_rs.AhoCorasick(list(references.false_friends), store_patterns=False)
        self._first_words = {name.split(" ")[0] for name in references.countries}

    def find(self, folded: Folded, hits: Sequence[Hit]) -> list[Mention]:
        """Return named constitutions and bare head words (those have no places), sorted.

        Args:
            folded: the document.
            hits: the hits of its scan.
        """
        found: list[Mention] = []
        done = 0
        for hit in sorted(
            (h for h in hits if h.kind == "head" and h.word in self._heads), key=lambda h: (h.start, -h.end)
        ):
            if hit.start < done:
                continue
            mention = self._chinese(folded, hit) if hit.languages == ("zh",) else self._read(folded, hit)
            if mention is not None:
                found.append(mention)
                done = mention.end
        return found

    def _country_at(self, text: str, at: int) -> tuple[int, frozenset[str]] | None:
        """The longest country name that starts at `at`: its end and the codes it may mean."""
        first = _NAME.match(text, at, timeout=TIMEOUT)
        if first is None:
            return None
        owner = _OWNS.sub("", first[0], timeout=TIMEOUT)
        if not self._first_words & {first[0], first[0].rstrip("."), owner}:
            return None
        end = first.end()
        best: tuple[int, frozenset[str]] | None = None
        for _ in range(_MOST_WORDS):
            owns = _OWNS.search(text, at, end, timeout=TIMEOUT)
            for stop in (end, end - 1, owns.start() if owns is not None else end):
                codes = self._references.countries.get(text[at:stop].replace("\n", " "))
                if codes is not None and not text[stop : stop + 1].isalpha():
                    best = (stop, codes)
                    break
            more = _NAME_GOES_ON.match(text[end : end + 40], timeout=TIMEOUT)
            if more is None:
                break
            end += more.end()
        return best

    def _false(self, text: str, hit: Hit) -> bool:
        start = max(0, hit.start - 60)
        around = text[start : hit.end + 80].replace("\n", " ")
        return any(
            start + at < hit.end and start + end > hit.start and bounded(text, start + at, start + end)
            for _, at, end in self._false_friends.find_matches_as_indexes(around, overlapping=True)
        )

    def _read(self, folded: Folded, hit: Hit) -> Mention | None:
        text = folded.text
        language = hit.languages[0] if hit.languages else ""
        if (
            self._false(text, hit)
            or _DRAFT.search(text, max(0, hit.start - 16), hit.start, timeout=TIMEOUT) is not None
        ):
            return None
        start, end = hit.start, hit.end
        places: frozenset[str] = frozenset()
        date = ""
        for _ in range(3):
            kind = _KIND.match(text, end, timeout=TIMEOUT)
            if kind is None:
                break
            end = kind.end()
        for _ in range(3):
            tail = self._dates.tail(text, end)
            if tail is not None and not date:
                date, end = tail.iso, tail.end
                continue
            if not places:
                reached = self._after(folded, end)
                if reached is not None:
                    end, places = reached
                    continue
            bracket = _YEAR_BRACKET.match(text[end : end + 8], timeout=TIMEOUT)
            if bracket is not None and not date:
                date, end = bracket["year"], end + bracket.end()
                continue
            behind = None
            if not date and language == "ar":
                behind = _YEAR_ARABIC.match(text, end, timeout=TIMEOUT)
            elif not date and places:
                behind = _YEAR_BEHIND.match(text, end, timeout=TIMEOUT)
            if behind is not None and (language == "ar" or self._is_of(places, int(behind["year"]))):
                date, end = behind["year"], behind.end()
                continue
            break
        owner = self._before(folded, start, language) if not places else None
        if owner is not None:
            start, places = owner
            inside = _YEAR_INSIDE.search(text, start, hit.start, timeout=TIMEOUT)
            date = date or (inside["year"] if inside is not None else "")
        year = _YEAR_BEFORE.search(text[max(0, start - 7) : start], timeout=TIMEOUT)
        if year is not None and not date:
            date, start = year["year"], start - 5
        # "Constitución Política", "Constituição da República" are titles; the country stands elsewhere in the text.
        republic = _REPUBLIC.match(text, end, timeout=TIMEOUT) if not places else None
        if republic is not None:
            end = republic.end()
        titled = not places and not date and end > hit.end
        small = not folded.cased[hit.start].isupper() and language not in ("ar", "zh", "ru")
        if not places and small and (date or titled or not _told_of(text, hit.start)):
            return None
        form: Form = "full" if places or date or titled else "short"
        return Mention(
            start,
            end,
            "constitution",
            form,
            f"constitution-{'named' if places else 'dated' if date else 'short'}",
            language,
            places=tuple(sorted(places)),
            head="constitution",
            date=date,
            weak=form == "short",
        )

    def _is_of(self, places: frozenset[str], year: int) -> bool:
        """Whether a constitution of some countries was adopted in a year, or the year before."""
        rows = (row for place in places for row in self._references.constitutions_of(place))
        return any(row.year is not None and row.year <= year <= row.year + 1 for row in rows)

    def _before(self, folded: Folded, at: int, language: str) -> tuple[int, frozenset[str]] | None:
        """A country before the head at `at`: an adjective of one or two words, or a possessive ("Japan's")."""
        text = folded.text
        if language not in ("de", "ru") and folded.cased[max(0, at - 40) : at].islower():
            return None  # in other languages adjectives of countries and their names have capitals
        before = _WORD_BEFORE.search(text[max(0, at - 40) : at], timeout=TIMEOUT)
        if before is None:
            return None
        word_at = at - len(before[0])
        word_end = word_at + len(before["word"])
        # "São Tomé and Príncipe Constitution", "Trinidad and Tobago's 1976 Constitution"
        several = _WORDS.search(text, max(0, word_end - _LONGEST_NAME), word_end, timeout=TIMEOUT)
        words = several[0].replace("\n", " ").split(" ") if several is not None else []
        longest = (" ".join(words[-count:]) for count in range(len(words), 1, -1))
        forms = [(form, word_end - len(form)) for form in longest]
        for form, start in (*forms, (before["word"], word_at)):
            owner = form.removesuffix("'s").removesuffix("'")
            codes = self._references.adjectives.get(owner)
            if codes is None and folded.cased[start : start + 1].isupper():
                codes = self._references.countries.get(owner)
            if codes is not None and (folded.cased[start].isupper() or language in ("de", "ru")):
                return start, codes
        return None

    def _after(self, folded: Folded, at: int) -> tuple[int, frozenset[str]] | None:
        """A country after the head: "of X", or an adjective right behind it ("Constitución mexicana")."""
        text = folded.text
        of = _OF.match(text, at, timeout=TIMEOUT)
        if of is not None and of.end() > at:
            reached = self._country_at(text, of.end())
            if reached is not None and (folded.cased[of.end()].isupper() or not text[of.end()].isascii()):
                return reached
        if text[at : at + 1] in (" ", "\n"):
            reached = self._country_at(text, at + 1)
            if reached is not None and not text[at + 1].isascii():
                return reached
            word = _WORD_AFTER.match(text, at, timeout=TIMEOUT)
            if word is not None and (codes := self._references.adjectives.get(word["word"])) is not None:
                return word.end(), codes
        return None

    def _chinese(self, folded: Folded, hit: Hit) -> Mention | None:
        """Chinese and Japanese texts put the country right before the head."""
        text = folded.text
        if self._false(text, hit):
            return None
        start, end = hit.start, hit.end
        places: frozenset[str] = frozenset()
        for size in range(min(12, hit.start), 1, -1):
            codes = self._references.countries.get(text[hit.start - size : hit.start])
            if codes is not None:
                start, places = hit.start - size, codes
                break
        if text[start - 1 : start] == "《" and text[end : end + 1] == "》":
            start, end = start - 1, end + 1
        form: Form = "full" if places else "short"
        return Mention(
            start,
            end,
            "constitution",
            form,
            "constitution-named" if places else "constitution-short",
            "zh",
            places=tuple(sorted(places)),
            head="constitution",
            weak=not places,
        )
