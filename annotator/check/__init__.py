"""Check: what looks wrong with a citation, as warnings a reviewer can act on.

ambiguous              several instruments fit; the first is only the likeliest
unresolved             an instrument is meant, but the text does not tell which
year-mismatch          the year or session told is not the instrument's
unknown-number         no such resolution can be
pinpoint-out-of-range  the instrument has no article of that number
replaced               the constitution is no longer in force
"""

from __future__ import annotations

from string import ascii_uppercase

from annotator.model import Notice
from annotator.references import Instrument, References
from annotator.resolve import Resolved
from annotator.resolve.contradictions import beyond, date_agrees

__all__ = ["check"]


def check(resolved: Resolved, references: References) -> tuple[Notice, ...]:
    """Return the warnings of one resolved citation, the gravest first.

    Args:
        resolved: the citation with its candidates.
        references: the tables it was resolved with.
    """
    notices: list[Notice] = []
    instrument = references.instrument(resolved.reference) if resolved.reference is not None else None
    mention = resolved.citation.mention
    date = mention.date if mention is not None else ""
    if resolved.fault == "unknown-number":
        notices.append(Notice("unknown-number", "no resolution with this number is known, and none can be expected"))
    elif not resolved.candidates:
        notices.append(Notice("unresolved", "the text does not tell which instrument is meant"))
    if resolved.fault == "year-mismatch" and instrument is not None:
        notices.append(
            Notice("year-mismatch", f"the number belongs to {instrument.id}, not to the year or session written here")
        )
    elif instrument is not None and date and (notice := _date(date, instrument, references)) is not None:
        notices.append(notice)
    if instrument is not None and (notice := _range(resolved, instrument)) is not None:
        notices.append(notice)
    if len(resolved.candidates) > 1 and resolved.candidates[1].score >= 0.08 * resolved.candidates[0].score:
        names = "; ".join(candidate.title or candidate.id for candidate in resolved.candidates[:3])
        notices.append(Notice("ambiguous", f"{len(resolved.candidates)} instruments fit: {names}"))
    if (
        instrument is not None
        and instrument.kind == "constitution"
        and not instrument.in_force
        and not date
        and resolved.form == "full"
    ):
        notices.append(Notice("replaced", f"the constitution of {instrument.date} is no longer in force"))
    return tuple(notices)


def _date(date: str, instrument: Instrument, references: References) -> Notice | None:
    """A year more than one off; signature, adoption and entry into force may lie a year apart."""
    if instrument.year is None or not date[:4].isdigit():
        return None
    if instrument.kind == "resolution":
        # The parts of a lettered set are adopted one by one until the session ends.
        parts = (references.instruments.get(instrument.id + letter) for letter in ascii_uppercase)
        if not any(_adopted(date, one) for one in (instrument, *filter(None, parts))):
            return Notice("year-mismatch", f"adopted on {instrument.date}, the text says {date}")
        return None
    if date_agrees(date, instrument) is False:
        return Notice("year-mismatch", f"concluded in {instrument.year}, the text says {date[:4]}")
    return None


def _adopted(date: str, resolution: Instrument) -> bool:
    """Whether a resolution may be of the day or year told: the same year, or one apart where only years are known."""
    if resolution.year is None:
        return False
    exact = len(date) > 4 and len(resolution.date or "") > 4
    return abs(int(date[:4]) - resolution.year) <= (0 if exact else 1)


def _range(resolved: Resolved, instrument: Instrument) -> Notice | None:
    number = beyond(resolved.citation, instrument)
    if number is None:
        return None
    sure = "" if instrument.certain else " as far as known"
    return Notice(
        "pinpoint-out-of-range",
        f"article {number} is cited, but the instrument{sure} ends with {instrument.articles}",
    )
