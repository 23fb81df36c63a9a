"""The standings of all measures as sorted arrays: worked out once per data version, looked up for any day.

What holds of a measure depends on the order of its days alone, so measures whose days stand in one order share
one pattern: `data.state` is asked once a pattern, and each measure's own days are put in the places of its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from data.columns import NO_DAY, Array
from data.model import DeadlineKind, State, Status
from data.state import Overdue, Standing, Subject, Told, spans

STATES: Final = pd.CategoricalDtype([state.value for state in State])
OVERDUE: Final = pd.CategoricalDtype(["", Overdue.OVERDUE.value, Overdue.UNREPORTED.value])
STRIDE: Final = np.int64(1) << 32
KINDS: Final = tuple(DeadlineKind)
STATUSES: Final = tuple(Status)
_STATES: Final = {state: code for code, state in enumerate(State)}
_OVERDUE: Final = {None: 0, Overdue.OVERDUE: 1, Overdue.UNREPORTED: 2}
_FIRST: Final = date(2000, 1, 1)
_NO_PLACE: Final = -1
# days further apart than this stand in no other order to each other or to the day after either
_FAR: Final = 2


@dataclass(frozen=True, slots=True)
class Spans:
    """The standings of all measures, end to end; `key` is measure * 2**32 + day, so one search finds them all."""

    key: Array
    state: Array
    overdue: Array
    first_uncovered: Array
    next_due: Array
    in_base: Array
    reported: Array
    early: Array
    ruling: Array


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each measure, end to end: those of the measure n are `values[starts[n]:starts[n + 1]]`."""

    starts: Array
    values: Array

    @classmethod
    def of(cls, places: Array, values: Array, measures: int) -> Lists:
        """The lists of so many measures; `places` name the measure of each value and are in order."""
        return cls(np.searchsorted(places, np.arange(measures + 1)), values)

    @property
    def lengths(self) -> Array:
        """How long each list is."""
        return np.diff(self.starts)

    def table(self, measures: Array, length: int) -> Array:
        """The lists of these measures, all of one length, as the rows of a table."""
        return self.values[self.starts[measures][:, None] + np.arange(length)]


@dataclass(frozen=True, slots=True)
class Subjects:
    """All measures as the calendar needs them; days are numbers, `withdrawn_from` NO_DAY for one in force.

    `dues` and `told` are lists for each measure, `told` of outcomes by their number in the four arrays after it.
    """

    kind: Array
    counts_from: Array
    withdrawn_from: Array
    dues: Lists
    told: Lists
    status: Array
    known_from: Array
    covers_to: Array
    independent: Array


def collect_spans(subjects: Subjects) -> Spans:
    """The standings of these measures from the day each counts, in the order of the measures."""
    parts = [
        _spans_of(subjects, measures, dues, told) for measures, dues, told in _by_shape(subjects)
    ]
    # one closing row keeps look-ups of uncounted measures inside the arrays
    parts.append(_closing_row(np.int64(len(subjects.kind)) * STRIDE))
    pieces = {name: [getattr(part, name) for part in parts] for name in Spans.__slots__}
    del parts
    order = np.argsort(np.concatenate(pieces["key"]), kind="stable")
    # one column after another: of a million measures all of them twice are too much
    return Spans(**{name: np.concatenate(pieces.pop(name))[order] for name in Spans.__slots__})


def _by_shape(subjects: Subjects) -> Iterator[tuple[Array, int, int]]:
    """The measures that have as many due dates and outcomes as each other, and how many these are."""
    shape = np.stack([subjects.dues.lengths, subjects.told.lengths], axis=1)
    shapes, of_shape = np.unique(shape, axis=0, return_inverse=True)
    order = np.argsort(of_shape.ravel(), kind="stable")
    end = 0
    for (dues, told), size in zip(shapes.tolist(), np.bincount(of_shape.ravel()), strict=True):
        yield order[end : end + size], dues, told
        end += size


class _Step(NamedTuple):
    """One standing of a pattern; days are named by the column of the days' table that holds them."""

    day: int
    day_after: int
    state: int
    overdue: int
    first_uncovered: int
    next_due: int
    in_base: int
    reported: int
    early: int
    ruling: int


def _spans_of(subjects: Subjects, measures: Array, dues: int, told: int) -> Spans:
    """The spans of measures that have so many due dates and outcomes each."""
    outcomes = subjects.told.table(measures, told)
    withdrawn = subjects.withdrawn_from[measures]
    begins = subjects.counts_from[measures]
    days = np.column_stack(
        [
            begins,
            np.where(withdrawn == NO_DAY, begins, withdrawn),
            subjects.dues.table(measures, dues),
            subjects.known_from[outcomes],
            subjects.covers_to[outcomes],
        ]
    )
    patterns = np.column_stack(
        [
            subjects.kind[measures],
            withdrawn != NO_DAY,
            subjects.status[outcomes],
            subjects.independent[outcomes],
            _in_order(days),
        ]
    ).astype(np.int16)
    known, pattern = np.unique(patterns, axis=0, return_inverse=True)
    steps = [_steps_of(row, dues, told) for row in known.tolist()]
    return _put_days(measures, days, outcomes, steps, pattern.ravel())


def _in_order(days: Array) -> Array:
    """The days of each row as the smallest numbers that stand to each other, and to the day after, as they do."""
    order = np.argsort(days, axis=1, kind="stable")
    ordered = np.take_along_axis(days, order, axis=1)
    gaps = np.minimum(np.diff(ordered, axis=1, prepend=ordered[:, :1]), _FAR)
    numbers = np.empty_like(days)
    np.put_along_axis(numbers, order, np.cumsum(gaps, axis=1, dtype=days.dtype), axis=1)
    return numbers


def _steps_of(pattern: list[int], dues: int, told: int) -> list[_Step]:
    """What `data.state` says of a measure whose days stand in this order."""
    kind, is_withdrawn = pattern[:2]
    statuses, alone = pattern[2 : 2 + told], pattern[2 + told : 2 + 2 * told]
    days = pattern[2 + 2 * told :]
    known, covers = days[2 + dues : 2 + dues + told], days[2 + dues + told :]
    facts = zip(statuses, known, covers, alone, strict=True)
    subject = Subject(
        kind=KINDS[kind],
        due_dates=tuple(map(_day, days[2 : 2 + dues])),
        counts_from=_day(days[0]),
        told=tuple(
            Told(STATUSES[one], _day(at), _day(to), bool(own)) for one, at, to, own in facts
        ),
        withdrawn_from=_day(days[1]) if is_withdrawn else None,
    )
    column = {day: place for place, day in reversed(list(enumerate(days)))}
    return list(_each_step(subject, column))


def _each_step(subject: Subject, column: dict[int, int]) -> Iterator[_Step]:
    for since, now in spans(subject):
        day = (since - _FIRST).days
        after = int(day not in column)
        yield _Step(
            day=column[day - after],
            day_after=after,
            state=_STATES[now.state],
            overdue=_OVERDUE[now.overdue],
            first_uncovered=_column_of(now.first_uncovered, column),
            next_due=_column_of(now.next_due, column),
            in_base=now.in_base,
            reported=now.reported,
            early=now.early,
            ruling=_NO_PLACE if now.ruling is None else now.ruling,
        )


def _put_days(
    measures: Array, days: Array, outcomes: Array, steps: list[list[_Step]], pattern: Array
) -> Spans:
    """The steps of each measure's pattern with its own days and outcomes in them."""
    lengths = np.array([len(own) for own in steps], dtype=np.int64)
    table = np.array([step for own in steps for step in own], dtype=np.int32)
    own = lengths[pattern]
    row = np.repeat(np.arange(len(measures)), own)
    within = np.arange(len(row)) - np.repeat(np.cumsum(own) - own, own)
    told_of = table[(np.cumsum(lengths) - lengths)[pattern[row]] + within].T
    step = dict(zip(_Step._fields, told_of, strict=True))
    day = days[row, step["day"]].astype(np.int64) + step["day_after"]
    told = (
        outcomes[row, step["ruling"]] if outcomes.shape[1] else np.zeros(len(row), dtype=np.int32)
    )
    return Spans(
        key=measures[row].astype(np.int64) * STRIDE + day,
        state=step["state"].astype(np.int8),
        overdue=step["overdue"].astype(np.int8),
        first_uncovered=_own_days(days, row, step["first_uncovered"]),
        next_due=_own_days(days, row, step["next_due"]),
        in_base=step["in_base"].astype(bool),
        reported=step["reported"].astype(bool),
        early=step["early"].astype(bool),
        ruling=np.where(step["ruling"] == _NO_PLACE, -1, told).astype(np.int32),
    )


def _own_days(days: Array, row: Array, column: Array) -> Array:
    return np.where(column == _NO_PLACE, NO_DAY, days[row, column]).astype(np.int32)


def _closing_row(key: np.int64) -> Spans:
    nothing = Standing(State.NO_DEADLINE)
    none = np.array([NO_DAY], dtype=np.int32)
    return Spans(
        key=np.array([key]),
        state=np.array([_STATES[nothing.state]], dtype=np.int8),
        overdue=np.zeros(1, dtype=np.int8),
        first_uncovered=none,
        next_due=none,
        in_base=np.array([nothing.in_base]),
        reported=np.array([nothing.reported]),
        early=np.array([nothing.early]),
        ruling=np.array([-1], dtype=np.int32),
    )


def _day(number: int) -> date:
    return _FIRST + timedelta(days=number)


def _column_of(day: date | None, column: dict[int, int]) -> int:
    return _NO_PLACE if day is None else column[(day - _FIRST).days]
