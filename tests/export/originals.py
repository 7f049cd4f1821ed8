"""The original file of the rich document, for the formats that are written into one."""

from __future__ import annotations

from annotator.export import Format


def original_of(row: Format) -> bytes | None:
    """Bytes of the media type the format is written into; None where it needs no original."""
    assert row.into is None, f"{row.id}: give an original for the rich document here"
    return None
