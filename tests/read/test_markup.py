"""Web pages, e-books, OpenDocument, RTF and mail: what is text in them, what is not, and what is said."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from annotator.model import InputError
from annotator.read import read
from annotator.read.html import html
from annotator.read.tags import tokens
from tests.read.made import ODT_TYPE, book, members, open_text, zipped

# source, its text, the notes
PAGES = [
    ("<p>See <i>article</i>\n  5&nbsp;of <b> the </b> ECHR</p>", "See article 5\xa0of the ECHR", ()),
    ("a<br>b<div>c</div>d", "a\nb\n\nc\n\nd", ()),
    ("<p>Article 5<sup>12</sup> and 1<sup>er</sup>", "Article 5¹² and 1er", ()),
    ("<pre>a  b\n c</pre>", "a  b\n c", ()),
    ("<script>var a = '<p>';</script><style>p {}</style>x<!-- y --><template>z</template>", "x", ()),
    ("<nav>menu</nav>x<p hidden>y<p>z<span style='display: none'>q</span>", "x\n\nz",
     ("2 hidden parts were left out.", "1 navigation menu was left out.")),
    ("<ul><li hidden>a</ul>b", "b", ("1 hidden part was left out.",)),
    ("<del>old</del><ins>new</ins><img src=x onerror=alert(1)>", "new",
     ("1 picture was left out.", "1 deletion was left out.")),
    ("<ol><li>a<li>b</ol>", "a\n\nb",
     ("Numbers that a browser gives to list items by itself are not part of the text.",)),
    ("<table><tr><th>A<td>B<tr><td><td>C</table>d", "A | B\n\nC\n\nd", ()),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a | b | c", ()),
    ("a < b & c &lt;p&gt; &#x1F600; &#99999999999;", "a < b & c <p> 😀 \ufffd", ()),
    ("x<p", "x<p", ()),
    ("x<a href='", "x<a href='", ()),
    ("<ruby>憲法<rt>けんぽう</rt></ruby>", "憲法", ()),
    ("<p dir=rtl>المادة 5</p>\r\n<p>𠮷</p>", "المادة 5\n\n𠮷", ()),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "notes"), PAGES)
def test_a_page_gives_what_a_browser_shows(source: str, text: str, notes: tuple[str, ...]) -> None:
    done = html(source.encode())
    assert (done.text, done.notes) == (text, notes)


def test_headings_notes_and_cells_of_a_page_are_known() -> None:
    done = html(b"<h2>A</h2><p>b</p><aside role=doc-footnote><p>c</p></aside><table><tr><td>d</table><p>e")
    assert [(s.kind, s.label) for s in done.segments] == [
        ("heading", "heading 2"), ("paragraph", ""), ("footnote", "footnote"),
        ("table", "table 1, row 1, column 1"), ("paragraph", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    ["<" * 9, "<!--" * 9, "<a b='" * 9, "<![CDATA[" * 9, "</", "<a =b", "<a b=c", "<script>" * 3, "<!DOCTYPE [", "<?x"],
)
def test_broken_markup_ends(source: str) -> None:
    assert len(list(tokens(source))) <= 9


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<", "<!--", "<a b='", "<p hidden>", "<a ", "&#", "<![CDATA[", "<td>", "</", "<?"])
def test_reading_hostile_markup_takes_time_in_line_with_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        html((piece * times).encode())
        return time.process_time() - started

    # Where the cost were that of the square, eight times the page would take sixty-four times as long.
    assert min(seconds(160_000) for _ in range(2)) < 24 * min(seconds(20_000) for _ in range(3)) + 0.2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="windows-1251"><p>Статья 5'.encode("cp1251"), "Статья 5"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><html><p>Traité'.encode("latin-1"), "Traité"),
        ('<meta charset="windows-1251"><p>é'.encode("utf-8-sig"), "é"),  # the mark at the start goes before
        ('<meta charset="utf-8"><p>Traité'.encode(), "Traité"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(data: bytes, text: str) -> None:
    assert html(data).text == text


@pytest.mark.parametrize("named", ["klingon", "zip", "base64"])
def test_an_encoding_that_nobody_knows_is_not_guessed(named: str) -> None:
    with pytest.raises(InputError, match=rf"a\.html: its character encoding \({named}\) is not known"):
        read(f"<meta charset={named}><p>x".encode(), "a.html")


def test_the_chapters_of_a_book_come_in_the_order_of_its_spine() -> None:
    data = book({"z.xhtml": "<h1>One</h1><p>a</p>", "a.xhtml": "<p>b</p>"})
    assert read(data, "a.epub").text == "One\n\na\n\nb"


def test_a_locked_book_is_refused_and_one_with_locked_fonts_is_read() -> None:
    def locked(name: str) -> str:
        return f'<encryption><CipherReference URI="{name}"/></encryption>'

    assert read(book({"a.xhtml": "<p>b"}, encryption=locked("OPS/font.otf")), "a.epub").text == "b"
    with pytest.raises(InputError, match="DRM"):
        read(book({"a.xhtml": "<p>b"}, encryption=locked("OPS/a.xhtml")), "a.epub")


NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
    "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
)
STYLES = (
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
)

# body, its text, the notes
OPEN_TEXTS = [
    ("<text:p> a\n  b<text:s text:c='2'/>c<text:tab/>d<text:line-break/>e </text:p>", "a b  c\td\ne", ()),
    ('<text:p>Article 5<text:span text:style-name="T1">1</text:span></text:p>', "Article 5¹", ()),
    ("<text:p>A" + NOTE.format("footnote", 1, "CEDAW") + " b" + NOTE.format("endnote", "i", "ECHR") + ".</text:p>",
     "A¹ bi.\n\n¹ CEDAW\n\ni ECHR", ()),
    ("<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
     "</text:changed-region></text:tracked-changes><text:p>a<text:change/></text:p>", "a",
     ("1 tracked deletion was left out.",)),
    ("<text:p>a<office:annotation><text:p>said</text:p></office:annotation></text:p>"
     "<text:section text:display='none'><text:p>x</text:p></text:section>", "a",
     ("1 hidden part was left out.", "1 comment was left out.")),
    ("<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
     "<table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table-header-rows>"
     "<table:table-row><table:table-cell><text:p>C</text:p></table:table-cell></table:table-row></table:table>",
     "A | B\n\nC", ()),
    ("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>"
     "<text:p><draw:frame><draw:image/></draw:frame></text:p>", "a\n\nbox", ("1 picture was left out.",)),
    ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"
     "<text:h text:outline-level='2'>b</text:h>",
     "a\n\nb", ()),
    ("<text:p>a<text:span text:style-name='T2'>no</text:span></text:p><text:p text:style-name='P1'>no</text:p>", "a",
     ("2 hidden parts were left out.",)),
    ("<text:p>A" + NOTE.format("endnote", "i", "B") + NOTE.format("footnote", 1, "C" + NOTE.format("endnote", "j", "D"))
     + "</text:p>", "Ai¹\n\n¹ Cj\n\ni B\n\nj D", ()),
    ("<text:p>a <draw:frame><draw:object/><draw:image/></draw:frame></text:p>", "a",
     ("1 formula or other object was left out.",)),
    ("<text:p>a<text:s text:c='999999999'/>b</text:p>", "a" + " " * 1000 + "b", ()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "notes"), OPEN_TEXTS)
def test_an_open_document_gives_its_final_text(body: str, text: str, notes: tuple[str, ...]) -> None:
    source = read(open_text(body, STYLES), "a.odt")
    assert (source.text, source.notes) == (text, notes)


def test_headers_of_an_open_document_come_last_and_once() -> None:
    sides = "<style:header><text:p>A/66/254</text:p></style:header><style:footer><text:p>f</text:p></style:footer>"
    source = read(open_text("<text:h>Title</text:h>", "", sides + sides), "a.odt")
    assert [(s.kind, source.text[s.start : s.end]) for s in source.segments] == [
        ("heading", "Title"), ("header", "A/66/254"), ("footer", "f"),
    ]  # fmt: skip


def test_an_encrypted_or_hostile_open_document_gets_one_line() -> None:
    good = members(open_text("<text:p>a</text:p>"))
    with pytest.raises(InputError, match=r"a\.odt: it is protected by a password"):
        read(zipped({**good, "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "a.odt")
    with pytest.raises(InputError, match=r"a\.odt: its XML declares a document type or entities"):
        entities = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + good["content.xml"]
        read(zipped({**good, "content.xml": entities}), "a.odt")
    with pytest.raises(InputError, match="a part is missing"):
        read(zipped({"mimetype": ODT_TYPE}), "a.odt")


# RTF between its braces, its text, the notes
RICH_TEXTS = [
    (r"Conven{\b tion} \'e9\emdash\~\u8217 'x\line y\par z", "Conven" + "tion é—\xa0’x\ny\n\nz", ()),
    (r"\u-10179?\u-8704? \uc0\u233 \uc2\u233 abc", "😀 éé" + "c", ()),
    (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\f1\'d1\'f2.}\f0 \'e9", "Ст.é", ()),
    (r"{\fonttbl{\f1\fcharset134 S;}}\f1\'cf\'dc\'b7\'a8", "宪法", ()),
    (r"article 5{\super 1} a{\v no}b{\deleted no}c", "article 5¹ abc",
     ("1 tracked deletion was left out.", "1 stretch of hidden text was left out.")),
    (r"A{\super\chftn}{\footnote\pard{\super\chftn} CEDAW, art. 5.\par} b\par{\header H}{\footer F}{\header H}",
     "A¹ b\n\n¹ CEDAW, art. 5.\n\nH\n\nF", ()),
    (r"A{\super\chftn}{\*\footnote\ftnalt\pard{\super\chftn} B} C{\super\chftn}{\footnote\pard{\super\chftn} D}",
     "A¹ C¹\n\n¹ D\n\n¹ B", ()),
    (r"\trowd\intbl A\cell B\cell\row\trowd\intbl\cell C\cell\row\pard d", "A | B\n\nC\n\nd", ()),
    (r"x\par{\trowd{{\pard\intbl A\par}\cell}{{\pard\intbl B\par}\cell}\intbl\row}\pard d", "x\n\nA | B\n\nd", ()),
    (r"Before{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard Box.\par}}} and after.\par C",
     "Before and after.\n\nBox.\n\nC", ()),
    (r"{\field{\*\fldinst HYPERLINK}{\fldrslt link}} {\*\unknown x}{\pict\bin3 }}}00}{\*\annotation a}", "link",
     ("1 comment was left out.", "1 picture was left out.")),
    (r"a\{b\}\\c\-d\_e", "a{b}\\c\xadd\u2011e", ()),
    ("{\\stylesheet{\\s3 heading 2;}}\\s3 Title\\par\\pard x", "Title\n\nx", ()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "notes"), RICH_TEXTS)
def test_rich_text_is_read(body: str, text: str, notes: tuple[str, ...]) -> None:
    source = read(f"{{\\rtf1\\ansi {body}}}".encode("ascii"), "a.rtf")
    assert (source.text.strip(), source.notes) == (text, notes)


@pytest.mark.parametrize("body", ["{" * 5000, "a", "\\bin99999999999 x}"])
def test_broken_rich_text_gets_one_line(body: str) -> None:
    with pytest.raises(InputError, match=r"^a\.rtf: [^\n]+: save"):
        read(f"{{\\rtf1 {body}".encode("ascii"), "a.rtf")


def message(**heads: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"Message-ID": "<1@x>", "Subject": "Traité №5", "From": "Zoë <z@x>", **heads}.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_mail_in_several_versions_is_read_once_and_attachments_are_named() -> None:
    mail = message()
    mail.set_content("See article 5 of the Convention — 😀 العهد.\n\nBye.\n", cte="quoted-printable")
    mail.add_alternative("<p>See <b>article 6</b></p>", subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="../brief\u202e.pdf")
    source = read(mail.as_bytes(), "a.eml")
    assert source.text == "Traité №5\n\nFrom: Zoë <z@x>\n\nSee article 5 of the Convention — 😀 العهد.\n\nBye."
    assert [s.kind for s in source.segments] == ["heading", "header", "paragraph", "paragraph"]
    assert source.notes == (
        "The message comes in several versions; one was read.",
        "An attachment was left out: brief.pdf. Save it and open it by itself.",
    )


def test_a_mail_that_is_a_web_page_or_in_another_encoding_is_read() -> None:
    page = message()
    page.set_content("<p>Article <b>5</b></p><script>x</script>", subtype="html")
    assert read(page.as_bytes(), "a.eml").text.endswith("\n\nArticle 5")
    russian = b"Message-ID: <1@x>\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n" + "Статья 5".encode("koi8-r")
    assert read(russian, "a.eml").text == "Статья 5"


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "the message is encrypted"),
        ("Content-Type: text/plain; charset=klingon", "klingon"),
    ],
)
def test_a_mail_that_cannot_be_read_gets_one_line(heads: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"a\.eml: .*{reason}"):
        read(f"Message-ID: <1@x>\n{heads}\n\nabc".encode(), "a.eml")


def test_mail_in_mail_without_end_is_no_trap() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    with pytest.raises(InputError, match=r"^a\.eml: "):
        read(b"Message-ID: <1@x>\n" + deep, "a.eml")


def test_a_heading_with_a_note_stays_a_heading_and_each_table_of_a_rich_text_has_its_number() -> None:
    sheet = r"{\stylesheet{\s3 heading 2;}{\s4 footnote;}}"
    heading = sheet + r"\pard\s3 Title{\super\chftn}{\footnote\pard\s4 a}\par\pard x\par"
    table = r"\trowd\intbl A\cell\row\pard y\par"
    source = read(f"{{\\rtf1 {heading}{table}{table}}}".encode("ascii"), "a.rtf")
    assert [(s.kind, s.label) for s in source.segments if s.kind != "paragraph"] == [
        ("heading", "heading 2"), ("table", "table 1, row 1, column 1"), ("table", "table 2, row 1, column 1"),
        ("footnote", "footnote 1"),
    ]  # fmt: skip


# what a sheet says, an element, whether a 1 in it is raised
SHEETS = [
    (".up { color: red; vertical-align: super }", "<span class='a up'>1</span>", True),
    ("/* } .up{} */ a.up, b { vertical-align:super }", "<b>1</b>", True),
    ("a.up { vertical-align: super }", "<span class='up'>1</span>", False),
    (".up { vertical-align: super } .up { vertical-align: baseline }", "<span class='up'>1</span>", False),
    (".up { font-size: 0.58em; position: relative; top: -0.33em; vertical-align: baseline }",
     "<span class='up'>1</span>", True),
    (".down { position: relative; top: 0.33em; font-size: 0.58em }", "<span class='down'>1</span>", False),
    ("p { vertical-align: super }", "<p>1</p>", False),
    ("", "<span style='VERTICAL-ALIGN: super'>1</span>", True),
    ("", "<a epub:type='noteref'>1</a>", True),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "element", "is_raised"), SHEETS)
def test_what_a_style_sheet_raises_is_no_part_of_the_number_before_it(
    sheet: str, element: str, is_raised: bool
) -> None:
    text = ["", "¹."][1] if is_raised else "1."
    inside = f"<html><style>{sheet}</style><p>article 5{element}."
    assert "".join(read(inside.encode(), "a.html").text.split()) == f"article5{text}"
    parts = members(book({"a.xhtml": f"<p>article 5{element}."}))
    listed = b'<item id="s" href="a.css" media-type="text/css"/></manifest>'
    parts |= {"OPS/a.css": sheet.encode(), "OPS/book.opf": parts["OPS/book.opf"].replace(b"</manifest>", listed)}
    beside = zipped(parts)
    assert "".join(read(beside, "a.epub").text.split()) == f"article5{text}"


NOTE_BOXES = [
    '<div id="sdfootnote1"><p>note</p><p>more</p></div>',
    '<div class="footnotes"><hr><div><p>note</p></div><p>more</p></div>',
    '<div style="mso-element:footnote" id=ftn1><p>note<p>more</div>',
    '<section role="doc-endnotes"><ol><li><p>note</p></li><li><p>more</p></li></ol></section>',
]


@pytest.mark.parametrize("box", NOTE_BOXES)
def test_the_notes_of_a_page_are_told_from_its_text(box: str) -> None:
    source = read(f"<html><p>a</p>{box}<p>b</p>".encode(), "a.html")
    assert [segment.kind for segment in source.segments] == ["paragraph", "footnote", "footnote", "paragraph"]


def test_a_formula_of_a_page_is_read_once() -> None:
    formula = "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^1</annotation></semantics></math>"
    assert read(f"<html><p>See {formula}.".encode(), "a.html").text == "See x."
