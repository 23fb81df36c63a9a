"""The table of measures: AG Grid where the reader sorts and filters, cards on a phone, a plain table on paper."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from typing import Any, Final

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.components.panel import section
from dashboard.components.typography import nbsp
from dashboard.lists.columns import Column, Kind
from dashboard.lists.listing import BY_BODY, Listing, usual_order
from dashboard.lists.records import Record, Records
from dashboard.tables import GRID_OPTIONS

WHOLE_UP_TO: Final = 120
# where the plan or a reason stands beside, the others give way
_CROWDED: Final = {"due": 132, "days": 156, "state": 176}
TALLEST: Final = "max(480px, calc(100vh - 120px))"

_FILTERS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {
        "filter": "agTextColumnFilter",
        "filterParams": {"filterOptions": ["contains"], "maxNumConditions": 1},
        "cellDataType": "text",
        "filterValueGetter": {"function": "textOf(params)"},
    },
    Kind.NUMBER: {
        "filter": "agNumberColumnFilter",
        "filterParams": {
            "filterOptions": ["inRange", "greaterThanOrEqual", "lessThanOrEqual", "equals"],
            "inRangeInclusive": True,
            "maxNumConditions": 1,
        },
        "cellDataType": "number",
    },
    Kind.DATE: {
        "filter": "agDateColumnFilter",
        "filterParams": {
            "filterOptions": ["inRange", "greaterThan", "lessThan", "equals"],
            "inRangeInclusive": True,
            "maxNumConditions": 1,
        },
        "cellDataType": "dateString",
    },
}
_LAYOUT: Final[dict[str, dict[str, Any]]] = {
    "number": {"width": 78, "cellClass": "n"},
    "title": {"flex": 6, "minWidth": 200, "cellRenderer": "MeasureTitle"},
    "plan": {"flex": 2, "minWidth": 152, "cellRenderer": "MeasureText"},
    "bodies": {"flex": 4, "minWidth": 150, "cellRenderer": "MeasureBody"},
    "due": {"width": 146, "minWidth": 120, "cellRenderer": "MeasureDue", "cellClass": "num"},
    "days": {"width": 164, "minWidth": 132, "cellRenderer": "MeasureDays", "cellClass": "num"},
    "reason": {"flex": 2, "minWidth": 130, "cellRenderer": "MeasureText"},
    "state": {"width": 180, "minWidth": 130, "cellRenderer": "MeasureState"},
}


def measure_grid(listing: Listing) -> list[Component]:
    """The rows of a list: one table, or one of single and one of collective bodies where they are grouped."""
    shown = listing.view.words.plural(
        "lists.said", len(listing.view.rows), list=listing.title.rstrip(".")
    )
    title = html.H2(listing.title, className="print-title", **{"data-say": shown})
    if not listing.grouping:
        table = _Table(listing, "all", len(listing.lines))
        return [title, table.draw(table.records.of_lines(listing.lines))]
    if listing.grouping != BY_BODY:
        return [title, _grouped(listing, "all", listing.groups)]
    single = [group for group in listing.groups if not group.collective]
    collective = [group for group in listing.groups if group.collective]
    tables: list[Component] = [title]
    if single:
        tables.append(_grouped(listing, "single", single))
    if collective:
        words = listing.view.words
        tables.append(
            section(
                words("lists.collective"),
                _grouped(listing, "collective", collective),
                subtitle=words("lists.collective_why"),
            )
        )
    return tables


def _grouped(listing: Listing, name: str, groups: Sequence[Any]) -> Component:
    measures = {line.measure_id for group in groups for line in group.lines}
    table = _Table(listing, name, len(measures))
    return table.draw(table.records.of_groups(groups))


class _Table:
    """One table and what stands around it; its id changes with the view, so that no state is carried over."""

    def __init__(self, listing: Listing, name: str, measures: int) -> None:
        self.listing = listing
        self.words = listing.view.words
        self.measures = measures
        self.records = Records(listing)
        view = f"{listing.view.link()} {listing.view.snapshot.version} {name}"
        self.id = f"rows-{name}-{zlib.crc32(view.encode()):08x}"
        self.columns = [column for column in listing.columns if column.on_screen]

    def draw(self, records: list[Record]) -> html.Div:
        """The table of these records with its count and its place on paper."""
        is_whole = len(records) <= WHOLE_UP_TO
        grid = dag.AgGrid(
            id=ids.grid_id(self.id),
            className="measures-grid",
            columnDefs=[*itertools.starmap(self._column, enumerate(self.columns)), self._card()],
            defaultColDef=self._default_column(),
            rowData=records,
            getRowId=None if self.listing.grouping else "params.data.id",
            dashGridOptions=self._options(is_whole),
            style={"height": None if is_whole else TALLEST},
        )
        printed = html.Div(
            id=f"{self.id}-print",
            className="print-rows",
            **{
                "data-cut": self.words("lists.print_cut", printed="{printed}", all="{all}"),
                "data-filtered": self.words("lists.print_filtered", filters="{filters}"),
            },
        )
        return html.Div([html.Div(grid, id=self.id, className="measures"), printed, self._foot()])

    def _options(self, is_whole: bool) -> dict[str, Any]:
        options: dict[str, Any] = {
            "theme": GRID_OPTIONS["theme"],
            "getLocaleText": GRID_OPTIONS["getLocaleText"],
            "domLayout": "autoHeight" if is_whole else "normal",
            "getRowHeight": {"function": "measureRowHeight(params)"},
            "rowHeight": 58,
            "rowBuffer": 12,
            "animateRows": False,
            "suppressCellFocus": True,
            "suppressMovableColumns": True,
            "suppressDragLeaveHidesColumns": True,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "context": self._context(),
        }
        if self.listing.grouping:
            options["isFullWidthRow"] = {"function": "isGroupHead(params)"}
            options["fullWidthCellRenderer"] = "GroupHead"
        return options

    def _context(self) -> dict[str, Any]:
        return {
            "root": self.id,
            "print": f"{self.id}-print",
            "shown": f"{self.id}-shown",
            "clear": f"{self.id}-clear",
            "arranges": not self.listing.grouping,
            "measures": self.measures if self.listing.grouping else None,
            "usual": usual_order(self.listing.name),
            "columns": [column.key for column in self.columns],
            "heads": {column.key: self._head(column) for column in self.columns},
            "kinds": {column.key: column.kind.value for column in self.columns},
            "roles": self.listing.grouping == BY_BODY,
            "dueHead": self._head_of("due"),
            **self.records.words,
        }

    def _default_column(self) -> dict[str, Any]:
        is_free = not self.listing.grouping
        return {
            "sortable": is_free,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "suppressHeaderKeyboardEvent": {"function": "leavesHeads(params)"},
            "suppressKeyboardEvent": {"function": "isTab(params)"},
            "suppressHeaderFilterButton": not is_free,
            "wrapText": True,
            "autoHeight": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        }

    def _column(self, place: int, column: Column) -> dict[str, Any]:
        is_grouped = bool(self.listing.grouping)
        is_crowded = {"plan", "reason"} & {shown.key for shown in self.columns}
        definition: dict[str, Any] = {
            "colId": column.key,
            "field": column.key,
            "headerName": self._head(column),
            "headerClass": "" if column.kind is Kind.TEXT else "num",
            "comparator": {"function": f"byRank({place})"},
            **_FILTERS[column.kind],
            **_LAYOUT[column.key],
        }
        if is_crowded and column.key in _CROWDED:
            definition["width"] = _CROWDED[column.key]
        if is_grouped:
            definition |= {"filter": False}
            if column.key == "bodies" and self.listing.grouping == BY_BODY:
                definition |= {"flex": 2}
        usual = usual_order(self.listing.name)
        if not is_grouped and usual.removeprefix("-") == column.key:
            definition["sort"] = "desc" if usual.startswith("-") else "asc"
        return definition

    def _card(self) -> dict[str, Any]:
        return {
            "colId": "card",
            "headerName": self._head_of("title"),
            "hide": True,
            "flex": 1,
            "sortable": False,
            "filter": False,
            "cellRenderer": "MeasureCard",
        }

    def _head(self, column: Column) -> str:
        if column.key == "bodies" and self.listing.grouping == BY_BODY:
            return self.words("column.role")
        return column.head(self.words, self.listing.name)

    def _head_of(self, key: str) -> str:
        return self._head(next(column for column in self.listing.columns if column.key == key))

    def _foot(self) -> html.Div:
        words = self.words
        whole = words.number(self.measures)
        counted = html.Span(
            words("lists.shown", shown=whole, all=whole),
            id=f"{self.id}-shown",
            role="status",
            **{"data-text": words("lists.shown", shown="{shown}", all=whole)},
        )
        clear = html.Button(
            words("lists.clear"),
            id=f"{self.id}-clear",
            type="button",
            className="as-link",
            hidden=True,
            **{"data-rows-act": "clear"},
        )
        explained = words(f"lists.explained_{self.listing.name}") if self._is_explained else ""
        return html.Div([counted, " ", clear, " ", nbsp(explained)], className="meta list-foot")

    @property
    def _is_explained(self) -> bool:
        return self.words.has(f"lists.explained_{self.listing.name}")
