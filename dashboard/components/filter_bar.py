"""The bar of filters: the day, what is chosen, and the panel that adds more. It never scrolls away."""

from __future__ import annotations

from datetime import date

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.button import copy_link_button, link_button, print_button
from dashboard.components.filter_form import filter_form
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.filters import SELECTING
from dashboard.markup import OVER_PAGE
from dashboard.names import as_of_text, value_names
from data.state import CLOSE

_SHOWN_VALUES = 2


def filter_bar(view: View) -> html.Div:
    """The bar of a page: only the filters it reads are offered."""
    chips = _chips(view)
    return html.Div(
        html.Div(
            [
                _as_of_block(view),
                html.Div(chips, className="chips"),
                *([_add_filter(view, len(chips))] if offers_filters(view) else []),
                html.Span(className="grow"),
                copy_link_button(view.words),
                print_button(view.words),
            ],
            className="wrap",
        ),
        className="filters",
        role="region",
        **{"aria-label": view.words("filters.title")},
    )


def offers_filters(view: View) -> bool:
    """Whether the page narrows measures at all, or only chooses the day."""
    return any(name in SELECTING for name in view.page.filters)


def _as_of_block(view: View) -> html.Details:
    words = view.words
    day = view.as_of
    label = words("filters.at") if view.is_at_close else words("filters.as_of")
    summary = html.Summary(
        [
            icon("calendar3"),
            html.Span(label, className="k"),
            html.B(as_of_text(words, day)),
            icon("chevron-down"),
            html.Span(words("filters.change_day"), className="vh"),
        ]
    )
    return html.Details(
        [summary, html.Div(_as_of_form(view), className=OVER_PAGE)],
        className="drop asof at-close" if view.is_at_close else "drop asof",
    )


def _as_of_form(view: View) -> list[Component]:
    words = view.words
    today = view.services.today()
    chosen = view.as_of if isinstance(view.as_of, date) else today
    field = html.Label(
        [
            html.Span(words("filters.day"), className="name"),
            dbc.Input(type="date", name="as_of", value=chosen.isoformat(), required=True),
        ],
        className="field",
    )
    go = html.Div(
        [
            html.Button(words("filters.show"), type="submit", className="btn-1"),
            link_button(words("filters.today"), view.link(as_of=today)),
        ],
        className="go",
    )
    close = html.Div(
        [
            html.P(nbsp(words("filters.close_means")), className="small mut"),
            link_button(words("filters.at_close"), view.link(as_of=CLOSE)),
        ],
        style={"marginTop": "16px", "display": "grid", "gap": "8px", "justifyItems": "start"},
    )
    return [html.Form([field, go], className="to-address", action=view.address), close]


def _chips(view: View) -> list[Component]:
    shown = [name for name in view.filters.active if name not in view.page.said]
    return [_chip(view, name) for name in shown]


def _chip(view: View, name: str) -> html.Span:
    words = view.words
    names = value_names(view, name)
    shown = ", ".join(names[:_SHOWN_VALUES])
    if len(names) > _SHOWN_VALUES:
        shown = words("filters.and_more", shown=shown, more=len(names) - _SHOWN_VALUES)
    field = words(f"filters.{name}")
    return html.Span(
        [
            html.Span(f"{field}:", className="k"),
            html.Span(shown, className="v", title="; ".join(names)),
            html.A(
                [icon("x-lg"), html.Span(words("filters.remove", name=field), className="vh")],
                href=view.link_of(view.filters.without(name)),
            ),
        ],
        className="chip",
    )


def _add_filter(view: View, count: int) -> html.Details:
    words = view.words
    short = words("filters.short", count=count) if count else words("filters.short_none")
    summary = html.Summary(
        [
            icon("sliders"),
            html.Span(words("filters.add"), className="long"),
            html.Span(short, className="short"),
        ]
    )
    chips = html.Div(_chips(view), className="chips-in")
    return html.Details(
        [summary, html.Div([chips, filter_form(view)], className=OVER_PAGE)],
        className="drop add-filter",
    )
