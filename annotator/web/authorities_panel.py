"""The table."""
from annotator.web.filters import Chosen
def draw(chosen: Chosen) -> None:
    """Draw."""
