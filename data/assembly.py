"""From queries' frames to the frames of a snapshot: reports joined to plans, outcomes dated, plans described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from data.editions import Edition, Lifetime, first_approval, trace_all
from data.links import JOINING, WAITING
from data.model import DeadlineKind, Status
from data.state import completed_late, counts_from, covers_to, known_from
from data.tuples import day_of, each_row

LATENESS: Final = pd.CategoricalDtype(["", "late", "on_time", "unknown"])
_SINGLE: Final = (DeadlineKind.FIXED.value, DeadlineKind.PERIOD.value)
_EPOCH: Final = date(1970, 1, 1)


def join_reports(
    measures: pd.DataFrame, outcomes: pd.DataFrame, links: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A report's row linked to a plan's measure speaks of that measure and is no measure of its own.

    `row_id` of an outcome keeps its row's own address. Rows that stand in no measure of their report's loaded
    plan are marked `outside`; `plan_key` is the plan that a row counts with: its own document, or the plan it
    stands outside of.
    """
    linked = outcomes["plan_measure_id"].ne("") & outcomes["plan_measure_id"].isin(
        measures["measure_id"]
    )
    # a row that says nothing yet («строк не настав») is no measure of its own either
    own = {*outcomes.loc[linked, "measure_id"], *_joined(links)}
    outcomes = outcomes.assign(
        row_id=outcomes["measure_id"],
        measure_id=outcomes["measure_id"].where(~linked, outcomes["plan_measure_id"]),
    )
    measures = measures[~measures["measure_id"].isin(own)].reset_index(drop=True)
    waiting = links[links["decision"].isin(WAITING)]
    plan_of = dict(zip(waiting["report_measure_id"], waiting["plan_key"], strict=True))
    found = measures["measure_id"].map(plan_of)
    measures["outside"] = found.notna()
    measures["plan_key"] = measures["document_key"].where(~measures["outside"], found.astype("str"))
    return measures, outcomes


def add_lifetimes(
    measures: pd.DataFrame, editions: Mapping[str, Sequence[Edition]]
) -> pd.DataFrame:
    """The measures with the days between which they stand in their plan, as its editions tell.

    Columns: `since` (NaT: from the plan's start), `dropped_by` (the version that dropped it, 0 for one in force)
    and `dropped_on` (that version's approval; NaT where it names no later day).
    """
    known = trace_all(editions)
    lives = [known.get(measure_id, Lifetime()) for measure_id in measures["measure_id"]]
    days = {name: [getattr(life, name) for life in lives] for name in ("since", "dropped_on")}
    for name, held in days.items():
        column = pd.Series(held, index=measures.index, dtype="object")
        measures[name] = column.astype("datetime64[us]")
    measures["dropped_by"] = np.array([life.dropped_by for life in lives], dtype=np.int64)
    return measures


def _joined(links: pd.DataFrame) -> pd.Series[str]:
    return links.loc[links["decision"].isin(JOINING), "report_measure_id"]


def describe_measures(
    measures: pd.DataFrame, plans: pd.DataFrame, directions: pd.DataFrame, dues: pd.DataFrame
) -> pd.DataFrame:
    """The measures with what their plan, direction and due dates say: the columns lists and filters need."""
    about = plans[
        ["document_key", "document", "kind", "programme", "region_iso", "year_start", "year_end"]
    ]
    rows = measures.drop(columns=["document"], errors="ignore").merge(
        about, on="document_key", how="left", validate="m:1"
    )
    titles = directions.rename(columns={"number": "direction_number", "title": "direction_title"})
    rows = rows.merge(
        titles[["document_key", "direction_number", "direction_title"]].drop_duplicates(
            ["document_key", "direction_number"]
        ),
        on=["document_key", "direction_number"],
        how="left",
    )
    rows["direction_title"] = rows["direction_title"].fillna("").astype("str")
    # a row outside the plan stands in no direction of it
    has = rows["direction_number"].ne("") & ~rows["outside"]
    rows["direction_key"] = (
        (rows["document_key"] + ":" + rows["direction_number"]).where(has, "").astype("str")
    )
    days: dict[str, list[date]] = {}
    for row in each_row(dues):
        days.setdefault(row.measure_id, []).append(row.due.date())
    rows["due_dates"] = [tuple(sorted(days.get(key, ()))) for key in rows["measure_id"]]
    for name, end in (("due_first", 0), ("due_last", -1)):
        ends = [dates[end] if dates else None for dates in rows["due_dates"]]
        rows[name] = pd.Series(ends, index=rows.index, dtype="object").astype("datetime64[us]")
    return rows


def date_outcomes(
    outcomes: pd.DataFrame, plans: pd.DataFrame, evidence: pd.DataFrame, measures: pd.DataFrame
) -> pd.DataFrame:
    """When each outcome is known, up to when it speaks, and whether its last proof came after the due date.

    `telling` are the words of it for a list.
    """
    reports = {plan.document_key: plan for plan in each_row(plans)}
    known, until = [], []
    for key in outcomes["document_key"]:
        report = reports[key]
        told_on, end = day_of(report.report_date), _period_end(report)
        known.append(known_from(told_on, end))
        until.append(covers_to(told_on, end))
    outcomes = outcomes.assign(known_from=known, covers_to=until).reset_index(drop=True)
    proofs = (
        evidence[evidence["kind"] == "date"].groupby("outcome_id", sort=False)["value"].agg(list)
    )
    due = {
        row.measure_id: row.due_dates[-1]
        for row in each_row(measures)
        if row.due_dates and row.deadline_kind in _SINGLE
    }
    outcomes["lateness"] = np.array(
        [
            _lateness_code(due.get(row.measure_id), proofs.get(row.outcome_id, []))
            for row in each_row(outcomes)
        ],
        dtype=np.int8,
    )
    outcomes["telling"] = [
        _telling_words(row.status, row.quotation, row.denied) for row in each_row(outcomes)
    ]
    return outcomes


def describe_plans(
    plans: pd.DataFrame,
    measures: pd.DataFrame,
    outcomes: pd.DataFrame,
    editions: Mapping[str, Sequence[Edition]],
) -> pd.DataFrame:
    """The plans that hold measures, with their first and last dates and the day they count from.

    A revised plan counts from its first approval; the dates of what it dropped keep it open no longer.
    """
    measures = measures[~measures["outside"]]
    kept = measures["dropped_by"] == 0
    counts = (
        measures.assign(
            in_force=kept,
            due_first=measures["due_first"].where(kept),
            due_last=measures["due_last"].where(kept),
        )
        .groupby("document_key", sort=False)
        .agg(
            measures=("in_force", "sum"),
            last_due=("due_last", "max"),
            first_due=("due_first", "min"),
        )
    )
    frame = plans.merge(counts, on="document_key", how="inner")
    plan_of = dict(zip(measures["measure_id"], measures["document_key"], strict=True))
    told = outcomes.assign(plan=outcomes["measure_id"].map(plan_of))
    last_told = told.groupby("plan", sort=False)["covers_to"].max()
    frame["has_report"] = frame["document_key"].isin(last_told.index)
    frame["last_report"] = (
        frame["document_key"].map(last_told).astype("object").astype("datetime64[us]")
    )
    years = [
        int(year) if pd.notna(year) else (due.year if pd.notna(due) else 0)
        for year, due in zip(frame["year_end"], frame["last_due"], strict=True)
    ]
    frame["last_year"] = years
    begins = [
        counts_from(
            first_approval(editions.get(plan.document_key, ())) or day_of(plan.approved_on),
            _first_year(plan),
            day_of(plan.period_start),
        )
        for plan in each_row(frame)
    ]
    frame["counts_from"] = pd.Series(begins, index=frame.index, dtype="object").astype(
        "datetime64[us]"
    )
    return frame


def _telling_words(status: str, quotation: str, denied: tuple[str, ...]) -> str:
    """The words a list has room for: of what is not done, those that say so."""
    unfinished = status not in (Status.COMPLETED.value, Status.UNCLEAR.value)
    return " … ".join(denied) if unfinished and denied else quotation


def _lateness_code(due: date | None, proofs: list[str]) -> int:
    if due is None:
        return 0
    late = completed_late(due, proofs)
    return list(LATENESS.categories).index(
        "unknown" if late is None else "late" if late else "on_time"
    )


def _first_year(plan: Any) -> int:
    if pd.notna(plan.year_start):
        return int(plan.year_start)
    return int(plan.first_due.year) if pd.notna(plan.first_due) else _EPOCH.year


def _period_end(report: Any) -> date:
    """A report's last day: its stated period, else the end of its years, else its own date."""
    end = day_of(report.period_end)
    if end is not None:
        return end
    if pd.notna(report.year_end):
        return date(int(report.year_end), 12, 31)
    return day_of(report.report_date) or _EPOCH
