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
    figures = reporting.figures
    outside = [left_out(view, reporting)] if figures.left_out or figures.outside else []
    if len(reporting.plans) == 1:
        # the squares of one plan fit under its chart, those of several plans need the whole width
        main = [breakdown(view, reporting), *squares(view)]
        aside, below = [attention(view), *outside], []
    else:
        main = [breakdown(view, reporting), *outside]
        aside, below = [attention(view), plan_list(view, reporting)], squares(view)
    columns = [html.Div(part, className="column") for part in (main, aside)]
    return [
        answer(view, reporting),
        selection(view, reporting),
        cards(view, reporting),
        html.Div(columns, className="grid c84"),
        *below,
    ]


PAGE: Final = Page(
    path=links.OVERVIEW,
    title_key="overview.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "rows"),
)
