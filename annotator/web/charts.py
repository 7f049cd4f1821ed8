"""Charts of the insights page. Each comes with words that say what it shows and with the table behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from annotator.insights import Cited, Together, Year
from annotator.model import KINDS, Kind
from annotator.web.i18n import _
from annotator.web.wording import KIND, html

__all__ = ["columns", "instruments", "timeline", "together", "with_table"]

# The colours the kinds have in the text.
_LIGHT: dict[Kind, str] = {"constitution": "#8a5a00", "treaty": "#1f5fa8", "resolution": "#1d7354"}
_DARK: dict[Kind, str] = {"constitution": "#e0b05a", "treaty": "#8ab8f0", "resolution": "#74c9a5"}
_LONGEST = 46


def with_table(
    chart: alt.Chart, said: str, rows: Sequence[Mapping[str, Any]], key: str, kinds: Collection[Kind] = ()
) -> None:
    """Put a chart on the page, what it shows in words, and its figures as a table.

    Args:
        chart: the chart.
        said: what it shows, for those who do not see it.
        rows: the figures, by names of columns as they are shown.
        key: of the elements.
        kinds: told apart by colour in it; what each colour means stands above, where no narrow page cuts it.
    """
    if kinds:
        told = (f'<span class="kind kind-{kind}"></span>{html(KIND[kind])}' for kind in KINDS if kind in kinds)
        st.html(f'<div class="counts">{" &nbsp; ".join(told)}</div>')
    st.altair_chart(chart, key=f"chart_{key}", alt=said, width="stretch")
    with st.expander(_("As a table"), key=f"table_{key}", type="compact"):
        st.dataframe(pd.DataFrame(list(rows)), hide_index=True, key=f"rows_{key}", width="stretch", alt=said)


def instruments(cited: Sequence[Cited]) -> alt.Chart:
    """Bars: how often each instrument is cited."""
    frame = pd.DataFrame(
        [
            {"name": columns(cited)[i.id, i.kind], "title": i.title, "kind": KIND[i.kind], "citations": i.citations,
             "documents": i.documents}
            for i in cited
        ]
    )  # fmt: skip
    return _plain(
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("citations:Q", title=_("citations"), axis=alt.Axis(tickMinStep=1, format="~d")),
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
            color=_colour(),
            tooltip=[
                alt.Tooltip("title:N", title=_("instrument")),
                alt.Tooltip("citations:Q", title=_("citations")),
                alt.Tooltip("documents:Q", title=_("documents")),
            ],
        )
        .properties(height=alt.Step(22))
    )


def timeline(years: Sequence[Year]) -> alt.Chart:
    """Bars along the years in which the cited instruments were made."""
    frame = pd.DataFrame(
        [
            {"year": row.year, "kind": KIND[row.kind], "citations": row.citations, "instruments": row.instruments}
            for row in years
        ]
    )
    span = max(row.year for row in years) - min(row.year for row in years)
    return _plain(
        alt.Chart(frame)
        .mark_bar(width=max(2, min(18, 700 // (span + 1))))
        .encode(
            x=alt.X("year:Q", title=_("year of the instrument"), scale=alt.Scale(zero=False, padding=12),
                    axis=alt.Axis(format="d", tickMinStep=1)),
            y=alt.Y("citations:Q", title=_("citations"), axis=alt.Axis(tickMinStep=1, format="~d")),
            color=_colour(),
            tooltip=[
                alt.Tooltip("year:Q", title=_("year"), format="d"),
                alt.Tooltip("kind:N", title=_("kind")),
                alt.Tooltip("citations:Q", title=_("citations")),
                alt.Tooltip("instruments:Q", title=_("instruments")),
            ],
        )
        .properties(height=240)
    )  # fmt: skip


def together(found: Together) -> alt.Chart:
    """Squares: in how many documents two instruments are cited both."""
    names = columns(found.instruments)
    order = [names[i.id, i.kind] for i in found.instruments]
    squares = []
    for pair in found.pairs:
        one, other = names[pair.first.id, pair.first.kind], names[pair.second.id, pair.second.kind]
        for across, down in ((one, other), (other, one)):
            squares.append({"a": across, "b": down, "documents": pair.documents})
    base = alt.Chart(pd.DataFrame(squares)).encode(
        x=alt.X("a:N", sort=order, title=None, scale=alt.Scale(domain=order),
                axis=alt.Axis(labelAngle=-40, labelLimit=170)),
        y=alt.Y("b:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelLimit=260)),
    )  # fmt: skip
    tooltip = [
        alt.Tooltip("a:N", title=_("instrument")),
        alt.Tooltip("b:N", title=_("together with")),
        alt.Tooltip("documents:Q", title=_("documents")),
    ]
    low, high = ("#26344f", "#8ab8f0") if _dark() else ("#dbe6f5", "#1f5fa8")
    colour = alt.Color("documents:Q", scale=alt.Scale(range=[low, high]), legend=None)
    most = max(pair.documents for pair in found.pairs)
    ink = alt.condition(
        f"datum.documents > {most / 2}", alt.value("#17191d" if _dark() else "#ffffff"),
        alt.value("#e4e3df" if _dark() else "#22252b"),
    )  # fmt: skip
    layers = base.mark_rect().encode(color=colour, tooltip=tooltip) + base.mark_text(fontSize=11).encode(
        text="documents:Q", color=ink
    )
    return _plain(layers.properties(height=alt.Step(26)))


def columns(cited: Sequence[Cited]) -> dict[tuple[str, Kind], str]:
    """A short name for each instrument, no two alike."""
    short: dict[tuple[str, Kind], str] = {}
    for i in cited:
        title = i.title if len(i.title) <= _LONGEST else f"{i.title[: _LONGEST - 1].rstrip()}…"
        short[i.id, i.kind] = f"{title} [{i.id}]" if title in short.values() else title
    return short


def _colour() -> alt.Color:
    held = _DARK if _dark() else _LIGHT
    scale = alt.Scale(domain=[KIND[kind] for kind in KINDS], range=[held[kind] for kind in KINDS])
    return alt.Color("kind:N", scale=scale, legend=None)


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _plain(chart: Any) -> alt.Chart:
    # Titles of others may begin with "=" or hold markup: a chart draws them as text only.
    made: alt.Chart = chart.configure_view(strokeWidth=0)
    return made
