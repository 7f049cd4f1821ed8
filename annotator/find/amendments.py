"""American amendments told in one breath: "the First and Fourteenth Amendments", "Eighth or Tenth Amendment"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from annotator.find.mention import Mention
from annotator.find.scan import Hit
from annotator.find.tokens import TIMEOUT
from annotator.fold import Folded
from annotator.references import References

__all__ = ["amendments"]

# "First, Fourth and Twenty-first " right before "Amendments"; every word goes into the group `word`.
_ORDINAL = r"(?P<word>[a-z]+(?:-[a-z]+)?|\d{1,2}(?:st|nd|rd|th))"
_LIST = regex.compile(rf"(?<!\w){_ORDINAL}(?:(?:,[ ]?(?:and[ ])?|[ ](?:and|or|through)[ ]){_ORDINAL})+[ \n]$")
_AMENDED = regex.compile(
    r"""
    [ \n](?:to|of)[ \n]the[ \n]
    (?: (?:united[ \n]states|u\.[ ]?s\.|federal)[ \n]constitution
      | constitution[ \n]of[ \n]the[ \n]united[ \n]states(?:[ \n]of[ \n]america)? )
    (?!\w)
    """,
    regex.VERBOSE,
)
_LAST = 27


def amendments(folded: Folded, hits: Sequence[Hit], references: References) -> list[Mention]:
    """Return mentions of several amendments that share the word "Amendments".

    Args:
        folded: the document.
        hits: hits of the scan.
        references: for the ordinals and the names of single amendments.
    """
    ordinals = references.words["en"].ordinals
    entry = references.names.get("first amendment")
    if entry is None:
        return []
    found = []
    for hit in hits:
        if hit.kind != "unit" or hit.word not in ("amendment", "amendments") or not folded.cased[hit.start].isupper():
            continue
        match = _LIST.search(folded.text, max(0, hit.start - 160), hit.start, timeout=TIMEOUT)
        if match is None:
            continue
        numbers, start = [], hit.start
        for word, at in reversed(list(zip(match.captures("word"), match.starts("word"), strict=True))):
            number = ordinals.get(word) or (int(word[:-2]) if word[0].isdigit() else None)
            if number is None or number > _LAST:
                break
            numbers.append(number)
            start = at
        if len(numbers) > 1:
            meanings = tuple(meaning for meaning in entry.meanings if meaning.pinpoint == "amend_1")
            paths = tuple(f"amend_{number}" for number in reversed(numbers))
            whole = _AMENDED.match(folded.text, hit.end, timeout=TIMEOUT)
            end = whole.end() if whole is not None else hit.end
            found.append(Mention(start, end, "constitution", "full", "constitution-name", "en", meanings, paths=paths))
    return found
