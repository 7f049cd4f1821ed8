"""What one browser session holds: the workspace, the tables and the desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from annotator.engine import annotate
from annotator.model import Annotation, Document, InputError, Kind, Reference, Source
from annotator.read import read_all
from annotator.read.formats import holds_files
from annotator.references import Instrument, References, Tables, load_references
from annotator.references.search import Search, SearchHit
from annotator.review import (
    Draft,
    Opened,
    Progress,
    Review,
    ReviewerEntry,
    Workspace,
    alias_of,
    default_path,
    default_target,
    naming,
    same_mentions,
)
from annotator.web import own_tables, who
from annotator.web.desk import Desk, Suggestion
from annotator.web.garbage import set_aside

# A longer text would keep the page busy for too long; the command line takes it.
LONGEST_TEXT = 10_000_000
LARGEST_FILE = 50_000_000
# How much of the text before a selection is read to tell what it leans on, in code points.
FAR = 20_000


# Folders of aliases, taken away with the server: a page in the middle of its run may still read the one before.
_places: list[TemporaryDirectory[str]] = []
# Two sets of tables with one digest give the same answers.
_BY_DIGEST: dict[str | type, Callable[[Any], Any]] = {References: lambda tables: tables.digest}


@st.cache_resource(show_spinner=False)
def _workspace(target: Path | str) -> Workspace:
    return Workspace(target)


def workspace() -> Workspace:
    """The workspace of this server."""
    return _workspace(default_target())


def layers() -> tuple[own_tables.Layer, ...]:
    """The folders over the shipped tables, the last one winning: those of the command line, what was uploaded, and the
    names that reviewers always read as one instrument here.

    Raises:
        InputError: the environment names no folders.
    """
    given, kept = own_tables.given(), own_tables.kept(default_path())
    folders = (*given, kept) if kept.is_dir() else given
    beneath = _layers(folders, len(given), own_tables.stamp(folders)) if folders else ()
    files = workspace().alias_tables()
    return (*beneath, _alias_layer(tuple(sorted(files.items())), beneath)) if files else beneath


@st.cache_resource(show_spinner=False, max_entries=1)
def _alias_layer(files: tuple[tuple[str, bytes], ...], _beneath: tuple[own_tables.Layer, ...]) -> own_tables.Layer:
    """The aliases of the workspace as a folder, which stands as long as these are the aliases."""
    place = TemporaryDirectory(prefix="annotator-")
    _places.append(place)
    folder = Path(place.name, "aliases")
    folder.mkdir()
    for name, data in files:
        (folder / name).write_bytes(data)
    faults = own_tables.faults_of(folder, tuple(layer.folder for layer in _beneath if not layer.faults))
    return own_tables.Layer(folder, False, own_tables.table(folder) if not faults else (), faults, aliases=True)


@st.cache_resource(show_spinner=False, max_entries=1)
def _layers(folders: tuple[Path, ...], given: int, stamp: own_tables.Stamp) -> tuple[own_tables.Layer, ...]:
    found: list[own_tables.Layer] = []
    for number, folder in enumerate(folders):
        faults = own_tables.faults_of(folder, tuple(layer.folder for layer in found if not layer.faults))
        rows = () if faults else own_tables.table(folder)
        found.append(own_tables.Layer(folder, number >= given, rows, faults))
    return tuple(found)


def references() -> References:
    """The tables, loaded once: the shipped ones and every sound folder over them."""
    folders = tuple(layer.folder for layer in layers() if not layer.faults)
    return _references(folders, own_tables.stamp(folders)) if folders else load_references()


@st.cache_resource(show_spinner=False, max_entries=1)
def _references(folders: tuple[Path, ...], stamp: own_tables.Stamp) -> References:
    return References(Tables(None, folders))


def warm_up() -> Future[Document]:
    """Have the engine compile its tables while the reviewer looks for a file; the first text then waits for that."""
    return _warm_up(references())


@st.cache_resource(show_spinner=False, max_entries=1, hash_funcs=_BY_DIGEST)
def _warm_up(tables: References) -> Future[Document]:
    with_one_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="warm-up")
    return with_one_thread.submit(_made_ready, tables)


def _made_ready(tables: References) -> Document:
    found = annotate("See article 1 of the Charter of the United Nations.", references=tables)
    set_aside()
    return found


@st.cache_resource(show_spinner=False, max_entries=1, hash_funcs=_BY_DIGEST)
def _search(tables: References) -> Search:
    return Search(tables.tables)


def search(query: str, kind: Kind) -> list[SearchHit]:
    """Instruments of a kind that answer what a reviewer typed, best first."""
    return _search(references()).find(query, kind, limit=8)


def instrument(reference: str | None) -> Instrument | None:
    """What the tables know of an id; None also where the tables cannot be had."""
    return references().instrument(reference) if reference else None


def facts(reference: str) -> Mapping[str, str]:
    """What the table of treaties tells beside title and date: depositary, entry into force; empty for all else."""
    return _treaties(references()).get(reference, {})


@st.cache_resource(show_spinner=False, max_entries=1, hash_funcs=_BY_DIGEST)
def _treaties(tables: References) -> dict[str, Mapping[str, str]]:
    return {row["id"]: row for row in tables.tables.rows("treaties")}


def year(reference: str) -> int | None:
    """The year of an instrument, as far as the tables tell it."""
    known = instrument(reference)
    return known.year if known is not None else None


def reviewer() -> str:
    """The name decisions are taken under."""
    return who.name()


def people() -> set[str]:
    """The names decisions were taken under in this workspace."""
    return {name for entry in workspace().entries() for name in entry.reviewers}


def progress_by_reviewer(keys: Iterable[str]) -> list[tuple[str, int, Progress, str]]:
    """How far each reviewer is over some documents: the name, in how many it began, the figures, the last decision."""
    found: dict[str, list[ReviewerEntry]] = defaultdict(list)
    for key in keys:
        for one in workspace().reviewers(key):
            found[one.name].append(one)
    return [
        (
            name,
            len(ones),
            Progress(*(sum(getattr(one.progress, part) for one in ones) for part in ("total", "reviewed", "warned"))),
            max(one.last_at for one in ones),
        )
        for name, ones in sorted(found.items())
    ]


def last_document() -> str:
    """The key of the document that was open last in this session; blank where there is none."""
    return str(st.session_state.get("last_document", ""))


def leave(said: str) -> None:
    """Let the desk go; the next one begins with this line."""
    st.session_state.pop("desk", None)
    st.session_state["opened_said"] = said


def desk(key: str) -> Desk | None:
    """The desk for a document of the workspace, kept over reruns; None where the workspace does not have it."""
    held = st.session_state.get("desk")
    # Each reviewer has decisions of one's own: another name is another desk.
    if isinstance(held, Desk) and held.key == key and held.reviewer == reviewer():
        held.refresh()
        _go(held)
        return held
    review = workspace().review(key, reviewer())
    if review is None:
        return None
    made = Desk(key, workspace(), review, reviewer(), suggest, others, references().reference)
    said = st.session_state.pop("opened_said", "")
    made.tell(said)
    st.session_state["desk"] = made
    st.session_state["last_document"] = key
    st.session_state.pop("gone_to", None)
    _go(made)
    set_aside()
    return made


def _go(desk: Desk) -> None:
    """Take the citation in hand that the address names, once."""
    asked = st.query_params.get("citation", "")
    if asked and st.session_state.get("gone_to") != asked:
        st.session_state["gone_to"] = asked
        if desk.review.get(asked) is not None:
            desk.current = asked


def take_in(data: bytes, name: str) -> Iterator[Opened | InputError]:
    """Take a file into the workspace: annotated documents as they are, any other text through the engine.

    Args:
        data: the bytes of the file.
        name: what it is called; not to be trusted.

    Yields:
        What became of each document in it: one as a rule, those of an archive or of JSON Lines one after the other.
        One that cannot be used comes as an `InputError` in its place (given, not raised), and the others go on.
    """
    # Exports that write into the file a text came from need that file, not the archive it came in.
    original = None if holds_files(data) else data
    for found in read_all(data, name, limit=LARGEST_FILE):
        try:
            if isinstance(found, Source):
                yield _annotated(found, original)
            else:
                yield found if isinstance(found, InputError) else workspace().open(found)
        except InputError as error:
            yield error


def _annotated(source: Source, original: bytes | None) -> Opened:
    if source.length > LONGEST_TEXT:
        raise InputError(
            f"{source.name}: {source.length:,} characters are too many for a page: split the text, or use"
            " `annotator detect`."
        )
    known = workspace().key(source)
    if known:
        review = workspace().review(known)
        if review is not None:
            return workspace().open(review.document, original)
    return workspace().open(detect(source), original)


def detect(source: Source) -> Document:
    """What the engine finds in a text with the tables in use."""
    warm_up().result()
    return annotate(source, references=references())


def is_stale(digest: str) -> bool:
    """Whether citations were found with other tables than those in use.

    Args:
        digest: that of the tables they were found with.
    """
    return digest != references().digest


def suggest(document: Document, start: int, end: int) -> Suggestion:
    """What the engine reads in a stretch: by itself, else where it stands, for forms that lean on what is near."""
    text = document.text
    stop = text.find("\n", end)
    right = min(len(text) if stop == -1 else stop, end + 2_000)
    line = max(text.rfind("\n", 0, start) + 1, start - 2_000)
    far = max(0, start - FAR)
    best: Annotation | None = None
    for left, last in ((start, end), (line, right), (text.find("\n", far, start) + 1 or far, right)):
        near = [a for a in _read(document, left, last) if a.start < end and start < a.end]
        best = max(near, key=lambda a: (a.reference is not None, min(a.end, end) - max(a.start, start)), default=best)
        if best is not None and best.reference is not None:
            break
    if best is None:
        return Suggestion(Draft(start, end, "treaty", None, ()))
    return Suggestion(Draft(start, end, best.kind, best.reference, best.pinpoints), best.form, best.candidates)


def others(review: Review, annotation: str) -> tuple[str, tuple[str, ...]]:
    """The name in a citation, and the citations that wait for a decision and bear it too."""
    citation = review.get(annotation)
    if citation is None:
        return "", ()
    return naming(citation.quote, citation.kind, references()).name, same_mentions(review, annotation, references())


def naming_of(quote: str, kind: Kind) -> str:
    """The name in a quote, "" where it holds only a pinpoint."""
    return naming(quote, kind, references()).name


def always(quote: str, kind: Kind, reference: Reference, language: str) -> str:
    """Read the name in a quote as an instrument from now on, in this workspace.

    Returns:
        The name.

    Raises:
        InputError: the tables cannot hold the name; the message says why.
    """
    known = languages()
    alias = alias_of(quote, kind, reference, language if language in known else known[0], references())
    workspace().add_alias(alias, reviewer())
    return alias.name


def languages() -> list[str]:
    """The languages of the tables, English first."""
    return sorted(references().words.languages, key=lambda code: (code != "en", code))


def _read(document: Document, start: int, end: int) -> list[Annotation]:
    try:
        found = annotate(document.text[start:end], references=references())
    except InputError:
        return []
    return [replace(a, start=a.start + start, end=a.end + start) for a in found.annotations]
