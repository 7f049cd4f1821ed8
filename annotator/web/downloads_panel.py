"""The menu that downloads documents in any format of the table, and says what a format does not keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from annotator.export.formats import FORMATS, WORDS, Format, Keeps, format_of
from annotator.review import Entry, Workspace
from annotator.web import downloads, filters, session
from annotator.web.i18n import _, _n
from annotator.web.versions import version
from annotator.web.wording import html

__all__ = ["draw", "dropped"]

def draw(place: Any, entries: Sequence[Entry]) -> None:
    """Put the menu on the page.

    Args:
        place: the container for it.
        entries: the documents it downloads.
    """
    with place.popover(_("Download"), type="tertiary", key="downloads", icon=":material/download:"):
        ids = [form.id for form in FORMATS]
        chosen = st.selectbox(_("Format"), ids, format_func=lambda id: _(format_of(id).title), key="download_format")
        form = format_of(chosen or ids[0])
        whose = filters.whose(entries, "download_whose")
        if lost := dropped(form):
            st.html(f'<p class="card-small">{html(_("Not kept: {parts}.", parts=", ".join(lost)))}</p>')
        entries = filters.decided(entries, whose)
        keys, workspace = [entry.key for entry in entries], session.workspace()

        # Bound now: a download has no session to ask.
        def data(form: Format = form, keys: list[str] = keys, whose: str = whose, at: Workspace = workspace) -> bytes:
            return collected(at, form, keys, whose)

        st.download_button(
            _n("Download {n} document", "Download {n} documents", len(entries)),
            data=data,
            file_name=downloads.file_name(form, [entry.name for entry in entries]),
            mime=form.media_type if len(entries) == 1 or form.many else "application/zip",
            key="download_many",
            on_click="ignore",
            disabled=not entries,
            type="primary",
        )


def collected(workspace: Workspace, form: Format, keys: Sequence[str], whose: str) -> bytes:
    """Documents with one reviewer's decisions, or as they were settled, as one download."""
    documents = []
    for key in keys:
        document = version(workspace, key, whose)
        if document is not None:
            documents.append((document, workspace.original(key) if form.into is not None else None))
    return downloads.contents(form, documents)


def dropped(form: Format) -> list[str]:
    """What a format does not keep, or keeps only in part, in words."""
    lost = []
    for part in fields(Keeps):
        kept = getattr(form.keeps, part.name)
        if kept.how != "yes":
            lost.append(_(WORDS[part.name]) + (f" ({_(kept.word)})" if kept.word else ""))
    return lost
