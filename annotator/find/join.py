"""Join pinpoints and mentions into citations.

A pinpoint belongs to the mention an "of" leads to ("article 4 of the Convention"), else to the
mention right before it ("ICCPR, art. 14", "the Covenant (art. 6)"), else it stands alone. One
that leads to something which is no instrument of ours ("section 5 of the Act") is foreign: no
citation, but a sign that what follows may not be ours either.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from annotator.find.mention import Citation, Mention
from annotator.find.pinpoint import Pinpoint, read_values
from annotator.find.tokens import TIMEOUT, joins, pattern_of
from annotator.fold import Folded
from annotator.references import Language, References

__all__ = ["Joined", "Joiner"]

_THE = r"(?:the|la|el|lo|los|las|le|les|il|lo|gli|o|os|as|der|die|das|dem|den|des)"
_TO_PINPOINT = regex.compile(
    r"""(?P<open>[ \n]?\([ ]?(?:see[ ]|cf\.[ ]|ver[ ]|vid\.[ ]|voir[ ]|(?:in[ ])?particular(?:ly)?[ ]|en[ ]particular[ ](?:el[ ]|los[ ])?|notamment[ ]|especially[ ]|e\.g\.,?[ ])?)
      | (?P<comma>(?:[ ]\((?=[^()\n]{0,40}\d)[^()\n]{6,45}\))?[ \n]?[,:][ \n](?:and[ ])?(?:(?:more[ ])?(?:especially|specifically|particularly|notably|namely|in[ ]particular|at|under|in|su|sus|en[ ]particular|en[ ]especial|especialmente|en[ ]su|en[ ]sus|notamment|en[ ]particulier|em[ ]especial|especialmente|em[ ]seu|em[ ]seus|insbesondere|in[ ]particolare|no[ ]seu|nos[ ]seus)[ \n])*(?:in[ ]|en[ ]|el[ ]|la[ ]|los[ ]|las[ ]|the[ ]|les[ ]|l'|le[ ]|o[ ]|os[ ]|em[ ]|son[ ]|ses[ ])?)
      | (?P<space>[ ])
      | (?P<tight>)
    """,
    regex.VERBOSE,
)
_SHORT_CODE = regex.compile(
    r"[ \n](?:of[ \n]the[ \n]|do[ \n]|da[ \n]|del[ \n]|de[ \n]la[ \n]|du[ \n])?(?P<code>[^\W\d_][\w.-]{1,9})"
)
_CLAUSE = regex.compile(r"[.;:!?\n][ \n]")
_LONGEST_GAP, _CONNECTOR = 70, 16


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining gives: citations in order, and the folded offsets where foreign pinpoints stand."""

    citations: tuple[Citation, ...]
    foreign: tuple[int, ...]


class Joiner:
    """Joins the mentions and pinpoints of one document after the other."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._statutes = {
            code: regex.compile(rf"(?<!\w)(?:{pattern_of(language.statutes)})(?!\w)")
            for code, language in references.words.languages.items()
            if language.statutes
        }

    @staticmethod
    @lru_cache(maxsize=32)
    def _to_mention(language: Language) -> regex.Pattern[str]:
        """What leads from a pinpoint to its instrument in a language; `said` keeps a word such as "present"."""
        forms = pattern_of(language.connectors["of"])
        said = pattern_of(language.connectors["said"])
        bare = r"|[ \n]?" if "" in language.connectors["of"] else ""
        return regex.compile(
            rf""",?[ \n](?:{pattern_of(language.connectors["both"])}[ \n])?(?P<of>{forms})(?:(?<=')|[ \n])(?:{_THE}[ \n]|l')?(?:(?P<said>{said})[ \n])*(?:above[ \n])?["'«\[]?
                | [ \n]["'«\[]? | [,][ \n](?:{_THE}[ \n]|l')? | (?P<after>[ \n](?:{forms})[ \n]?["'])
                {bare}""",
            regex.VERBOSE,
        )

    def join(
        self,
        folded: Folded,
        pinpoints: Sequence[Pinpoint],
        mentions: Sequence[Mention],
        line_start: Callable[[int], bool],
    ) -> Joined:
        """Join what was read.

        Args:
            folded: the document.
            pinpoints: sorted, not overlapping.
            mentions: sorted, not overlapping.
            line_start: tells whether a folded offset opens a line of the original.

        Returns:
            Citations sorted by start that do not overlap, and the places of foreign pinpoints.
        """
        text = folded.text
        starts = [mention.start for mention in mentions]
        ends = [mention.end for mention in mentions]
        taken: dict[int, list[Pinpoint]] = {}
        spans: dict[int, tuple[int, int]] = {}
        said: dict[int, str] = {}
        alone: list[Citation] = []
        foreign: list[int] = []
        for pin in pinpoints:
            inside = bisect_right(starts, pin.start) - 1
            if inside >= 0 and ends[inside] > pin.start:
                continue
            language = self._references.words[pin.language]
            at = bisect_left(starts, pin.end)
            if at < len(mentions) and mentions[at].start - pin.end <= _LONGEST_GAP and at not in spans:
                word = self._leads(text, pin, mentions[at], language)
                listed = text[pin.end : mentions[at].start].strip() == ","
                previous = bisect_right(ends, pin.start) - 1
                if listed and previous >= 0 and self._follows(text, mentions[previous], pin, spans.get(previous)):
                    word = None  # "ICCPR, art. 14, CAT, art. 3": each article stands behind its treaty
                if word is not None:
                    taken.setdefault(at, []).append(pin)
                    end = mentions[at].end
                    if "[" in text[pin.end : mentions[at].start] and text[end : end + 1] == "]":
                        end += 1
                    spans[at] = (pin.start, end)
                    said[at] = word
                    continue
            adjective = self._constitutional(text, pin, language)
            if adjective is not None:
                mention = Mention(
                    pin.end,
                    adjective,
                    "constitution",
                    "short",
                    "constitution-adjective",
                    pin.language,
                    head="constitution",
                    weak=True,
                )
                alone.append(Citation(pin.start, adjective, mention, (pin,)))
                continue
            before = bisect_right(ends, pin.start) - 1
            lead = self._to_mention(language).match(text, pin.end, timeout=TIMEOUT)
            # "..., Article 50 § 6 of the Slovakian Constitution" belongs to what follows, known or not.
            onward = lead is not None and lead["of"] and not text.startswith("which", lead.end())
            if not onward and before >= 0 and (before not in spans or spans[before][1] <= pin.start):
                close = self._follows(text, mentions[before], pin, spans.get(before))
                if close is not None:
                    start = spans.get(before, (mentions[before].start, 0))[0]
                    taken.setdefault(before, []).append(pin)
                    spans[before] = (start, close)
                    said.setdefault(before, "")
                    continue
            if before >= 0 and before in spans and joins(folded, spans[before][1], pin.start, language):
                # "Article 14 of the Convention in conjunction with Article 8": the instrument is named once for both.
                taken[before].append(pin)
                spans[before] = (spans[before][0], pin.end)
                continue
            if self._of_constitution(text, pin, language):
                alone.append(
                    Citation(
                        pin.start,
                        pin.end,
                        Mention(
                            pin.start,
                            pin.start,
                            "constitution",
                            "bare",
                            "constitution-adjective",
                            pin.language,
                            head="constitution",
                            weak=True,
                        ),
                        (pin,),
                    )
                )
                continue
            if self._is_heading(folded, pin, line_start):
                continue
            if self._is_foreign(folded, pin, language):
                foreign.append(pin.start)
                continue
            same = self._same_text(text, pin.end, language)
            alone.append(Citation(pin.start, same or pin.end, None, (pin,)))
        citations = alone
        for at, mention in enumerate(mentions):
            if at in taken:
                start, end = spans[at]
                if text[start - 7 : start] == "common ":
                    start -= 7
                citations.append(Citation(start, end, replace(mention, said=said[at]), tuple(taken[at])))
                continue
            shared = self._shared_tail(folded, mention, spans.get(at - 1, (0, ends[at - 1]))[1] if at else 0)
            if shared is not None:
                citations.append(Citation(shared.start, mention.end, mention, (shared,)))
            elif not mention.weak or (mention.meanings and " " in text[mention.start : mention.end]):
                citations.append(Citation(mention.start, mention.end, mention))
        return Joined(tuple(_settle(citations)), tuple(foreign))

    def _leads(self, text: str, pin: Pinpoint, mention: Mention, language: Language) -> str | None:
        """The "said" word (or "") where the gap leads from the pinpoint to the mention, else None."""
        found = self._to_mention(language).fullmatch(text, pin.end, mention.start, timeout=TIMEOUT)
        if found is None and mention.start - pin.end <= _CONNECTOR:
            # A short text may not show its language; then whatever language connects the two is right.
            for code in dict.fromkeys((mention.language, *self._references.words.languages)):
                if code in self._references.words.languages and code != pin.language:
                    pattern = self._to_mention(self._references.words[code])
                    found = pattern.fullmatch(text, pin.end, mention.start, timeout=TIMEOUT)
                    if found is not None:
                        break
        if found is None:
            return None
        gap = text[pin.end : mention.start]
        if gap.strip(" \n\"'«[") == "" and gap and not (mention.form == "full" or mention.rule == "constitution-short"):
            return None
        if "," in gap and not found["of"] and (gap.strip() != "," or mention.form != "full" or text[pin.start] == "§"):
            # "article 5, Cost." is one citation; "article 5, the Court" and a list of articles and treaties are not.
            return None
        return (found["said"] or "").replace("\n", " ")

    def _follows(self, text: str, mention: Mention, pin: Pinpoint, span: tuple[int, int] | None) -> int | None:
        """Where the citation ends if the pinpoint follows the mention directly, else None."""
        if mention.kind == "resolution" and pin.unit in ("art",) and mention.form != "full":
            return None
        end = span[1] if span is not None else mention.end
        if text[end : end + 1] in ("]", '"', "»") and end < pin.start:
            end += 1
        found = _TO_PINPOINT.fullmatch(text, end, pin.start, timeout=TIMEOUT)
        if found is None:
            return None
        if found["open"] is not None:
            close = text.find(")", pin.end, pin.end + 3)
            return close + 1 if close != -1 and not text[pin.end : close].strip() else None
        if mention.form == "short":
            return None
        return pin.end

    def _constitutional(self, text: str, pin: Pinpoint, language: Language) -> int | None:
        """The end of "constitucional" behind a pinpoint, if it stands there."""
        for form in language.constitutional:
            if (
                text.startswith(form, pin.end + 1)
                and text[pin.end] in " \n"
                and not text[pin.end + 1 + len(form) : pin.end + 2 + len(form)].isalpha()
            ):
                return pin.end + 1 + len(form)
        return None

    @staticmethod
    def _of_constitution(text: str, pin: Pinpoint, language: Language) -> bool:
        """Whether the words before say that constitutional provisions follow ("dispositivos constitucionais (arts. ...)")."""
        window = text[max(0, pin.start - 60) : pin.start]
        if not window.rstrip(" ").endswith(("(", ":")):
            return False
        return any(form in window.split(".")[-1].split(" ") for form in language.constitutional)

    def _is_heading(self, folded: Folded, pin: Pinpoint, line_start: Callable[[int], bool]) -> bool:
        """Whether the pinpoint heads an article of the text's own ("Article 7." at the start of a line)."""
        if not line_start(pin.start):
            return False
        after = folded.cased[pin.end : pin.end + 4]
        return (
            not after.strip(" ")
            or after[0] in ".:-\n°"
            or after[:2] in (" -", ".-")
            or (after[0] == " " and after[1:2].isupper())
            or line_start(min(pin.end + 1, len(folded.text) - 1))
        )

    def _is_foreign(self, folded: Folded, pin: Pinpoint, language: Language) -> bool:
        """Whether the pinpoint leads to something that is no mention: a statute, a code, a contract."""
        text = folded.text
        lead = self._to_mention(language).match(text, pin.end, timeout=TIMEOUT)
        if self._same_text(text, pin.end, language):
            return False
        if lead is not None and lead.end() > pin.end and lead["of"]:
            return True
        code = _SHORT_CODE.match(text, pin.end, timeout=TIMEOUT)
        if code is not None and sum(c.isupper() for c in folded.cased[code.start("code") : code.end("code")]) >= 2:
            return True
        statutes = self._statutes.get(pin.language)
        if statutes is None:
            return False
        window = text[max(0, pin.start - 120) : pin.start]
        for stop in _CLAUSE.finditer(window, timeout=TIMEOUT):
            window_start = stop.end()
        window = window[window_start:] if "window_start" in locals() else window
        return statutes.search(window, timeout=TIMEOUT) is not None and window.rstrip().endswith((",", "(", "-"))

    @staticmethod
    @lru_cache(maxsize=32)
    def _anaphora(language: Language) -> regex.Pattern[str]:
        """What leads back from a pinpoint to the instrument cited last ("of the same instrument")."""
        forms, words = pattern_of(language.connectors["of"]), pattern_of(language.anaphora)
        return regex.compile(rf",?[ \n](?:{forms})[ \n](?:{_THE}[ \n])?(?:{words})(?!\w)" if words else r"(?!)")

    def _same_text(self, text: str, at: int, language: Language) -> int:
        """The end of "of the same instrument" and its like at `at`, or 0."""
        found = self._anaphora(language).match(text, at, timeout=TIMEOUT)
        return found.end() if found is not None else 0

    def _shared_tail(self, folded: Folded, mention: Mention, floor: int) -> Pinpoint | None:
        """Bare values before a mention whose unit word stands with the one before: "... and 37 of the Convention"."""
        text = folded.text
        low = max(floor, mention.start - 90)
        window = text[low : mention.start]
        if not any(c.isdigit() for c in window):
            return None
        codes = (mention.language,) if mention.language in self._references.words.languages else ()
        for code in dict.fromkeys((*codes, "en", "es", "fr", "pt", "it")):
            language = self._references.words[code]
            for found in regex.finditer(
                r"(?:^|[ ,])[ ]?(?:and|y|e|et|ed|ou|or)[ ](?=\d)|(?<=,[ ])(?=\d)", window, timeout=TIMEOUT
            ):
                pin = read_values(folded, low + found.end(), language)
                if pin is None or pin.end > mention.start:
                    continue
                lead = self._to_mention(language).fullmatch(text, pin.end, mention.start, timeout=TIMEOUT)
                if lead is None or not lead[0].strip(" \n\"'"):
                    continue
                near = text[max(0, low + found.start() - 220) : low + found.end()]
                if regex.search(
                    r"(?<!\w)(?:arts?\.|art\(s\)\.|artt\.|articles?|articulos?|artigos?|articol[oi])",
                    near,
                    timeout=TIMEOUT,
                ):
                    return pin
        return None


def _settle(citations: list[Citation]) -> list[Citation]:
    """Sort and drop what overlaps an earlier or wider citation."""
    kept: list[Citation] = []
    for citation in sorted(citations, key=lambda c: (c.start, -c.end)):
        if kept and citation.start < kept[-1].end:
            if citation.end > kept[-1].end and kept[-1].mention is None:
                kept[-1] = citation
            continue
        kept.append(citation)
    return kept
