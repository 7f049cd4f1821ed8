"""Documents for the tests of this room: one that holds something of everything, and random ones of all kinds."""

from __future__ import annotations

from dataclasses import replace

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
    Snapshot,
)
from annotator.read import source_from_text

# An emoji and an astral letter come first, then a line break inside a citation, CRLF, and a right-to-left paragraph.
TEXT = (
    "📰 News from 𠮷野, cafe\u0301.\r\n"
    "Article 4 of the Caracas\r\nConvention leaves it to the State.\n"
    "He recalled article 11 of the Mexican Constitution; =1+1 is S/RES/242(1967).\n"
    "تنص المادة 14 من العهد الدولي على ذلك.\n"
    "The chair, who had been asked about the session of the year before, said that nothing at all would be cited in"
    " this long last sentence.\n"
)
ASYLUM = Reference(
    "oas-a46", "Convention on Diplomatic Asylum", "1954-03-28", "https://example.org/a-46", {"oas": "A-46"}
)
MEXICO = Reference("mx-1917", "Political Constitution of the United Mexican States", "1917")
COUNCIL = Reference(
    "S/RES/242(1967)",
    "The situation in the Middle East",
    "1967-11-22",
    None,
    {"un-symbol": "S/RES/242(1967)", "un-document": "https://docs.un.org/en/S/RES/242(1967)"},
)
COVENANT = Reference("mtdsg-iv-4", "International Covenant", "1966-12-16", None, {"unts": "999 UNTS 171"})


def placed(text: str, quote: str, **fields: object) -> Annotation:
    """An annotation at the first place of `quote`."""
    start = text.index(quote)
    end = start + len(quote)
    a = Annotation(
        f"a{start}", start, end, quote, text[max(0, start - 32) : start], text[end : end + 32],
        "treaty", "full", "treaty-name", None, (), (), 1.0,
    )  # fmt: skip
    return replace(a, **fields)  # type: ignore[arg-type]


def rich() -> Document:
    """A reviewed document with something in every field: the one the table of formats is proved with."""
    first = placed(
        TEXT,
        "Article 4 of the Caracas\r\nConvention",
        reference=ASYLUM,
        pinpoints=("art_4",),
        candidates=(
            Candidate("oas-a46", "Convention on Diplomatic Asylum", "1954-03-28", 0.61, ("“asylum” near by",)),
            Candidate("oas-a47", "Convention on Territorial Asylum", "1954-03-28", 0.2, ()),
        ),
        confidence=0.61,
        warnings=(Notice("ambiguous", "Two conventions go by this name."),),
        status="corrected",
    )
    before = Snapshot(first.start, first.end, "treaty", "oas-a47", ("art_3",), "suggested")
    after = replace(before, reference="oas-a46", pinpoints=("art_4",), status="corrected")
    decided = Decision("2026-01-02T03:04:05.000001Z", "Zoë", "correct", before, after, "see the\nminutes")
    seen = Decision("2026-01-02T03:05:06.000001Z", "Bo", "confirm", after, after)
    first = replace(first, history=(decided, seen))
    over = placed(TEXT, "Convention leaves", id="r1", status="rejected", rule="reviewer", confidence=0.5)
    second = placed(
        TEXT,
        "article 11 of the Mexican Constitution",
        kind="constitution",
        reference=MEXICO,
        pinpoints=("art_11",),
        rule="constitution-adjective",
        confidence=0.93,
    )
    third = placed(TEXT, "=1+1 is S/RES/242(1967)", kind="resolution", reference=COUNCIL, confidence=0.9)
    fourth = placed(
        TEXT, "المادة 14 من العهد الدولي", reference=COVENANT, pinpoints=("art_14",), status="confirmed", form="short"
    )
    alone = placed(TEXT, "The chair", id="r2", status="rejected")
    source = source_from_text(
        TEXT,
        "minutes.pdf",
        media_type="application/pdf",
        segments=(
            Segment(0, 60, "page", "1"),
            Segment(0, TEXT.index("\r\n"), "heading", "Minutes"),
            Segment(60, len(TEXT), "page", "2"),
            Segment(TEXT.index("The chair"), len(TEXT) - 1, "footnote", "3"),
        ),
        notes=("A header on each page was left out.",),
    )
    generator = Generator("annotator", "0.1.0", "abc123", ("own",))
    return Document(replace(source, language="en"), generator, (first, over, second, third, fourth, alone))


# Characters that have upset offsets before: astral, combining, right to left, no-break and zero-width, all line ends.
TRICKY = "aaé\u0301\u0308ñ 𝔘😀👩‍⚖️\r\n\n\t\x0b\x0c\x1c\x85\u2028\u00a0\u200d\u200f\ufeffשלום条\"\\<>&=;|'"
anything = st.characters(exclude_categories=("Cs",))
texts = st.text(st.sampled_from(TRICKY) | anything, min_size=1, max_size=80).filter(
    lambda t: bool(t.strip()) and "\0" not in t
)
words = st.text(anything, max_size=8)
names = st.text(st.sampled_from("abcXYZ0189/()-._é"), min_size=1, max_size=12)
shares = st.floats(0, 1)
maybe = st.none() | words
references = st.builds(Reference, names, words, maybe, maybe, st.dictionaries(names, names, max_size=2))
candidates = st.builds(Candidate, names, words, maybe, shares, st.tuples(words))
notices = st.builds(Notice, names, words)
paths = st.sampled_from(["art_4", "art_6__para_1__point_b", "pream", "art_8bis", "sec_2__cl_3"])
snapshots = st.builds(
    Snapshot, st.integers(0, 9), st.integers(10, 19), st.sampled_from(KINDS), maybe, st.tuples(paths),
    st.sampled_from(STATUSES),
)  # fmt: skip
decisions = st.builds(
    Decision, st.just("2026-01-02T03:04:05.000006Z"), words, st.sampled_from(["confirm", "reject", "correct"]),
    snapshots, snapshots, words,
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, tidy: bool = False) -> Document:
    """A document of random text with random annotations: live ones apart, rejected ones anywhere.

    With `tidy` no span starts or ends with white space, as spans that people mark never do.
    """
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    live = list(zip(cuts[::2], cuts[1::2], strict=False))
    points = st.integers(0, len(text) - 1)
    over = draw(st.lists(st.tuples(points, st.integers(1, 20)), max_size=2))
    spans = [(start, end, False) for start, end in live]
    spans += [(start, min(start + length, len(text)), True) for start, length in over]
    made = []
    for number, (start, end, rejected) in enumerate(sorted(spans)):
        quote = text[start:end]
        if tidy and (not quote.strip() or quote != quote.strip()):
            continue
        alive = st.sampled_from(["suggested", "confirmed", "corrected", "added"])
        made.append(
            Annotation(
                f"id{number}", start, end, quote, text[max(0, start - 32) : start], text[end : end + 32],
                draw(st.sampled_from(KINDS)), draw(st.sampled_from(FORMS)), draw(names),
                draw(st.none() | references), draw(st.lists(paths, max_size=2).map(tuple)),
                draw(st.lists(candidates, max_size=2).map(tuple)), draw(shares),
                draw(st.lists(notices, max_size=1).map(tuple)), "rejected" if rejected else draw(alive),
                draw(st.lists(decisions, max_size=1).map(tuple)),
            )
        )  # fmt: skip
    return Document(source_from_text(text, "a.txt"), Generator("annotator", "0", draw(words)), tuple(made))
