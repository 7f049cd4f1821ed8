"""Tables as they lie in the cache: a row is read from its bytes when it is first asked for.

A text asks for a few dozen of the fifty thousand rows there are, and making all of them takes longer than reading it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar, overload

import msgspec

__all__ = ["Packed"]

Row = TypeVar("Row")
Other = TypeVar("Other")


class Packed(Mapping[str, Row], Generic[Row]):
    """A mapping whose values are made when asked for, each once.

    Args:
        packed: each key with the bytes of its value, in MessagePack.
        type: the type of a value.

    Raises, when a value is asked for:
        msgspec.DecodeError: its bytes are not of that type.

    >>> rows = Packed({"a": msgspec.Raw(msgspec.msgpack.encode(("x", "y")))}, tuple[str, ...])
    >>> rows["a"], rows.get("b"), "b" in rows
    (('x', 'y'), None, False)
    """

    __slots__ = ("_decode", "_made", "_packed")

    def __init__(self, packed: dict[str, msgspec.Raw], type: Any) -> None:
        self._packed = packed
        self._made: dict[str, Row] = {}
        self._decode = msgspec.msgpack.Decoder(type).decode

    def __getitem__(self, key: str) -> Row:
        try:
            return self._made[key]
        except KeyError:
            made: Row = self._decode(self._packed[key])
            self._made[key] = made
            return made

    @overload
    def get(self, key: str, default: None = None, /) -> Row | None: ...
    @overload
    def get(self, key: str, default: Row | Other, /) -> Row | Other: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """The value of `key`, else `default`."""
        made = self._made.get(key)
        if made is not None:
            return made
        return self[key] if key in self._packed else default

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
