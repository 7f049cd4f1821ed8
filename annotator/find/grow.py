"""How a draft grows: a unit word goes deeper or starts anew, a bare value goes on, a range sign spells out."""

from __future__ import annotations

from annotator.find.draft import MAX_PATHS, TOP, Draft
from annotator.find.levels import unit_of_value, unit_of_word
from annotator.find.tokens import Token, next_token
from annotator.pinpoints import UNITS, Path, Step, expand

__all__ = ["go_on", "go_through", "open_unit"]


def open_unit(draft: Draft, word: Token, value: Token | None, gap: str) -> bool:
    """Take a unit word with its value: go deeper, or start anew at the level it belongs to.

    Args:
        draft: changed in place.
        word: the unit word.
        value: its value; None for "preamble" and its like.
        gap: the separator before the word.

    Returns:
        False where the word is no unit here; the draft is then as before.
    """
    code = unit_of_word(draft, word, value, gap) if value is not None else word.code
    if code not in UNITS:
        return False
    if draft.steps:
        _leave(draft, code, gap)
    draft.unit = code
    draft.many[code] = word.many
    if word.code == "ppara":
        draft.push("pream", "", "word", word.end)
    if value is None:
        draft.push(code, "", "word", word.end)
    else:
        draft.push_token(code, value)
    return True


def _leave(draft: Draft, code: str, gap: str) -> None:
    """Finish the current path where a unit cannot lie inside what was just read."""
    last = draft.steps[-1]
    deeper = UNITS[code][0] > UNITS[last.unit][0]
    # "Article 5, Part II" goes on; a chapter, what follows an "and" and what holds several articles does not:
    # "Articles 124 to 147, Part IV-A", "Article 31-B; Preamble".
    goes_on = gap in ("", "comma") and code not in TOP and code != "pream" and last.unit != "chp"
    inside = deeper or (goes_on and not draft.many.get(last.unit, False))
    at = draft.level_of(code)
    if at is not None:
        draft.emit()
        draft.cut(at)
    elif code in TOP and gap in ("and", "with") and last.unit in ("part", "title", "chp", "pream"):
        draft.emit()  # "Part XII and articles 192 and 194": the articles need not lie in the part
        draft.cut(0)
    elif (code in TOP and any(step.unit in TOP for step in draft.steps)) or (code == "sec" and gap in ("and", "with")):
        draft.emit()
        draft.cut(0)
    elif not inside or gap == "with":
        draft.emit()
        keep = next((i for i, step in enumerate(draft.steps) if step.rank >= UNITS[code][0]), len(draft.steps))
        draft.cut(0 if gap == "with" and code in TOP else keep)


def go_on(draft: Draft, token: Token, gap: str) -> bool:
    """Take a value with no unit word of its own.

    Args:
        draft: changed in place; it has at least one step.
        token: the value.
        gap: the separator before it.

    Returns:
        False where the value is none of the pinpoint's; the draft is then as before.
    """
    code = unit_of_value(draft, token, gap)
    if code is None:
        return False
    if draft.steps[-1].unit == "caput" and draft.level_of(code) is None:
        draft.emit()  # "art. 5º, caput e XXXVI": nothing lies in the head of an article
        draft.cut(len(draft.steps) - 1)
    at = draft.level_of(code)
    if at is not None and (gap or code == draft.steps[-1].unit):
        draft.emit()
        draft.cut(at)
    elif at is not None or (gap == "and" and token.kind != "paren" and code not in ("inc", "point")):
        return False
    draft.push_token(code, token)
    return True


def go_through(draft: Draft, token: Token) -> bool:
    """Take the value behind a range sign and spell out what lies between; "6(a)-6(e)" repeats the outer levels.

    Returns:
        False where the value does not fit the one before the sign; the draft is then as before.
    """
    before = tuple(draft.steps)
    if token.kind == "paren" and token.value.isalpha() and draft.shapes[-1] in ("paren-digit", "number"):
        draft.push_token("point", token)  # "inciso 24) - f)" is no range
        return True
    if token.kind == "number" and "number" in draft.shapes:
        _repeat(draft, token)
    elif token.kind in ("paren", "roman", "letter") and draft.shapes[-1].startswith(token.kind):
        unit, shape = draft.steps[-1].unit, draft.shapes[-1]
        draft.emit()
        draft.cut(len(draft.steps) - 1)
        draft.push(unit, draft.plain(unit, token), shape, token.end)
    else:
        return False
    _fill(draft, before)
    return True


def _repeat(draft: Draft, token: Token) -> None:
    """Take a number, and behind it the bracketed values that the path had behind its own number."""
    at = len(draft.shapes) - 1 if draft.shapes[-1] == "number" else draft.shapes.index("number")
    unit = draft.steps[at].unit
    deeper = [(step.unit, shape) for step, shape in zip(draft.steps[at + 1 :], draft.shapes[at + 1 :], strict=True)]
    draft.emit()
    draft.cut(at)
    draft.push(unit, token.value, "number", token.end)
    for inner, shape in deeper:
        value = next_token(draft.folded, draft.end, draft.language)
        if value is None or value.start != draft.end or value.kind != "paren":
            break
        draft.push(inner, value.value, shape, value.end)


def _fill(draft: Draft, before: tuple[Step, ...]) -> None:
    """Add the paths between the one before a range sign and the current one, where only their last values differ."""
    *outer, last = draft.steps
    if len(before) != len(draft.steps) or list(before[:-1]) != outer or before[-1].unit != last.unit:
        return
    for value in (expand(before[-1].value, last.value) or [])[1:-1]:
        if len(draft.paths) < MAX_PATHS:
            draft.paths.append(Path((*outer, Step(last.unit, value))))
