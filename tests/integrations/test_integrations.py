"""The engine inside spaCy, pandas and notebooks."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
import spacy
from spacy.tokens import DocBin

from annotator import annotate
from annotator.export.table import COLUMNS
from annotator.integrations import annotate_series, shown
from annotator.integrations.spacy_component import Citations
from annotator.model import InputError

ROOT = Path(__file__).parents[2]
TEXT = "😀 See art. 11 of the Mexican Constitution, article 4 of the Caracas Convention and S/RES/242(1967)."


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    made = spacy.blank("en")
    made.add_pipe("annotator")
    return made


def test_the_entry_point_names_the_factory() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    assert list(declared) == ["annotator"]
    module, _, name = declared["annotator"].partition(":")
    assert callable(getattr(import_module(module), name))


def test_the_spans_of_a_document_are_its_citations(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    found = annotate(TEXT).annotations
    assert len(found) == 3
    for span, a in zip(doc.spans["citations"], found, strict=True):
        assert a.quote in span.text
        assert (span.label_.lower(), span.kb_id_) == (a.kind, a.reference.id if a.reference else "")
        assert span._.citation == a
    assert doc._.annotated_document == annotate(TEXT)


def test_a_document_survives_the_way_to_another_process(nlp: spacy.Language) -> None:
    held = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    [doc] = DocBin().from_bytes(held).get_docs(nlp.vocab)
    assert doc._.annotated_document == annotate(TEXT)
    assert [span._.citation.start for span in doc.spans["citations"]] == [6, 43, 83]


def test_the_settings_of_the_component() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("annotator", config={"spans_key": "law", "alignment_mode": "strict"})
    component = nlp.get_pipe("annotator")
    assert isinstance(component, Citations)
    assert component.alignment_mode == "strict"
    doc = nlp(TEXT)
    assert [span.kb_id_ for span in doc.spans["law"]] == ["mx-1917", "", "S/RES/242(1967)"]
    assert "citations" not in doc.spans


def test_a_document_that_the_component_never_saw_has_no_citations(nlp: spacy.Language) -> None:
    doc = spacy.blank("en")(TEXT)
    assert doc._.annotated_document is None
    assert doc[0:2]._.citation is None


def test_a_series_gives_a_frame_with_its_index() -> None:
    index = pd.MultiIndex.from_tuples([("x", 1), ("x", 2), ("y", 1)], names=["case", "part"])
    found = annotate_series(pd.Series([TEXT, None, "See the NPT."], index=index))
    assert found.index.names == ["case", "part"]
    assert list(found.index) == [("x", 1)] * 3 + [("y", 1)]
    assert set(found.columns) < set(COLUMNS)
    assert all(text[start:end] == quote for text, start, end, quote in zip(
        [TEXT] * 3 + ["See the NPT."], found["start"], found["end"], found["quote"], strict=True))  # fmt: skip
    assert list(found["reference"].fillna("")) == ["mx-1917", "", "S/RES/242(1967)", "npt"]


def test_a_label_that_comes_twice_stays_apart() -> None:
    found = annotate_series(pd.Series(["See the NPT.", "See the UN Charter."], index=[7, 7]))
    assert list(found.index) == [7, 7]
    assert list(found["reference"]) == ["npt", "mtdsg-i-1"]


@pytest.mark.parametrize("texts", [[], [None, float("nan")], ["Nothing here."]])
def test_no_citation_gives_an_empty_frame_with_all_columns(texts: list[object]) -> None:
    found = annotate_series(pd.Series(texts, dtype=object))
    assert len(found) == 0
    assert {"start", "quote", "reference"} <= set(found.columns)


def test_what_is_no_text_is_refused_with_its_label() -> None:
    with pytest.raises(InputError, match="'b': a value of type int is no text"):
        annotate_series(pd.Series(["x", 3], index=["a", "b"]))


def test_a_notebook_shows_the_page_in_a_frame_where_nothing_runs() -> None:
    hostile = "<script>alert(1)</script> \"onload='x' " + TEXT
    document = annotate(hostile)
    document = replace(document, document=replace(document.document, name='"><img src=x>'))
    html = shown(document, height=200)._repr_html_()
    frame = r'<iframe sandbox="" style="[^"<>]*200px[^"<>]*" title="[^"<>]*" srcdoc="[^"<>]*"></iframe>'
    assert re.fullmatch(frame, html)
    assert "Mexican" in html


def test_the_package_does_not_load_pandas_or_spacy() -> None:
    code = "import sys, annotator, annotator.integrations; print({'pandas', 'spacy', 'streamlit'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
