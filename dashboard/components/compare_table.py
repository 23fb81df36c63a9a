"""Plans in a table: n, base, coverage and rate of each, and why a rate is not to be compared."""

from __future__ import annotations

from dashboard import html
from dashboard.components.compare_marks import coverage_cell, marks_text, rate_cell
from dashboard.components.table import Column, table
from dashboard.context import View
from dashboard.metrics.comparison import PlanColumn
from dashboard.names import region_name, years_text
from data.i18n import ukrainian_key
from data.tuples import day_of


def plan_table(view: View, plans: list[PlanColumn]) -> html.Div:
    """A row for each plan, its years a link to its rows; regions in the Ukrainian order."""
    words = view.words
    heads = ("region", "programme", "years", "as_of", "measures", "base", "completed", "coverage")
    columns = [Column(words(f"compare.{name}"), name in heads[3:]) for name in (*heads, "rate")]
    columns[-1] = Column(words("compare.rate"), True)
    columns.append(Column(words("compare.mark")))
    ordered = sorted(
        plans,
        key=lambda plan: (ukrainian_key(region_name(words, plan.region_iso)), plan.year_end or 0),
    )
    lines = []
    for plan in ordered:
        day = day_of(plan.as_of)
        figures = plan.total
        lines.append(
            [
                region_name(words, plan.region_iso),
                words(f"programme_short.{plan.programme}"),
                _years(view, plan),
                words.day(day) if day else None,
                figures.measures,
                figures.base,
                figures.completed if figures.reported else None,
                coverage_cell(figures, words),
                rate_cell(figures, words),
                marks_text(figures, words),
            ]
        )
    caption = words("compare.by_place_caption")
    return table(caption, columns, lines, class_name="cards plan-figures")


def _years(view: View, plan: PlanColumn) -> html.A:
    text = years_text(plan.year_start, plan.year_end) or view.words("compare.no_year")
    return html.A(text, href=view.rows_link(plan=plan.document_key), className="nowrap")
