"""Markdown read by a Markdown program: the words are the text, links are the citations, and nothing else is markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotator.engine import annotate
from annotator.export.anchor import Anchor
from annotator.export.incoming import Mark, assemble, blank
from annotator.export.inline import live
from annotator.export.markdown import literal, write_markdown
from annotator.model import Document, Segment
from annotator.read import source_from_text
from tests.export.any_document import HOSTILE, documents

TAGS = {"paragraph", "heading", "link", "hr"}


def rendered(made: bytes) -> tuple[str, list[str]]:
    """The words before the list of citations, and those of each link; fails on any other markup."""
    words, links, inside = "", [], False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(made.decode()):
        if token.type == "hr":
            break
        assert token.type.split("_")[0] in TAGS or token.type == "inline", token.type
        for child in token.children or ():
            words, inside = _read(child, words, links, inside)
    return words, links


def _read(token: Token, words: str, links: list[str], inside: bool) -> tuple[str, bool]:
    assert token.type in ("text", "text_special", "hardbreak", "softbreak", "link_open", "link_close"), token.type
    if token.type == "link_open":
        links.append("")
        return words, True
    if token.type == "link_close":
        return words, False
    if inside:
        links[-1] += token.content
    return words + token.content, inside


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=100)
@given(documents())
def test_the_words_and_the_links_are_those_of_the_text(document: Document) -> None:
    bare = Document(document.document, document.generator, live(document))
    source = bare.document
    made = write_markdown(bare)
    if source.notes:
        made = made[: made.rindex(b"\n\n- ")] if b"\n\n- " in made else made
    words, links = rendered(made)
    assert solid(words) == solid(bare.text)
    assert solid("".join(links)) == solid("".join(a.quote for a in bare.annotations))


def test_hostile_text_stays_text() -> None:
    for hostile in HOSTILE:
        text = f"{hostile} The UN Charter {hostile}\n{hostile} end"
        words, links = rendered(write_markdown(annotate(text)))
        assert (solid(words), links) == (solid(text), ["UN Charter"])


# text, where a citation stands, where a page ends
CUT_UP = [
    pytest.param("!x!y", (1, 2), None, id="a bang before a link makes no picture"),
    pytest.param("![x](y)", (1, 4), None, id="nor does one before a bracket of the text"),
    pytest.param("1. item", (0, 1), None, id="a citation parts a number from its dot"),
    pytest.param("1. item", None, 1, id="so does a page"),
    pytest.param("# a\n- b", (2, 5), None, id="a citation runs over a line end"),
    pytest.param("a\r\n\r\n", (0, 5), None, id="line ends behind the last word"),
    pytest.param("a\n\n\nb", (0, 5), None, id="empty lines in a citation"),
]


@pytest.mark.parametrize(("text", "cited", "page"), CUT_UP)
def test_a_line_is_escaped_as_a_whole_wherever_it_is_cut(
    text: str, cited: tuple[int, int] | None, page: int | None
) -> None:
    source = source_from_text(text)
    whole = (Segment(0, len(text), "paragraph"),)
    pages = (Segment(0, page, "page"), Segment(page, len(text), "page")) if page else ()
    marks = [Mark("", Anchor(text[slice(*cited)], *cited), blank("treaty"))] if cited else []
    [document] = assemble(replace(source, segments=(*whole, *pages)), marks).documents
    words, links = rendered(write_markdown(document))
    assert solid(words) == solid(text)
    assert [solid(link) for link in links] == ([solid(text[slice(*cited)])] if cited else [])


def test_a_run_of_colons_is_read_once() -> None:
    assert literal("see :smile: " + "a:" * 50_000).startswith("see \\:smile: a")
