"""Прострочені: what is late, how long, who answers? The late told by reports and the unreported stay apart."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.age_bands import age_bands
from dashboard.components.empty import empty_selection
from dashboard.components.late_lists import list_choice, nothing_late
from dashboard.components.list_head import closed, joined, number_link, plans_line
from dashboard.components.list_toolbar import list_toolbar
from dashboard.components.measure_table import measure_table
from dashboard.components.meeting_tools import meeting_tools
from dashboard.components.sentence import sentence
from dashboard.components.who_answers import who_answers
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.lists.late import chosen_list, count_lists, of_list
from dashboard.lists.listing import TABLE_PARAMETERS, Listing
from dashboard.metrics.completion import Completion
from dashboard.names import as_of_phrase


def layout(view: View) -> list[Component]:
    """The late and the near of the view; the address names the list, else the first that has rows is shown."""
    if view.population.empty or not view.population["counted"].any():
        return [empty_selection(of_list(view, None))]
    counts = view.remembered("late lists", lambda: count_lists(view))
    name = chosen_list(view, counts)
    shown = of_list(view, name)
    reporting = view.reporting
    return [
        _answer(view, reporting.figures),
        _under_answer(shown, plans_line(view, reporting)),
        *_panels(shown, name),
        *_list(shown, name, counts),
    ]


def _under_answer(shown: View, line: html.P) -> html.Div:
    """The plans of the page, and beside them what a meeting takes away where the list has rows."""
    tools = [] if shown.rows.empty else meeting_tools(Listing(shown))
    return html.Div([line, html.Div(tools, className="files")], className="under-answer")


def _answer(view: View, figures: Completion) -> html.H1:
    """«Станом на 01.12.2013 із 35 заходів строк минув за 9, спливають 26; звітів немає.»"""
    words = view.words
    all_measures = number_link(
        words.plural("count.of_measures", figures.measures), view.rows_link(state=())
    )
    lead = sentence(
        words("overdue.lead"), as_of=as_of_phrase(words, view.as_of), measures=all_measures
    )
    facts = _facts(view, figures)
    if not figures.base or figures.reported:
        return html.H1([*lead, " ", *joined(facts, ".")], className="answer")
    without = number_link(words("overdue.no_reports"), view.rows_link("base", state=()))
    pieces = [*lead, " ", *joined(facts, ";"), " ", closed(without, ".")]
    return html.H1(pieces, className="answer")


def _facts(view: View, figures: Completion) -> list[Component]:
    words = view.words
    facts: list[Component] = []
    if figures.overdue or not figures.unreported:
        key = "overdue.late" if figures.overdue else "overdue.none"
        text = words.plural(key, figures.overdue) if figures.overdue else words(key)
        mark = "overdue" if figures.overdue else ""
        facts.append(number_link(text, view.link(rows="overdue", state=()), mark))
    if figures.unreported:
        alone = figures.base and not figures.reported
        key = "overdue.unreported_only" if alone else "overdue.unreported"
        text = words.plural(key, figures.unreported)
        facts.append(number_link(text, view.link(rows="unreported", state=()), "unreported"))
    if figures.due_soon:
        text = words.plural("overdue.due_soon", figures.due_soon)
        facts.append(number_link(text, view.link(rows="due_soon", state=()), "due_soon"))
    return facts


def _panels(view: View, name: str) -> list[Component]:
    if view.rows.empty:
        return []
    return [html.Div([age_bands(view, name), who_answers(view, name)], className="grid c66")]


def _list(view: View, name: str, counts: dict[str, int]) -> list[Component]:
    listing = Listing(view)
    choice = list_choice(view, name, counts)
    if view.rows.empty:
        return [html.Div(choice, className="toolbar"), nothing_late(view, name, counts)]
    return [list_toolbar(listing, choice), *measure_table(listing)]


PAGE: Final = Page(
    path=links.OVERDUE,
    title_key="overdue.title",
    layout=layout,
    filters=ALL_FILTERS,
    parameters=TABLE_PARAMETERS,
    said=("rows",),
)
