"""Zip archives from strangers: nothing is unpacked to disk, and no member is larger than was agreed on.

Word, OpenDocument and EPUB files are such archives too.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from annotator.model import InputError
from annotator.read.extracted import LIMIT

# Text packs twentyfold at the utmost, the XML of a form with many equal cells a hundredfold.
HIGHEST_RATIO = 250
# What is small may pack as well as it likes.
SMALL = 1_000_000
MOST_MEMBERS = 100_000
# All that is read from one archive, in limits of one document.
TIMES_LIMIT = 100

_ENCRYPTED = 0x1
# The other ways to pack can give any amount from a few bytes before anybody counts it.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
DAMAGED = "the archive is damaged: save or copy the file anew"
PASSWORD = "it is protected by a password: save it without one"


class Archive:
    """A zip archive, read member by member.

    Args:
        file: the bytes of the archive, or where it lies.
        limit: the most bytes that one member may have unpacked.

    Raises:
        InputError: this is no sound zip archive. The line does not name the file; who knows the name puts it before.

    >>> import io, zipfile
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as made:
    ...     made.writestr("a.txt", "See article 5.")
    >>> Archive(packed.getvalue()).read("a.txt")
    b'See article 5.'
    """

    def __init__(self, file: bytes | Path, limit: int = LIMIT) -> None:
        self.limit = limit
        self._left = limit * TIMES_LIMIT
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except _BROKEN:
            raise InputError(DAMAGED) from None
        # What has no name in a damaged archive cannot be asked for.
        self._members = {member.filename: member for member in self._zip.infolist() if member.filename}
        if len(self._members) > MOST_MEMBERS:
            raise InputError(f"the archive holds more than {MOST_MEMBERS:,} files: split it")

    @property
    def names(self) -> Iterable[str]:
        """Names of the files in it, in the order of the archive; folders are not named."""
        return [name for name, member in self._members.items() if not member.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes.

        Raises:
            InputError: there is no such member, or it is encrypted, damaged or suspiciously large.
        """
        member = self._members.get(name)
        if member is None:
            raise InputError(f"a part is missing ({_short(name)}): save or copy the file anew")
        self._check(member)
        try:
            with self._zip.open(member) as file:
                # The size is named: without it all that a lying archive holds would be unpacked first.
                data = file.read(member.file_size + 1)
        except _BROKEN:
            raise InputError(DAMAGED) from None
        if len(data) != member.file_size:
            raise InputError(DAMAGED)
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def _check(self, member: zipfile.ZipInfo) -> None:
        # No more is read than the size that is declared, so it can be judged beforehand.
        if member.flag_bits & _ENCRYPTED:
            raise InputError(PASSWORD)
        if member.compress_type not in _PACKED:
            raise InputError("it is packed in a way that is not read: pack it anew as an ordinary zip")
        if member.file_size > self.limit:
            raise InputError(
                f"unpacked it has {member.file_size:,} bytes, more than the limit of {self.limit:,}: split the file"
            )
        if member.file_size > SMALL and member.file_size > HIGHEST_RATIO * member.compress_size:
            raise InputError(
                f"it unpacks to more than {HIGHEST_RATIO} times its size, as an attack would (a zip bomb):"
                " pack it anew if it is sound"
            )
        if member.file_size > self._left:
            raise InputError("the archive unpacks to more than is read at once: split it")


def _short(name: str) -> str:
    shown = "".join(c if c.isprintable() else "�" for c in name)
    return shown if len(shown) <= 60 else "…" + shown[-59:]
