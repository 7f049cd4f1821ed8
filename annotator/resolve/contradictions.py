"""What a text says against the instrument it seems to name: another year, an article that it does not have.

Prisoners of War Convention of 27 July 1929     an older one of the same name
GATT of 1994                                    a later one whose title holds the name
Paris Declaration of 2013                       a place and a word that many share: another one, in no table
Refugee Convention of 1961                      a name that tells its subject: most likely a slip of the writer
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.find import Citation, Mention
from annotator.fold import fold_name
from annotator.references import Instrument, References
from annotator.references.stems import stems
from annotator.resolve.candidates import Scored

__all__ = ["beyond", "contradicted", "date_agrees", "of_that_year"]


def date_agrees(date: str, instrument: Instrument) -> bool | None:
    """Whether the date in the text fits; None where one is missing. Signature and adoption may lie a year apart.

    Args:
        date: a year or ISO date as the text tells it, "" where it tells none.
        instrument: what the name means.
    """
    if not date or not instrument.date:
        return None
    if len(date) > 4 and len(instrument.date) > 4 and date == instrument.date:
        return True
    return abs(int(date[:4]) - int(instrument.date[:4])) <= 1


def beyond(citation: Citation, instrument: Instrument) -> int | None:
    """The first article cited that lies beyond the last one of an instrument; None where there is none.

    Args:
        citation: with its pinpoints.
        instrument: what it is taken for; one whose last article is not known has every article.
    """
    if instrument.articles is None:
        return None
    numbers = (path.article for pin in citation.pinpoints for path in pin.paths if path.steps[0].unit in ("art", "sec"))
    return next((number for number in numbers if number is not None and number > instrument.articles), None)


def contradicted(citation: Citation, instrument: Instrument) -> bool:
    """Whether the date told with a name or an article cited speaks against an instrument.

    Args:
        citation: with its mention and pinpoints.
        instrument: what it is taken for.
    """
    date = citation.mention.date if citation.mention is not None and instrument.kind != "resolution" else ""
    return date_agrees(date, instrument) is False or beyond(citation, instrument) is not None


def of_that_year(
    name: str, mention: Mention, named: Instrument, of_year: Iterable[Instrument], references: References
) -> list[Scored] | None:
    """Candidates for a name whose one instrument is not of the year told.

    Args:
        name: the words of the tables that stand in the text, folded.
        mention: with the date told.
        named: the instrument of that name.
        of_year: treaties of that date.
        references: for other names and head words.

    Returns:
        None where the year agrees, or where the name tells enough to be a slip; nothing where the name tells no more
        than a place and what kind of instrument it is, or a constitution and a full date.
    """
    if date_agrees(mention.date, named) is not False:
        return None
    heads = references.heads_of.get(named.id, frozenset())
    words = stems(name)
    others = [
        other
        for other in of_year
        if words
        and other.id != named.id
        and heads & references.heads_of.get(other.id, frozenset())
        and any(words <= stems(known) for known in (other.title, *references.names_of.get(other.id, ())))
    ]
    if others:
        return [Scored(other.id, 1.0, (f"of {mention.date}, and its name holds “{name}”",)) for other in others]
    if named.kind == "constitution":
        return [] if len(mention.date) > 4 else None
    return [] if _tells_no_subject(name, named, references) else None


def _tells_no_subject(name: str, named: Instrument, references: References) -> bool:
    """Whether a name is a head word with a place, or with one word that the title does not speak of."""
    words = name.replace("-", " ").split()
    rest = [word for word in words if len(word) > 3 and word not in references.head_classes]
    place = fold_name(named.place).split()
    title = fold_name(named.title)
    return len(rest) < len(words) and all(word in place or (len(rest) == 1 and word not in title) for word in rest)
