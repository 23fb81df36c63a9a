"""Rows of a query as columns of codes, numbers and days: a large table never stands in memory as Python objects.

Rows are taken as they come from the database, some thousands at a time; what repeats is kept once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import compress
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Integer, Select, String, type_coerce

from data.memory import uncollected

Array: TypeAlias = np.ndarray[Any, Any]

NO_DAY: Final = np.iinfo(np.int32).min
"""The number of a day that is not there."""
_AT_ONCE: Final = 20_000


class Kind(Enum):
    """What a column holds and as what it is kept; days count from 1 January 1970."""

    CODE = "words that repeat, each kept once"
    TEXT = "words that hardly repeat"
    NUMBER = np.dtype(np.int32)
    SHARE = np.dtype(np.float64)
    FLAG = np.dtype(np.bool_)
    DAY = "days"


class Columns(dict[str, Any]):
    """The columns of a query by name: categoricals for codes, arrays for all others."""

    def __init__(self, columns: Mapping[str, Any], length: int) -> None:
        super().__init__(columns)
        self.length = length

    def take(self, places: Array) -> Columns:
        """These rows alone, in this order."""
        return Columns({name: column.take(places) for name, column in self.items()}, len(places))


def fetch_columns(
    connection: Connection,
    query: Select[Any],
    kinds: Mapping[str, Kind],
    keep: Callable[[Mapping[str, Array]], Array] | None = None,
) -> Columns:
    """The rows of a query column by column; the columns of `kinds` stand in the order of the query's.

    `keep` says of some rows, given the numbers among their columns, which are wanted.
    """
    gathered = [_Gatherer(kind) for kind in kinds.values()]
    length = 0
    parts = _each_part(connection, _as_kept(query, kinds))
    while columns := _next_columns(parts):
        if keep is not None:
            columns = _kept(columns, kinds, keep)
        length += len(columns[0])
        for one, values in zip(gathered, columns, strict=True):
            one.add(values)
    return Columns({name: one.column() for name, one in zip(kinds, gathered, strict=True)}, length)


def coded(values: Sequence[str]) -> pd.Categorical:
    """Words that repeat as codes, in their order."""
    gatherer = _Gatherer(Kind.CODE)
    gatherer.add(values)
    column = gatherer.column()
    assert isinstance(column, pd.Categorical)
    return column


def take_codes(words: pd.Categorical, places: Array) -> pd.Categorical:
    """The words at these places as codes of the fewest bytes that hold them."""
    return pd.Categorical.from_codes(words.codes[places], dtype=words.dtype)


def days_column(days: Array) -> Array:
    """Numbers of days as a frame has days."""
    moments = days.astype("datetime64[D]").astype("datetime64[us]")
    moments[days == NO_DAY] = np.datetime64("NaT")
    return moments


def number_days(values: Any) -> Array:
    """Days, be they dates, a frame's column or None, as numbers."""
    days = np.asarray(values, dtype="datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def find_places(known: Array, wanted: Array) -> Array:
    """The place of each wanted number among `known`, which are in order; -1 where it is not there."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


class _Gatherer:
    """One column, part after part."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._parts: list[Array] = []
        self._numbers: dict[Any, int] = {}

    def add(self, values: Sequence[Any]) -> None:
        if self._kind is Kind.CODE:
            for word in set(values).difference(self._numbers):
                self._numbers[word] = len(self._numbers)
            self._add_numbers(values)
        elif self._kind is Kind.DAY:
            new = list(set(values).difference(self._numbers))
            self._numbers.update(zip(new, number_days(new).tolist(), strict=True))
            self._add_numbers(values)
        elif self._kind is Kind.TEXT:
            self._parts.append(np.array(values, dtype=object))
        else:
            self._parts.append(np.array(values, dtype=self._kind.value))

    def _add_numbers(self, values: Sequence[Any]) -> None:
        """Adds the known number of each value: they are few, so each is worked out once."""
        numbers = map(self._numbers.__getitem__, values)
        self._parts.append(np.fromiter(numbers, dtype=np.int32, count=len(values)))

    def column(self) -> Array | pd.Categorical:
        whole = np.concatenate([np.empty(0, dtype=self._dtype), *self._parts])
        return self._as_words(whole) if self._kind is Kind.CODE else whole

    @property
    def _dtype(self) -> Any:
        if self._kind in (Kind.CODE, Kind.DAY):
            return np.int32
        return object if self._kind is Kind.TEXT else self._kind.value

    def _as_words(self, codes: Array) -> pd.Categorical:
        words = sorted(self._numbers)
        place = np.empty(len(words), dtype=np.int32)
        place[[self._numbers[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        kind = pd.CategoricalDtype(pd.Index(words, dtype="str"))
        return pd.Categorical.from_codes(place[codes], dtype=kind)


def _as_kept(query: Select[Any], kinds: Mapping[str, Kind]) -> Select[Any]:
    """The query with days and flags as the driver gives them: none is made an object only to be numbered."""
    raw = {Kind.DAY: String, Kind.FLAG: Integer}
    columns = zip(query.selected_columns, kinds.values(), strict=True)
    told = [type_coerce(column, raw.get(kind, column.type)) for column, kind in columns]
    return query.with_only_columns(*told, maintain_column_froms=True)


def _next_columns(parts: Iterator[Sequence[Any]]) -> list[Sequence[Any]]:
    """The next rows column by column; none at the end."""
    # each row is an object that lives until its values are taken: looking for loops among them is of no use
    with uncollected():
        return list(zip(*next(parts, ()), strict=True))


def _each_part(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    if connection.dialect.name == "postgresql":
        # it would send all rows at once
        options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
        with connection.execute(query, execution_options=options) as result:
            yield from result.partitions(_AT_ONCE)
        return
    with connection.execute(query) as result:
        # as the driver gives them: making rows of its tuples takes twice as long as reading them
        while result.cursor is not None and (rows := result.cursor.fetchmany(_AT_ONCE)):
            yield rows


def _kept(
    columns: list[Sequence[Any]],
    kinds: Mapping[str, Kind],
    keep: Callable[[Mapping[str, Array]], Array],
) -> list[Sequence[Any]]:
    numbers = {
        name: np.array(values, dtype=np.int32)
        for (name, kind), values in zip(kinds.items(), columns, strict=True)
        if kind is Kind.NUMBER
    }
    kept = keep(numbers)
    if kept.all():
        return columns
    chosen = kept.tolist()
    return [list(compress(values, chosen)) for values in columns]
