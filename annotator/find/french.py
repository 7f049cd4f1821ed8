"""French statutes count inside an article without words: "iii du 2 de l'article 1er", "le 2° du I de l'article 5"."""

from __future__ import annotations

import regex

from annotator.find.pinpoint import Pinpoint
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.numerals import roman
from annotator.pinpoints import Path, Step

__all__ = ["with_inner"]

_INNER = regex.compile(r"(?<!\w)(?:(?P<value>[ivx]{1,5}|\d{1,2}°?|[a-h])\)?[ ](?:du|de[ ]la|de[ ]l')[ ]?)+$")


def with_inner(folded: Folded, pin: Pinpoint, low: int) -> Pinpoint:
    """Add the wordless inner units that stand before a French pinpoint.

    Args:
        folded: the document.
        pin: a pinpoint that opens with "article".
        low: how far back to look, a folded offset.
    """
    found = _INNER.search(folded.text, low, pin.start, timeout=TIMEOUT)
    if found is None or len(pin.paths) != 1:
        return pin
    start = found.start()
    # The elided article of "de l'article" stands between the last "de" and the pinpoint.
    steps = list(pin.paths[0].steps)
    for value in reversed(found.captures("value")):
        plain = value.rstrip("°")
        number = roman(plain.upper())
        if plain.isdigit():
            steps.append(Step("para" if len(steps) == 1 else "point", plain))
        elif number is not None and (len(steps) > 1 or len(plain) > 1 or plain == "i"):
            steps.append(Step("subpara" if len(steps) > 1 else "para", str(number)))
        else:
            steps.append(Step("point", plain))
    return Pinpoint(start, pin.end, (Path(tuple(steps)),), pin.language, pin.unit)
