"""The paths of a pinpoint while it is read: one current path, and the finished ones before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.find.tokens import Token
from annotator.fold import Folded
from annotator.numerals import roman
from annotator.pinpoints import Path, Step, expand
from annotator.references.words import Language

__all__ = ["MAX_PATHS", "TOP", "Draft"]

# Units that stand alone: a second one starts a new path.
TOP = frozenset({"art", "amend", "prin", "rule"})
# More than any text cites in one breath; a guard against ranges of ranges.
MAX_PATHS = 400


@dataclass(slots=True)
class Draft:
    """The state of one reading.

    `steps` is the current path and `shapes` how each of its values was written; `many` tells which units
    stood in the plural, `unit` the last unit word, `worded` whether a value was written as an ordinal in words,
    `end` the folded offset read up to, and `parts` where an article's word stands again: the end of what
    stands before, its own start, and how many paths there were.
    """

    folded: Folded
    language: Language
    paths: list[Path] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    many: dict[str, bool] = field(default_factory=dict)
    unit: str = ""
    worded: bool = False
    end: int = 0
    parts: list[tuple[int, int, int]] = field(default_factory=list)

    def emit(self) -> None:
        """Finish the current path; its steps stay for the next one to build on."""
        if self.steps and len(self.paths) < MAX_PATHS:
            self.paths.append(Path(tuple(self.steps)))

    def cut(self, size: int) -> None:
        """Keep only the first `size` steps."""
        del self.steps[size:]
        del self.shapes[size:]

    def level_of(self, code: str) -> int | None:
        """Where in the current path a unit stands; None where it does not."""
        return next((at for at, step in enumerate(self.steps) if step.unit == code), None)

    def push(self, code: str, value: str, shape: str, end: int) -> None:
        """Add one step.

        Args:
            code: the unit.
            value: its value, "" for units that stand without one.
            shape: how the value was written: the kind of its token, "paren-digit", "paren-letter" or "word".
            end: the folded offset it was read up to.
        """
        self.steps.append(Step(code, value))
        self.shapes.append(shape)
        self.end = end

    def push_token(self, code: str, token: Token) -> None:
        """Add the value of a token: one step, several for "8.2.h", several paths for "14-16"."""
        low, dash, high = token.value.partition("-")
        self.worded = self.worded or token.kind == "ordinal"
        if token.kind == "dotted":
            self._push_dotted(code, token)
        elif token.kind == "roman" and "." in token.value:
            number, _, part = token.value.partition(".")
            self.push(code, number, "roman", token.end)
            self.push("point", part, "letter", token.end)
        elif (
            dash
            and token.kind == "number"
            and (self.many.get(code) or self.language.code != "fr" or len(low) > 1)
            and (values := expand(low, high))
        ):
            # "articles 14-16", "art. 10-11" are ranges; the French "article 72-3" is an inserted article, "article 2-3"
            # a paragraph.
            for value in values:
                if value != low:
                    self.emit()
                    self.cut(len(self.steps) - 1)
                self.push(code, value, "number", token.end)
        elif token.kind == "paren":
            shape = "paren-digit" if token.value[:1].isdigit() else "paren-letter"
            self.push(code, self.plain(code, token), shape, token.end)
        else:
            self.push(code, token.value, "number" if token.kind == "ordinal" else token.kind, token.end)

    @staticmethod
    def plain(code: str, token: Token) -> str:
        """The value of a token as the path has it: a Roman number in brackets becomes a plain one."""
        if token.kind == "paren" and code in ("subpara", "inc", "frac", "sec", "cl", "para"):
            number = roman(token.value.upper())
            if number is not None and not (code == "para" and len(token.value) == 1):
                return str(number)
        return token.value

    def _push_dotted(self, code: str, token: Token) -> None:
        """ "8.2.h" is article 8, paragraph 2, point h."""
        first, *rest = token.value.split(".")
        self.push(code, first, "number", token.end)
        deeper = ["para", "subpara"] if code == "art" else ["subpara", "sent"]
        for part in rest:
            if part.isdigit():
                self.push(deeper.pop(0) if deeper else "subpara", part, "number", token.end)
            elif len(part) > 1 or (part in "ivx" and not self.steps[1:]):
                number = roman(part.upper())
                self.push("para" if len(self.steps) == 1 else "subpara", str(number or part), "roman", token.end)
            else:
                self.push("point", part, "letter", token.end)
