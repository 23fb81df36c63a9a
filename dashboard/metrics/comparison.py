"""Plans side by side: by theme, and by region and year, with n and coverage beside each rate."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.metrics.completion import Completion, count_by, count_completion


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One plan of a comparison: it stands once, in its last year's column, labelled with all its years."""

    document_key: str
    region_iso: str
    programme: str
    year_start: int | None
    year_end: int | None
    as_of: pd.Timestamp
    total: Completion
    themes: dict[str, Completion]


def compare_plans(rows: pd.DataFrame) -> list[PlanColumn]:
    """The plans of these measures by their years, then region, each in total and by theme."""
    columns = []
    for key, group in rows.groupby("document_key", sort=False):
        first = group.iloc[0]
        columns.append(
            PlanColumn(
                document_key=str(key),
                region_iso=first["region_iso"],
                programme=first["programme"],
                year_start=None if pd.isna(first["year_start"]) else int(first["year_start"]),
                year_end=None if pd.isna(first["year_end"]) else int(first["year_end"]),
                as_of=first["as_of"],
                total=count_completion(group),
                themes={str(theme): figures for theme, figures in count_by(group, "theme").items()},
            )
        )
    return sorted(
        columns, key=lambda plan: (plan.year_end or 0, plan.year_start or 0, plan.region_iso)
    )


def compare_regions(plans: list[PlanColumn]) -> dict[tuple[str, str, int], list[PlanColumn]]:
    """The plans in each cell of programme × region × last year; plans of several programmes never share one."""
    cells: dict[tuple[str, str, int], list[PlanColumn]] = {}
    for plan in plans:
        cells.setdefault((plan.programme, plan.region_iso, plan.year_end or 0), []).append(plan)
    return cells
