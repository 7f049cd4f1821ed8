"""What the insights count, by tables, and that no order of the citations changes a figure."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from annotator.insights import instruments, timeline, together, warnings
from annotator.model import KINDS, STATUSES, Kind, Status


@dataclass(frozen=True)
class Row:
    document: str
    reference: str | None
    title: str = ""
    kind: Kind = "treaty"
    status: Status = "suggested"
    warnings: tuple[str, ...] = ()


ROWS = [
    Row("a", "charter", "Charter"),
    Row("a", "charter", "Charter", status="confirmed", warnings=("ambiguous",)),
    Row("b", "charter", ""),  # stored with less than the others know
    Row("b", "echr", "Human Rights", status="rejected", warnings=("ambiguous",)),  # no citation
    Row("b", "A/RES/217(III)", "Declaration", "resolution"),
    Row("a", "A/RES/217(III)", "Declaration", "resolution", warnings=("year-mismatch", "year-mismatch")),
    Row("c", None, warnings=("unresolved",)),  # no instrument: warns, but is counted nowhere else
    Row("c", "mx-1917", "Mexico", "constitution", warnings=("ambiguous", "replaced")),
]


def test_instruments_are_counted_by_citation_and_document() -> None:
    assert [(i.id, i.title, i.citations, i.documents) for i in instruments(ROWS)] == [
        ("charter", "Charter", 3, 2),
        ("A/RES/217(III)", "Declaration", 2, 2),
        ("mx-1917", "Mexico", 1, 1),
    ]


def test_the_timeline_tells_years_by_kind_and_what_has_none() -> None:
    years = {"charter": 1945, "A/RES/217(III)": 1945}
    rows, undated = timeline(instruments(ROWS), years.get)
    assert [(row.year, row.kind, row.instruments, row.citations) for row in rows] == [
        (1945, "treaty", 1, 3),
        (1945, "resolution", 1, 2),
    ]
    assert undated == 1


def test_instruments_of_the_same_documents_stand_together() -> None:
    found = together(ROWS)
    assert [(p.first.id, p.second.id, p.documents, p.share) for p in found.pairs] == [
        ("charter", "A/RES/217(III)", 2, 1.0)
    ]
    assert not together(ROWS, most=1).pairs


def test_warnings_count_a_citation_once_each_and_what_is_open() -> None:
    assert [(w.code, w.citations, w.documents, w.open) for w in warnings(ROWS)] == [
        ("ambiguous", 2, 2, 1),
        ("replaced", 1, 1, 1),
        ("unresolved", 1, 1, 1),
        ("year-mismatch", 1, 1, 1),
    ]


some_rows = st.lists(
    st.builds(
        Row,
        st.sampled_from("abc"),
        st.sampled_from(["x", "y", "z", None]),
        st.just("t"),
        st.sampled_from(KINDS),
        st.sampled_from(STATUSES),
        st.lists(st.sampled_from(["ambiguous", "replaced"])).map(tuple),
    ),
    max_size=30,
)


@given(some_rows, st.randoms())
def test_the_order_of_citations_changes_nothing(rows: list[Row], random: st.randoms) -> None:  # type: ignore[valid-type]
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert instruments(mixed) == instruments(rows)
    assert warnings(mixed) == warnings(rows)
    assert together(mixed) == together(rows)
    counted = [row for row in rows if row.status != "rejected" and row.reference]
    assert sum(i.citations for i in instruments(rows)) == len(counted)
    for pair in together(rows).pairs:
        assert 1 <= pair.documents <= min(pair.first.documents, pair.second.documents)
        assert 0 < pair.share <= 1
