"""From the beginning to the due date of each measure: a thin line, and a square at every date, group by group.

Drawn in HTML: its squares carry the signs of the states, wrap and print as the lists do, and each is a link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.calendar_view import Calendar, Due, step_columns
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture, picture_key
from dashboard.components.state import state_key, swatch
from dashboard.components.typography import nbsp
from dashboard.links import measure_link
from dashboard.look import DATES
from dashboard.metrics.calendar import place_on
from data.tuples import day_of

OPEN_UP_TO: Final = 40


@dataclass(frozen=True)
class Group:
    """Measures under one heading: its words, the address of the same measures, its measures in printed order, each
    with its number, title, `deadline_start` and plan.

    Groups that follow each other under the same `above` stand together under it; `is_printed` says that the
    name is a document's, so it stays Ukrainian.
    """

    name: str
    href: str
    measures: Sequence[Any]
    above: str = ""
    is_printed: bool = True


def due_lines(calendar: Calendar, groups: Sequence[Group]) -> Component:
    """The panel of the lines; where there are many, a group opens only when asked, the nearest stands open."""
    words = calendar.view.words
    measures = sum(len(group.measures) for group in groups)
    held = {due.state for due in calendar.dues}
    dates: dict[str, list[Due]] = {}
    for due in calendar.dues:
        dates.setdefault(due.measure_id, []).append(due)
    plans = calendar.view.snapshot.plan_frame
    begins = dict(zip(plans["document_key"], plans["counts_from"], strict=True))
    folds = measures > OPEN_UP_TO and len(groups) > 1
    opened = _opened(calendar, groups) if folds else range(len(groups))
    parts: list[Component] = []
    for place, group in enumerate(groups):
        if group.above and (place == 0 or groups[place - 1].above != group.above):
            parts.append(html.P(html.B(nbsp(group.above)), className="above"))
        parts.append(_group(calendar, group, dates, begins, place in opened, folds))
    return panel(
        words("calendar.lines"),
        picture_key(state_key([name for name in DATES if name in held], words)),
        html.Div(
            [_axis(calendar), *parts], style={"--steps": len(calendar.steps)}, className="lines"
        ),
        subtitle=words("calendar.lines_how"),
        acts=[panel_picture(calendar.view, "lines")],
        class_name="calendar-wide spaced",
    )


def _opened(calendar: Calendar, groups: Sequence[Group]) -> list[int]:
    """The group of the nearest date ahead, else of the last date: where a reader begins."""
    dues = calendar.dues
    key = next((due for due in dues if due.day >= due.as_of), dues[-1]).measure_id
    return [
        place
        for place, group in enumerate(groups)
        if any(measure.measure_id == key for measure in group.measures)
    ][:1]


def _axis(calendar: Calendar) -> html.Div:
    names = [
        html.Span([part for line in column.tick.split("<br>") for part in (line, html.Br())][:-1])
        for column in step_columns(calendar.steps, calendar.view.words)
    ]
    return html.Div([html.Span(), html.Div(names)], className="axis", **{"aria-hidden": "true"})


def _group(
    calendar: Calendar,
    group: Group,
    dates: Mapping[str, list[Due]],
    begins: Mapping[str, pd.Timestamp],
    is_open: bool,
    folds: bool,
) -> Component:
    words = calendar.view.words
    rows = html.Ul(
        [
            _line(calendar, measure, dates[measure.measure_id], day_of(begins[measure.plan_key]))
            for measure in group.measures
        ]
    )
    if not group.name:
        return rows
    count = nbsp(f"· {words.plural('count.measures', len(group.measures))}")
    name = html.Span(nbsp(group.name), **({"lang": "uk"} if group.is_printed else {}))
    if not folds:
        link = html.A(count, href=group.href, className="nowrap")
        return html.Section([html.H3([name, " ", link]), rows])
    heading = html.H3([name, " ", html.Span(count, className="nowrap mut")])
    to_rows = html.A(words("calendar.open_group"), href=group.href, className="small")
    return html.Details(
        [html.Summary([heading, *_tally(group, dates)]), rows, to_rows], open=is_open
    )


def _tally(group: Group, dates: Mapping[str, list[Due]]) -> list[Component]:
    """How the dates of a folded group stand, in swatches with numbers."""
    sizes = Counter(due.state for one in group.measures for due in dates[one.measure_id])
    return [
        html.Span([swatch(name), " ", str(sizes[name])], className="tally")
        for name in DATES
        if sizes[name]
    ]


def _line(calendar: Calendar, measure: Any, dues: list[Due], begins: date | None) -> html.Li:
    view, words = calendar.view, calendar.view.words
    said = "; ".join(f"{words.day(due.day)} — {words(DATES[due.state].word)}" for due in dues)
    href = measure_link(measure.measure_id, view.filters)
    label = html.A(
        [
            html.B(measure.number),
            html.Span(measure.title, lang="uk"),
            html.Span(f": {said}", className="vh"),
        ],
        href=href,
        title=measure.title,
        className="label",
    )
    now = calendar.place(dues[0].as_of)
    marks: list[Component] = (
        [] if now is None else [html.I(className="now", style=_left(calendar, now))]
    )
    start = day_of(measure.deadline_start) or (dues[0].day if len(dues) > 1 else begins)
    marks.append(_span(calendar, start, dues[-1].day))
    marks += [_mark(calendar, due, href) for due in dues]
    return html.Li([label, html.Div(marks, className="track")])


def _left(calendar: Calendar, place: float) -> dict[str, str]:
    return {"left": f"{100 * place / len(calendar.steps):.2f}%"}


def _span(calendar: Calendar, start: date | None, end: date) -> html.I:
    last = place_on(calendar.steps, end)
    first = min(_before(calendar, start), last) if start else last
    width = 100 * (last - first) / len(calendar.steps)
    return html.I(className="span", style={**_left(calendar, first), "width": f"{width:.2f}%"})


def _before(calendar: Calendar, day: date) -> float:
    """The morning of a day: a line begins there."""
    step = max(
        (one for one in calendar.steps if one.first <= day), key=lambda one: one.first, default=None
    )
    length = (step.last - step.first).days + 1 if step else 1
    return max(place_on(calendar.steps, day) - 1 / length, 0.0) if step else 0.0


def _mark(calendar: Calendar, due: Due, href: str) -> html.A:
    """The square of a date; the words stand in the row's label, so keys and screen readers pass it by."""
    words = calendar.view.words
    place = _left(calendar, place_on(calendar.steps, due.day))["left"]
    return html.A(
        swatch(due.state),
        href=href,
        className="due-mark",
        style={"left": f"max(16px, {place})"},
        title=f"{words.day(due.day)} · {words(DATES[due.state].word)}",
        tabIndex="-1",
        **{"aria-hidden": "true"},
    )
