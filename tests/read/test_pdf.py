"""PDF files: reading order, running heads, footnotes, places on the page, and what cannot be read."""

from __future__ import annotations

import pytest

from annotator.model import InputError
from annotator.read import read
from tests.read.made import Words, arabic_paper, paper

LONG = "and so the words of this line go on to its end"


def lines(x: float, top: float, *texts: str, size: float = 11) -> list[Words]:
    return [Words(x, top - 14 * n, text, size) for n, text in enumerate(texts)]


def test_every_line_keeps_its_page_and_its_place() -> None:
    source = read(paper([Words(50, 700, "Article 5")], [Words(60, 100, "Article 6")]), "a.pdf")
    found = [(source.text[s.start : s.end], s.page, s.rectangle) for s in source.segments if s.kind == "line"]
    assert [(text, page) for text, page, _ in found] == [("Article 5", 1), ("Article 6", 2)]
    for (_, _, rectangle), (x, y) in zip(found, [(50, 700), (60, 100)], strict=True):
        assert rectangle is not None
        left, bottom, right, top = rectangle
        assert abs(left - x) < 2 and bottom <= y < top < y + 14 and x < right < x + 80
    pages = [(s.page, s.rectangle) for s in source.segments if s.kind == "page"]
    assert pages == [(1, (0, 0, 595, 842)), (2, (0, 0, 595, 842))]


def test_text_that_stands_on_its_head_is_not_taken_for_text() -> None:
    with pytest.raises(InputError, match="all text of the PDF runs up or down its pages: turn the pages"):
        read(paper([Words(50, 100, "Upside")], rotate=180), "a.pdf")


@pytest.mark.parametrize(("rotate", "up"), [(90, True), (90, False), (270, True), (0, True)])
def test_a_page_that_is_turned_is_read_as_it_is_shown(rotate: int, up: bool) -> None:
    data = paper([Words(100, 60, "Article 5", up=up), Words(120, 60, "of the ECHR", up=up)], rotate=rotate)
    if (rotate, up) != (90, True):
        with pytest.raises(InputError, match="turn the pages"):
            read(data, "a.pdf")
        return
    source = read(data, "a.pdf")
    assert source.text == "Article 5\nof the ECHR"
    [first, second] = [s.rectangle for s in source.segments if s.kind == "line" and s.rectangle]
    assert abs(first[0] - 60) < 2 and first[1] <= 595 - 100 < first[3] and second[3] < first[3]


def test_a_sentence_goes_on_over_pages_and_running_heads_do_not_cut_it() -> None:
    pages = [
        [Words(50, 810, "A/HRC/44/12"), *lines(50, 700, f"{LONG} {n}", f"ends with article {n} of the"),
         Words(290, 30, f"Page {n}")]
        for n in range(1, 5)
    ]  # fmt: skip
    source = read(paper(*pages), "a.pdf")
    assert f"article 1 of the\n{LONG} 2" in source.text
    assert source.text.count("A/HRC/44/12") == 1
    assert source.text.endswith("\n\nA/HRC/44/12")
    assert any("Running headers" in note for note in source.notes)


def test_notes_that_say_the_same_are_no_running_footers() -> None:
    pages = [[*lines(50, 700, LONG, LONG, LONG), Words(50, 40, f"{2 * n + n * n} Ibid.", 8)] for n in range(1, 6)]
    source = read(paper(*pages), "a.pdf")
    notes = [source.text[s.start : s.end] for s in source.segments if s.kind == "footnote"]
    assert notes == ["3 Ibid.", "8 Ibid.", "15 Ibid.", "24 Ibid.", "35 Ibid."]


def test_columns_are_read_one_after_the_other_in_whatever_order_they_were_written() -> None:
    left = lines(50, 700, *(f"the left column has line {n}" for n in range(6)))
    right = lines(320, 700, *(f"the right column has line {n}" for n in range(6)))
    across = [words for pair in zip(left, right, strict=True) for words in pair]
    down = read(paper([*left, *right]), "a.pdf").text.split()
    assert read(paper(across), "a.pdf").text.split() == down
    assert down.index("right") > len(down) / 2 - 5


def test_a_raised_mark_is_no_part_of_the_number_before_it() -> None:
    page = [Words(50, 700, "See article 5"), Words(111.5, 705, "1", 6), Words(50, 680, LONG)]
    assert "article 5¹" in read(paper(page), "a.pdf").text


def test_a_word_parted_at_the_end_of_a_line_keeps_the_hyphen_that_is_printed() -> None:
    text = read(paper(lines(50, 700, "the Conven-", "tion against Torture")), "a.pdf").text
    assert text == "the Conven-\ntion against Torture"


def test_small_pages_without_words_are_said_and_a_file_without_words_is_refused() -> None:
    source = read(paper([Words(50, 700, "Article 5")], []), "a.pdf")
    assert source.notes == ("No text on 1 page of 2 (2): empty or pictures.",)
    with pytest.raises(InputError, match=r"a\.pdf: the PDF has no text in it.*OCR"):
        read(paper([]), "a.pdf")


def test_a_locked_or_damaged_file_gets_one_line() -> None:
    with pytest.raises(InputError, match=r"a\.pdf: the PDF is "):
        read(b"%PDF-1.4\nnothing", "a.pdf")
    key = "<" + "00" * 32 + ">"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(InputError, match=r"a\.pdf: the PDF is protected by a password"):
        read(paper([Words(50, 700, "Article 5")], more=lock), "a.pdf")


def test_the_letters_of_an_arabic_ligature_come_in_the_order_in_which_they_are_read() -> None:
    line = read(arabic_paper("ا", "لأ", "م", "م", " ", "ا", "ل", "م", "ت"), "a.pdf").text
    assert line == "الأمم المت"
