"""The segments of the index of a search in the database: which there are, and how their places are packed.

A segment holds the words of a stretch of rows, so that a load adds a small one and rewrites none of the large.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from sqlalchemy import Connection, select

from data.schema import search_segments

Array: TypeAlias = np.ndarray[Any, Any]

_RAW: Final = -15  # deflate without a head, which would be longer than most packed places
_FAST: Final = 1
_BYTES: Final = 8
_DECIDING: Final = (
    *("reference/search_uk.toml", "word_forms.py", "text_index.py", "text_kinds.py"),
    *("row_texts.py", "search_segments.py"),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of rows that is indexed: those with ids after `since` up to `until`."""

    id: int
    since: int
    until: int

    @property
    def length(self) -> int:
        """How many ids the stretch has."""
        return self.until - self.since


def find_segments(connection: Connection) -> list[Segment]:
    """The segments in use, made by the present rules, in the order of their rows: without a gap from the first."""
    own = search_segments.c
    query = (
        select(own.id, own.since, own.until)
        .where(own.rules == search_rules(), own.replaced_at.is_(None))
        .order_by(own.since)
    )
    return [Segment(*row) for row in connection.execute(query)]


@cache
def search_rules() -> str:
    """The mark of the rules by which texts become words: after a change of one the index is made anew."""
    digest = hashlib.sha256()
    for name in _DECIDING:
        content = (Path(__file__).parent / name).read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def pack(numbers: Array) -> bytes:
    """Numbers in ascending order as a few bytes each: their differences, byte by byte, deflated."""
    steps = np.diff(numbers.astype("<i8"), prepend=0).astype("<i8")
    return zlib.compress(steps.view(np.uint8).reshape(-1, _BYTES).T.tobytes(), _FAST, wbits=_RAW)


def unpack(packed: bytes) -> Array:
    """The numbers that were packed."""
    by_byte = np.frombuffer(zlib.decompress(packed, wbits=_RAW), np.uint8).reshape(_BYTES, -1)
    steps = np.ascontiguousarray(by_byte.T).view("<i8").ravel()
    numbers: Array = np.cumsum(steps)
    return numbers
