"""What each format keeps, as the tables of docs/formats.md; `python -m annotator.export.matrix` writes them anew."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

from annotator.export.formats import FORMATS, Keeps, Kept

__all__ = ["matrix", "rewritten"]

START = "<!-- the table: python -m annotator.export.matrix docs/formats.md -->\n"
END = "<!-- end of the table -->\n"
_SIGNS = {"yes": "yes", "part": "part", "no": "–"}


def matrix() -> str:
    """The formats with what they keep, and what "part" means, as Markdown.

    >>> matrix().splitlines()[0][:31]
    '| | title | file | in | many | '
    """
    names = [field.name for field in fields(Keeps)]
    lines = [
        f"| | title | file | in | many | {' | '.join(names)} |",
        "|---|---|---|---|---|" + "---|" * len(names),
    ]
    for row in FORMATS:
        signs = " | ".join(_SIGNS[_kept(row.keeps, name).how] for name in names)
        comes_in, many = ("yes" if given else "–" for given in (row.read, row.many))
        lines.append(f"| `{row.id}` | {row.title} | `{row.suffix}` | {comes_in} | {many} | {signs} |")
    lines.append("")
    for row in FORMATS:
        parts = [f"{name}: {kept.word}" for name in names if (kept := _kept(row.keeps, name)).word]
        if parts:
            lines.append(f"- `{row.id}` in part: {'; '.join(parts)}.")
    return "\n".join(lines) + "\n"


def rewritten(page: str) -> str:
    """A page with the tables between their marks made anew.

    >>> rewritten(START + "old" + END) == START + matrix() + END
    True
    """
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return before + START + matrix() + END + after


def _kept(keeps: Keeps, name: str) -> Kept:
    kept: Kept = getattr(keeps, name)
    return kept


if __name__ == "__main__":
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        path.write_text(rewritten(path.read_text("utf-8")), "utf-8")
    else:
        print(matrix(), end="")
