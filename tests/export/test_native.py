"""The native JSON: nothing is lost on the way out and back, and a file that disagrees with itself is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.export import dump, load
from annotator.export.schema import schema
from annotator.model import (
    FORMS,
    KINDS,
    Annotation,
    Candidate,
    Decision,
    Document,
    Generator,
    InputError,
    Notice,
    Reference,
    Snapshot,
)
from annotator.read import source_from_text

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "annotated-document.schema.json"

TEXT = "See article 4 of the Caracas Convention and article 11 of the Mexican Constitution. 😀 é"


def annotation(text: str, quote: str, **changes: Any) -> Annotation:
    start = text.index(quote)
    end = start + len(quote)
    made = Annotation(
        id=f"a{start}",
        start=start,
        end=end,
        quote=quote,
        prefix=text[max(0, start - 8) : start],
        suffix=text[end : end + 8],
        kind="treaty",
        form="full",
        rule="treaty-name",
        reference=Reference("oas-a46", "Convention on Diplomatic Asylum", "1954-03-28", None),
        pinpoints=("art_4",),
        candidates=(Candidate("oas-a46", "Diplomatic Asylum", "1954-03-28", 0.81, ("“asylum” near by",)),),
        confidence=0.81,
        warnings=(Notice("ambiguous", "Two conventions bear this name."),),
    )
    return replace(made, **changes)


@pytest.fixture
def document() -> Document:
    before = Snapshot(4, 39, "treaty", "oas-a46", ("art_4",), "suggested")
    decision = Decision(
        "2026-01-02T03:04:05Z", "Ana", "confirm", before, replace(before, status="confirmed"), "sure: “yes”\n"
    )
    return Document(
        source_from_text(TEXT, "peru.txt"),
        Generator("annotator", "0.1.0", "abc"),
        (
            annotation(TEXT, "article 4 of the Caracas Convention", status="confirmed", history=(decision,)),
            annotation(TEXT, "article 11 of the Mexican Constitution", kind="constitution", reference=None),
        ),
    )


def test_what_is_written_is_read_back(document: Document) -> None:
    assert load(dump(document)) == document
    assert load(dump(document, compact=True)) == document


def test_the_file_is_for_people_too(document: Document) -> None:
    text = dump(document).decode()
    assert text.startswith('{\n  "format": "annotated-document",\n  "version": 1,\n  "offset_unit": "code point",\n')
    assert "“asylum” near by" in text
    assert "😀" in text
    assert text.endswith("}\n")
    assert b"\n" not in dump(document, compact=True)


def test_the_shape_is_the_one_that_was_agreed(document: Document) -> None:
    shape = json.loads(dump(document))
    assert list(shape) == ["format", "version", "offset_unit", "document", "generator", "annotations"]
    assert {"id", "name", "media_type", "language", "sha256", "length", "text"} <= set(shape["document"])
    first = shape["annotations"][0]
    assert set(first) == {
        *("id", "start", "end", "quote", "prefix", "suffix", "kind", "form", "rule", "reference", "pinpoints"),
        *("candidates", "confidence", "warnings", "status", "history"),
    }
    assert first["reference"] == {
        "id": "oas-a46",
        "title": "Convention on Diplomatic Asylum",
        "date": "1954-03-28",
        "url": None,
        "identifiers": {},
    }
    assert set(first["history"][0]) == {"at", "reviewer", "action", "before", "after", "note"}


# Characters that have upset offsets before: astral, combining, right to left, no-break and zero-width, line ends.
TRICKY = "aé\u0301\u0308ñ 𝔘😀👩‍⚖️\r\n\n\t\u00a0\u200d\u200f\ufeffשלوم条\x0c\u2028\"\\<>&"
anything = st.characters(exclude_categories=("Cs",))
texts = st.text(st.sampled_from(TRICKY) | anything, min_size=1).filter(lambda t: t.strip() and "\0" not in t)
words = st.text(anything, max_size=8)
shares = st.floats(0, 1)
maybe = st.none() | words
references = st.builds(Reference, words, words, maybe, maybe, st.dictionaries(words, words, max_size=2))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    candidates = st.builds(Candidate, words, words, st.none() | words, shares, st.tuples(words))
    made = [
        Annotation(
            id=str(number),
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - 5) : start],
            suffix=text[end : end + 5],
            kind=draw(st.sampled_from(KINDS)),
            form=draw(st.sampled_from(FORMS)),
            rule=draw(words),
            reference=draw(st.none() | references),
            pinpoints=draw(st.tuples(words)),
            candidates=draw(st.tuples(candidates)),
            confidence=draw(shares),
            warnings=draw(st.tuples(st.builds(Notice, words, words))),
        )
        for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
    ]
    return Document(source_from_text(text), Generator("annotator", "0", draw(words)), tuple(made))


@settings(deadline=None)
@given(documents())
def test_any_document_survives_the_way_out_and_back(document: Document) -> None:
    assert load(dump(document)) == document


@settings(deadline=None)
@given(documents())
def test_every_document_meets_the_schema(document: Document) -> None:
    jsonschema.validate(json.loads(dump(document)), schema())


def test_the_committed_schema_is_the_one_the_types_give() -> None:
    made = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA_FILE.read_text("utf-8") == made, "run: python -m annotator.export.schema > " + SCHEMA_FILE.name


Change = Callable[[dict[str, Any]], object]


def first(shape: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = shape["annotations"][0]
    return found


# what someone did to the file, and a part of the line that refuses it
BROKEN: list[tuple[str, Change, str]] = [
    ("other format", lambda s: s.update(format="brat"), "not an annotated document"),
    ("no format", lambda s: s.pop("format"), "not an annotated document"),
    ("newer version", lambda s: s.update(version=2), "version 2"),
    ("no version", lambda s: s.pop("version"), "version None"),
    ("version true", lambda s: s.update(version=True), "version True"),
    ("other unit", lambda s: s.update(offset_unit="byte"), "byte"),
    ("text changed", lambda s: s["document"].update(text="X" + s["document"]["text"][1:]), "sha256"),
    ("text longer", lambda s: s["document"].update(text=s["document"]["text"] + "."), "code points"),
    ("length wrong", lambda s: s["document"].update(length=1), "code points"),
    ("sha256 wrong", lambda s: s["document"].update(sha256="0" * 64), "sha256"),
    ("quote wrong", lambda s: first(s).update(quote="article 5"), "quotes 'article 5'"),
    ("end past the text", lambda s: first(s).update(end=10_000), "10000 is not a stretch"),
    ("start negative", lambda s: first(s).update(start=-1), "-1 to 39 is not a stretch"),
    ("empty span", lambda s: first(s).update(end=4, quote=""), "4 to 4 is not a stretch"),
    ("unsorted", lambda s: s["annotations"].reverse(), "sort the annotations"),
    ("twice", lambda s: s["annotations"].insert(1, {**first(s), "id": "other"}), "overlaps"),
    ("same id", lambda s: s["annotations"][1].update(id=first(s)["id"]), "id"),
    ("sure beyond 1", lambda s: first(s).update(confidence=1.5), "confidence of 1.5"),
    ("unknown kind", lambda s: first(s).update(kind="statute"), "$.annotations[0].kind"),
    ("offset as text", lambda s: first(s).update(start="4"), "$.annotations[0].start"),
    ("field missing", lambda s: first(s).pop("quote"), "quote"),
    ("field unknown", lambda s: first(s).update(colour="red"), "$.annotations[0].'colour' is no field"),
    ("segment out of range", lambda s: s["document"]["segments"][0].update(end=9_999), "9999 is not a stretch"),
]


@pytest.mark.parametrize(("change", "reason"), [pytest.param(c, r, id=i) for i, c, r in BROKEN])
def test_a_file_that_disagrees_with_itself_is_refused_in_one_line(
    document: Document, change: Change, reason: str
) -> None:
    shape = json.loads(dump(document))
    change(shape)
    with pytest.raises(InputError) as error:
        load(json.dumps(shape).encode(), "peru.json")
    assert reason in str(error.value)
    assert str(error.value).startswith("peru.json: ")
    assert "\n" not in str(error.value)


@given(st.data())
def test_a_file_cut_anywhere_is_refused(data: st.DataObject) -> None:
    whole = dump(Document(source_from_text("Art. 5 é😀"), Generator("annotator", "0", "")))
    cut = data.draw(st.integers(0, len(whole) - 3))
    with pytest.raises(InputError):
        load(whole[:cut])


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff\xfe", b"not json", b"[" * 5000], ids=repr)
def test_what_is_no_json_document_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        load(data)


def test_a_rejected_annotation_may_share_its_place_with_another(document: Document) -> None:
    rejected, other = document.annotations
    added = replace(rejected, id="new", end=13, quote=TEXT[4:13], status="added")
    kept = replace(document, annotations=(replace(rejected, status="rejected"), added, other))
    assert load(dump(kept)) == kept


def test_fields_with_a_default_may_be_left_out(document: Document) -> None:
    shape = json.loads(dump(document))
    for row in shape["annotations"]:
        del row["history"], row["status"], row["warnings"]
    assert {a.status for a in load(json.dumps(shape).encode()).annotations} == {"suggested"}


def test_a_lone_surrogate_is_not_written(document: Document) -> None:
    broken = replace(document, document=replace(document.document, text="\ud800"))
    with pytest.raises(InputError, match="lone surrogate"):
        dump(broken)
