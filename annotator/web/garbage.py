"""What stays for long is left out of the garbage collections, which the framework starts after every run of a page.

Tables and citations are some million objects: going through them takes longer than a decision, and every session waits.
"""

from __future__ import annotations

import gc

__all__ = ["set_aside"]


def set_aside() -> None:
    """Leave what is alive now out of the collections to come, and what was set aside and died meanwhile to this one."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
