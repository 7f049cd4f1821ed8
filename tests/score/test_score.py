"""The figures, checked by hand on small cases and by law on many."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import InputError
from annotator.score import Paper, Row, Score, compare, read_paper
from annotator.score.changes import state
from annotator.score.figures import pair

ICCPR = Row(10, 30, "treaty", "mtdsg-iv-4", frozenset({"art_14"}))


def score(gold: list[Row], found: list[Row]) -> Score:
    made = Score()
    made.add(Paper("a.json", "en", "x" * 200, tuple(gold)), found)
    return made


# what was found for ICCPR, and the state that follows
ONE_FOUND = [
    pytest.param(ICCPR, "right", id="the same"),
    pytest.param(replace(ICCPR, start=20), "right", id="half of it"),
    pytest.param(replace(ICCPR, end=51), "missed", id="just under half in common"),
    pytest.param(replace(ICCPR, kind="resolution"), "missed", id="other kind"),
    pytest.param(replace(ICCPR, reference="un-charter"), "wrong: reference", id="other reference"),
    pytest.param(replace(ICCPR, reference=""), "wrong: reference", id="no reference"),
    pytest.param(replace(ICCPR, pinpoints=frozenset()), "wrong: pinpoints", id="no pinpoint"),
    pytest.param(replace(ICCPR, pinpoints=frozenset({"art_14", "art_15"})), "wrong: pinpoints", id="one pinpoint more"),
    pytest.param(
        replace(ICCPR, end=28, reference="", pinpoints=frozenset()), "wrong: extent, reference, pinpoints", id="all off"
    ),
]


@pytest.mark.parametrize(("found", "expected"), ONE_FOUND)
def test_what_becomes_of_one_citation(found: Row, expected: str) -> None:
    assert state(score([ICCPR], [found]).outcomes[0]) == expected


def test_a_gold_citation_with_no_reference_is_not_judged_on_its_link() -> None:
    made = score([replace(ICCPR, reference="")], [ICCPR])
    assert state(made.outcomes[0]) == "right"
    assert made.figures()["all"].linked is None


def test_figures_by_hand() -> None:
    gold = [ICCPR, Row(40, 50, "constitution", "mx-1917", frozenset()), Row(60, 70, "treaty", "x", frozenset(), "bare")]
    found = [
        replace(ICCPR, end=29),  # found, not exact, right
        replace(gold[1], reference="mx-1857"),  # found, exact, wrong link
        Row(100, 110, "treaty", "x", frozenset()),  # spurious
    ]
    figures = score(gold, found).figures()
    everything = figures["all"]
    assert (everything.gold, everything.precision, everything.recall) == (3, 2 / 3, 2 / 3)
    assert everything.f1 == pytest.approx(2 / 3)
    assert (everything.exact, everything.linked, everything.pinpointed) == (0.5, 0.5, 1.0)
    assert everything.end_to_end_f1 == pytest.approx(1 / 3)
    assert list(figures) == ["all", "form:bare", "form:full", "kind:constitution", "kind:treaty", "lang:en"]
    assert (figures["form:bare"].recall, figures["kind:treaty"].precision) == (0, 0.5)


def test_optional_citations_are_neither_rewarded_nor_punished() -> None:
    doubtful = replace(ICCPR, optional=True)
    for found in ([], [ICCPR], [replace(ICCPR, kind="resolution")], [Row(29, 31, "treaty", "", frozenset())]):
        assert score([doubtful], found).figures() == {}


def test_of_two_finds_the_better_overlap_counts_and_the_other_is_spurious() -> None:
    near, exact = replace(ICCPR, start=12), ICCPR
    assert pair([ICCPR], [near, exact]) == {0: 1}
    assert [state(o) for o in score([ICCPR], [near, exact]).outcomes] == ["right", "spurious"]


rows = st.builds(
    lambda start, size, kind, reference, pins, optional: Row(
        start, start + size, kind, reference, frozenset(pins), optional=optional
    ),
    st.integers(0, 50),
    st.integers(1, 20),
    st.sampled_from(("treaty", "resolution")),
    st.sampled_from(("", "a", "b")),
    st.sets(st.sampled_from(("art_1", "art_2"))),
    st.booleans(),
)


@given(st.lists(rows, max_size=6), st.lists(rows, max_size=6))
def test_laws_of_the_figures(gold: list[Row], found: list[Row]) -> None:
    pairs = pair(gold, found)
    assert len(set(pairs.values())) == len(pairs), "nothing is counted twice"
    for figures in score(gold, found).figures().values():
        shares = (figures.precision, figures.recall, figures.f1, figures.exact, figures.pinpointed)
        assert all(0 <= share <= 1 for share in shares)
        assert figures.end_to_end_f1 <= figures.f1
        assert figures.gold >= 0


def disjoint(gold: list[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in sorted(gold, key=lambda r: r.start):
        if not kept or row.start >= kept[-1].end:
            kept.append(replace(row, optional=False))
    return kept


@given(st.lists(rows, min_size=1, max_size=6).map(disjoint))
def test_the_gold_scored_against_itself_is_perfect(gold: list[Row]) -> None:
    figures = score(gold, gold).figures()["all"]
    assert (figures.precision, figures.recall, figures.exact, figures.end_to_end_f1) == (1, 1, 1, 1)
    nothing = score(gold, []).figures()["all"]
    assert (nothing.recall, nothing.f1, nothing.end_to_end_f1) == (0, 0, 0)


def test_changes_say_what_was_gained_and_lost() -> None:
    other = replace(ICCPR, start=60, end=80)
    before = {o.key: state(o) for o in score([ICCPR, other], [ICCPR, replace(other, start=100, end=120)]).outcomes}
    now = score([ICCPR, other], [replace(ICCPR, reference="un-charter"), other]).outcomes
    changes = compare(before, now)
    assert changes.lost == (("a.json 10-30 treaty", "right", "wrong: reference"),)
    assert changes.gained == (
        ("a.json 100-120 treaty spurious", "spurious", "not found"),
        ("a.json 60-80 treaty", "missed", "right"),
    )
    assert compare({o.key: state(o) for o in now}, now) == compare({}, [])


def test_both_kinds_of_file_are_read() -> None:
    row = {"start": 1, "end": 3, "kind": "treaty", "pinpoints": ["art_1"], "extra": "ignored"}
    gold = read_paper(
        json.dumps({"text": "text", "language": "fr", "citations": [{**row, "reference": "a"}]}).encode(), "a.json"
    )
    export = {
        "document": {"text": "text", "language": "fr"},
        "annotations": [{**row, "reference": {"id": "a"}}, {**row, "status": "rejected"}],
    }
    assert read_paper(json.dumps(export).encode(), "a.json") == gold
    assert (gold.language, gold.rows) == ("fr", (Row(1, 3, "treaty", "a", frozenset({"art_1"})),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"citations": [{}]}',
        b'{"citations": [{"start": 3, "end": 3, "kind": "treaty"}]}',
        b'{"citations": [{"start": 1, "end": 3, "kind": "law"}]}',
    ],
)
def test_other_files_are_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.json: ") as error:
        read_paper(data, "a.json")
    assert "\n" not in str(error.value)
