"""Огляд: how far are the plans? The answer in a sentence, then where it comes from."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboard import links
from dashboard.components.empty import empty_selection
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.metrics.completion import count_completion
from dashboard.names import as_of_phrase


def layout(view: View) -> list[Component]:
    """The overview of the measures in view."""
    if view.rows.empty:
        return [empty_selection(view)]
    figures = count_completion(view.population)
    answer = f"{as_of_phrase(view.words, view.as_of)}: {figures.completed} / {figures.base}"
    return [html.H1(nbsp(answer), className="answer")]


PAGE: Final = Page(
    path=links.OVERVIEW,
    title_key="overview.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "rows"),
)
