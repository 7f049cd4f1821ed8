"""Symbols and pinpoint paths: parsing and printing are inverses."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.pinpoints import UNITS, Path, Step, describe, expand, parse_path
from annotator.references import load_references
from annotator.symbols import parse_symbol

STEADY = settings(deadline=None, derandomize=True, max_examples=200)
VALUES = st.from_regex(r"[0-9]{1,4}(bis|ter|[a-z])?(-[0-9]{1,2})?|[a-z]{1,2}|", fullmatch=True)
STEPS = st.builds(Step, st.sampled_from(sorted(UNITS)), VALUES)
PATHS = st.lists(STEPS, min_size=1, max_size=5).map(lambda steps: Path(tuple(steps)))


@STEADY
@given(PATHS)
def test_a_path_is_printed_as_it_is_parsed(path: Path) -> None:
    assert parse_path(str(path)) == path
    assert describe(str(path)).count(",") == len(path.steps) - 1


@STEADY
@given(st.text(max_size=30))
def test_what_is_no_path_is_refused_or_printed_the_same(text: str) -> None:
    path = parse_path(text)
    assert path is None or str(path) == text.strip()


@STEADY
@given(st.integers(1, 900), st.integers(1, 900))
def test_a_range_holds_its_ends_and_counts_up(first: int, last: int) -> None:
    values = expand(str(first), str(last))
    if values is None:
        assert not first < last <= first + 200
    else:
        assert values == [str(n) for n in range(first, last + 1)]


def test_every_symbol_of_the_tables_is_printed_as_it_is_parsed() -> None:
    ids = [id for id in load_references().instruments if "/RES/" in id or "/PRST/" in id]
    assert len(ids) > 10_000
    assert [id for id in ids if str(parse_symbol(id)) != id] == []
