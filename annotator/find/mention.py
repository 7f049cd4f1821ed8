"""A mention: a stretch of folded text that names, or leans on, one instrument."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.find.pinpoint import Pinpoint
from annotator.model import Form, Kind
from annotator.pinpoints import Path, Step
from annotator.references import Meaning

__all__ = ["Citation", "Mention"]

_HYPHENED = re.compile(r"art_\d+-\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """One instrument named, described or leaned on. Offsets are folded.

    `meanings` are what the tables give for the words; `symbols` the resolutions a number may be, the likeliest first;
    `places` the country or subdivision codes of a constitution; `head` the generic word of a name that leans on its
    context ("convention"); `date` a year or ISO date told with it; `body` the body of a resolution, or the place or
    topic of a description; a `weak` one does not count alone; `paths` are the pinpoints a name holds by itself
    ("Fourteenth Amendment"); `holds` the instruments named inside a longer name ("Protocol to the Convention on ...").
    """

    start: int
    end: int
    kind: Kind
    form: Form
    rule: str
    language: str = ""
    meanings: tuple[Meaning, ...] = ()
    symbols: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    head: str = ""
    date: str = ""
    body: str = ""
    weak: bool = False
    paths: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention with its pinpoints, or a pinpoint alone; the span covers both."""

    start: int
    end: int
    mention: Mention | None
    pinpoints: tuple[Pinpoint, ...] = ()

    def counting_paragraphs(self) -> Citation:
        """The citation read as one of a treaty: of "article 14-1" the second number is a paragraph's, and no article's.

        Constitutions and codes have articles with such numbers, treaties have none.
        """
        if not any(_HYPHENED.search(path) for path in self.paths):
            return self
        return replace(self, pinpoints=tuple(replace(p, paths=tuple(map(_parted, p.paths))) for p in self.pinpoints))

    @property
    def paths(self) -> tuple[str, ...]:
        """The pinpoint paths in the order of the text, each once; a name may itself be one ("Fourteenth Amendment")."""
        named = self.mention.paths if self.mention is not None else ()
        if not named and len(self.pinpoints) == 1:
            return _written(self.pinpoints[0].paths)
        paths = [path for pin in self.pinpoints for path in _written(pin.paths)]
        if named:
            paths = [f"{named[-1]}__{path}" for path in paths] or list(named)
        return tuple(dict.fromkeys(paths))


def _parted(path: Path) -> Path:
    """A path whose article "14-1" is article 14, paragraph 1."""
    steps: list[Step] = []
    for step in path.steps:
        number, dash, part = step.value.partition("-")
        parted = step.unit == "art" and dash and number.isdigit() and part.isdigit()
        steps.extend((Step("art", number), Step("para", part)) if parted else (step,))
    return Path(tuple(steps))


@lru_cache(maxsize=4096)
def _written(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Paths as they are written, each once: the same few articles are cited over and over."""
    return tuple(dict.fromkeys(map(str, paths)))
