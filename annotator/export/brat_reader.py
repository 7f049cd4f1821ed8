"""brat standoff back in: a zip or the .ann of one document, ours or made by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

from annotator.export.anchor import Anchor
from annotator.export.brat import BREAKS, DATABASE, EDGES
from annotator.export.imported import Imported
from annotator.export.incoming import Mark, assemble, blank, kind_of, together, unknown_label
from annotator.model import FORMS, STATUSES, Annotation, Candidate, InputError, Notice, Reference, Source
from annotator.pinpoints import parse_path
from annotator.read import LIMIT, source_from_text

__all__ = ["read_ann", "read_brat"]

_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_OTHER = re.compile(r"[A-Z#*]\S*\t.*")
_EDGES = re.compile(rf"#\d+\t{EDGES} \S+\t(\d{{1,9}}) (\d{{1,9}})")
_EVENTS = ("R", "E", "*")


def read_brat(data: bytes, name: str, source: Source | None = None) -> Imported:
    """Read a zip of .txt and .ann files, or one .ann together with its text.

    Args:
        data: the zip, or the .ann.
        name: what to call it in an error.
        source: the text of the .ann, or another text to place the annotations in.

    Raises:
        InputError: it is neither, a file in it cannot be read, or there is no text.
    """
    if not data.startswith(b"PK"):
        return read_ann(_text(data, name), None, name, source)
    parts = []
    files = _unzipped(data, name)
    for path in files:
        if path.endswith(".ann"):
            text = files.get(path.removesuffix(".ann") + ".txt")
            if text is None and source is None:
                raise InputError(f"{name}: {path} has no .txt beside it: put both into the zip")
            carried = source_from_text(_text(text, path), path.rpartition("/")[2][:-4] + ".txt") if text else None
            parts.append(read_ann(_text(files[path], path), carried, path, source))
    return together(parts, name, source)


def read_ann(lines: str, carried: Source | None, name: str, wanted: Source | None = None) -> Imported:
    """Read the content of one .ann.

    Args:
        lines: its content.
        carried: the text beside it.
        name: what to call it.
        wanted: another text to place the annotations in.

    Raises:
        InputError: there is no text.
    """
    marks: dict[str, Mark] = {}
    broken: list[Mark] = []
    left: dict[str, int] = {}
    told: list[tuple[str, str]] = []
    for number, line in enumerate(lines.split("\n"), 1):
        line = line.removesuffix("\r")
        if match := _BOUND.fullmatch(line):
            marks[match[1]] = _bound(match, (carried or wanted), carried is not None)
        elif line.strip() and not _OTHER.fullmatch(line):
            broken.append(Mark(f"line {number}", Anchor(), None, f"it is no line of brat standoff: {line[:40]!r}"))
        elif line.strip():
            told.append((line[0], line))
    for letter, line in told:
        target, change = _change(letter, line)
        mark = marks.get(target)
        if mark is not None and (widened := _widened(mark, line, carried or wanted)):
            marks[target] = widened
            continue
        changed = change(mark.annotation) if change and mark and mark.annotation else None
        if mark is not None and changed is not None:
            marks[target] = replace(mark, annotation=changed)
        elif mark is None or mark.annotation is not None:
            what = "relations and events" if letter in _EVENTS else "attributes, normalisations and notes"
            left[what] = left.get(what, 0) + 1
    found = assemble(carried, [*marks.values(), *broken], wanted=wanted, name=name)
    notes = tuple(f"{name}: {count} {what} have no place here and were left out" for what, count in left.items())
    return replace(found, notes=found.notes + notes)


def _bound(match: re.Match[str], text: Source | None, own: bool) -> Mark:
    row, label, places, words = match.groups()
    pairs = [tuple(map(int, place.split(" "))) for place in places.split(";")]
    start, end = pairs[0][0], pairs[-1][1]
    kind = kind_of(label)
    fault = "" if kind else unknown_label(label)
    whole = text.text[start:end] if text is not None else ""
    for (_, gap), (to, _) in pairwise(pairs):
        if to < gap or (text is not None and text.text[gap:to].strip()):
            fault = fault or "it is in pieces, with other words between them"
    # The words of the line have blanks where the text has line breaks; where both agree, those of the text count.
    same = " ".join(BREAKS.sub(" ", words).split()) == " ".join(whole.split())
    told = Anchor(whole if same and whole else words, start, end)
    return Mark(row, told, None if fault or kind is None else blank(kind), fault)


def _widened(mark: Mark, line: str, text: Source | None) -> Mark | None:
    """The mark with the line breaks at its ends that a note tells of; None where it tells of none that stand there."""
    match = _EDGES.fullmatch(line)
    told = mark.anchor
    if match is None or text is None or told.start is None or told.end is None:
        return None
    start, end = told.start - int(match[1]), told.end + int(match[2])
    whole = text.text[max(start, 0) : end]
    around = whole[: int(match[1])], whole[len(whole) - int(match[2]) :] if int(match[2]) else ""
    # Where somebody moved the mark in brat, other characters stand there now.
    if start < 0 or end > text.length or not all(part == "" or BREAKS.fullmatch(part) for part in around):
        return None
    return replace(mark, anchor=replace(told, quote=whole, start=start, end=end))


Change = Callable[[Annotation], "Annotation | None"]


def _change(letter: str, line: str) -> tuple[str, Change | None]:
    """The T-line that another line is about, and what it says of it."""
    fields = line.split("\t")
    head = fields[1].split(" ") if len(fields) > 1 else []
    if len(head) < 2 or letter in _EVENTS:
        return "", None
    name, target, rest = head[0], head[1], head[2] if len(head) > 2 else ""
    said = fields[2] if len(fields) > 2 else ""
    match letter:
        case "A" | "M":
            return target, lambda a: _attribute(a, name, rest)
        case "N":
            return target, lambda a: _normalisation(a, rest, said)
        case "#":
            return target, lambda a: _note(a, name, said)
    return target, None


def _attribute(a: Annotation, name: str, value: str) -> Annotation | None:
    if name == "Status" and (status := next((s for s in STATUSES if s == value), None)):
        return replace(a, status=status)
    if name == "Form" and (form := next((f for f in FORMS if f == value), None)):
        return replace(a, form=form)
    if name == "Confidence" and re.fullmatch(r"0\.\d|1\.0", value):
        return replace(a, confidence=float(value))
    return None


def _normalisation(a: Annotation, place: str, title: str) -> Annotation | None:
    scheme, colon, value = place.partition(":")
    if not colon:
        return None
    value = "" if value == "-" else unquote(value)
    if scheme == DATABASE:
        return replace(a, reference=Reference(value, "" if title == value else title))
    if a.reference is None:
        return None
    identifiers = {**a.reference.identifiers, unquote(scheme): value}
    return replace(a, reference=replace(a.reference, identifiers=identifiers))


def _note(a: Annotation, name: str, said: str) -> Annotation | None:
    if name == "Pinpoints" and all(parse_path(path) for path in said.split()):
        return replace(a, pinpoints=tuple(said.split()))
    if name == "Candidates":
        pairs = re.findall(r"(\S+) (\d\S*?)(?:; |$)", said)
        try:
            found = tuple(Candidate(unquote(id), "", None, float(score)) for id, score in pairs)
        except ValueError:
            return None
        return replace(a, candidates=found)
    if name == "Warning":
        code, _, message = said.partition(":")
        return replace(a, warnings=(*a.warnings, Notice(code, message.strip())))
    return None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: it is not UTF-8 (byte {error.start}): save it as UTF-8") from None


def _unzipped(data: bytes, name: str) -> dict[str, bytes]:
    """The .txt and .ann files of a zip, none of them written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [i for i in archive.infolist() if i.filename.endswith((".txt", ".ann")) and not i.is_dir()]
            if sum(info.file_size for info in wanted) > LIMIT:
                raise InputError(f"{name}: its files are larger than {LIMIT:,} bytes together: split it")
            return {info.filename: archive.read(info) for info in wanted}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name}: the zip is damaged or encrypted: pack it anew") from None
