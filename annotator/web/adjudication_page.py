"""The adjudication."""


def page() -> None:
    """Draw the page."""
