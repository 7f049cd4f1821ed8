"""The page: its text is the document's text, its marks are the quotes, and nothing in it runs or leads astray."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from annotator.engine import annotate
from annotator.export.html import write_html
from annotator.export.inline import live
from annotator.model import Document, InputError
from tests.export.any_document import documents, solid

VOID = {"meta", "link", "img", "br", "input"}


class Page(HTMLParser):
    """A reader of pages that knows nothing of ours: elements, the text of #text, and of each mark in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marks: dict[str, str] = {}
        self.feed(page)
        self.close()
        assert not self.stack, "an element was left open"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = (tag, dict(attributes))
        self.elements.append(found)
        if tag not in VOID:
            self.stack.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(attributes.get("id") == "text" for _, attributes in self.stack):
            return
        self.text += data
        for tag, attributes in self.stack:
            if tag == "a":
                target = attributes["href"] or ""
                self.marks[target] = self.marks.get(target, "") + data


@settings(max_examples=50)
@given(documents())
def test_the_text_and_the_quotes_come_back(document: Document) -> None:
    page = Page(write_html(document).decode())
    assert page.text == document.text
    marked = [page.marks.get(f"#c{number}", "") for number in range(1, len(live(document)) + 1)]
    assert [solid(text) for text in marked] == [solid(a.quote) for a in live(document)]


@settings(max_examples=50)
@given(documents())
def test_nothing_runs_and_links_lead_to_the_page_or_to_the_web(document: Document) -> None:
    page = Page(write_html(document).decode())
    assert {tag for tag, _ in page.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul"),
        *("ol", "li", "span", "main", "a", "aside", "b", "code", "details", "summary", "footer"),
    }
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")]
        if tag == "a":
            target = attributes["href"] or ""
            assert target[1:] in names if target.startswith("#") else target.lower().startswith(("http://", "https://"))


def test_hostile_text_stays_text() -> None:
    text = 'The UN Charter <script>alert(1)</script> ]]> "><img src=x onerror=alert(1)> </main> &lt;b&gt; \r\n\r end'
    page = Page(write_html(annotate(text)).decode())
    assert page.text == text
    assert "img" not in {tag for tag, _ in page.elements}


def test_half_a_character_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="half a character"):
        write_html(annotate("See the UN Charter \ud800"))
