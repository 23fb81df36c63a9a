"""The table twin of a chart: the same numbers for keyboard, screen reader and copying."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from data.i18n import Words


def twin(words: Words, *content: Component) -> html.Details:
    """«Показати ці самі дані таблицею» with the table folded under it."""
    return html.Details(
        [html.Summary([icon("table"), words("common.twin")]), *content], className="twin"
    )
