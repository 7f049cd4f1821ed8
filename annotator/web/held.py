"""What was made of each document, held for the next look: as long as nobody takes a step in it, and within a bound.

There is no Streamlit in here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Held"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Sized)


class Held(Generic[K, T]):
    """Lists by key, each with the stamp it was made under; those looked at last stay. All sessions share one.

    Args:
        most: how many items all lists together may hold.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lists: OrderedDict[K, tuple[Hashable, T]] = OrderedDict()
        self._items = 0
        self._lock = Lock()

    def __len__(self) -> int:
        """How many items are held in all lists."""
        return self._items

    def get(self, stamps: Mapping[K, Hashable], make: Callable[[list[K]], Iterable[tuple[K, T]]]) -> dict[K, T]:
        """The lists of some keys, made anew where there is none or its stamp is another now.

        Args:
            stamps: by key; read before what `make` reads, so that what is older than its stamp is never held.
            make: gives the lists of keys; a key it leaves out has none.

        >>> held = Held(most=3)
        >>> held.get({"a": 1, "b": 1}, lambda keys: [(key, (key, key)) for key in keys])
        {'a': ('a', 'a'), 'b': ('b', 'b')}
        >>> held.get({"b": 1}, lambda keys: [(key, ()) for key in keys]), len(held)
        ({'b': ('b', 'b')}, 2)
        """
        found: dict[K, T] = {}
        with self._lock:
            for key, stamp in stamps.items():
                known = self._lists.get(key)
                if known is not None and known[0] == stamp:
                    found[key] = known[1]
                    self._lists.move_to_end(key)
        if missing := [key for key in stamps if key not in found]:
            for key, made in make(missing):
                found[key] = made
                self._keep(key, stamps[key], made)
        return {key: found[key] for key in stamps if key in found}

    def _keep(self, key: K, stamp: Hashable, made: T) -> None:
        with self._lock:
            self._items += len(made)
            if key in self._lists:
                self._items -= len(self._lists.pop(key)[1])
            self._lists[key] = stamp, made
            # A list without items takes room too, so their number is bounded likewise.
            while self._items > self._most or len(self._lists) > self._most:
                _, (_, old) = self._lists.popitem(last=False)
                self._items -= len(old)
