"""The laws of annotating, over texts that make no sense, texts of wild characters and texts that do make sense."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator import annotate
from annotator.model import FORMS, KINDS, Document
from annotator.pinpoints import parse_path
from annotator.references import load_references
from tests.laws.glued import SENTENCES, texts, wild

# The same examples in every run; building the finder once must not count against the first.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
SOME = settings(STEADY, max_examples=500)
FEW = settings(STEADY, max_examples=120)

Facts = tuple[str, str | None, tuple[str, ...], str]


def facts(document: Document) -> list[Facts]:
    """What a document cites, without where."""
    return [(a.kind, a.reference.id if a.reference else None, a.pinpoints, a.form) for a in document.annotations]


def lawful(text: str) -> Document:
    """Annotate `text` and hold the result to the laws of one document."""
    document = annotate(text)
    references = load_references()
    assert document.text == text
    assert document.document.length == len(text)
    end = 0
    for a in document.annotations:
        assert text[a.start : a.end] == a.quote
        assert text[max(0, a.start - len(a.prefix)) : a.start] == a.prefix
        assert text[a.end : a.end + len(a.suffix)] == a.suffix
        assert end <= a.start < a.end <= len(text), "sorted, not overlapping, not empty"
        assert a.quote == a.quote.strip(), "no white space at the edges"
        end = a.end
        assert a.kind in KINDS
        assert a.form in FORMS
        assert 0 <= a.confidence <= 1
        assert sum(candidate.score for candidate in a.candidates) <= 1.001
        scores = [candidate.score for candidate in a.candidates]
        assert scores == sorted(scores, reverse=True)
        ids = [candidate.id for candidate in a.candidates]
        assert len(ids) == len(set(ids))
        if a.reference is not None:
            assert a.reference.id in ids, "what it means is one of the candidates"
            instrument = references.instrument(a.reference.id)
            assert instrument is not None
            assert instrument.kind == a.kind
        assert len(a.pinpoints) == len(set(a.pinpoints))
        for path in a.pinpoints:
            assert str(parse_path(path)) == path
    assert len({a.id for a in document.annotations}) == len(document.annotations)
    return document


@SOME
@given(texts())
@example("")
@example("\ud800\udc00 article 4 of the UN Charter")
@example("article " * 300)
@example("(" * 2000)
@example("1, " * 700)
def test_glued_texts(text: str) -> None:
    lawful(text)


@SOME
@given(wild())
def test_wild_texts(text: str) -> None:
    lawful(text)


@FEW
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), wild(20))
def test_sentences_among_wild_characters(sentences: list[str], noise: str) -> None:
    lawful(noise.join(sentences))


@FEW
@given(texts())
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert annotate(text) == annotate(text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_is_cited_as_it_looks(sentence: str) -> None:
    assert (annotate(sentence).annotations == ()) == sentence.startswith("Nothing")


def spaced(text: str, space: str) -> str:
    return text.replace(" ", space)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: spaced(text, "\u00a0"),
    "narrow no-break spaces": lambda text: spaced(text, "\u202f"),
    "two spaces": lambda text: spaced(text, "  "),
    "line breaks": lambda text: spaced(text, "\n"),
    "carriage returns": lambda text: spaced(text, "\r\n"),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "right-to-left marks": lambda text: spaced(text, " \u200f"),
    "soft hyphens": lambda text: "".join(f"{c}\u00ad" if c.isalpha() else c for c in text),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "astral characters before": lambda text: f"🏛️𝔄 {text}",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_another_spelling_cites_the_same(sentence: str, spelling: str) -> None:
    # "et al.", "п. 1": a line's first word must not look like the heading of an article of the text's own.
    assert facts(lawful(SPELLINGS[spelling](sentence))) == facts(annotate(sentence))


@FEW
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True))
def test_a_document_cut_at_paragraphs_has_the_same_full_citations(sentences: list[str]) -> None:
    whole = annotate("\n\n".join(sentences))
    parts = [fact for sentence in sentences for fact in facts(annotate(sentence))]
    assert [fact for fact in facts(whole) if fact[3] == "full"] == [fact for fact in parts if fact[3] == "full"]


@FEW
@given(st.lists(texts(8), min_size=2, max_size=4))
def test_glued_paragraphs_keep_the_spans_of_their_symbols(paragraphs: list[str]) -> None:
    paragraphs = [paragraph.strip() + " A/RES/60/1." for paragraph in paragraphs]
    text = "\n\n".join(paragraphs)
    assert sum("A/RES/60/1" in a.quote for a in lawful(text).annotations) == len(paragraphs)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Lawyers argued about the Caracas Convention all day.", {"oas-a46", "oas-a47"}),
        ("Lawyers argued about the Berne Convention all day.", {"berne-convention", "cets-104"}),
    ],
)
def test_an_ambiguous_name_keeps_all_its_candidates(text: str, ids: set[str]) -> None:
    (annotation,) = annotate(text).annotations
    assert {candidate.id for candidate in annotation.candidates} == ids
    assert "ambiguous" in {notice.code for notice in annotation.warnings}


def test_an_unknown_instrument_has_no_reference_rather_than_a_wrong_one() -> None:
    (annotation,) = annotate("It follows from article 4 of the Harbour Pilots Convention.").annotations
    assert annotation.reference is None
    assert annotation.candidates == ()
    assert [notice.code for notice in annotation.warnings] == ["unresolved"]


@pytest.mark.parametrize("language", ["the Constitution", "la Constitución", "la Constitution", "a Constituição"])
def test_there_is_no_default_country(language: str) -> None:
    document = annotate(f"Articles 5 and 6 of {language}.") if language == "the Constitution" else annotate(language)
    assert all(a.reference is None for a in document.annotations)


def test_the_source_is_taken_as_it_is() -> None:
    source = annotate("The ICCPR binds.").document
    again = annotate(replace(source, language="fr", name="note.txt")).document
    assert (again.language, again.name, again.id) == ("fr", "note.txt", source.id)
