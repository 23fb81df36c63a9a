"""Where a search is typed: the field in the head of every page and the large one of the page «Пошук»."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.filters import Filters, href
from dashboard.metrics.query import LONGEST
from data.i18n import Words

# the field that the address keeps for the query
QUERY = "q"


def header_search(words: Words, filters: Filters, current: Page | None) -> list[Component]:
    """A field on wide screens, a link elsewhere; the page «Пошук» has its own field."""
    is_there = current is not None and current.path == links.SEARCH
    address = search_link(filters)
    link = html.A(
        [icon("search"), html.Span(words("search.title"), className="name")],
        href=address,
        className="ib to-search",
        **({"aria-current": "page"} if is_there else {}),
    )
    return [link] if is_there else [_small_form(words, address), link]


def search_form(view: View) -> html.Form:
    """The field of the page with what was asked for in it."""
    words = view.words
    asked = view.variables[QUERY]
    field = html.Label(
        [
            html.Span(words("search.field"), className="vh"),
            icon("search"),
            dbc.Input(
                # a query from elsewhere must stand in the field though the page stays the same
                key=asked,
                type="search",
                name=QUERY,
                value=asked[:LONGEST],
                maxlength=LONGEST,
                autocomplete="off",
            ),
        ]
    )
    button = html.Button(words("search.go"), type="submit", className="btn-1")
    return html.Form(
        [field, button], className="sbox to-page", role="search", action=search_link(view.filters)
    )


def search_link(filters: Filters, query: str = "") -> str:
    """The page «Пошук» within the filters that a reader has, for a query."""
    address = href(links.SEARCH, filters.only(ALL_FILTERS).without("rows", "group", "state"))
    return links.with_parameters(address, q=query)


def _small_form(words: Words, address: str) -> html.Form:
    field = html.Label(
        [
            html.Span(words("search.field"), className="vh"),
            icon("search"),
            dbc.Input(
                type="search",
                name=QUERY,
                maxlength=LONGEST,
                autocomplete="off",
                placeholder=words("search.title"),
            ),
            html.Kbd("/", **{"aria-hidden": "true"}, title=words("search.key")),
        ]
    )
    return html.Form([field], className="find to-page", role="search", action=address)
