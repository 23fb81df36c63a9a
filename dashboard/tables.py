"""Columns of the sortable tables: Ukrainian order, days, figures, links and states as cells.

A row is a dict; a cell's address stands beside its value under `<field>_href`.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

ColumnDef: TypeAlias = dict[str, Any]

_TEXT_FILTER: Final = {
    "filter": "agTextColumnFilter",
    "filterParams": {"filterOptions": ["contains", "notContains"], "maxNumConditions": 1},
}
_NUMBER_FILTER: Final = {
    "filter": "agNumberColumnFilter",
    "filterParams": {
        "filterOptions": ["greaterThanOrEqual", "lessThanOrEqual", "equals", "inRange"],
        "maxNumConditions": 1,
    },
}
_DAY_FILTER: Final = {
    "filter": "agDateColumnFilter",
    "filterParams": {
        "comparator": {"function": "compareDays"},
        "filterOptions": ["lessThan", "greaterThan", "inRange"],
        "maxNumConditions": 1,
    },
}

# Given to every grid; rows are as tall as their words.
GRID_OPTIONS: Final[dict[str, Any]] = {
    "theme": {"function": "ogpTheme(themeQuartz)"},
    "getLocaleText": {"function": "localeText(params)"},
    "pagination": True,
    "paginationPageSize": 50,
    "paginationPageSizeSelector": [25, 50, 100, 500],
    "suppressCellFocus": False,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "suppressColumnVirtualisation": True,
    "animateRows": False,
    "domLayout": "autoHeight",
    "tooltipShowDelay": 300,
}
DEFAULT_COLUMN: Final[ColumnDef] = {
    "resizable": True,
    "sortable": True,
    "suppressHeaderMenuButton": False,
    "wrapHeaderText": True,
    "autoHeaderHeight": True,
    "suppressMovable": True,
}


def text_column(field: str, head: str, **more: Any) -> ColumnDef:
    """A column of texts in the Ukrainian order, wrapped; its cells are links where rows give `<field>_href`."""
    return {
        "field": field,
        "headerName": head,
        "comparator": {"function": "compareUkrainian"},
        "cellRenderer": "OgpLink",
        "wrapText": True,
        "autoHeight": True,
        "minWidth": 120,
        "flex": 1,
        **_TEXT_FILTER,
        **more,
    }


def number_column(field: str, head: str, **more: Any) -> ColumnDef:
    """A column of figures, right-aligned, with links where rows give them."""
    return {
        "field": field,
        "headerName": head,
        "type": "rightAligned",
        "cellRenderer": "OgpLink",
        "width": 120,
        **_NUMBER_FILTER,
        **more,
    }


def day_column(field: str, head: str, **more: Any) -> ColumnDef:
    """A column of days: rows hold ISO days (2013-06-30), people see 30.06.2013; empty days stand last."""
    return {
        "field": field,
        "headerName": head,
        "type": "rightAligned",
        "valueFormatter": {"function": "ogpDay(params.value)"},
        "comparator": {"function": "compareDaysInOrder"},
        "width": 130,
        **_DAY_FILTER,
        **more,
    }


def state_column(field: str, head: str, **more: Any) -> ColumnDef:
    """A column of states: rows hold the word; `<field>_class` and `<field>_icon` give its swatch."""
    return {
        "field": field,
        "headerName": head,
        "cellRenderer": "OgpState",
        "comparator": {"function": "compareUkrainian"},
        "minWidth": 170,
        **_TEXT_FILTER,
        **more,
    }
