"""What the rooms below say in English, in the reviewer's language.

They know no language of the interface: their sentences are recognised here, and what stands in them is put into the
translated one. A sentence that is not known is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache

from annotator.web.i18n import N_, _

__all__ = ["MESSAGES", "told"]

MESSAGES = (
    # What looks wrong with a citation.
    N_("no resolution with this number is known, and none can be expected"),
    N_("the text does not tell which instrument is meant"),
    N_("the number belongs to {instrument}, not to the year or session written here"),
    N_("{number} instruments fit: {names}"),
    N_("the constitution of {date} is no longer in force"),
    N_("adopted on {date}, the text says {written}"),
    N_("concluded in {year}, the text says {written}"),
    N_("article {article} is cited, but the instrument as far as known ends with {last}"),
    N_("article {article} is cited, but the instrument ends with {last}"),
    # Why a decision was refused.
    N_("The selection does not lie in this text: select again."),
    N_("Only white space is selected: select the words of the citation."),
    N_("This overlaps the citation “{quote}”: correct or reject that one first."),
    N_("There is no candidate {number} for “{quote}”."),
    N_("There is nothing to undo."),
    N_("There is nothing to redo."),
    N_("This citation is not in the document any more."),
    N_("{word} is no kind of citation: choose {words}."),
    N_("“{path}” is no pinpoint: write it like art_6__para_1."),
    N_("This {action} carries no annotations."),
    N_("This citation was changed meanwhile: look at it again."),
    N_("This citation is not in the document."),
    N_("This document was changed in another window: look at it again."),
    # What became of a file.
    N_("{name}: the file is empty: choose a file with text in it"),
    N_("{name}: there is no file in this archive: choose another"),
    N_("{name}: there is only white space: choose a text with words in it"),
    N_("{name}: going on after 1 decision."),
    N_("{name}: going on after {number} decisions."),
    N_("{name}: known already, going on after 1 decision."),
    N_("{name}: known already, going on after {number} decisions."),
    N_("{name}: known already."),
    N_("{name}: opened."),
)


def told(message: str) -> str:
    """A sentence of the package in the reviewer's language.

    >>> told("adopted on 1948-12-10, the text says 1949")
    'adopted on 1948-12-10, the text says 1949'
    """
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(message):
            return _(sentence, **found.groupdict())
    return message


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in MESSAGES)


def _pattern(sentence: str) -> str:
    # Every other part is the name of a value.
    parts = re.split(r"\{(\w+)\}", sentence)
    return "".join(f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
