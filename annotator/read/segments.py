"""Where the paragraphs of a plain text stand."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model import Segment


def paragraphs(text: str) -> tuple[Segment, ...]:
    """The stretches that blank lines part, without the line end that closes each. Offsets are code points.

    >>> [(s.kind, s.start, s.end) for s in paragraphs("One\\nline.\\n \\n\\nTwo.\\n")]
    [('paragraph', 0, 9), ('paragraph', 13, 17)]
    """
    return tuple(Segment(start, end, "paragraph") for start, end in _ranges(text))


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    start = end = position = 0
    open_paragraph = False
    for line in text.splitlines(keepends=True):
        if line.isspace():
            if open_paragraph:
                yield start, end
            open_paragraph = False
        else:
            if not open_paragraph:
                start, open_paragraph = position, True
            end = position + len(line) - len(_line_end(line))
        position += len(line)
    if open_paragraph:
        yield start, end


def _line_end(line: str) -> str:
    stripped = line.splitlines()[0]
    return line[len(stripped) :]
