"""Календар: what falls due next, how do the due dates spread, and from when to when does each measure run?"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.calendar_density import density, key
from dashboard.components.calendar_groups import BY_BODY, group_table, line_groups
from dashboard.components.calendar_lines import due_lines
from dashboard.components.calendar_months import month_list
from dashboard.components.calendar_view import DATE_STATE, Calendar
from dashboard.components.empty import empty_note, empty_selection
from dashboard.components.icon import icon
from dashboard.components.list_head import closed, joined, number_link, plans_line
from dashboard.components.reminder import calendar_offer
from dashboard.components.segments import segments
from dashboard.components.sentence import sentence
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.metrics.calendar import DateState, find_next
from dashboard.metrics.completion import count_completion
from dashboard.names import as_of_phrase

BY_MONTH: Final = "month"
# a calendar of more plans would bury its reader
MOST_PLANS: Final = 24
GROUPS: Final = (None, BY_BODY, BY_MONTH)


def layout(view: View) -> list[Component]:
    """The due dates of the measures in view, as far as the due-date filters reach."""
    if view.rows.empty:
        return [empty_selection(view)]
    calendar = Calendar(view)
    reporting = view.reporting
    head = [_answer(calendar), plans_line(view, reporting), _counted(calendar)]
    if calendar.dates.empty:
        return [*head, _no_dates(view)]
    if calendar.shown.empty:
        return [*head, key(calendar), _none_so(calendar)]
    return [*head, density(calendar), _toolbar(view), *_lists(calendar)]


def _answer(calendar: Calendar) -> html.H1:
    """«Станом на 01.12.2013 наступний строк — 31.12.2013: 26 заходів із 35; строк минув без звіту за 9.»"""
    view, words = calendar.view, calendar.view.words
    as_of = as_of_phrase(words, view.as_of)
    following = find_next(calendar.dates)
    facts = _facts(calendar)
    if following is None:
        pieces = sentence(words("calendar.none_ahead"), as_of=as_of)
        last = [] if calendar.dates.empty else [_last(calendar)]
        return html.H1([*pieces, *joined([*last, *facts], ".")], className="answer")
    day = calendar.link(due_from=following.day, due_to=following.day)
    near = calendar.dates.loc[calendar.dates["due"] == pd.Timestamp(following.day), "date_state"]
    state = str(near[near.isin([DateState.DUE_SOON, DateState.NOT_DUE])].iloc[0])
    measures = number_link(
        words.plural("calendar.of_measures", following.measures, all=words.number(len(view.rows))),
        calendar.link(state, due_from=following.day, due_to=following.day),
        state,
    )
    pieces = sentence(
        words("calendar.next"),
        as_of=as_of,
        day=number_link(words.day(following.day), day),
        measures=closed(measures, ";" if facts else "."),
    )
    return html.H1([*pieces, " ", *joined(facts, ".")] if facts else pieces, className="answer")


def _last(calendar: Calendar) -> Component:
    day = calendar.dates["due"].iloc[-1].date()
    text = calendar.view.words("calendar.last", day=calendar.view.words.day(day))
    return number_link(text, calendar.link(due_from=day, due_to=day))


def _facts(calendar: Calendar) -> list[Component]:
    """What is late, in measures, each kind a link to its list."""
    view, words = calendar.view, calendar.view.words
    figures = count_completion(view.rows)
    return [
        number_link(
            words.plural(f"calendar.said_{name}", count),
            view.link(links.OVERDUE, rows=name, group=None),
            name,
        )
        for name, count in (("overdue", figures.overdue), ("unreported", figures.unreported))
        if count
    ]


def _counted(calendar: Calendar) -> html.P:
    """«У календарі 38 строків 35 заходів; 1 захід має кілька строків. 4 заходи строку за датою не мають.»"""
    view, words = calendar.view, calendar.view.words
    sizes = np.bincount(calendar.dates["measure"].to_numpy())
    parts = dict(
        dates=words.plural("calendar.dates", len(calendar.dates)),
        measures=words.plural("count.of_measures", int((sizes > 0).sum())),
    )
    pieces: list[str | Component] = [nbsp(words("calendar.count", **parts))]
    if several := int((sizes > 1).sum()):
        pieces += [" ", nbsp(words.plural("calendar.several", several))]
    undated = int(view.rows["due_first"].isna().sum())
    if undated:
        text = words.plural("calendar.undated", undated)
        pieces += [" ", html.A(nbsp(text), href=view.rows_link("undated")), "."]
    return html.P(pieces, className="sub")


def _toolbar(view: View) -> html.Div:
    chosen = view.filters.group if view.filters.group in GROUPS else None
    choice = segments(
        view.words("calendar.group"),
        [
            (
                view.words(f"calendar.by_{name or 'direction'}"),
                view.link(group=name),
                name == chosen,
            )
            for name in GROUPS
        ],
    )
    rows = link_button(view.words("calendar.to_rows"), view.rows_link(), icon_name="table")
    choices = html.Div(choice, className="calendar-choice")
    return html.Div(
        [choices, html.Span(className="grow"), _own_calendar(view), rows], className="toolbar"
    )


def _own_calendar(view: View) -> html.Details:
    """The same due dates for the reader's own calendar; of too many plans at once nobody wants a calendar."""
    words = view.words
    plans = tuple(str(key) for key in view.rows["document_key"].unique())
    if view.filters.body or view.filters.plan:
        offer = calendar_offer(view, view.filters)
    elif len(plans) <= MOST_PLANS:
        offer = calendar_offer(view, view.filters.with_(plan=plans))
    else:
        told = words("feed.too_many", plans=words.plural("count.plans", len(plans)))
        offer = [html.P(nbsp(told), className="small")]
    summary = html.Summary([icon("calendar-plus"), words("feed.own")], className="btn-2")
    return html.Details([summary, html.Div(offer, className="pop send")], className="drop to-own")


def _lists(calendar: Calendar) -> list[Component]:
    """Lines, and for a phone the same dates by month; by month alone where asked; groups where there are too many."""
    by_body = calendar.view.filters.group == BY_BODY
    groups = line_groups(calendar, by_body)
    if groups is None:
        return [group_table(calendar, by_body)]
    if calendar.view.filters.group == BY_MONTH:
        return [month_list(calendar, narrow_only=False)]
    return [due_lines(calendar, groups), month_list(calendar, narrow_only=True)]


def _no_dates(view: View) -> html.Div:
    """Measures there are, but none has a due date here."""
    words = view.words
    button = link_button(words("calendar.show_measures"), view.rows_link(), main=True)
    return empty_note("calendar-x", words("calendar.empty"), words("calendar.empty_why"), button)


def _none_so(calendar: Calendar) -> html.Div:
    """No date stands in the chosen way."""
    words = calendar.view.words
    button = link_button(words("calendar.all_dates"), calendar.link(), main=True)
    return empty_note("calendar3", words("calendar.none_so"), words("calendar.none_so_why"), button)


PAGE: Final = Page(
    path=links.CALENDAR,
    title_key="calendar.title",
    layout=layout,
    filters=ALL_FILTERS,
    parameters=(DATE_STATE,),
    kept=(DATE_STATE,),
)
