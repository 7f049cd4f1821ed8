"""The engine inside other tools: data frames, notebooks, spaCy pipelines.

Nothing here is imported by the rest of the package, and pandas and spaCy only when they are used. The component for
spaCy is found by its name, `annotator`, once the package is installed.
"""

from __future__ import annotations

from annotator.integrations.frames import annotate_series
from annotator.integrations.notebook import Shown, shown

__all__ = ["Shown", "annotate_series", "shown"]
