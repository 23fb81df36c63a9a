"""The reports of plans over time: their dates, what changed since the one before, due against completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import numpy as np
import pandas as pd

from dashboard.metrics.completion import COUNTED, Completion, count_completion
from dashboard.metrics.selection import find_rows
from data.model import State
from data.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Change:
    """The plans with two reports or more, as they stand now and as they stood on the report before the last.

    `day` is that report's date where it is one for all these plans.
    """

    plans: tuple[str, ...]
    day: date | None
    now: Completion
    before: Completion

    @property
    def completed(self) -> int:
        """How many more measures are completed than then; negative where a report took a result back."""
        return self.now.states[State.COMPLETED] - self.before.states[State.COMPLETED]


@dataclass(frozen=True, slots=True)
class BurnUp:
    """One plan over time: the base of its rate day by day, and how much of it was completed on each report's date.

    `due` and `completed` are (day, number of measures) in the order of days; `due` begins with the plan's first
    day, has the days on which it changed, and ends with the last day. Their quotient is the completion rate.
    """

    due: tuple[tuple[date, int], ...]
    completed: tuple[tuple[date, int], ...]

    @property
    def days(self) -> list[date]:
        """Every day on which something changed or was told, in order."""
        return sorted({day for day, _ in (*self.due, *self.completed)})

    def due_on(self, day: date) -> int:
        """The base on a day: as it last changed by then, 0 before the plan began."""
        return next((number for since, number in reversed(self.due) if since <= day), 0)


def report_days(snapshot: Snapshot, rows: pd.DataFrame) -> dict[str, tuple[date, ...]]:
    """The days on which the reports on each plan became known, in order, none after the day of its rows.

    Independent assessments are no reports. A plan without reports is not in it.
    """
    told, known = snapshot.outcomes, snapshot.known_from
    row = find_rows(rows, told["measure"].to_numpy())
    of_rows = np.flatnonzero((row >= 0) & ~told["independent"].to_numpy(dtype=bool))
    row, known = row[of_rows], known[of_rows]
    as_of = rows["as_of"].to_numpy().astype("datetime64[D]")
    counts = rows["counted"].to_numpy(dtype=bool)[row] & (known <= as_of[row])
    row, known = row[counts], known[counts]
    plan, plans = pd.factorize(rows["plan_key"].array.take(row))
    day, number = np.unique(known, return_inverse=True)
    several = max(len(day), 1)
    pairs = pd.unique(plan * several + number)
    days: dict[str, set[date]] = {}
    for own, told_on in zip(plans[pairs // several], day[pairs % several].tolist(), strict=True):
        days.setdefault(str(own), set()).add(told_on)
    return {plan: tuple(sorted(found)) for plan, found in days.items()}


def count_change(
    snapshot: Snapshot, rows: pd.DataFrame, days: Mapping[str, Sequence[date]]
) -> Change | None:
    """What changed since the report before the last; None where no plan has two."""
    previous = {plan: found[-2] for plan, found in days.items() if len(found) > 1}
    if not previous:
        return None
    plan, plans = pd.factorize(rows["plan_key"].array)
    day = np.array([previous.get(str(key)) for key in plans], dtype="datetime64[us]")[plan]
    chosen = np.flatnonzero(~np.isnat(day) & rows["counted"].to_numpy(dtype=bool))
    now = rows[list(COUNTED)].iloc[chosen]
    then = pd.Series(day[chosen])
    known = set(previous.values())
    return Change(
        plans=tuple(previous),
        day=known.pop() if len(known) == 1 else None,
        now=count_completion(now),
        before=count_completion(snapshot.standings_on(now, then)),
    )


def states_on(snapshot: Snapshot, rows: pd.DataFrame, days: Sequence[date]) -> pd.DataFrame:
    """The matrix measure × day: one row per measure and one column per day, its state or "" before it began."""
    held = _each_day(snapshot, rows, days)
    states = np.where(held["counted"].to_numpy(dtype=bool), np.asarray(held["state"]), "")
    return pd.DataFrame(states.reshape(len(rows), len(days)), index=rows.index, columns=list(days))


def count_burn_up(snapshot: Snapshot, rows: pd.DataFrame, days: Sequence[date]) -> BurnUp | None:
    """Due against completed for the measures of one plan; None with fewer than two reports.

    Due is the base of the completion rate: a measure from the day after its first due date, one without dates
    from the report that told its result, none that the version in force has dropped. It ends on the rows' day.
    """
    if len(days) < 2 or rows.empty:
        return None
    end = cast(date, rows["as_of"].iloc[0].date())
    start = _first_day(snapshot, str(rows["plan_key"].iloc[0]), days[0])
    turns = {start, end, *days}
    for name, gap in (("due_first", 1), ("since", 0), ("dropped_on", 0)):
        moved = (day.date() + timedelta(days=gap) for day in rows[name].dropna())
        turns.update(day for day in moved if start < day < end)
    due, completed = _count_each(snapshot, rows, sorted(turns))
    changed = [
        pair for place, pair in enumerate(due) if place in (0, len(due) - 1) or _is_new(due, place)
    ]
    reported = set(days)
    return BurnUp(
        due=tuple(changed), completed=tuple(pair for pair in completed if pair[0] in reported)
    )


def _is_new(numbers: Sequence[tuple[date, int]], place: int) -> bool:
    return numbers[place][1] != numbers[place - 1][1]


def _first_day(snapshot: Snapshot, plan: str, first_report: date) -> date:
    plans = snapshot.plan_frame
    begun = plans.loc[plans["document_key"] == plan, "counts_from"]
    return min(first_report, *(cast(date, day.date()) for day in begun))


def _count_each(
    snapshot: Snapshot, rows: pd.DataFrame, days: Sequence[date]
) -> tuple[list[tuple[date, int]], list[tuple[date, int]]]:
    """How many of the measures were due and how many completed on each of the days."""
    held = _each_day(snapshot, rows, days)
    due = held["in_base"].to_numpy(dtype=bool)
    completed = due & (held["state"] == State.COMPLETED.value).to_numpy(dtype=bool)
    on_due, on_completed = (
        flags.reshape(len(rows), len(days)).sum(axis=0).tolist() for flags in (due, completed)
    )
    return list(zip(days, on_due, strict=True)), list(zip(days, on_completed, strict=True))


def _each_day(snapshot: Snapshot, rows: pd.DataFrame, days: Sequence[date]) -> pd.DataFrame:
    """Every measure on every day, the days of a measure together."""
    repeated = rows[["outside"]].iloc[np.repeat(np.arange(len(rows)), len(days))]
    every = np.tile(np.array(days, dtype="datetime64[us]"), len(rows))
    return snapshot.standings_on(repeated, pd.Series(every))
