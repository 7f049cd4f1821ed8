"""Read a pinpoint: from "article" (or its like) to the last value that belongs to it.

    Article 6 §§ 1 and 3 (c)              art_6__para_1 art_6__para_3__point_c
    paragraph 3 of article 12             art_12__para_3
    arts. 5º, XXXV, LIV e LV, e 93, IX    art_5__inc_35 art_5__inc_54 art_5__inc_55 art_93__inc_9

The reader keeps one current path. A value with a unit word before it either goes deeper or
starts anew; a value without one continues the level it looks like. Everything between two
values must be a separator of the language, so reading ends at the first thing that is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import regex

from annotator.find.tokens import TIMEOUT, Token, next_token, pattern_of, separator
from annotator.fold import Folded
from annotator.numerals import roman
from annotator.pinpoints import UNITS, Path, Step, expand
from annotator.references.words import Language

__all__ = ["Pinpoint", "read_pinpoint", "read_values"]

_TOP = frozenset({"art", "amend", "prin", "rule"})
_STANDALONE = frozenset({"pream", "caput", "annex"})
_MAX_PATHS = 400


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A pinpoint as read: folded span, paths in the order of the text, and the word it opened with."""

    start: int
    end: int
    paths: tuple[Path, ...]
    language: str
    unit: str
    many: bool

    @property
    def has_article(self) -> bool:
        """Whether some path names an article or another unit that can stand alone."""
        return any(step.unit in _TOP or step.unit in ("sec", "chp") for path in self.paths for step in path.steps)


@dataclass(slots=True)
class _Reader:
    """The state of one reading."""

    folded: Folded
    language: Language
    paths: list[Path] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    many: dict[str, bool] = field(default_factory=dict)
    unit: str = ""
    end: int = 0

    def emit(self) -> None:
        if self.steps and len(self.paths) < _MAX_PATHS:
            self.paths.append(Path(tuple(self.steps)))

    def cut(self, size: int) -> None:
        del self.steps[size:]
        del self.shapes[size:]

    def level_of(self, code: str) -> int | None:
        for at, step in enumerate(self.steps):
            if step.unit == code:
                return at
        return None

    def push(self, code: str, value: str, shape: str, end: int) -> None:
        self.steps.append(Step(code, value))
        self.shapes.append(shape)
        self.end = end


def _resolve_code(reader: _Reader, token: Token, value: Token, gap: str) -> str:
    """The unit a word means here: "§" and "inciso" depend on what follows and on what stands before."""
    code, lang = token.code, reader.language.code
    letterish = value.kind == "letter" or (value.kind == "paren" and value.value.isalpha() and len(value.value) == 1)
    if code == "sign":
        top = reader.steps[0] if reader.steps else None
        if top is None:
            return "sec" if lang in ("en", "de") else "para"
        american = lang == "en" and (top.unit == "amend" or reader.shapes[0] == "roman" or gap == "comma")
        return "sec" if american else "para"
    if code == "opara":
        return "para"
    if code == "para" and lang == "en" and value.kind == "paren" and letterish:
        return "point"
    if code == "ppara":
        return "para"
    if code == "inc" and letterish:
        return "point"
    if code == "subpara" and letterish and value.value not in ("i", "v", "x"):
        return "point"
    if code == "point" and value.kind in ("number", "ordinal"):
        return "point" if lang in ("pt", "es", "fr", "it") else "para"
    if code == "sec" and lang == "en" and letterish and reader.steps:
        return "sec"
    return code


def _value_of(token: Token, code: str) -> str:
    if token.kind == "paren" and code in ("subpara", "inc", "frac", "sec", "cl", "para"):
        number = roman(token.value.upper())
        if number is not None and not (code == "para" and len(token.value) == 1):
            return str(number)
    return token.value


def _push_dotted(reader: _Reader, code: str, token: Token) -> None:
    """ "8.2.h" is article 8, paragraph 2, point h."""
    parts = token.value.split(".")
    reader.push(code, parts[0], "number", token.end)
    deeper = ["para", "subpara"] if code == "art" else ["subpara", "sent"]
    for part in parts[1:]:
        if part.isdigit():
            reader.push(deeper.pop(0) if deeper else "subpara", part, "number", token.end)
        elif len(part) > 1 or (part in "ivx" and not reader.steps[1:]):
            number = roman(part.upper())
            reader.push("para" if len(reader.steps) == 1 else "subpara", str(number or part), "roman", token.end)
        else:
            reader.push("point", part, "letter", token.end)


def _push_value(reader: _Reader, code: str, token: Token) -> None:
    low, dash, high = token.value.partition("-")
    if token.kind == "dotted":
        _push_dotted(reader, code, token)
    elif (
        dash
        and token.kind == "number"
        and (reader.many.get(code) or reader.language.code != "fr")
        and (values := expand(low, high))
    ):
        # "articles 14-16" is a range, the French "article 72-3" an inserted article.
        for value in values:
            if value != low:
                reader.emit()
                reader.cut(len(reader.steps) - 1)
            reader.push(code, value, "number", token.end)
    else:
        shape = "paren-" + ("digit" if token.value[:1].isdigit() else "letter") if token.kind == "paren" else token.kind
        reader.push(code, _value_of(token, code), "number" if shape == "ordinal" else shape, token.end)


def _open_unit(reader: _Reader, token: Token, value: Token | None, gap: str) -> bool:
    """A unit word with its value: go deeper, or start anew at the level it belongs to."""
    code = _resolve_code(reader, token, value, gap) if value is not None else token.code
    if code not in UNITS:
        return False
    at = reader.level_of(code)
    # A chapter or title after an article, or "and" before a unit, cannot lie inside what was just read.
    if reader.steps:
        last = reader.steps[-1]
        inside = UNITS[code][0] > UNITS[last.unit][0] or (
            gap in ("", "comma") and code not in _TOP and last.unit not in ("chp",)
        )
        if at is not None:
            reader.emit()
            reader.cut(at)
        elif (
            (code in _TOP
            and any(step.unit in _TOP for step in reader.steps))
            or (code == "sec" and gap in ("and", "with"))
        ):
            reader.emit()
            reader.cut(0)
        elif not inside or gap in ("with",) or (gap == "and" and UNITS[code][0] <= UNITS[last.unit][0]):
            reader.emit()
            keep = next(
                (i for i, step in enumerate(reader.steps) if UNITS[step.unit][0] >= UNITS[code][0]), len(reader.steps)
            )
            reader.cut(0 if gap == "with" and code in _TOP else keep)
    reader.unit = code
    reader.many[code] = token.many
    if token.code == "ppara":
        reader.push("pream", "", "word", token.end)
    if value is None:
        reader.push(code, "", "word", token.end)
    else:
        _push_value(reader, code, value)
    return True


def _paren_level(reader: _Reader, token: Token, gap: str) -> str | None:
    """Which unit a bracketed value means: "(3)" a paragraph, "(c)" a point, "(iv)" a subparagraph."""
    value, last = token.value, reader.steps[-1]
    if value[0].isdigit():
        if gap and (at := next((i for i, s in enumerate(reader.shapes) if s == "paren-digit"), None)) is not None:
            return reader.steps[at].unit
        return "para" if reader.level_of("para") is None and reader.level_of("point") is None else "subpara"
    number = roman(value.upper())
    if gap:
        if last.unit == "subpara" and number is not None:
            return "subpara"
        if len(value) == 1 and (reader.level_of("point") is not None or number is None):
            return "point"
        return "subpara" if number is not None else None
    if number is not None and (last.unit == "point" or len(value) > 1):
        return "subpara"
    if number is not None and value == "i" and last.unit in ("art", "para", "sec"):
        return "subpara"
    if len(value) == 1:
        return "point" if last.unit != "point" else "subpara"
    return "point" if value[0] == value[-1] else None


def _number_level(reader: _Reader, value: Token) -> str | None:
    """The level a plain number continues: the deepest plural one it fits, but never past what lies deeper."""
    levels = [i for i, shape in enumerate(reader.shapes) if shape == "number"]
    if not levels:
        return None
    deepest = levels[-1]
    if deepest < len(reader.steps) - 1 and reader.language.code in ("pt", "es", "it", "fr"):
        several = [i for i in levels if reader.many.get(reader.steps[i].unit)]
        return reader.steps[(several or levels)[-1 if several else 0]].unit
    several = [i for i in levels if reader.many.get(reader.steps[i].unit)]
    return reader.steps[several[-1] if several else deepest].unit


def _continue(reader: _Reader, token: Token, gap: str) -> bool:
    """A value with no unit word of its own."""
    if not reader.steps:
        return False
    lang, last = reader.language.code, reader.steps[-1]
    code: str | None = None
    if token.kind == "paren":
        code = _paren_level(reader, token, gap)
        if code == "para" and gap and reader.level_of("para") is None:
            return False
    elif token.kind in ("number", "dotted", "ordinal"):
        if not gap:
            # German counts sentences in plain numbers: "Art. 5 I 2 GG".
            if lang == "de" and last.unit == "para" and reader.shapes[-1] == "roman" and token.kind == "number":
                code = "sent"
        else:
            code = _number_level(reader, token) or ("art" if last.unit == "art" else None)
        if token.kind == "ordinal" and not gap:
            return False
    elif token.kind == "roman":
        if token.quoted and reader.shapes[-1] != "roman":
            return False
        at = next((i for i, shape in enumerate(reader.shapes) if shape == "roman"), None)
        if at is not None and gap:
            code = reader.steps[at].unit
        elif (lang == "pt" and gap in ("comma", "")) or (lang == "es" and last.unit in ("art", "para") and gap == "comma"):
            code = "inc"
        elif lang == "de" and not gap and last.unit == "art":
            code = "para"
    elif token.kind == "letter":
        if any(step.unit in ("point", "ap") for step in reader.steps) and gap:
            code = "ap" if reader.level_of("ap") is not None and reader.level_of("point") is None else "point"
        elif token.quoted or (lang == "pt" and last.unit in ("inc", "para", "art") and gap == "comma"):
            code = "point"
    if code is None:
        return False
    at = reader.level_of(code)
    if at is not None and (gap or code == last.unit):
        reader.emit()
        reader.cut(at)
    elif at is not None or (gap in ("and",) and token.kind not in ("paren",) and code not in ("inc", "point")):
        return False
    _push_value(reader, code, token)
    return True


def _fill_range(reader: _Reader, before: tuple[Step, ...], begin: int) -> None:
    """Spell out from the path before a range sign to the one after it."""
    after = tuple(reader.steps)
    if len(before) != len(after) or before[:-1] != after[:-1] or before[-1].unit != after[-1].unit:
        return
    values = expand(before[-1].value, after[-1].value)
    if values is None:
        return
    for value in values[1:-1]:
        if len(reader.paths) < _MAX_PATHS:
            reader.paths.insert(len(reader.paths), Path((*after[:-1], Step(after[-1].unit, value))))


@lru_cache(maxsize=64)
def _of_pattern(language: Language) -> regex.Pattern[str]:
    """What joins an inner unit to the outer one: "of", "de l'", "del", "من", nothing in Russian."""
    forms = pattern_of(language.connectors["of"])
    said = pattern_of((*language.connectors["said"], "the", "el", "la", "lo", "le"))
    bare = r"|[ \n]" if "" in language.connectors["of"] else ""
    return regex.compile(rf",?[ \n](?:{forms})(?:(?<=')|[ \n])(?:(?:{said})[ \n])*{bare}")


def _elided(text: str, at: int) -> int:
    """Skip a French or Italian elided article."""
    return at + 2 if text[at : at + 2] in ("l'", "d'") else at


def _unit_at(folded: Folded, at: int, language: Language) -> tuple[Token, Token | None, int] | None:
    """A unit word with its value at `at`, or an ordinal before the unit ("third paragraph")."""
    at = _elided(folded.text, at)
    token = next_token(folded, at, language)
    if token is None:
        return None
    if token.kind == "ordinal" or (token.kind == "number" and token.quoted):
        unit = next_token(folded, token.end, language)
        if (
            unit is not None
            and unit.kind == "unit"
            and unit.code in ("para", "subpara", "sent", "opara", "ppara", "sign", "amend", "inc", "frac")
        ):
            return unit, token, unit.end
        return None
    if token.kind != "unit":
        return None
    value = next_token(folded, token.end, language)
    if (
        value is not None
        and value.kind != "unit"
        and not (value.kind == "roman" and value.quoted and token.code in ("art", "sign"))
    ):
        close = value.start - token.end <= 2
        weak = (
            value.kind == "letter"
            and not value.quoted
            and token.code not in ("point", "ap", "sec", "annex", "part", "inc", "subpara", "frac", "app")
        )
        connector = value.kind == "letter" and value.value in language.connectors["and"] and not value.quoted
        if close and not weak and not (connector and token.code not in ("point", "ap")):
            return token, value, value.end
    if token.code in _STANDALONE:
        return token, None, token.end
    return None


def _assumed(folded: Folded, at: int, language: Language) -> tuple[Token, Token | None, int] | None:
    """A value at `at` whose word "articles" stood earlier in the sentence."""
    value = next_token(folded, at, language)
    if value is None or value.kind not in ("number", "dotted"):
        return None
    return Token("unit", "", at, at, "art", True), value, value.end


def _forward(folded: Folded, at: int, language: Language, assume: bool = False) -> _Reader | None:
    """Read one pinpoint in reading order, without what lies behind an "of"."""
    opened = _assumed(folded, at, language) if assume else _unit_at(folded, at, language)
    if opened is None:
        return None
    reader = _Reader(folded, language)
    if not _open_unit(reader, opened[0], opened[1], ""):
        return None
    reader.end = opened[2]
    while True:
        gap, after = separator(folded, reader.end, language)
        before = tuple(reader.steps)
        paths_before = len(reader.paths)
        if gap == "range":
            token = next_token(folded, after, language)
            unit = token if token is not None and token.kind == "unit" else None
            if unit is not None:
                token = next_token(folded, unit.end, language)
            if token is None or not _range_to(reader, token, after):
                break
            reader.emit() if len(reader.paths) == paths_before else None
            _fill_range(reader, before, paths_before)
            continue
        opened = _unit_at(folded, after, language)
        if opened is not None:
            if not gap and UNITS.get(opened[0].code, (99, ""))[0] < reader.steps[0].rank:
                break
            if (
                gap in ("and", "with", "comma")
                and reader.steps
                and _belongs_elsewhere(folded, opened, language, reader)
            ):
                break
            if not _open_unit(reader, opened[0], opened[1], gap):
                break
            reader.end = max(reader.end, opened[2])
            continue
        token = next_token(folded, after, language)
        if (
            token is None
            or token.kind == "unit"
            or (gap == "" and token.kind != "paren" and token.start != reader.end and language.code not in ("de", "pt"))
        ):
            break
        if token.kind == "letter" and not token.quoted and gap == "" and token.value in language.connectors["and"]:
            break
        if not _continue(reader, token, gap):
            break
    reader.emit()
    return reader


def _range_to(reader: _Reader, token: Token, after: int) -> bool:
    """Take the value after a range sign; "6(a)-6(e)" repeats the outer levels."""
    if token.kind == "number" and reader.shapes and "number" in reader.shapes:
        at = reader.shapes.index("number") if reader.shapes[-1] != "number" else len(reader.shapes) - 1
        outer = reader.steps[at]
        deeper = len(reader.steps) - 1 - at
        reader.emit()
        shapes = reader.shapes[at + 1 :]
        units = [step.unit for step in reader.steps[at + 1 :]]
        reader.cut(at)
        reader.push(outer.unit, token.value, "number", token.end)
        end = token.end
        for unit, shape in zip(units, shapes, strict=True):
            value = next_token(reader.folded, end, reader.language)
            if value is None or value.start != end or value.kind != "paren":
                break
            reader.push(unit, value.value, shape, value.end)
            end = value.end
        return deeper >= 0
    if token.kind in ("paren", "roman", "letter") and reader.steps:
        shape = reader.shapes[-1]
        fits = {"paren": shape.startswith("paren"), "roman": shape == "roman", "letter": shape == "letter"}[token.kind]
        if fits:
            last = reader.steps[-1]
            reader.emit()
            reader.cut(len(reader.steps) - 1)
            reader.push(last.unit, _value_of(token, last.unit), shape, token.end)
            return True
    return False


def _belongs_elsewhere(
    folded: Folded, opened: tuple[Token, Token | None, int], language: Language, reader: _Reader
) -> bool:
    """Whether the unit after a separator hangs on an article of its own ("and paragraph 2 of article 15")."""
    if opened[0].code in _TOP or not any(step.unit in _TOP for step in reader.steps):
        return False
    found = _of_pattern(language).match(folded.text, opened[2], timeout=TIMEOUT)
    if found is None:
        return False
    outer = _unit_at(folded, found.end(), language)
    return outer is not None and UNITS.get(outer[0].code, (99, ""))[0] < UNITS.get(opened[0].code, (10, ""))[0]


def _join_outer(inner: list[Path], outer: list[Path], many: bool) -> list[Path]:
    """Hang inner paths on the outer ones; with several outer articles under one word, on each of them."""
    hooks = outer if many else outer[:1]
    joined = [Path(hook.steps + path.steps) for hook in hooks for path in inner]
    return joined + ([] if many else outer[1:])


def _chain(folded: Folded, at: int, language: Language) -> tuple[list[Path], int, _Reader] | None:
    reader = _forward(folded, at, language)
    if reader is None:
        return None
    paths, end, innermost = reader.paths, reader.end, reader
    while True:
        found = _of_pattern(language).match(folded.text, end, timeout=TIMEOUT)
        if found is None:
            break
        inner_rank = min(UNITS[path.steps[0].unit][0] for path in paths)
        opened = _unit_at(folded, found.end(), language)
        if opened is None or opened[0].code not in UNITS or UNITS[opened[0].code][0] >= inner_rank:
            break
        outer = _forward(folded, found.end(), language)
        if outer is None:
            break
        paths = _join_outer(paths, outer.paths, outer.many.get(outer.unit, False))
        end = outer.end
    return paths, end, innermost


def _closed(folded: Folded, start: int, end: int) -> int:
    """Leave out a last bracket that belongs to the sentence: "(Article 46)", but "literal i)"."""
    span = folded.text[start:end]
    if not span.endswith(")") or span.count(")") <= span.count("("):
        return end
    before = folded.text[max(0, start - 60) : start]
    return end - 1 if before.rfind("(") > before.rfind(")") else end


_REPEAT = regex.compile(
    r"[ \n]\((?:[ ]?,?[ ]?arts?\.[ \n](?P<number>\d{1,3})(?:-\d{1,2})?(?:-[a-z])?(?:[+,][ ]?\d{1,3}(?:-\d{1,2})?(?:-[a-z])?)*)+\)"
)


def _repeated(folded: Folded, end: int, paths: tuple[Path, ...]) -> int:
    """Take in the bracket in which older judgments say the same once more: "Article 5 para. 1 (art. 5-1)"."""
    found = _REPEAT.match(folded.text, end, timeout=TIMEOUT)
    if found is None:
        return end
    cited = {str(path.article) for path in paths}
    return found.end() if set(found.captures("number")) <= cited else end


def read_values(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read values at `at` as articles whose word stood earlier ("articles 7 and 10 of X and 37 of Y").

    Args:
        folded: the folded document.
        at: folded offset of the first value.
        language: whose words and habits count.
    """
    reader = _forward(folded, at, language, assume=True)
    if reader is None:
        return None
    return Pinpoint(at, reader.end, tuple(dict.fromkeys(reader.paths)), language.code, "art", True)


def read_pinpoint(folded: Folded, at: int, language: Language) -> Pinpoint | None:
    """Read the pinpoint that opens at `at`.

    Args:
        folded: the folded document.
        at: folded offset of its first word ("article", "§", "third" ...).
        language: whose words and habits count.

    Returns:
        The pinpoint with its paths, or None where the word announces no value.
    """
    first = _chain(folded, at, language)
    if first is None:
        return None
    paths, end, reader = first
    while len(paths) < _MAX_PATHS:
        gap, after = separator(folded, end, language)
        if gap not in ("and", "with", "comma"):
            break
        if _unit_at(folded, after, language) is None:
            break
        more = _chain(folded, after, language)
        if more is None:
            break
        paths, end = [*paths, *more[0]], more[1]
    unique = tuple(dict.fromkeys(paths))
    end = _repeated(folded, _closed(folded, at, end), unique)
    return Pinpoint(
        at, end, unique, language.code, reader.unit or unique[0].steps[0].unit, reader.many.get(reader.unit, False)
    )
