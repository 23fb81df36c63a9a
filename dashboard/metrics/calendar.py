"""Due dates one by one: how each stands on the day, and how they spread over months, quarters or years."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

import numpy as np
import pandas as pd

from dashboard.metrics.selection import find_rows
from data.model import State
from data.snapshot import Snapshot
from data.state import DUE_SOON_DAYS, Overdue

MONTHS_UP_TO: Final = 2
QUARTERS_UP_TO: Final = 8


class DateState(StrEnum):
    """How one due date stands, exactly one of them each; the values are names of looks.

    `completed` — a completed outcome covers it, be it past or ahead; `overdue` and `unreported` — past and
    uncovered, as the measure's own lateness; `before_plan` — past before its plan counts, never late;
    `due_soon` — uncovered, 0–30 days ahead; `not_due` — uncovered, further ahead; `withdrawn` — of a measure
    that the plan dropped.
    """

    COMPLETED = "completed"
    OVERDUE = "overdue"
    UNREPORTED = "unreported"
    BEFORE_PLAN = "before_plan"
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    WITHDRAWN = "withdrawn"


AHEAD: Final = (DateState.DUE_SOON.value, DateState.NOT_DUE.value)
DATE_STATES: Final = pd.CategoricalDtype([state.value for state in DateState], ordered=True)


class Unit(StrEnum):
    """What one step of a calendar is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calendar: its unit, first and last day."""

    unit: Unit
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class NextDue:
    """The nearest uncovered due date ahead and how many measures fall due on it."""

    day: date
    measures: int


def collect_dates(
    snapshot: Snapshot, rows: pd.DataFrame, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Every due date of these measures, from `since` to `until` with both, by day.

    Columns: measure (its place among all of the snapshot), measure_id, due, date_state, and of the measure plan_key,
    direction_key, region_iso, as_of.
    """
    dues = snapshot.due_dates
    row = find_rows(rows, dues["measure"].to_numpy())
    wanted = (row >= 0) & rows["counted"].to_numpy(dtype=bool)[row]
    if since:
        wanted &= (dues["due"] >= pd.Timestamp(since)).to_numpy()
    if until:
        wanted &= (dues["due"] <= pd.Timestamp(until)).to_numpy()
    at = np.flatnonzero(wanted)
    at = at[np.argsort(dues["due"].to_numpy()[at], kind="stable")]
    row = row[at]
    of_row = {name: rows[name].array.take(row) for name in _NEEDED}
    dates = pd.DataFrame(
        {"measure": dues["measure"].to_numpy()[at], "due": dues["due"].array.take(at), **of_row},
        copy=False,
    )
    begins = snapshot.plan_frame.set_index("document_key")["counts_from"]
    dates["date_state"] = _states(dates, dates["plan_key"].map(begins))
    return dates[_SHOWN]


_SHOWN: Final = [
    *("measure", "measure_id", "due", "date_state", "plan_key", "direction_key", "region_iso"),
    "as_of",
]
_NEEDED: Final = [
    *("measure_id", "plan_key", "direction_key", "region_iso", "as_of"),
    *("state", "overdue", "first_uncovered", "next_due"),
]


def _states(dates: pd.DataFrame, counts_from: pd.Series[pd.Timestamp]) -> pd.Categorical:
    """The uncovered dates of a measure are its last ones, so two of its days tell them all."""
    due, as_of = dates["due"], dates["as_of"]
    is_late = (due < as_of) & (due >= dates["first_uncovered"])
    ahead = (due >= as_of) & (due >= dates["next_due"])
    is_done = dates["state"] == State.COMPLETED.value
    choices = {
        DateState.WITHDRAWN: dates["state"] == State.WITHDRAWN.value,
        DateState.OVERDUE: is_late & (dates["overdue"] == Overdue.OVERDUE.value),
        DateState.UNREPORTED: is_late & (dates["overdue"] == Overdue.UNREPORTED.value),
        DateState.DUE_SOON: ahead & (due <= as_of + timedelta(days=DUE_SOON_DAYS)),
        DateState.NOT_DUE: ahead,
        DateState.BEFORE_PLAN: (due < as_of) & (due < counts_from) & ~is_done,
    }
    codes = {state: np.int8(code) for code, state in enumerate(DateState)}
    found = np.select(
        [mask.to_numpy() for mask in choices.values()],
        [codes[name] for name in choices],
        codes[DateState.COMPLETED],
    )
    return pd.Categorical.from_codes(found, dtype=DATE_STATES)


def find_next(dates: pd.DataFrame) -> NextDue | None:
    """What falls due next; None where no uncovered due date lies ahead."""
    ahead = dates.loc[is_ahead(dates), "due"]
    if ahead.empty:
        return None
    nearest = ahead.min()
    return NextDue(nearest.date(), int((ahead == nearest).sum()))


def is_ahead(dates: pd.DataFrame) -> pd.Series[bool]:
    """Which dates lie ahead and are not covered."""
    return dates["date_state"].isin(AHEAD)


def choose_steps(first: date, last: date) -> list[Step]:
    """The steps from one day to another: months of up to 2 calendar years, quarters of up to 8, else years."""
    years = last.year - first.year + 1
    unit = Unit.MONTH if years <= MONTHS_UP_TO else Unit.QUARTER
    unit = unit if years <= QUARTERS_UP_TO else Unit.YEAR
    length = _MONTHS[unit]
    start = 12 * first.year + (first.month - 1) // length * length
    end = 12 * last.year + last.month - 1
    return [_step(unit, month) for month in range(start, end + 1, length)]


def _step(unit: Unit, month: int) -> Step:
    """The step that begins in a month, counted from the year 0."""
    end = month + _MONTHS[unit] - 1
    last = date(end // 12, end % 12 + 1, monthrange(end // 12, end % 12 + 1)[1])
    return Step(unit, date(month // 12, month % 12 + 1, 1), last)


def steps_of(
    dates: pd.DataFrame, since: date | None = None, until: date | None = None
) -> list[Step]:
    """The steps of these dates, whole years unless narrowed; none without dates."""
    if dates.empty:
        return []
    first, last = dates["due"].min().date(), dates["due"].max().date()
    begin, end = date(first.year, 1, 1), date(last.year, 12, 31)
    return choose_steps(max(begin, since or begin), min(end, until or end))


def place_on(steps: Sequence[Step], day: date) -> float:
    """Where a day stands on equal steps: 0 at the first's start, `len(steps)` at the last's end; clipped to them."""
    index = bisect_right([step.first for step in steps], day) - 1
    if index < 0:
        return 0.0
    step = steps[index]
    share = ((day - step.first).days + 1) / ((step.last - step.first).days + 1)
    return index + min(share, 1.0)


def count_by_step(dates: pd.DataFrame, steps: Sequence[Step]) -> pd.DataFrame:
    """How many dates each step holds by how they stand: step (index), date_state, dates; empty ones left out."""
    firsts = np.array([step.first for step in steps], dtype="datetime64[D]")
    place = np.searchsorted(firsts, dates["due"].to_numpy().astype("datetime64[D]"), "right") - 1
    sizes = dates.groupby([place, dates["date_state"].to_numpy()], observed=True).size()
    return sizes.rename_axis(["step", "date_state"]).rename("dates").reset_index()


def empty_runs(counts: pd.DataFrame, steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Runs of steps without any date, as (first, last) indexes: months in which nothing falls due."""
    held = set(counts["step"])
    bare = [index for index in range(len(steps)) if index not in held]
    runs = groupby(enumerate(bare), key=lambda pair: pair[1] - pair[0])
    return [(run[0][1], run[-1][1]) for _, group in runs if (run := list(group))]


def count_groups(dates: pd.DataFrame, key: str) -> pd.DataFrame:
    """The dates of each value of a column, those with the nearest date ahead first.

    Columns: key, measures (distinct), dates, one per state of a date, next_due (NaT without one).
    """
    group, names = pd.factorize(dates[key].array)
    several, states = len(names), len(DATE_STATES.categories)
    distinct = pd.unique(dates["measure"].to_numpy(dtype=np.int64) * several + group)
    each = group * states + dates["date_state"].array.codes.astype(np.int64)
    by_state = np.bincount(each, minlength=several * states).reshape(several, states)
    ahead = dates["due"].where(is_ahead(dates)).groupby(group).min()
    result = pd.DataFrame(
        {
            "key": pd.Series(names.astype("str"), dtype="str"),
            "measures": np.bincount(distinct % max(several, 1), minlength=several),
            "dates": by_state.sum(axis=1),
            "next_due": ahead.reindex(range(several)).array,
            **dict(zip(DATE_STATES.categories, by_state.T, strict=True)),
        }
    )
    return result.sort_values("next_due", kind="stable", na_position="last", ignore_index=True)
