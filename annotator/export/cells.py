"""Tables as CSV that a spreadsheet opens as it stands and cannot run: one way for every CSV of the project.

UTF-8 with a byte order mark, since spreadsheets take a file without one for their own encoding; commas; lines end with
CR LF, as RFC 4180 has it. A cell that a spreadsheet would run as a formula gets an apostrophe in front; so does one
that starts with an apostrophe, so that `plain_cell` gives back what stood there.

>>> print(csv_bytes(("quote", "page"), [("=1+1", 3), ("art. 4, 5", None)]).decode("utf-8-sig").replace("\\r", ""))
quote,page
'=1+1,3
"art. 4, 5",
<BLANKLINE>
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["csv_bytes", "csv_rows", "plain_cell", "safe_cell"]

# A formula starts with one of these, also in full width; a tab or a line end before it is dropped by some programs.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def safe_cell(value: object) -> str:
    """A value as a cell that is text wherever it is opened; None is blank.

    >>> safe_cell("@SUM(A1)"), safe_cell("'tis"), safe_cell(0.81), safe_cell(None)
    ("'@SUM(A1)", "''tis", '0.81', '')
    """
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_STARTS) else text


def plain_cell(cell: str) -> str:
    """What stood in a cell before `safe_cell`.

    >>> plain_cell(safe_cell("-5")), plain_cell("5")
    ('-5', '5')
    """
    return cell.removeprefix("'")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV, every cell safe.

    Args:
        header: the names of the columns.
        rows: the values, None where there is none.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """The rows of such a table, each cell as it was before it was made safe.

    >>> csv_rows(csv_bytes(("quote",), [("=1+1",), ("a\\r\\nb",)]))
    [{'quote': '=1+1'}, {'quote': 'a\\r\\nb'}]
    """
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [dict(zip(header, map(plain_cell, row), strict=True)) for row in rows]
