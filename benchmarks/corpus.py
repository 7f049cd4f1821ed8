"""Texts to measure on, and the table the figures come in."""

from __future__ import annotations

import lzma
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["documents", "load", "mega", "table"]

HERE = Path(__file__).resolve().parent
DOCUMENT = 20_000

SENTENCES = (
    "The delegation thanked the Chair and asked that the records of the meeting be corrected before they are printed.",
    "Having heard the parties, the tribunal adjourned until the spring, when the remaining witnesses could travel.",
    "Under article {n} of the Convention on the Rights of the Child the State must hear the child first.",
    "The Council recalled its resolutions 242 (1967) and 338 (1973) and called on both sides to show restraint.",
    "No fee had been agreed on, and the shipment stayed in the harbour for {n} days at the cost of the buyer.",
    "As the General Assembly said in resolution 60/{n} of 2005, such measures need the consent of those concerned.",
    "See section {n} of the Act; the inspector may enter the premises at any reasonable hour and take samples.",
    "The applicant relied on Article 6 § 1 and Article 13 of the European Convention on Human Rights.",
    "Rainfall in the upper valley had been low for years, which explains why the mills were given up one by one.",
    "It follows from article {n} of the Mexican Constitution that the law had to be published in the gazette.",
)


def load(paths: Sequence[str]) -> dict[str, str]:
    """Texts by name: the files named (.txt, .txt.xz), else those of a folder of texts, else a generated one.

    The folder is `$ANNOTATOR_BENCH`, or `../shared/bench` beside the repository where that is there.
    """
    files = [Path(path) for path in paths]
    if not files:
        folder = Path(os.environ.get("ANNOTATOR_BENCH") or HERE.parent.parent / "shared" / "bench")
        files = sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")])
    return {file.name.split(".")[0]: _read(file) for file in files} or {"generated": generated(1_000_000)}


def _read(file: Path) -> str:
    data = file.read_bytes()
    return (lzma.decompress(data) if file.suffix == ".xz" else data).decode("utf-8")


def generated(size: int) -> str:
    """A text of `size` characters out of ten sentences, half of which cite something."""
    pick = random.Random(1)
    parts, length = [], 0
    while length < size:
        sentence = pick.choice(SENTENCES).format(n=pick.randint(1, 40))
        parts.append(sentence + ("\n\n" if pick.random() < 0.2 else " "))
        length += len(parts[-1])
    return "".join(parts)[:size]


def documents(text: str, size: int = DOCUMENT) -> list[str]:
    """The text cut into documents of about `size` characters, at line ends where there are any."""
    pieces, start = [], 0
    while start < len(text):
        end = start + size
        if end < len(text):
            end = text.rfind("\n", start + size // 2, end) + 1 or end
        pieces.append(text[start:end])
        start = end
    return pieces


def mega(texts: str | Iterable[str]) -> float:
    """Size in MB of UTF-8."""
    return (
        sum(len(text.encode("utf-8", "surrogatepass")) for text in ([texts] if isinstance(texts, str) else texts)) / 1e6
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under their heads; floats with three significant digits."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    lines = []
    for row in cells:
        first, *rest = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join((first, *rest)).rstrip())
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return str(value)
