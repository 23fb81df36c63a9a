"""Measures of one body by period of their due dates: a stacked column a period, parts in the states' order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from dashboard import look
from dashboard.figures.figure import Figure, Trace, make_figure
from dashboard.figures.text import escape
from data.i18n import Words

HEIGHT: Final = 190
WIDTH: Final = 0.72
# so many names of years stand beside one another on the narrowest screen
_MOST_NAMES: Final = 8
_SIDE: Final = 8


def make_due_figure(
    counts: pd.DataFrame, periods: Sequence[tuple[int, int]], names: Sequence[str], words: Words
) -> Figure:
    """The columns of these periods under their names; of many every second, third … is named.

    A period is a year and a quarter, 0 for the whole year. `counts` has year, quarter, state, measures and href.
    """
    places = {period: place for place, period in enumerate(periods)}
    by_state: dict[str, list[_Part]] = {}
    totals: Counter[int] = Counter()
    columns = (counts[name].tolist() for name in ("year", "quarter", "state", "measures", "href"))
    for year, quarter, state, measures, href in zip(*columns, strict=True):
        part = _Part(places[year, quarter], measures, href)
        by_state.setdefault(state, []).append(part)
        totals[part.place] += measures
    traces = [
        _trace(by_state[name], own, names, words)
        for name, own in look.STATES.items()
        if name in by_state
    ]
    named = range(0, len(periods), -(-len(periods) // _MOST_NAMES) or 1)
    # a name wider than its column needs room beside the first and the last one, or Plotly leaves it out
    side = _SIDE if len(named) < len(periods) else 0
    return make_figure(
        traces,
        barmode="stack",
        height=HEIGHT,
        margin={"t": 24, "b": 40, "l": side, "r": side},
        xaxis={
            "range": [-0.5, len(periods) - 0.5],
            "tickmode": "array",
            "tickvals": list(named),
            "ticktext": [names[place].replace(" ", "<br>") for place in named],
            "tickangle": 0,
            "automargin": True,
        },
        yaxis={"visible": False, "range": [0, 1.02 * float(max(totals.values()))]},
        annotations=[
            {
                "x": place,
                "y": totals[place],
                "yanchor": "bottom",
                "text": f"<b>{totals[place]}</b>",
                "showarrow": False,
                "font": {"size": 14},
            }
            for place in range(len(periods))
        ],
    )


class _Part(NamedTuple):
    """The measures of one state in one column, and the address of their rows."""

    place: int
    measures: int
    href: str


def _trace(parts: Sequence[_Part], state: look.Look, names: Sequence[str], words: Words) -> Trace:
    word = escape(words(state.word))
    return {
        "type": "bar",
        "x": [part.place for part in parts],
        "y": [part.measures for part in parts],
        "width": WIDTH,
        "marker": look.marker_of(state),
        "hovertext": [
            f"<b>{word}: {part.measures}</b><br>{escape(names[part.place])}" for part in parts
        ],
        "hoverinfo": "text",
        "customdata": [part.href for part in parts],
        "name": word,
    }
