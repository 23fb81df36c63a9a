"""Огляд: how far are the plans? The answer in a sentence, then where it comes from."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.empty import empty_selection
from dashboard.components.panel import section
from dashboard.components.tile_map import tile_map
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.metrics.history import count_burn_up, count_change, report_days
from dashboard.metrics.reporting import Reporting
from dashboard.pages.overview.answer import answer, selection
from dashboard.pages.overview.attention import attention
from dashboard.pages.overview.breakdown import breakdown, read_breakdown
from dashboard.pages.overview.burn_up import burn_up
from dashboard.pages.overview.by_report import by_report
from dashboard.pages.overview.cards import cards
from dashboard.pages.overview.plans import left_out, plan_list
from dashboard.pages.overview.squares import squares

ReportDays: TypeAlias = dict[str, tuple[date, ...]]

# rows of a chart that is no taller than the list beside it
_SHORT_CHART: Final = 10


def layout(view: View) -> list[Component]:
    """The overview of the measures in view; the state filter narrows lists, never a rate."""
    if view.rows.empty:
        return [empty_selection(view)]
    reporting = view.reporting
    days = report_days(view.snapshot, view.population)
    change = count_change(view.snapshot, view.population, days)
    outside = reporting.figures.left_out or reporting.figures.outside
    beside = [left_out(view, reporting)] if outside else []
    parts = _one_plan if len(reporting.plans) == 1 else _many_plans
    return [
        answer(view, reporting),
        selection(view, reporting),
        cards(view, reporting, change),
        *parts(view, reporting, days, beside),
    ]


def _one_plan(
    view: View, reporting: Reporting, days: ReportDays, beside: list[Component]
) -> list[Component]:
    """One plan: where it stands, how it came there report by report, and all plans around it."""
    (plan,) = reporting.plans
    rows = view.counted
    told = count_burn_up(view.snapshot, rows, days.get(plan, ()))
    main: list[Component] = [breakdown(view, read_breakdown(view, reporting))]
    aside: list[Component] = [attention(view)]
    if told is None:
        main += beside
    else:
        main.append(burn_up(view, told))
        aside += beside
    everywhere = _everywhere(view)
    plans = plan_list(everywhere, everywhere.reporting)
    return [
        _columns("c84", main, aside),
        *(by_report(view, days.get(plan, ())) or squares(view)),
        _places(view, [tile_map(everywhere, view.filters.region)], [plans]),
    ]


def _many_plans(
    view: View, reporting: Reporting, _: ReportDays, beside: list[Component]
) -> list[Component]:
    """Several plans: their figures side by side, and the regions they belong to."""
    everywhere = _everywhere(view)
    found = read_breakdown(view, reporting)
    main, aside = [breakdown(view, found)], [attention(view)]
    # beside a long chart there is room for it, under a short one
    (aside if len(found.rows) > _SHORT_CHART else main).extend(beside)
    return [
        _columns("c84", main, aside),
        _places(view, [tile_map(everywhere, view.filters.region)], [plan_list(view, reporting)]),
        *squares(view),
    ]


def _everywhere(view: View) -> View:
    """The same view open in place: what the map and the plans around a plan speak of.

    Where no other plan has the years of the view, it is open in years too.
    """
    opened = view.without("region", "plan", "direction", "body")
    if opened.filters.year and opened.population["plan_key"].nunique() < 2:
        return opened.without("year")
    return opened


def _places(view: View, main: list[Component], aside: list[Component]) -> html.Section:
    return section(view.words("overview.all_places"), _columns("c75", main, aside))


def _columns(grid: str, *columns: list[Component]) -> html.Div:
    return html.Div(
        [html.Div(part, className="column") for part in columns], className=f"grid {grid}"
    )


PAGE: Final = Page(
    path=links.OVERVIEW,
    title_key="overview.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "rows"),
)
