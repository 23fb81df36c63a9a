"""Memory given back to the system after work that made and dropped millions of objects, and shared by threads."""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# of glibc's malloc.h
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2
_OBJECTS_BETWEEN: Final = 100_000


class _Pauses:
    """How many pieces of work go on now for which collecting is paused."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0


_pauses: Final = _Pauses()


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the search for loops of garbage, for a moment in which thousands of plain objects come and go.

    Threads may overlap: it goes on when the last of them has left.
    """
    with _pauses.lock:
        _pauses.count += 1
        gc.disable()
    try:
        yield
    finally:
        with _pauses.lock:
            _pauses.count -= 1
            if not _pauses.count:
                gc.enable()


def share_arenas() -> None:
    """Lets the threads of a process share two stores of free memory where its C library can (glibc).

    Each thread would have one of its own, and keep there what its largest page took.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_M_ARENA_MAX, _ARENAS)


def collect_rarely() -> None:
    """For a process that reads documents one after another: their records make no loops, and to look for some in
    all that it holds, after every few hundred objects, takes a tenth of its time.
    """
    gc.set_threshold(_OBJECTS_BETWEEN)


def give_back() -> None:
    """Returns what is free to the system where its C library can (glibc keeps it for later); elsewhere nothing.

    What stays, mostly a snapshot and what was prepared of it, is not looked through again until the next such work:
    looking for unused circles among it took a tenth of a second, now and then, while a reader waited.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
