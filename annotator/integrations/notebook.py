"""Notebooks: a document shown with its citations marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from annotator.export import format_of, write
from annotator.model import Document

__all__ = ["Shown", "shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document that a notebook draws when it is the last value of a cell. `height` is in pixels."""

    document: Document
    height: int = 480

    def _repr_html_(self) -> str:
        """The page in a frame of its own, in which no script runs: its styles do not reach the notebook."""
        page = write(format_of("html"), [self.document]).decode("utf-8")
        return (
            f'<iframe sandbox="" style="width: 100%; height: {int(self.height)}px; border: 1px solid #ccc"'
            f' title="{escape(self.document.document.name)}" srcdoc="{escape(page)}"></iframe>'
        )


def shown(document: Document, height: int = 480) -> Shown:
    """A document as a notebook draws it.

    Args:
        document: what `annotate` gave.
        height: of the frame, in pixels.

    >>> from annotator import annotate
    >>> shown(annotate("See the UN Charter."))._repr_html_().startswith('<iframe sandbox=""')
    True
    """
    return Shown(document, height)
