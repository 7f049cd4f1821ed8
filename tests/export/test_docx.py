"""Word files: the citations get links and comments, and nothing else changes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pypdfium2
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.engine import annotate
from annotator.export.docx import write_docx, write_into_docx
from annotator.export.inline import live
from annotator.export.xml import unheld
from annotator.model import Document, InputError
from annotator.read import read
from annotator.read.docx import walk
from tests.export.any_document import HOSTILE, documents, solid
from tests.programs import needed
from tests.read.made import R, members, paragraph, run, word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="7"/></w:r>'
BOX = (
    "<w:r><w:t xml:space='preserve'>Before </w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    "<w:txbxContent>"
    + paragraph(run("In a box: the UN Charter."))
    + "</w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent><w:t>the ECHR.</w:t></w:r>"
)
BODY = (
    paragraph(run("The law", "<w:b/>"), style="Heading1")
    + paragraph(
        run("See Arti"), run("cle 51 of the ", "<w:i/>"), run("UN Charter"), run(" & <b>."), NOTE,
        '<w:ins w:id="90" w:author="x">' + run("Also resolution 1325 (2000).") + "</w:ins>",
    )
    + paragraph('<w:hyperlink r:id="r9">' + run("The UN Charter is linked") + "</w:hyperlink>", run(" already."))
    + "<w:tbl><w:tr><w:tc>" + paragraph(run("article 11 of the Mexican Constitution")) + "</w:tc></w:tr><w:tr><w:tc>"
    + paragraph(run("المادة 14 من العهد الدولي الخاص بالحقوق المدنية والسياسية", "<w:rtl/>")) + "</w:tc></w:tr></w:tbl>"
    + paragraph(BOX)
    + "<w:p/>"
    + paragraph("<w:r><w:t>article 5 of</w:t><w:tab/><w:t>the ECHR</w:t><w:tab/><w:t>end</w:t></w:r>")
    + '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
)  # fmt: skip
FOOTNOTES = (
    f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" Article 6 of the ECHR."))}</w:footnote>'
)
COMMENTS = '<w:comment w:id="4" w:author="Ana">' + paragraph(run("An old remark.")) + "</w:comment>"
FILE = word(BODY, footnotes=FOOTNOTES, header=paragraph(run("On the UN Charter")), comments=COMMENTS)


def marked(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The text of each comment, and the text that each comment in the body is about, by the comment's id."""
    parts = members(data)
    comments = ElementTree.fromstring(parts["word/comments.xml"]) if "word/comments.xml" in parts else Element("none")
    told = {c.get(f"{W}id", ""): "\n".join("".join(p.itertext()) for p in c.iter(f"{W}p")) for c in comments}
    about: dict[str, str] = {}
    open_ones: set[str] = set()
    for element in ElementTree.fromstring(parts["word/document.xml"]).iter():
        name, identity = element.tag.removeprefix(W), element.get(f"{W}id", "")
        if name == "commentRangeStart":
            open_ones.add(identity)
            about[identity] = ""
        elif name == "commentRangeEnd":
            open_ones.remove(identity)
        elif name == "p":
            for one in open_ones:
                about[one] += "\n"
        elif name in ("t", "tab", "br", "noBreakHyphen"):
            for one in open_ones:
                about[one] += element.text or "" if name == "t" else {"tab": "\t", "br": "\n"}.get(name, "\u2011")
    assert not open_ones
    referred = re.findall(rb'<w:commentReference [^>]*w:id="(\d+)"', parts["word/document.xml"])
    assert sorted(int(one) for one in referred) == sorted(int(one) for one in told if told[one] != "An old remark.")
    return told, about


def links(data: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """Text and address of every link to the web that was put in."""
    parts = members(data)
    relations = part.replace("word/", "word/_rels/") + ".rels"
    if relations not in parts:
        return []
    targets = {e.get("Id"): e.get("Target", "") for e in ElementTree.fromstring(parts[relations])}
    found = ElementTree.fromstring(parts[part]).iter(f"{W}hyperlink")
    pairs = [("".join(link.itertext()), targets.get(link.get(f"{{{R}}}id"))) for link in found]
    return [(text, target) for text, target in pairs if target is not None]


def looks(data: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """Every character with the properties of its run, marks aside: what a reader sees."""
    seen: list[tuple[str, str]] = []

    def see(element: Element, look: str) -> None:
        if element.tag == f"{W}r":
            properties = element.find(f"{W}rPr")
            look = "" if properties is None else "".join(ElementTree.tostring(p, "unicode") for p in properties)
        for child in element:
            if child.tag == f"{W}t":
                seen.extend((c, look) for c in child.text or "")
            elif element.tag == f"{W}r" and child.tag not in (f"{W}rPr", f"{W}commentReference"):
                seen.append((child.tag, look))
            see(child, look)

    see(ElementTree.fromstring(members(data)[part]), "")
    return seen


@pytest.fixture(scope="module")
def document() -> Document:
    return annotate(read(FILE, "law.docx"))


def test_every_citation_of_the_original_gets_a_comment(document: Document) -> None:
    made = write_into_docx(document, FILE)
    told, about = marked(made)
    quotes = [a.quote for a in document.annotations]
    assert len(quotes) == 10
    assert list(about.values()) == [
        "Article 51 of the UN Charter", "resolution 1325 (2000)", "UN Charter",
        "article 11 of the Mexican Constitution",
        "المادة 14 من العهد الدولي الخاص بالحقوق المدنية والسياسية", "ECHR", "article 5 of\tthe ECHR",
    ]  # fmt: skip
    # In the note, the header and the box Word takes none: they stand near by and quote.
    elsewhere = [text for one, text in told.items() if one not in about and text != "An old remark."]
    assert [text.splitlines()[0] for text in elsewhere] == [
        "text box: “UN Charter”", "footnote 1: “Article 6 of the ECHR”", "header: “UN Charter”",
    ]  # fmt: skip
    assert told["4"] == "An old remark."
    assert min(int(one) for one in told if one != "4") == 5


def test_citations_with_an_address_are_links_where_word_allows_them(document: Document) -> None:
    made = write_into_docx(document, FILE)
    linked = links(made)
    # Cut where the runs are cut; not in a tracked insertion, not in a link that is there already.
    assert [text for text, _ in linked] == [
        "Arti", "cle 51 of the ", "UN Charter", "article 11 of the Mexican Constitution",
        "المادة 14 من العهد الدولي الخاص بالحقوق المدنية والسياسية", "UN Charter", "ECHR", "article 5 ofthe ECHR",
    ]  # fmt: skip
    assert all(target.startswith("https://") for _, target in linked)
    [(text, target)] = links(made, "word/footnotes.xml")
    assert (text, target) == ("Article 6 of the ECHR", dict(linked)["ECHR"])


def test_nothing_else_changes(document: Document) -> None:
    made = write_into_docx(document, FILE)
    assert walk(made).text == document.text
    before, after = members(FILE), members(made)
    for part in ("word/document.xml", "word/footnotes.xml", "word/header.xml"):
        assert looks(made, part) == looks(FILE, part)
    untouched = set(before) - {
        *("word/document.xml", "word/footnotes.xml", "word/header.xml", "word/comments.xml"),
        "word/_rels/document.xml.rels",
    }
    assert untouched
    assert all(after[name] == before[name] for name in untouched)
    # Without a citation not one byte of any part is another one.
    assert members(write_into_docx(replace(document, annotations=()), FILE)) == before


def test_rejected_ones_and_addresses_that_are_none_bear_no_link(document: Document) -> None:
    rejected = replace(document, annotations=tuple(replace(a, status="rejected") for a in document.annotations))
    assert marked(write_into_docx(rejected, FILE))[0] == {"4": "An old remark."}
    first = document.annotations[0]
    assert first.reference is not None
    led_astray = replace(first, reference=replace(first.reference, url="javascript:alert(1)"))
    made = write_into_docx(replace(document, annotations=(led_astray,)), FILE)
    assert links(made) == []
    assert marked(made)[1] == {"5": first.quote}


def test_another_file_than_the_one_it_came_from_is_refused(document: Document) -> None:
    for other in (word(paragraph(run("Another text."))), b"no archive"):
        with pytest.raises(InputError, match=r"^law\.docx: .") as error:
            write_into_docx(document, other)
        assert "\n" not in str(error.value)


@st.composite
def split_paragraphs(draw: st.DrawFn) -> tuple[bytes, Document]:
    """A Word file whose text is cut into runs anyhow, with citations anywhere in it."""
    letters = st.text(st.sampled_from("abc é😀ש&<>\"'"), min_size=1, max_size=6)
    looks_like = st.sampled_from(("", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>'))
    runs = st.builds(run, letters, looks_like) | st.just("<w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/></w:r>")
    rows = draw(st.lists(st.lists(runs, min_size=1, max_size=4).map(lambda r: paragraph(*r)), min_size=1, max_size=3))
    data = word(paragraph(run("The UN Charter.")) + "".join(rows))
    found = annotate(read(data, "made.docx"))
    cuts = sorted(draw(st.sets(st.integers(15, len(found.text)), max_size=6)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if found.text[a:b].strip()]
    first = found.annotations[0]
    more = [
        replace(
            first,
            id=f"x{a}",
            start=a,
            end=b,
            quote=found.text[a:b],
            reference=draw(st.sampled_from((first.reference, None))),
        )
        for a, b in pairs
    ]
    return data, replace(found, annotations=(first, *more))


@settings(max_examples=60)
@given(split_paragraphs())
def test_any_runs_any_marks(made: tuple[bytes, Document]) -> None:
    data, document = made
    written = write_into_docx(document, data)
    assert walk(written).text == document.text
    assert looks(written) == looks(data)
    told, about = marked(written)
    # The comment is about the quote; the gap between two paragraphs is no character of either.
    assert [solid(text) for text in about.values()] == [solid(a.quote) for a in document.annotations]
    assert len(told) == len(document.annotations)


def plain(text: str) -> list[str]:
    """The lines of a text with words in them, whatever ended them, and U+FFFD for what a Word file cannot hold."""
    kept = "".join("\ufffd" if unheld(c) and c not in "\x0b\x0c" else c for c in text)
    return [line.strip(" \t") for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", kept) if line.strip()]


@settings(max_examples=50)
@given(documents())
def test_a_new_file_has_the_text_and_the_quotes(document: Document) -> None:
    made = write_docx(document)
    assert plain(walk(made).text) == plain(document.text)
    _, about = marked(made)
    # A quote of line ends alone has nothing to lay a comment on.
    quoted = [words for a in live(document) if (words := plain(a.quote))]
    commented = [words for text in about.values() if (words := plain(text))]
    assert commented == quoted
    said = members(made)["docProps/core.xml"].decode()
    assert all(f"{code} at {at}" in said for at, code in unheld(document.text) if code not in ("U+000B", "U+000C"))


def test_hostile_text_stays_text() -> None:
    text = " ".join(["The UN Charter", *(h for h in HOSTILE if not h.isspace())])
    made = write_docx(annotate(text))
    assert plain(walk(made).text) == plain(text)


def test_half_a_character_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="half a character"):
        write_docx(annotate("See the UN Charter \ud800"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["original", "new"])
def test_libreoffice_opens_it_and_prints_text_comments_and_links(document: Document, kind: str, tmp_path: Path) -> None:
    made = write_into_docx(document, FILE) if kind == "original" else write_docx(document)
    (tmp_path / "law.docx").write_bytes(made)
    program, profile = needed("LibreOffice"), (tmp_path / "profile").as_uri()
    for form in ('pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}', "fodt"):
        command = [
            program,
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            form,
            "--outdir",
            tmp_path,
        ]
        done = subprocess.run([*command, tmp_path / "law.docx"], capture_output=True, check=False, timeout=180)
        assert done.returncode == 0, done.stderr
    pdf = pypdfium2.PdfDocument(tmp_path / "law.pdf")
    shown = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    # A box that a test file only hints at is not drawn; letters from right to left come in another order.
    printed = [q for a in document.annotations if (q := " ".join(a.quote.split())).isascii()]
    assert len(printed) == 9
    assert all(quote in shown for quote in printed)
    # The old remark stands at no place of its file.
    told = [text for text in marked(made)[0].values() if text != "An old remark."]
    noted = notes(pdf)
    pdf.close()
    assert len(noted) == len(told)
    assert all(any(text.splitlines()[0] in note for note in noted) for text in told)
    read_back = ElementTree.parse(tmp_path / "law.fodt").iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a")
    assert {a.get("{http://www.w3.org/1999/xlink}href") for a in read_back} >= {target for _, target in links(made)}


def notes(pdf: pypdfium2.PdfDocument) -> list[str]:
    """The notes in a PDF."""
    found: list[str] = []
    for page in pdf:
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, number)
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_TEXT:
                size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
                value = (raw.FPDF_WCHAR * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, b"Contents", value, size)
                found.append(bytes(value).decode("utf-16-le").rstrip("\0"))
            raw.FPDFPage_CloseAnnot(note)
    return found
