"""The load of each responsible body: measures by role, state and quarter, consent and collective bodies apart."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from dashboard.metrics.selection import find_rows, select_counted
from data.model import Role, State
from data.snapshot import Snapshot
from data.state import Overdue

Array: TypeAlias = np.ndarray[Any, Any]

MEDIAN_FROM: Final = 5
QUARTERS_UP_TO: Final = 3
# quarters of a year, 0 for all of it
_QUARTERS: Final = 5
_YEARS: Final = 10_000
_LATE: Final = ("overdue", "unreported", "due_soon")


def count_workload(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per body of these measures, heaviest first.

    Columns: body_id, body (name), region_iso, collective, measures (distinct), one per role, by_consent,
    overdue, unreported, due_soon, one per state, share (of the measures of the plans it stands in), plans.
    """
    pairs = _Pairs(snapshot, rows)
    if not len(pairs.measure):
        return _empty_workload()
    names, counts = pairs.bodies, _Counts(pairs.body, len(pairs.bodies), pairs.measure)
    overdue, state, role = pairs.of_row("overdue"), pairs.of_row("state"), pairs.own("role")
    body, plan = pairs.of_plans()
    around = np.bincount(body, weights=pairs.plan_sizes()[plan], minlength=len(names))
    measures = counts.of_measures()
    result = pd.DataFrame(
        {
            "body_id": pd.Series(names, dtype="str"),
            "measures": measures,
            "overdue": counts.of_measures(overdue == Overdue.OVERDUE.value),
            "unreported": counts.of_measures(overdue == Overdue.UNREPORTED.value),
            "due_soon": counts.of_measures(pairs.of_row("due_soon")),
            "plans": np.bincount(body, minlength=len(names)),
            **{one.value: counts.of(role == one.value) for one in Role},
            "by_consent": counts.of(pairs.own("by_consent")),
            **{f"state_{one.value}": counts.of_measures(state == one.value) for one in State},
            "share": measures / around,
        }
    )
    named = result.merge(
        snapshot.bodies[["body_id", "name", "region_iso", "collective"]], on="body_id", how="left"
    )
    named = named.rename(columns={"name": "body"})
    return named.sort_values(
        ["measures", "overdue", "unreported", "body"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter of a year, or the whole year (`quarter` 0)."""

    year: int
    quarter: int = 0

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = 3 * self.quarter or 12
        return date(self.year, month, monthrange(self.year, month)[1])


def collect_dues(
    snapshot: Snapshot, rows: pd.DataFrame, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Due dates of these measures, from `since` to `until` with both: measure (its place), year, quarter."""
    measure, due = snapshot.due_dates["measure"].to_numpy(), snapshot.due_dates["due"]
    row = find_rows(rows, measure)
    shown = row >= 0
    shown[shown] = rows["counted"].to_numpy(dtype=bool)[row[shown]]
    if since:
        shown &= (due >= pd.Timestamp(since)).to_numpy()
    if until:
        shown &= (due <= pd.Timestamp(until)).to_numpy()
    days = due[shown].dt
    return pd.DataFrame(
        {"measure": measure[shown], "year": days.year, "quarter": days.quarter}
    ).drop_duplicates()


def choose_periods(dues: pd.DataFrame) -> list[Period]:
    """The columns of these due dates: the four quarters of each year, years alone where there are over three."""
    years = sorted(int(year) for year in dues["year"].unique())
    if len(years) > QUARTERS_UP_TO:
        return [Period(year) for year in years]
    return [Period(year, quarter) for year in years for quarter in (1, 2, 3, 4)]


def count_by_period(
    snapshot: Snapshot, dues: pd.DataFrame, periods: Sequence[Period]
) -> dict[tuple[str, Period], int]:
    """Measures of each body with a due date in each period, those without any left out.

    A measure with dates in several periods stands in each, so they do not add up to the load.
    """
    pairs = snapshot.assignments[["body_id", "measure"]]
    pairs = pairs[np.isin(pairs["measure"].to_numpy(), dues["measure"].to_numpy())]
    joined = _in_periods(dues, periods).merge(pairs.drop_duplicates(), on="measure", how="inner")
    sizes = joined.groupby(["body_id", "year", "quarter"], sort=False).size()
    return {
        (row["body_id"], Period(int(row["year"]), int(row["quarter"]))): int(row["measures"])
        for row in sizes.rename("measures").reset_index().to_dict("records")
    }


def count_states_by_period(
    rows: pd.DataFrame, dues: pd.DataFrame, periods: Sequence[Period]
) -> pd.DataFrame:
    """Measures by period of a due date and state: year, quarter, state, measures; not to be added up either."""
    joined = _in_periods(dues, periods)
    row = find_rows(rows, joined["measure"].to_numpy())
    joined = joined[row >= 0].assign(state=rows["state"].array.take(row[row >= 0]))
    return (
        joined.groupby(["year", "quarter", "state"], sort=True, observed=True)
        .size()
        .rename("measures")
        .reset_index()
    )


def find_peak(dues: pd.DataFrame, periods: Sequence[Period]) -> tuple[Period, int] | None:
    """The period in which most measures fall due, and how many; the earliest of equal ones, None without dates."""
    year, quarter = dues["year"].to_numpy(dtype=np.int64), dues["quarter"].to_numpy(dtype=np.int64)
    number = year * _QUARTERS + quarter
    if not any(period.quarter for period in periods):
        measure = dues["measure"].to_numpy(dtype=np.int64)
        once = pd.unique(measure * _YEARS + year)
        number = once % _YEARS * _QUARTERS
    found, sizes = np.unique(number, return_counts=True)
    if not len(found):
        return None
    return Period(*divmod(int(found[sizes.argmax()]), _QUARTERS)), int(sizes.max())


@dataclass(frozen=True, slots=True)
class PlanLoad:
    """The load within one plan: `median` of its single bodies, None with fewer than 5 of them."""

    measures: int
    single: int
    collective: int
    median: float | None
    by_body: dict[str, int]


def load_by_plan(snapshot: Snapshot, rows: pd.DataFrame) -> dict[str, PlanLoad]:
    """The loads of the bodies within each plan; bodies of different plans have no common median."""
    pairs = _Pairs(snapshot, rows)
    bodies, several = snapshot.bodies, max(len(pairs.bodies), 1)
    collective = set(bodies.loc[bodies["collective"].astype(bool), "body_id"])
    distinct = _firsts(pairs.measure * several + pairs.body)
    plan_and_body = pairs.plan[distinct] * several + pairs.body[distinct]
    found, together = pd.factorize(plan_and_body)
    held: dict[int, dict[str, int]] = {}
    for one, count in zip(together.tolist(), np.bincount(found).tolist(), strict=True):
        held.setdefault(one // several, {})[str(pairs.bodies[one % several])] = count
    return {
        str(plan): _plan_load(size, held.get(code, {}), collective)
        for code, (plan, size) in enumerate(
            zip(pairs.plans, pairs.plan_sizes().tolist(), strict=True)
        )
    }


def _plan_load(measures: int, by_body: dict[str, int], collective: set[str]) -> PlanLoad:
    single = [count for body, count in by_body.items() if body not in collective]
    return PlanLoad(
        measures=measures,
        single=len(single),
        collective=len(by_body) - len(single),
        median=float(median(single)) if len(single) >= MEDIAN_FROM else None,
        by_body=by_body,
    )


def measures_of_regions(
    snapshot: Snapshot, rows: pd.DataFrame, workload: pd.DataFrame
) -> Callable[[str], Array]:
    """What gives the measures, by their places in order, that bodies of a region in a workload answer for."""
    pairs = _Pairs(snapshot, rows)
    codes, regions = pd.factorize(workload["region_iso"].array)
    place = pd.Index(workload["body_id"]).get_indexer(pairs.bodies)
    region = np.where(place >= 0, codes[place], -1)[pairs.body]
    numbers = {str(iso): code for code, iso in enumerate(regions)}

    def of_region(iso: str) -> Array:
        return np.unique(pairs.measure[region == numbers.get(iso, len(numbers))])

    return of_region


def count_unassigned(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Plans whose measures name no body, most first: document_key, unassigned, measures (of the plan in view)."""
    pairs = _Pairs(snapshot, rows)
    unassigned = np.ones(len(pairs.plan_of_row), dtype=bool)
    unassigned[pairs.row] = False
    plans = pd.DataFrame(
        {
            "document_key": pairs.plans,
            "unassigned": np.bincount(pairs.plan_of_row[unassigned], minlength=len(pairs.plans)),
            "measures": pairs.plan_sizes(),
        }
    )
    plans = plans[plans["unassigned"] > 0]
    return plans.sort_values("unassigned", ascending=False, kind="stable", ignore_index=True)


class _Pairs:
    """Who answers for which of the measures that count: an entry for each assignment, in their order.

    `row` is the measure's place among the rows that count, `plan` and `body` are numbers among `plans` and `bodies`.
    """

    def __init__(self, snapshot: Snapshot, rows: pd.DataFrame) -> None:
        self._rows = select_counted(rows)
        self._assigned = snapshot.assignments
        measures = self._assigned["measure"].to_numpy(dtype=np.int64)
        row = find_rows(self._rows, measures)
        self._at = np.flatnonzero(row >= 0)
        self.row: Array = row[self._at]
        self.measure: Array = measures[self._at]
        plan, plans = pd.factorize(self._rows["document_key"].array)
        self.plan_of_row: Array = plan.astype(np.int64)
        self.plans: list[str] = [str(key) for key in plans]
        self.plan: Array = self.plan_of_row[self.row]
        answering = snapshot.answering
        body, bodies = pd.factorize(answering.body[self._at])
        self.body: Array = body.astype(np.int64)
        self.bodies: Array = answering.bodies[bodies]

    def own(self, name: str) -> Any:
        """What the assignments say."""
        return self._assigned[name].array.take(self._at)

    def of_row(self, name: str) -> Any:
        """What the rows of their measures say."""
        return self._rows[name].array.take(self.row)

    def of_plans(self) -> tuple[Array, Array]:
        """Each body with each plan that it stands in, once: the numbers of both."""
        several = max(len(self.plans), 1)
        pairs = pd.unique(self.body * several + self.plan)
        return pairs // several, pairs % several

    def plan_sizes(self) -> Array:
        """How many measures each plan has."""
        return np.bincount(self.plan_of_row, minlength=len(self.plans))


def _firsts(numbers: Array) -> Array:
    """The places where each number stands first, in order."""
    _, places = np.unique(numbers, return_index=True)
    return np.sort(places)


def _in_periods(dues: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """Each measure once a period it falls due in: measure, year, quarter (0 where periods are years)."""
    if any(period.quarter for period in periods):
        return dues
    return dues.assign(quarter=0).drop_duplicates()


class _Counts:
    """Counts the distinct measures of each body among pairs, a measure in several roles once."""

    def __init__(self, body: Array, bodies: int, measure: Array) -> None:
        self._body, self._bodies = body, bodies
        self._pair = measure * max(bodies, 1) + body
        self._first = ~pd.Series(self._pair).duplicated().to_numpy()

    def of(self, chosen: Any) -> Array:
        """Of these pairs, in the order of the bodies."""
        pairs = self._pair[np.asarray(chosen, dtype=bool)]
        return np.bincount(pd.unique(pairs) % max(self._bodies, 1), minlength=self._bodies)

    def of_measures(self, chosen: Any = None) -> Array:
        """The same for what is said of measures, so of each pair of one alike; of all of them if nothing is said."""
        first = self._first if chosen is None else self._first & np.asarray(chosen, dtype=bool)
        return np.bincount(self._body[first], minlength=self._bodies)


def _empty_workload() -> pd.DataFrame:
    numbers = ["measures", *_LATE, "plans", *(role.value for role in Role), "by_consent"]
    numbers += [f"state_{state.value}" for state in State]
    frame = pd.DataFrame({name: pd.Series(dtype="int64") for name in numbers})
    for name in ("body_id", "body", "region_iso"):
        frame[name] = pd.Series(dtype="str")
    return frame.assign(collective=pd.Series(dtype="bool"), share=pd.Series(dtype="float64"))
