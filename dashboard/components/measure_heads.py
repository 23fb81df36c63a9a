"""The heads of a table of measures: each sorts by a link and filters by a small form, both in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.icon import icon
from dashboard.components.measure_cells import Cells
from dashboard.lists.arrange import SORT, Arrangement, Range, told
from dashboard.lists.columns import Column, Kind
from dashboard.lists.listing import Listing, usual_order

Parameters: TypeAlias = Sequence[tuple[str, str]]

_INPUTS: Final = {Kind.NUMBER: "number", Kind.DATE: "date"}
_AROUND: Final = "col-filter"


def table_address(listing: Listing, parameters: Parameters) -> str:
    """The address of the list with its table arranged so: `/zakhody?region=UA-09&sort=-days`."""
    return links.with_pairs(listing.view.link(), parameters)


class Heads:
    """Draws the heads of one list, which say how its table is arranged now."""

    def __init__(self, cells: Cells) -> None:
        self.listing = cells.listing
        self._cells = cells
        self._words = cells.listing.view.words
        self._now = cells.listing.arrangement(cells.listing.view.asked)
        self._chosen = dict(self._now.filters)

    def draw(self) -> html.Thead:
        """The row of heads; those of a grouped list, which keeps its order, are plain."""
        draw: Callable[[Column], Component] = self._plain if self.listing.grouping else self._head
        return html.Thead(html.Tr([draw(column) for column in self._cells.columns]))

    def _plain(self, column: Column) -> html.Th:
        name = self._cells.column_head(column)
        return html.Th(name, scope="col", className=self._cells.class_of(column))

    def _head(self, column: Column) -> html.Th:
        name, order = self._cells.column_head(column), self._order_of(column)
        sort = html.A(_called(name, order), href=self._sorted(column, order), className="sort")
        sorted_so = {"aria-sort": order} if order else {}
        return html.Th(
            html.Div([sort, self._filter(column, name)], className="col-head"),
            scope="col",
            className=self._cells.class_of(column),
            **sorted_so,
        )

    def _order_of(self, column: Column) -> str:
        """How the rows stand by a column: the first criterion counts, that of the list where none is chosen."""
        usual = usual_order(self.listing.name)
        first = self._now.sort[0] if self._now.sort else (usual.removeprefix("-"), "-" in usual)
        if first[0] != column.key:
            return ""
        return "descending" if first[1] else "ascending"

    def _sorted(self, column: Column, order: str) -> str:
        """Up first, then down; from there back to the list's own order."""
        is_own = not self._now.sort
        wanted = (
            () if order == "descending" and not is_own else ((column.key, order == "ascending"),)
        )
        return self._address(Arrangement(wanted, self._now.filters))

    def _address(self, arrangement: Arrangement) -> str:
        return table_address(self.listing, arrangement.parameters)

    def _filter(self, column: Column, name: str) -> html.Details:
        words, is_on = self._words, column.key in self._chosen
        label = words("lists.filter_of", column=name)
        lid = html.Summary([icon("funnel"), html.Span(label, className="vh")], title=label)
        go: list[Component] = [html.Button(words("filters.show"), type="submit", className="btn-1")]
        if is_on:
            rest = tuple(pair for pair in self._now.filters if pair[0] != column.key)
            without = self._address(Arrangement(self._now.sort, rest))
            go.append(link_button(words("lists.filter_off"), without))
        form = html.Form(
            [self._field(column, name), html.Div(go, className="go")],
            className="to-address",
            action=self.listing.view.address,
        )
        state = "drop " + _AROUND + (" on" if is_on else "")
        return html.Details([lid, html.Div(form, className="pop")], className=state)

    def _field(self, column: Column, name: str) -> Component:
        words, parameter = self._words, f"{links.TABLE_FILTER}{column.key}"
        chosen = self._chosen.get(column.key)
        if column.kind is Kind.TEXT:
            value = chosen if isinstance(chosen, str) else ""
            field = dbc.Input(type="text", name=parameter, value=value, maxLength=200)
            asked = html.Span(words("lists.filter_contains", column=name), className="name")
            return html.Label([asked, field], className="field")
        ends = chosen if isinstance(chosen, Range) else Range()
        between = [
            self._end(column.kind, words(key), end)
            for key, end in (("lists.filter_from", ends.first), ("lists.filter_to", ends.last))
        ]
        legend = html.Legend(words("lists.filter_between", column=name), className="name")
        pair = html.Div(between, className="pair", **{"data-range": parameter})
        return html.Fieldset([legend, pair], className="field")

    def _end(self, kind: Kind, word: str, end: Any) -> html.Label:
        """One end of a range; the form joins both into one parameter."""
        value = "" if end is None else str(end)
        field = dbc.Input(
            type=_INPUTS[kind], value=value, **({"min": 0} if kind is Kind.NUMBER else {})
        )
        return html.Label([html.Span(word, className="small mut"), field])


def _called(name: str, order: str) -> list[str | Component]:
    """The words of a head and the arrow of its order, which never begins a line."""
    if not order:
        return [name]
    *before, last = name.rsplit(" ", 1)
    arrow = icon("arrow-up" if order == "ascending" else "arrow-down")
    return [*(f"{word} " for word in before), html.Span([last, arrow], className="nowrap")]


def filters_told(listing: Listing, arrangement: Arrangement) -> str:
    """The filters of the table in words, for paper: «Захід — нарад; Прострочено — 91..365»."""
    heads = {
        column.key: column.head(listing.view.words, listing.name) for column in listing.columns
    }
    return "; ".join(f"{heads[key]} — {told(condition)}" for key, condition in arrangement.filters)


def order_form(listing: Listing) -> html.Form:
    """The choice of an order where the table shows cards and has no heads to press."""
    words, now = listing.view.words, listing.arrangement(listing.view.asked)
    chosen = now.parameters[0][1] if now.sort else ""
    options = [(words("lists.order_usual"), "")]
    for column in listing.columns:
        if column.on_screen:
            head = column.head(words, listing.name)
            options += [(words("lists.order_up", column=head), column.key)]
            options += [(words("lists.order_down", column=head), f"-{column.key}")]
    choice = html.Select(
        [
            html.Option(text, value=value, **({"selected": True} if value == chosen else {}))
            for text, value in options
        ],
        name=SORT,
        className="form-select",
        **{"data-act": "submit"},
    )
    label = html.Label([html.Span(words("lists.order"), className="small mut"), choice])
    return html.Form(label, className="to-address order", action=listing.view.address)
