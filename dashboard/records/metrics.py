"""The figures of the pages as records, from the same functions: completion, overdue by age, workload."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

import pandas as pd

from dashboard.context import View
from dashboard.metrics.completion import Completion, count_by, count_completion
from dashboard.metrics.listing import AGE_BANDS, AHEAD_BANDS, count_bands
from dashboard.metrics.selection import rows_mask
from dashboard.metrics.workload import count_workload
from dashboard.names import direction_names, plan_names, region_name
from dashboard.records.bodies import BODY_FIELDS, describe_bodies
from dashboard.records.fields import Field, Kind, Record
from dashboard.records.measures import MEASURE_FILTERS
from data.model import Role, State

TOTAL: Final = "total"
GROUPS: Final = (TOTAL, "programme", "region", "plan", "direction", "theme")
_FILTERS: Final = tuple(
    name for name in MEASURE_FILTERS if name not in ("state", "rows")
)  # neither changes a rate
_COUNTS: Final = (
    *("measures", "base", "completed", "reported", "left_out", "early"),
    *("overdue", "unreported", "due_soon", "not_begun", "outside"),
)
_BANDS: Final = {
    "overdue": ("days_overdue", AGE_BANDS),
    "unreported": ("days_overdue", AGE_BANDS),
    "due_soon": ("days_left", AHEAD_BANDS),
}
_COLUMNS: Final = {
    "programme": ("programme",),
    "region": ("region_iso",),
    "plan": ("plan_key",),
    "direction": ("plan_key", "direction_key"),
    "theme": ("theme",),
}


def _completion(view: View) -> pd.DataFrame:
    group = view.filters.group or TOTAL
    if group == TOTAL:
        lines = [{"group": TOTAL, "key": "", "plan": "", "name": view.words("common.total")}]
        figures = [count_completion(view.population)]
    else:
        counted = count_by(view.population, *_COLUMNS[group])
        name = _namer(view, group)
        lines = [_line(group, key, name) for key in counted]
        figures = list(counted.values())
    rows = [{**line, **_figures(one)} for line, one in zip(lines, figures, strict=True)]
    names = [field.name for field in COMPLETION.fields]
    return pd.DataFrame(rows, columns=names).sort_values(["plan", "key"], kind="stable")


def _line(group: str, found: Hashable, name: Callable[[str], str]) -> dict[str, str]:
    plan, key = map(str, found) if isinstance(found, tuple) else ("", str(found))
    return {"group": group, "key": key, "plan": key if group == "plan" else plan, "name": name(key)}


def _namer(view: View, group: str) -> Callable[[str], str]:
    """What gives the name of a group's key, all names looked up once."""
    words = view.words
    match group:
        case "direction":
            names = direction_names(view, view.population)
        case "plan":
            names = plan_names(view)
        case "region":
            return lambda key: region_name(words, key)
        case _:
            return lambda key: words(f"{group}.{key}")
    return lambda key: names.get(key, "")


def _figures(figures: Completion) -> dict[str, Any]:
    return {
        **{name: getattr(figures, name) for name in _COUNTS},
        "rate": figures.rate,
        "coverage": figures.coverage,
        "thin": figures.is_thin,
        **{f"state_{state}": figures.states[state] for state in State},
    }


def _overdue(view: View) -> pd.DataFrame:
    rows = []
    for kind, (column, bands) in _BANDS.items():
        of_kind = view.rows[rows_mask(view.rows, kind)]
        rows += [
            (kind, band.first, band.last, band.measures)
            for band in count_bands(of_kind[column], bands)
        ]
    return pd.DataFrame(rows, columns=["kind", "days_from", "days_to", "measures"]).astype(
        {"days_to": "Int64"}
    )


def _workload(view: View) -> pd.DataFrame:
    frame = count_workload(view.snapshot, view.rows)
    if view.filters.body:
        frame = frame[frame["body_id"].isin(view.filters.body)]
    return frame.rename(columns={"body": "name"})


def _as_it_is(view: View, rows: pd.DataFrame, root: str) -> pd.DataFrame:
    return rows


_STATE_FIELDS: Final = tuple(Field(f"state_{state}", Kind.INTEGER) for state in State)
COMPLETION: Final = Record(
    "completion",
    ("group", "plan", "key"),
    (
        Field("group", codes=GROUPS),
        Field("key", optional=True),
        Field("plan", optional=True),
        Field("name", optional=True),
        *(Field(name, Kind.INTEGER) for name in _COUNTS),
        Field("rate", Kind.NUMBER, optional=True),
        Field("coverage", Kind.NUMBER, optional=True),
        Field("thin", Kind.FLAG),
        *_STATE_FIELDS,
    ),
    (*_FILTERS, "group"),
    _completion,
    _as_it_is,
)
OVERDUE: Final = Record(
    "overdue",
    ("kind", "days_from"),
    (
        Field("kind", codes=tuple(_BANDS)),
        Field("days_from", Kind.INTEGER),
        Field("days_to", Kind.INTEGER, optional=True),
        Field("measures", Kind.INTEGER),
    ),
    tuple(name for name in MEASURE_FILTERS if name != "rows"),
    _overdue,
    _as_it_is,
)
WORKLOAD: Final = Record(
    "workload",
    ("body_id",),
    (
        *BODY_FIELDS,
        Field("measures", Kind.INTEGER),
        *(Field(role.value, Kind.INTEGER) for role in Role),
        Field("by_consent", Kind.INTEGER),
        Field("overdue", Kind.INTEGER),
        Field("unreported", Kind.INTEGER),
        Field("due_soon", Kind.INTEGER),
        Field("plans", Kind.INTEGER),
        Field("share", Kind.NUMBER),
        *_STATE_FIELDS,
        Field("address", Kind.ADDRESS),
    ),
    MEASURE_FILTERS,
    _workload,
    describe_bodies,
)
