"""The documents of the workspace: found, sorted, opened, and worked on one by one or several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from annotator.fold import fold_name
from annotator.model import KINDS, InputError
from annotator.review import Entry
from annotator.web import detect_again, downloads_panel, filters, session
from annotator.web import document_dialogs as dialogs
from annotator.web.i18n import N_, Words, _, _n, day, figure
from annotator.web.told import told
from annotator.web.wording import KINDS_COUNTED, html, literal, unmarked

A_PAGE = 25
SORT: Words[str] = Words(
    {
        "opened": N_("last opened first"),
        "added": N_("last added first"),
        "name": N_("by name"),
        "open": N_("most left to review first"),
        "warned": N_("most warnings first"),
    }
)
ORDER: dict[str, Callable[[Entry], object]] = {
    "added": lambda entry: entry.added_at,
    "open": lambda entry: entry.total - entry.reviewed,
    "warned": lambda entry: entry.warned,
}
DO: Words[str] = Words({"rename": N_("Rename"), "again": N_("Detect again"), "remove": N_("Delete")})


def draw(entries: Sequence[Entry]) -> None:
    """Put the list on the page."""
    st.html(f'<h2>{_("Documents")} <span class="card-small">{figure(len(entries))}</span></h2>')
    _say()
    if not entries:
        st.html(f'<p class="card-small">{_("None yet. What you open stays here, with every decision.")}</p>')
    else:
        found = _found(entries)
        _bar(found)
        for entry in filters.paged(found, A_PAGE, "documents"):
            _row(entry)
    _removed()


def _found(entries: Sequence[Entry]) -> list[Entry]:
    row = st.container(horizontal=True, gap="small", key="find_documents")
    query = row.text_input(
        _("Search"),
        key="find_query",
        placeholder=_("name, language, reviewer"),
        label_visibility="collapsed",
        live=True,
    )
    sort = row.selectbox(
        _("Sort"), list(SORT), format_func=SORT.__getitem__, key="sort", label_visibility="collapsed", width=240
    )
    found = matching(entries, query or "")
    if sort == "name":
        return sorted(found, key=lambda entry: fold_name(entry.name))
    if sort in ORDER:
        # Stable: equal ones stay as they were opened.
        return sorted(found, key=ORDER[sort], reverse=True)  # type: ignore[arg-type]
    return found


def matching(entries: Sequence[Entry], query: str) -> list[Entry]:
    """The documents that have every word of a query in their name, language or reviewers.

    >>> matching([], "treaty")
    []
    """
    words = fold_name(query).split()
    if not words:
        return list(entries)
    held = {entry.key: fold_name(" ".join((entry.name, entry.language, *entry.reviewers))) for entry in entries}
    return [entry for entry in entries if all(word in held[entry.key] for word in words)]


def picked() -> set[str]:
    """The keys of the documents that are ticked."""
    held: set[str] = st.session_state.setdefault("picked", set())
    return held


def _bar(found: Sequence[Entry]) -> None:
    """What can be done with those ticked; where none is ticked, with all that were found."""
    ticked = [entry for entry in found if entry.key in picked()]
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="with_documents")
    row.checkbox(
        _n("{n} ticked", "{n} ticked", len(ticked)) if ticked else _n("all {n}", "all {n}", len(found)),
        bool(ticked),
        # Drawn anew where the ticks changed, so that it shows them.
        key=f"tick_all_{len(ticked)}_{len(found)}",
        on_change=_tick_all,
        args=([] if ticked else [entry.key for entry in found],),
        help=_("tick all that were found, or none"),
    )
    chosen = ticked or list(found)
    downloads_panel.draw(row, chosen)
    if ticked:
        keys = [entry.key for entry in ticked]
        row.button(DO["again"], key="again_many", type="tertiary", on_click=detect_again.ask, args=(keys,))
        row.button(DO["remove"], key="remove_many", type="tertiary", on_click=_remove, args=(ticked,))
    dialogs.show()
    detect_again.show(tell)


def _row(entry: Entry) -> None:
    with st.container(key=f"row_{entry.key}", gap=None):
        row = st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False)
        row.checkbox(
            _("tick {name}", name=unmarked(entry.name)),
            entry.key in picked(),
            key=f"tick_{entry.key}_{entry.key in picked()}",
            label_visibility="collapsed",
            on_change=_tick,
            args=(entry.key,),
        )
        row.page_link(
            st.session_state["pages"]["review"],
            label=literal(entry.name),
            query_params={"doc": entry.key},
            width="stretch",
        )
        do = row.menu_button(
            _("rename, detect again or delete {name}", name=literal(entry.name)),
            list(DO),
            format_func=DO.__getitem__,
            key=f"do_{entry.key}",
            # The sign is seen, the words are heard.
            icon=":material/more_horiz:",
            type="tertiary",
        )
        st.html(facts(entry))
    if do == "remove":
        _remove([entry])
        st.rerun()
    elif do == "again":
        detect_again.ask([entry.key])
        st.rerun()
    elif do is not None:
        dialogs.ask(do, [entry])
        st.rerun()


def facts(entry: Entry) -> str:
    """What is told of a document under its name, as HTML."""
    facts = [
        f'<span class="kind kind-{kind}"></span>{html(_n(*KINDS_COUNTED[kind], entry.kinds[kind]))}'
        for kind in KINDS
        if entry.kinds.get(kind)
    ]
    share = entry.reviewed / entry.total if entry.total else 1.0
    reviewed = _("{n} of {total} reviewed", n=figure(entry.reviewed), total=figure(entry.total))
    facts.append(f'<span class="bar"><span style="width:{share:.2%}"></span></span>{html(reviewed)}')
    if entry.warned:
        facts.append(f"⚠ {html(_n('{n} warning', '{n} warnings', entry.warned))}")
    if session.is_stale(entry.references):
        facts.append(f"↻ {html(_('the tables changed since'))}")
    if entry.reviewers:
        facts.append(f'<bdi>{html(", ".join(entry.reviewers))}</bdi>')
    facts += [html(part) for part in (entry.language, day(entry.added_at)) if part]
    return f'<div class="row-facts">{"".join(f"<span>{part}</span>" for part in facts)}</div>'


def _removed() -> None:
    removed = session.workspace().removed()
    if not removed:
        return
    with st.expander(_n("{n} deleted document", "{n} deleted documents", len(removed)), key="removed", type="compact"):
        for entry in removed[:A_PAGE]:
            row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"gone_{entry.key}")
            row.html(f"<bdi>{html(entry.name)}</bdi>")
            row.button(_("Restore"), key=f"restore_{entry.key}", type="tertiary", on_click=_restore, args=(entry,))


def _tick(key: str) -> None:
    picked().symmetric_difference_update({key})


def _tick_all(keys: Sequence[str]) -> None:
    picked().clear()
    picked().update(keys)


def _remove(entries: Sequence[Entry]) -> None:
    for entry in entries:
        session.workspace().remove(entry.key)
        picked().discard(entry.key)
    names = entries[0].name if len(entries) == 1 else _n("{n} document", "{n} documents", len(entries))
    tell(_("{name}: deleted. Nothing is lost: it can be restored below the list.", name=names))


def _restore(entry: Entry) -> None:
    try:
        session.workspace().restore(entry.key)
    except InputError as error:
        tell(told(str(error)))
        return
    tell(_("{name}: restored.", name=entry.name))


def tell(line: str) -> None:
    """Say one line above the list at the next drawing."""
    st.session_state["list_said"] = line


def _say() -> None:
    if said := st.session_state.pop("list_said", ""):
        st.html(f'<p class="card-small" role="status">{html(said)}</p>')
