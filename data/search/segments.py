"""The segments of the index of a search in the database: which there are, and which rows wait for one.

A segment holds the words of a stretch of rows, so that a load adds a small one and rewrites none of the large. No
libraries of numbers here: a command that has nothing to index starts without them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, select

from data.schema import measures, search_segments

LEAST_INDEXED: Final = 200_000
"""Of no more rows than these a server indexes the words in its memory."""
_DATA: Final = Path(__file__).resolve().parents[1]
_DECIDING: Final = (
    *("reference/search_uk.toml", "search/word_forms.py", "search/text_index.py"),
    *("search/text_kinds.py", "search/row_texts.py", "search/packing.py"),
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
        content = (_DATA / name).read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def count_waiting(engine: Engine, least: int | None = None) -> int:
    """How many rows are to be indexed; 0 while there are no more than `least` (LEAST_INDEXED) in all."""
    with engine.connect() as connection:
        seen, last = indexed_until(connection), last_row(connection)
    are_few = last <= (LEAST_INDEXED if least is None else least)
    return 0 if are_few and not seen else last - seen


def indexed_until(connection: Connection) -> int:
    """The last row that a segment reached."""
    segments = find_segments(connection)
    return segments[-1].until if segments else 0


def last_row(connection: Connection) -> int:
    """The last row of a measure or result that was stored."""
    return connection.execute(select(func.max(measures.c.id))).scalar() or 0
