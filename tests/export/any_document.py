"""Documents of every kind, for the properties of the written formats."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import get_args

from hypothesis import strategies as st

from annotator.model import (
    FORMS,
    KINDS,
    STATUSES,
    Annotation,
    Candidate,
    Decision,
    Document,
    Generator,
    Notice,
    Reference,
    Segment,
    SegmentKind,
    Snapshot,
)
from annotator.read import source_from_text

# Astral, combining, right to left, no-break and zero-width, every line end, what XML cannot hold, and markup.
TRICKY = (
    "aé\u0301ñ 𝔘😀👩‍⚖️\r\n\n\t\u00a0\u200d\u200f\ufeffשلום条\x0b\x0c\x01\x1b\x7f\x85\u2028\ufffe\uffff\ufffd"
    "\"'\\<>&`*_[]()#+-=!|~1."
)
HOSTILE = (
    "]]>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "&amp;", "&#13;",
    "<!--", "-->", "<?xml?>", "![x](y)", "http://example.org/a", "www.example.org", "a@example.org", "{{x}}", "$x$",
    "\r\n\r\n", "\n\n", "\r", "    code", "* item", "1. item", "---", "===", "[^1]", "[1]: /url", "<b>", "\u202e",
    " | ",
)  # fmt: skip
anything = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
fragments = st.one_of(st.sampled_from(TRICKY), st.sampled_from(HOSTILE), anything, st.text("abc def", max_size=8))
texts = st.lists(fragments, min_size=1, max_size=20).map("".join).filter(str.strip)
words = st.one_of(st.text(st.sampled_from(TRICKY), max_size=5), st.sampled_from(HOSTILE), st.just("plain"))
addresses = st.none() | st.sampled_from(
    ("https://example.org/a?b=1&c=2", "http://example.org/(a)", "javascript:alert(1)", "HTTPS://e.org", "//e.org/x", "")
)
shares = st.floats(0, 1)
references = st.builds(
    Reference, words, words, st.none() | st.just("1945-06-26") | words, addresses,
    st.dictionaries(st.sampled_from(("cets", "wikidata")), words, max_size=2),
)  # fmt: skip
candidates = st.builds(Candidate, words, words, st.none() | words, shares, st.lists(words, max_size=2).map(tuple))
moments = st.just("2026-03-02T10:11:12.123456Z")
decisions = st.builds(
    Decision, moments, words, st.sampled_from(("confirm", "reject", "correct")), st.none(),
    st.just(Snapshot(0, 1, "treaty", "x", (), "confirmed")), words,
)  # fmt: skip


def solid(text: str) -> str:
    """A text without blanks: a quote over two blocks is marked without those between them."""
    return re.sub(r"[ \t\r\n]+", "", text)


def _segments(text: str, cuts: list[int], kinds: list[SegmentKind]) -> tuple[Segment, ...]:
    pairs = pairwise(cuts)
    return tuple(Segment(a, b, kind) for (a, b), kind in zip(pairs, kinds, strict=False) if a < b)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with citations side by side, rejected ones across them, and segments of all kinds, in disorder too."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    standing = list(zip(cuts[::2], cuts[1::2], strict=False))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda e: e[0] < e[1])
    rejected = [(start, end) for start, end in draw(st.lists(ends, max_size=2))]
    # A reviewer's span is trimmed, so none holds blanks alone.
    standing = [(start, end) for start, end in standing if text[start:end].strip(" \t\r\n")]
    spans = [(s, e, draw(st.sampled_from([x for x in STATUSES if x != "rejected"]))) for s, e in standing]
    spans += [(s, e, "rejected") for s, e in rejected]
    made = [
        Annotation(
            id=f"a{number}",
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - 5) : start],
            suffix=text[end : end + 5],
            kind=draw(st.sampled_from(KINDS)),
            form=draw(st.sampled_from(FORMS)),
            rule=draw(words),
            reference=draw(st.none() | references),
            pinpoints=draw(st.lists(st.sampled_from(("art_4", "art_6__para_1", "odd <b>")), max_size=2).map(tuple)),
            candidates=draw(st.lists(candidates, max_size=2).map(tuple)),
            confidence=draw(shares),
            warnings=draw(st.lists(st.builds(Notice, words, words), max_size=2).map(tuple)),
            status=status,
            history=draw(st.lists(decisions, max_size=2).map(tuple)),
        )
        for number, (start, end, status) in enumerate(sorted(spans))
    ]
    kinds = st.lists(st.sampled_from(get_args(SegmentKind)), min_size=8, max_size=8)
    segments = _segments(text, sorted(draw(st.sets(st.integers(0, len(text)), max_size=6))), draw(kinds))
    pages = sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
    segments += tuple(Segment(a, b, "page") for a, b in pairwise([*pages, len(text)]) if a < b)
    source = source_from_text(text, draw(st.sampled_from(("note.txt", "<b>&.md", "عقد.txt"))))
    if draw(st.booleans()):
        source = replace(source, segments=segments, language=draw(st.sampled_from(("en", "ar", "und", '"x'))))
    return Document(
        replace(source, notes=tuple(draw(st.lists(words, max_size=1)))),
        Generator("annotator", "0", draw(words)),
        tuple(made),
    )
