"""What the rooms below say in English, in the reviewer's language.

They know no language of the interface: their sentences are recognised here, and what stands in them is put into the
translated one. A sentence that is not known is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from annotator.web.i18n import _, day, figure
from annotator.web.sentences import EVIDENCE, NOTES, REFUSALS, WARNINGS
from annotator.web.wording import pinpoint, stated

__all__ = ["SENTENCES", "Room", "told"]

Room = Literal["warnings", "evidence", "notes", "refusals"]
SENTENCES: dict[Room, tuple[str, ...]] = {
    "warnings": WARNINGS,
    "evidence": EVIDENCE,
    "notes": NOTES,
    "refusals": REFUSALS,
}
# Values that are sentences of their own, those that are dates, and one that is a part of an instrument.
_SAID = frozenset({"sentence", "what"})
_DATES = frozenset({"date", "written"})
_PART = "part"
# No sentence of the package is longer; a file may hold anything, and is not searched for its sake.
_LONGEST, _MOST_NAMES = 1_000, 12
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")


def told(message: str, room: Room = "refusals") -> str:
    """A sentence of the package in the reviewer's language.

    Args:
        message: the sentence; where it tells of a file, the name of that and ": " may stand before it.
        room: which sentences it may be one of. What people write themselves is never taken for one of another room.

    >>> told("adopted on 1948-12-10, the text says 1949", "warnings")
    'adopted on 10 December 1948, the text says 1949'
    >>> told("note.txt: opened.")
    'note.txt: opened.'
    """
    found = _recognised(message, room)
    if found is None:
        return message
    name, sentence, values = found
    said = _(sentence, **{key: _value(key, value, room) for key, value in values})
    return stated(name, said) if name else said


def _value(key: str, value: str, room: Room) -> str:
    if key in _SAID:
        return told(value, room)
    if key in _DATES:
        return day(value)
    if key == _PART:
        return pinpoint(value.replace(" ", "_"))
    return figure(int(value.replace(",", ""))) if _GROUPED.fullmatch(value) else value


@lru_cache(maxsize=4096)
def _recognised(message: str, room: Room) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    """What a message tells of, the sentence it is, and the values in that."""
    if len(message) > _LONGEST:
        return None
    parts = list(_parted(message))
    for sentence, pattern in _patterns(room):
        for name, rest in parts:
            if found := pattern.fullmatch(rest):
                return name, sentence, tuple(found.groupdict().items())
    return None


def _parted(message: str) -> Iterator[tuple[str, str]]:
    """Each way to read a message as a name and a sentence, the shortest name first; last, without a name."""
    at = 0
    for _number in range(_MOST_NAMES):
        at = message.find(": ", at + 1)
        if at < 1:
            break
        yield message[:at], message[at + 2 :]
    yield "", message


@cache
def _patterns(room: Room) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in SENTENCES[room])


def _pattern(sentence: str) -> str:
    # Every other part is the name of a value.
    parts = re.split(r"\{(\w+)\}", sentence)
    return "".join(f"(?P<{part}>.*?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
