"""What a reader did in the table itself, in the address: `?sort=-days&f_title=нарад&f_days=91..365`.

The table and its files follow the same small rules, so a file holds the rows on screen: a text filter looks for a
stretch whatever its case, a range includes both its ends, sorting keeps the order of equal lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np

from dashboard.links import TABLE_FILTER
from dashboard.lists.columns import SCREEN_KEYS, Cell, Column, Kind, Names
from dashboard.lists.order import dense_ranks
from dashboard.lists.table import Places, Table

SORT: Final = "sort"
PARAMETERS: Final = (SORT, *(f"{TABLE_FILTER}{key}" for key in SCREEN_KEYS))
_BETWEEN: Final = ".."
_TEXT_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of numbers or days with both ends in it; None leaves an end open."""

    first: Any = None
    last: Any = None

    def holds(self, value: Cell) -> bool:
        """Whether a cell lies in it; an empty cell lies in none."""
        if value is None:
            return False
        return (self.first is None or value >= self.first) and (
            self.last is None or value <= self.last
        )


Condition: TypeAlias = str | Range


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order and the column filters of a table: `sort` holds (column, descending), the first decides."""

    sort: tuple[tuple[str, bool], ...] = ()
    filters: tuple[tuple[str, Condition], ...] = ()

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The arrangement as the address has it: `[("sort", "-days"), ("f_days", "91..365")]`."""
        sort = [(SORT, f"-{key}" if descending else key) for key, descending in self.sort]
        return sort + [(f"{TABLE_FILTER}{key}", told(condition)) for key, condition in self.filters]


def read_arrangement(query: Mapping[str, object], columns: Sequence[Column]) -> Arrangement:
    """What the address says of the table; unknown columns and senseless values are dropped, never an error."""
    shown = {column.key: column for column in columns if column.on_screen}
    sort: dict[str, bool] = {}
    for text in _texts(query.get(SORT)):
        key = text.removeprefix("-")
        if key in shown:
            sort.setdefault(key, text.startswith("-"))
    filters = []
    for key, column in shown.items():
        for text in _texts(query.get(f"{TABLE_FILTER}{key}"))[:1]:
            condition = _read_condition(text, column.kind)
            if condition is not None:
                filters.append((key, condition))
    return Arrangement(tuple(sort.items()), tuple(filters))


def arrange(
    table: Table, columns: Sequence[Column], names: Names, arrangement: Arrangement
) -> Places:
    """The places of the rows that pass the column filters, in the order of the table."""
    by_key = {column.key: column for column in columns}
    places: Places = np.arange(len(table), dtype=np.int64)
    for key, condition in arrangement.filters:
        column = by_key[key]
        cells = table.coded(column.raw)
        passing = [_passes(column.say(raw, names), condition) for raw in cells.values]
        places = places[np.array(passing, dtype=bool)[cells.codes[places]]]
    # the last criterion first: each sort keeps the order of equals
    for key, descending in reversed(arrangement.sort):
        ranks = column_ranks(table, by_key[key], names)[places]
        places = places[np.argsort(-ranks if descending else ranks, kind="stable")]
    return places


def column_ranks(table: Table, column: Column, names: Names) -> Places:
    """The place of each row in the order of a column, equal cells having equal places."""
    cells = table.coded(column.raw)
    ranks = dense_ranks([column.order(raw, names) for raw in cells.values], column.collate)
    return np.array(ranks, dtype=np.int64)[cells.codes]


def told(condition: Condition) -> str:
    """A condition as the address has it: «нарад», `91..365`."""
    return condition if isinstance(condition, str) else write_range(condition.first, condition.last)


def write_range(first: Any, last: Any) -> str:
    """A range as the address has it: `91..365`, `366..`."""
    ends = ("" if end is None else str(end) for end in (first, last))
    return _BETWEEN.join(ends)


def _passes(value: Cell, condition: Condition) -> bool:
    if isinstance(condition, Range):
        return condition.holds(value)
    return condition.lower() in str(value or "").lower()


def _texts(given: object) -> list[str]:
    texts = given if isinstance(given, list | tuple) else [given]
    return [text for text in texts if isinstance(text, str) and text.strip()]


def _read_condition(text: str, kind: Kind) -> Condition | None:
    if kind is Kind.TEXT:
        return text[:_TEXT_LIMIT]
    first, between, last = text.partition(_BETWEEN)
    parse = _read_number if kind is Kind.NUMBER else date.fromisoformat
    try:
        ends = [parse(end) if end else None for end in (first, last)]
    except ValueError:
        return None
    return Range(*ends) if between and ends != [None, None] else None


def _read_number(text: str) -> int:
    if not text.isascii() or len(text) > 9:
        raise ValueError(text)
    return int(text)
