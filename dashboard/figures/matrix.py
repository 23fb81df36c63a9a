"""Measure × report date above a hundred measures: a column for each date, a thin cell for each measure.

The cells are bars, for a heat map of Plotly knows no patterns: a state must not depend on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape, wrap
from data.i18n import Words

CELL: Final = 8
HEAD: Final = 28
LABELS: Final = 44
_WIDTH: Final = 0.94


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The state of the measure in a line, in the column of a day; `told` is its number and title."""

    line: int
    column: int
    state: str
    told: str
    href: str


def make_matrix_figure(
    cells: Sequence[MatrixCell],
    days: Sequence[str],
    directions: Sequence[tuple[int, str]],
    lines: int,
    words: Words,
) -> Figure:
    """The matrix of `lines` lines under its days; each direction's number stands at its first line."""
    traces: list[Trace] = []
    for name, state in look.STATES.items():
        held = [cell for cell in cells if cell.state == name]
        if held:
            traces.append(_trace(held, state, days, words))
    return make_figure(
        traces,
        barmode="overlay",
        bargap=0,
        height=CELL * lines + HEAD,
        margin={"l": LABELS, "t": HEAD},
        xaxis={
            "range": [-0.5, len(days) - 0.5],
            "side": "top",
            "automargin": True,
            "tickmode": "array",
            "tickvals": list(range(len(days))),
            "ticktext": [escape(day) for day in days],
        },
        yaxis={
            "range": [lines - 0.5, -0.5],
            "automargin": True,
            "tickmode": "array",
            "tickvals": [line for line, _ in directions],
            "ticktext": [escape(number) for _, number in directions],
        },
    )


def _trace(
    cells: Sequence[MatrixCell], state: look.Look, days: Sequence[str], words: Words
) -> Trace:
    word = escape(words(state.word))
    return {
        "type": "bar",
        "orientation": "h",
        "base": [cell.column - _WIDTH / 2 for cell in cells],
        "x": [_WIDTH] * len(cells),
        "y": [cell.line for cell in cells],
        "width": 0.86,
        "marker": _marker(state),
        "hovertext": [
            f"<b>{word}</b> · {escape(days[cell.column])}<br>{wrap(cell.told)}" for cell in cells
        ],
        "hoverinfo": "text",
        "customdata": [cell.href for cell in cells],
        "name": word,
    }


def _marker(state: look.Look) -> dict[str, Any]:
    marker = look.marker_of(state)
    if "pattern" in marker:
        marker["pattern"] = {**marker["pattern"], "size": 5}
    return {**marker, "line": {**marker["line"], "width": 0.5}}
