"""How a text is cut up for the inline formats: nothing is lost, nothing comes twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from annotator.export.inline import Piece, blocks, live, pieces
from annotator.model import Document, Segment
from annotator.read import source_from_text
from tests.export.any_document import documents, solid


@settings(max_examples=50)
@given(documents())
def test_blocks_and_pieces_are_the_text(document: Document) -> None:
    text = document.text
    found = blocks(document.document)
    assert "".join(text[b.start : b.end] for b in found) == text
    assert all(b.start < b.end for b in found)
    assert all(b.kind or not text[b.start : b.end].strip(" \t\r\n") for b in found)
    for block, parts in pieces(document):
        joined = "".join(text[p.start : p.end] for p in parts)
        assert joined == (text[block.start : block.end] if block.kind else "")


@settings(max_examples=50)
@given(documents())
def test_every_standing_citation_is_marked_where_it_stands(document: Document) -> None:
    marked: dict[str, list[Piece]] = {}
    for _, parts in pieces(document):
        for p in parts:
            if p.annotation:
                marked.setdefault(p.annotation.id, []).append(p)
    for a in live(document):
        found = marked.pop(a.id)
        assert all(a.start <= p.start < p.end <= a.end for p in found)
        assert solid("".join(document.text[p.start : p.end] for p in found)) == solid(a.quote)
        assert [p.first for p in found] == [True] + [False] * (len(found) - 1)
        assert found[-1].last
    assert not marked


# text, segments, the blocks
CUTS = [
    pytest.param("One.\r\n\r\nTwo.", None, ["One.", "", "Two."], id="paragraphs and what parts them"),
    pytest.param("a | b\nc | d", [(0, 1), (4, 5), (6, 7), (10, 11)], ["a | b", "", "c | d"], id="a row stays one"),
    pytest.param("abc\ndef", [(0, 7), (4, 7)], ["abc", "", "def"], id="the innermost wins, the rest is kept"),
    pytest.param("abc def", [(4, 7)], ["abc def"], id="a line is not torn"),
    pytest.param("\x0cabc", [(1, 4)], ["\x0c", "abc"], id="a page break is no blank"),
    pytest.param("abc\n\nd", [], ["abc", "", "d"], id="no segments: blank lines part paragraphs"),
]


@pytest.mark.parametrize(("text", "spans", "expected"), CUTS)
def test_cuts(text: str, spans: list[tuple[int, int]] | None, expected: list[str]) -> None:
    source = source_from_text(text)
    if spans is not None:
        source = replace(source, segments=tuple(Segment(s, e, "paragraph") for s, e in spans))
    assert [text[b.start : b.end] if b.kind else "" for b in blocks(source)] == expected


def test_a_page_begins_with_the_next_word() -> None:
    text = "One.\n\nTwo three."
    source = source_from_text(text)
    pages = (Segment(0, 5, "page"), Segment(5, 10, "page", "page iii"), Segment(10, 16, "page"))
    document = Document(replace(source, segments=(*source.segments, *pages)), None)  # type: ignore[arg-type]
    parts = [(text[p.start : p.end], p.page) for _, found in pieces(document) for p in found]
    assert parts == [("One.", "1"), ("Two ", "iii"), ("three.", "3")]


def test_what_ends_a_line_in_python_alone_ends_no_block() -> None:
    source = replace(source_from_text("a\x1eb"), segments=(Segment(0, 1, "paragraph"),))
    assert [(b.start, b.end) for b in blocks(source) if b.kind] == [(0, 3)]
