"""The concordance."""


def page() -> None:
    """Draw the page."""
