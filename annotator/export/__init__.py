"""Annotated documents out in many formats, and back in where a format can hold them.

>>> [row.id for row in FORMATS][:2]
['json', 'jsonl']
"""

from __future__ import annotations

from annotator.export.formats import FORMATS, Format, Keeps, Kept, format_of, losses, write
from annotator.export.imported import Imported, Unanchored
from annotator.export.native import dump, load

__all__ = [
    "FORMATS",
    "Format",
    "Imported",
    "Keeps",
    "Kept",
    "Unanchored",
    "dump",
    "format_of",
    "load",
    "losses",
    "write",
]
