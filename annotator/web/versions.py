"""A document as one reviewer has it, or as it was settled between several.

There is no Streamlit in here: a download runs without a session.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.model import Document
from annotator.review import Entry, Workspace

__all__ = ["SETTLED", "settled_in", "version"]

SETTLED = ""
"""Stands among the names of reviewers for what was settled between them; nobody can decide under a blank name."""


def version(workspace: Workspace, key: str, whose: str) -> Document | None:
    """A document with the decisions of one reviewer, or what was settled.

    Args:
        workspace: that has the document.
        key: of the document.
        whose: the reviewer's name, or `SETTLED`.

    Returns:
        The document, or None where the workspace does not have it, or nothing was settled in it.
    """
    if whose == SETTLED:
        return workspace.settled(key)
    review = workspace.review(key, whose)
    return review.document if review is not None else None


def settled_in(entries: Iterable[Entry]) -> list[Entry]:
    """The documents in which something was settled.

    >>> settled_in([])
    []
    """
    return [entry for entry in entries if entry.settled]
