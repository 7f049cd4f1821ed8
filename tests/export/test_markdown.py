"""Markdown read by a Markdown program: the words are the text, links are the citations, and nothing else is markup."""

from __future__ import annotations

import re

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotator.engine import annotate
from annotator.export.inline import live
from annotator.export.markdown import write_markdown
from annotator.model import Document
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
