"""Огляд: how far are the plans? The answer in a sentence, then where it comes from."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboard import links
from dashboard.components.empty import empty_selection
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.metrics.reporting import describe_reporting
from dashboard.pages.overview.answer import answer, selection
from dashboard.pages.overview.attention import attention
from dashboard.pages.overview.breakdown import breakdown
from dashboard.pages.overview.cards import cards
from dashboard.pages.overview.plans import left_out, plan_list
from dashboard.pages.overview.squares import squares


def layout(view: View) -> list[Component]:
    """The overview of the measures in view; the state filter narrows lists, never a rate."""
    if view.rows.empty:
        return [empty_selection(view)]
    reporting = describe_reporting(view.population)
    aside = [attention(view)]
    if len(reporting.plans) > 1:
        aside.append(plan_list(view, reporting))
    if reporting.figures.left_out:
        aside.append(left_out(view, reporting))
    return [
        answer(view, reporting),
        selection(view, reporting),
        cards(view, reporting),
        html.Div(
            [
                html.Div([breakdown(view, reporting), *squares(view)], className="column"),
                html.Div(aside, className="column"),
            ],
            className="grid c84",
        ),
    ]


PAGE: Final = Page(
    path=links.OVERVIEW,
    title_key="overview.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "rows"),
)
