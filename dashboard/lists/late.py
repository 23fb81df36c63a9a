"""The three lists of «Прострочені»: told late, unreported, falling due; which of them an address shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.context import View
from dashboard.metrics.selection import narrow_rows, rows_mask

LISTS: Final = ("overdue", "unreported", "due_soon")


def count_lists(view: View) -> dict[str, int]:
    """How many measures stand in each list, the view's own `rows` aside."""
    rows = narrow_rows(view.population, view.filters.without("rows"))
    return {name: int(rows_mask(rows, name).sum()) for name in LISTS}


def chosen_list(view: View, counts: Mapping[str, int]) -> str:
    """The list that the address names, else the first that has rows."""
    if view.filters.rows in LISTS:
        return str(view.filters.rows)
    return next((name for name in LISTS if counts[name]), LISTS[0])


def of_list(view: View, name: str | None) -> View:
    """The same view with the rows of a list."""
    return replace(view, filters=view.filters.with_(rows=name))
