"""Folders, archives and annotated documents as a stream: a bad one comes in its place, the others go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.export import dump
from annotator.model import Document, Generator, InputError
from annotator.read import find, read_all, read_item, source_from_text
from tests.read.made import word_of, zipped

DOCUMENT = Document(source_from_text("See article 5.", "a.txt"), Generator("annotator", "0", ""))
LINE = dump(DOCUMENT, compact=True) + b"\n"


def told(found: object) -> str:
    if isinstance(found, InputError):
        return str(found)
    return found.text if isinstance(found, Document) else getattr(found, "text", "")


ARCHIVE = {
    "a.txt": "one", "sub/b.docx": word_of(["two"]), "empty.txt": "", "in.zip": zipped({"x.txt": "x"}),
    "../out.txt": "x", "__MACOSX/._a.txt": "x", "bomb.txt": b"a" * 3_000_000, "c.jsonl": LINE + b"{}\n",
}  # fmt: skip


def test_an_archive_gives_each_document_or_why_not() -> None:
    assert [told(found) for found in read_all(zipped(ARCHIVE), "some/all.zip")] == [
        "one",
        "two",
        "all.zip/empty.txt: the file is empty: choose a file with text in it",
        "all.zip/in.zip: an archive in an archive is not opened: unpack it first",
        "all.zip/../out.txt: its name leads out of the archive: pack it anew under a plain name",
        "all.zip/bomb.txt: it unpacks to more than 250 times its size, as an attack would (a zip bomb):"
        " pack it anew if it is sound",
        "See article 5.",
        "all.zip/c.jsonl: line 2: this is not an annotated document: choose a JSON file that annotator exported",
    ]


def test_a_folder_gives_the_same_as_an_archive_of_it(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped(ARCHIVE))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("three", "utf-8")
    (tmp_path / ".hidden").write_text("no", "utf-8")
    items = [item for item in find(tmp_path) if not isinstance(item, InputError)]
    assert [item.inside for item in items][:2] == ["all.zip/a.txt", "all.zip/sub/b.docx"]
    texts = [told(found) for item in items for found in read_item(item)]
    assert [text for text in texts if ": " not in text] == ["one", "two", "See article 5.", "three"]


def test_annotated_documents_come_as_they_are(tmp_path: Path) -> None:
    assert list(read_all(dump(DOCUMENT), "a.json")) == [DOCUMENT]
    assert list(read_all(LINE * 2, "a.jsonl")) == [DOCUMENT, DOCUMENT]
    (tmp_path / "a.jsonl").write_bytes(LINE * 3)
    [item] = find(tmp_path / "a.jsonl")
    assert not isinstance(item, InputError)
    assert list(read_item(item)) == [DOCUMENT] * 3


def test_an_archive_with_a_password_gets_one_line() -> None:
    data = bytearray(zipped({"a.txt": "text"}))
    # The bit that says "encrypted", in the entry and in the list of entries.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert [told(found) for found in read_all(bytes(data), "a.zip")] == [
        "a.zip/a.txt: it is protected by a password: save it without one"
    ]


def test_a_damaged_archive_with_a_member_that_has_no_name_is_read_without_it() -> None:
    data = bytearray(zipped({"a.txt": "one", "b.txt": "two"}))
    at = data.index(b"b.txt", data.index(b"PK\x01\x02"))
    data[at] = 0  # what stands behind a zero byte is no part of a name
    assert [told(found) for found in read_all(bytes(data), "a.zip")] == ["one"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt"])
def test_a_byte_order_mark_before_annotated_documents_does_not_count(name: str) -> None:
    assert list(read_all(b"\xef\xbb\xbf" + LINE, name)) == [DOCUMENT]


@pytest.mark.parametrize("limit", [5, 6])
def test_a_file_over_the_limit_is_not_read(tmp_path: Path, limit: int) -> None:
    (tmp_path / "a.txt").write_text("123456", "utf-8")
    [item] = find(tmp_path / "a.txt")
    assert not isinstance(item, InputError)
    [found] = read_item(item, limit)
    assert told(found).startswith("123456" if limit == 6 else "a.txt: 6 bytes are more than the limit of 5")
