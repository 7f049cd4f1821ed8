"""What a page of the app shows people, as they read it: labels, help, options, and the words of what is HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

# The fields of elements that people read, whatever the element; in Markdown or as they are.
READ = frozenset({"label", "body", "help", "placeholder", "options", "title", "text", "alt", "description"})
# Attributes that are read out, and elements whose content is not.
READ_OUT = ("aria-label", "title", "alt")
SILENT = ("style", "script", "code", "kbd")


class _Words(HTMLParser):
    """The pieces of text in HTML, and what its attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.words += [value for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def of_html(source: str) -> list[str]:
    """The words of HTML, piece by piece."""
    reader = _Words()
    reader.feed(source)
    reader.close()
    return reader.words


def words(at: AppTest, read: Callable[[str], str] = str) -> set[str]:
    """Every piece of text the page shows, without white space around it.

    Args:
        at: the app, after a run.
        read: what to make of each text, or of the HTML, before it is taken apart.
    """
    found: set[str] = set()
    for element in _elements(at._tree):
        for text in map(read, _strings(element)):
            found.update(piece.strip() for piece in (of_html(text) if "<" in text else [text]))
    return {_unescaped(piece) for piece in found if piece}


def _elements(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        if getattr(child, "proto", None) is not None:
            yield child.proto
        yield from _elements(child)


def _strings(proto: Any) -> Iterator[str]:
    if not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        values = value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, str) and field.name in READ:
                yield one
            elif field.name == "spec" and isinstance(one, str):
                yield from _titles(json.loads(one))
            elif field.name == "json" and isinstance(one, str):
                yield from _of_component(json.loads(one))
            elif not isinstance(one, (str, bytes, int, float, bool)):
                yield from _strings(one)


def _of_component(data: dict[str, Any]) -> Iterator[str]:
    """What the marked text says beside the text."""
    yield from (str(data.get(name) or "") for name in ("say", "offer"))
    yield from (word for name, word in data.get("words", {}).items() if name != "language")


def _titles(spec: Any) -> Iterator[str]:
    """What a chart is labelled with."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == "title" and isinstance(value, str):
                yield value
            else:
                yield from _titles(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _titles(value)


def _unescaped(text: str) -> str:
    """Markdown as it is read, where nothing in it is markup."""
    return text.replace("\\", "")
