"""Ordinals before the unit they share, and units before a name that holds one itself.

les dixième et onzième alinéas du Préambule de 1946      pream__subpara_10 pream__subpara_11
the first and third paragraphs of article 4              art_4__para_1 art_4__para_3
"""

from __future__ import annotations

from dataclasses import replace

import regex

from annotator.find.ending import leads_on
from annotator.find.mention import Mention
from annotator.find.pinpoint import Pinpoint
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.pinpoints import Path, Step
from annotator.references import Language

__all__ = ["before_name", "with_earlier"]

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
