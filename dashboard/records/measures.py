"""Measures and their outcomes as records: what was promised, how it stands on the day, what reports say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard import links
from dashboard.context import View
from dashboard.metrics.listing import LeftOut, left_out_reasons
from dashboard.records.fields import Field, Kind, Record
from dashboard.records.places import PROGRAMMES, in_demo, region_names
from data.model import DeadlineKind, State, Status, Theme
from data.state import Overdue

MEASURE_FILTERS = (
    *("programme", "region", "plan", "year", "direction", "theme", "body", "state"),
    *("due_from", "due_to", "rows", "as_of"),
)
_LATENESS = ("late", "on_time", "unknown")
_OVERDUE = tuple(kind.value for kind in Overdue if kind.value)


def _measures(view: View) -> pd.DataFrame:
    return view.rows


def _describe_measures(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    words, filters = view.words, view.filters.only(["as_of"])
    ahead = rows["days_left"].astype("Int64")
    late = rows["days_overdue"].astype("Int64")
    return rows.assign(
        plan=rows["plan_key"],
        document=rows["document_key"],
        region=rows["region_iso"],
        region_name=region_names(words, rows["region_iso"]),
        direction=rows["direction_key"],
        theme_name=_named(rows["theme"], {theme: words(f"theme.{theme}") for theme in Theme}),
        state=rows["state"].astype("str"),
        state_name=_named(rows["state"], {state: words(f"state.{state}") for state in State}),
        overdue=rows["overdue"].astype("str"),
        lateness=rows["lateness"].astype("str"),
        days_overdue=late.where(late > 0),
        days_left=ahead.where(ahead >= 0),
        left_out=left_out_reasons(rows),
        demo=in_demo(view, rows["document_key"]),
        address=[root + links.measure_link(key, filters) for key in rows["measure_id"]],
    )


def _outcomes(view: View) -> pd.DataFrame:
    rows = view.rows
    day = dict(zip(rows["measure_id"], rows["as_of"], strict=True))
    ruling = set(rows.loc[rows["outcome"] >= 0, "outcome"])
    outcomes = view.snapshot.outcomes
    # of an empty selection the mapping has no type of its own
    days = outcomes["measure_id"].map(day).astype("datetime64[us]")
    known = outcomes["known_from"].astype("datetime64[us]") <= days
    outcomes = outcomes.assign(rules=np.isin(outcomes.index, list(ruling)))[known.to_numpy()]
    order = ["measure_id", "known_from", "outcome_id"]
    return outcomes.sort_values(order, kind="stable")


def _describe_outcomes(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    names = {status: view.words(f"state.{status}") for status in Status}
    return rows.assign(
        document=rows["document_key"],
        status_name=_named(rows["status"], names),
    )


def _named(codes: pd.Series, names: dict[str, str]) -> pd.Series:
    return codes.astype("str").map({str(code): name for code, name in names.items()}).astype("str")


MEASURES = Record(
    "measures",
    ("measure_id",),
    (
        Field("measure_id"),
        Field("plan"),
        Field("document"),
        Field("programme", codes=PROGRAMMES),
        Field("region", optional=True),
        Field("region_name"),
        Field("year_start", Kind.INTEGER, optional=True),
        Field("year_end", Kind.INTEGER, optional=True),
        Field("number", optional=True),
        Field("title", optional=True),
        Field("full_text", optional=True),
        Field("direction", optional=True),
        Field("direction_number", optional=True),
        Field("direction_title", optional=True),
        Field("task", optional=True),
        Field("theme", codes=tuple(Theme)),
        Field("theme_name"),
        Field("expected_result", optional=True),
        Field("bodies_text", optional=True),
        Field("deadline_text", optional=True),
        Field("deadline_kind", codes=tuple(DeadlineKind)),
        Field("due_dates", Kind.DAYS),
        Field("as_of", Kind.DAY),
        Field("state", codes=tuple(State)),
        Field("state_name"),
        Field("overdue", codes=_OVERDUE, optional=True),
        Field("first_uncovered", Kind.DAY, optional=True),
        Field("days_overdue", Kind.INTEGER, optional=True),
        Field("next_due", Kind.DAY, optional=True),
        Field("days_left", Kind.INTEGER, optional=True),
        Field("due_soon", Kind.FLAG),
        Field("in_base", Kind.FLAG),
        Field("left_out", codes=tuple(LeftOut), optional=True),
        Field("early", Kind.FLAG),
        Field("lateness", codes=_LATENESS, optional=True),
        Field("quotation", optional=True),
        Field("place", optional=True),
        Field("demo", Kind.FLAG),
        Field("address", Kind.ADDRESS),
    ),
    MEASURE_FILTERS,
    _measures,
    _describe_measures,
    (("plan", "plans"), ("document", "documents")),
)
OUTCOMES = Record(
    "outcomes",
    ("outcome_id",),
    (
        Field("outcome_id", Kind.INTEGER),
        Field("measure_id"),
        Field("document"),
        Field("number", optional=True),
        Field("status", codes=tuple(Status)),
        Field("status_name"),
        Field("quotation", optional=True),
        Field("result_text", optional=True),
        Field("denied", Kind.TEXTS),
        Field("rule", optional=True),
        Field("confidence", Kind.NUMBER),
        Field("independent", Kind.FLAG),
        Field("known_from", Kind.DAY),
        Field("covers_to", Kind.DAY, optional=True),
        Field("rules", Kind.FLAG),
    ),
    MEASURE_FILTERS,
    _outcomes,
    _describe_outcomes,
    (("measure_id", "measures"), ("document", "documents")),
)
