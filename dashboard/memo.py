"""What was worked out already and may be asked for again: as many entries as there is room for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

import pandas as pd
from cachetools import LRUCache

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Worked:
    """Something that was worked out, and about how many bytes it takes."""

    value: Any
    size: int


class _Turn:
    """Whose turn it is to make an entry; it lasts as long as somebody waits. One entry may need another of its memo."""

    def __init__(self) -> None:
        self.lock = threading.RLock()


def frame_size(frame: pd.DataFrame) -> int:
    """About how many bytes a frame takes, its texts counted by their references."""
    return int(frame.memory_usage().sum())


class Memo(Generic[Kept]):
    """Entries up to a room, in pieces unless `size` says otherwise; the one asked for least lately leaves first.

    Threads may share it: of those that ask for the same at once one makes it.
    """

    def __init__(self, room: int, size: Callable[[Kept], int] | None = None) -> None:
        self._kept: LRUCache[Hashable, Kept] = LRUCache(room, size)
        self._lock = threading.Lock()
        self._making: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()

    def find(self, key: Hashable) -> Kept | None:
        """The entry of a key, if it is still there."""
        with self._lock:
            return self._kept.get(key)

    def make_once(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The entry of a key, made where there is none; whoever asks meanwhile waits for it.

        After a load every reader asks for the same few pages. What `make` raises reaches its own caller, and the next
        in turn tries again.
        """
        found = self.find(key)
        if found is not None:
            return found
        with self._lock:
            turn = self._making.setdefault(key, _Turn())
        with turn.lock:
            found = self.find(key)
            if found is None:
                found = make()
                self.keep(key, found)
        return found

    def forget(self, is_stale: Callable[[Any], bool]) -> None:
        """Lets go of the entries with such keys."""
        with self._lock:
            for key in [key for key in self._kept if is_stale(key)]:
                del self._kept[key]

    def keep(self, key: Hashable, entry: Kept) -> None:
        """Keeps an entry; one larger than the whole room is not kept."""
        size = self._kept.getsizeof(entry)
        if size <= self._kept.maxsize:
            with self._lock:
                self._kept[key] = entry
