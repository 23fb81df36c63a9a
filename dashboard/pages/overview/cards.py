"""The cards: completion, overdue, past due without a report, due soon, and what the last report changed."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.figures import rate_text
from dashboard.components.kpi import kpi
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.ids import BY_MEASURE
from dashboard.look import STATES
from dashboard.metrics.completion import Array, Completion, count_states
from dashboard.metrics.history import Change
from dashboard.metrics.reporting import Reporting
from dashboard.metrics.selection import rows_mask
from data.i18n import Words
from data.model import State
from data.tuples import day_of

# an address with more plans would be no address
MOST_PLANS: Final = 60


def cards(view: View, reporting: Reporting, change: Change | None) -> html.Div:
    """The five numbers of the view; each leads to its rows and says what it was on the report before the last."""
    # what all plans of the view were is known only where each of them has two reports
    before = change if change and set(change.plans) == set(reporting.plans) else None
    return html.Div(
        [
            _completion(view, reporting, before),
            _overdue(view, reporting, before),
            _unreported(view, reporting, before),
            _due_soon(view, reporting),
            _change(view, reporting, change),
        ],
        className="grid c5 last-wide",
    )


def _completion(view: View, reporting: Reporting, before: Change | None) -> html.Div:
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
        was=_was(words, before, _rate(before.before, words) if before else ""),
        meaning=words("overview.completion_means"),
    )


def _overdue(view: View, reporting: Reporting, before: Change | None) -> html.Div:
    words, count = view.words, reporting.figures.overdue
    aside, detail = "", words("overview.overdue_none")
    if count:
        late = rows_mask(view.counted, "overdue").to_numpy(dtype=bool)
        aside = words("overview.longest", days=_longest(view, late))
        states = count_states(view.counted, late)
        detail = ", ".join(
            words(f"overview.said.{name}", count=words.number(states[State(name)]))
            for name in map(str, STATES)
            if states[State(name)]
        )
    return kpi(
        words,
        words("state.overdue"),
        words.number(count),
        href=view.link(links.OVERDUE, rows="overdue", group=None),
        aside=aside,
        detail=detail,
        was=_was(words, before, words.number(before.before.overdue) if before else ""),
        meaning=words("overview.overdue_means"),
        mark="overdue",
    )


def _unreported(view: View, reporting: Reporting, before: Change | None) -> html.Div:
    words, figures = view.words, reporting.figures
    detail = words("overview.unreported_none")
    if figures.base:
        told = words(
            "overview.of", part=words.number(figures.reported), whole=words.number(figures.base)
        )
        detail = words("overview.reported_of", told=told)
    if figures.unreported:
        late = rows_mask(view.counted, "unreported").to_numpy(dtype=bool)
        detail += words("overview.unreported_longest", days=_longest(view, late))
    return kpi(
        words,
        words("overview.unreported"),
        words.number(figures.unreported),
        href=view.link(links.OVERDUE, rows="unreported", group=None),
        aside=_coverage(view, figures),
        detail=detail,
        was=_was(words, before, words.number(before.before.unreported) if before else ""),
        meaning=words("overview.unreported_means"),
        mark="unreported",
    )


def _longest(view: View, late: Array) -> str:
    """«400 днів»: how long the measure that is late the longest is."""
    return view.words.plural("count.days", int(view.counted["days_overdue"].to_numpy()[late].max()))


def _coverage(view: View, figures: Completion) -> str | Component:
    """How much of the base is reported on: «охоплення 20 %», its numbers stand below."""
    if not figures.reported or not figures.base:
        return ""
    percent = view.words.percent(figures.reported, figures.base)
    told = nbsp(view.words("overview.covered", percent=percent))
    return html.A(told, href=view.rows_link("reported"))


def _rate(figures: Completion, words: Words) -> str:
    """A rate in short; in words where there was none."""
    if figures.rate is None:
        return rate_text(figures, words)
    return words.percent(figures.completed, figures.base)


def _was(words: Words, before: Change | None, figure: str) -> str:
    """«на 01.07.2014 було 1 із 2 (50 %)»; plans of several days are told without one."""
    if before is None:
        return ""
    if before.day is None:
        return words("overview.was_before", figure=figure)
    return words("overview.was", day=words.day(before.day), figure=figure)


def _due_soon(view: View, reporting: Reporting) -> html.Div:
    words, count = view.words, reporting.figures.due_soon
    ahead = view.counted["next_due"].min()
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


def _change(view: View, reporting: Reporting, change: Change | None) -> html.Div:
    """How many measures more are completed than on the report before the last."""
    words = view.words
    value, aside, detail, href = "—", "", _nothing_before(view, reporting), ""
    if change is not None:
        value = _signed(words, change.completed)
        aside = words.plural("overview.change_done", abs(change.completed))
        then = words.number(change.before.states[State.COMPLETED])
        detail = _was(words, change, then)
        href = _completed_of(view, change)
    if change is not None and len(change.plans) < len(reporting.plans):
        detail = words.plural("overview.change_plans", len(change.plans))
    return kpi(
        words,
        words("overview.change"),
        value,
        href=href,
        aside=aside,
        detail=detail,
        meaning=words("overview.change_means"),
    )


def _completed_of(view: View, change: Change) -> str:
    """The measures completed now; of one plan the rows where each one's states stand side by side."""
    if len(change.plans) == 1 and view.population["plan_key"].nunique() == 1:
        return f"{view.link()}#{BY_MEASURE}"
    plans = change.plans if len(change.plans) <= MOST_PLANS else view.filters.plan
    return view.rows_link(plan=plans, state=State.COMPLETED.value)


def _nothing_before(view: View, reporting: Reporting) -> str:
    if not reporting.told:
        return view.words("overview.change_none")
    key = "overview.change_first" if len(reporting.told) == 1 else "overview.change_all_first"
    return view.words(key)


def _signed(words: Words, number: int) -> str:
    """A change with its sign: «+2», «−1», «0»."""
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}{words.number(abs(number))}"
