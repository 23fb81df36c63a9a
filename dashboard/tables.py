"""What every sortable table is given."""

from __future__ import annotations

from typing import Any, Final

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
