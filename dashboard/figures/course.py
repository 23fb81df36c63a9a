"""The same regions over years: a row for each, its rates joined by a line; all rows have one scale from 0 to 100 %.

A rate that is not to be compared is a hollow point on a dotted line; a plan without reports is a dash, never 0 %,
and the line over it is dotted too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape, wrap

ROW: Final = 76
# the part of a row between 0 and 100 %; above it stand the figures of the points
_HEIGHT: Final = 0.52
_FLOOR: Final = 0.42


@dataclass(frozen=True, slots=True)
class Point:
    """The plans of a row that end in one year: `rate` in [0, 1] or None without reports, `column` of the year."""

    column: int
    rate: float | None
    is_thin: bool
    label: str
    told: tuple[str, ...]
    href: str


def make_course_figure(rows: Sequence[Sequence[Point]], columns: int) -> Figure:
    """The rows under one another, each with its points in the order of years; labels stand beside them in HTML."""
    traces: list[Trace] = []
    for is_thin in (True, False):
        traces.append(_lines(rows, is_thin))
    points_of = [(row, point) for row, points in enumerate(rows) for point in points]
    for is_thin in (False, True):
        held = [
            (row, one) for row, one in points_of if one.rate is not None and one.is_thin == is_thin
        ]
        if held:
            traces.append(_dots(held, is_thin))
    if absent := [(row, point) for row, point in points_of if point.rate is None]:
        traces.append(_dashes(absent))
    return make_figure(
        traces,
        height=ROW * len(rows),
        hovermode="closest",
        showlegend=False,
        xaxis={"range": [-0.5, columns - 0.5], "visible": False},
        yaxis={"range": [len(rows) - 0.5, -0.5], "visible": False},
        shapes=[_rule(row, rate) for row in range(len(rows)) for rate in (0, 1)],
        annotations=[_figure(row, point) for row, point in points_of if point.rate is not None],
    )


def _at(row: int, rate: float | None) -> float:
    """The height of a rate in its row; rows go downwards."""
    return row + _FLOOR - _HEIGHT * (0.5 if rate is None else rate)


def _lines(rows: Sequence[Sequence[Point]], is_thin: bool) -> Trace:
    """All stretches of one kind, those over a plan without reports among the thin; a gap stands between two."""
    x: list[int | None] = []
    y: list[float | None] = []
    for row, points in enumerate(rows):
        known = [(place, point) for place, point in enumerate(points) if point.rate is not None]
        for (place, before), (other, after) in pairwise(known):
            if (before.is_thin or after.is_thin or other > place + 1) == is_thin:
                x += [before.column, after.column, None]
                y += [_at(row, before.rate), _at(row, after.rate), None]
    thin = {"color": look.LINE_2, "width": 1.5, "dash": "dot"}
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": thin if is_thin else {"color": look.ACCENT, "width": 2.5},
        "hoverinfo": "skip",
    }


def _dots(held: Sequence[tuple[int, Point]], is_thin: bool) -> Trace:
    return {
        "type": "scatter",
        **_places(held),
        "mode": "markers",
        "marker": {
            "size": 11,
            "color": look.SURFACE if is_thin else look.ACCENT,
            "line": {"color": look.LINE_2 if is_thin else look.ACCENT, "width": 2},
        },
    }


def _dashes(held: Sequence[tuple[int, Point]]) -> Trace:
    return {
        "type": "scatter",
        **_places(held),
        "mode": "markers",
        "marker": {"size": 14, "symbol": "line-ew", "line": {"color": look.LINE_2, "width": 2}},
    }


def _places(held: Sequence[tuple[int, Point]]) -> dict[str, Any]:
    return {
        "x": [point.column for _, point in held],
        "y": [_at(row, point.rate) for row, point in held],
        "hovertext": ["<br>".join(wrap(line) for line in point.told) for _, point in held],
        "hoverinfo": "text",
        "customdata": [point.href for _, point in held],
        "cliponaxis": False,
    }


def _rule(row: int, rate: int) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": _at(row, rate),
        "y1": _at(row, rate),
        "line": {"color": look.LINE, "width": 1},
        "layer": "below",
    }


def _figure(row: int, point: Point) -> dict[str, Any]:
    return {
        "x": point.column,
        "y": _at(row, point.rate),
        "yshift": 15,
        "text": escape(point.label) if point.is_thin else f"<b>{escape(point.label)}</b>",
        "showarrow": False,
        "captureevents": False,
        "font": {"size": 13, "color": look.INK_2 if point.is_thin else look.INK},
    }
