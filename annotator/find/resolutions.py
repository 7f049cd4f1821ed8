"""Resolutions: official symbols, and the numbers that stand beside the word "resolution".

    S/RES/1325(2000)                                   a symbol, in any spelling
    Security Council resolutions 242 (1967) and 338 (1973)      one mention each
    resolución 2312 (XXII) de la Asamblea General      the body belongs to the mention it stands beside
    第49/75 E号决议                                     Chinese puts the number first
    ..., in particular 1591 (2005), 1651 (2005)        a list that goes on after the word

Look-alikes of other bodies ("Resolution 1325 (2003) of the Parliamentary Assembly") are no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import regex

from annotator.find.chinese_resolutions import ChineseReader, number_before, opens_number
from annotator.find.dates import Dates
from annotator.find.governing import COUNCIL, Governing, plain_bodies, stands_alone, united_after, united_before
from annotator.find.mention import Mention
from annotator.find.resolution_numbers import (
    MARKS,
    Number,
    NumberReader,
    is_ours,
    numbered,
    plain_symbol,
    symbols_of,
)
from annotator.find.scan import ABBREVIATED, Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.fold.table import FOOTNOTE
from annotator.references import References
from annotator.symbols import parse_number, parse_symbol

__all__ = ["ResolutionFinder"]

# What leads from a number to the body behind it; the mark of a footnote may stand first.
_OF = regex.compile(
    MARKS
    + r"""
    ,?[ ]
    (?: of[ \n]the[ \n] | adopted[ \n]by[ \n]the[ \n] | of[ \n]
      | de[ \n]la[ \n] | del[ \n] | de[ \n]l' | du[ \n] | da[ \n] | do[ \n]
      | der[ \n] | des[ \n] | dell' | della[ \n] | de[ \n] | من[ \n]
    )?
    """,
    regex.VERBOSE,
)
_INSIDE = regex.compile(r"[ \n](?:de[ \n]la[ \n]|du[ \n]|del[ \n]|de[ \n]l')?")
# A shorter name of the Security Council ("SC") is as often another body's.
_SHORT_NAME = 4
# Symbols stand between the numbers of a list that goes on; a list has no more numbers than this.
_MOST_INSIDE = 100
_SPEAKER = regex.compile(r",[ \n](?:the|el|la|le|o|a|il|l'|der|die)?[ \n]?")
# The year is looked for first: brackets are rarer than digits.
_BRACKETED_YEAR = re.compile(r"\((?P<year>19[4-9]\d|20[0-4]\d)\)")
_NUMBER_BEFORE = re.compile(r"(?<![\d/(.,-])(?P<number>\d{2,4})[ \n]?$")
_SYMBOL = regex.compile(
    r"""[aest][ ]?/[ ]?(?:hrc[ ]?/[ ]?|cn\.4[ ]?/[ ]?(?:sub\.2[ ]?/[ ]?)?)?(?:res|prst|dec)[ ]?[./]?[ ]?
        (?:\d{1,4}[ ]?[a-z]?[ ]?\([ ]?(?:e?s-)?[ivxl\d]{1,7}[ ]?\)(?:[ ]?\[?[a-z]\]?(?![\w']))?
          |(?:e?s-)?[\divx]{1,4}[ ]?/[ ]?\d{1,4}(?:[ ]?[a-z](?![\w']))?|\d{1,4}(?:[ ]?\[?[a-z]\]?(?![\w']))?)""",
    regex.VERBOSE,
)


def _tells_number(item: Number) -> bool:
    """Whether a number behind a body alone is that of a resolution: "UNSC 2334", not "UNSC 15" or "UNSC 2016"."""
    return not item.plain or (len(item.number) > 2 and not 1945 <= int(item.number) <= 2045)


class ResolutionFinder:
    """Finds mentions of resolutions around the hits of the scan."""

    def __init__(self, references: References, dates: Dates) -> None:
        self._references = references
        self._dates = dates
        self._numbers = NumberReader(dates)
        self._council_years = {number: int(id[-5:-1]) for number, id in references.council_resolutions.items()}
        self._chinese = ChineseReader(references, dates, self._council_years)

    def find(self, folded: Folded, hits: Sequence[Hit]) -> list[Mention]:
        """Return the mentions of resolutions, sorted, none overlapping.

        Args:
            folded: the document.
            hits: the hits of its scan.
        """
        bodies = plain_bodies(folded, hits, self._references.bodies)
        governing = Governing(folded.text, bodies, self._references.bodies)
        starts = {hit.start: hit for hit in sorted(bodies, key=lambda h: h.end)}
        ends = {hit.end: hit for hit in sorted(bodies, key=lambda h: -h.start)}
        found: list[Mention] = []
        bare: list[tuple[Hit, Number]] = []
        done = 0
        seen = False
        openers = [hit for hit in hits if hit.kind in ("resolution", "symbol")]
        openers.extend(hit for hit in hits if hit.word == "第" and folded.text[hit.end : hit.end + 1].isascii())
        openers.extend(hit for hit in bodies if opens_number(folded.text, hit.end))
        for hit in sorted(openers, key=lambda h: (h.start, -h.end)):
            inside = hit.start < done and any(m.start <= hit.start < m.end for m in found[-_MOST_INSIDE:])
            if inside or (hit.start < done and hit.kind != "symbol"):
                continue
            if hit.kind == "symbol":
                mention = self._symbol(folded, hit)
                new = [mention] if mention else []
            elif hit.kind == "body":
                new = self._chinese.read(folded, hit.end, ends, governing, found[-1] if found else None)
            elif hit.word == "第":
                new = self._chinese.read(folded, hit.start, ends, governing, found[-1] if found else None)
            elif hit.word.startswith("号"):
                at = number_before(folded.text, hit.start)
                new = self._chinese.read(folded, at, ends, governing, found[-1] if found else None)
            else:
                new = self._prose(folded, hit, starts, ends, governing, bare)
                seen = seen or hit.languages != ("zh",)
            if new:
                found.extend(new)
                done = max(done, new[-1].end)
        if seen:
            cited = any(symbol.startswith("S/RES/") for mention in found for symbol in mention.symbols)
            spoken = (hit.word for hit in bodies if self._references.bodies.get(hit.word) == "SC")
            if cited or any(len(word) > _SHORT_NAME for word in spoken):
                found.extend(self._stray(folded.text, found))
        found.extend(self._told_elsewhere(bare, found))
        return sorted(found, key=lambda m: m.start)

    def _told_elsewhere(self, bare: list[tuple[Hit, Number]], found: list[Mention]) -> list[Mention]:
        """Numbers with neither body nor year that the same text cites with its year: "resolution 1612 (2005)".

        Args:
            bare: words with the numbers behind them.
            found: the resolutions found.
        """
        cited = {symbol for mention in found for symbol in mention.symbols[:1] if symbol.startswith("S/RES/")}
        told = []
        for hit, item in bare:
            symbol = f"S/RES/{item.number}({self._council_years.get(int(item.number))})"
            if symbol in cited:
                base = Mention(hit.start, item.end, "resolution", "full", "resolution-plain", symbols=(symbol,))
                told.append(replace(base, date=item.date, body="SC"))
        return told

    def _symbol(self, folded: Folded, hit: Hit) -> Mention | None:
        match = _SYMBOL.match(folded.text, hit.start, timeout=TIMEOUT)
        if match is None:
            return None
        symbol = parse_symbol(match[0])
        if symbol is None or symbol.kind == "DEC":
            return None
        if symbol.body == "SC" and symbol.kind == "RES" and symbol.year is None:
            # "S/RES/1325": the number alone tells the resolution, and with it its year.
            symbol = replace(symbol, year=self._council_years.get(symbol.number))
        return Mention(
            match.start(), match.end(), "resolution", "full", "symbol", symbols=(str(symbol),), body=symbol.body
        )

    def _prose(
        self,
        folded: Folded,
        hit: Hit,
        starts: dict[int, Hit],
        ends: dict[int, Hit],
        governing: Governing,
        bare: list[tuple[Hit, Number]],
    ) -> list[Mention]:
        """The resolutions behind a word; numbers that nothing tells whose they are go to `bare`."""
        text = folded.text
        united = united_before(text, hit.start)
        before = self._body_before(text, hit.start, ends)
        if (text[hit.start - 1 : hit.start] in ("/", "-") and united is None and before is None) or (
            hit.word in ("res.", "ris.") and text[hit.end : hit.end + 1].isalpha()
        ):
            return []
        at = hit.end
        lead = _INSIDE.match(text, at, timeout=TIMEOUT)
        inside = starts.get(lead.end()) if lead is not None else None
        body_hit = before
        if inside is not None and before is None:
            body_hit, at = inside, inside.end
        items = self._numbers.read(folded, at)
        if not items or (hit.word in self._references.bodies and not _tells_number(items[0])):
            return []
        after = _OF.match(text, items[-1].end, timeout=TIMEOUT)
        trailing = starts.get(after.end()) if after is not None else None
        joined = after is not None and bool(after[0].strip(" \n," + FOOTNOTE))
        led = joined or (after is not None and hit.languages in (("ru",), ("ar",)))
        trailing_of = trailing if led else None
        owner = body_hit or trailing_of
        code = self._references.bodies.get(owner.word, "") if owner is not None else ""
        code = ABBREVIATED.get(hit.word, code)
        if not code and united is None:
            code = self._adopter(governing, hit, items) or self._speaker(text, items[-1].end, starts)
        if code == COUNCIL:
            code = governing.council(items[0].number) or COUNCIL
        if code and not is_ours(code):
            return []
        # A clause of adoption behind a comma tells the body and is not part of the citation.
        clause = after is not None and after[0].lstrip(FOOTNOTE).startswith(",") and "adopt" in after[0]
        spoken = governing.spoken
        alone = not owner and bool(spoken) and not (joined and trailing is None) and items[0].plain
        alone = alone and stands_alone(folded, hit.start)
        mentions = []
        opened = before.start if before is not None else united if united is not None else hit.start
        for n, item in enumerate(items):
            start = item.start if n else opened
            end = item.end
            if n == len(items) - 1 and trailing_of is not None and code and not clause:
                end = trailing_of.end
                tail = self._dates.joined(text, end) if not item.date else None
                if tail is not None:
                    item, end = replace(item, date=tail.iso), tail.end
            if n == 0 and text[item.start - 1] == "(":
                return []
            mention = self._mention(start, end, item, code, hit)
            if mention is None and item.plain:
                mention = self._united(text, start, end, item, united if n == 0 else None)
            if mention is None and item.plain and alone:
                mention = self._plain(start, end, item, spoken)
            if mention is not None:
                mentions.append(mention)
        lone = not mentions and not code and len(items) == 1 and items[0].plain and not (joined and trailing is None)
        if lone and stands_alone(folded, hit.start):
            bare.append((hit, items[0]))
        if mentions and not items[-1].plain and "/" in items[-1].number:
            mentions.extend(self._behind_subject(folded, hit, mentions[-1].end, code))
        return mentions

    def _behind_subject(self, folded: Folded, hit: Hit, at: int, code: str) -> list[Mention]:
        """What a list goes on with behind the title or subject of one: "65/1, entitled "Keeping ...", and 68/309".

        Only what stands in the table of resolutions counts, of the date told if one is.
        """
        found: list[Mention] = []
        for items in self._numbers.behind(folded, at):
            for item in items:
                mention = self._mention(item.start, item.end, item, code, hit)
                symbols = mention.symbols if mention is not None else ()
                known = [row.date for symbol in symbols if (row := self._references.instrument(symbol)) is not None]
                if mention is None or not any(not date or date[:4] == (item.date or date)[:4] for date in known):
                    return found
                found.append(mention)
        return found

    def _adopter(self, governing: Governing, hit: Hit, items: Sequence[Number]) -> str:
        """The code of the body that the sentence lets adopt these numbers; "" where none, or where a year denies it."""
        code = self._references.bodies.get(governing.adopter(hit.start), "")
        if code == COUNCIL:
            return governing.council(items[0].number)
        if items[0].plain or is_ours(code):
            return code if items[0].plain else ""
        instruments = self._references.instruments
        known = any(symbol in instruments for item in items for symbol in symbols_of(item.number, None))
        return "" if known else code

    def _united(self, text: str, start: int, end: int, item: Number, united: int | None) -> Mention | None:
        """A plain number with the organization beside it ("UN resolution 1441") or its year ("resolution 242 of 1967").

        The Council's is meant unless the Assembly's alone is known by a name ("UN resolution 181").
        """
        number, year = int(item.number), item.date[:4]
        council = self._council_years.get(number)
        after = united_after(text, end)
        if united is None and after is None:
            if council is None or year != str(council):
                return None
            symbols: tuple[str, ...] = (f"S/RES/{number}({council})",)
        else:
            names = self._references.names_of
            ranked = [f"S/RES/{number}({council})"] if council is not None else []
            assembly = parse_number(item.number, "GA")
            if assembly is not None:
                first = str(assembly) in names and not (ranked and ranked[0] in names)
                ranked.insert(0 if first or (year and year != str(council)) else len(ranked), str(assembly))
            symbols = tuple(ranked)
        if not symbols:
            return None
        start = united if united is not None else start
        return Mention(start, after or end, "resolution", "full", "resolution-number", symbols=symbols, date=item.date)

    def _speaker(self, text: str, at: int, starts: dict[int, Hit]) -> str:
        """The code of the body that speaks behind numbers ("In resolution 1973, the Security Council ...")."""
        found = _SPEAKER.match(text, at, timeout=TIMEOUT)
        hit = starts.get(found.end()) if found is not None else None
        code = self._references.bodies.get(hit.word, "") if hit is not None else ""
        return code if is_ours(code) else ""

    def _plain(self, start: int, end: int, item: Number, spoken: set[str]) -> Mention | None:
        """A number alone, in a text that speaks of the body."""
        symbol = plain_symbol(item.number, item.date[:4], spoken, self._council_years)
        if not symbol:
            return None
        return Mention(start, end, "resolution", "full", "resolution-plain", symbols=(symbol,), date=item.date)

    def _body_before(self, text: str, at: int, ends: dict[int, Hit]) -> Hit | None:
        """The body that stands right before the word, possessive or not."""
        for back in (1, 3, 2):
            hit = ends.get(at - back)
            if hit is not None and text[at - back : at] in (" ", "\n", "-", "'s ", "' "):
                return hit
        return None

    def _mention(self, start: int, end: int, item: Number, code: str, hit: Hit) -> Mention | None:
        language = hit.languages[0] if hit.languages else ""
        base = Mention(start, end, "resolution", "full", "resolution-number", language, date=item.date, body=code)
        if item.plain:
            number = int(item.number)
            if code == "SC" and number in self._council_years:
                return replace(base, symbols=(f"S/RES/{number}({self._council_years[number]})",))
            symbol = parse_number(item.number, "GA") if code == "GA" else None
            return replace(base, symbols=(str(symbol),)) if symbol is not None else None
        return numbered(base, item.number, code)

    def _stray(self, text: str, found: list[Mention]) -> list[Mention]:
        """Council numbers with their year in a text that cites the Council, where no word stands beside them."""
        taken = sorted((m.start, m.end) for m in found)
        extra = []
        at = 0
        for bracket in _BRACKETED_YEAR.finditer(text):
            before = _NUMBER_BEFORE.search(text, max(0, bracket.start() - 6), bracket.start())
            if before is None:
                continue
            while at < len(taken) and taken[at][1] <= before.start():
                at += 1
            if at < len(taken) and taken[at][0] < bracket.end():
                continue
            number, year = int(before["number"]), int(bracket["year"])
            if self._council_years.get(number) == year:
                extra.append(
                    Mention(
                        before.start(),
                        bracket.end(),
                        "resolution",
                        "full",
                        "resolution-stray",
                        symbols=(f"S/RES/{number}({year})",),
                        body="SC",
                    )
                )
        return extra
