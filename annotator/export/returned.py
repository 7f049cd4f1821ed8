"""A document that went to a labelling tool and came back."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.export.anchor import Anchor
from annotator.export.imported import Imported
from annotator.export.incoming import Mark, assemble, blank, kind_of, unknown_label
from annotator.export.records import of_record
from annotator.model import Generator, Source

__all__ = ["returned"]


def returned(
    carried: Source,
    generator: Generator,
    records: object,
    labelled: Sequence[tuple[str, Anchor, str]],
    *,
    wanted: Source | None,
    name: str,
) -> Imported:
    """The document: its labels, with what our records know of each.

    A label at the place of a record, or under its id, is that citation. A record whose label is gone was taken out in
    the tool: it is listed. Rejected ones had no label, and stay.

    Args:
        carried: the text in the file.
        generator: what made the records.
        records: those that went along; None or something else where none came back.
        labelled: row, place and label of each.
        wanted: another text to place them in.
        name: of the file, for errors.
    """
    known = [a for a in map(of_record, records if isinstance(records, list) else ()) if a is not None]
    by_id = {a.id: a for a in known}
    by_place = {(a.start, a.end): a for a in reversed(known) if a.status != "rejected"}
    marks = []
    used = set()
    for row, told, label in labelled:
        kind = kind_of(label)
        if kind is None:
            marks.append(Mark(row, told, None, unknown_label(label) if label else "it has no label"))
            continue
        of_place = by_place.get((told.start, told.end)) if told.start is not None and told.end is not None else None
        a = of_place or by_id.get(row)
        if a is None or a.id in used:
            marks.append(Mark(row, told, blank(kind)))
            continue
        used.add(a.id)
        # Another kind means another instrument: what was known of it does not hold any more.
        marks.append(Mark(row, told, a if a.kind == kind else blank(kind, a.id)))
    gone = []
    for a in known:
        place = Anchor(a.quote, a.start, a.end, a.prefix, a.suffix)
        if a.status == "rejected":
            marks.append(Mark(a.id, place, a))
        elif a.id not in used:
            gone.append(Mark(a.id, place, None, "its label was taken out in the other tool"))
    order = {a.id: number for number, a in enumerate(known)}
    marks.sort(key=lambda mark: order.get(mark.annotation.id, len(order)) if mark.annotation else len(order))
    return assemble(carried, [*marks, *gone], wanted=wanted, generator=generator, name=name)
