"""The due dates month by month as a list, the lines in words: what has passed is folded, what comes stands open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.calendar_view import Calendar, Due
from dashboard.components.state import state, swatch
from dashboard.components.typography import nbsp
from dashboard.links import measure_link
from dashboard.look import DATES
from dashboard.metrics.calendar import AHEAD
from data.i18n import Words
from data.tuples import each_row


def month_list(calendar: Calendar, *, narrow_only: bool) -> html.Section:
    """The shown dates under their months; with nothing ahead the last month stands open."""
    words = calendar.view.words
    months = {month: list(dues) for month, dues in groupby(calendar.dues, _month_of)}
    ahead = [_month_of(due) for due in calendar.dues if due.state in AHEAD]
    opened = min(ahead) if ahead else max(months)
    about = {
        one.measure_id: (one.number, one.title)
        for one in each_row(calendar.view.rows, ("measure_id", "number", "title"))
    }
    parts = [_month(calendar, dues, about, month >= opened) for month, dues in months.items()]
    return html.Section(
        [html.H2(words("calendar.months")), *parts],
        className=f"panel calendar-months spaced{' calendar-narrow' if narrow_only else ''}",
    )


def _month_of(due: Due) -> tuple[int, int]:
    return due.day.year, due.day.month


def _month(
    calendar: Calendar, dues: list[Due], about: Mapping[str, tuple[str, str]], is_open: bool
) -> html.Details:
    words = calendar.view.words
    name = words.month(dues[0].day)
    summary = html.Summary(
        [html.H3([name[0].upper() + name[1:]]), html.Span(_tally(dues, words), className="tally")]
    )
    items = [_date(calendar, due, about[due.measure_id]) for due in dues]
    return html.Details([summary, html.Ul(items)], open=is_open)


def _tally(dues: list[Due], words: Words) -> list[Component | str]:
    sizes = Counter(due.state for due in dues)
    return [
        part
        for name in DATES
        if sizes[name]
        for part in (swatch(name), f" {words.number(sizes[name])} ")
    ]


def _date(calendar: Calendar, due: Due, measure: tuple[str, str]) -> html.Li:
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
                [view.words.day(due.day), state(due.state, view.words)],
                className="when",
            ),
        ]
    )
