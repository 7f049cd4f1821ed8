"""Which elements of a web page its style sheet raises above the line, as a superscript is.

Only rules for a class, an element, or both are known: what word processors write when they save a page. A sheet that
hides things is not heeded, since a script of the page may show them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SELECTOR = re.compile(r"([A-Za-z][\w-]*+)?(?:\.([\w-]++))?")
_ALIGNED = re.compile(r"(?:^|[;\s])vertical-align\s*+:\s*+([\w.-]++)")
_MOVED_UP = re.compile(r"(?:^|[;\s])(?:top\s*+:\s*+-|mso-text-raise\s*+:\s*+(?!-)[0-9.]*[1-9])")


class Sheet:
    """The rules of some style sheets that raise text.

    >>> sheet = Sheet()
    >>> sheet.add("/* marks */ a.note, .up { vertical-align: super } .up { color: red }")
    >>> sheet.raises("a", {"class": "big note"}), sheet.raises("p", {"class": "note"}), sheet.raises("b", {})
    (True, False, False)
    >>> sheet.raises("span", {"style": "vertical-align:super"})
    True
    """

    def __init__(self) -> None:
        self._raised: set[tuple[str, str]] = set()

    def add(self, source: str) -> None:
        """Take in one sheet; a later rule for the same elements goes before."""
        first, *rest = source.split("/*")
        plain = first + "".join(part.partition("*/")[2] for part in rest)
        for rule in plain.split("}"):
            before, _, declarations = rule.rpartition("{")
            is_raised = _raises(declarations)
            if is_raised is None:
                continue
            for selector in before.rpartition("{")[2].split(","):
                found = _SELECTOR.fullmatch(selector.strip())
                if found is None or not found[0]:
                    continue
                key = (found[1] or "").lower(), found[2] or ""
                if is_raised:
                    self._raised.add(key)
                else:
                    self._raised.discard(key)

    def raises(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element is raised, by a sheet or by its own style."""
        own = _raises(attributes.get("style", ""))
        if own is not None or not self._raised:
            return bool(own)
        classes = ["", *attributes.get("class", "").split()]
        return any((tag, one) in self._raised for tag in (name, "") for one in classes)


def _raises(declarations: str) -> bool | None:
    """Whether declarations raise what they are for; None where they do not say."""
    lowered = declarations.lower()
    aligned = _ALIGNED.search(lowered)
    if _MOVED_UP.search(lowered) and (aligned is None or aligned[1] == "baseline") and "absolute" not in lowered:
        # LibreOffice and Word move letters up and make them smaller.
        return "font-size" in lowered or "mso-text-raise" in lowered
    return aligned[1] in ("super", "text-top") if aligned else None
