"""Ordinals before the unit they share, and units before a name that holds one itself.

les dixième et onzième alinéas du Préambule de 1946      pream__subpara_10 pream__subpara_11
the first and third paragraphs of article 4              art_4__para_1 art_4__para_3
the first sentence of article 4                          art_4__sent_1
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from annotator.find.ending import leads_on
from annotator.find.mention import Mention
from annotator.find.pinpoint import Pinpoint, read_pinpoint
from annotator.find.tokens import TIMEOUT, pattern_of
from annotator.fold import Folded
from annotator.pinpoints import Path, Step
from annotator.references import Language

__all__ = ["before_name", "with_earlier", "with_sentence"]

_SENTENCES, _LONGEST_SENTENCE = 6, 50
_EARLIER = regex.compile(
    r"(?:(?<!\w)(?P<word>[^\W\d_]+|\d{1,2}(?:er|e|°|st|nd|rd|th))(?:,[ ]|,?[ ](?:et|and|y|e|und)[ ])){1,4}$"
)


def with_earlier(folded: Folded, pin: Pinpoint, language: Language) -> Pinpoint:
    """Add the ordinals that stand before the first one of a pinpoint and share its unit.

    Args:
        folded: the document.
        pin: a pinpoint that opens with an ordinal.
        language: whose number words count.
    """
    found = _EARLIER.search(folded.text, max(0, pin.start - 60), pin.start, timeout=TIMEOUT)
    if found is None or len(pin.paths) != 1:
        return pin
    steps = pin.paths[0].steps
    values, start = [], pin.start
    for word, at in reversed(list(zip(found.captures("word"), found.starts("word"), strict=True))):
        digits = word.rstrip("°abcdefghijklmnopqrstuvwxyz")
        number = str(language.ordinals.get(word, "")) or (digits if digits.isdigit() else "")
        if not number:
            break
        values.append(number)
        start = at
    # The innermost step is the one that the ordinals count.
    earlier = [Path((*steps[:-1], Step(steps[-1].unit, value))) for value in reversed(values)]
    return replace(pin, start=start, paths=tuple(dict.fromkeys((*earlier, *pin.paths))))


@lru_cache(maxsize=32)
def _sentence_of(language: Language) -> regex.Pattern[str]:
    """What tells one of the first sentences of the unit behind it: "the first sentence of"."""
    ordinals = tuple(form for form, number in language.ordinals.items() if number <= _SENTENCES)
    sentences = tuple(form for form, unit in language.units.items() if unit.code == "sent")
    if not ordinals or not sentences:
        return regex.compile(r"(?!)")
    return regex.compile(
        rf"(?<!\w)(?:{pattern_of(ordinals)})[ ](?:{pattern_of(sentences)}),?[ ]"
        rf"(?:{pattern_of(language.connectors['of'])})(?:(?<=')|[ ])$"
    )


def with_sentence(folded: Folded, pin: Pinpoint, language: Language, floor: int) -> Pinpoint:
    """The pinpoint with the sentence told before it; "sentence" is no unit that texts are searched for.

    Args:
        folded: the document.
        pin: a pinpoint.
        language: whose words count.
        floor: folded offset before which nothing is looked for.
    """
    low = max(floor, pin.start - _LONGEST_SENTENCE)
    found = _sentence_of(language).search(folded.text, low, pin.start, timeout=TIMEOUT)
    wider = read_pinpoint(folded, found.start(), language) if found is not None else None
    return wider if wider is not None and wider.end >= pin.end else pin


def before_name(folded: Folded, pin: Pinpoint, mention: Mention, language: Language) -> Pinpoint | None:
    """The part of a pinpoint before a name whose own unit it read too ("alinéa 11 du | Préambule de 1946").

    Args:
        folded: the document.
        pin: the pinpoint.
        mention: a name with paths of its own that starts inside the pinpoint.
        language: whose words lead to a name.

    Returns:
        None where nothing is left; the pinpoint as it was where no word leads to the name.
    """
    window = folded.text[pin.start : mention.start]
    found = leads_on(language).finditer(window, timeout=TIMEOUT)
    leads = [lead.start() for lead in found if lead.end() == len(window)]
    if not leads:
        return pin
    # A name that is itself a unit in the table says so; one that only begins with the word leaves it to the pinpoint.
    cut = 1 if mention.paths else 0
    paths = tuple(Path(path.steps[cut:]) for path in pin.paths if len(path.steps) > cut)
    if len(paths) != len(pin.paths):
        return None
    return replace(pin, end=pin.start + leads[0], paths=paths, unit=paths[0].steps[0].unit)
