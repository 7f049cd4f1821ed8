"""The filters that the pages over many documents share. What is chosen stands in the address; no name or text does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

import streamlit as st

from annotator.model import KINDS, STATUSES, Document, Kind, Status
from annotator.review import Entry, Mention, Mentions, mentions_in
from annotator.web import session
from annotator.web.i18n import _, _n
from annotator.web.versions import SETTLED, settled_in, version
from annotator.web.wording import KIND, STATUS, html, told_apart

__all__ = ["Chosen", "bound", "decided", "draw", "keep", "many", "one", "only", "paged", "whose"]

K = TypeVar("K", bound=str)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What passes: documents by key with their names, whose decisions, kinds and statuses; none named means all."""

    documents: Mapping[str, str]
    whose: str
    kinds: frozenset[Kind]
    statuses: frozenset[Status]

    def mentions(self) -> tuple[Mention, ...]:
        """The citations that pass."""
        if self.whose == SETTLED:
            return tuple(item for key, document in self.versions().items() for item in mentions_in(key, document))
        found = session.workspace().mentions(self.whose, kind=self.kinds, status=self.statuses)
        return tuple(item for item in found.items if item.document in self.documents)

    def versions(self) -> dict[str, Document]:
        """The documents by key, each with the citations that pass."""
        found = {key: version(session.workspace(), key, self.whose) for key in self.documents}
        return {key: self._passed(document) for key, document in found.items() if document is not None}

    def _passed(self, document: Document) -> Document:
        passed = tuple(
            a
            for a in document.annotations
            if (not self.kinds or a.kind in self.kinds) and (not self.statuses or a.status in self.statuses)
        )
        return replace(document, annotations=passed)


def draw(entries: Sequence[Entry]) -> Chosen:
    """Put the filters on the page and say what they let through."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters")
    names = {entry.key: entry.name for entry in entries}
    with row:
        documents = many(_("Documents"), list(names), told_apart(names), "doc")
        kinds = many(_("Kind"), list(KINDS), KIND, "kind")
        statuses = many(_("Status"), list(STATUSES), STATUS, "status")
        chosen = whose(entries)
    kept = decided([entry for entry in entries if entry.key in documents] or entries, chosen)
    return Chosen({entry.key: entry.name for entry in kept}, chosen, frozenset(kinds), frozenset(statuses))


def many(label: str, options: Sequence[K], words: Mapping[K, str], key: str) -> list[K]:
    """Any number of options; none means all. They stand in the address under `key`."""
    held = [option for option in options if option in st.query_params.get_all(key)]
    chosen = st.multiselect(
        label, options, default=held, format_func=words.__getitem__, key=f"many_{key}", placeholder=_("all"), width=220
    )
    if chosen:
        st.query_params[key] = list(chosen)
    elif key in st.query_params:
        del st.query_params[key]
    return chosen


def bound(key: str, options: Sequence[str], plain: str | None = None) -> None:
    """Give a widget what the address asks for, by codes: what a framework binds is the shown word, in one language.

    Args:
        key: of the widget, and its name in the address; drawn after this.
        options: the codes that may be chosen.
        plain: what is chosen where the address asks for none of them; without it, any number may be chosen.
    """
    told = st.query_params.get_all(key)
    if told == st.session_state.get(f"{key}_told"):
        return
    st.session_state[f"{key}_told"] = told
    asked = [option for option in options if option in told]
    st.session_state[key] = asked if plain is None else next(iter(asked), plain)


def keep(key: str, chosen: Sequence[str]) -> None:
    """Write what was chosen into the address, where it is not there yet.

    Args:
        key: the name in the address.
        chosen: codes; none takes the name out of the address.
    """
    if st.query_params.get_all(key) == list(chosen):
        return
    st.session_state[f"{key}_told"] = list(chosen)
    if chosen:
        st.query_params[key] = list(chosen)
    else:
        del st.query_params[key]


def one(label: str, words: Mapping[K, str], key: str) -> K:
    """One of several; the first needs no place in the address."""
    options = list(words)
    asked = cast(K, st.query_params.get(key, ""))
    chosen = st.segmented_control(
        label, options, default=asked if asked in options else options[0], format_func=words.__getitem__,
        key=f"one_{key}", required=True, label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != options[0]:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
    return chosen or options[0]


def only(found: Mentions, documents: Sequence[str]) -> Mentions:
    """The part of a list that stands in some documents."""
    items = tuple(item for item in found.items if item.document in documents)
    counts = {key: count for key, count in found.counts.items() if key in documents}
    return replace(found, items=items, total=len(items), counts=counts)


def paged(items: Sequence[T], size: int, key: str) -> Sequence[T]:
    """The part of a long list that is looked at, with the way to the others above it."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    # Another number of pages is another list: it begins at its beginning.
    number = st.pagination(pages, key=f"pages_{key}_{pages}")
    return items[(number - 1) * size : number * size]


def whose(entries: Sequence[Entry], key: str = "whose") -> str:
    """Whose decisions are looked at: one's own, where nobody else has decided anything; `SETTLED` for what was settled.

    What was settled is offered only where something was.
    """
    own = session.reviewer()
    others = sorted({name for entry in entries for name in entry.reviewers} - {own})
    options = [own, *others, *([SETTLED] if settled_in(entries) else [])]
    if len(options) == 1:
        return own
    chosen = st.selectbox(
        _("Decisions of"),
        options,
        format_func=lambda name: _("all, as settled") if name == SETTLED else name,
        key=key,
        width=220,
    )
    return own if chosen is None else chosen


def decided(entries: Sequence[Entry], whose: str) -> list[Entry]:
    """The documents that have the decisions asked for; those in which nothing was settled are left out, and it is said.

    Args:
        entries: the documents.
        whose: a reviewer's name, or `SETTLED`.
    """
    kept = settled_in(entries) if whose == SETTLED else list(entries)
    if left := len(entries) - len(kept):
        said = _n(
            "{n} document is left out: nothing was settled in it.",
            "{n} documents are left out: nothing was settled in them.",
            left,
        )
        st.html(f'<p class="card-small">{html(said)}</p>')
    return kept
