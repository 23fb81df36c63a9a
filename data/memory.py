"""Memory given back to the system after work that made and dropped millions of objects, and shared by threads."""

from __future__ import annotations

import ctypes
import gc
from typing import Final

# of glibc's malloc.h
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2


def share_arenas() -> None:
    """Lets the threads of a process share two stores of free memory where its C library can (glibc).

    Each thread would have one of its own, and keep there what its largest page took.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_M_ARENA_MAX, _ARENAS)


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
