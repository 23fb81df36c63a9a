"""The matrix measure × report date of one plan: a square for each measure on the date of each report.

Up to 120 measures stand in a table with their titles; above that each date is a column of thin cells, beside a
table of how many measures stood in each state.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.chart import chart
from dashboard.components.icon import icon
from dashboard.components.panel import panel, section
from dashboard.components.picture import panel_picture, picture_key
from dashboard.components.state import state_key
from dashboard.components.table import Column, table
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.figures.matrix import MatrixCell, make_matrix_figure
from dashboard.ids import BY_MEASURE
from dashboard.look import STATES
from dashboard.metrics.history import states_on
from dashboard.pages.overview.squares import MOST_MEASURES
from data.tuples import day_of, each_row

CHART: Final = "by-report"
# a browser draws no more cells at ease
MOST_CELLS: Final = 4000
_OF_ROW: Final = (
    *("direction_key", "direction_number", "direction_title", "measure_id", "number", "title"),
)


def by_report(view: View, reports: Sequence[date]) -> list[Component]:
    """The measures of a plan on each report's date, and on the day of the view where that says more.

    Nothing where the squares of one day say as much.
    """
    rows = view.rows
    days = _days(view, rows, reports)
    if not days or (len(days) < 2 and len(rows) <= MOST_MEASURES):
        return []
    states = states_on(view.snapshot, rows, days)
    words = view.words
    if len(rows) <= MOST_MEASURES:
        key = picture_key(state_key(_present(states), words))
        shown = [key, _table(view, rows, states, reports)]
    else:
        shown = [_strip(view, rows, states, reports)]
    return [
        section(
            words("overview.squares"),
            *shown,
            html.Div(panel_picture(view, CHART), className="under-chart alone"),
            subtitle=words("overview.by_report_what"),
            anchor=BY_MEASURE,
        )
    ]


def _days(view: View, rows: pd.DataFrame, reports: Sequence[date]) -> list[date]:
    """The reports' dates; the day of the view follows where a state has changed since the last of them."""
    today = day_of(rows["as_of"].iloc[0])
    if today is None or today in reports:
        return list(reports)
    if not reports:
        return [today]
    then = states_on(view.snapshot, rows, reports[-1:]).iloc[:, 0]
    has_changed = bool((then != rows["state"].astype("str")).any())
    return [*reports, today] if has_changed else list(reports)


def _table(
    view: View, rows: pd.DataFrame, states: pd.DataFrame, reports: Sequence[date]
) -> Component:
    words, days = view.words, list(states.columns)
    head = html.Tr(
        [
            html.Th(words("common.number"), scope="col"),
            html.Th(words("overview.measure"), scope="col"),
            *(_head(view, day, reports) for day in days),
        ]
    )
    lines: list[html.Tr] = []
    for key, measures in _by_direction(rows, states).items():
        first, _ = measures[0]
        if key:
            name = ". ".join(filter(None, (first.direction_number, first.direction_title)))
            heading = html.Th(
                html.Span(nbsp(name), lang="uk"), colSpan=2 + len(days), scope="rowgroup"
            )
            lines.append(html.Tr(heading, className="gh"))
        lines += [_line(view, row, days, held) for row, held in measures]
    caption = html.Caption(words("overview.by_report"), className="vh")
    body = html.Table(
        [caption, html.Thead(head), html.Tbody(lines)], className="cards matrix-table"
    )
    return html.Div(body, className="tw spaced")


def _by_direction(
    rows: pd.DataFrame, states: pd.DataFrame
) -> dict[str, list[tuple[Any, list[str]]]]:
    """The measures of each direction, in the order of the rows, each with its states."""
    held: dict[str, list[tuple[Any, list[str]]]] = {}
    told = states.to_numpy().tolist()
    for row, own in zip(each_row(rows, _OF_ROW), told, strict=True):
        held.setdefault(row.direction_key, []).append((row, own))
    return held


def _head(view: View, day: date, reports: Sequence[date]) -> html.Th:
    words = view.words
    key = "overview.report_on" if day in reports else "overview.stands_on"
    return html.Th(
        [html.Span(words(key)), html.Br(), html.A(words.day(day), href=view.link(as_of=day))],
        scope="col",
        className="day",
    )


def _line(view: View, row: Any, days: Sequence[date], states: Sequence[str]) -> html.Tr:
    title = html.A(
        nbsp(row.title),
        href=links.measure_link(row.measure_id, view.filters),
        className="t clamp2",
        title=row.title,
        lang="uk",
    )
    return html.Tr(
        [
            html.Td(row.number or "·", className="n"),
            html.Td(title, className="wide"),
            *(_cell(view, row, day, state) for day, state in zip(days, states, strict=True)),
        ]
    )


def _cell(view: View, row: Any, day: date, state: str) -> html.Td:
    said = view.words.day(day)
    if not state:
        return html.Td("—", className="day", **{"data-day": said})
    look = STATES[state]
    word = view.words(look.word)
    square = html.A(
        html.Span(icon(look.icon)),
        href=links.measure_link(row.measure_id, view.filters.with_(as_of=day)),
        className=f"unit {look.css}",
        title=f"{said}: {word}",
        **{"aria-label": f"{row.number}, {said}: {word}"},
    )
    return html.Td(square, className="day", **{"data-day": said})


def _strip(
    view: View, rows: pd.DataFrame, states: pd.DataFrame, reports: Sequence[date]
) -> Component:
    words = view.words
    present = _present(states)
    counts = _counts(view, states, present, reports)
    if states.size > MOST_CELLS:
        return html.Div(counts, className="spaced")
    figure = _figure(view, rows, states)
    label = words("overview.by_report")
    parts = [chart(CHART, figure, label), html.Div([state_key(present, words), counts])]
    strip = html.Div(parts, className="strip", style={"--days": states.shape[1]})
    return panel(label, strip, class_name="spaced")


def _present(states: pd.DataFrame) -> list[str]:
    return [name for name in STATES if (states == name).to_numpy().any()]


def _figure(view: View, rows: pd.DataFrame, states: pd.DataFrame) -> Any:
    """The cells with an empty line between directions."""
    words, days = view.words, list(states.columns)
    cells: list[MatrixCell] = []
    directions: list[tuple[int, str]] = []
    line = 0
    for measures in _by_direction(rows, states).values():
        first, _ = measures[0]
        directions.append((line, str(first.direction_number)))
        for row, held in measures:
            cells += [
                MatrixCell(
                    line,
                    column,
                    state,
                    f"{row.number} {row.title}",
                    links.measure_link(row.measure_id, view.filters.with_(as_of=days[column])),
                )
                for column, state in enumerate(held)
                if state
            ]
            line += 1
        line += 1
    return make_matrix_figure(cells, [words.day(day) for day in days], directions, line, words)


def _counts(
    view: View, states: pd.DataFrame, present: Sequence[str], reports: Sequence[date]
) -> Component:
    """How many measures stood in each state on each date, each number a link to its rows."""
    words, days = view.words, list(states.columns)
    heads = ("overview.report_on", "overview.stands_on")
    columns = [
        Column(words("overview.state")),
        *(Column(f"{words(heads[day not in reports])} {words.day(day)}", True) for day in days),
    ]
    lines = [
        [
            words(STATES[name].word),
            *(
                html.A(
                    words.number(int((states[day] == name).sum())),
                    href=view.rows_link(as_of=day, state=name),
                )
                for day in days
            ),
        ]
        for name in present
    ]
    return table(words("overview.by_report"), columns, lines)
