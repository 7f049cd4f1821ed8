"""What travels to the browser: a text once, its citations once, and from then on only what changed.

The browser holds a text and the rows of its citations under keys. A decision sends one letter a citation; a citation
that was changed or added travels in a patch to the rows that were sent whole. A browser that misses something says so
and is sent all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from annotator.model import Annotation, Kind, Status

__all__ = ["LETTER", "Row", "Wire", "letters"]

LETTER: dict[Status, str] = {"suggested": "s", "confirmed": "c", "corrected": "k", "rejected": "r", "added": "a"}
KIND: dict[Kind, str] = {"constitution": "c", "treaty": "t", "resolution": "r"}
# A rejected citation on whose place another one stands now: two marks cannot share text.
HIDDEN = "o"
# A patch that grew beyond this is no saving any more.
LARGEST_PATCH = 500

Row = tuple[int, int, str, str, bool, str, int | None]
"""Start, end, kind, id, whether something looks wrong, title of the reference, certainty in percent."""


@dataclass(slots=True)
class Wire:
    """What one browser was sent."""

    document: str = ""
    key: str = ""
    base: dict[str, Row] = field(default_factory=dict)
    patch_key: str = ""
    patch: tuple[list[str], list[tuple[int, Row]]] = field(default_factory=lambda: ([], []))
    order: tuple[str, str, str] | None = None
    _rows: dict[str, tuple[Annotation, Row]] = field(default_factory=dict)

    def forget(self) -> None:
        """The browser has nothing: send all again."""
        self.document, self.key, self.order = "", "", None

    def text(self, document: str, text: str) -> str | None:
        """The text, where this document was not sent yet."""
        if self.document == document:
            return None
        self.document, self.key, self.order = document, "", None
        return text

    def rows(self, annotations: Sequence[Annotation]) -> dict[str, Any]:
        """The rows whole the first time, and then what differs from them."""
        rows = [self._row(a) for a in annotations]
        gone, new = _difference(self.base, rows) if self.key else ([], [])
        whole = not self.key or len(new) + len(gone) > LARGEST_PATCH
        if whole:
            self.key, self.base, gone, new = token_hex(6), {row[3]: row for row in rows}, [], []
            self.patch_key = ""
            self.patch = ([], [])
        if (gone, new) != self.patch:
            self.patch, self.patch_key = (gone, new), token_hex(6)
        titles = {row[5]: i for i, row in enumerate({row[5]: row for row in rows}.values())} if whole else {}
        return {
            "rowsKey": self.key,
            "rows": [[*row[:5], titles[row[5]], row[6]] for row in rows] if whole else None,
            "titles": list(titles),
            "patchKey": self.patch_key,
            "patch": {"gone": gone, "rows": [[place, list(row)] for place, row in new]},
        }

    def ranks(self, order: str, places: Sequence[int] | None) -> dict[str, Any]:
        """The order the citations are gone through, where it is another one than was sent; None is that of the text."""
        told = (order, self.key, self.patch_key)
        if places is None or self.order == told:
            self.order = self.order if places is not None else None
            return {"orderKey": order, "order": None}
        self.order = told
        return {"orderKey": order, "order": list(places)}

    def _row(self, a: Annotation) -> Row:
        known = self._rows.get(a.id)
        if known is not None and known[0] is a:
            return known[1]
        title = a.reference.title or a.reference.id if a.reference else ""
        sure = None if a.rule == "reviewer" else round(a.confidence * 100)
        row = (a.start, a.end, KIND[a.kind], a.id, bool(a.warnings), title, sure)
        self._rows[a.id] = (a, row)
        return row


def _difference(base: dict[str, Row], rows: Sequence[Row]) -> tuple[list[str], list[tuple[int, Row]]]:
    new = [(place, row) for place, row in enumerate(rows) if base.get(row[3]) != row]
    changed = [row[3] for _, row in new if row[3] in base]
    if len(rows) - len(new) + len(changed) == len(base):
        return changed, new
    here = {row[3] for row in rows}
    return [*changed, *(name for name in base if name not in here)], new


def letters(annotations: Sequence[Annotation], shown: set[str] | None = None) -> str:
    """One letter a citation: its status, upper case where the filter leaves it out.

    Args:
        annotations: in the order of the text.
        shown: the ids that pass the filter; None where all do.
    """
    told = [LETTER[a.status] for a in annotations]
    if "r" in told:
        # Those that are not rejected share no text, so the last one that begins before the end tells.
        live = [a for a in annotations if a.status != "rejected"]
        starts = [a.start for a in live]
        for place, a in enumerate(annotations):
            if told[place] == "r" and (at := bisect_left(starts, a.end)) and live[at - 1].end > a.start:
                told[place] = HIDDEN
    if shown is not None:
        told = [letter if a.id in shown else letter.upper() for letter, a in zip(told, annotations, strict=True)]
    return "".join(told)
