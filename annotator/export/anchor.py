"""Where an annotation from elsewhere stands in a text: for sure, or not at all.

>>> anchor("See art. 4 and art. 4 again.", Anchor("art. 4", 4, 10))
(4, 10)
>>> anchor("See art. 4 and art. 4 again.", Anchor("art. 4", suffix=" again"))
(15, 21)
>>> anchor("See art. 4 and art. 4 again.", Anchor("art. 4"))
'its words stand at 2 places of the text'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Anchor", "anchor", "code_points"]


_ENOUGH = 16
"""Code points on one side that tell a place for sure, where the words stand nowhere else."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a file tells of a place: the words, offsets in code points, and the words before and after.

    Blank words and missing offsets say nothing.
    """

    quote: str = ""
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""


def anchor(text: str, told: Anchor) -> tuple[int, int] | str:
    """The start and end of a place in code points, or why it has none for sure.

    A position counts where the words stand there and, if they stand elsewhere too, between the words told. Otherwise
    the words have to stand between the words told at one place only; words alone, at one place of the whole text. Where
    they stand at one place only, the words on one side are enough if they are many. A place that only looks like the
    one meant is never taken.

    Args:
        text: the text.
        told: what is known of the place.
    """
    if told.start is not None and told.end is not None:
        inside = 0 <= told.start < told.end <= len(text)
        if not told.quote:
            return (told.start, told.end) if inside else f"{told.start} to {told.end} is no stretch of the text"
        if inside and text[told.start : told.end] == told.quote and _is_it(text, told.start, told):
            return told.start, told.end
    if not told.quote:
        return "neither its words nor its offsets are told"
    places = list(_places(text, told.quote))
    between = [place for place in places if _between(text, place, told)]
    if len(between) == 1:
        return between[0], between[0] + len(told.quote)
    if not places:
        return "its words do not stand in the text"
    if not between and len(places) == 1 and _half(text, places[0], told):
        return places[0], places[0] + len(told.quote)
    if not between:
        return "its words stand in the text, but not between the words that were before and after"
    return f"its words stand at {len(between)} places of the text"


def code_points(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets in UTF-16 code units, as JavaScript counts, in code points; None where they split a character.

    >>> code_points("😀 art. 4", 3, 9)
    (2, 8)
    >>> code_points("😀 art. 4", 1, 9) is None
    True
    """
    if not 0 <= start <= end:
        return None
    encoded = text.encode("utf-16-le", "surrogatepass")
    try:
        before = len(encoded[: 2 * start].decode("utf-16-le"))
        return before, before + len(encoded[2 * start : 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError:
        return None


def _is_it(text: str, start: int, told: Anchor) -> bool:
    """Whether the words at `start` are the ones meant: between the words told, or the only ones of the text."""
    return _between(text, start, told) or next(_others(text, told.quote, start), None) is None


def _between(text: str, start: int, told: Anchor) -> bool:
    end = start + len(told.quote)
    return text.endswith(told.prefix, 0, start) and text.startswith(told.suffix, end)


def _half(text: str, start: int, told: Anchor) -> bool:
    """Whether enough words on one side are those told: somebody wrote on the other side."""
    before = len(told.prefix) >= _ENOUGH and text.endswith(told.prefix, 0, start)
    return before or (len(told.suffix) >= _ENOUGH and text.startswith(told.suffix, start + len(told.quote)))


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _others(text: str, quote: str, start: int) -> Iterator[int]:
    return (place for place in _places(text, quote) if place != start)
