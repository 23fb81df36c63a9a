"""A chart of stacked bars with its labels and figures beside: the words are HTML, so they wrap, lead and are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.chart import chart
from dashboard.components.figures import rate_text
from dashboard.components.typography import nbsp
from dashboard.figures.completion import (
    CENTRE,
    MARGIN,
    BarPart,
    PartNumber,
    make_completion_figure,
    part_numbers,
)
from dashboard.look import STATES
from dashboard.metrics.completion import Completion
from data.i18n import Words


@dataclass(frozen=True)
class BarRow:
    """A row of the chart: `name` in full, `number` before it, its figures, and the addresses of its parts.

    A row without figures is a heading over the rows below it.
    """

    name: str
    href: str
    figures: Completion | None = None
    link: Callable[[str], str] | None = None
    number: str = ""


def bar_rows(name: str, label: str, rows: Sequence[BarRow], words: Words) -> Component:
    """The rows as one figure under their labels; each part, label and figure opens its measures."""
    parts = bar_parts(rows)
    figure = make_completion_figure(parts, picture_labels(rows, words), words)
    numbers = [_number(number) for number in part_numbers(parts)]
    return html.Div(
        [
            html.Ul([_label(row, position, words) for position, row in enumerate(rows)]),
            chart(name, figure, label),
            html.Div(numbers, className="numbers", **{"aria-hidden": "true"}),
        ],
        className="bar-rows",
        style={"--rows": len(rows)},
    )


def bar_parts(rows: Sequence[BarRow]) -> list[BarPart]:
    """The parts of all bars, those of a bar in the states' order."""
    return [
        BarPart(position, row.name, state, count, count / row.figures.measures, row.link(state))
        for position, row in enumerate(rows)
        if row.figures is not None and row.figures.measures and row.link is not None
        for state in STATES
        if (count := row.figures.states.get(state, 0))
    ]


def picture_labels(rows: Sequence[BarRow], words: Words) -> list[tuple[str, str]]:
    """The name and the figure that stand beside each row in the saved picture."""
    return [
        (
            ". ".join(part for part in (row.number, row.name) if part),
            rate_text(row.figures, words) if row.figures is not None else "",
        )
        for row in rows
    ]


def _number(number: PartNumber) -> html.B:
    """A number over its part; the chart is as wide as the numbers' box and as tall as its rows."""
    left = (number.share + MARGIN) / (1 + 2 * MARGIN)
    place = {"left": f"{left:.2%}", "--row": f"{number.row + 0.5 + CENTRE:g}"}
    return html.B(str(number.count), className=STATES[number.state].css, style=place)


def _label(row: BarRow, position: int, words: Words) -> html.Li:
    title = f"{row.number}. {row.name}" if row.number else row.name
    name: list[Component | str] = [html.B(row.number), " "] if row.number else []
    parts: list[Component] = [
        html.A([*name, nbsp(row.name)], href=row.href, title=title, className="lab")
    ]
    if row.figures is not None:
        parts.append(html.Span(rate_text(row.figures, words), className="val"))
    return html.Li(
        parts,
        className="bar-row" if row.figures is not None else "bar-row head",
        style={"--row": position},
    )
