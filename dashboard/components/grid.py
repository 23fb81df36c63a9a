"""A sortable table (AG Grid, its free edition) with Ukrainian words and order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_ag_grid
from dash import html
from dash.development.base_component import Component

from dashboard.ids import grid_id
from dashboard.tables import DEFAULT_COLUMN, GRID_OPTIONS, ColumnDef


def grid(
    name: str,
    label: str,
    columns: Sequence[ColumnDef],
    rows: Sequence[dict[str, Any]],
    **options: Any,
) -> Component:
    """The rows as a table that people sort and filter; `options` are AG Grid's own (camelCase)."""
    return html.Div(
        dash_ag_grid.AgGrid(
            id=grid_id(name),
            columnDefs=list(columns),
            rowData=list(rows),
            defaultColDef=DEFAULT_COLUMN,
            dashGridOptions={**GRID_OPTIONS, "pagination": len(rows) > 50, **options},
            style={"width": "100%", "height": None},
            dangerously_allow_code=False,
        ),
        className="grid-box",
        role="region",
        **{"aria-label": label},
    )
