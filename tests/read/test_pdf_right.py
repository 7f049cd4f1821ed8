"""Lines of a PDF page that run to the left: read by where their characters stand, in whatever order those come."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.read.pdf_right import Character, read_from_the_right

WIDE = 5.0


def drawn(shown: str) -> list[Character]:
    """A line from its left end as it is printed: each character five points wide, a blank a gap of as much."""
    line: list[Character] = []
    for place, sign in enumerate(shown):
        if sign != " ":
            line.append(Character(ord(sign), WIDE * place, 0, WIDE * (place + 1), 10, 2))
    return line


def told(line: Sequence[Character | None]) -> list[str]:
    return ["".join(chr(c.code) if c else " " for c in part) for part in read_from_the_right(line)]


def mirrored(word: str) -> str:
    return word[::-1]


# what is printed, from left to right, and what is read
PRINTED = [
    (f"5 {mirrored('المادة')}", "المادة 5"),
    (f"{mirrored('الميثاق')} {mirrored('من')} 51 {mirrored('المادة')}", "المادة 51 من الميثاق"),
    # A file may tell the sign of a bracket, or what it is for.
    (f"(1) 33 {mirrored('المادة')}", "المادة 33 (1)"),
    (f")1( 33 {mirrored('المادة')}", "المادة 33 (1)"),
    (f"{mirrored('بشأن')} S/RES/242 (1967) {mirrored('قرار')}", "قرار S/RES/242 (1967) بشأن"),
    (f"{mirrored('عام')} 1.5 {mirrored('نسبة')}", "نسبة 1.5 عام"),
    (f"The words {mirrored('ميثاق')} mean charter", "The words ميثاق mean charter"),
    (f"5 {mirrored('סעיף')}", "סעיף 5"),
    ("See article 5.", "Seearticle5."),  # nothing runs to the left: as it came, and this one came without spaces
]


@pytest.mark.parametrize(("printed", "read"), PRINTED)
def test_a_line_is_read_as_a_person_reads_it(printed: str, read: str) -> None:
    assert told(drawn(printed)) == [read]


@given(st.sampled_from(PRINTED[:-1]), st.randoms())
def test_the_order_in_which_the_characters_come_does_not_count(case: tuple[str, str], random: object) -> None:
    printed, read = case
    line = drawn(printed)
    random.shuffle(line)  # type: ignore[attr-defined]
    assert told(line) == [read]


def test_a_vowel_follows_its_letter_and_a_wide_gap_parts_two_cells() -> None:
    kaf, lam = drawn(mirrored("كل"))[::-1]
    over = Character(0x651, lam.left + 1, 8, lam.right - 1, 10, 9)
    assert told([over, kaf, lam]) == ["ك" + "ل" + "\u0651"]
    assert told(drawn(f"{mirrored('اتفاقية')}{' ' * 6}4 {mirrored('المادة')}")) == ["المادة 4", "اتفاقية"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_ligature_begins_with_its_lam(order: int) -> None:
    alif, meem = drawn("م  ا")[1], drawn("م  ا")[0]
    box = (5.0, 0.0, 15.0, 10.0, 2.0)
    both = [Character(ord("ل"), *box), Character(ord("أ"), *box)][::order]
    # The letter before it stands where it must where the line was turned already, else the other way round.
    line = [alif, *both, meem] if order < 0 else [meem, *both, alif]
    assert told(line) == ["الأم"]
