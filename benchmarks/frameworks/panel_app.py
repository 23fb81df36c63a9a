"""Огляд's main view in Panel: completion by theme, the overdue measures and three filters. See `../others.py`."""

from __future__ import annotations

import sys

import pandas as pd
import panel as pn
import plotly.graph_objects as go

sys.path.insert(0, __file__.rpartition("/")[0])
from view import ANY, FRAME, NAMES, bars, choices, late, narrow, sentence

pn.extension("plotly", "tabulator")


@pn.cache
def measures() -> pd.DataFrame:
    """The measures, read once for all readers."""
    return pd.read_pickle(FRAME)


def page() -> pn.Column:
    """What one reader gets."""
    frame = measures()
    fields = {
        name: pn.widgets.RadioButtonGroup(
            name=name, options=[ANY, *choices(frame, name)], value=ANY
        )
        for name in NAMES
    }

    def answer(**chosen: str) -> pn.pane.Markdown:
        return pn.pane.Markdown("# " + sentence(narrow(frame, chosen)))

    def chart(**chosen: str) -> pn.pane.Plotly:
        return pn.pane.Plotly(go.Figure(bars(narrow(frame, chosen))), height=420)

    def table(**chosen: str) -> pn.widgets.Tabulator:
        rows = late(narrow(frame, chosen))
        return pn.widgets.Tabulator(rows, pagination="remote", page_size=20, show_index=False)

    return pn.Column(
        *fields.values(),
        *(pn.bind(part, **fields) for part in (answer, chart, table)),
    )


page().servable()
