"""Other programs read our files: a JSON-LD processor, a brat reader, spaCy."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
import spacy
from bioc import brat
from hypothesis import given, settings
from pyld import jsonld

from annotator.export import format_of, write
from annotator.export.brat import BREAKS, CONFIGURATION
from annotator.export.w3c import ANNO, CONTEXT
from annotator.model import Document
from tests.export import anno_context
from tests.export.anno_context import AS, DCTERMS, OA, RDF
from tests.export.made import documents, rich

STEADY = settings(deadline=None, max_examples=40)


# W3C Web Annotation


def offline(url: str, options: object) -> dict[str, Any]:
    """Gives the context of the W3C; nothing else is asked for, and nothing is fetched."""
    assert url == ANNO, url
    said = {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json"}
    return {**said, "document": anno_context.CONTEXT}


def expanded(document: Document) -> dict[str, Any]:
    [whole] = jsonld.expand(json.loads(write(format_of("w3c"), [document])), {"documentLoader": offline})
    return whole


def items(whole: dict[str, Any]) -> list[dict[str, Any]]:
    [page] = whole[AS + "first"]
    found: list[dict[str, Any]] = page[AS + "items"][0]["@list"]
    return found


def value(node: dict[str, Any], key: str) -> Any:
    [only] = node[key]
    return only["@value"]


def test_a_processor_sees_a_collection_of_annotations_with_both_selectors() -> None:
    whole = expanded(rich())
    assert whole["@type"] == [AS + "OrderedCollection"]
    assert value(whole, AS + "totalItems") == len(rich().annotations)
    for item, a in zip(items(whole), rich().annotations, strict=True):
        assert item["@type"] == [OA + "Annotation"]
        assert item[OA + "motivatedBy"] == [{"@id": OA + "identifying"}]
        [target] = item[OA + "hasTarget"]
        quote, position = target[OA + "hasSelector"]
        assert quote["@type"], position["@type"] == ([OA + "TextQuoteSelector"], [OA + "TextPositionSelector"])
        assert [value(quote, OA + k) for k in ("exact", "prefix", "suffix")] == [a.quote, a.prefix, a.suffix]
        assert [value(position, OA + k) for k in ("start", "end")] == [a.start, a.end]


def test_a_processor_sees_what_a_citation_means_and_who_decided() -> None:
    first, _, second, *_ = items(expanded(rich()))
    said = [(b[OA + "hasPurpose"][0]["@id"].removeprefix(OA), value(b, RDF + "value"))
            for b in first[OA + "hasBody"] if RDF + "value" in b]  # fmt: skip
    assert said == [
        ("classifying", "treaty"), ("identifying", "oas-a46"), ("describing", "art_4"), ("tagging", "corrected"),
    ]  # fmt: skip
    links = [b[OA + "hasSource"][0]["@id"] for b in first[OA + "hasBody"] if OA + "hasSource" in b]
    assert links == ["https://example.org/a-46"]
    people = [value(who, "http://xmlns.com/foaf/0.1/name") for who in first[DCTERMS + "creator"]]
    assert people == ["Zoë", "Bo"]
    assert value(first, DCTERMS + "modified") == "2026-01-02T03:05:06.000001Z"
    assert DCTERMS + "created" not in first, "nobody knows when the program found it"
    assert second[DCTERMS + "creator"][0]["@type"] == [AS + "Application"]


@STEADY
@given(documents())
def test_whatever_the_document_nothing_of_the_file_is_lost_on_a_processor(document: Document) -> None:
    """A key without a meaning would be dropped, a relative IRI would mean another thing on another machine."""
    raw = json.loads(write(format_of("w3c"), [document]))
    for node in walk(raw):
        for key in node:
            assert key in anno_context.CONTEXT["@context"] or key in CONTEXT[1] or key == "@context", key
    for node in walk(expanded(document), leave=("urn:annotator:record", "urn:annotator:document")):
        for key, inner in node.items():
            assert key.startswith("@") or re.match(r"(https?|urn):", key), key
            if key == "@id":
                assert re.fullmatch(r"(https?://|urn:|ni:)\S+", inner), inner


def walk(node: Any, leave: tuple[str, ...] = ("record", "document")) -> Any:
    """All objects of a JSON value but those inside JSON literals."""
    if isinstance(node, list):
        for inner in node:
            yield from walk(inner, leave)
    elif isinstance(node, dict):
        yield node
        for key, inner in node.items():
            if key not in (*leave, "@context"):
                yield from walk(inner, leave)


# brat


def loaded(document: Document) -> brat.BratDocument:
    archive = zipfile.ZipFile(io.BytesIO(write(format_of("brat"), [document])))
    text, ann = (archive.read(name).decode("utf-8") for name in archive.namelist()[1:])
    return brat.loads(text, ann)


@STEADY
@given(documents(tidy=True))
def test_a_brat_reader_finds_every_citation_where_it_stands(document: Document) -> None:
    read = loaded(document)
    assert [entity.type.lower() for entity in read.entities] == [a.kind for a in document.annotations]
    for entity, a in zip(read.entities, document.annotations, strict=True):
        # The reader keeps them in a tree, in no order.
        pieces = sorted((span.begin, span.end) for span in entity.locations)
        assert (pieces[0][0], pieces[-1][1]) == (a.start, a.end)
        # brat's own check: the words of the line are those of the text, piece by piece.
        assert entity.text.rstrip() == " ".join(document.text[start:end] for start, end in pieces).rstrip()
        assert not any(BREAKS.search(document.text[start:end]) for start, end in pieces)


def test_a_brat_reader_finds_attributes_and_notes() -> None:
    read = loaded(rich())
    said = {(a.refid, a.type): a.attributes for a in read.attributes}
    assert {("T1", "Status"): {"corrected"}, ("T1", "Confidence"): {"0.6"}, ("T2", "Status"): {"rejected"}}.items() <= {
        key: set(values) for key, values in said.items()
    }.items()
    notes = [(note.type, note.refid, note.text) for note in read.notes]
    assert ("Pinpoints", "T1", "art_4") in notes
    assert ("Candidates", "T1", "oas-a46 0.61; oas-a47 0.2") in notes
    assert ("Decision", "T1", "2026-01-02T03:04:05.000001Z Zoë: correct: see the minutes") in notes


def test_every_line_of_a_brat_file_is_of_its_grammar() -> None:
    """The reader skips normalisations, so they are checked here: ID, type, target, database:id, and words."""
    archive = zipfile.ZipFile(io.BytesIO(write(format_of("brat"), [rich()])))
    lines = archive.read("minutes.ann").decode("utf-8").splitlines()
    grammar = re.compile(
        r"T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t\S.*|A\d+\t\w+ T\d+ [\w.]+"
        r"|N\d+\tReference T\d+ [\w-]+:\S+\t\S.*|#\d+\t\w+ T\d+\t\S.*"
    )
    assert [line for line in lines if not grammar.fullmatch(line)] == []
    normalised = [line.split("\t")[1:] for line in lines if line.startswith("N")]
    assert ["Reference T1 annotator:oas-a46", "Convention on Diplomatic Asylum"] in normalised
    assert ["Reference T5 unts:999%20UNTS%20171", "International Covenant"] in normalised
    identities = [line.split("\t")[0] for line in lines]
    assert len(identities) == len(set(identities))


def test_the_configuration_allows_every_attribute_that_is_written() -> None:
    sections = re.findall(r"^\[(\w+)\]$", CONFIGURATION, re.M)
    assert sections == ["entities", "relations", "events", "attributes"], "brat wants all four"
    declared = re.findall(r"^(\w+)\tArg.*Value:(.*)$", CONFIGURATION, re.M)
    allowed = {name: set(values.split("|")) for name, values in declared}
    for attribute in loaded(rich()).attributes:
        assert set(attribute.attributes) <= allowed[attribute.type]


# spaCy


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return spacy.blank("xx")


def test_spacy_loads_the_spans(nlp: spacy.Language) -> None:
    line = json.loads(write(format_of("spacy"), [rich()]))
    doc = nlp.make_doc(line["text"])
    assert doc.text == rich().text
    live = [a for a in rich().annotations if a.status != "rejected"]
    for told, a in zip(line["spans"], live, strict=True):
        span = doc.char_span(told["start"], told["end"], told["label"], told["kb_id"], alignment_mode="expand")
        assert span is not None
        assert a.quote in span.text
        assert (span.label_.lower(), span.kb_id_) == (a.kind, a.reference.id if a.reference else "")


@STEADY
@given(document=documents(tidy=True))
def test_whatever_the_text_spacy_finds_the_words(nlp: spacy.Language, document: Document) -> None:
    line = json.loads(write(format_of("spacy"), [document]))
    doc = nlp.make_doc(line["text"])
    for told in line["spans"]:
        span = doc.char_span(told["start"], told["end"], told["label"], alignment_mode="expand")
        assert span is not None and document.text[told["start"] : told["end"]] in span.text
