"""What stands over a list: which list, how it is grouped, its order on a phone, its files."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.components.measure_heads import order_form
from dashboard.components.segments import segments
from dashboard.lists.listing import GROUPINGS, Listing


def list_toolbar(listing: Listing, *choices: Component) -> html.Div:
    """The choice of grouping and the files of the very rows, after the choices that a page has of its own."""
    words = listing.view.words
    return html.Div(
        [
            *choices,
            html.Div(
                [
                    html.Span(words("lists.grouping"), className="small mut name"),
                    _grouping(listing),
                ],
                className="pair",
            ),
            *([] if listing.grouping else [order_form(listing)]),
            html.Span(className="grow"),
            html.Div(_files(listing), className="files"),
        ],
        className="toolbar",
    )


def _grouping(listing: Listing) -> html.Div:
    view, words = listing.view, listing.view.words
    choices: list[tuple[str, str, bool]] = [
        (words("lists.ungrouped"), view.link(group=None), not listing.grouping)
    ]
    choices += [
        (words(f"lists.group_{name}"), view.link(group=name), listing.grouping == name)
        for name in GROUPINGS
    ]
    return segments(words("lists.grouping"), choices)


def _files(listing: Listing) -> Sequence[Component]:
    words, filters = listing.view.words, listing.view.filters
    arranged = listing.arrangement(listing.view.asked).parameters
    files = (
        (links.ROWS_CSV, words("lists.csv"), words("lists.csv_why")),
        (links.ROWS_XLSX, words("lists.xlsx"), words("lists.xlsx_why")),
        (links.CONDITIONS_CSV, words("lists.conditions"), words("lists.conditions_why")),
    )
    return [
        html.A(
            [icon("download"), text],
            href=links.with_pairs(links.rows_file_link(filters, name), arranged),
            className="btn-2",
            title=why,
            **{"data-file": "1"},
        )
        for name, text, why in files
    ]
