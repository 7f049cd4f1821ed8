"""A `Source` from a text that is already at hand, with the checks that every text passes."""

from __future__ import annotations

from hashlib import sha256

from annotator.model import InputError, Segment, Source
from annotator.read.names import display_name
from annotator.read.segments import paragraphs


def source_from_text(
    text: str,
    name: str = "text",
    *,
    media_type: str = "text/plain",
    segments: tuple[Segment, ...] | None = None,
    notes: tuple[str, ...] = (),
) -> Source:
    """Wrap a text. It is kept as it is; its language is left open ("und").

    The same text under the same name always gets the same id.

    Args:
        text: the text, never normalised.
        name: what to call it; made safe to show.
        media_type: of the file it came from.
        segments: where pages or paragraphs stood, in code points; paragraphs are found where none are given.
        notes: what a reader should know about how the text was extracted.

    Raises:
        InputError: the text is empty, only white space, or holds characters that no file can hold.

    >>> source_from_text("Article 5 of the ECHR.", "a").id == source_from_text("Article 5 of the ECHR.", "a").id
    True
    >>> source_from_text(" \\n ", "a")
    Traceback (most recent call last):
    annotator.model.InputError: a: there is only white space: choose a text with words in it
    """
    shown = display_name(name)
    if not text:
        raise InputError(f"{shown}: the text is empty: choose a text with words in it")
    if text.isspace():
        raise InputError(f"{shown}: there is only white space: choose a text with words in it")
    if "\0" in text:
        raise InputError(f"{shown}: the text holds NUL characters, so it is not plain text: save it as UTF-8 text")
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{shown}: half a character (a lone surrogate) stands at {error.start}: save the text as UTF-8 anew"
        ) from None
    digest = sha256(encoded).hexdigest()
    return Source(
        id=sha256(f"{shown}\0{digest}".encode()).hexdigest()[:16],
        name=shown,
        media_type=media_type,
        language="und",
        sha256=digest,
        length=len(text),
        text=text,
        segments=paragraphs(text) if segments is None else segments,
        notes=notes,
    )
