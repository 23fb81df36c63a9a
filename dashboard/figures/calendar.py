"""Due dates by month, quarter or year: a stacked column a step, parts by how the dates stand, the day as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape
from data.i18n import Words

HEIGHT: Final = 200
WIDTH: Final = 0.74
# a lonely column is not made broader than this share of the chart
_BROADEST: Final = 0.08
_NUMBERS_UP_TO: Final = 40
# the height of a line of ticks
_TICKS: Final = 21


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name under it (`<br>` between its lines), and what a hover calls it."""

    tick: str
    name: str


def make_density_figure(
    counts: pd.DataFrame, columns: Sequence[Column], today: float | None, words: Words
) -> Figure:
    """The columns in order. `counts` has step (index), date_state, dates and href; `today` is a place on the steps.

    Raises ValueError without columns.
    """
    if not columns:
        raise ValueError("a calendar needs a step")
    by_state: dict[str, list[_Part]] = {}
    totals: Counter[int] = Counter()
    told = (counts[name].tolist() for name in ("date_state", *_Part._fields))
    for state, *own in zip(*told, strict=True):
        part = _Part(*own)
        by_state.setdefault(state, []).append(part)
        totals[part.step] += part.dates
    width = min(WIDTH, _BROADEST * len(columns))
    traces = [
        _trace(by_state[name], of_state, columns, width, words)
        for name, of_state in look.DATES.items()
        if name in by_state
    ]
    highest = 1.16 * float(max(totals.values()))
    return make_figure(
        traces,
        barmode="stack",
        height=HEIGHT,
        margin={
            "l": 8,
            "r": 8,
            "t": 8,
            "b": _TICKS * max(column.tick.count("<br>") + 1 for column in columns),
        },
        xaxis={
            "range": [-0.5, len(columns) - 0.5],
            "tickmode": "array",
            "tickvals": list(range(len(columns))),
            "ticktext": [column.tick for column in columns],
            "tickangle": 0,
            "automargin": True,
        },
        yaxis={"visible": False, "range": [0, highest], "fixedrange": True},
        annotations=_numbers(totals, len(columns), words),
        shapes=[_today(today)] if today is not None else [],
    )


class _Part(NamedTuple):
    """The dates that stand in one way in one step, and the address of them."""

    step: int
    dates: int
    href: str


def _trace(
    parts: Sequence[_Part],
    of_state: look.Look,
    columns: Sequence[Column],
    width: float,
    words: Words,
) -> Trace:
    word = escape(words(of_state.word))
    return {
        "type": "bar",
        "x": [part.step for part in parts],
        "y": [part.dates for part in parts],
        "width": width,
        "marker": look.marker_of(of_state),
        "hovertext": [
            f"<b>{escape(columns[part.step].name)}</b><br>{word}: {words.number(part.dates)}"
            for part in parts
        ],
        "hoverinfo": "text",
        "customdata": [part.href for part in parts],
        "name": word,
    }


def _numbers(totals: Mapping[int, int], columns: int, words: Words) -> list[dict[str, Any]]:
    """The total over each column; a step without dates has a dot, so that nothing looks like a hole."""
    size = 14 if columns <= 24 else 12
    return [
        {
            "x": step,
            "y": totals.get(step, 0),
            "yanchor": "bottom",
            "text": f"<b>{words.number(totals[step])}</b>" if step in totals else "·",
            "showarrow": False,
            "captureevents": False,
            "font": {"size": size},
        }
        for step in range(columns)
        if columns <= _NUMBERS_UP_TO or step not in totals
    ]


def _today(place: float) -> dict[str, Any]:
    """The line of the day, over all columns; the chart's first column stands at 0, its left edge at -0.5."""
    return {
        "type": "line",
        "x0": place - 0.5,
        "x1": place - 0.5,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": look.ACCENT, "width": 2},
    }
