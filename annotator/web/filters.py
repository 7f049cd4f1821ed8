"""The filters that the pages over many documents share. What is chosen stands in the address; no name or text does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from annotator.authorities import Placed, placed
from annotator.model import KINDS, STATUSES, Document, Kind, Status
from annotator.review import Entry, Mention, Mentions, Workspace, default_target, mentions_in
from annotator.web import session
from annotator.web.held import Held
from annotator.web.i18n import _, _n
from annotator.web.versions import SETTLED, settled_in, version
from annotator.web.wording import KIND, STATUS, html, told_apart

__all__ = ["WIDTH", "Chosen", "bound", "decided", "draw", "keep", "many", "one", "only", "paged", "whose"]

K = TypeVar("K", bound=str)
T = TypeVar("T")

# Of a filter in a row, in pixels.
WIDTH = 220
# Items of each kind that are held for all sessions, about 1 kB each.
MOST_HELD = 100_000
_Key = tuple[str, str, str]
_mentions: Held[_Key, tuple[Mention, ...]] = Held(MOST_HELD)
_placed: Held[_Key, tuple[Placed, ...]] = Held(MOST_HELD)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What passes: documents by key, whose decisions, kinds and statuses; none named means all."""

    documents: Mapping[str, Entry]
    whose: str
    kinds: frozenset[Kind]
    statuses: frozenset[Status]

    def mentions(self) -> tuple[Mention, ...]:
        """The citations that pass, with the words around them."""
        found = _mentions.get(self._stamps(), self._make_mentions)
        return tuple(item for items in found.values() for item in items if self._passes(item.kind, item.status))

    def placed(self) -> dict[str, tuple[Placed, ...]]:
        """The citations that pass and were not rejected, with their places, by the key of the document."""
        found = _placed.get(self._stamps(), self._make_placed)
        return {
            key: tuple(citation for citation in citations if self._passes(citation[0].kind, citation[0].status))
            for (_target, key, _whose), citations in found.items()
        }

    def passed(self, workspace: Workspace) -> list[Document]:
        """The documents, each with the citations that pass; for a download, which has no session.

        Args:
            workspace: that has them.
        """
        found = (version(workspace, key, self.whose) for key in self.documents)
        return [
            replace(document, annotations=tuple(a for a in document.annotations if self._passes(a.kind, a.status)))
            for document in found
            if document is not None
        ]

    def _stamps(self) -> dict[_Key, tuple[object, ...]]:
        # A document that was taken in anew into another workspace of the same address is another one.
        target = str(default_target())
        return {
            (target, key, self.whose): (one.stamp, one.added_at, one.name, one.references)
            for key, one in self.documents.items()
        }

    def _make_mentions(self, asked: list[_Key]) -> Iterator[tuple[_Key, tuple[Mention, ...]]]:
        if self.whose == SETTLED:
            for name in asked:
                document = version(session.workspace(), name[1], SETTLED)
                yield name, mentions_in(name[1], document) if document is not None else ()
            return
        # Many are read at once; one that was decided in is read alone.
        found = session.workspace().mentions(self.whose, document=asked[0][1] if len(asked) == 1 else "")
        by_document: dict[str, list[Mention]] = defaultdict(list)
        for item in found.items:
            by_document[item.document].append(item)
        for name in asked:
            yield name, tuple(by_document[name[1]])

    def _make_placed(self, asked: list[_Key]) -> Iterator[tuple[_Key, tuple[Placed, ...]]]:
        for name in asked:
            document = version(session.workspace(), name[1], self.whose)
            found = placed(document) if document is not None else ()
            # No table of authorities tells who decided what.
            yield name, tuple((replace(a, history=()), place) for a, place in found)

    def _passes(self, kind: Kind, status: Status) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.statuses or status in self.statuses)


def draw(entries: Sequence[Entry]) -> Chosen:
    """Put the filters on the page and say what they let through."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters")
    names = {entry.key: entry.name for entry in entries}
    with row:
        documents = many(_("Documents"), list(names), told_apart(names), "doc", width=WIDTH)
        kinds = many(_("Kind"), list(KINDS), KIND, "kind", width=WIDTH)
        statuses = many(_("Status"), list(STATUSES), STATUS, "status", width=WIDTH)
        chosen = whose(entries)
    kept = decided([entry for entry in entries if entry.key in documents] or entries, chosen)
    return Chosen({entry.key: entry for entry in kept}, chosen, frozenset(kinds), frozenset(statuses))


def many(label: str, options: Sequence[K], words: Mapping[K, str], key: str, *, width: int | None = None) -> list[K]:
    """Any number of options; none means all. They stand in the address under `key`.

    Args:
        label: what is chosen.
        options: the codes.
        words: each of them in words.
        key: of the widget.
        width: in pixels; without it, as wide as there is room.
    """
    bound(key, options)
    chosen = st.multiselect(
        label, options, format_func=words.__getitem__, key=key, placeholder=_("all"), width=width or "stretch"
    )
    keep(key, chosen)
    return chosen


def one(label: str, words: Mapping[K, str], key: str) -> K:
    """One of several; the first needs no place in the address."""
    options = list(words)
    bound(key, options, options[0])
    chosen = st.segmented_control(
        label, options, format_func=words.__getitem__, key=key, required=True, label_visibility="collapsed"
    )
    keep(key, [chosen] if chosen and chosen != options[0] else [])
    return chosen or options[0]


def bound(key: str, options: Sequence[str], plain: str | None = None) -> None:
    """Give a widget what the address asks for, by codes: what a framework binds is the shown word, in one language.

    Args:
        key: of the widget, and its name in the address; drawn after this.
        options: the codes that may be chosen.
        plain: what is chosen where the address asks for none of them; without it, any number may be chosen.
    """
    told = st.query_params.get_all(key)
    # A widget that another page did not draw has forgotten what it held.
    if key in st.session_state and told == st.session_state.get(f"{key}_told"):
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
        width=WIDTH,
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
