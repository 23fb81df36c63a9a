"""The load of each responsible body: measures by role, state and quarter, consent and collective bodies apart."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from data.model import Role, State
from data.snapshot import Snapshot
from data.state import Overdue

MEDIAN_FROM: Final = 5
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


def count_by_quarter(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Measures per body and quarter of a due date: body_id, year, quarter (1-4), measures.

    A measure with dates in several quarters stands in each, so the rows do not add up to the load.
    """
    counted = rows[rows["counted"]]
    pairs = _pairs(snapshot, counted)[["body_id", "measure_id"]].drop_duplicates()
    dues = snapshot.due_dates.merge(pairs, on="measure_id", how="inner")
    dues["year"], dues["quarter"] = dues["due"].dt.year, dues["due"].dt.quarter
    distinct = dues.drop_duplicates(["body_id", "measure_id", "year", "quarter"])
    return (
        distinct.groupby(["body_id", "year", "quarter"], sort=True)
        .size()
        .rename("measures")
        .reset_index()
    )


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
