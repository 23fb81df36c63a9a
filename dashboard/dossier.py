"""Everything the page of one measure shows: what its document says, how it stands, what reports told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.context import View
from dashboard.metrics.selection import Array
from data.differences import Edit, fetch_edits
from data.model import DocumentKind, Outcome
from data.queries import MeasureDetails, fetch_measure
from data.tuples import day_of, each_row


@dataclass(frozen=True, slots=True)
class Told:
    """What one report told of the measure: its row, the outcome read from it, and whether it rules now."""

    details: MeasureDetails
    outcome: Outcome
    known_from: date
    rules: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The measure printed before or after."""

    measure_id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One measure; `row` is its row of the snapshot on the day of the view, None where no figure counts it.

    `told` has the newest first; `speaks_of` is the plan's measure that a linked report row tells of, `plan_key`
    the plan that the measure counts with or that the row reports on; `edits` what later versions made of it.
    """

    details: MeasureDetails
    row: Any | None
    told: tuple[Told, ...]
    before: Neighbour | None
    after: Neighbour | None
    speaks_of: str = ""
    plan_key: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def ruling(self) -> Told | None:
        """The outcome that makes the state on this day."""
        return next((one for one in self.told if one.rules), None)

    @property
    def is_report(self) -> bool:
        """Whether the measure stands in a report and not in a plan."""
        return self.details.header.kind is DocumentKind.REPORT


def find_details(view: View) -> MeasureDetails | None:
    """The measure that the address names, as its newest version has it."""
    with view.services.engine.connect() as connection:
        return fetch_measure(connection, view.variables["measure_id"])


def read_dossier(view: View, details: MeasureDetails) -> Dossier:
    """The dossier of a measure on the day of the view."""
    snapshot = view.snapshot
    own = snapshot.measures.iloc[snapshot.places_of(details.measure_id)]
    row = next(each_row(snapshot.rows_of(own, view.as_of)), None) if len(own) else None
    before, after = _neighbours(view, details)
    speaks_of = _speaks_of(view, details) if row is None else ""
    return Dossier(
        details=details,
        row=row,
        told=_told(view, details, row),
        before=before,
        after=after,
        speaks_of=speaks_of,
        plan_key=_plan_key(view, speaks_of or details.measure_id) or details.document_key,
        edits=_edits(view, details.measure_id),
    )


def _edits(view: View, measure_id: str) -> tuple[Edit, ...]:
    with view.services.engine.connect() as connection:
        return fetch_edits(connection, measure_id)


def _told(view: View, details: MeasureDetails, row: Any | None) -> tuple[Told, ...]:
    """The outcomes in the figures, from the measure's own row and from report rows linked to it."""
    outcomes = view.snapshot.outcomes
    own = outcomes["measure"].isin(view.snapshot.places_of(details.measure_id))
    outcomes = outcomes.loc[own, ["document_key", "number", "known_from"]]
    sources = {(details.document_key, details.measure.number): details}
    with view.services.engine.connect() as connection:
        for measure_id in details.reported_by:
            report = fetch_measure(connection, measure_id)
            if report is not None:
                sources[report.document_key, report.measure.number] = report
    told = [
        Told(
            source, source.measure.outcome, one.known_from, row is not None and row.outcome == index
        )
        for index, one in zip(outcomes.index, each_row(outcomes), strict=True)
        if (source := sources.get((one.document_key, one.number))) is not None
        and source.measure.outcome is not None
    ]
    return tuple(sorted(told, key=lambda one: one.known_from, reverse=True))


def _neighbours(view: View, details: MeasureDetails) -> tuple[Neighbour | None, Neighbour | None]:
    measures = view.snapshot.measures
    places = np.flatnonzero(measures["document_key"].array == details.document_key)
    at = view.snapshot.places_of(details.measure_id)
    if len(at):  # a dropped measure stands among those in force
        before, after = places[places < at[0]], places[places > at[0]]
    else:
        position = measures["position"].to_numpy()[places]
        before = places[position < details.measure.position]
        after = places[position > details.measure.position]
    return _neighbour(measures, before[-1:]), _neighbour(measures, after[:1])


def _neighbour(measures: pd.DataFrame, place: Array) -> Neighbour | None:
    found = each_row(measures, ("measure_id", "number", "title"), place)
    return next((Neighbour(*row) for row in found), None)


def _speaks_of(view: View, details: MeasureDetails) -> str:
    outcomes = view.snapshot.outcomes
    linked = outcomes[
        (outcomes["document_key"] == details.document_key)
        & (outcomes["number"] == details.measure.number)
        & (outcomes["measure_id"] != details.measure_id)
    ]
    return str(linked["measure_id"].iloc[0]) if len(linked) else ""


def _plan_key(view: View, measure_id: str) -> str:
    measures = view.snapshot.measures
    found = measures["plan_key"].array.take(view.snapshot.places_of(measure_id))
    return str(found[0]) if len(found) else ""


def due_days(row: Any) -> tuple[date, ...]:
    """The due dates of a row of the snapshot, in order."""
    return tuple(row.due_dates)


def optional_day(row: Any, name: str) -> date | None:
    """A day of a row of the snapshot, None where it has none."""
    return day_of(getattr(row, name))
