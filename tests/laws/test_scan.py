"""The fast scanner against a slow one that looks for every literal at every place."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings

from annotator.find import scan
from annotator.find.scan import Scanner
from annotator.fold import fold
from annotator.references import load_references
from tests.laws.glued import texts

JOINED_PREFIXES = "وبلكف"
Place = tuple[str, int, int]


@cache
def scanner() -> Scanner:
    return Scanner(load_references())


@cache
def words() -> frozenset[str]:
    """The literals that are words of a language or names of bodies."""
    return frozenset(form for form, meant in zip(scanner()._forms, scanner()._meant, strict=True) if meant)


@cache
def trie() -> dict[str, object]:
    """All literals of the scanner, letter by letter; the key "" marks an end."""
    root: dict[str, object] = {}
    for form in (*load_references().names, *words()):
        node = root
        for char in form:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = True
    return root


def cjk(char: str) -> bool:
    return 0x2E80 <= ord(char) <= 0x9FFF


def words_meet(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word."""
    return left.isalnum() and right.isalnum() and not cjk(left) and not cjk(right)


def starts_a_word(text: str, at: int) -> bool:
    """The rule in words: nothing of a word before, or one joined Arabic letter that itself starts a word.

    Of a run of section signs only the last two open anything, else a page of them would be read from each.
    """
    if text[at : at + 3] in ("§§§", "¶¶¶"):
        return False
    if at == 0 or not words_meet(text[at - 1], text[at]):
        return True
    if text[at - 1] not in JOINED_PREFIXES:
        return False
    return at == 1 or not text[at - 2].isalpha() or text[at - 2] in JOINED_PREFIXES


def ends_a_word(text: str, end: int) -> bool:
    return end == len(text) or not words_meet(text[end - 1], text[end])


def numbered(word: str, text: str, end: int) -> bool:
    """A number may be glued to a word that calls for one, a footnote's to a long name."""
    behind = text[end : end + 3]
    if not behind[:1].isdigit() or not word[-1].isalpha():
        return False
    if word in words() and len(word) >= 3 and word.isalpha():
        return True
    mark = behind[: 1 if not behind[1:2].isdigit() else 2]
    return word in load_references().names and len(word) >= 12 and not behind[len(mark) : len(mark) + 1].isalnum()


def slow(text: str) -> set[Place]:
    """Every literal at every place where it stands at word boundaries, found without haste."""
    found: set[Place] = set()
    flat = text.replace("\n", " ")
    for start in range(len(flat)):
        node = trie()
        for end in range(start, len(flat) + 1):
            if "" in node and starts_a_word(text, start) and (
                ends_a_word(text, end) or numbered(flat[start:end], flat, end)
            ):
                found.add((flat[start:end], start, end))
            if end == len(flat) or flat[end] not in node:
                break
            node = node[flat[end]]  # type: ignore[assignment]
    return found


def fast(text: str) -> set[Place]:
    folded = fold(text)
    return {(hit.word, hit.start, hit.end) for hit in scanner().scan(folded)}


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts())
@example("وللمادة 14 من الميثاق")
@example("subarticles of the subsection")
@example("第九十六条第二款")
@example("§§§§ 5 and §§ 6, ¶¶¶ 7, §¶§ 8")
def test_the_fast_scanner_finds_what_the_slow_one_finds(text: str) -> None:
    assert fast(text) == slow(fold(text).text)


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("the UN Charter.", "un charter", True),
        ("the UN Charters", "un charter", False),
        ("the UN\nCharter", "un charter", True),
        ("the UN\n\nCharter", "un charter", True),
        ("reICCPR", "iccpr", False),
        ("ICCPR14", "iccpr", False),
        ("(ICCPR)", "iccpr", True),
        ("根据联合国宪章的规定", "联合国宪章", True),
        ("وميثاق الأمم المتحدة", "ميثاق الامم المتحده", True),
        ("جميثاق الأمم المتحدة", "ميثاق الامم المتحده", False),
    ],
)
def test_words_have_boundaries(text: str, word: str, found: bool) -> None:
    assert any(hit.word == word for hit in scanner().scan(fold(text))) == found


@pytest.mark.parametrize("before", [0, 1, 2, 3, 9, 20])
def test_a_seam_between_two_stretches_cuts_no_word(before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_STRETCH", 32)
    text = "." * before + " article 5 of the un charter, §§§ 7 وللماده 14 the subarticles; 第九十六条 of un charters"
    assert fast(text) == slow(text)


def test_hits_come_in_the_order_of_their_ends() -> None:
    text = fold("article 14 of the International Covenant on Civil and Political Rights (ICCPR), art. 2")
    ends = [hit.end for hit in scanner().scan(text)]
    assert ends == sorted(ends)
