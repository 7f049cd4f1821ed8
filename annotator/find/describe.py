"""Descriptions that single out one instrument without naming it.

    a 1967 UN General Assembly resolution, which states that ...       body and year
    the Security Council's 2000 resolution on women, peace ...         body's year resolution
    résolution de l'Assemblée générale de 1967                         year after
    the 1951 convention on refugees                                    a treaty by year and head word
    convention signée à Schengen le 19 juin 1990                       a treaty by place and date

What they mean is for resolving to say, from body, year, date, place and the words around.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.find.dates import Dates
from annotator.find.governing import COUNCIL
from annotator.find.mention import Mention
from annotator.find.scan import Hit
from annotator.fold import Folded
from annotator.references import References

__all__ = ["Describer"]

_BODIES = frozenset({"GA", "SC", "ECOSOC", "HRC", "CHR"})
_YEAR = r"(?P<year>19[4-9]\d|20[0-4]\d)"
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_UN = r"(?:(?:un|u\.n\.|united[ ]nations)[ ])?"
_BEFORE_EN = re.compile(rf"(?<![\w/(-]){_YEAR}[ ]{_UN}(?P<body>[^\d,.;:()\"]{{2,40}}?)(?:'s)?[ ]$")
_BODY_YEAR_EN = re.compile(rf"{_UN}(?P<body>[a-z ]{{2,40}}?)(?:'s|')?[ ]{_YEAR}[ ]$")
_DAY = re.compile(r"(?<!\d)\d{1,2}[ ][a-z]{3,9}[ ]$")
_AFTER = re.compile(
    rf"""
        [ ](?:adopted[ ])?                                          # "adopted by the General Assembly in 1967"
        (?: by[ ] | of[ ] | de[ ] | del[ ] | da[ ] | do[ ] | de[ ]l' | du[ ]
          | aprobada[ ]por[ ] | adoptee[ ]par[ ] | adotada[ ](?:pela|pelo)[ ] )
        (?:the[ ]|la[ ]|l'|el[ ])?
        (?P<body>[^\d,.;:()\"]{{2,45}}?)
        [ ](?:of[ ]|in[ ]|de[ ]|en[ ]|em[ ]|from[ ]){_YEAR}(?![\d(/-])
      | [ ](?:of|from|de)[ ](?P<year2>19[4-9]\d|20[0-4]\d)          # "of 1967 of the General Assembly"
        [ ](?:of|by|de|da|del|do)[ ]?(?:the[ ]|la[ ]|l')?
        (?P<body2>[^\d,.;:()\"]{{2,45}}?)(?=[ ,.;:)]|$)
    """,
    re.VERBOSE,
)
# Behind "a 1967 resolution".
_BY = re.compile(r"[ ](?:of|by|de|da|del|do)[ ]?(?:the[ ]|la[ ]|l')?(?P<body2>[^\d,.;:()\"]{2,45}?)(?=[ ,.;:)]|$)")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SIGNED = re.compile(
    r"""
        (?:[ ](?:internationale?|internacional|international|multilateral))?
        [ ]
        (?: (?:signed|concluded|adopted|done|made)[ ](?:at|in)
          | signe{1,2}s?[ ]a | faite?[ ]a | conclue?[ ]a
          | firmad[oa][ ]en | suscrit[oa][ ]en | assinad[oa][ ]em | firmata[ ]a
          | de | of | di | von | of[ ]the )
        [ ](?P<place>[^\d,.;:()]{3,30}?),?[ ](?:on[ ]|le[ ]|el[ ]|em[ ]|il[ ])?(?=\d)
    """,
    re.VERBOSE,
)
_KIND = re.compile(r"[ ](?:internationale?|internacional|international)(?!\w)")
_ABOUT = re.compile(
    r"""
    [ ](?:on|about|concerning|regarding|relating[ ]to|sobre|relativ[ao][ ]a|sur|relative[ ]aux?|for|against)
    [ ](?:the[ ]|los[ ]|las[ ]|la[ ]|les[ ]|os[ ]|as[ ])?
    (?P<topic>[^\d.;:()\n]{4,60})
    """,
    re.VERBOSE,
)
_YEAR_BEFORE = re.compile(r"(?<![\w/(.-])(?P<year>1[89]\d{2}|20[0-4]\d)[ ](?:international[ ]|un[ ])?$")


class Describer:
    """Finds descriptions around the words "resolution" and the heads of treaties."""

    def __init__(self, references: References, dates: Dates) -> None:
        self._references = references
        self._dates = dates

    def _topic(self, words: str) -> str:
        """The words of a description as far as treaties use them, at most six, not ending in a small word."""
        taken: list[str] = []
        for word in words.split(" ")[:6]:
            if word.strip(",") not in self._references.vocabulary:
                break
            taken.append(word)
            if word.endswith(","):
                break
        while taken and len(taken[-1].strip(",")) < 4:
            taken.pop()
        return " ".join(taken).rstrip(",")

    def find(self, folded: Folded, hits: Sequence[Hit]) -> list[Mention]:
        """Return descriptive mentions, sorted.

        Args:
            folded: the document.
            hits: the hits of its scan.
        """
        found: list[Mention] = []
        for hit in sorted(hits, key=lambda h: h.start):
            mention = None
            if hit.kind == "resolution" and hit.word not in ("res.", "ris."):
                mention = self._resolution(folded, hit)
            elif hit.kind == "head" and hit.word in self._references.head_classes:
                mention = self._treaty(folded, hit)
            if mention is not None and (not found or mention.start >= found[-1].end):
                found.append(mention)
        return found

    def _body(self, words: str) -> str:
        words = words.strip().removesuffix("'s").removesuffix("'")
        for form in (
            words,
            words.removeprefix("un "),
            words.removeprefix("the "),
            words.removeprefix("united nations "),
        ):
            code = self._references.bodies.get(form)
            if code is not None:
                return code if not code.startswith("X-") and code != COUNCIL else ""
        for tail in (
            " de las naciones unidas",
            " de la onu",
            " des nations unies",
            " de l'onu",
            " das nacoes unidas",
            " da onu",
            " of the united nations",
        ):
            if words.endswith(tail):
                return self._references.bodies.get(words.removesuffix(tail), "")
        return ""

    def _resolution(self, folded: Folded, hit: Hit) -> Mention | None:
        text = folded.text
        if text[hit.end : hit.end + 2].strip(" \n").isdigit():
            return None  # a number names it
        low = max(0, hit.start - 60)
        window = text[low : hit.start].replace("\n", " ")
        dated = _A_YEAR.search(window) is not None
        for pattern in (_BEFORE_EN, _BODY_YEAR_EN) if dated else ():
            found = pattern.search(window)
            # "of 17 December 2018 and all relevant Council resolutions": the date of another one
            if found is not None and " and " not in found["body"] and not _DAY.search(window[: found.start()]):
                body = self._body(found["body"])
                # The lazy body may have swallowed words before it: try its last words.
                start = low + found.start()
                if not body:
                    words = found["body"].split(" ")
                    for cut in range(1, len(words)):
                        body = self._body(" ".join(words[cut:]))
                        if body:
                            start = (
                                low + found.start("body") + len(" ".join(words[:cut])) + 1
                                if pattern is _BODY_YEAR_EN
                                else start
                            )
                            break
                if body in _BODIES:
                    start += 1 if text[start] in " \n" else 0
                    start += 4 if text[start : start + 4] == "the " else 0
                    return Mention(
                        start,
                        hit.end,
                        "resolution",
                        "descriptive",
                        "resolution-described",
                        "en",
                        date=found["year"],
                        body=body,
                    )
        after = _AFTER.match(text, hit.end, hit.end + 110)
        start = hit.start
        if after is None:
            # "a 1967 resolution of the General Assembly"
            before = _YEAR_BEFORE.search(window) if dated else None
            after = _BY.match(text, hit.end, hit.end + 110) if before is not None else None
            start = low + before.start("year") if before is not None else start
        if after is not None:
            groups = after.groupdict()
            body, end = self._body(groups.get("body") or ""), after.end()
            if not body and groups.get("body2"):
                body, end = self._longest_body(text, after.start("body2"))
            if body in _BODIES:
                return Mention(
                    start,
                    end,
                    "resolution",
                    "descriptive",
                    "resolution-described",
                    hit.languages[0] if hit.languages else "",
                    date=groups.get("year") or groups.get("year2") or text[start : start + 4],
                    body=body,
                )
        return None

    def _longest_body(self, text: str, at: int) -> tuple[str, int]:
        """The code of the body with the longest name at a folded offset, "" where there is none, and where it ends."""
        best = ("", at)
        for word in _WORDS.finditer(text, at, at + 60):
            code = self._body(text[at : word.end()].replace("\n", " "))
            if code:
                best = (code, word.end())
        return best

    def _treaty(self, folded: Folded, hit: Hit) -> Mention | None:
        text = folded.text
        head = self._references.head_classes[hit.word]
        language = hit.languages[0] if hit.languages else ""
        signed = _SIGNED.match(text, hit.end, hit.end + 90)
        if signed is not None:
            date = self._dates.read(text, signed.end())
            if date is not None:
                return Mention(
                    hit.start,
                    date.end,
                    "treaty",
                    "descriptive",
                    "treaty-described",
                    language,
                    head=head,
                    date=date.iso,
                    body=signed["place"],
                )
        kind = _KIND.match(text, hit.end)
        tail = self._dates.tail(text, kind.end() if kind is not None else hit.end)
        if tail is not None and len(tail.iso) > 4:
            return Mention(
                hit.start, tail.end, "treaty", "descriptive", "treaty-described", language, head=head, date=tail.iso
            )
        year = _YEAR_BEFORE.search(text[max(0, hit.start - 22) : hit.start])
        if year is not None:
            about = _ABOUT.match(text, hit.end, hit.end + 75)
            if about is not None:
                start = max(0, hit.start - 22) + year.start()
                topic = self._topic(about["topic"])
                if not topic:
                    return None
                end = about.start("topic") + len(topic)
                return Mention(
                    start,
                    end,
                    "treaty",
                    "descriptive",
                    "treaty-described",
                    language,
                    head=head,
                    date=year["year"],
                    body=topic,
                )
        return None
