"""The table of authorities in its three forms: the same instruments, safe in a spreadsheet, read back as they are."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from annotator.authorities import authorities
from annotator.engine import annotate
from annotator.export.authority_tables import (
    write_authorities_csv,
    write_authorities_docx,
    write_authorities_markdown,
)
from annotator.export.cells import csv_rows
from annotator.model import Document, InputError
from annotator.read import read, source_from_text
from tests.programs import needed

TEXT = "Articles 10 and 2 of the UN Charter.\n\nArticle 2 of the Montevideo Convention; resolution 1325 (2000)."


@pytest.fixture
def found() -> list[Document]:
    first = annotate(source_from_text(TEXT, "brief.txt"))
    charter = first.annotations[0]
    assert charter.reference is not None
    confirmed = replace(charter, status="confirmed")
    other = annotate(source_from_text("See the UN Charter.", "=cmd|x.txt"))
    return [replace(first, annotations=(confirmed, *first.annotations[1:])), other]


def test_the_rows_are_the_places(found: list[Document]) -> None:
    data = write_authorities_csv(found)
    rows = csv_rows(data)
    expected = [(a.id, c.pinpoint, p.name, p.where) for a in authorities(found) for c in a.cited for p in c.places]
    assert [(r["id"], r["pinpoint"], r["document"], r["where"]) for r in rows] == expected
    assert len(expected) == 5
    assert b"'=cmd|x.txt" in data


def test_identifiers_have_columns_of_their_own(found: list[Document]) -> None:
    rows = csv_rows(write_authorities_csv(found))
    charter = next(row for row in rows if row["title"] == "Charter of the United Nations")
    assert charter["unts"] == "1 UNTS XVI"
    assert charter["wikidata"].startswith("Q")
    assert charter["un_document"] == ""
    resolution = next(row for row in rows if row["id"] == "S/RES/1325(2000)")
    assert resolution["un_document"] == "https://docs.un.org/en/S/RES/1325(2000)"
    assert resolution["other_identifiers"] == "un-symbol=S/RES/1325(2000)"
    # Which Montevideo Convention is meant is not known for certain: nothing is told of either.
    doubtful = next(row for row in rows if row["state"] == "ambiguous")
    assert not any(doubtful[name] for name in ("un_document", "wikidata", "unts", "frbr", "other_identifiers"))


def test_the_list_names_instruments_provisions_and_places(found: list[Document]) -> None:
    made = write_authorities_markdown(found).decode()
    assert "## Treaties\n\n- [Charter of the United Nations](<https://" in made
    assert "    - article 2: brief.txt, paragraph 1 ✓\n    - article 10: brief.txt, paragraph 1 ✓\n" in made
    assert "## Several instruments fit" in made
    assert made.index("## Treaties") < made.index("## UN resolutions") < made.index("## Several instruments fit")


def test_the_word_file_says_the_same(found: list[Document]) -> None:
    text = read(write_authorities_docx(found), "table.docx").text
    assert text.startswith("Table of authorities\n\nTreaties\n\nCharter of the United Nations, 1945-06-26")
    assert "article 2 | brief.txt, paragraph 1 ✓" in text
    assert "as a whole | =cmd|x.txt, paragraph 1" in text


def test_half_a_character_is_refused() -> None:
    broken = [annotate("See the UN Charter \ud800.")]
    charter = broken[0].annotations[0]
    assert charter.reference is not None
    title = replace(charter.reference, title="\ud800")
    broken = [replace(broken[0], annotations=(replace(charter, reference=title),))]
    for write in (write_authorities_csv, write_authorities_markdown, write_authorities_docx):
        with pytest.raises(InputError, match="half a character"):
            write(broken)


@pytest.mark.slow
def test_libreoffice_prints_it(found: list[Document], tmp_path: Path) -> None:
    (tmp_path / "table.docx").write_bytes(write_authorities_docx(found))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [needed("LibreOffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path]
    assert subprocess.run([*command, tmp_path / "table.docx"], capture_output=True, check=False).returncode == 0
    pdf = pypdfium2.PdfDocument(tmp_path / "table.pdf")
    shown = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "Charter of the United Nations" in shown
    assert "article 10" in shown
