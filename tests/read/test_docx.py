"""Word files: what is text, what is left out, and which XML text node gave which stretch."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from annotator.model import InputError
from annotator.read import read
from annotator.read.docx import Walk, walk
from tests.read.made import W, members, paragraph, part, run, word, zipped

NOTE = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
OWN_MARK = "<w:r><w:footnoteRef/></w:r>"
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    + f'<w:footnote w:id="7">{paragraph(OWN_MARK, run(" Second: ECHR."))}</w:footnote>'
    + f'<w:footnote w:id="3">{paragraph(OWN_MARK, run(" First: CEDAW."))}</w:footnote>'
    + f'<w:footnote w:id="9">{paragraph(run("No mark leads here."))}</w:footnote>'
)
BOX = "<w:txbxContent>" + paragraph(run("In a box.")) + "</w:txbxContent>"

# body, the text it gives, the notes
BODIES = [
    pytest.param(
        paragraph(run("Article 5 of the Conv"), run("ention against ", "<w:b/>"), run("Torture")),
        "Article 5 of the Convention against Torture", (), id="runs are joined",
    ),
    pytest.param(
        paragraph(run("One"), "<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>")
        + paragraph() + paragraph(run("Self"), "<w:r><w:noBreakHyphen/></w:r>", run("rule")),
        "One\ttwo\nthree\n\nSelf\u2011rule", (), id="tabs, breaks, hyphens, empty paragraphs",
    ),
    pytest.param(
        paragraph(run("Article "), f'<w:ins w:id="1">{run("6")}</w:ins>',
                  '<w:del w:id="2"><w:r><w:delText>5</w:delText></w:r></w:del>', run(" ECHR")),
        "Article 6 ECHR", ("1 tracked deletion was left out.",), id="tracked changes",
    ),
    pytest.param(
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Article 5 of ") + "</w:p>"
        + paragraph(run("the ECHR")),
        "Article 5 of the ECHR", (), id="a deleted end of a paragraph joins it with the next",
    ),
    pytest.param(
        paragraph(run("seen "), run("unseen", "<w:vanish/>"), run("shown", '<w:vanish w:val="0"/>')),
        "seen shown", ("1 stretch of hidden text was left out.",), id="hidden text",
    ),
    pytest.param(
        paragraph('<w:hyperlink r:id="r9">' + run("UN Charter") + "</w:hyperlink>",
                  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>',
                  run(" art. 2"),
                  f'<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>{run(" (4)")}</w:sdtContent></w:sdt>'),
        "UN Charter art. 2 (4)", (), id="links, fields and controls keep what they show",
    ),
    pytest.param(
        paragraph(run("article 5"), run("1", '<w:vertAlign w:val="superscript"/>'),
                  run(" and 6"), run("2", '<w:position w:val="8"/>')),
        "article 5¹ and 6²", (), id="a raised number is no part of the number before it",
    ),
    pytest.param(
        paragraph(run("Before"), "<w:r><mc:AlternateContent>"
                  f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
                  f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>", run(" after")),
        "Before after\n\nIn a box.", (), id="a text box comes once, after its paragraph",
    ),
    pytest.param(
        paragraph(run("See"), "<w:r><w:drawing/></w:r>") + '<w:altChunk r:id="r8"/>',
        "See", ("1 picture or drawing was left out.", "1 embedded document was left out."), id="pictures",
    ),
    pytest.param(
        paragraph(run("§ as a "), '<w:r><w:sym w:font="Times" w:char="00A7"/></w:r>',
                  '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'),
        "§ as a §", (), id="symbols that have a code of their own",
    ),
    pytest.param(
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' + run("Recalls") + "</w:p>",
        "Recalls", ("Numbers that Word gives to paragraphs by itself are not part of the text.",),
        id="automatic numbers",
    ),
    pytest.param(
        paragraph(run("المادة 5 من "), run("😀𠮷 العهد")), "المادة 5 من 😀𠮷 العهد", (), id="right to left and astral",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "notes"), BODIES)
def test_the_text_is_that_of_the_final_version(body: str, text: str, notes: tuple[str, ...]) -> None:
    source = read(word(body), "opinion.docx")
    assert (source.text, source.notes) == (text, notes)
    assert source.media_type.endswith("wordprocessingml.document")


def test_tables_are_read_row_by_row_and_nested_ones_in_their_cell() -> None:
    def cell(*content: str) -> str:
        return f"<w:tc>{''.join(content)}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('in')))}{cell(paragraph(run('ner')))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{cell(paragraph(run('Treaty')))}{cell(paragraph(run('Article')))}</w:tr>"
        f"<w:tr>{cell(paragraph())}{cell(paragraph(run('5')), paragraph(run('6')))}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell(paragraph(run('gone')))}</w:tr>"
        f"<w:tr>{cell(inner)}{cell(paragraph(run('last')))}</w:tr>"
    )
    source = read(word(paragraph(run("See:")) + f"<w:tbl>{rows}</w:tbl>" + paragraph(run("End."))), "a.docx")
    assert source.text == "See:\n\nTreaty | Article\n\n5\n\n6\n\nin | ner | last\n\nEnd."
    where = {source.text[s.start : s.end]: s.label for s in source.segments if s.kind == "table"}
    assert where["Article"] == "table 1, row 1, column 2"
    assert where["6"] == "table 1, row 2, column 2"
    assert where["ner"] == "table 2, row 1, column 2"


def test_notes_come_behind_the_body_in_the_order_of_their_marks_and_headers_last() -> None:
    body = paragraph(run("A"), NOTE.format(3), run(" and B"), NOTE.format(7), run("."))
    data = word(body, footnotes=NOTES, header=paragraph(run("A/HRC/17/27")), footer=paragraph(run("Page 1")))
    source = read(data, "a.docx")
    assert source.text == "A¹ and B².\n\n¹ First: CEDAW.\n\n² Second: ECHR.\n\nA/HRC/17/27\n\nPage 1"
    assert [(s.kind, s.label) for s in source.segments] == [
        ("paragraph", ""), ("footnote", "footnote 1"), ("footnote", "footnote 2"),
        ("header", "header"), ("footer", "footer"),
    ]  # fmt: skip


def test_headings_are_known_by_style_whatever_the_language_of_word() -> None:
    styles = (
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="Text"><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    body = "".join(paragraph(run(style), style=style) for style in ("Titel", "berschrift2", "Mine", "Text"))
    source = read(word(body, styles=styles), "a.docx")
    assert [(s.kind, s.label) for s in source.segments] == [
        ("heading", "title"), ("heading", "heading 2"), ("heading", "heading 2"), ("paragraph", ""),
    ]  # fmt: skip


def test_comments_and_macros_are_left_out_and_said() -> None:
    data = word(paragraph(run("Text")), comments='<w:comment w:id="0"/><w:comment w:id="1"/>')
    source = read(zipped({**members(data), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "a.docm")
    assert source.text == "Text"
    assert source.notes == ("2 comments were left out.", "The file holds macros. They were not run and not read.")


def assert_pieces_lead_back(data: bytes, done: Walk) -> None:
    archive = members(data)
    parts = {piece.part for piece in done.pieces}
    nodes = {name: list(ElementTree.fromstring(archive[name]).iter(f"{{{W}}}t")) for name in parts}
    end = 0
    for piece in done.pieces:
        shown = done.text[piece.start : piece.end].translate(str.maketrans("¹²", "12"))
        assert shown == nodes[piece.part][piece.index].text
        assert end <= piece.start < piece.end
        end = piece.end


@pytest.mark.parametrize("body", [param.values[0] for param in BODIES])
def test_every_piece_leads_back_to_its_text_node(body: str) -> None:
    data = word(body + paragraph(run("x"), NOTE.format(3)), footnotes=NOTES, header=paragraph(run("A/66"), run("/1")))
    done = walk(data)
    assert done.text == read(data, "a.docx").text
    assert {piece.part for piece in done.pieces} == {"word/document.xml", "word/footnotes.xml", "word/header.xml"}
    assert_pieces_lead_back(data, done)


GOOD = members(word(paragraph(run("See article 5."))))
DEEP = "<w:ins>" * 20_000 + "</w:ins>" * 20_000

# what is changed in a good file, a part of the line that refuses it
BROKEN = [
    pytest.param({"word/document.xml": GOOD["word/document.xml"][:-9]}, "its XML is damaged", id="cut short"),
    pytest.param({"word/document.xml": part("document", "<w:body><w:p/></w:body>")}, "the text is empty", id="no text"),
    pytest.param(
        {"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "b">]>' + GOOD["word/document.xml"].partition(b"?>")[2]},
        "entities", id="entities",
    ),
    pytest.param({"word/document.xml": part("document", f"<w:body>{DEEP}</w:body>")}, "too deep", id="deep"),
    pytest.param({"word/document.xml": b" " * 30_000_000}, "zip bomb", id="bomb"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reason"), BROKEN)
def test_a_broken_file_gets_one_line(change: dict[str, bytes | str], reason: str) -> None:
    with pytest.raises(InputError, match=reason) as error:
        read(zipped({**GOOD, **change}), "folder/opinion.docx")
    assert str(error.value).startswith("opinion.docx: ")
    assert "\n" not in str(error.value)


def test_a_file_without_a_body_or_with_a_password_gets_one_line() -> None:
    without = {name: content for name, content in GOOD.items() if name != "word/document.xml"}
    with pytest.raises(InputError, match=r"a\.docx: the Word file has no body"):
        read(zipped(without), "a.docx")
    locked = b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    with pytest.raises(InputError, match=r"a\.docx: it is protected by a password"):
        read(locked, "a.docx")


def test_a_target_outside_the_file_is_never_followed() -> None:
    rels = GOOD["_rels/.rels"].replace(b"word/document.xml", b"../../../../etc/passwd")
    with pytest.raises(InputError, match="no body"):
        read(zipped({**GOOD, "_rels/.rels": rels}), "a.docx")
