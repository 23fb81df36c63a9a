"""Due against completed over time: only for one plan with at least two reports."""

from __future__ import annotations

from datetime import date
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.chart import chart
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import chart_picture
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.context import View
from dashboard.figures.burn_up import Point, make_burn_up_figure
from dashboard.metrics.history import BurnUp

CHART: Final = "burn-up"


def burn_up(view: View, told: BurnUp) -> html.Section:
    """The panel: how much of the base was completed on the date of each report."""
    words = view.words
    due = [
        _point(view, "base", day, measures, "overview.burn_up_due_on") for day, measures in told.due
    ]
    completed = [
        _point(view, "completed", day, measures, "overview.burn_up_completed_on")
        for day, measures in told.completed
    ]
    last, done = told.completed[-1]
    title = words(
        "overview.burn_up_found",
        day=words.day(last),
        completed=done,
        base=words.plural("count.of_measures", told.due_on(last)),
    )
    names = (words("overview.burn_up_due"), words("overview.burn_up_completed"))
    return panel(
        title,
        chart(
            CHART,
            make_burn_up_figure(due, completed, names),
            f"{words('overview.burn_up')}. {title}",
        ),
        twin(words, _table(view, told)),
        html.Div(chart_picture(view, CHART, title), className="under-chart"),
        subtitle=words("overview.burn_up_counted"),
        acts=[term_meaning(words, "vykonannia")],
    )


def _point(view: View, rows: str, day: date, measures: int, key: str) -> Point:
    words = view.words
    said = words(key, day=words.day(day), count=words.plural("count.measures", measures))
    return Point(day, measures, said, view.rows_link(rows, as_of=day, state=()))


def _table(view: View, told: BurnUp) -> Component:
    words = view.words
    columns = [
        Column(words("overview.burn_up_day")),
        Column(words("overview.burn_up_due_head"), True),
        Column(words("overview.burn_up_completed_head"), True),
        Column(words("overview.completion"), True),
    ]
    completed = dict(told.completed)
    lines = [_line(view, day, told.due_on(day), completed.get(day)) for day in told.days]
    return table(words("overview.burn_up"), columns, lines)


def _line(
    view: View, day: date, due: int, completed: int | None
) -> list[str | int | Component | None]:
    """A day with its figures as links; completed is known on the days of the reports only."""
    words = view.words
    cells: list[str | int | Component | None] = [
        words.day(day),
        html.A(words.number(due), href=view.rows_link("base", as_of=day, state=())),
    ]
    if completed is None:
        return [*cells, None, None]
    link = view.rows_link("completed", as_of=day, state=())
    share = words.share(completed, due) if due else words("figures.no_base")
    return [*cells, html.A(words.number(completed), href=link), share]
