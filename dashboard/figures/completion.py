"""Measures by state, one stacked bar a row: as wide as the chart, parts in the states' order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape, wrap
from data.i18n import Words
from data.model import State

BAR: Final = 0.5
# the label of a row stands above its bar on a phone, so the bar lies in the lower part of the row
OFFSET: Final = -0.06
# where the middle of a bar lies in its row, in rows
CENTRE: Final = OFFSET + BAR / 2
# what the axis shows before 0 and after 1, so that outlines are whole
MARGIN: Final = 0.003
# pixels
_PICTURE_PITCH: Final = 46
_DIGIT: Final = 8
_PADDING: Final = 6
_NARROWEST_CHART: Final = 280


class BarPart(NamedTuple):
    """The measures of one state in one bar, `share` of the bar's in [0, 1], and the address of their rows."""

    row: int
    label: str
    state: State
    measures: int
    share: float
    href: str


@dataclass(frozen=True, slots=True)
class PartNumber:
    """The number of a part: the share of the row's width that lies before its middle, its row, state and count."""

    share: float
    row: int
    state: State
    count: int


def make_completion_figure(
    parts: Sequence[BarPart], labels: Sequence[tuple[str, str]], words: Words
) -> Figure:
    """A bar for each label, its parts in the order of the states.

    A row without parts stays an empty place: a heading stands there. On the page the labels (name and figure of
    a row) stand beside the bars and the numbers of parts over them as HTML, which a browser draws at once; the figure
    keeps both in its `meta` for the picture.
    """
    traces = [
        _trace(of_state, state, words)
        for name, state in look.STATES.items()
        if (of_state := [part for part in parts if part.state == name])
    ]
    return make_figure(
        traces,
        barmode="stack",
        xaxis={"range": [-MARGIN, 1 + MARGIN], "visible": False, "fixedrange": True},
        yaxis={"range": [len(labels) - 0.5, -0.5], "visible": False, "fixedrange": True},
        meta={
            "rows": [
                {"name": wrap(name, width=40, lines=2), "value": escape(value)}
                for name, value in labels
            ],
            "centre": CENTRE,
            "pitch": _PICTURE_PITCH,
            "numbers": [_note(number) for number in part_numbers(parts)],
        },
    )


def _trace(parts: Sequence[BarPart], state: look.Look, words: Words) -> Trace:
    word = words(state.word)
    return {
        "type": "bar",
        "orientation": "h",
        "x": [part.share for part in parts],
        "y": [part.row for part in parts],
        "width": BAR,
        "offset": OFFSET,
        "marker": look.marker_of(state),
        "hovertext": [
            f"<b>{escape(word)}: {part.measures}</b><br>{wrap(part.label)}" for part in parts
        ],
        "hoverinfo": "text",
        "customdata": [part.href for part in parts],
        "name": word,
    }


def part_numbers(parts: Sequence[BarPart]) -> list[PartNumber]:
    """The number of each part (as for the figure) that has room for it, at its middle."""
    before: dict[int, float] = {}
    numbers = []
    for part in parts:
        start = before.get(part.row, 0.0)
        before[part.row] = start + part.share
        if part.share >= _narrowest(part.measures):
            numbers.append(PartNumber(start + part.share / 2, part.row, part.state, part.measures))
    return numbers


def _note(number: PartNumber) -> dict[str, Any]:
    """A number on a patch of the plain fill, so that no pattern runs through it."""
    state = look.STATES[number.state]
    return {
        "x": number.share,
        "y": number.row + CENTRE,
        "text": f"<b>{number.count}</b>",
        "borderpad": 2,
        "bgcolor": state.fill,
        "font": {"size": 13, "color": state.text},
    }


def _narrowest(count: int) -> float:
    """The share from which a number fits its part on the narrowest screen."""
    return (len(str(count)) * _DIGIT + _PADDING) / _NARROWEST_CHART
