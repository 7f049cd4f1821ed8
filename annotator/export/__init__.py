"""Annotated documents out, and back in where the format can hold them whole."""

from __future__ import annotations

from annotator.export.native import dump, load

__all__ = ["dump", "load"]
