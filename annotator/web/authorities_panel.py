"""The table of authorities: each instrument, what is cited of it, and every place, which leads into the review."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from annotator.authorities import Authority, Place, State, authorities_of
from annotator.export import Format, format_of
from annotator.review import Workspace
from annotator.web import downloads, filters, session
from annotator.web.filters import Chosen
from annotator.web.i18n import N_, Words, _, _n, day
from annotator.web.wording import KIND, html, literal, pinpoint, where

__all__ = ["draw", "one"]

A_PAGE = 25
FILES = ("authorities-csv", "authorities-md", "authorities-docx")
# Those beyond are folded away.
MOST_PLACES = 12
STATE: Words[State] = Words(
    {
        "certain": N_("certain"),
        "ambiguous": N_("undecided: several instruments fit"),
        "unresolved": N_("instrument not known"),
    }
)


def draw(chosen: Chosen) -> None:
    """Put the table on the page."""
    cited = chosen.placed()
    keys = {place.document: key for key, citations in cited.items() for _annotation, place in citations}
    found = authorities_of(citation for citations in cited.values() for citation in citations)
    if not found:
        st.html(f"<p>{html(_('No citation passes the filter.'))}</p>")
        return
    told = _n("{n} entry", "{n} entries", len(found))
    st.html(f'<p class="card-small" role="status">{html(told)}</p>')
    _downloads(chosen)
    st.html("".join(one(authority, keys) for authority in filters.paged(found, A_PAGE, "authorities")))


def _downloads(chosen: Chosen) -> None:
    """The table as files, filtered as it stands here."""
    row = st.container(horizontal=True, gap="small", key="authorities_downloads")
    workspace = session.workspace()
    for form in map(format_of, FILES):
        # Bound now: a download has no session to ask.
        def data(form: Format = form, chosen: Chosen = chosen, at: Workspace = workspace) -> bytes:
            return downloads.contents(form, [(document, None) for document in chosen.passed(at)])

        row.download_button(
            literal(_(form.title)),
            data=data,
            file_name=downloads.file_name(form, [one.name for one in chosen.documents.values()]),
            mime=form.media_type,
            key=f"download_{form.id}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def one(authority: Authority, keys: Mapping[str, str]) -> str:
    """One instrument with its pinpoints and places, as HTML."""
    facts = [KIND[authority.kind], day(authority.date) if authority.date else "", authority.id]
    if authority.state != "certain":
        facts.append(STATE[authority.state])
    facts.append(_n("{n} citation", "{n} citations", authority.count))
    rows = []
    for cited in authority.cited:
        what = pinpoint(cited.pinpoint) if cited.pinpoint else _("the instrument as a whole")
        places = [_place(place, keys) for place in cited.places]
        told = "; ".join(places[:MOST_PLACES])
        if rest := places[MOST_PLACES:]:
            more = html(_n("and {n} more", "and {n} more", len(rest)))
            told += f" <details><summary>{more}</summary>{'; '.join(rest)}</details>"
        rows.append(f'<tr><th scope="row">{html(what)}</th><td>{told}</td></tr>')
    head = html(" · ".join(fact for fact in facts if fact))
    return (
        f'<section class="authority"><h3 dir="auto">{html(authority.title)}</h3><p class="card-small">{head}</p>'
        f'<table class="plain">{"".join(rows)}</table></section>'
    )


def _place(place: Place, keys: Mapping[str, str]) -> str:
    address = "review?" + urlencode({"doc": keys.get(place.document, ""), "citation": place.annotation})
    told = f"<bdi>{html(place.name)}</bdi>, {html(where(place.where))}"
    return f'<a href="{html(address)}" target="_self">{told}</a>'
