"""Memory given back to the system after work that made and dropped millions of objects."""

from __future__ import annotations

import ctypes
import gc


def give_back() -> None:
    """Returns what is free to the system where its C library can (glibc keeps it for later); elsewhere nothing."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
