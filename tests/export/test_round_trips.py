"""Out and back: what a format says it keeps comes back, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.export import FORMATS, Format, dump, format_of, load, write
from annotator.export.brat import brat_files
from annotator.export.brat_reader import read_ann
from annotator.model import Annotation, Document, Reference
from annotator.read import source_from_text
from tests.export.made import documents, rich

STEADY = settings(deadline=None, max_examples=60)
WHOLE = [row.id for row in FORMATS if row.read and all(getattr(row.keeps, n).how == "yes" for n in row.keeps.__slots__)]


def back(row: Format, document: Document) -> Any:
    assert row.read is not None
    return row.read(write(row, [document]), "a file", None)


def test_the_formats_that_keep_all_are_these() -> None:
    assert WHOLE == ["json", "jsonl", "w3c", "doccano", "label-studio"]


@pytest.mark.parametrize("id", WHOLE)
def test_a_document_with_everything_comes_back_the_same(id: str) -> None:
    found = back(format_of(id), rich())
    assert found.documents == (rich(),)
    assert (found.unanchored, found.notes) == ((), ())


@pytest.mark.parametrize("id", WHOLE)
def test_a_byte_order_mark_that_an_editor_put_in_front_does_not_count(id: str) -> None:
    row = format_of(id)
    found = row.read(b"\xef\xbb\xbf" + write(row, [rich()]), "a file", None)  # type: ignore[misc]
    assert found.documents == (rich(),)


@pytest.mark.parametrize("id", WHOLE)
@STEADY
@given(document=documents())
def test_any_document_comes_back_the_same(id: str, document: Document) -> None:
    found = back(format_of(id), document)
    assert found.documents == (document,)
    assert (found.unanchored, found.notes) == ((), ())


def said_in_brat(a: Annotation) -> tuple[object, ...]:
    """What brat keeps of an annotation."""
    reference = a.reference and (a.reference.id, " ".join(a.reference.title.split()) or "", a.reference.identifiers)
    if reference and reference[1] == reference[0]:
        reference = (reference[0], "", reference[2])
    return (
        a.start, a.end, a.quote, a.kind, a.form, a.status, reference, a.pinpoints, round(a.confidence, 1),
        [(c.id, f"{c.score:g}") for c in a.candidates],
        [(w.code, " ".join(w.message.split())) for w in a.warnings],
    )  # fmt: skip


def test_brat_brings_back_what_it_keeps() -> None:
    found = back(format_of("brat"), rich())
    [document] = found.documents
    assert document.text == rich().text
    assert list(map(said_in_brat, document.annotations)) == list(map(said_in_brat, rich().annotations))
    assert found.unanchored == ()
    assert found.notes == ("minutes.ann: 2 attributes, normalisations and notes have no place here and were left out",)


@STEADY
@given(document=documents())
def test_any_document_comes_back_from_brat_with_what_it_keeps(document: Document) -> None:
    found = back(format_of("brat"), document)
    assert [d.text for d in found.documents] == [document.text]
    assert list(map(said_in_brat, found.documents[0].annotations)) == list(map(said_in_brat, document.annotations))
    assert found.unanchored == ()


@pytest.mark.parametrize("id", [row.id for row in FORMATS if row.many and row.read])
def test_several_documents_in_one_file(id: str) -> None:
    row = format_of(id)
    second = replace(rich(), annotations=())
    found = row.read(write(row, [rich(), second]), "a file", None)  # type: ignore[misc]
    assert [len(d.annotations) for d in found.documents] == [6, 0]
    assert [d.text for d in found.documents] == [rich().text] * 2


@pytest.mark.parametrize("id", [row.id for row in FORMATS if row.read])
def test_what_came_back_is_a_sound_document(id: str) -> None:
    [document] = back(format_of(id), rich()).documents
    assert load(dump(document)) == document


def one_letter(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at + 1 :]


# What people and their programs do to a text: the text, a place in it, some new words.
EDITS: dict[str, Callable[[str, int, str], str]] = {
    "one letter": one_letter,
    "put in": lambda text, at, new: text[:at] + new + text[at:],
    "moved": lambda text, at, new: text[at:] + new + text[:at],
    "doubled": lambda text, at, new: text + new + text,
    "cut": lambda text, at, new: text[:at],
    "Unix": lambda text, at, new: text.replace("\r\n", "\n"),
    "Windows": lambda text, at, new: text.replace("\r\n", "\n").replace("\n", "\r\n"),
}


@pytest.mark.parametrize("id", ["w3c", "brat", "doccano", "label-studio"])
@STEADY
@given(documents(tidy=True), st.sampled_from(list(EDITS)), st.sampled_from(["", "😀", "aa"]), st.data())
def test_in_a_changed_text_a_citation_stands_at_its_own_words_or_nowhere(
    id: str, document: Document, edit: str, new: str, data: st.DataObject
) -> None:
    text = EDITS[edit](document.text, data.draw(st.integers(0, len(document.text))), new)
    if not text.strip() or text == document.text:
        return
    row = format_of(id)
    found = row.read(write(row, [document]), "a file", source_from_text(text, "b.txt"))  # type: ignore[misc]
    [changed] = found.documents
    assert changed.text == text
    assert len(changed.annotations) + len(found.unanchored) == len(document.annotations)
    assert found.notes
    assert all(row.reason for row in found.unanchored)
    for a in changed.annotations:
        # brat gives ids of its own.
        [old, *_] = [o for o in document.annotations if (o.id == a.id or id == "brat") and o.quote == a.quote]
        assert a.kind == old.kind or id == "brat"
        # It stands nowhere else, or one side of it is as it was.
        alone = text.find(a.quote, text.find(a.quote) + 1) < 0
        sides = [(o.prefix, o.suffix) for o in document.annotations if o.quote == a.quote]
        assert alone or any(a.prefix.endswith(before) or a.suffix.startswith(after) for before, after in sides)


def test_a_changed_text_is_noticed_and_what_moved_is_found_again() -> None:
    row = format_of("w3c")
    text = "A new line on top.\n" + rich().text.replace("He recalled", "He cited")
    found = row.read(write(row, [rich()]), "a file", source_from_text(text, "new.txt"))  # type: ignore[misc]
    [document] = found.documents
    assert found.notes == (
        "new.txt: the text is not the one that was annotated: 6 of 6 annotations were found again by their words",
    )
    assert [a.id for a in document.annotations] == [a.id for a in rich().annotations]
    assert all(text[a.start : a.end] == a.quote for a in document.annotations)
    assert found.unanchored == ()


def test_a_label_that_was_moved_added_or_taken_out_in_the_tool() -> None:
    row = format_of("doccano")
    line = json.loads(write(row, [rich()]))
    line["label"][1][2] = "Treaty"  # another kind: the instrument does not hold any more
    del line["label"][2]
    line["label"].append([2, 6, "TREATY"])  # found by a person
    line["label"].append([7, 11, "Person"])
    found = row.read(json.dumps(line).encode(), "back.jsonl", None)  # type: ignore[misc]
    [document] = found.documents
    added, *_ = document.annotations
    assert (added.quote, added.kind, added.status, added.rule, added.reference) == (
        "News", "treaty", "suggested", "import", None,
    )  # fmt: skip
    assert [(a.kind, a.reference and a.reference.id) for a in document.annotations[1:]] == [
        ("treaty", "oas-a46"), ("treaty", None), ("treaty", None), ("treaty", "mtdsg-iv-4"), ("treaty", None),
    ]  # fmt: skip
    assert document.annotations[2].status == "rejected"
    assert [row.reason for row in found.unanchored] == [
        "its label 'Person' is none of Constitution, Treaty, Resolution",
        "its label was taken out in the other tool",
    ]


def test_a_text_that_the_tool_changed_is_told() -> None:
    """Label Studio may trim white space: the labels count in the text as it came back."""
    row = format_of("label-studio")
    [task] = json.loads(write(row, [rich()]))
    task["data"]["text"] = task["data"]["text"].replace("\r\n", "\n")
    for region in task["annotations"][0]["result"]:
        region["value"]["start"] -= 1
        region["value"]["end"] -= 1
        region["value"]["text"] = region["value"]["text"].replace("\r\n", "\n")
    found = row.read(json.dumps([task]).encode(), "back.json", None)  # type: ignore[misc]
    [document] = found.documents
    assert "\r" not in document.text
    assert document.document.segments != rich().document.segments
    assert [a.quote for a in document.annotations] != []
    assert all(document.text[a.start : a.end] == a.quote for a in document.annotations)


def test_a_citation_that_was_moved_in_brat_takes_no_line_break_along() -> None:
    text = source_from_text("See\n\nthe ECHR and the ECHR.")
    own = replace(rich().annotations[0], start=3, end=13, quote="\n\nthe ECHR", prefix="", suffix="")
    _, lines = brat_files(Document(text, rich().generator, (own,)))
    assert "Edges T1\t2 0" in lines
    [kept] = read_ann(lines, text, "a.ann").documents[0].annotations
    assert (kept.start, kept.end) == (3, 13)
    moved = read_ann(lines.replace("5 13", "18 26"), text, "a.ann")
    assert [(a.start, a.end) for a in moved.documents[0].annotations] == [(18, 26)]


def test_an_identifier_with_blanks_survives_brat() -> None:
    a = replace(rich().annotations[0], reference=Reference("x y%", "T", None, None, {"unts": "999 UNTS 171"}))
    document = replace(rich(), annotations=(a,))
    [found] = back(format_of("brat"), document).documents
    assert found.annotations[0].reference == Reference("x y%", "T", None, None, {"unts": "999 UNTS 171"})
