"""Same again: which other mentions one decision is offered for."""

from __future__ import annotations

import pytest

from annotator.engine import annotate
from annotator.model import Reference
from annotator.review import apply, begin, confirm, naming, refer, reject, same_mentions, undo

WHO = {"reviewer": "Ada", "at": "2026-01-01T00:00:00.000000Z"}

# (quote, kind, the name in it)
NAMES = [
    ("Article 4 of the Caracas Convention", "treaty", "Caracas Convention"),
    ("art. 6 § 1 of the ECHR", "treaty", "ECHR"),
    ("Artikel 3 EMRK", "treaty", "EMRK"),
    ("artículos 1 y 2 de la Convención Americana sobre Derechos Humanos", "treaty",
     "Convención Americana sobre Derechos Humanos"),
    ("article 11 of the Mexican Constitution", "constitution", "Mexican Constitution"),
    ("Quux Accord", "treaty", "Quux Accord"),  # no table knows it: all of what a reviewer marked
    ("article 5", "treaty", ""),  # a pinpoint alone names nothing
    ("第10条", "treaty", ""),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "kind", "name"), NAMES)
def test_the_name_in_a_quote(quote: str, kind: str, name: str) -> None:
    assert naming(quote, kind).name == name  # type: ignore[arg-type]


# (text, which citation is decided, which others bear the name)
TEXTS = [
    ("Article 4 of the Caracas Convention. The CARACAS\nCONVENTION again, and article 9 of the Caracas Convention.",
     0, [1, 2]),  # pinpoint, case and line end aside
    ("The American Convention on Human Rights and the Pact of San José.", 0, []),  # another name of the same treaty
    ("Resolution 1325 (2000) and then S/RES/1325 (2000), not resolution 1326 (2000).", 0, [1]),  # the same symbol
    ("Resolutions 242 (1967) and 338 (1973). Security Council resolution 338 (1973).", 1, [2]),
    ("Article 11 of the Mexican Constitution; article 11 of the Constitution of Peru.", 0, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "decided", "others"), TEXTS)
def test_the_other_mentions(text: str, decided: int, others: list[int]) -> None:
    review = begin(annotate(text))
    ids = [a.id for a in review.document.annotations]
    assert same_mentions(review, ids[decided]) == tuple(ids[at] for at in others)


def test_one_step_decides_all_and_takes_all_back() -> None:
    review = begin(annotate(TEXTS[0][0]))
    first, second, third = (a.id for a in review.document.annotations)
    taken = confirm(review, [second], **WHO)
    assert taken is not None
    # What is decided already is not asked for again.
    assert same_mentions(apply(review, taken), first) == (third,)
    meant = Reference("oas-a47", "Convention on Territorial Asylum", "1954-03-28")
    for step in (confirm, reject, refer):
        arguments = (meant,) if step is refer else ()
        event = step(review, (first, *same_mentions(review, first)), *arguments, **WHO)  # type: ignore[operator]
        after = apply(review, event)
        assert len({a.status for a in after.document.annotations}) == 1
        assert {a.history[-1].note for a in after.document.annotations} == {"one of 3 decided at once"}
        if step is refer:
            assert {a.reference for a in after.document.annotations} == {meant}
        back = apply(after, undo(after, **WHO))
        assert {a.status for a in back.document.annotations} == {"suggested"}
    assert same_mentions(review, "no such id") == ()
