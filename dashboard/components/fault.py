"""What stands where a page could not be drawn: what happened, whose fault it is not, the next step."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.button import link_button
from dashboard.components.icon import icon
from dashboard.components.typography import nbsp
from dashboard.context import Page
from dashboard.filters import Filters, href
from dashboard.links import OVERVIEW
from data.errors import OgpError
from data.i18n import Words


def fault(title: str, text: str, buttons: Sequence[html.A] = ()) -> html.Div:
    """A red-edged note with what happened and what to do."""
    return html.Div(
        [
            html.Div([html.H1(title), html.P(nbsp(text))], className="fault", role="alert"),
            html.Div(list(buttons), className="go"),
        ],
        className="panel",
    )


def known_fault(
    words: Words, error: OgpError, code: str, filters: Filters, address: str
) -> html.Div:
    """An error of ours in words: a database that is busy, damaged or of another version; its code leads to the log."""
    key = f"error.{error.code}"
    told = words(key, **error.values) if words.has(key) else words("fault.unknown")
    text = words("fault.with_code", told=told, code=code)
    return fault(words("fault.title"), text, _ways_out(words, filters, address))


def server_fault(words: Words, code: str, filters: Filters, address: str) -> html.Div:
    """A fault of the program: its code leads to the log."""
    return fault(
        words("fault.title"), words("fault.server", code=code), _ways_out(words, filters, address)
    )


def not_found(words: Words, filters: Filters, pages: Sequence[Page]) -> html.Div:
    """No such page or no such measure, body or document: why that may be, and where else to go."""
    others = [
        html.Li(html.A(words(page.title_key), href=href(page.path, filters.only(["as_of"]))))
        for page in pages
        if page.path != OVERVIEW
    ]
    return html.Div(
        [
            icon("signpost-split"),
            html.H1(words("fault.not_found")),
            html.P(nbsp(words("fault.not_found_why"))),
            html.Div([_to_overview(words, filters, main=True)], className="go"),
            html.Nav(
                html.Ul(others), className="other-pages", **{"aria-label": words("fault.others")}
            ),
        ],
        className="empty",
    )


def _ways_out(words: Words, filters: Filters, address: str) -> list[html.A]:
    retry = html.A(words("fault.retry"), href=address, className="btn-1", **{"data-file": "1"})
    return [retry, _to_overview(words, filters)]


def _to_overview(words: Words, filters: Filters, *, main: bool = False) -> html.A:
    return link_button(
        words("fault.to_overview"), href(OVERVIEW, filters.only(["as_of"])), main=main
    )
