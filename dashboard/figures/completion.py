"""Measures by state, one stacked bar a row: as wide as the chart, parts in the states' order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard import look
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


@dataclass(frozen=True, slots=True)
class PartNumber:
    """The number of a part: the share of the row's width that lies before its middle, its row, state and count."""

    share: float
    row: int
    state: State
    count: int


def make_completion_figure(
    parts: pd.DataFrame, labels: Sequence[tuple[str, str]], words: Words
) -> go.Figure:
    """A bar for each label. `parts` has a row for each part of a bar: row, label, state, count, share, href.

    A row without parts stays an empty place: a heading stands there. On the page the labels (name and figure of
    a row) stand beside the bars and the numbers of parts over them as HTML, which a browser draws at once; the figure
    keeps both in its `meta` for the picture.
    """
    traces = [
        _trace(of_state, state, words)
        for name, state in look.STATES.items()
        if not (of_state := parts[parts["state"] == name]).empty
    ]
    layout = {
        "template": look.TEMPLATE,
        "barmode": "stack",
        "xaxis": {"range": [-MARGIN, 1 + MARGIN], "visible": False, "fixedrange": True},
        "yaxis": {"range": [len(labels) - 0.5, -0.5], "visible": False, "fixedrange": True},
        "autosize": True,
        "meta": {
            "rows": [
                {"name": wrap(name, width=40, lines=2), "value": escape(value)}
                for name, value in labels
            ],
            "centre": CENTRE,
            "pitch": _PICTURE_PITCH,
            "numbers": [_note(number) for number in part_numbers(parts)],
        },
    }
    return go.Figure(data=traces, layout=layout)


def _trace(parts: pd.DataFrame, state: look.Look, words: Words) -> go.Bar:
    word = words(state.word)
    told = [
        f"<b>{escape(word)}: {part.count}</b><br>{wrap(str(part.label))}"
        for part in parts.itertuples(index=False)
    ]
    return go.Bar(
        orientation="h",
        x=parts["share"].tolist(),
        y=parts["row"].tolist(),
        width=BAR,
        offset=OFFSET,
        marker=look.marker_of(state),
        hovertext=told,
        hoverinfo="text",
        customdata=parts["href"].tolist(),
        name=word,
    )


def part_numbers(parts: pd.DataFrame) -> list[PartNumber]:
    """The number of each part of `parts` (as for the figure) that has room for it, at its middle."""
    before: dict[int, float] = {}
    numbers = []
    for part in parts.itertuples(index=False):
        start = before.get(part.row, 0.0)
        before[part.row] = start + part.share
        if part.share >= _narrowest(part.count):
            numbers.append(PartNumber(start + part.share / 2, part.row, part.state, part.count))
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
