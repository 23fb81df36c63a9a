"""The cards: completion, overdue, past due without a report, coverage, due soon."""

from __future__ import annotations

from dash import html

from dashboard import links
from dashboard.components.kpi import kpi
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.reporting import Reporting
from dashboard.metrics.selection import rows_mask
from data.tuples import day_of


def cards(view: View, reporting: Reporting) -> html.Div:
    """The five numbers of the view; each leads to its rows."""
    return html.Div(
        [
            _completion(view, reporting),
            _overdue(view, reporting),
            _unreported(view, reporting),
            _coverage(view, reporting),
            _due_soon(view, reporting),
        ],
        className="grid c5",
    )


def _completion(view: View, reporting: Reporting) -> html.Div:
    """The rate over the plans that have reports: where nothing was reported nothing is said to be undone."""
    words, told = view.words, reporting.of_told
    figures = reporting.figures
    if told.rate is None:
        value, aside = words("figures.no_reports" if figures.base else "figures.no_base"), ""
        href = view.rows_link("base") if figures.base else ""
    else:
        value = words.percent(told.completed, told.base)
        aside = words(
            "overview.of", part=words.number(told.completed), whole=words.number(told.base)
        )
        href = view.rows_link("completed")
    detail = words("overview.left_out_none")
    if figures.left_out:
        detail = words("overview.left_out_some", count=words.number(figures.left_out))
    if told.early:
        detail = words("overview.early", detail=detail, count=told.early)
    if reporting.told and reporting.untold:
        detail = words(
            "overview.of_told_plans", told=len(reporting.told), plans=len(reporting.plans)
        )
    return kpi(
        words,
        words("overview.completion"),
        value,
        href=href,
        aside=aside,
        detail=detail,
        meaning=words("overview.completion_means"),
    )


def _overdue(view: View, reporting: Reporting) -> html.Div:
    words, count = view.words, reporting.figures.overdue
    late = view.population[view.population["counted"]]
    late = late[rows_mask(late, "overdue")]
    aside, detail = "", words("overview.overdue_none")
    if count:
        longest = words.plural("count.days", int(late["days_overdue"].max()))
        aside = words("overview.longest", days=longest)
        states = late["state"].value_counts()
        detail = ", ".join(
            words(f"overview.said.{name}", count=words.number(int(states[name])))
            for name in map(str, STATES)
            if states.get(name, 0)
        )
    return kpi(
        words,
        words("state.overdue"),
        words.number(count),
        href=view.link(links.OVERDUE, rows="overdue", group=None),
        aside=aside,
        detail=detail,
        meaning=words("overview.overdue_means"),
        mark="overdue",
    )


def _unreported(view: View, reporting: Reporting) -> html.Div:
    words, figures = view.words, reporting.figures
    detail = words("overview.unreported_none")
    if figures.unreported:
        late = view.population[view.population["counted"]]
        longest = int(late.loc[rows_mask(late, "unreported"), "days_overdue"].max())
        days = words.plural("count.days", longest)
        detail = words("overview.unreported_longest", days=days)
    return kpi(
        words,
        words("overview.unreported"),
        words.number(figures.unreported),
        href=view.link(links.OVERDUE, rows="unreported", group=None),
        detail=detail,
        meaning=words("overview.unreported_means"),
        mark="unreported",
    )


def _coverage(view: View, reporting: Reporting) -> html.Div:
    words, figures = view.words, reporting.figures
    value, aside, href = words("figures.no_base"), "", ""
    if figures.base:
        value = words.percent(figures.reported, figures.base)
        aside = words(
            "overview.of", part=words.number(figures.reported), whole=words.number(figures.base)
        )
        href = view.rows_link("reported")
    if figures.base and not figures.reported:
        value, aside = words("figures.no_reports"), ""
        href = view.rows_link("base")
    return kpi(
        words,
        words("overview.coverage"),
        value,
        href=href,
        aside=aside,
        detail=words(
            "overview.reports_about", told=len(reporting.told), plans=len(reporting.plans)
        ),
        meaning=words("overview.coverage_means"),
    )


def _due_soon(view: View, reporting: Reporting) -> html.Div:
    words, count = view.words, reporting.figures.due_soon
    ahead = view.population.loc[view.population["counted"], "next_due"].min()
    next_due = day_of(ahead)
    detail = words("overview.none_ahead")
    if next_due is not None:
        detail = words("overview.next_due", day=words.day(next_due))
    return kpi(
        words,
        words("state.due_soon"),
        words.number(count),
        href=view.link(links.OVERDUE, rows="due_soon", group=None),
        aside=words("overview.within_days"),
        detail=detail,
        meaning=words("overview.due_soon_means"),
        mark="due_soon",
    )
