"""The due dates month by month as a list, the lines in words: what has passed is folded, what comes stands open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.calendar_view import Calendar
from dashboard.components.state import state, swatch
from dashboard.components.typography import nbsp
from dashboard.links import measure_link
from dashboard.look import DATES
from dashboard.metrics.calendar import is_ahead
from data.i18n import Words
from data.tuples import each_row


def month_list(calendar: Calendar, *, narrow_only: bool) -> html.Section:
    """The shown dates under their months; with nothing ahead the last month stands open."""
    words = calendar.view.words
    shown = calendar.shown
    months = shown["due"].dt.to_period("M")
    ahead = months[is_ahead(shown)]
    opened = ahead.min() if len(ahead) else months.max()
    rows = calendar.view.rows
    about = dict(
        zip(rows["measure_id"], zip(rows["number"], rows["title"], strict=True), strict=True)
    )
    parts = [
        _month(calendar, part, about, month >= opened) for month, part in shown.groupby(months)
    ]
    return html.Section(
        [html.H2(words("calendar.months")), *parts],
        className=f"panel calendar-months spaced{' calendar-narrow' if narrow_only else ''}",
    )


def _month(
    calendar: Calendar, dates: pd.DataFrame, about: Mapping[str, tuple[str, str]], is_open: bool
) -> html.Details:
    words = calendar.view.words
    name = words.month(dates["due"].iloc[0].date())
    summary = html.Summary(
        [html.H3([name[0].upper() + name[1:]]), html.Span(_tally(dates, words), className="tally")]
    )
    items = [_date(calendar, due, about[due.measure_id]) for due in each_row(dates)]
    return html.Details([summary, html.Ul(items)], open=is_open)


def _tally(dates: pd.DataFrame, words: Words) -> list[Component | str]:
    sizes = dates["date_state"].value_counts()
    return [
        part
        for name in DATES
        if sizes.get(name, 0)
        for part in (swatch(name), f" {words.number(int(sizes[name]))} ")
    ]


def _date(calendar: Calendar, due: Any, measure: tuple[str, str]) -> html.Li:
    view = calendar.view
    number, title = measure
    label = [html.B(number), " "] if number else []
    return html.Li(
        [
            html.A(
                [*label, html.Span(nbsp(title), lang="uk")],
                href=measure_link(due.measure_id, view.filters),
            ),
            html.Span(
                [view.words.day(due.due.date()), state(str(due.date_state), view.words)],
                className="when",
            ),
        ]
    )
