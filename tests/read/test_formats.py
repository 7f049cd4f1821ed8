"""What every format has in common: paragraphs come in order, bad files get one line, names do not deceive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import InputError
from annotator.read import read
from tests.read import made

MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": made.word_of,
    "odt": made.open_text_of,
    "html": made.page_of,
    "rtf": made.rich_text_of,
    "eml": made.mail_of,
    "epub": made.book_of,
}
# Characters that markup, code pages and offsets stumble over; no white space but single spaces inside, which the
# formats treat each in their own way.
LETTERS = "abZ059éñßçЖ第條عهدש“”’—–-§&<>{}\\;:/#=\"'😀𠮷🏳\u200c\u200d\u202b\u0301"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=8)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5)


@pytest.mark.parametrize("name", MAKERS)
@given(paragraphs=PARAGRAPHS)
@settings(deadline=None, max_examples=60)
def test_the_paragraphs_of_a_file_come_in_order(name: str, paragraphs: list[str]) -> None:
    source = read(MAKERS[name](paragraphs), f"x.{name}")
    assert [source.text[s.start : s.end] for s in source.segments] == paragraphs
    assert source.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("name", MAKERS)
def test_the_bytes_tell_the_format_whatever_the_name(name: str) -> None:
    data = MAKERS[name](["Article 5"])
    assert read(data, "a.txt").media_type == read(data, f"a.{name}").media_type != "text/plain"


@pytest.mark.parametrize("name", [*MAKERS, "pdf"])
def test_an_empty_file_or_one_without_words_gets_one_line(name: str) -> None:
    nothing = [b""] if name == "pdf" else [b"", MAKERS[name]([])]
    for data in nothing:
        with pytest.raises(InputError) as error:
            read(data, f"folder/a.{name}")
        assert str(error.value).startswith(f"a.{name}: the ")
        assert "empty" in str(error.value)


@pytest.mark.parametrize("name", [*MAKERS, "pdf"])
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_a_file_that_was_cut_or_changed_is_read_or_refused_in_one_line(name: str, data: st.DataObject) -> None:
    whole = MAKERS[name](["Article 5", "é😀"]) if name != "pdf" else made.paper([made.Words(50, 700, "Article 5")])
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = data.draw(st.sampled_from([whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :], whole[at:]]))
    try:
        source = read(broken, f"a.{name}")
    except InputError as error:
        assert len(str(error).splitlines()) == 1
        assert str(error).startswith(f"a.{name}: ")
    else:
        assert source.length == len(source.text)
        assert all(0 <= s.start < s.end <= source.length for s in source.segments)


@pytest.mark.parametrize("name", MAKERS)
def test_the_limit_holds_for_what_is_unpacked_too(name: str) -> None:
    data = MAKERS[name](["word " * 20_000])
    with pytest.raises(InputError, match="more than the limit of 60,000"):
        read(data, f"a.{name}", limit=60_000)


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "a spreadsheet"),
        ({"mimetype": "application/vnd.oasis.opendocument.chart"}, "no text"),
        ({"[Content_Types].xml": "<Types>spreadsheetml.sheet.main</Types>"}, "an Excel workbook"),
        ({"[Content_Types].xml": "<Types>presentationml.slideshow</Types>"}, "a PowerPoint file"),
        ({"a.txt": "text"}, "an archive of files"),
    ],
)
def test_archives_that_are_no_texts_are_told_apart_by_what_is_in_them(members: dict[str, str], what: str) -> None:
    with pytest.raises(InputError, match=what):
        read(made.zipped(members), "a.docx")
