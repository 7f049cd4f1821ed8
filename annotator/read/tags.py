"""A page of HTML or XHTML cut into tags and text, in one pass over it, however broken it is.

The parser of the standard library looks ahead to the end of the page again and again where a comment or a quote is
left open: a hostile page of a few hundred kilobytes keeps it busy for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

# What is in these is no markup, up to their end tag.
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
_NAME = re.compile(r"</?+([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+ (?: ([^\s/>=]++) (?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>"'][^\s>]*+) )?+ )?+ )?+""", re.X
)
_TAG_END = re.compile(r"[\s/]*+>")
# A number of more digits than any character has.
_NO_CHARACTER = re.compile(r"&#(?:0*+[0-9]{8,}|[xX]0*+[0-9A-Fa-f]{7,});?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag; `empty` where it closes itself as `<br/>` does."""

    name: str
    end: bool = False
    empty: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(text: str) -> Iterator[Tag | str]:
    """Tags and the text between them, character references resolved; comments and declarations are left out.

    A tag that never ends is taken for text, so that nothing of the page is lost behind it.

    >>> list(tokens('<P class=a>Art.&nbsp;5 <!-- no --><br/>a < b</p>'))[1:]
    ['Art.\\xa05 ', Tag(name='br', end=False, empty=True, attributes={}), 'a ', '< b', Tag(name='p', end=True, \
empty=False, attributes={})]
    """
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            yield _plain(text[at:])
            return
        if start > at:
            yield _plain(text[at:start])
        at = start
        if (name := _NAME.match(text, at)) is not None:
            tag, at = _tag(text, name)
            if tag is None:
                yield _plain(text[start:])
                return
            yield tag
            if tag.name in _RAW and not tag.end and not tag.empty:
                end = re.compile(rf"</{tag.name}(?=[\s/>])", re.I).search(text, at)
                stop = end.start() if end else len(text)
                if stop > at:
                    yield text[at:stop]
                at = stop
        elif text.startswith("<![CDATA[", at):
            stop = _find(text, "]]>", at)
            yield text[at + 9 : stop]
            at = stop + 3
        elif text.startswith("<!--", at):
            # "<!-->" and "<!--->" are whole comments.
            at = _find(text, "-->", at + 2) + 3
        elif text.startswith(("<!", "<?", "</"), at):
            at = _find(text, ">", at) + 1
        else:
            after = text.find("<", at + 1)
            stop = after if after >= 0 else len(text)
            yield _plain(text[at:stop])
            at = stop


def _tag(text: str, name: re.Match[str]) -> tuple[Tag | None, int]:
    """The tag whose name was found and where it ends; None where the text ends first."""
    attributes: dict[str, str] = {}
    at = name.end()
    while True:
        if (end := _TAG_END.match(text, at)) is not None:
            is_end = text[name.start() + 1] == "/"
            return Tag(name[1].lower(), is_end, text[end.end() - 2] == "/", attributes), end.end()
        found = _ATTRIBUTE.match(text, at)
        if found is None or found.end() == len(text) or found[1] is None:
            # A lone "=" or a quote that is never closed.
            if found is None or found.end() == len(text) or text[found.end()] != "=":
                return None, at
            at = found.end() + 1
            continue
        value = next((v for v in found.groups()[1:] if v is not None), "")
        attributes.setdefault(found[1].lower(), value)
        at = found.end()


def _find(text: str, what: str, at: int) -> int:
    found = text.find(what, at)
    return found if found >= 0 else len(text)


def _plain(text: str) -> str:
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text
