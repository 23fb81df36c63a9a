"""The measures of a list as records: who answers, when it is due, how late, in what state, why left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.listing import LATE_LISTS, left_out_reasons, order_rows
from dashboard.metrics.selection import Array
from data.overrides import OverrideField
from data.snapshot import Snapshot
from data.tuples import cells


class _Row(NamedTuple):
    """What a line is made of, a row of the snapshot cut down to it."""

    measure_id: str
    document_key: str
    number: str
    title: str
    direction_key: str
    direction: str
    theme: str
    deadline_text: str
    due_dates: tuple[date, ...]
    due: date | None
    days: int
    state: str
    overdue: str
    lateness: str
    quotation: str
    reason: str
    as_of: date
    outcome: int


# what is worked out of the rows stands under other names
_FOUND = tuple(name for name in _Row._fields if name != "direction")


@dataclass(frozen=True, slots=True)
class Executor:
    """A body as it stands for one measure: its name, role, «за згодою», and whether it is collective."""

    body_id: str
    name: str
    role: str
    by_consent: bool
    collective: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. `due` is the date its list speaks of, `days` the days late or left, None where neither.

    `outcome` is the place of the outcome that rules among all of the snapshot, -1 where there is none.

    In a list by bodies a measure has a line under each of its bodies, and `executor` is that body.
    """

    measure_id: str
    number: str
    title: str
    document_key: str
    direction_key: str
    direction: str
    theme: str
    executors: tuple[Executor, ...]
    due: date | None
    due_dates: tuple[date, ...]
    deadline_text: str
    days: int | None
    state: str
    overdue: str
    lateness: str
    quotation: str
    reason: str
    as_of: date
    outcome: int = -1
    executor: Executor | None = None
    corrected: tuple[tuple[str, str], ...] = ()


def read_lines(
    snapshot: Snapshot,
    rows: pd.DataFrame,
    name: str | None,
    bodies: Iterable[str] = (),
    most: int | None = None,
    places: Array | None = None,
) -> list[Line]:
    """The lines of a named list in its own order, as `order_rows` has its rows.

    Chosen `bodies` stand first among those of their measures.
    """
    return make_lines(snapshot, order_rows(rows, name, most, places), name, bodies)


def make_lines(
    snapshot: Snapshot, rows: pd.DataFrame, name: str | None, bodies: Iterable[str] = ()
) -> list[Line]:
    """A line of each row, in the order of the rows; chosen `bodies` stand first as in `read_lines`."""
    due, days = due_and_days(rows, name)
    described = {
        "reason": left_out_reasons(rows),
        "document_key": rows["plan_key"],
        "due": pd.Series(due),
        "days": pd.Series(days),
    }
    columns = {name: described[name] if name in described else rows[name] for name in _FOUND}
    told = {name: _plain(column) for name, column in columns.items()}
    told["direction"] = directions_of(rows)
    codes, executors = executors_of(snapshot, rows, frozenset(bodies))
    corrected = corrections_of(snapshot)
    lines = (
        _line(row, executors[code]) for row, code in zip(_each(told), codes.tolist(), strict=True)
    )
    if not corrected:
        return list(lines)
    return [replace(line, corrected=corrected.get(line.measure_id, ())) for line in lines]


def corrections_of(snapshot: Snapshot) -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each measure the fields that a person corrected, with the reasons; a state is its report row's."""
    held: dict[str, list[tuple[str, str]]] = {}
    frame, outcomes = snapshot.overrides, snapshot.outcomes
    if frame.empty:
        return {}
    told = zip(outcomes["row_id"], outcomes["measure_id"], strict=True)
    speaks_of = {row_id: measure_id for row_id, measure_id in told if row_id != measure_id}
    for row_id, field, reason in zip(
        frame["measure_id"], frame["field"], frame["reason"], strict=True
    ):
        is_status = field == OverrideField.STATUS.value
        held.setdefault(speaks_of.get(row_id, row_id) if is_status else row_id, []).append(
            (field, reason)
        )
    return {measure_id: tuple(found) for measure_id, found in held.items()}


def due_and_days(
    rows: pd.DataFrame, name: str | None
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The date that each row of a named list speaks of (NaT: none) and its days late or left (-1: neither).

    The late are looked at from their first uncovered date, the near at their next one, others at the first.
    """
    if name == "due_soon":
        return rows["next_due"].to_numpy(), rows["days_left"].to_numpy()
    late = (rows["overdue"] != "").to_numpy() | (name in LATE_LISTS)
    due = np.where(late, rows["first_uncovered"].to_numpy(), rows["due_first"].to_numpy())
    return due, np.where(late, rows["days_overdue"].to_numpy(), -1)


def directions_of(rows: pd.DataFrame) -> list[str]:
    """The direction of each row as it is called: «1. Відкритість»."""
    numbered = zip(_plain(rows["direction_number"]), _plain(rows["direction_title"]), strict=True)
    return [". ".join(part for part in parts if part) for parts in numbered]


def _each(columns: Mapping[str, list[Any]]) -> Iterator[_Row]:
    """The rows of columns of plain values."""
    return map(_Row._make, zip(*(columns[name] for name in _Row._fields), strict=True))


def _plain(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column: days as dates, None where there is none."""
    if column.dtype.kind == "M":
        days: list[Any] = column.to_numpy().astype("datetime64[D]").tolist()
        return days
    return cells(column)


def _line(row: _Row, executors: tuple[Executor, ...]) -> Line:
    cells = row._asdict()
    return Line(**{**cells, "days": None if row.days < 0 else int(row.days)}, executors=executors)


def executors_of(
    snapshot: Snapshot, rows: pd.DataFrame, chosen: frozenset[str]
) -> tuple[np.ndarray[Any, Any], list[tuple[Executor, ...]]]:
    """The bodies of each row as codes, and the bodies of each code, `chosen` ones first; equal ones are one object."""
    answering = snapshot.answering
    known, codes = np.unique(answering.codes[rows.index.to_numpy()], return_inverse=True)
    held = [answering.places[code] for code in known.tolist()]
    places = np.concatenate([np.array([], dtype=np.int64), *held])
    pairs = snapshot.assignments.iloc[places]
    columns = ("body_id", "name", "role", "by_consent", "collective")
    told = zip(*(_plain(pairs[name]) for name in columns), strict=True)
    made: dict[int, Executor] = {}
    executors = [
        made.get(number) or made.setdefault(number, Executor(*own))
        for number, own in zip(answering.who[places].tolist(), told, strict=True)
    ]
    values, end = [], 0
    for own in held:
        named = executors[end : end + len(own)]
        end += len(own)
        if chosen:
            named.sort(key=lambda executor: executor.body_id not in chosen)
        values.append(tuple(named))
    return codes, values
