"""The table of authorities: nothing twice, nothing lost, the doubtful apart, places in the words of the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.authorities import authorities, places_of, state_of
from annotator.engine import annotate
from annotator.model import Annotation, Document, Reference, Segment
from annotator.pinpoints import describe
from annotator.read import source_from_text

TEXT = (
    "Articles 10 and 2 of the UN Charter bind.\r\n\r\n"
    "See Article 2 of the Montevideo Convention and the Charter of the United Nations.\r\n\r\n"
    "Resolution 1325 (2000) of the Security Council; article 11 of the Mexican Constitution; article 3 of the ICCPR."
)


@pytest.fixture(scope="module")
def document() -> Document:
    return annotate(source_from_text(TEXT, "brief.txt"))


def test_one_row_an_instrument_by_kind_and_title_the_doubtful_apart(document: Document) -> None:
    rows = [(a.state, a.kind, a.id, [c.pinpoint for c in a.cited]) for a in authorities([document])]
    assert rows == [
        ("certain", "constitution", "mx-1917", ["art_11"]),
        ("certain", "treaty", "mtdsg-i-1", ["", "art_2", "art_10"]),  # the whole first, then by number
        ("certain", "treaty", "mtdsg-iv-4", ["art_3"]),
        ("certain", "resolution", "S/RES/1325(2000)", [""]),
        ("ambiguous", "treaty", "", ["art_2"]),  # two conventions fit, none is likelier
    ]


def test_no_citation_is_lost_and_rejected_ones_are_left_out(document: Document) -> None:
    table = authorities([document])
    assert sum(a.count for a in table) == len(document.annotations)
    places = {p.annotation: p for a in table for c in a.cited for p in c.places}
    for a in document.annotations:
        place = places[a.id]
        assert (place.start, place.end, place.quote) == (a.start, a.end, document.text[a.start : a.end])
    rejected = replace(document, annotations=tuple(replace(a, status="rejected") for a in document.annotations))
    assert authorities([rejected]) == ()


def test_a_decision_takes_an_instrument_out_of_the_doubtful(document: Document) -> None:
    [doubtful] = [a for a in document.annotations if state_of(a) == "ambiguous"]
    likeliest = replace(doubtful, reference=Reference(doubtful.candidates[0].id, ""))
    assert state_of(likeliest) == "ambiguous"
    assert state_of(replace(likeliest, status="confirmed")) == "certain"
    assert state_of(doubtful) == "ambiguous"
    assert state_of(replace(doubtful, reference=None, candidates=())) == "unresolved"


def test_documents_share_rows_and_keep_their_places_apart(document: Document) -> None:
    other = annotate(source_from_text("The UN Charter.", "other.txt"))
    [charter] = [a for a in authorities([document, other]) if a.id == "mtdsg-i-1"]
    [whole] = [c for c in charter.cited if not c.pinpoint]
    assert [p.name for p in whole.places] == ["brief.txt", "other.txt"]
    assert charter.count == 3


def made(text: str, quote: str, **changes: object) -> Annotation:
    [first, *_] = annotate("See the UN Charter.").annotations
    start = text.index(quote)
    changes = {"start": start, "end": start + len(quote), "quote": quote, "id": f"a{start}"} | changes
    return replace(first, **changes)  # type: ignore[arg-type]


def test_facts_are_taken_where_they_are_told_and_blanks_are_not_filled() -> None:
    text = "First the Charter, then the Charter again."
    bare = made(text, "the Charter", status="corrected", reference=Reference("x", ""))
    told = made(text, "the Charter again", reference=Reference("x", "Great Charter", "1945", "https://example.org/"))
    document = Document(source_from_text(text), annotate("a").generator, (bare, told))
    [row] = authorities([document])
    assert (row.title, row.date, row.url) == ("Great Charter", "1945", "https://example.org/")
    [row] = authorities([replace(document, annotations=(bare,))])
    assert (row.title, row.date, row.url) == ("x", None, None)


def test_the_unresolved_are_called_what_the_text_calls_them() -> None:
    text = "Under the Lima\r\n Accord; again the LIMA ACCORD; and the Quito Accord."
    quotes = ("Lima\r\n Accord", "LIMA ACCORD", "Quito Accord")
    found = tuple(made(text, q, reference=None, candidates=(), warnings=()) for q in quotes)
    table = authorities([Document(source_from_text(text), annotate("a").generator, found)])
    assert [(a.state, a.title, a.count) for a in table] == [
        ("unresolved", "Lima Accord", 2),
        ("unresolved", "Quito Accord", 1),
    ]


# segments of a text of 40 characters, an offset, how the place is called
PLACES = [
    pytest.param((), 12, "", "line 2", id="no segments: the line"),
    pytest.param((Segment(0, 40, "paragraph"),), 12, "", "paragraph 1", id="counted where it has no label"),
    pytest.param(
        (Segment(0, 40, "page", "iv"), Segment(10, 20, "paragraph")), 12, "iv", "page iv, paragraph 1", id="both"
    ),
    pytest.param(
        (Segment(0, 40, "page"), Segment(10, 20, "footnote", "footnote 7")), 12, "1", "page 1, footnote 7", id="note"
    ),
    pytest.param((Segment(0, 40, "page", "page 9"),), 12, "9", "page 9", id="labels may say the kind themselves"),
    pytest.param((Segment(9, 24, "heading", "heading 2"),), 12, "", "heading “the UN Charter”", id="by its words"),
    pytest.param((Segment(9, 24, "paragraph", "text box"),), 12, "", "text box", id="labels may say another kind"),
    pytest.param((Segment(0, 9, "page"), Segment(20, 40, "page")), 12, "", "line 2", id="between the pages"),
    pytest.param((Segment(0, 40, "table"), Segment(10, 20, "paragraph")), 12, "", "table 1", id="in a table"),
]


@pytest.mark.parametrize(("segments", "offset", "page", "where"), PLACES)
def test_places_are_called_as_in_the_file(segments: tuple[Segment, ...], offset: int, page: str, where: str) -> None:
    text = "one line\r\n" + "the UN Charter " * 2
    assert len(text) == 40
    source = replace(source_from_text(text), segments=segments)
    [place] = places_of(source, [replace(made(text, "UN Charter"), start=offset, end=offset + 2)])
    assert (place.page, place.where) == (page, where)


def test_provisions_stand_in_the_order_of_the_instrument() -> None:
    paths = ["art_10", "art_9bis", "annex_1", "art_9", "art_9__para_2", "art_9__para_10", "pream", "odd words"]
    text = "the UN Charter"
    document = Document(
        source_from_text(text), annotate("a").generator, (made(text, "UN Charter", pinpoints=tuple(paths)),)
    )
    [row] = authorities([document])
    assert [c.pinpoint for c in row.cited][:-1] == [
        *("pream", "art_9", "art_9__para_2", "art_9__para_10", "art_9bis", "art_10", "annex_1"),
    ]
    assert {describe(c.pinpoint) for c in row.cited} == {describe(path) for path in paths}
    assert row.count == 1
