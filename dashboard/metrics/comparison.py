"""Plans side by side: by theme, and by region and year, with n and coverage beside each rate."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import pandas as pd

from dashboard.metrics.completion import Completion, add_completions, count_by
from dashboard.metrics.selection import Array, first_of_each


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


def compare_plans(rows: pd.DataFrame) -> list[PlanColumn]:
    """The plans of these measures by their years, then region."""
    totals = count_by(rows, "document_key")
    first = first_of_each(rows, "document_key")
    told = (rows[name].array.take(first).tolist() for name in _OF_PLAN)
    columns = [
        PlanColumn(
            document_key=key,
            region_iso=region_iso,
            programme=programme,
            year_start=None if pd.isna(year_start) else int(year_start),
            year_end=None if pd.isna(year_end) else int(year_end),
            as_of=as_of,
            total=totals[key],
        )
        for key, region_iso, programme, year_start, year_end, as_of in zip(*told, strict=True)
    ]
    return sorted(
        columns, key=lambda plan: (plan.year_end or 0, plan.year_start or 0, plan.region_iso)
    )


_OF_PLAN: Final = ("document_key", "region_iso", "programme", "year_start", "year_end", "as_of")


def count_themes(
    rows: pd.DataFrame, plans: Iterable[PlanColumn], *columns: str
) -> dict[Hashable, dict[str, Completion]]:
    """The figures of each theme in these plans by the value of a column (a tuple for several): plan, region, …"""
    counted = count_by(rows, *columns, "theme", among=among_plans(rows, plans))
    found: dict[Hashable, dict[str, Completion]] = {}
    for names, figures in cast(dict[tuple[Any, ...], Completion], counted).items():
        key = names[:-1] if len(columns) > 1 else names[0]
        found.setdefault(key, {})[names[-1]] = figures
    return found


def among_plans(rows: pd.DataFrame, plans: Iterable[PlanColumn]) -> Array:
    """Which of the rows are of these plans."""
    chosen = {plan.document_key for plan in plans}
    plan, keys = pd.factorize(rows["document_key"].array)
    found: Array = np.array([key in chosen for key in keys], dtype=bool)[plan]
    return found


def compare_regions(plans: list[PlanColumn]) -> dict[tuple[str, str, int], list[PlanColumn]]:
    """The plans in each cell of programme × region × last year; plans of several programmes never share one."""
    cells: dict[tuple[str, str, int], list[PlanColumn]] = {}
    for plan in plans:
        cells.setdefault((plan.programme, plan.region_iso, plan.year_end or 0), []).append(plan)
    return cells


@dataclass(frozen=True)
class Course:
    """The plans of one programme in one region by their last year; plans without a year are in none."""

    programme: str
    region_iso: str
    years: dict[int, list[PlanColumn]]

    def figures(self, year: int) -> Completion:
        """The figures of the plans that end in a year, together."""
        return self._figures[year]

    @cached_property
    def _figures(self) -> dict[int, Completion]:
        return {
            year: add_completions(plan.total for plan in plans)
            for year, plans in self.years.items()
        }

    @property
    def change(self) -> tuple[int, int] | None:
        """The first and the last year whose rates may be compared; None where there are not two."""
        fair = [year for year in self.years if not self.figures(year).is_thin]
        return (fair[0], fair[-1]) if len(fair) > 1 else None

    @property
    def points(self) -> int | None:
        """By how many percentage points the rate changed between these years, as whole percents show it."""
        if self.change is None:
            return None
        before, after = (self.figures(year).rate or 0 for year in self.change)
        return round(100 * after) - round(100 * before)


def follow_regions(plans: list[PlanColumn]) -> list[Course]:
    """The regions with plans of one programme that end in at least two years, the years in order."""
    courses: dict[tuple[str, str], dict[int, list[PlanColumn]]] = {}
    for (programme, iso, year), held in sorted(compare_regions(plans).items()):
        if year:
            courses.setdefault((programme, iso), {})[year] = held
    return [
        Course(programme, iso, years)
        for (programme, iso), years in courses.items()
        if len(years) > 1
    ]


def shared_themes(rows: pd.DataFrame, plans: list[PlanColumn]) -> list[str]:
    """The themes that stand in every plan with measures, the fullest first: what all plans can be compared by."""
    held = [plan for plan in plans if plan.total.measures]
    if not held:
        return []
    mask = rows["counted"].to_numpy(dtype=bool) & among_plans(rows, held)
    plan, keys = pd.factorize(rows["document_key"].array[mask])
    theme, themes = pd.factorize(rows["theme"].array[mask])
    places = plan * len(themes) + theme
    counts = np.bincount(places, minlength=len(keys) * len(themes)).reshape(len(keys), len(themes))
    of_first = pd.unique(theme[plan == list(keys).index(held[0].document_key)])
    common = of_first[(counts[:, of_first] > 0).all(axis=0)]
    order = np.argsort(-counts[:, common].sum(axis=0), kind="stable")
    return [str(themes[one]) for one in common[order]]


def cell_kind(figures: Completion) -> str:
    """How a cell looks: `1`–`4` by quarters of the rate, `thin` where it is not to be compared, or what is absent."""
    if not figures.base:
        return "no_base"
    if figures.rate is None:
        return "no_report"
    if figures.is_thin:
        return "thin"
    return str(min(4, 1 + int(4 * figures.rate)))
