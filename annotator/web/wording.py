"""How things are called on the page, and how text of others is made safe to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import TypeVar

from annotator.model import Action, Annotation, Form, Kind, Status
from annotator.pinpoints import parse_path
from annotator.web.i18n import N_, N_n, Words, _

K = TypeVar("K", bound=str)
KIND: Words[Kind] = Words(
    {"constitution": N_("constitution"), "treaty": N_("treaty"), "resolution": N_("UN resolution")}
)
KINDS_COUNTED: dict[Kind, tuple[str, str]] = {
    "constitution": N_n("{n} constitution", "{n} constitutions"),
    "treaty": N_n("{n} treaty", "{n} treaties"),
    "resolution": N_n("{n} UN resolution", "{n} UN resolutions"),
}
STATUS: Words[Status] = Words(
    {
        "suggested": N_("suggested"),
        "confirmed": N_("confirmed"),
        "corrected": N_("corrected"),
        "rejected": N_("rejected"),
        "added": N_("added"),
    }
)
SIGN: dict[Status, str] = {"suggested": "", "confirmed": "✓", "corrected": "✎", "rejected": "✕", "added": "+"}
FORM: Words[Form] = Words(
    {
        "full": N_("full name"),
        "short": N_("short form"),
        "bare": N_("pinpoint alone"),
        "descriptive": N_("description"),
    }
)
DONE: Words[Action] = Words(
    {
        "confirm": N_("confirmed"),
        "reject": N_("rejected"),
        "correct": N_("corrected"),
        "add": N_("added"),
        "reopen": N_("reopened"),
        "undo": N_("undone"),
        "redo": N_("done again"),
        "settle": N_("settled"),
    }
)
SAID: dict[str, str] = {
    "confirm": N_("Confirmed “{quote}”."),
    "reject": N_("Rejected “{quote}”."),
    "correct": N_("Corrected “{quote}”."),
    "add": N_("Added “{quote}”."),
    "reopen": N_("Reopened “{quote}”."),
    "undo": N_("Undone."),
    "redo": N_("Done again."),
    "settle": N_("Settled “{quote}”."),
}
WARNING: Words[str] = Words(
    {
        "ambiguous": N_("several instruments fit"),
        "unresolved": N_("instrument not told"),
        "year-mismatch": N_("year does not fit"),
        "unknown-number": N_("no such number"),
        "pinpoint-out-of-range": N_("no such article"),
        "replaced": N_("constitution replaced"),
    }
)
KEYS = (
    ("j  k", N_("next, previous citation (arrows too)")),
    ("n", N_("next citation not yet reviewed")),
    ("a", N_("confirm and go on")),
    ("x", N_("reject and go on")),
    ("1 … 9", N_("decide for this candidate and go on")),
    ("e", N_("correct span, kind, reference, pinpoints")),
    ("/", N_("correct: search for the reference")),
    ("Alt ← →", N_("move the end of the span by a word; with Shift its start")),
    ("i", N_("pick words in the text: arrows move, with Shift they extend, Enter takes them")),
    ("f", N_("find among the citations")),
    ("l", N_("list of the citations shown")),
    ("s", N_("decide the same for the other mentions of that name")),
    ("o", N_("reopen what was decided")),
    ("u", N_("undo")),
    ("Shift u", N_("redo")),
    ("Ctrl Enter", N_("save the open form")),
    ("Esc", N_("leave a field; cancel the open form")),
    ("?", N_("this list")),
)
KEY_NAMES: Words[str] = Words({"Shift u": N_("Shift u"), "Ctrl Enter": N_("Ctrl Enter")})
UNIT: Words[str] = Words(
    {
        "annex": N_("annex"),
        "app": N_("appendix"),
        "part": N_("part"),
        "title": N_("title"),
        "chp": N_("chapter"),
        "pream": N_("preamble"),
        "amend": N_("amendment"),
        "prin": N_("principle"),
        "rule": N_("rule"),
        "art": N_("article"),
        "sec": N_("section"),
        "cl": N_("clause"),
        "ap": "apartado",
        "para": N_("paragraph"),
        "frac": "fracción",
        "inc": "inciso",
        "point": N_("point"),
        "subpara": N_("subparagraph"),
        "caput": "caput",
        "sent": N_("sentence"),
    }
)
PLACE: Words[str] = Words(
    {
        "page": N_("page"),
        "footnote": N_("footnote"),
        "header": N_("header"),
        "footer": N_("footer"),
        "heading": N_("heading"),
        "table": N_("table"),
        "paragraph": N_("paragraph"),
        "line": N_("line"),
    }
)
_SURE = ((0.95, N_("very sure")), (0.75, N_("fairly sure")), (0.5, N_("unsure")), (0.0, N_("a guess")))


def sureness(confidence: float) -> str:
    """A confidence in percent and words.

    >>> sureness(0.81)
    '81 % · fairly sure'
    """
    sure = next(word for least, word in _SURE if confidence >= least)
    return f"{round(confidence * 100)} % · {_(sure)}"


def heading(a: Annotation) -> str:
    """Kind, status and certainty of a citation in one line."""
    sign = SIGN[a.status]
    status = f"{STATUS[a.status]} {sign}".rstrip()
    parts = [KIND[a.kind], status]
    if a.rule != "reviewer":
        parts.append(sureness(a.confidence))
    return " · ".join(parts)


def pinpoint(path: str) -> str:
    """A pinpoint in words.

    >>> pinpoint("art_6__para_1")
    'article 6, paragraph 1'
    """
    parsed = parse_path(path)
    if parsed is None:
        return path
    return ", ".join(f"{UNIT[step.unit]} {step.value}".strip() for step in parsed.steps)


def stated(name: str, said: str) -> str:
    """What is said of something, behind its name: not every language puts the colon right behind a word.

    >>> stated("news.txt", "opened.")
    'news.txt: opened.'
    """
    return _("{name}: {said}", name=name, said=said)


def where(place: str) -> str:
    """A place in a file in words, from the words the table of authorities has for it.

    >>> where("page 3, paragraph 12")
    'page 3, paragraph 12'
    """
    parts = []
    for part in place.split(", "):
        word, space, number = part.partition(" ")
        parts.append(f"{PLACE.get(word, word)}{space}{number}")
    return ", ".join(parts)


def html(text: str) -> str:
    """Text of a document or a file as HTML that shows it and does nothing else.

    >>> html('<img src=x> & "so"')
    '&lt;img src=x&gt; &amp; &quot;so&quot;'
    """
    return escape(text, quote=True)


def in_a_line(text: str) -> str:
    """A stretch of a text with each run of white space as one space, so that it joins the stretch beside it.

    >>> in_a_line("the Charter\\n  and "), in_a_line(".\\n")
    ('the Charter and ', '. ')
    """
    return re.sub(r"\s+", " ", text)


def literal(text: str) -> str:
    """Text as Markdown that shows it and does nothing else.

    Labels of widgets and the options of radio buttons are read as Markdown; the options of select boxes are not.

    >>> literal("![a](b)")
    '\\\\!\\\\[a\\\\]\\\\(b\\\\)'
    """
    return "".join("\\" + c if c in "\\`*_{}[]()<>#+-.!|~:$&@^=\"'/" else c for c in " ".join(text.split()))


def unmarked(text: str) -> str:
    """Text for the name of a widget whose label is not shown: it is read out as it stands, and Markdown all the same.

    >>> unmarked("![a](b)_c.txt")
    'a (b)_c.txt'
    """
    return " ".join("".join(" " if c in "\\`*[]<>!|~$^:" else c for c in text).split())


def told_apart(names: Mapping[K, str]) -> dict[K, str]:
    """The names of options by their keys, each a name of its own: a select box cannot tell equal ones apart.

    >>> told_apart({"us-1787": "Constitution", "fr-1958": "Constitution", "a46": "Convention"})
    {'us-1787': 'Constitution (us-1787)', 'fr-1958': 'Constitution (fr-1958)', 'a46': 'Convention'}
    """
    numbers = Counter(names.values())
    return {key: f"{name} ({key})" if numbers[name] > 1 else name for key, name in names.items()}


def keyed(words: str, key: str) -> str:
    """The label of a button and the key that does the same.

    >>> keyed("Confirm", "a")
    'Confirm `a`'
    """
    return f"{words} `{key}`"
