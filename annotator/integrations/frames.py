"""pandas: a column of texts in, a table of citations out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.engine import annotate
from annotator.export.table import COLUMNS, row_of
from annotator.model import InputError
from annotator.references import References

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["annotate_series"]

# What a row of the CSV says of its document, the index says here; decisions are made later.
_LEFT_OUT = {"document", "document_id", "page", "id", "status", "decisions", "reviewer", "decided_at", "note"}


def annotate_series(texts: pd.Series[Any], *, references: References | None = None) -> pd.DataFrame:
    """Find the citations of each text, one row each.

    Args:
        texts: the texts; a missing value has no citations.
        references: other tables than the shipped ones.

    Returns:
        A frame with the columns of the CSV, and with the index of `texts`: each label as often as its text has
        citations, so that the frame can be joined to the one the texts came from.

    Raises:
        InputError: a value is neither a text nor missing.

    >>> import pandas as pd
    >>> found = annotate_series(pd.Series(["See the UN Charter and the NPT.", None, "Nothing."], index=["a", "b", "c"]))
    >>> list(zip(found.index, found["start"], found["reference"]))
    [('a', 8, 'mtdsg-i-1'), ('a', 27, 'npt')]
    """
    import pandas as pd

    positions, rows = [], []
    for position, text in enumerate(texts):
        if isinstance(text, str):
            document = annotate(text, references=references)
            found = [row_of(document, a) for a in document.annotations]
            rows += found
            positions += [position] * len(found)
        elif not pd.isna(text):
            where, what = texts.index[position], type(text).__name__
            raise InputError(f"{where!r}: a value of type {what} is no text: turn it into one, or drop it")
    frame = pd.DataFrame(rows, columns=list(COLUMNS), index=texts.index.take(positions))
    return frame[[name for name in COLUMNS if name not in _LEFT_OUT]]
