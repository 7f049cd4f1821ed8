"""Several documents as one download. There is no Streamlit in here: a download runs without a session."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence

from annotator.export.formats import Format, write
from annotator.model import Document, InputError

__all__ = ["contents", "file_name", "packed", "stem"]

Pick = Callable[[], Iterable[tuple[Document, bytes | None]]]


def contents(form: Format, documents: Sequence[tuple[Document, bytes | None]]) -> bytes:
    """The bytes of a download: one file where the format or the number allows it, else a zip with one file each.

    Args:
        form: a row of the table of formats.
        documents: each with the bytes of the file it came from, where they are kept.

    Raises:
        InputError: the only document cannot be written in this format.

    >>> from annotator.export.formats import format_of
    >>> contents(format_of("jsonl"), [])
    b''
    """
    if form.many is not None:
        return write(form, [document for document, _original in documents])
    if len(documents) == 1:
        [(document, original)] = documents
        return write(form, [document], original)
    return packed(form, documents)


def packed(form: Format, documents: Iterable[tuple[Document, bytes | None]]) -> bytes:
    """A zip with one file each. What cannot be written is told in a file beside them, not passed over."""
    made = io.BytesIO()
    refused: list[str] = []
    taken: set[str] = set()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for document, original in documents:
            try:
                data = write(form, [document], original)
            except InputError as error:
                refused.append(str(error))
                continue
            name = _free(stem(document.document.name), form.suffix, taken)
            # No time of day: the same documents give the same archive.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        if refused:
            archive.writestr(zipfile.ZipInfo("NOT-WRITTEN.txt", (1980, 1, 1, 0, 0, 0)), "\n".join(refused) + "\n")
    return made.getvalue()


def file_name(form: Format, names: Sequence[str]) -> str:
    """What a download is called.

    >>> from annotator.export.formats import format_of
    >>> file_name(format_of("json"), ["a/note.txt"]), file_name(format_of("json"), ["a.txt", "b.txt"])
    ('note.annotated.json', 'documents.zip')
    """
    if len(names) == 1:
        return f"{stem(names[0])}.annotated{form.suffix}"
    return f"documents{form.suffix}" if form.many is not None else "documents.zip"


def stem(name: str) -> str:
    """A document's name as the stem of a file's: no path, nothing that a file system or a shell reads.

    >>> stem("../etc/pass wd?.txt"), stem(".."), stem("CON.txt")
    ('pass wd_', 'document', '_CON')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    bare = last.rpartition(".")[0] or last
    kept = "".join("_" if c in '<>:"|?*' or unicodedata.category(c)[0] == "C" else c for c in bare).strip(" .")
    reserved = kept.upper().partition(".")[0] in _RESERVED
    return ("_" + kept if reserved else kept)[:120] or "document"


_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(1, 10)), *(f"LPT{n}" for n in range(1, 10))}


def _free(bare: str, suffix: str, taken: set[str]) -> str:
    """A name that no other file of the archive has, whatever case the file system keeps apart."""
    number = 1
    while (name := f"{bare}{f' ({number})' if number > 1 else ''}.annotated{suffix}").casefold() in taken:
        number += 1
    taken.add(name.casefold())
    return name
