"""How the due dates spread: columns by month, quarter or year, the same as bars for a phone, and as a table."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.calendar_view import Calendar, step_columns, step_name
from dashboard.components.chart import chart
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import chart_picture
from dashboard.components.state import swatch
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.figures.calendar import make_density_figure
from dashboard.look import DATES
from dashboard.metrics.calendar import Unit, count_by_step, empty_runs
from data.i18n import Words
from data.tuples import each_row


def density(calendar: Calendar) -> Component:
    """The panel of the columns; each part narrows the page to its dates."""
    view, words = calendar.view, calendar.view.words
    if len(calendar.steps) == 1:
        return _single(calendar)
    counts = count_by_step(calendar.shown, calendar.steps)
    counts["href"] = [
        calendar.step_link(calendar.steps[step], str(state))
        for step, state in zip(counts["step"], counts["date_state"], strict=True)
    ]
    columns = step_columns(calendar.steps, words)
    figure = make_density_figure(counts, columns, calendar.place(calendar.today), words)
    title = _finding(calendar, counts)
    return panel(
        title,
        key(calendar),
        html.Div(chart("dates", figure, title), className="calendar-wide"),
        _bars(calendar, counts),
        *_gaps(calendar, counts),
        twin(words, _table(calendar, counts)),
        subtitle=words("calendar.counted"),
        acts=[
            term_meaning(words, "strok-u-kalendari"),
            chart_picture(view, "dates", title, words("calendar.counted")),
        ],
        class_name="calendar-density",
    )


def _single(calendar: Calendar) -> Component:
    """One step is no chart: its name, its dates, and the way back to all."""
    words = calendar.view.words
    title = words(
        "calendar.single",
        step=step_name(calendar.steps[0], words),
        dates=words.plural("calendar.dates", len(calendar.shown)),
    )
    back = html.A(
        words("calendar.all_months"),
        href=calendar.link(calendar.chosen, due_from=None, due_to=None),
        className="small",
    )
    return panel(
        title[0].upper() + title[1:], key(calendar), acts=[back], class_name="calendar-density"
    )


def key(calendar: Calendar) -> html.Div:
    """What the colours mean, each with its number of dates; pressing one leaves only those, pressing it again all."""
    words = calendar.view.words
    sizes = calendar.dates["date_state"].value_counts()
    entries: list[Component] = []
    for name in DATES:
        count = int(sizes.get(name, 0))
        if not count:
            continue
        is_chosen = calendar.chosen == name
        entries.append(
            html.A(
                [swatch(name), " ", words(DATES[name].word), " ", html.B(words.number(count))],
                href=calendar.link(None if is_chosen else name),
                **({"aria-current": "true"} if is_chosen else {}),
            )
        )
    if calendar.chosen:
        entries.append(html.A(words("calendar.all_dates"), href=calendar.link(), className="all"))
    if calendar.steps and calendar.place(calendar.today) is not None and calendar.today:
        told = words("calendar.line", day=words.day(calendar.today))
        entries.append(html.Span([html.I(className="now"), told]))
    return html.Div(entries, className="key calendar-key")


def _finding(calendar: Calendar, counts: pd.DataFrame) -> str:
    """«Найбільше строків — 26 із 38 — припадає на грудень 2013»."""
    words = calendar.view.words
    totals = counts.groupby("step")["dates"].sum()
    fullest = int(totals.idxmax())
    return words(
        "calendar.fullest",
        part=words.number(int(totals[fullest])),
        dates=words.number(len(calendar.shown)),
        step=step_name(calendar.steps[fullest], words),
    )


def _gaps(calendar: Calendar, counts: pd.DataFrame) -> list[Component]:
    """«Місяці без строків: лютий, квітень – травень»; of several years only how many there are."""
    words, steps = calendar.view.words, calendar.steps
    runs = empty_runs(counts, steps)
    if not runs or steps[0].unit is not Unit.MONTH:
        return []
    if steps[0].first.year != steps[-1].first.year:
        empty = sum(last - first + 1 for first, last in runs)
        told = words.plural("calendar.gaps_counted", empty, all=len(steps))
    else:
        told = words("calendar.gaps", steps=", ".join(_run_name(calendar, run) for run in runs))
    return [html.P(nbsp(told), className="meta")]


def _run_name(calendar: Calendar, run: tuple[int, int]) -> str:
    words = calendar.view.words
    year = f" {calendar.steps[0].first.year}"
    ends = [
        step_name(calendar.steps[place], words).removesuffix(year) for place in dict.fromkeys(run)
    ]
    return " – ".join(ends)


def _bars(calendar: Calendar, counts: pd.DataFrame) -> html.Ul:
    """The columns lying down, for a phone: only steps that hold dates."""
    words = calendar.view.words
    steps = {step: list(parts) for step, parts in groupby(each_row(counts), lambda one: one.step)}
    totals = {step: sum(part.dates for part in parts) for step, parts in steps.items()}
    most = max(totals.values())
    items = []
    for step, parts in steps.items():
        total = totals[step]
        items.append(
            html.Li(
                [
                    html.A(
                        step_name(calendar.steps[step], words),
                        href=calendar.step_link(calendar.steps[step], calendar.chosen),
                    ),
                    html.Span(
                        [_part(part, words) for part in parts],
                        className="bar",
                        style={"width": f"{100 * total / most:.1f}%"},
                        **{"aria-hidden": "true"},
                    ),
                    html.B(words.number(total)),
                ]
            )
        )
    return html.Ul(items, className="calendar-narrow calendar-bars")


def _part(part: Any, words: Words) -> html.A:
    look = DATES[part.date_state]
    return html.A(
        href=part.href,
        className=look.css,
        style={"flexGrow": part.dates},
        title=f"{words(look.word)}: {part.dates}",
        tabIndex="-1",
    )


def _table(calendar: Calendar, counts: pd.DataFrame) -> Component:
    words = calendar.view.words
    present = [name for name in DATES if (counts["date_state"] == name).any()]
    held = {
        (int(row["step"]), row["date_state"]): (int(row["dates"]), row["href"])
        for row in counts.to_dict("records")
    }
    lines = []
    for place, step in enumerate(calendar.steps):
        cells = [held.get((place, name)) for name in present]
        total = sum(cell[0] for cell in cells if cell)
        lines.append(
            [
                step_name(step, words),
                *(html.A(words.number(cell[0]), href=cell[1]) if cell else 0 for cell in cells),
                html.A(words.number(total), href=calendar.step_link(step, calendar.chosen))
                if total
                else 0,
            ]
        )
    heads = [
        Column(words(f"calendar.unit_{calendar.steps[0].unit}")),
        *(Column(words(DATES[name].word), True) for name in present),
        Column(words("common.total"), True),
    ]
    return table(words("calendar.counted"), heads, lines)
