"""Measures of one body by period of their due dates: a stacked column a period, parts in the states' order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
    counts = counts.assign(
        place=[
            places[year, quarter]
            for year, quarter in zip(counts["year"], counts["quarter"], strict=True)
        ]
    )
    traces: list[Trace] = []
    for name, state in look.STATES.items():
        of_state = counts[counts["state"] == name]
        if not of_state.empty:
            traces.append(_trace(of_state, state, names, words))
    totals = counts.groupby("place")["measures"].sum()
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
        yaxis={"visible": False, "range": [0, 1.02 * float(totals.max())]},
        annotations=[
            {
                "x": place,
                "y": int(totals.get(place, 0)),
                "yanchor": "bottom",
                "text": f"<b>{int(totals.get(place, 0))}</b>",
                "showarrow": False,
                "font": {"size": 14},
            }
            for place in range(len(periods))
        ],
    )


def _trace(counts: pd.DataFrame, state: look.Look, names: Sequence[str], words: Words) -> Trace:
    word = escape(words(state.word))
    return {
        "type": "bar",
        "x": counts["place"].tolist(),
        "y": counts["measures"].tolist(),
        "width": WIDTH,
        "marker": look.marker_of(state),
        "hovertext": [
            f"<b>{word}: {count}</b><br>{escape(names[place])}"
            for place, count in zip(counts["place"], counts["measures"], strict=True)
        ],
        "hoverinfo": "text",
        "customdata": counts["href"].tolist(),
        "name": word,
    }
