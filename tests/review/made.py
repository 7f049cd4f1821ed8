"""Documents built by hand for the tests of this room and of the web room."""

from __future__ import annotations

from annotator.model import Annotation, Candidate, Document, Generator, Notice, Reference, Source
from annotator.read import source_from_text

# An emoji, a letter outside the basic plane, a combining mark, CRLF and a right-to-left paragraph come first.
TEXT = (
    "📰 News from 𠮷野, cafe\u0301.\r\n"
    "Article 4 of the Caracas Convention leaves it to the asylum State, which may ask for safe passage.\n"
    "He recalled article 11 of the Mexican Constitution and a 1967 UN General Assembly resolution.\n"
    "تنص المادة 14 من العهد الدولي على ذلك.\n"
)
ASYLUM = Reference("oas-a46", "Convention on Diplomatic Asylum", "1954-03-28")
TERRITORIAL = Reference("oas-a47", "Convention on Territorial Asylum", "1954-03-28")
MEXICO = Reference("mx-1917", "Political Constitution of the United Mexican States", "1917")
ASYLUM_1967 = Reference("A/RES/2312(XXII)", "Declaration on Territorial Asylum", "1967-12-14")


def annotation(text: str, quote: str, kind: str, references: tuple[Reference, ...], *pinpoints: str) -> Annotation:
    """A suggestion for the first place of `quote`; the first reference is the one suggested."""
    start = text.index(quote)
    share = 0.9 / max(1, len(references))
    return Annotation(
        id=f"a{start}",
        start=start,
        end=start + len(quote),
        quote=quote,
        prefix=text[max(0, start - 32) : start],
        suffix=text[start + len(quote) : start + len(quote) + 32],
        kind=kind,  # type: ignore[arg-type]
        form="full",
        rule="by-hand",
        reference=references[0] if references else None,
        pinpoints=pinpoints,
        candidates=tuple(Candidate(r.id, r.title, r.date, share, ("says so",)) for r in references),
        confidence=0.8,
        warnings=(Notice("ambiguous", "Two conventions go by this name."),) if len(references) > 1 else (),
    )


def annotate_by_hand(source: Source | str, *, references: object = None) -> Document:
    """Stands for the engine where a test is about what comes after it: knows three phrases."""
    source = source if isinstance(source, Source) else source_from_text(source, "text")
    text = source.text
    known = (
        ("Article 4 of the Caracas Convention", "treaty", (ASYLUM, TERRITORIAL), "art_4"),
        ("article 11 of the Mexican Constitution", "constitution", (MEXICO,), "art_11"),
        ("1967 UN General Assembly resolution", "resolution", (ASYLUM_1967,)),
    )
    found = [annotation(text, *row) for row in known if row[0] in text]  # type: ignore[arg-type, call-arg]
    return Document(source, Generator("annotator", "0.1.0", "by hand"), tuple(sorted(found, key=lambda a: a.start)))


def document() -> Document:
    """The text above with its three citations."""
    return annotate_by_hand(source_from_text(TEXT, "news.txt"))
