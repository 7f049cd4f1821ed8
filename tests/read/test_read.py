"""Every way a file may come in: what its text is, what is said about it, or the one line that refuses it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import InputError, Source
from annotator.read import read, source_from_text
from annotator.read.encoding import BOM_LEFT_OUT, READ_AS

SENTENCE = "L’article 8 de la Déclaration dit « oui ».\r\n\r\nFin."
RUSSIAN = "Статья 15 Конституции Российской Федерации имеет высшую юридическую силу."

# bytes, the text they hold, the notes that say how they were read
READABLE = [
    pytest.param(SENTENCE.encode(), SENTENCE, (), id="utf-8, line ends kept"),
    pytest.param(b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, (BOM_LEFT_OUT,), id="utf-8 with mark"),
    pytest.param(
        b"\xff\xfe" + SENTENCE.encode("utf-16-le"), SENTENCE, (READ_AS["utf-16-le"], BOM_LEFT_OUT), id="utf-16-le"
    ),
    pytest.param(
        b"\xfe\xff" + RUSSIAN.encode("utf-16-be"), RUSSIAN, (READ_AS["utf-16-be"], BOM_LEFT_OUT), id="utf-16-be"
    ),
    pytest.param(SENTENCE.encode("utf-16-le"), SENTENCE, (READ_AS["utf-16-le"],), id="utf-16-le without mark"),
    pytest.param(SENTENCE.encode("utf-16-be"), SENTENCE, (READ_AS["utf-16-be"],), id="utf-16-be without mark"),
    pytest.param(SENTENCE.encode("cp1252"), SENTENCE, (READ_AS["cp1252"],), id="windows-1252"),
    pytest.param("一般𝔘é".encode(), "一般𝔘é", (), id="astral and combining stay"),
    pytest.param(b"Page one\x0cPage two", "Page one\x0cPage two", (), id="a page break is text"),
]


@pytest.mark.parametrize(("data", "text", "notes"), READABLE)
def test_text_is_read_as_it_stands_and_the_notes_say_how(data: bytes, text: str, notes: tuple[str, ...]) -> None:
    source = read(data, "note.txt")
    assert (source.text, source.notes) == (text, notes)
    assert source.length == len(text)


# bytes, file name, a part of the line that refuses them
REFUSED = [
    pytest.param(b"", "a.txt", "a.txt: the file is empty", id="empty"),
    pytest.param(b" \r\n\t ", "a.txt", "only white space", id="white space"),
    pytest.param("\u00a0\u2003\n".encode(), "a.txt", "only white space", id="white space beyond ASCII"),
    pytest.param(b"\xef\xbb\xbf", "a.txt", "empty", id="nothing but a byte order mark"),
    pytest.param(b"%PDF-1.7\n...", "a.txt", "the PDF is damaged", id="pdf under another name"),
    pytest.param(b"PK\x03\x04rest", "opinion.docx", "the archive is damaged", id="damaged docx"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00", "a.md", "picture", id="png under another name"),
    pytest.param(b"{\\rtf1 Art. 5", "a.txt", "the RTF file is cut short", id="rtf under another name"),
    pytest.param(b"<a/>", "a.xml", "an XML file", id="xml"),
    pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?><office:document/>", "a.fodt", "an XML file", id="flat"),
    pytest.param(b"{}", "a.json", "JSON", id="json"),
    pytest.param(b"Art. 5", "a.docx", "the name says .docx, but the file is none", id="text called docx"),
    pytest.param(b"Art. 5", "a.pdf", "the name says .pdf, but the file is none", id="text called pdf"),
    pytest.param(b"\xd0\xcf\x11\xe0" * 9, "a.doc", "save it as .docx", id="old Word"),
    pytest.param(b"abc\x00def", "a.txt", "NUL", id="NUL"),
    pytest.param(bytes(range(1, 32)) * 20, "a.txt", "control characters", id="control characters"),
    pytest.param(b"ok " * 50 + b"\xed\xa0\x80", "a.txt", "lone surrogate", id="surrogate in utf-8"),
    pytest.param(b"\xff\xfea\x00\x00\xd8b\x00", "a.txt", "lone surrogate", id="surrogate in utf-16"),
    pytest.param(SENTENCE.encode() * 3 + b"\xe2\x80", "a.txt", "broken character at byte", id="utf-8 cut short"),
    pytest.param(RUSSIAN.encode("cp1251"), "a.txt", "encoding cannot be told", id="windows-1251 is not guessed"),
    pytest.param("根据中华人民共和国宪法第三条".encode("gb18030"), "a.txt", "encoding cannot be told", id="gb18030"),
]


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED)
def test_what_is_no_text_is_refused_in_one_line_that_names_it(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        read(data, f"/home/someone/{name}")
    line = str(error.value)
    assert reason in line
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    assert line.count(": ") >= 2, "the line says what to do"


def test_the_limit_is_of_bytes_and_inclusive() -> None:
    assert read(b"12345", "a", limit=5).length == 5
    with pytest.raises(InputError, match="6 bytes are more than the limit of 5"):
        read(b"123456", "a", limit=5)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("brief.txt", "brief.txt"),
        ("/etc/../brief.txt", "brief.txt"),
        (r"C:\temp\brief.txt", "brief.txt"),
        ("folder/", "folder"),
        ("..", "text"),
        ("", "text"),
        ("a\x1b[2J\nb\x00.txt", "a[2Jb.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("me\udcffmoire.txt", "memoire.txt"),
        ("قانون\u200cاساسی.txt", "قانون\u200cاساسی.txt"),  # the joiner is part of the Persian word
        ("x" * 300 + ".txt", "x" * 115 + "….txt"),
    ],
)
def test_names_are_made_safe_to_show(name: str, shown: str) -> None:
    assert read(b"text", name).name == shown


def test_media_type_follows_from_the_name_and_unknown_names_are_plain_text() -> None:
    def media_type(name: str) -> str:
        return read(b"# Art. 5", name).media_type

    assert media_type("a.MD") == media_type("a.markdown") == "text/markdown"
    assert media_type("a.txt") == media_type("a") == media_type("Roe v. Wade") == "text/plain"


def test_the_id_is_the_same_every_time_and_differs_by_name_and_text() -> None:
    def identity(text: str, name: str) -> str:
        return source_from_text(text, name).id

    assert identity("one", "a") == read(b"one", "a").id
    assert len({identity("one", "a"), identity("two", "a"), identity("one", "b")}) == 3


def test_language_is_left_open() -> None:
    assert read(b"text", "a").language == "und"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one", ["one"]),
        ("one\ntwo\n", ["one\ntwo"]),
        ("\n\n one\n\ntwo", [" one", "two"]),
        ("one\r\n \t\r\ntwo\r\n", ["one", "two"]),
        ("one\r\rtwo", ["one", "two"]),
        ("one\n\u3000\ntwo", ["one", "two"]),
        ("one\u2028\u2028two", ["one", "two"]),
    ],
)
def test_blank_lines_part_paragraphs(text: str, paragraphs: list[str]) -> None:
    source = source_from_text(text)
    assert [text[s.start : s.end] for s in source.segments] == paragraphs


@given(st.text(alphabet=st.sampled_from("ab \t\n\r\x0c\u2028\u00a0é😀"), min_size=1))
def test_paragraphs_are_in_order_and_hold_every_word(text: str) -> None:
    if text.isspace():
        return
    segments = source_from_text(text).segments
    assert all(a.end < b.start for a, b in pairwise(segments))
    borders = zip([0, *(s.end for s in segments)], [*(s.start for s in segments), len(text)], strict=True)
    assert not "".join(text[start:end] for start, end in borders).strip()


@given(st.binary(min_size=1))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        source: Source = read(data, "x.txt")
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert source.text.strip()
        assert source.length == len(source.text)


@given(st.text(min_size=1).filter(lambda t: t.strip() and "\0" not in t))
def test_utf8_text_comes_back_character_for_character(text: str) -> None:
    # Signatures and control characters are refused; a mark at the start is left out: the test above sees to them.
    try:
        source = read(b"See: " + text.encode(), "x.txt")
    except InputError as error:
        assert "control characters" in str(error)
    else:
        assert source.text == "See: " + text


def test_a_lone_surrogate_in_a_string_is_refused() -> None:
    with pytest.raises(InputError, match="lone surrogate"):
        source_from_text("a\ud800b")
