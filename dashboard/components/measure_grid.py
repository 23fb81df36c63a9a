"""The table of measures: AG Grid where the reader sorts and filters, cards on a phone, a plain table on paper."""

from __future__ import annotations

import itertools
import zlib
from typing import Any, Final

import dash_ag_grid as dag
from dash.development.base_component import Component

from dashboard import html, ids, links
from dashboard.components.panel import section
from dashboard.components.typography import nbsp
from dashboard.lists.columns import Column, Kind
from dashboard.lists.listing import BY_BODY, Listing, Sheet, usual_order
from dashboard.lists.records import Record, Records, tell_sheet
from dashboard.tables import GRID_OPTIONS

# where the plan or a reason stands beside, the others give way
_CROWDED: Final = {"due": 132, "days": 156, "state": 176}

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
# a row has room for two lines; to learn what a taller cell needs a browser lays out the row for each such cell
_TWO_LINES: Final = {"autoHeight": False}
_LAYOUT: Final[dict[str, dict[str, Any]]] = {
    "number": {"width": 78, "cellClass": "n", **_TWO_LINES},
    "title": {"flex": 6, "minWidth": 200, "cellRenderer": "MeasureTitle"},
    "plan": {"flex": 2, "minWidth": 152, "cellRenderer": "MeasureText"},
    "bodies": {"flex": 5, "minWidth": 150, "cellRenderer": "MeasureBody"},
    "due": {"width": 132, "minWidth": 120, "cellRenderer": "MeasureDue", "cellClass": "num"},
    "days": {
        "width": 144,
        "minWidth": 132,
        "cellRenderer": "MeasureDays",
        "cellClass": "num",
        **_TWO_LINES,
    },
    "reason": {"flex": 2, "minWidth": 130, "cellRenderer": "MeasureText"},
    "state": {"width": 180, "minWidth": 130, "cellRenderer": "MeasureState"},
}


def measure_grid(listing: Listing) -> list[Component]:
    """The rows of a list, of a long one a page: one table, or one of single and one of collective bodies."""
    shown = listing.view.words.plural(
        "lists.said", len(listing.view.rows), list=listing.title.rstrip(".")
    )
    title = html.H2(listing.title, className="print-title", **{"data-say": shown})
    sheet = listing.sheet(listing.view.asked)
    if not listing.grouping:
        table = _Table(listing, sheet, "all", len(listing.rows))
        records = table.records
        shown = records.of_all() if listing.is_whole else records.of_lines(sheet.lines)
        return [title, table.draw(shown)]
    sections = listing.sections(listing.grouping)
    kinds = (
        ((False, "single"), (True, "collective"))
        if listing.grouping == BY_BODY
        else ((False, "all"),)
    )
    tables: list[Component] = [title]
    for is_collective, name in kinds:
        groups = [group for group in sheet.groups if group.collective == is_collective]
        if groups:
            whole = [section for section in sections if section.collective == is_collective]
            table = _Table(listing, sheet, name, listing.count_measures(whole))
            drawn = table.draw(table.records.of_groups(groups))
            tables.append(_under_head(listing, is_collective, drawn))
    return tables


def _under_head(listing: Listing, is_collective: bool, table: Component) -> Component:
    words = listing.view.words
    if not is_collective:
        return table
    return section(words("lists.collective"), table, subtitle=words("lists.collective_why"))


class _Table:
    """One table and what stands around it; its id changes with the view, so that no state is carried over."""

    def __init__(self, listing: Listing, sheet: Sheet, name: str, measures: int) -> None:
        self.listing = listing
        self.sheet = sheet
        self.words = listing.view.words
        self.measures = measures
        self.records = Records(listing)
        page = "" if listing.is_whole else repr(sorted(listing.view.asked.items()))
        view = f"{listing.view.link()} {listing.view.snapshot.version} {name} {page}"
        self.id = f"rows-{name}-{zlib.crc32(view.encode()):08x}"
        self.columns = [column for column in listing.columns if column.on_screen]

    def draw(self, records: list[Record]) -> html.Div:
        """The table of these records with its count and its place on paper."""
        keeps_rows = self.listing.is_whole and not self.listing.grouping
        grid = dag.AgGrid(
            id=ids.grid_id(self.id),
            className="measures-grid",
            columnDefs=[*itertools.starmap(self._column, enumerate(self.columns)), self._card()],
            defaultColDef=self._default_column(),
            rowData=records,
            getRowId="params.data.id" if keeps_rows else None,
            dashGridOptions=self._options(),
            style={"height": None},
        )
        printed = html.Div(
            id=f"{self.id}-print",
            className="print-rows",
            **{"data-filtered": self.words("lists.print_filtered", filters="{filters}")},
        )
        # its place is kept while it is drawn, so that nothing below it moves
        place = {"--rows": len(records)}
        table = html.Div(grid, id=self.id, className="measures", tabIndex="-1", style=place)
        return html.Div([table, printed, *self._foot()])

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "theme": GRID_OPTIONS["theme"],
            "getLocaleText": GRID_OPTIONS["getLocaleText"],
            "domLayout": "autoHeight",
            "getRowHeight": {"function": "measureRowHeight(params)"},
            "rowHeight": 58,
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
            "sheet": None if self.listing.is_whole else tell_sheet(self.listing, self.sheet),
            "pager": f"{self.id}-pager",
            "data": links.rows_data_link(self.listing.view.filters),
            "fault": self.words("lists.sheet_fault"),
            "version": self.listing.view.snapshot.version,
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
            "comparator": {
                "function": f"byRank({place})" if self.listing.is_whole else "asGiven()"
            },
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

    def _foot(self) -> list[Component]:
        words = self.words
        whole = words.number(self.measures)
        is_paged = not self.listing.is_whole
        told = (
            tell_sheet(self.listing, self.sheet)["told"]
            if is_paged
            else words("lists.shown", shown=whole, all=whole)
        )
        counted = html.Span(
            told,
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
        # the browser draws the steps, for it knows the order and the filters
        pager = [html.Nav(id=f"{self.id}-pager", className="pager rows-pager")] if is_paged else []
        foot = html.Div([counted, " ", clear, " ", nbsp(explained)], className="meta list-foot")
        return [*pager, foot]

    @property
    def _is_explained(self) -> bool:
        return self.words.has(f"lists.explained_{self.listing.name}")
