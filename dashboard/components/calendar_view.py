"""What the parts of the calendar share: the dates in view, the steps they stand on, names and addresses of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import pandas as pd

from dashboard.components.periods import ROMAN
from dashboard.context import View
from dashboard.figures.calendar import Column
from dashboard.metrics.calendar import DateState, Step, Unit, collect_dates, place_on, steps_of
from data.i18n import Words
from data.tuples import day_of, each_row

DATE_STATE: Final = "date_state"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date: its measure, how it stands, and the day on which it stands so."""

    measure_id: str
    day: date
    state: str
    as_of: date


@dataclass(frozen=True)
class Calendar:
    """The due dates of a view; `chosen` narrows the ones shown to those that stand in one way."""

    view: View

    @property
    def chosen(self) -> str | None:
        """How the shown dates stand; None shows all. The address says it, anything else it says is dropped."""
        name = self.view.variables.get(DATE_STATE, "")
        return name if name in set(DateState) else None

    @cached_property
    def dates(self) -> pd.DataFrame:
        """Every due date of the view."""
        filters = self.view.filters
        return collect_dates(self.view.snapshot, self.view.rows, filters.due_from, filters.due_to)

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The dates that the chart and the lists show."""
        chosen = self.chosen
        return self.dates[self.dates["date_state"] == chosen] if chosen else self.dates

    @cached_property
    def dues(self) -> list[Due]:
        """The shown dates one by one."""
        columns = ("measure_id", "due", "date_state", "as_of")
        return [
            Due(one.measure_id, one.due.date(), str(one.date_state), one.as_of.date())
            for one in each_row(self.shown, columns)
        ]

    @cached_property
    def steps(self) -> list[Step]:
        """The steps on which the dates stand; they stay when the dates are narrowed to one state."""
        return steps_of(self.dates, self.view.filters.due_from, self.view.filters.due_to)

    @cached_property
    def today(self) -> date | None:
        """The one day that all shown plans are looked at on; None where each has its own."""
        days = self.dates["as_of"].unique()
        return day_of(pd.Timestamp(days[0])) if len(days) == 1 else None

    def place(self, day: date | None) -> float | None:
        """The place of a day on the steps; None outside them."""
        if day is None or not self.steps[0].first <= day <= self.steps[-1].last:
            return None
        return place_on(self.steps, day)

    def link(self, state: str | None = None, **changes: Any) -> str:
        """The calendar's own address with the present filters, narrowed to dates that stand in one way."""
        return self.view.asking(self.view.filters.with_(**changes), **{DATE_STATE: state or ""})

    def step_link(self, step: Step, state: str | None = None) -> str:
        """The calendar narrowed to one step, within the due dates the view is narrowed to."""
        filters = self.view.filters
        return self.link(
            state,
            due_from=max(filter(None, (step.first, filters.due_from))),
            due_to=min(filter(None, (step.last, filters.due_to))),
        )


def step_name(step: Step, words: Words) -> str:
    """A step by its full name: «грудень 2013», «IV квартал 2013 року», «2013»."""
    if step.unit is Unit.MONTH:
        return words.month(step.first)
    if step.unit is Unit.QUARTER:
        return words("calendar.quarter_of", quarter=_roman(step), year=step.first.year)
    return str(step.first.year)


def step_columns(steps: Sequence[Step], words: Words) -> list[Column]:
    """The steps as an axis names them: «груд.», «IV», the year under the first of each where it is not alone.

    Of many months only the first of each quarter is named, so that names never touch.
    """
    many = len({step.first.year for step in steps}) > 1
    columns = []
    for place, step in enumerate(steps):
        begins = place == 0 or steps[place - 1].first.year != step.first.year
        with_year = step.unit is not Unit.YEAR and begins and (many or len(steps) < 12)
        is_named = len(steps) <= 12 or step.unit is not Unit.MONTH or step.first.month % 3 == 1
        tick = _short_name(step, words) if is_named else ""
        tick = f"{tick}<br>{step.first.year}" if with_year else tick
        columns.append(Column(tick, step_name(step, words)))
    return columns


def _short_name(step: Step, words: Words) -> str:
    if step.unit is Unit.MONTH:
        return words.short_month(step.first)
    return _roman(step) if step.unit is Unit.QUARTER else str(step.first.year)


def _roman(step: Step) -> str:
    return ROMAN[(step.first.month + 2) // 3]
