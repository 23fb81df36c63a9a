"""Due against completed: a step for each due date, a dot for each report, both named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape
from data.model import State

HEIGHT: Final = 250
# pixels of a letter of a name, and around it
_LETTER: Final = 8
_AIR: Final = 22


class Point(NamedTuple):
    """A number of measures on a day, what is said of it and the address of its rows."""

    day: date
    measures: int
    told: str
    href: str


def make_burn_up_figure(
    due: Sequence[Point], completed: Sequence[Point], names: tuple[str, str]
) -> Figure:
    """The base as a line of steps and the completed of it as dots on the reports' dates; names end the lines.

    Raises ValueError without a point of either.
    """
    if not due or not completed:
        raise ValueError("a burn-up needs due and completed measures")
    top = max(point.measures for point in (*due, *completed))
    longest = max(len(f"{top} {name}") for name in names)
    fill = look.STATES[State.COMPLETED].fill
    return make_figure(
        [
            _line(due, look.INK_2, {"shape": "hv", "width": 2}, 5),
            _line(completed, fill, {"shape": "linear", "width": 2, "dash": "dot"}, 13),
        ],
        height=HEIGHT,
        hovermode="closest",
        margin={"l": 34, "r": _AIR + _LETTER * longest, "t": 16, "b": 44},
        xaxis={"type": "date", "tickformat": "%b\n%Y", "tickangle": 0},
        yaxis={
            "range": [-0.04 * max(top, 1), 1.08 * max(top, 1)],
            "tickformat": "d",
            "nticks": 5,
            "showgrid": True,
            "gridcolor": look.LINE,
        },
        annotations=_ends(due[-1], completed[-1], names, top),
    )


def _line(points: Sequence[Point], colour: str, line: dict[str, Any], size: int) -> Trace:
    return {
        "type": "scatter",
        "x": [point.day.isoformat() for point in points],
        "y": [point.measures for point in points],
        "mode": "lines+markers",
        "line": {"color": colour, **line},
        "marker": {"size": size, "color": colour, "line": {"color": look.SURFACE, "width": 2}},
        "hovertext": [escape(point.told) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [point.href for point in points],
        "cliponaxis": False,
    }


def _ends(due: Point, completed: Point, names: tuple[str, str], top: int) -> list[dict[str, Any]]:
    """The two names at the right edge, moved apart where they would touch."""
    gap = (due.measures - completed.measures) / max(top, 1) * (HEIGHT - 60)
    apart = max(0.0, 20 - gap) / 2
    return [
        _end(due, names[0], look.INK_2, apart),
        _end(completed, names[1], look.INK, -apart),
    ]


def _end(point: Point, name: str, colour: str, shift: float) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 1,
        "xshift": 10,
        "xanchor": "left",
        "y": point.measures,
        "yshift": shift,
        "text": f"<b>{point.measures}</b> {escape(name)}",
        "align": "left",
        "showarrow": False,
        "captureevents": False,
        "font": {"size": 13, "color": colour},
    }
