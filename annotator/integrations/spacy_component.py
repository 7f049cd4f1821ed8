"""spaCy: a pipeline component called `annotator`, which puts the citations into `doc.spans["citations"]`.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("annotator")
>>> doc = nlp("See art. 11 of the Mexican Constitution.")
>>> [(span.text, span.label_, span.kb_id_, span._.citation.pinpoints) for span in doc.spans["citations"]]
[('art. 11 of the Mexican Constitution', 'Constitution', 'mx-1917', ('art_11',))]
"""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.engine import annotate
from annotator.export import dump, load
from annotator.export.incoming import LABELS
from annotator.model import Annotation, Document

__all__ = ["Citations", "create"]

_KEY = "annotated_document"


class Citations:
    """The component. Spans are widened to whole tokens; `span._.citation` has the exact place.

    `doc._.annotated_document` is the whole document as `annotate` gave it. It is kept as bytes, so that documents can
    be sent between processes and written to disk.

    Args:
        spans_key: where in `doc.spans` the citations go.
        alignment_mode: what happens to a citation that ends inside a token: `expand` or `contract` it, or leave it out
            (`strict`).
    """

    def __init__(self, spans_key: str = "citations", alignment_mode: str = "expand") -> None:
        self.spans_key = spans_key
        self.alignment_mode = alignment_mode

    def __call__(self, doc: Doc) -> Doc:
        document = annotate(doc.text)
        doc.user_data[_KEY] = dump(document, compact=True)
        spans = (
            doc.char_span(
                a.start,
                a.end,
                label=LABELS[a.kind],
                kb_id=a.reference.id if a.reference else "",
                span_id=a.id,
                alignment_mode=self.alignment_mode,
            )
            for a in document.annotations
        )
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        return doc


@Language.factory("annotator", default_config={"spans_key": "citations", "alignment_mode": "expand"})
def create(nlp: Language, name: str, spans_key: str, alignment_mode: str) -> Citations:
    """Make the component; spaCy calls this for `nlp.add_pipe("annotator")`."""
    if not Doc.has_extension(_KEY):
        Doc.set_extension(_KEY, getter=_document)
    if not Span.has_extension("citation"):
        Span.set_extension("citation", getter=_citation)
    return Citations(spans_key, alignment_mode)


@lru_cache(maxsize=64)
def _loaded(data: bytes) -> Document:
    return load(data)


def _document(doc: Doc) -> Document | None:
    data = doc.user_data.get(_KEY)
    return _loaded(data) if data is not None else None


def _citation(span: Span) -> Annotation | None:
    document = _document(span.doc)
    found = document.annotations if document is not None else ()
    return next((a for a in found if a.id == span.id_), None)
