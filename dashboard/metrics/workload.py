"""The load of each responsible body: measures by role, state and quarter, consent and collective bodies apart."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from data.model import Role, State
from data.snapshot import Snapshot
from data.state import Overdue

Array: TypeAlias = np.ndarray[Any, Any]

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
    body, names = pd.factorize(pairs["body_id"].to_numpy(dtype=object))
    counts = _Counts(body.astype(np.int64), len(names), pairs["measure"].to_numpy(dtype=np.int64))
    overdue, state = pairs["overdue"], pairs["state"]
    result = pd.DataFrame(
        {
            "measures": counts.of(),
            "overdue": counts.of(overdue == Overdue.OVERDUE.value),
            "unreported": counts.of(overdue == Overdue.UNREPORTED.value),
            "due_soon": counts.of(pairs["due_soon"]),
        },
        index=pd.Index(names, name="body_id", dtype="str"),
    )
    result["plans"] = pairs.groupby("body_id", sort=False)["document_key"].nunique()
    for role in Role:
        result[role.value] = counts.of(pairs["role"] == role.value)
    result["by_consent"] = counts.of(pairs["by_consent"])
    for one in State:
        result[f"state_{one.value}"] = counts.of(state == one.value)
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


def collect_dues(
    snapshot: Snapshot, rows: pd.DataFrame, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Due dates of these measures, from `since` to `until` with both: measure_id, year, quarter."""
    dues = snapshot.due_dates
    dues = dues[dues["measure_id"].isin(rows.loc[rows["counted"], "measure_id"])]
    if since:
        dues = dues[dues["due"] >= pd.Timestamp(since)]
    if until:
        dues = dues[dues["due"] <= pd.Timestamp(until)]
    return pd.DataFrame(
        {
            "measure_id": dues["measure_id"],
            "year": dues["due"].dt.year,
            "quarter": dues["due"].dt.quarter,
        }
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
    pairs = snapshot.assignments[["body_id", "measure_id"]].drop_duplicates()
    joined = _in_periods(dues, periods).merge(pairs, on="measure_id", how="inner")
    sizes = joined.groupby(["body_id", "year", "quarter"], sort=False).size()
    return {
        (row["body_id"], Period(int(row["year"]), int(row["quarter"]))): int(row["measures"])
        for row in sizes.rename("measures").reset_index().to_dict("records")
    }


def count_states_by_period(
    rows: pd.DataFrame, dues: pd.DataFrame, periods: Sequence[Period]
) -> pd.DataFrame:
    """Measures by period of a due date and state: year, quarter, state, measures; not to be added up either."""
    joined = _in_periods(dues, periods).merge(rows[["measure_id", "state"]], on="measure_id")
    return (
        joined.groupby(["year", "quarter", "state"], sort=True, observed=True)
        .size()
        .rename("measures")
        .reset_index()
    )


def find_peak(dues: pd.DataFrame, periods: Sequence[Period]) -> tuple[Period, int] | None:
    """The period in which most measures fall due, and how many; the earliest of equal ones, None without dates."""
    sizes = _in_periods(dues, periods).groupby(["year", "quarter"], sort=True).size()
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
    sizes = pairs.groupby(["document_key", "body_id"], sort=False).size().rename("measures")
    bodies = snapshot.bodies
    collective = set(bodies.loc[bodies["collective"].astype(bool), "body_id"])
    held: dict[str, dict[str, int]] = {}
    for row in sizes.reset_index().to_dict("records"):
        held.setdefault(row["document_key"], {})[row["body_id"]] = int(row["measures"])
    measures = counted.groupby("document_key", sort=False).size()
    return {
        str(plan): _plan_load(int(size), held.get(str(plan), {}), collective)
        for plan, size in measures.items()
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


def _pairs(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    assigned = snapshot.assignments
    labels, measures = rows.index.to_numpy(dtype=np.int64), assigned["measure"].to_numpy()
    place = np.full(max(labels.max(initial=-1), measures.max(initial=-1)) + 1, -1, dtype=np.int64)
    place[labels] = np.arange(len(rows))
    own = place[measures]
    names = ["measure", "measure_id", "body_id", "role", "by_consent"]
    pairs: pd.DataFrame = assigned.loc[own >= 0, names].reset_index(drop=True)
    for name in ("document_key", "state", "overdue", "due_soon"):
        pairs[name] = rows[name].take(own[own >= 0]).array
    pairs["is_overdue"] = pairs["overdue"] == Overdue.OVERDUE.value
    pairs["is_unreported"] = pairs["overdue"] == Overdue.UNREPORTED.value
    return pairs


def _in_periods(dues: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """Each measure once a period it falls due in: measure_id, year, quarter (0 where periods are years)."""
    if any(period.quarter for period in periods):
        return dues
    return dues.assign(quarter=0).drop_duplicates()


class _Counts:
    """Counts the distinct measures of each body among pairs, a measure in several roles once."""

    def __init__(self, body: Array, bodies: int, measure: Array) -> None:
        self._body, self._bodies = body, bodies
        self._pair = measure * max(bodies, 1) + body

    def of(self, chosen: pd.Series[Any] | None = None) -> Array:
        """Of these pairs, all of them if none are named; in the order of the bodies."""
        pairs = self._pair if chosen is None else self._pair[chosen.to_numpy(dtype=bool)]
        return np.bincount(pd.unique(pairs) % max(self._bodies, 1), minlength=self._bodies)


def _measures_of_plans(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[Any]:
    sizes = rows["document_key"].value_counts().to_dict()
    plans = pairs[["body_id", "document_key"]].drop_duplicates()
    plans["size"] = plans["document_key"].map(sizes).astype("int64")
    return plans.groupby("body_id")["size"].sum()


def _empty_workload() -> pd.DataFrame:
    numbers = ["measures", *_LATE, "plans", *(role.value for role in Role), "by_consent"]
    numbers += [f"state_{state.value}" for state in State]
    frame = pd.DataFrame({name: pd.Series(dtype="int64") for name in numbers})
    for name in ("body_id", "body", "region_iso"):
        frame[name] = pd.Series(dtype="str")
    return frame.assign(collective=pd.Series(dtype="bool"), share=pd.Series(dtype="float64"))
