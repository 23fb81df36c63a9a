"""The rows of a list column by column: they are filtered, sorted and grouped so before any line is made of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import pandas as pd

from dashboard.lists.lines import directions_of, due_and_days, executors_of
from dashboard.metrics.listing import left_out_reasons
from data.snapshot import Snapshot

Places: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Coded:
    """The cells of a column: each one's code is the place of its value among `values`, where all are distinct."""

    codes: Places
    values: Sequence[Any]

    @classmethod
    def of(cls, cells: Iterable[Hashable]) -> Coded:
        """The column of these cells, values in the order in which they come."""
        known: dict[Hashable, int] = {}
        codes = [known.setdefault(cell, len(known)) for cell in cells]
        return cls(np.array(codes, dtype=np.int64), list(known))


class Table(Protocol):
    """Rows in their order, each column by the name of the line's attribute that it becomes."""

    def __len__(self) -> int: ...

    def coded(self, raw: str) -> Coded:
        """The column that a line holds as `raw`."""
        ...


@dataclass(frozen=True)
class RowTable:
    """The table of a frame of rows, in their order; chosen `bodies` stand first among those of their measures."""

    snapshot: Snapshot
    rows: pd.DataFrame
    name: str | None
    bodies: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def coded(self, raw: str) -> Coded:
        """The column of the rows that a line holds as `raw`; raises KeyError for one that no list looks at."""
        return _COLUMNS[raw](self)

    @cached_property
    def names_bodies(self) -> bool:
        """Whether any row names a body."""
        answering = self.snapshot.answering
        named = np.array([len(places) > 0 for places in answering.places], dtype=bool)
        return bool(named[answering.codes[self.rows.index.to_numpy()]].any())

    @cached_property
    def due_and_days(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The date that each row speaks of and its days, as `lines.due_and_days` has them."""
        return due_and_days(self.rows, self.name)

    def of_column(self, name: str) -> Coded:
        """A column of the frame as it stands."""
        array = self.rows[name].array
        if isinstance(array, pd.Categorical) and array.codes.min(initial=0) >= 0:
            codes, found = pd.factorize(array.codes)
            return Coded(codes.astype(np.int64), array.categories.take(found).tolist())
        codes, values = pd.factorize(array.to_numpy(dtype=object), use_na_sentinel=False)
        return Coded(codes.astype(np.int64), list(values))

    def of_days(self) -> Coded:
        """The days late or left, None where a row counts none."""
        values, codes = np.unique(self.due_and_days[1], return_inverse=True)
        return Coded(codes, [None if days < 0 else days for days in values.tolist()])

    def of_due(self) -> Coded:
        """The dates that rows speak of, None where there is none."""
        codes, values = pd.factorize(self.due_and_days[0], use_na_sentinel=False)
        return Coded(codes.astype(np.int64), values.astype("datetime64[D]").tolist())

    def of_executors(self) -> Coded:
        """The bodies of each row."""
        return Coded(*executors_of(self.snapshot, self.rows, frozenset(self.bodies)))

    def of_reasons(self) -> Coded:
        """Why rows stand outside the base."""
        codes, values = pd.factorize(left_out_reasons(self.rows).array)
        return Coded(codes.astype(np.int64), list(values))

    def of_directions(self) -> Coded:
        """The directions by number and title."""
        numbers, titles = self.of_column("direction_number"), self.of_column("direction_title")
        together = numbers.codes * len(titles.values) + titles.codes
        found, places, codes = np.unique(together, return_index=True, return_inverse=True)
        named = Coded.of(directions_of(self.rows.iloc[places]))
        return Coded(named.codes[codes], named.values)


_COLUMNS: Final[Mapping[str, Callable[[RowTable], Coded]]] = {
    "number": lambda table: table.of_column("number"),
    "title": lambda table: table.of_column("title"),
    "document_key": lambda table: table.of_column("plan_key"),
    "direction_key": lambda table: table.of_column("direction_key"),
    "direction": RowTable.of_directions,
    "executors": RowTable.of_executors,
    "due": RowTable.of_due,
    "days": RowTable.of_days,
    "reason": RowTable.of_reasons,
    "state": lambda table: table.of_column("state"),
}
