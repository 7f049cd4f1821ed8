"""How things are called on the page, and how text of others is made safe to show."""

from __future__ import annotations

from html import escape

from annotator.model import Action, Annotation, Form, Kind, Status

KIND: dict[Kind, str] = {"constitution": "constitution", "treaty": "treaty", "resolution": "UN resolution"}
STATUS: dict[Status, str] = {
    "suggested": "suggested",
    "confirmed": "confirmed",
    "corrected": "corrected",
    "rejected": "rejected",
    "added": "added",
}
SIGN: dict[Status, str] = {"suggested": "", "confirmed": "✓", "corrected": "✎", "rejected": "✕", "added": "+"}
FORM: dict[Form, str] = {
    "full": "full name",
    "short": "short form",
    "bare": "pinpoint alone",
    "descriptive": "description",
}
DONE: dict[Action, str] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "correct": "corrected",
    "add": "added",
    "reopen": "reopened",
    "undo": "undone",
    "redo": "done again",
}
KEYS = (
    ("j  k", "next, previous citation (arrows too)"),
    ("n", "next citation not yet reviewed"),
    ("a", "confirm and go on"),
    ("x", "reject and go on"),
    ("1 to 9", "decide for this candidate and go on"),
    ("e", "correct span, kind, reference, pinpoints"),
    ("/", "correct: search for the reference"),
    ("o", "reopen what was decided"),
    ("u", "undo"),
    ("Shift u", "redo"),
    ("Ctrl Enter", "save the open form"),
    ("Esc", "leave a field; cancel the open form"),
    ("?", "this list"),
)


def sureness(confidence: float) -> str:
    """A confidence in percent and words.

    >>> sureness(0.81)
    '81 % · fairly sure'
    """
    words = ((0.95, "very sure"), (0.75, "fairly sure"), (0.5, "unsure"), (0.0, "a guess"))
    return f"{round(confidence * 100)} % · {next(word for least, word in words if confidence >= least)}"


def heading(a: Annotation) -> str:
    """Kind, status and certainty of a citation in one line."""
    sign = SIGN[a.status]
    status = f"{STATUS[a.status]} {sign}".rstrip()
    parts = [KIND[a.kind], status]
    if a.rule != "reviewer":
        parts.append(sureness(a.confidence))
    return " · ".join(parts)


def html(text: str) -> str:
    """Text of a document or a file as HTML that shows it and does nothing else.

    >>> html('<img src=x> & "so"')
    '&lt;img src=x&gt; &amp; &quot;so&quot;'
    """
    return escape(text, quote=True)


def literal(text: str) -> str:
    """Text as Markdown that shows it and does nothing else: labels of widgets are read as Markdown.

    >>> literal("![a](b)")
    '\\\\!\\\\[a\\\\]\\\\(b\\\\)'
    """
    return "".join("\\" + c if c in "\\`*_{}[]()<>#+-.!|~:$&@^=\"'/" else c for c in " ".join(text.split()))


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun.

    >>> counted(1, "citation", "citations"), counted(0, "citation", "citations")
    ('1 citation', '0 citations')
    """
    return f"{number} {one if number == 1 else many}"
