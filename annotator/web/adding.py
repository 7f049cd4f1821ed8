"""The part of the first page where texts come in: files, folders and archives, a pasted text, the sample."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import streamlit as st

from annotator.model import InputError
from annotator.read.many import reason
from annotator.review import Opened
from annotator.web import session
from annotator.web.i18n import N_, Words, _, _n
from annotator.web.told import told
from annotator.web.wording import html, literal

SAMPLE = "embassy-note.txt"
MOST_SHOWN = 30
SOURCE: Words[str] = Words({"files": N_("Files"), "folder": N_("A folder")})


@dataclass(slots=True)
class Taken:
    """What came of a number of files: those that are in the workspace now, and one line for each that is not."""

    opened: list[Opened] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def take(self, data: bytes, name: str, each: Callable[[int], object] = lambda count: None) -> None:
        """Take in all that a file holds.

        Args:
            data: the bytes of the file.
            name: what it is called.
            each: called after each document with how many of the file were looked at.
        """
        for count, found in enumerate(session.take_in(data, name), 1):
            if isinstance(found, InputError):
                self.failed.append(str(found))
            else:
                self.opened.append(found)
            each(count)


def draw() -> None:
    """Put the panel on the page."""
    _upload()
    if isinstance(taken := st.session_state.get("taken"), Taken):
        _report(taken)
    _paste()
    if st.button(_("Open the sample"), key="sample"):
        _open([((files("annotator.web") / "samples" / SAMPLE).read_bytes(), SAMPLE)])


def open_given() -> None:
    """Take in the files the command line was given, once a session, and show the first."""
    given = os.environ.get("ANNOTATOR_OPEN")
    if not given or st.session_state.get("given_opened"):
        return
    st.session_state["given_opened"] = True
    taken = Taken()
    for path in json.loads(given):
        try:
            taken.take(Path(path).read_bytes(), Path(path).name)
        except OSError as error:
            taken.failed.append(f"{Path(path).name}: {reason(error)}")
    _settle(taken)


def _upload() -> None:
    held = st.session_state
    source = st.segmented_control(
        _("Add"), list(SOURCE), default="files", format_func=SOURCE.__getitem__, key="source",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    folder = source == "folder"
    uploads = st.file_uploader(
        _("A folder with texts") if folder else _("Texts, archives of them, or what was downloaded here"),
        accept_multiple_files="directory" if folder else True,
        # A new box once its files were taken in: they are in the list then.
        key=f"upload_{'folder_' if folder else ''}{held.get('upload_round', 0)}",
        max_upload_size=session.LARGEST_FILE // 1_000_000,
    )
    if uploads:
        held["upload_round"] = held.get("upload_round", 0) + 1
        _open([(upload, upload.name) for upload in uploads])


def _paste() -> None:
    with st.form("paste", border=False):
        pasted = st.text_area(_("Or paste a text"), key="pasted", height=160)
        if st.form_submit_button(_("Find citations"), key="find"):
            _open([((pasted or "").encode("utf-8", "surrogatepass"), _("pasted text"))])


def _open(given: Sequence[tuple[bytes | st.runtime.uploaded_file_manager.UploadedFile, str]]) -> None:
    taken = Taken()
    bar = st.progress(0.0)
    for number, (data, name) in enumerate(given):
        at = _("{n} of {total} · {name}", n=number + 1, total=len(given), name=name) if len(given) > 1 else name
        bar.progress(number / len(given), literal(at))

        # An archive may take long: the bar counts what was taken out of it.
        def each(count: int, at: str = at, done: float = number / len(given)) -> None:
            bar.progress(done, literal(f"{at} · {_n('{n} document', '{n} documents', count)}"))

        taken.take(data if isinstance(data, bytes) else data.getvalue(), name, each)
    bar.empty()
    _settle(taken)


def _settle(taken: Taken) -> None:
    """One text is shown at once; of several, or of one that failed, the page tells."""
    st.session_state["taken"] = taken
    if len(taken.opened) == 1 and not taken.failed:
        session.leave(told(taken.opened[0].said))
        del st.session_state["taken"]
        st.switch_page(st.session_state["pages"]["review"], query_params={"doc": taken.opened[0].key})
    st.rerun()


def _report(taken: Taken) -> None:
    new = sum(not opened.known for opened in taken.opened)
    known = len(taken.opened) - new
    said = [_n("{n} document is new.", "{n} documents are new.", new)] if new else []
    if known:
        said.append(_n("{n} was known already.", "{n} were known already.", known))
    if said:
        st.html(f'<p class="card-small" role="status">{html(" ".join(said))}</p>')
    if len(taken.failed) == 1:
        st.error(literal(told(taken.failed[0])))
    elif taken.failed:
        not_taken = _n("{n} file was not taken in.", "{n} files were not taken in.", len(taken.failed))
        st.html(f'<div class="card-warning" role="alert">{html(not_taken)}{_lines(taken.failed)}</div>')


def _lines(failed: Iterable[str]) -> str:
    lines = list(failed)
    shown = "".join(f"<li>{html(' '.join(told(line).split()))}</li>" for line in lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        more = len(lines) - MOST_SHOWN
        shown += f"<li>{html(_n('and {n} more', 'and {n} more', more))}</li>"
    return f'<ul class="card-small">{shown}</ul>'
