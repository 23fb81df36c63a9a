"""Numbers in ascending order as a few bytes each: how the database holds the places of a word."""

from __future__ import annotations

import zlib
from typing import Any, Final, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]

_RAW: Final = -15  # deflate without a head, which would be longer than most packed places
_FAST: Final = 1
_BYTES: Final = 8


def pack(numbers: Array) -> bytes:
    """Numbers, which are in ascending order, as their differences, byte by byte, deflated."""
    steps = np.diff(numbers.astype("<i8"), prepend=0).astype("<i8")
    return zlib.compress(steps.view(np.uint8).reshape(-1, _BYTES).T.tobytes(), _FAST, wbits=_RAW)


def unpack(packed: bytes) -> Array:
    """The numbers that were packed."""
    by_byte = np.frombuffer(zlib.decompress(packed, wbits=_RAW), np.uint8).reshape(_BYTES, -1)
    steps = np.ascontiguousarray(by_byte.T).view("<i8").ravel()
    numbers: Array = np.cumsum(steps)
    return numbers
