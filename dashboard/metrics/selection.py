"""Which measures a view speaks of: the population of a rate, and the rows a reader narrowed it to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import pandas as pd

from data.model import Status
from data.snapshot import Snapshot
from data.state import AsOf, Overdue

Array: TypeAlias = np.ndarray[Any, Any]

OUTSIDE = "outside"
ROWS = (
    *("base", "completed", "left_out", "early", "overdue", "unreported", "due_soon", "reported"),
    "undated",
    OUTSIDE,
)


class Place(Protocol):
    """Which documents a reader chose; an empty collection leaves its field open."""

    @property
    def programme(self) -> Collection[str]: ...
    @property
    def region(self) -> Collection[str]: ...
    @property
    def plan(self) -> Collection[str]: ...
    @property
    def year(self) -> Collection[int]: ...


class Criteria(Place, Protocol):
    """What a reader chose of measures; an empty collection or None leaves its field open."""

    @property
    def direction(self) -> Collection[str]: ...
    @property
    def theme(self) -> Collection[str]: ...
    @property
    def body(self) -> Collection[str]: ...
    @property
    def state(self) -> Collection[str]: ...
    @property
    def due_from(self) -> date | None: ...
    @property
    def due_to(self) -> date | None: ...
    @property
    def rows(self) -> str | None: ...


def select_population(snapshot: Snapshot, criteria: Criteria, as_of: AsOf) -> pd.DataFrame:
    """The measures a rate is worked out on: every filter but state and `rows`, which never change a rate.

    Plans that had not begun, and report rows outside the chosen plans, are in it with `counted` False;
    `count_completion` leaves them out and names them.
    """
    chosen = find_chosen(snapshot, criteria)
    return snapshot.rows_of(take_rows(snapshot.measures, chosen), as_of)


def find_chosen(snapshot: Snapshot, criteria: Criteria) -> Array:
    """The places among a snapshot's measures, in order, of those a population is made of: on any day the same."""
    rows = snapshot.measures
    mask = np.ones(len(rows), dtype=bool)
    for column, chosen in (
        ("programme", criteria.programme),
        ("region_iso", criteria.region),
        ("plan_key", criteria.plan),
        ("direction_key", criteria.direction),
        ("theme", criteria.theme),
    ):
        if chosen:
            mask &= rows[column].array.isin(list(chosen))
    if criteria.year:
        mask &= _in_years(rows, criteria.year)
    if criteria.body:
        mask &= _are_among(rows, _of_bodies(snapshot, criteria.body))
    if criteria.due_from or criteria.due_to:
        mask &= _are_among(rows, _due_within(snapshot, criteria.due_from, criteria.due_to))
    return np.flatnonzero(mask)


def narrow_rows(population: pd.DataFrame, criteria: Criteria) -> pd.DataFrame:
    """The rows of a population behind a number: its state and `rows` applied, plans not begun left out.

    Report rows outside their plan are in the list of that name only.
    """
    mask = _flags(population, OUTSIDE if criteria.rows == OUTSIDE else "counted")
    if criteria.state:
        mask = mask & population["state"].array.isin(list(criteria.state))
    if criteria.rows:
        mask = mask & rows_mask(population, criteria.rows).to_numpy(dtype=bool)
    return take_rows(population, np.flatnonzero(mask))


def select_counted(population: pd.DataFrame) -> pd.DataFrame:
    """The measures of a population with a standing to count; the frame itself where all have one."""
    return take_rows(population, np.flatnonzero(_flags(population, "counted")))


def select_told(population: pd.DataFrame) -> pd.DataFrame:
    """The same with the rows of reports that stand outside their plan, which have no standing."""
    told = _flags(population, "counted") | _flags(population, OUTSIDE)
    return take_rows(population, np.flatnonzero(told))


def rows_mask(rows: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Which rows a named number counts (`rows=base|completed|left_out|…`); raises KeyError for another name."""
    return _MASKS[name](rows)


_MASKS: Final[dict[str, Callable[[pd.DataFrame], pd.Series[Any]]]] = {
    "base": lambda rows: rows["in_base"],
    "completed": lambda rows: (rows["state"] == Status.COMPLETED.value) & rows["in_base"],
    "left_out": lambda rows: ~rows["in_base"],
    "early": lambda rows: rows["early"],
    "overdue": lambda rows: rows["overdue"] == Overdue.OVERDUE.value,
    "unreported": lambda rows: rows["overdue"] == Overdue.UNREPORTED.value,
    "due_soon": lambda rows: rows["due_soon"],
    "reported": lambda rows: rows["in_base"] & rows["reported"],
    "undated": lambda rows: rows["due_first"].isna(),
    OUTSIDE: lambda rows: rows[OUTSIDE],
}


def find_rows(rows: pd.DataFrame, measures: Array) -> Array:
    """The number of the row that each measure has among these rows, -1 where it is not among them.

    Measures are named by their places among all of a snapshot, as the labels of its rows are.
    """
    labels = rows.index.to_numpy(dtype=np.int64)
    known = np.full(max(labels.max(initial=-1), measures.max(initial=-1)) + 1, -1, dtype=np.int64)
    known[labels] = np.arange(len(rows))
    found: Array = known[measures]
    return found


def first_of_each(rows: pd.DataFrame, column: str) -> Array:
    """The places of the rows in which each value of a column stands first, in their order."""
    codes, _ = pd.factorize(rows[column].array, use_na_sentinel=False)
    places: Array = np.sort(np.unique(codes, return_index=True)[1])
    return places


def take_rows(rows: pd.DataFrame, places: Array) -> pd.DataFrame:
    """The rows at these places, in order; what stands together, as a plan and mostly a region does, is not copied."""
    if len(places) == len(rows):
        return rows
    if len(places) and places[-1] - places[0] == len(places) - 1:
        return rows.iloc[places[0] : places[-1] + 1]
    return rows.take(places)


def _flags(rows: pd.DataFrame, name: str) -> Array:
    flags: Array = rows[name].to_numpy(dtype=bool)
    return flags


def _in_years(rows: pd.DataFrame, years: Collection[int]) -> Array:
    """A plan is taken by each year its years include; one without years by the years of its due dates."""
    first, last = _years(rows, "year_start", "due_first"), _years(rows, "year_end", "due_last")
    mask = np.zeros(len(rows), dtype=bool)
    for year in years:
        mask |= (first <= year) & (last >= year)
    return mask


def _years(rows: pd.DataFrame, stated: str, due: str) -> Array:
    """The stated year of each row's plan, else that of its due date; not a number where it has neither."""
    years: Array = rows[stated].to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    unknown = np.isnan(years)
    if unknown.any():
        years[unknown] = rows[due][unknown].dt.year
    return years


def _of_bodies(snapshot: Snapshot, bodies: Collection[str]) -> pd.Series[Any]:
    assigned = snapshot.assignments
    return assigned.loc[assigned["body_id"].isin(list(bodies)), "measure"]


def _are_among(rows: pd.DataFrame, places: pd.Series[Any]) -> Array:
    """Which rows have one of these places among all measures: the label of a row is its place."""
    labels = rows.index.to_numpy(dtype=np.int64)
    among = np.zeros(max(labels.max(initial=-1), places.max() if len(places) else -1) + 1, bool)
    among[places.to_numpy()] = True
    found: Array = among[labels]
    return found


def _due_within(snapshot: Snapshot, since: date | None, until: date | None) -> pd.Series[Any]:
    dues = snapshot.due_dates
    mask = pd.Series(True, index=dues.index)
    if since:
        mask &= dues["due"] >= pd.Timestamp(since)
    if until:
        mask &= dues["due"] <= pd.Timestamp(until)
    return dues.loc[mask, "measure"]
