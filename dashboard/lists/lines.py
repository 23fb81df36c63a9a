"""The measures of a list as records: who answers, when it is due, how late, in what state, why left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard.lists.order import ukrainian_order
from dashboard.metrics.listing import LATE_LISTS, left_out_reasons, number_key, order_rows
from data.overrides import OverrideField
from data.snapshot import Snapshot


class _Row(NamedTuple):
    """What a line is made of, a row of the snapshot cut down to it."""

    measure_id: str
    document_key: str
    number: str
    title: str
    direction_key: str
    direction_number: str
    direction_title: str
    theme: str
    deadline_text: str
    due_dates: tuple[date, ...]
    due_first: date | None
    first_uncovered: date | None
    next_due: date | None
    days_overdue: int
    days_left: int
    state: str
    overdue: str
    lateness: str
    quotation: str
    reason: str
    as_of: date


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
    executor: Executor | None = None
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one head: a body (`executor`) or a direction of a plan; empty `name`: none is named."""

    key: str
    name: str
    lines: tuple[Line, ...]
    document_key: str = ""
    body_id: str = ""
    collective: bool = False

    @property
    def longest(self) -> int:
        """The most days among its lines, 0 where none has days."""
        return max((line.days or 0 for line in self.lines), default=0)

    @property
    def nearest(self) -> date | None:
        """The earliest date that its lines speak of."""
        return min((line.due for line in self.lines if line.due), default=None)


def read_lines(
    snapshot: Snapshot, rows: pd.DataFrame, name: str | None, bodies: Iterable[str] = ()
) -> list[Line]:
    """The lines of a named list in its own order; chosen `bodies` stand first among those of their measures."""
    ordered = order_rows(rows, name)
    ordered = ordered.assign(reason=left_out_reasons(ordered), document_key=ordered["plan_key"])
    executors = _executors(snapshot, ordered, frozenset(bodies))
    corrected = corrections_of(snapshot)
    lines = (
        _line(row, name, executors.get(row.measure_id, ())) for row in _each(ordered, _Row._fields)
    )
    if not corrected:
        return list(lines)
    return [replace(line, corrected=corrected.get(line.measure_id, ())) for line in lines]


def corrections_of(snapshot: Snapshot) -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each measure the fields that a person corrected, with the reasons; a state is its report row's."""
    held: dict[str, list[tuple[str, str]]] = {}
    outcomes, frame = snapshot.outcomes, snapshot.overrides
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


def group_by_body(lines: Iterable[Line], bodies: Iterable[str] = ()) -> list[Group]:
    """The lines under each body that answers, single bodies before collective, most lines first.

    With `bodies` chosen only theirs are given; measures that name no body stand under an empty name, last.
    """
    chosen = frozenset(bodies)
    held: dict[tuple[str, str, bool], list[Line]] = {}
    for line in lines:
        for executor in line.executors or (None,):
            if chosen and (executor is None or executor.body_id not in chosen):
                continue
            key = (executor.body_id, executor.name, executor.collective) if executor else ("",) * 2
            held.setdefault((*key, False)[:3], []).append(replace(line, executor=executor))
    groups = [
        Group(body_id or name, name, tuple(own), body_id=body_id, collective=collective)
        for (body_id, name, collective), own in held.items()
    ]
    return sorted(
        groups,
        key=lambda group: (
            not group.name,
            group.collective,
            -len(group.lines),
            -group.longest,
            ukrainian_order(group.name),
        ),
    )


def group_by_direction(lines: Iterable[Line]) -> list[Group]:
    """The lines under each direction of each plan, plans by their keys and directions by their numbers."""
    held: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        held.setdefault((line.document_key, line.direction_key), []).append(line)
    return [
        Group(direction or document, own[0].direction, tuple(own), document_key=document)
        for (document, direction), own in sorted(
            held.items(), key=lambda item: (item[0][0], number_key(item[0][1]))
        )
    ]


def _each(rows: pd.DataFrame, columns: Sequence[str]) -> Iterator[_Row]:
    """The rows as plain values: days as dates, None where there is none."""
    return map(_Row._make, zip(*(_plain(rows[name]) for name in columns), strict=True))


def _plain(column: pd.Series[Any]) -> list[Any]:
    # columns of frames give their cells one by one very slowly
    if column.dtype.kind == "M":
        days: list[Any] = column.to_numpy().astype("datetime64[D]").tolist()
        return days
    return list(column.to_numpy(dtype=object))


def _line(row: _Row, name: str | None, executors: tuple[Executor, ...]) -> Line:
    due, days = _due_and_days(row, name)
    direction = ". ".join(part for part in (row.direction_number, row.direction_title) if part)
    return Line(
        measure_id=row.measure_id,
        number=row.number,
        title=row.title,
        document_key=row.document_key,
        direction_key=row.direction_key,
        direction=direction,
        theme=row.theme,
        executors=executors,
        due=due,
        due_dates=row.due_dates,
        deadline_text=row.deadline_text,
        days=days,
        state=row.state,
        overdue=row.overdue,
        lateness=row.lateness,
        quotation=row.quotation,
        reason=row.reason,
        as_of=row.as_of,
    )


def _due_and_days(row: _Row, name: str | None) -> tuple[date | None, int | None]:
    """The late are looked at from their first uncovered date, the near at their next one, others at the first."""
    if name == "due_soon":
        return row.next_due, int(row.days_left)
    if name in LATE_LISTS or row.overdue:
        return row.first_uncovered, int(row.days_overdue)
    return row.due_first, None


def _executors(
    snapshot: Snapshot, rows: pd.DataFrame, chosen: frozenset[str]
) -> dict[str, tuple[Executor, ...]]:
    pairs = snapshot.assignments
    pairs = pairs[pairs["measure_id"].isin(rows["measure_id"])]
    columns = ("body_id", "name", "role", "by_consent", "collective")
    known: dict[tuple[Any, ...], Executor] = {}
    held: dict[str, dict[str, Executor]] = {}
    for measure_id, *cells in zip(
        *(_plain(pairs[name]) for name in ("measure_id", *columns)), strict=True
    ):
        executor = known.get(tuple(cells)) or known.setdefault(tuple(cells), Executor(*cells))
        held.setdefault(measure_id, {}).setdefault(executor.body_id or executor.name, executor)
    if not chosen:
        return {key: tuple(named.values()) for key, named in held.items()}
    return {
        key: tuple(sorted(named.values(), key=lambda executor: executor.body_id not in chosen))
        for key, named in held.items()
    }
