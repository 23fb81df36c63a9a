"""Every id of the pages in one place, so that a callback can be checked against them.

The address's own ids are Dash's: its router reads `LOCATION` and fills `CONTENT`.
"""

from __future__ import annotations

from typing import Final

LOCATION: Final = "_pages_location"
CONTENT: Final = "_pages_content"
PAGE_STORE: Final = "_pages_store"
LETTER: Final = "letter"
MAIN: Final = "main"
LIVE: Final = "live"
HEARD: Final = "heard"
HINTS: Final = "hints"
SETTLED: Final = "settled"
CHART: Final = "chart"
BY_MEASURE: Final = "zakhid-za-zakhodom"


def chart_id(name: str) -> dict[str, str]:
    """The id of a chart; a click on its marks opens the link of their `customdata`."""
    return {"type": CHART, "name": name}


def field_id(name: str) -> str:
    """The id of a field of the filter panel."""
    return f"field-{name}"
