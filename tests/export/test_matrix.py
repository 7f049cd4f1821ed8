"""The table of formats tells the truth: what a format keeps is found out from real exports.

Of everything a document can hold, one thing is changed. Where the file changes too, the format keeps it. `yes` means
that every such change shows in the file, `no` that none does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from annotator.export import FORMATS, Format, Keeps, write
from annotator.export.matrix import END, START, matrix
from annotator.model import Annotation, Document
from tests.export.made import rich
from tests.export.originals import with_original

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
Change = Callable[[Document], Document]


def source(**changes: Any) -> Change:
    return lambda d: replace(d, document=replace(d.document, **changes))


def segments(**changes: Any) -> Callable[[int], Change]:
    """Change one of the segments, or take it out."""

    def of(number: int) -> Change:
        def change(d: Document) -> Document:
            held = d.document.segments
            new = (replace(held[number], **changes),) if changes else ()
            return replace(d, document=replace(d.document, segments=(*held[:number], *new, *held[number + 1 :])))

        return change

    return of


def annotation(number: int, change: Callable[[Annotation], Annotation | None]) -> Change:
    def whole(d: Document) -> Document:
        held = d.annotations
        new = change(held[number])
        return replace(d, annotations=(*held[:number], *((new,) if new else ()), *held[number + 1 :]))

    return whole


def reference(**changes: Any) -> Change:
    return annotation(0, lambda a: replace(a, reference=replace(a.reference, **changes)))  # type: ignore[type-var]


def pinpoints(*paths: str) -> Change:
    return annotation(0, lambda a: replace(a, pinpoints=paths))


def candidate(**changes: Any) -> Change:
    return annotation(0, lambda a: replace(a, candidates=(a.candidates[0], replace(a.candidates[1], **changes))))


def warning(**changes: Any) -> Change:
    return annotation(0, lambda a: replace(a, warnings=(replace(a.warnings[0], **changes),)))


def decision(**changes: Any) -> Change:
    return annotation(0, lambda a: replace(a, history=(replace(a.history[0], **changes), *a.history[1:])))


def text(old: str, new: str) -> Change:
    """Another letter in the text, and in the quotes and surroundings that hold it."""

    def change(d: Document) -> Document:
        assert len(old) == len(new) and d.text.count(old) == 1
        made = d.text.replace(old, new)
        moved = tuple(replace(a, quote=made[a.start : a.end]) for a in d.annotations)
        return replace(d, document=replace(d.document, text=made), annotations=moved)

    return change


def shifted(a: Annotation) -> Annotation:
    """One letter shorter at its end."""
    return replace(a, end=a.end - 1, quote=a.quote[:-1])


def from_before(a: Annotation) -> Annotation:
    """With the blank or the line end before it."""
    return replace(a, start=a.start - 1, quote=a.prefix[-1:] + a.quote)


BEFORE = rich().annotations[0].history[0].before
assert BEFORE is not None
# number of the annotation: 0 corrected and with everything, 1 rejected on the place of 0, 2 suggested, 4 confirmed,
# 5 rejected and alone. What can change in each thing:
CHANGES: dict[str, list[Change]] = {
    "text": [text("nothing at all", "nothing at any"), text("Article 4", "Article 5")],
    "segments": [
        *(segments(label="IX")(n) for n in range(4)),
        segments(kind="paragraph")(1), segments(kind="paragraph")(3), segments()(0), segments()(1), segments()(3),
    ],
    "notes": [source(notes=()), source(notes=("Two columns were found.",))],
    "spans": [
        annotation(0, shifted), annotation(2, shifted), annotation(5, shifted), annotation(5, lambda a: None),
        annotation(2, from_before), annotation(5, from_before),
    ],
    "overlaps": [annotation(1, lambda a: None), annotation(1, shifted)],
    "reference": [
        reference(id="oas-b32"), reference(title="Another title"), reference(date="1960-01-01"), reference(date=None),
        reference(url="https://example.org/other"), reference(url=None),
        annotation(0, lambda a: replace(a, reference=None)),
    ],
    "identifiers": [reference(identifiers=new) for new in ({}, {"oas": "B-32"}, {"x": "A-46"})],
    "pinpoints": [pinpoints(), pinpoints("art_5"), pinpoints("art_4", "art_9")],
    "candidates": [
        candidate(id="oas-b32"), candidate(title="Another title"), candidate(date="1960-01-01"),
        candidate(score=0.2003),
        candidate(evidence=("“haven” near by",)), annotation(0, lambda a: replace(a, candidates=a.candidates[:1])),
    ],
    "confidence": [
        *(annotation(n, lambda a: replace(a, confidence=a.confidence + 0.0003)) for n in (0, 2)),
        annotation(2, lambda a: replace(a, confidence=0.42)),
        annotation(2, lambda a: replace(a, rule="another-rule")), annotation(2, lambda a: replace(a, form="bare")),
    ],
    "warnings": [
        warning(code="other"), warning(message="Three go by it."), annotation(0, lambda a: replace(a, warnings=())),
    ],
    "status": [
        annotation(2, lambda a: replace(a, status="confirmed")),
        annotation(4, lambda a: replace(a, status="corrected")),
        annotation(4, lambda a: replace(a, status="added")), annotation(5, lambda a: replace(a, status="suggested")),
    ],
    "history": [
        decision(at="2026-01-02T03:04:09.000001Z"), decision(reviewer="Ada"), decision(action="confirm"),
        decision(note="as agreed"), decision(before=replace(BEFORE, pinpoints=("art_1",))), decision(before=None),
        decision(after=replace(BEFORE, reference="oas-b32")),
        annotation(0, lambda a: replace(a, history=())), annotation(0, lambda a: replace(a, history=a.history[:1])),
        annotation(0, lambda a: replace(a, history=(a.history[0], replace(a.history[1], reviewer="Cy")))),
    ],
}  # fmt: skip


def exported(row: Format, document: Document) -> bytes:
    document, original = with_original(row, document)
    return write(row, [document], original)


def test_every_thing_a_format_may_keep_is_tried() -> None:
    assert list(CHANGES) == [field.name for field in fields(Keeps)]
    for changes in CHANGES.values():
        for change in changes:
            assert change(rich()) != rich()


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
def test_the_table_says_what_the_exports_keep(row: Format) -> None:
    plain = exported(row, rich())
    assert exported(row, rich()) == plain, "the same document gives the same bytes"
    found = {}
    for name, changes in CHANGES.items():
        shown = [exported(row, change(rich())) != plain for change in changes]
        found[name] = "yes" if all(shown) else "part" if any(shown) else "no"
    assert found == {field.name: getattr(row.keeps, field.name).how for field in fields(Keeps)}


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
def test_only_what_is_kept_in_part_needs_a_word(row: Format) -> None:
    for field in fields(Keeps):
        kept = getattr(row.keeps, field.name)
        assert (kept.how == "part") == bool(kept.word), field.name


def test_the_documentation_prints_this_table() -> None:
    page = DOCS.read_text("utf-8")
    assert START + matrix() + END in page, "run: python -m annotator.export.matrix docs/formats.md"
