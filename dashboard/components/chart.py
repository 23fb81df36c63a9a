"""A Plotly figure on a page: fixed height, no toolbar, marks that open their rows, a table twin below."""

from __future__ import annotations

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.ids import chart_id
from dashboard.look import GRAPH_CONFIG


def chart(name: str, figure: go.Figure, label: str) -> Component:
    """The figure of a name unique on its page; `label` tells screen readers what it shows.

    The `customdata` of a mark is the address of its rows. Its height is the figure's own, so that nothing shifts;
    a figure without one fills its box.
    """
    height = f"{figure.layout.height}px" if figure.layout.height else "100%"
    return html.Div(
        dcc.Graph(
            id=chart_id(name),
            figure=figure,
            config=GRAPH_CONFIG,
            style={"height": height},
            responsive=True,
        ),
        className="chart",
        role="img",
        style={"minHeight": height},
        **{"aria-label": label},
    )
