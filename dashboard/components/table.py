"""A plain table: heads, rows, figures on the right; with the class `cards` its rows become cards on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.scrolling import scrolling


class Column(NamedTuple):
    """A column of a plain table: its head, and whether it holds figures."""

    head: str
    is_number: bool = False


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | int | Component | None]],
    *,
    total: Sequence[str | int | None] = (),
    class_name: str = "",
) -> html.Div:
    """A table whose first cell heads its row; an absent value is «—», a zero is written."""
    head = html.Tr(
        [
            html.Th(column.head, scope="col", className="num" if column.is_number else None)
            for column in columns
        ]
    )
    as_cards = "cards" in class_name.split()
    body = [_row(columns, row, as_cards=as_cards) for row in rows]
    if total:
        body.append(_row(columns, total, "tot", as_cards=as_cards))
    drawn = html.Table(
        [html.Caption(caption, className="vh"), html.Thead(head), html.Tbody(body)],
        className=class_name or None,
    )
    return scrolling(drawn, caption, "tw")


def _row(
    columns: Sequence[Column], cells: Sequence[Any], class_name: str = "", *, as_cards: bool
) -> html.Tr:
    shown = ["—" if cell is None else cell for cell in cells]
    return html.Tr(
        [
            html.Th(shown[0], scope="row"),
            *(
                html.Td(
                    cell if isinstance(cell, Component) else str(cell),
                    className="num" if column.is_number else None,
                    # a card has no heads over it: each cell says its own
                    **({"data-label": column.head} if as_cards else {}),
                )
                for column, cell in zip(columns[1:], shown[1:], strict=True)
            ),
        ],
        className=class_name or None,
    )
