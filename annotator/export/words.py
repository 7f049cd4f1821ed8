"""What the written formats say of a citation, in English words and without markup.

The app says the same in the language of its reader (annotator/web/wording.py); a file has one language, so that two
people who hold it read the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

import regex

from annotator.model import KINDS, STATUSES, Action, Annotation, Candidate, Form, Kind, Reference, Status
from annotator.pinpoints import describe

__all__ = [
    "DONE", "FORM", "KIND", "SIGN", "candidates", "certainty", "counts", "decisions", "known", "others",
    "pinpoints", "status", "title", "told", "undecided", "web_address",
]  # fmt: skip

KIND: dict[Kind, str] = {"constitution": "constitution", "treaty": "treaty", "resolution": "UN resolution"}
_PLURAL: dict[Kind, str] = {"constitution": "constitutions", "treaty": "treaties", "resolution": "UN resolutions"}
SIGN: dict[Status, str] = {"suggested": "", "confirmed": "✓", "corrected": "✎", "rejected": "✕", "added": "+"}
FORM: dict[Form, str] = {
    "full": "full name", "short": "short form", "bare": "pinpoint alone", "descriptive": "description",
}  # fmt: skip
DONE: dict[Action, str] = {
    "confirm": "confirmed", "reject": "rejected", "correct": "corrected", "add": "added", "reopen": "reopened",
    "undo": "undone", "redo": "done again",
}  # fmt: skip


def web_address(url: str | None) -> str | None:
    """An address that may become a link: http or https with a plain host. What no address can hold is percent-encoded.

    >>> web_address("https://undocs.org/A/RES/2312(XXII)"), web_address("https://example.org/ley orgánica")
    ('https://undocs.org/A/RES/2312(XXII)', 'https://example.org/ley%20org%C3%A1nica')
    >>> web_address("javascript:alert(1)"), web_address("http:///x"), web_address("//example.org")
    (None, None, None)
    """
    # Browsers drop control characters inside an address, so that it leads elsewhere than it seems.
    if not url or any(c < " " or c in "\x7f\\" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not regex.fullmatch(r"[A-Za-z0-9.-]+", host) or "@" in parts.netloc:
        return None
    encoded = quote(url, safe="%/:=&?~#+!$,;'()*@")
    return regex.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)


def title(reference: Reference | Candidate) -> str:
    """What an instrument is called: its title, else its id."""
    return reference.title or reference.id


def undecided(a: Annotation) -> str:
    """What to say in the place of an instrument where there is none."""
    return "undecided: several instruments fit" if a.candidates else "no reference: the instrument is not known"


def known(reference: Reference) -> str:
    """What is told of an instrument beside its title: date, id, what others call it, an address that may not be a link.

    >>> known(Reference("cets-005", "European Convention on Human Rights", "1950-11-04", None, {"cets": "5"}))
    '1950-11-04 · cets-005 · cets 5'
    """
    # The title of an instrument that has none is its id already.
    parts = [reference.date or "", reference.id if reference.title else ""]
    parts += others(reference.identifiers, reference.id)
    if reference.url and not web_address(reference.url):
        parts.append(reference.url)
    return " · ".join(part for part in parts if part)


def others(identifiers: Mapping[str, str], id: str) -> list[str]:
    """What others call an instrument, where that differs from our id.

    >>> others({"un-symbol": "S/RES/1325(2000)", "wikidata": "Q1049722"}, "S/RES/1325(2000)")
    ['wikidata Q1049722']
    """
    return [f"{scheme} {value}" for scheme, value in identifiers.items() if value != id]


def pinpoints(a: Annotation) -> str:
    """What a citation points at, in words and as paths; blank where it is the whole instrument.

    >>> from annotator.engine import annotate
    >>> pinpoints(annotate("See articles 2 (4) and 51 of the UN Charter.").annotations[0])
    'article 2, paragraph 4 (art_2__para_4); article 51 (art_51)'
    """
    return "; ".join(f"{describe(path)} ({path})" if describe(path) != path else path for path in a.pinpoints)


def certainty(a: Annotation) -> str:
    """How sure the tool is, in percent; a person's own addition has no such figure."""
    return "by a reviewer" if a.rule == "reviewer" else f"{round(a.confidence * 100)} % sure"


def status(a: Annotation) -> str:
    """The status with its sign."""
    return f"{SIGN[a.status]} {a.status}".strip()


def candidates(a: Annotation) -> tuple[str, ...]:
    """What else a citation may mean, one line each; none where there is only what it means."""
    if len(a.candidates) == 1 and a.reference is not None and a.candidates[0].id == a.reference.id:
        return ()
    return tuple(_candidate(c) for c in a.candidates)


def _candidate(c: Candidate) -> str:
    dated = f"{title(c)} ({c.date})" if c.date else title(c)
    evidence = f": {'; '.join(c.evidence)}" if c.evidence else ""
    return f"{round(c.score * 100)} % {dated} · {c.id}{evidence}"


def decisions(a: Annotation) -> tuple[str, ...]:
    """Who decided what and when, one line each, the oldest first."""
    return tuple(f"{d.at} {DONE[d.action]} by {d.reviewer}{f': {d.note}' if d.note else ''}" for d in a.history)


def told(a: Annotation) -> list[str]:
    """All that is said of a citation, one line each: what it means, where in it, how firmly, what looks wrong."""
    lines = [f"{title(a.reference)} · {known(a.reference)}".removesuffix(" · ") if a.reference else undecided(a)]
    if points := pinpoints(a):
        lines.append(points)
    lines.append(f"{KIND[a.kind]} · {status(a)} · {certainty(a)} · {FORM[a.form]}, rule {a.rule}")
    lines += [f"! {w.message} ({w.code})" for w in a.warnings]
    lines += [f"May mean: {line}" for line in candidates(a)]
    return [*lines, *decisions(a)]


def counts(annotations: Sequence[Annotation]) -> str:
    """How many citations of each kind and status there are.

    >>> counts(())
    'no citations'
    """
    if not annotations:
        return "no citations"
    kinds, statuses = Counter(a.kind for a in annotations), Counter(a.status for a in annotations)
    total = f"{len(annotations)} citation{'' if len(annotations) == 1 else 's'}"
    counted = ", ".join(f"{n} {_PLURAL[kind] if n > 1 else KIND[kind]}" for kind in KINDS if (n := kinds[kind]))
    decided = ", ".join(f"{statuses[one]} {one}" for one in STATUSES if statuses[one])
    warned = sum(bool(a.warnings) for a in annotations)
    return f"{total}: {counted} · {decided}" + (f" · {warned} with warnings" if warned else "")
