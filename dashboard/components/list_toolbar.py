"""What stands over a list: which list, how it is grouped, its order on a phone, its files."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.components.segments import segments
from dashboard.lists.listing import GROUPINGS, Listing, usual_order


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
            *_order(listing),
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


def _order(listing: Listing) -> list[Component]:
    """The choice of an order where the table shows cards and has no heads to press."""
    if listing.grouping:
        return []
    words = listing.view.words
    options = [html.Option(words("lists.order_usual"), value="")]
    for column in listing.columns:
        if column.on_screen:
            head = column.head(words, listing.name)
            options += [
                html.Option(words("lists.order_up", column=head), value=column.key),
                html.Option(words("lists.order_down", column=head), value=f"-{column.key}"),
            ]
    choice = html.Select(
        options,
        className="form-select",
        **{"data-rows-act": "order", "data-usual": usual_order(listing.name)},
    )
    return [
        html.Label(
            [html.Span(words("lists.order"), className="small mut"), choice], className="order"
        )
    ]


def _files(listing: Listing) -> Sequence[Component]:
    words, filters = listing.view.words, listing.view.filters
    files = (
        (links.ROWS_CSV, words("lists.csv"), words("lists.csv_why")),
        (links.ROWS_XLSX, words("lists.xlsx"), words("lists.xlsx_why")),
        (links.CONDITIONS_CSV, words("lists.conditions"), words("lists.conditions_why")),
    )
    return [
        html.A(
            [icon("download"), text],
            href=links.rows_file_link(filters, name),
            className="btn-2",
            title=why,
            # the table's own order and filters are added in the browser
            **{"data-file": "1", "data-rows-file": filters.to_query()},
        )
        for name, text, why in files
    ]
