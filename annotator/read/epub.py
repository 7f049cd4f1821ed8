"""E-books (.epub): the chapters in reading order, each a web page."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.model import InputError
from annotator.read.archive import Archive
from annotator.read.extracted import LIMIT, Blocks, Extracted
from annotator.read.html import Page, page_text
from annotator.read.tree import local, parse

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def epub(data: bytes, limit: int = LIMIT) -> Extracted:
    """An e-book: the pages that its spine names, in that order."""
    archive = Archive(data, limit)
    blocks = Blocks()
    page = Page(blocks)
    notes: dict[str, None] = {}
    locked = _locked(archive)
    chapters, names = _parts(archive)
    sheets = [page_text(archive.read(name))[0] for name in names if name in archive and name not in locked]
    for chapter in chapters:
        if chapter in locked:
            raise InputError("its chapters are locked (DRM): use a copy without protection")
        source, said = page_text(archive.read(chapter))
        page.take(source, sheets)
        sheets = []
        notes |= dict.fromkeys(said)
    return Extracted(blocks.text(), tuple(blocks.segments), (*notes, *page.said()))


def _parts(archive: Archive) -> tuple[list[str], list[str]]:
    """Names of the chapters in the archive, and of the style sheets."""
    container = parse(archive.read(_CONTAINER))
    book = next((root.get("full-path", "") for root in container.iter() if local(root) == "rootfile"), "")
    package = parse(archive.read(book))
    items = {item.get("id", ""): item for item in package.iter() if local(item) == "item"}
    spine = (reference.get("idref", "") for reference in package.iter() if local(reference) == "itemref")
    folder = posixpath.dirname(book)
    # Each once, so that a spine that names one chapter over and over is no bomb.
    pages = dict.fromkeys(_place(folder, items[identity]) for identity in spine if _is_page(items.get(identity)))
    sheets = dict.fromkeys(_place(folder, item) for item in items.values() if item.get("media-type") == "text/css")
    return list(pages), list(sheets)


def _is_page(item: Element | None) -> bool:
    return item is not None and "html" in item.get("media-type", "")


def _place(folder: str, item: Element) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _locked(archive: Archive) -> frozenset[str]:
    """What is encrypted in it; often that is only the fonts."""
    if _ENCRYPTION not in archive:
        return frozenset()
    encryption = parse(archive.read(_ENCRYPTION))
    return frozenset(unquote(e.get("URI", "")) for e in encryption.iter() if local(e) == "CipherReference")
