"""What is asked before a document is renamed or detected again."""
def show(what, entries):
    """Show."""
