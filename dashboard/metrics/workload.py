"""The load of each responsible body: measures by role, state and quarter, consent and collective bodies apart."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from data.model import Role, State
from data.snapshot import Snapshot
from data.state import Overdue
from data.tuples import each_row

MEDIAN_FROM: Final = 5
QUARTERS_UP_TO: Final = 3
_LATE: Final = ("overdue", "unreported", "due_soon")


def count_workload(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per body of these measures, heaviest first.

    Columns: body_id, body (name), region_iso, collective, measures (distinct), one per role, by_consent,
    overdue, unreported, due_soon, one per state, share (of the measures of the plans it stands in), plans.
    """
    counted = rows[rows["counted"]]
    pairs = _pairs(snapshot, counted)
    if pairs.empty:
        return _empty_workload()
    by_body = pairs.drop_duplicates(["body_id", "measure_id"]).groupby("body_id", sort=False)
    result = by_body.agg(
        measures=("measure_id", "size"),
        overdue=("is_overdue", "sum"),
        unreported=("is_unreported", "sum"),
        due_soon=("due_soon", "sum"),
        plans=("document_key", "nunique"),
    )
    for role in Role:
        result[role.value] = _distinct(pairs[pairs["role"] == role.value], result.index)
    result["by_consent"] = _distinct(pairs[pairs["by_consent"]], result.index)
    for state in State:
        result[f"state_{state.value}"] = _distinct(
            pairs[pairs["state"] == state.value], result.index
        )
    result["share"] = result["measures"] / _measures_of_plans(pairs, counted).reindex(result.index)
    named = result.reset_index().merge(
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


def choose_periods(
    snapshot: Snapshot, rows: pd.DataFrame, since: date | None = None, until: date | None = None
) -> list[Period]:
    """The columns of a view's due dates: the four quarters of each year, years alone where there are over three."""
    years = sorted(_dues(snapshot, rows[rows["counted"]], since, until)["due"].dt.year.unique())
    if len(years) > QUARTERS_UP_TO:
        return [Period(int(year)) for year in years]
    return [Period(int(year), quarter) for year in years for quarter in (1, 2, 3, 4)]


def count_by_period(
    snapshot: Snapshot,
    rows: pd.DataFrame,
    periods: Sequence[Period],
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[str, Period], int]:
    """Measures of each body with a due date in each period, those without any left out.

    A measure with dates in several periods stands in each, so they do not add up to the load.
    """
    counted = rows[rows["counted"]]
    pairs = _pairs(snapshot, counted)[["body_id", "measure_id"]].drop_duplicates()
    dues = _in_periods(_dues(snapshot, counted, since, until), periods)
    joined = dues.merge(pairs, on="measure_id", how="inner")
    distinct = joined.drop_duplicates(["body_id", "measure_id", "year", "quarter"])
    sizes = distinct.groupby(["body_id", "year", "quarter"], sort=False).size()
    return {
        (row.body_id, Period(int(row.year), int(row.quarter))): int(row.measures)
        for row in each_row(sizes.rename("measures").reset_index())
    }


def count_states_by_period(
    snapshot: Snapshot, rows: pd.DataFrame, periods: Sequence[Period]
) -> pd.DataFrame:
    """Measures by period of a due date and state: year, quarter, state, measures; not to be added up either."""
    counted = rows[rows["counted"]]
    dues = _in_periods(_dues(snapshot, counted, None, None), periods)
    joined = dues.drop_duplicates().merge(counted[["measure_id", "state"]], on="measure_id")
    return (
        joined.groupby(["year", "quarter", "state"], sort=True, observed=True)
        .size()
        .rename("measures")
        .reset_index()
    )


def find_peak(
    snapshot: Snapshot, rows: pd.DataFrame, periods: Sequence[Period]
) -> tuple[Period, int] | None:
    """The period in which most measures fall due, and how many; the earliest of equal ones, None without dates."""
    dues = _in_periods(_dues(snapshot, rows[rows["counted"]], None, None), periods)
    sizes = dues.drop_duplicates().groupby(["year", "quarter"], sort=True).size()
    if sizes.empty:
        return None
    fullest = sizes.rename("measures").reset_index().iloc[int(sizes.argmax())]
    return Period(int(fullest["year"]), int(fullest["quarter"])), int(fullest["measures"])


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
    counted = rows[rows["counted"]]
    pairs = _pairs(snapshot, counted).drop_duplicates(["body_id", "measure_id"])
    pairs = pairs.merge(snapshot.bodies[["body_id", "collective"]], on="body_id", how="left")
    loads = {}
    for plan, size in counted.groupby("document_key", sort=False)["measure_id"].size().items():
        bodies = (
            pairs[pairs["document_key"] == plan]
            .groupby("body_id", sort=False)
            .agg(measures=("measure_id", "size"), collective=("collective", "first"))
        )
        collective = int(bodies["collective"].astype(bool).sum())
        loads[str(plan)] = PlanLoad(
            measures=int(size),
            single=len(bodies) - collective,
            collective=collective,
            median=median_load(bodies),
            by_body={str(body): int(count) for body, count in bodies["measures"].items()},
        )
    return loads


def count_unassigned(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Plans whose measures name no body, most first: document_key, unassigned, measures (of the plan in view)."""
    counted = rows[rows["counted"]]
    named = counted["measure_id"].isin(snapshot.assignments["measure_id"])
    plans = (
        counted.assign(unassigned=~named)
        .groupby("document_key", sort=False)
        .agg(unassigned=("unassigned", "sum"), measures=("measure_id", "size"))
        .reset_index()
    )
    plans = plans[plans["unassigned"] > 0]
    return plans.sort_values("unassigned", ascending=False, kind="stable", ignore_index=True)


def median_load(workload: pd.DataFrame) -> float | None:
    """The measures of the typical single body; None with fewer than 5 single bodies."""
    single = workload[~workload["collective"].astype(bool)]
    return float(single["measures"].median()) if len(single) >= MEDIAN_FROM else None


def _pairs(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["measure_id", "document_key", "state", "overdue", "due_soon"]
    pairs = snapshot.assignments[["measure_id", "body_id", "role", "by_consent"]].merge(
        rows[columns], on="measure_id", how="inner"
    )
    pairs["is_overdue"] = pairs["overdue"] == Overdue.OVERDUE.value
    pairs["is_unreported"] = pairs["overdue"] == Overdue.UNREPORTED.value
    return pairs


def _dues(
    snapshot: Snapshot, rows: pd.DataFrame, since: date | None, until: date | None
) -> pd.DataFrame:
    dues = snapshot.due_dates
    dues = dues[dues["measure_id"].isin(rows["measure_id"])]
    if since:
        dues = dues[dues["due"] >= pd.Timestamp(since)]
    if until:
        dues = dues[dues["due"] <= pd.Timestamp(until)]
    return dues


def _in_periods(dues: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """Each measure once a period it falls due in: measure_id, year, quarter (0 where periods are years)."""
    by_quarter = any(period.quarter for period in periods)
    placed = pd.DataFrame(
        {
            "measure_id": dues["measure_id"],
            "year": dues["due"].dt.year,
            "quarter": dues["due"].dt.quarter if by_quarter else 0,
        }
    )
    return placed.drop_duplicates()


def _distinct(pairs: pd.DataFrame, bodies: pd.Index[Any]) -> pd.Series[Any]:
    counts = pairs.groupby("body_id", sort=False)["measure_id"].nunique()
    return counts.reindex(bodies, fill_value=0)


def _measures_of_plans(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[Any]:
    sizes = rows.groupby("document_key", sort=False)["measure_id"].size().rename("size")
    plans = pairs[["body_id", "document_key"]].drop_duplicates()
    return (
        plans.merge(sizes, left_on="document_key", right_index=True)
        .groupby("body_id")["size"]
        .sum()
    )


def _empty_workload() -> pd.DataFrame:
    numbers = ["measures", *_LATE, "plans", *(role.value for role in Role), "by_consent"]
    numbers += [f"state_{state.value}" for state in State]
    frame = pd.DataFrame({name: pd.Series(dtype="int64") for name in numbers})
    for name in ("body_id", "body", "region_iso"):
        frame[name] = pd.Series(dtype="str")
    return frame.assign(collective=pd.Series(dtype="bool"), share=pd.Series(dtype="float64"))
