"""The part of the first page where a reviewer lays tables of their own over the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from annotator.model import InputError
from annotator.review import default_path
from annotator.web import own_tables, session
from annotator.web.i18n import N_, _, _n, day
from annotator.web.own_tables import Layer
from annotator.web.told import told
from annotator.web.wording import html

MOST_FAULTS = 50
ABOUT = N_(
    "Add instruments and names the shipped tables lack: CSV files with the same names and columns, such as"
    " <code>treaties.csv</code> and <code>treaty_names.csv</code>. Your tables win over the shipped ones: a row with"
    " the same key replaces theirs, any other is added. They serve every text opened from then on; a text opened"
    " before keeps its citations until it is detected again."
)


def draw() -> None:
    """Put the panel on the page, closed, unless there is a fault to see."""
    layers = session.layers()
    with st.expander(
        _("Your own tables"), expanded=any(layer.faults for layer in layers), key="own_tables", type="compact"
    ):
        st.html(f'<p class="card-small">{_(ABOUT)}</p>')
        _upload(layers)
        if said := st.session_state.get("own_said"):
            st.html(f'<p class="card-small">{html(said)}</p>')
        for layer in layers:
            if not layer.aliases:
                _layer(layer)
            elif layer.faults:
                _faults(_("The names of this workspace are not in use."), layer.faults)
        _aliases()


def _aliases() -> None:
    """The names that are always read as one instrument here, each with a way back."""
    kept = session.workspace().aliases()
    if not kept:
        return
    st.html(f'<p class="card-small">{html(_("Always read so in this workspace:"))}</p>')
    for alias in kept:
        row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"alias_{alias.id}")
        known = session.references().reference(alias.alias.reference)
        title = known.title if known is not None and known.title else alias.alias.reference
        said = _("“{name}” means {title}", name=alias.alias.name, title=title)
        by = f"{html(alias.reviewer)} · {html(day(alias.at[:10]))}"
        row.html(f'<div class="card-small">{html(said)} <span>({by})</span></div>', width="content")
        row.button(
            _("Read it as before"), key=f"alias_remove_{alias.id}", on_click=_forget, args=(alias.id, alias.alias.name)
        )


def _forget(number: int, name: str) -> None:
    try:
        session.workspace().remove_alias(number)
    except InputError as error:
        _begin_anew(told(str(error)))
        return
    _begin_anew(_("“{name}” is read as before again, in every text opened or detected again from now on.", name=name))


def _layer(layer: Layer) -> None:
    folder = layer.folder.name
    if layer.faults:
        unused = (
            _("The uploaded tables are not in use.")
            if layer.uploaded
            else _("The tables from the folder {folder} are not in use.", folder=folder)
        )
        _faults(unused, layer.faults)
    else:
        rows = "".join(
            f"<li><code>{html(file)}</code> {html(_n('{n} row', '{n} rows', number))}</li>"
            for file, number in layer.rows
        )
        used = (
            _("In use, uploaded:") if layer.uploaded else _("In use, from the folder {folder}:", folder=folder)
        )
        st.html(f'<div class="card-small">{html(used)}<ul>{rows}</ul></div>')
    if layer.uploaded:
        st.button(_("Remove the uploaded tables"), key="own_remove", on_click=_remove)


def _upload(layers: Iterable[Layer]) -> None:
    """Take files in once, together: a table of names may lean on the table of treaties beside it."""
    held = st.session_state
    uploads = st.file_uploader(
        _("Tables (.csv)"),
        type=["csv"],
        accept_multiple_files=True,
        key=f"own_upload_{held.get('own_round', 0)}",
        max_upload_size=own_tables.LARGEST_TABLE // 1_000_000,
    )
    # Which came first is kept here: of two with one name, the one that came last is meant.
    seen: dict[str, int] = held.setdefault("own_seen", {})
    for upload in uploads:
        seen.setdefault(upload.file_id, len(seen))
    uploads = sorted(uploads, key=lambda upload: seen[upload.file_id])
    batch = [upload.file_id for upload in uploads]
    if not uploads:
        held.pop("own_batch", None)
        held.pop("own_faults", None)
        return
    if held.get("own_batch") != batch:
        held["own_batch"] = batch
        files = {upload.name: upload.getvalue() for upload in uploads}
        beneath = tuple(layer.folder for layer in layers if not layer.uploaded and not layer.faults)
        try:
            with st.spinner(_("Proving the tables…")):
                held["own_faults"] = own_tables.take(own_tables.kept(default_path()), files, beneath)
        except InputError as error:
            held["own_faults"] = [str(error)]
        if not held["own_faults"]:
            _begin_anew(_("{files}: in use from now on.", files=", ".join(sorted(files))))
            st.rerun()
        held.pop("own_said", None)
    _faults(_("The tables were not taken; what was in use stays in use."), held.get("own_faults", []))


def _faults(said: str, faults: Iterable[str]) -> None:
    lines = ["".join(c if c.isprintable() else "�" for c in line) for line in map(told, faults)]
    shown = "".join(f"<li>{html(line)}</li>" for line in lines[:MOST_FAULTS])
    if len(lines) > MOST_FAULTS:
        shown += f"<li>{html(_n('and {n} more', 'and {n} more', len(lines) - MOST_FAULTS))}</li>"
    st.html(f'<div class="card-warning" role="alert">{html(said)}<ul class="card-small">{shown}</ul></div>')


def _remove() -> None:
    try:
        own_tables.remove(own_tables.kept(default_path()))
    except InputError as error:
        _begin_anew(told(str(error)))
        return
    _begin_anew(_("The uploaded tables were removed."))


def _begin_anew(said: str) -> None:
    """An empty box for files, and one line on what was done."""
    held = st.session_state
    held["own_round"] = held.get("own_round", 0) + 1
    held["own_said"] = said
    for key in ("own_batch", "own_faults", "own_seen"):
        held.pop(key, None)
