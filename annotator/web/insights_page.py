"""The insights page: what the documents cite, counted and drawn, and the table of authorities."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from annotator import insights
from annotator.web import authorities_panel, charts, filters, session
from annotator.web.filters import Chosen
from annotator.web.i18n import N_, Words, _, _n, figure, moment
from annotator.web.wording import KIND, WARNING, html, told_apart

MOST = 20
VIEW: Words[str] = Words(
    {"figures": N_("Figures"), "authorities": N_("Table of authorities"), "progress": N_("Progress")}
)


def page() -> None:
    """Draw the page."""
    st.html(f"<h1>{html(_('Insights'))}</h1>")
    entries = session.workspace().entries(session.reviewer())
    if not entries:
        st.html(f"<p>{html(_('There is nothing to count yet: open a document first.'))}</p>")
        st.page_link(st.session_state["pages"]["documents"])
        return
    view = filters.one(_("View"), VIEW, "view")
    chosen = filters.draw(entries)
    if view == "progress":
        _progress(list(chosen.documents))
    elif view == "authorities":
        authorities_panel.draw(chosen)
    else:
        _figures(chosen)


def _figures(chosen: Chosen) -> None:
    spans = chosen.mentions()
    cited = insights.instruments(spans)
    told = (
        _n("{n} citation", "{n} citations", len(insights.live(spans))),
        _n("{n} instrument", "{n} instruments", len(cited)),
        _n("{n} document", "{n} documents", len(chosen.documents)),
    )
    st.html(f'<p class="card-small" role="status">{html(" · ".join(told))}</p>')
    if not spans:
        st.html(f"<p>{html(_('No citation passes the filter.'))}</p>")
        return
    if cited:
        _instruments(cited)
        _years(cited)
        _together(insights.together(spans))
    _warnings(insights.warnings(spans))


def _instruments(cited: Sequence[insights.Cited]) -> None:
    st.html(f"<h2>{html(_('Instruments cited most'))}</h2>")
    most = cited[0]
    said = _n(
        "The instrument cited most is {title}, {n} time.",
        "The instrument cited most is {title}, {n} times.",
        most.citations,
        title=most.title,
    )
    rows = [
        {
            _("instrument"): i.title,
            _("id"): i.id,
            _("kind"): KIND[i.kind],
            _("citations"): i.citations,
            _("documents"): i.documents,
        }
        for i in cited
    ]
    charts.with_table(charts.instruments(cited[:MOST]), said, rows, "instruments", {i.kind for i in cited[:MOST]})
    _ways([(i.id, i.title) for i in cited[:MOST]])


def _ways(references: Sequence[tuple[str, str]]) -> None:
    """From an instrument to all places that cite it."""
    titles = told_apart(dict(references))
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="ways")
    reference = row.selectbox(
        _("See all citations of"), list(titles), format_func=titles.__getitem__, key="way", index=None,
        placeholder=_("choose an instrument"),
    )  # fmt: skip
    if reference:
        st.switch_page(st.session_state["pages"]["concordance"], query_params={"ref": reference})


def _years(cited: Sequence[insights.Cited]) -> None:
    rows, undated = insights.timeline(cited, session.year)
    if not rows:
        return
    st.html(f"<h2>{html(_('Cited instruments by year'))}</h2>")
    said = _("The cited instruments date from {first} to {last}.", first=rows[0].year, last=rows[-1].year)
    table = [
        {
            _("year"): str(row.year),
            _("kind"): KIND[row.kind],
            _("instruments"): row.instruments,
            _("citations"): row.citations,
        }
        for row in rows
    ]
    charts.with_table(charts.timeline(rows), said, table, "years", {row.kind for row in rows})
    if undated:
        told = _n("{n} citation of instruments without a known year is left out.",
                  "{n} citations of instruments without a known year are left out.", undated)  # fmt: skip
        st.html(f'<p class="card-small">{html(told)}</p>')


def _together(found: insights.Together) -> None:
    st.html(f"<h2>{html(_('Cited in the same documents'))}</h2>")
    if not found.pairs:
        st.html(f'<p class="card-small">{html(_("No document cites two of these instruments."))}</p>')
        return
    best = found.pairs[0]
    said = _n(
        "{first} and {second} stand together most: in {n} document.",
        "{first} and {second} stand together most: in {n} documents.",
        best.documents,
        first=best.first.title,
        second=best.second.title,
    )
    rows = [
        {
            _("instrument"): pair.first.title,
            _("together with"): pair.second.title,
            _("documents with both"): pair.documents,
            _("share of documents with either"): f"{round(pair.share * 100)} %",
        }
        for pair in found.pairs
    ]
    charts.with_table(charts.together(found), said, rows, "together")


def _warnings(found: Sequence[insights.Warned]) -> None:
    st.html(f"<h2>{html(_('Warnings'))}</h2>")
    if not found:
        st.html(f'<p class="card-small">{html(_("No citation bears a warning."))}</p>')
        return
    heads = (_("warning"), _("citations"), _("documents"), _("not yet reviewed"))
    rows = [(WARNING.get(w.code, w.code), figure(w.citations), figure(w.documents), figure(w.open)) for w in found]
    st.html(table(heads, rows))


def _progress(keys: Sequence[str]) -> None:
    st.html(f"<h2>{html(_('Progress by reviewer'))}</h2>")
    found = session.progress_by_reviewer(keys)
    if not found:
        st.html(f'<p class="card-small">{html(_("Nobody has decided anything here yet."))}</p>')
        return
    heads = (_("reviewer"), _("documents begun"), _("citations in them"), _("reviewed"), _("last decision"))
    rows = []
    for name, begun, figures, last in found:
        share = figures.reviewed / figures.total if figures.total else 1.0
        reviewed = f"{figure(figures.reviewed)} ({round(share * 100)} %)"
        rows.append((name, figure(begun), figure(figures.total), reviewed, moment(last)))
    st.html(table(heads, rows))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table as HTML; every cell is text."""
    head = "".join(f'<th scope="col">{html(told)}</th>' for told in heads)
    body = "".join(
        "<tr>" + "".join(f"<td><bdi>{html(cell)}</bdi></td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
