"""A Plotly figure on a page: fixed height, no toolbar, marks that open their rows, a table twin below."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboard import html
from dashboard.figures.figure import Figure
from dashboard.ids import chart_id
from dashboard.look import GRAPH_CONFIG


def chart(name: str, figure: Figure, label: str) -> Component:
    """The figure of a name unique on its page; `label` tells screen readers what it shows.

    The `customdata` of a mark is the address of its rows. Its height is the figure's own, so that nothing shifts;
    a figure without one fills its box.
    """
    own = figure["layout"].get("height")
    height = f"{own}px" if own else "100%"
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
