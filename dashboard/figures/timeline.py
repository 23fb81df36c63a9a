"""National plans on a line of time: a stem and a dot for each plan above it, dated events below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go

from dashboard.figures.text import escape
from dashboard.look import ACCENT, INK, INK_2, LINE_2, SURFACE, TEMPLATE

# lanes are laid out for the narrowest screen that still shows the line; a wider one only gets more air
_WIDTH: Final = 900
_LABEL: Final = 190
_PLAN_SIGNS: Final = 22
_EVENT_SIGNS: Final = 27
_EVENT_LINES: Final = 5
_AXIS_GAP: Final = 30
_LINE: Final = 17


@dataclass(frozen=True, slots=True)
class Moment:
    """A plan or event on the line: its day, its heading, what is said under it, the address it opens."""

    day: date
    title: str
    lines: tuple[str, ...] = ()
    href: str = ""
    is_plan: bool = False


def make_timeline_figure(moments: Sequence[Moment]) -> go.Figure:
    """The line of time of these moments; a dot opens the place that says so. One unit of height is one pixel.

    Raises ValueError without moments: an empty line says nothing.
    """
    ordered = sorted(moments, key=lambda moment: moment.day)
    if not ordered:
        raise ValueError("a timeline needs a moment")
    start, end = _range(ordered)
    scale = _WIDTH / max((end - start).days, 1)
    plans = [moment for moment in ordered if moment.is_plan]
    events = [moment for moment in ordered if not moment.is_plan]
    lanes = assign_lanes([(event.day - start).days * scale for event in events], _LABEL)
    depths, below = _depths(events, lanes)
    top = max((len(_plan_lines(plan)) for plan in plans), default=0) * _LINE + 48
    figure = go.Figure(
        data=[
            _years(start, end),
            _dots(events, SURFACE, LINE_2, 10),
            _dots(plans, ACCENT, SURFACE, 16),
        ],
        layout={
            "template": TEMPLATE,
            "height": top + _AXIS_GAP + below,
            "hovermode": "closest",
            "xaxis": {
                "type": "date",
                "visible": False,
                "range": [start.isoformat(), end.isoformat()],
            },
            "yaxis": {"visible": False, "range": [-_AXIS_GAP - below, top]},
        },
    )
    figure.add_hline(y=0, line={"color": INK, "width": 2}, layer="below")
    for plan in plans:
        _add_stem(figure, plan.day, top, {"color": ACCENT, "width": 2})
        _add_label(figure, plan.day, top, _plan_text(plan), INK)
    for event, depth in zip(events, depths, strict=True):
        bottom = -_AXIS_GAP - depth
        _add_stem(figure, event.day, bottom - 20, {"color": LINE_2, "width": 1, "dash": "dot"})
        _add_label(figure, event.day, bottom, _event_text(event), INK_2)
    return figure


def assign_lanes(starts: Sequence[float], width: float) -> list[int]:
    """The lane of each label, from 0 at the axis, so that labels of one lane never touch; starts in order.

    Of two that would, the earlier goes deeper: its stem then passes left of the later one's label.
    """
    begins: list[float] = []
    lanes: list[int] = []
    for start in reversed(starts):
        fits = (lane for lane, begin in enumerate(begins) if start + width <= begin)
        lane = next(fits, len(begins))
        begins[lane : lane + 1] = [start]
        lanes.append(lane)
    return lanes[::-1]


def _range(ordered: Sequence[Moment]) -> tuple[date, date]:
    """From a little before the first moment to where the last one's label ends."""
    first, last = ordered[0].day, ordered[-1].day
    span = max((last - first).days, 365)
    end = last + timedelta(days=round(span * 1.06 * _LABEL / (_WIDTH - _LABEL)) + 30)
    return first - timedelta(days=round(span * 0.04)), end


def _depths(events: Sequence[Moment], lanes: Sequence[int]) -> tuple[list[int], int]:
    """How far under the axis each event's label begins, and the height of all lanes."""
    heights = [0] * (max(lanes, default=-1) + 1)
    for event, lane in zip(events, lanes, strict=True):
        heights[lane] = max(heights[lane], (len(_wrapped(event)) + 1) * _LINE + 10)
    return [sum(heights[:lane]) for lane in lanes], sum(heights)


def _years(start: date, end: date) -> go.Scatter:
    years = [date(year, 1, 1) for year in range(start.year + 1, end.year + 1)]
    return go.Scatter(
        x=[year.isoformat() for year in years],
        y=[-14] * len(years),
        text=[str(year.year) for year in years],
        mode="text",
        textfont={"size": 13, "color": INK_2},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _dots(moments: Sequence[Moment], colour: str, edge: str, size: int) -> go.Scatter:
    return go.Scatter(
        x=[moment.day.isoformat() for moment in moments],
        y=[0] * len(moments),
        mode="markers",
        marker={"size": size, "color": colour, "line": {"color": edge, "width": 2}},
        customdata=[moment.href for moment in moments],
        hovertext=[_hover(moment) for moment in moments],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _add_stem(figure: go.Figure, day: date, y: float, line: dict[str, object]) -> None:
    figure.add_shape(
        type="line", x0=day.isoformat(), x1=day.isoformat(), y0=0, y1=y, line=line, layer="below"
    )


def _add_label(figure: go.Figure, day: date, y: float, text: str, colour: str) -> None:
    figure.add_annotation(
        x=day.isoformat(), y=y, text=text, showarrow=False, align="left", xanchor="left",
        yanchor="top", xshift=6, font={"size": 13, "color": colour},
    )  # fmt: skip


def _plan_text(plan: Moment) -> str:
    heading = f'<span style="font-size:16px"><b>{escape(plan.title)}</b></span>'
    return "<br>".join([heading, *map(escape, _plan_lines(plan))])


def _plan_lines(plan: Moment) -> list[str]:
    return [line for said in plan.lines for line in textwrap.wrap(said, _PLAN_SIGNS)]


def _event_text(event: Moment) -> str:
    return "<br>".join([f"<b>{escape(event.title)}</b>", *map(escape, _wrapped(event))])


def _wrapped(event: Moment) -> list[str]:
    return textwrap.wrap(
        " ".join(event.lines), _EVENT_SIGNS, max_lines=_EVENT_LINES, placeholder=" …"
    )


def _hover(moment: Moment) -> str:
    lines = [line for said in moment.lines for line in textwrap.wrap(said, 60)]
    return "<br>".join([f"<b>{escape(moment.title)}</b>", *map(escape, lines)])
