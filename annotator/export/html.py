"""One HTML page that opens by itself: the text with its citations marked, and a list that says what each one means.

No script, no outside request, no picture. Colour tells the kind; line and sign tell the status without colour, and the
list tells both in words. `textContent` of the element `text` is the document's text, character for character.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from annotator.authorities import places_of
from annotator.export.inline import Block, Piece, heading_level, live, pieces, utf8
from annotator.export.words import (
    FORM,
    KIND,
    SIGN,
    candidates,
    certainty,
    counts,
    decisions,
    known,
    pinpoints,
    status,
    title,
    undecided,
    web_address,
)
from annotator.model import KINDS, STATUSES, Annotation, Document

__all__ = ["write_html"]


def write_html(document: Document) -> bytes:
    """The page.

    Raises:
        InputError: the text holds half a character.

    >>> from annotator.engine import annotate
    >>> page = write_html(annotate("<b> and the UN Charter")).decode()
    >>> "&lt;b&gt; and the <a " in page, "<script" in page
    (True, False)
    """
    source = document.document
    annotations = live(document)
    numbers = {a.id: number for number, a in enumerate(annotations, 1)}
    left_out = len(document.annotations) - len(annotations)
    style = (files("annotator.export") / "html.css").read_text("utf-8")
    language = "" if source.language in ("", "und") else f' lang="{_safe(source.language)}"'
    notes = "".join(f"<li>{_safe(note)}</li>" for note in source.notes)
    if left_out:
        told = "1 suggestion was" if left_out == 1 else f"{left_out} suggestions were"
        notes += f"<li>{told} rejected in review and left out.</li>"
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{_safe(_generator(document))}">
<title>{_safe(source.name)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1 dir="auto">{_safe(source.name)}</h1>
<p>{counts(annotations)}</p>
{f"<ul>{notes}</ul>" if notes else ""}
{_legend(annotations)}
</header>
<main{language} id="text">{"".join(_text(document, numbers))}</main>
<aside>
<h2>Citations</h2>
<ol>
{"".join(_entries(document, annotations))}</ol>
</aside>
<footer>{_safe(_generator(document))}</footer>
</body>
</html>
"""
    return utf8(document, page)


def _generator(document: Document) -> str:
    made = document.generator
    tables = " + ".join([made.references[:12], *made.overlays]) if made.references else ""
    return f"{made.name} {made.version}" + (f", references {tables}" if tables else "")


def _legend(annotations: tuple[Annotation, ...]) -> str:
    """What colours and lines mean, for those that are on this page."""
    kinds = {a.kind for a in annotations}
    statuses = {a.status for a in annotations}
    rows = [f'<span class="m {kind}">{KIND[kind]}</span>' for kind in KINDS if kind in kinds]
    rows += [
        f'<span class="m {one} last" data-sign="{SIGN[one]}">{one}</span>' for one in STATUSES if one in statuses
    ]
    if any(a.warnings for a in annotations):
        rows.append('<span class="m warned last" data-sign="!">has a warning</span>')
    return f'<p class="legend">{" ".join(rows)}</p>' if rows else ""


def _text(document: Document, numbers: dict[str, int]) -> Iterator[str]:
    for block, found in pieces(document):
        if not block.kind:
            yield _chars(document.text[block.start : block.end])
            continue
        level = heading_level(block)
        tag = f"h{min(6, level + 1)}" if level else "p"
        label = f' data-label="{_safe(block.label or block.kind)}"' if _is_aside(block) else ""
        yield f'<{tag} class="{block.kind}" dir="auto"{label}>'
        for piece in found:
            yield _piece(document, piece, numbers)
        yield f"</{tag}>"


def _is_aside(block: Block) -> bool:
    return block.kind not in ("paragraph", "heading", "table")


def _piece(document: Document, piece: Piece, numbers: dict[str, int]) -> str:
    page = f'<span class="page" data-label="page {_safe(piece.page)}"></span>' if piece.page else ""
    inner = _chars(document.text[piece.start : piece.end])
    a = piece.annotation
    if a is None:
        return page + inner
    number = numbers[a.id]
    name = f' id="t{number}"' if piece.first else ""
    sign = f' data-sign="{number}{SIGN[a.status]}{"!" if a.warnings else ""}"' if piece.last else ""
    about = _safe(f"{title(a.reference) if a.reference else undecided(a)} · {status(a)}")
    css = f"m {a.kind} {a.status}" + (" last" if piece.last else "")
    return f'{page}<a class="{css}"{name} href="#c{number}" title="{about}"{sign}>{inner}</a>'


def _entries(document: Document, annotations: tuple[Annotation, ...]) -> Iterator[str]:
    places = places_of(document.document, annotations)
    for number, (a, place) in enumerate(zip(annotations, places, strict=True), 1):
        lines = [f'<a class="quote" dir="auto" href="#t{number}">{_chars(a.quote)}</a>', _instrument(a)]
        if points := pinpoints(a):
            lines.append(f"<p>{_safe(points)}</p>")
        facts = [f'<span class="m {a.kind}">{KIND[a.kind]}</span>', _safe(status(a)), certainty(a), _safe(place.where)]
        facts.append(f"{FORM[a.form]}, rule {_safe(a.rule)}")
        lines.append(f'<p class="facts">{" · ".join(facts)}</p>')
        lines += [f'<p class="warning">! {_safe(w.message)} <code>{_safe(w.code)}</code></p>' for w in a.warnings]
        lines += _more("May mean", candidates(a))
        lines += _more("Decisions", decisions(a))
        yield f'<li id="c{number}">{"".join(lines)}</li>\n'


def _instrument(a: Annotation) -> str:
    if a.reference is None:
        return f'<p class="open">{undecided(a)}</p>'
    address = web_address(a.reference.url)
    link = f' <a href="{_safe(address)}" rel="noopener noreferrer">text ↗</a>' if address else ""
    return f'<p><b dir="auto">{_safe(title(a.reference))}</b> {_safe(known(a.reference))}{link}</p>'


def _more(head: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"<details><summary>{head}</summary><ul>"
        yield from (f"<li>{_safe(line)}</li>" for line in lines)
        yield "</ul></details>"


def _chars(text: str) -> str:
    """Text as it stands; a bare carriage return in a file would be read as a line feed."""
    return escape(text, quote=False).replace("\r", "&#13;")


def _safe(text: str) -> str:
    return escape(text, quote=True).replace("\r", "&#13;")
