"""Insights: what many documents cite together, counted. Pure figures; the page that shows them is in `web`."""

from __future__ import annotations

from annotator.insights.counts import Cited, Span, Warned, Year, instruments, live, timeline, warnings
from annotator.insights.together import Pair, Together, together

__all__ = [
    "Cited",
    "Pair",
    "Span",
    "Together",
    "Warned",
    "Year",
    "instruments",
    "live",
    "timeline",
    "together",
    "warnings",
]
