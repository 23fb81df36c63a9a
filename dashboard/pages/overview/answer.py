"""The sentence that answers, each number a link to its rows, and the line saying of what it speaks."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.sentence import Part, listed, sentence
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.reporting import Reporting
from dashboard.metrics.selection import find_rows, first_of_each
from dashboard.names import as_of_phrase, plan_names
from data.model import State
from data.tuples import day_of

# an address with more keys would be no address
MOST_PLANS: Final = 60


def answer(view: View, reporting: Reporting) -> html.H1:
    """«Станом на 31.01.2018 із 15 заходів виконано 12, частково — 2, не виконано 1.»

    Where some plans have no report the sentence says so first.
    """
    if reporting.told and reporting.untold:
        pieces = _mixed(view, reporting)
    elif reporting.told:
        pieces = _told(view, reporting)
    else:
        pieces = _untold(view, reporting)
    return html.H1(pieces, className="answer")


def selection(view: View, reporting: Reporting) -> html.P:
    """What the answer speaks of: the plan and its documents, or the programmes that stand side by side."""
    pieces: list[str | Component] = []
    if len(reporting.plans) == 1:
        pieces += _one_plan(view, reporting.plans[0])
    else:
        pieces += _programmes(view)
    if reporting.not_begun:
        told = view.words(
            "overview.not_begun",
            plans=view.words.plural("count.plans", len(reporting.not_begun)),
            measures=view.words.plural("count.measures", reporting.figures.not_begun),
        )
        pieces += [" ", nbsp(told)]
    return html.P(pieces, className="sub")


def _told(view: View, reporting: Reporting) -> list[str | Component]:
    words = view.words
    states = [
        _number(
            words(f"overview.said.{state.value}", count=words.number(count)),
            view.rows_link(state=state.value),
            state.value,
        )
        for state in map(State, STATES)
        if (count := reporting.figures.states.get(state, 0)) or state is State.COMPLETED
    ]
    return sentence(
        words("overview.answer_told"),
        when=_when(view),
        measures=_all_measures(view, reporting),
        states=listed(states),
    )


def _untold(view: View, reporting: Reporting) -> list[str | Component]:
    words, figures = view.words, reporting.figures
    facts: list[Component] = []
    if figures.unreported:
        text = words("overview.said.unreported", count=words.number(figures.unreported))
        facts.append(_number(text, view.rows_link("unreported"), "unreported"))
    if figures.due_soon:
        text = words.plural("overview.said_due_soon", figures.due_soon)
        facts.append(_number(text, view.rows_link("due_soon"), "due_soon"))
    return sentence(
        words("overview.answer_untold"),
        when=_when(view),
        measures=_all_measures(view, reporting),
        facts=listed(facts or [html.Span(words("overview.said.nothing_due"))]),
    )


def _mixed(view: View, reporting: Reporting) -> list[str | Component]:
    words, told = view.words, reporting.of_told
    parts: dict[str, Part] = {
        "when": _when(view),
        "told": _of_plans(
            view, words.plural("count.plans", len(reporting.told)), None, reporting.told
        ),
        "plans": _number(str(len(reporting.plans)), view.rows_link()),
        "completed": _number(
            words("overview.said.completed", count=words.number(told.completed)),
            view.rows_link("completed"),
            "completed",
        ),
        "base": _of_plans(view, words.number(told.base), "base", reporting.told),
        "untold": _of_plans(
            view,
            words(
                "overview.untold_plans",
                plans=words.plural("count.plans", len(reporting.untold)),
                measures=words.plural("count.measures", reporting.of_untold.measures),
            ),
            None,
            reporting.untold,
        ),
    }
    return sentence(words("overview.answer_mixed"), **parts)


def _when(view: View) -> str:
    """The day; of a single plan looked at on its close the day is known and said."""
    days = view.population["as_of"].drop_duplicates()
    if view.is_at_close and len(days) == 1:
        day = day_of(days.iloc[0])
        if day is not None:
            return view.words("overview.at_close_on", day=view.words.day(day))
    return as_of_phrase(view.words, view.as_of)


def _all_measures(view: View, reporting: Reporting) -> Component:
    text = view.words.plural("count.of_measures", reporting.figures.measures)
    return _number(text, view.rows_link())


def _number(text: str, href: str, mark: str = "") -> html.A:
    return html.A([swatch(mark), nbsp(text)] if mark else nbsp(text), href=href, className="keep")


def _of_plans(view: View, text: str, rows: str | None, plans: tuple[str, ...]) -> Component:
    if len(plans) > MOST_PLANS:
        return html.Span(nbsp(text))
    return html.A(nbsp(text), href=view.rows_link(rows, plan=plans))


def _one_plan(view: View, key: str) -> list[str | Component]:
    plans = view.snapshot.plan_frame
    (programme,) = plans["programme"][(plans["document_key"] == key).to_numpy(dtype=bool)]
    outcomes = view.snapshot.outcomes
    of_plan = np.flatnonzero(find_rows(view.population, outcomes["measure"].to_numpy()) >= 0)
    reports = [str(report) for report in outcomes["document_key"].array.take(of_plan).unique()]
    name = f"{plan_names(view)[key]}. {view.words(f'programme.{programme}')}."
    documents: list[Component] = [_document(view, report) for report in reports]
    if key not in reports:
        documents.insert(0, _document(view, key))
    pieces: list[str | Component] = [nbsp(name), " "]
    pieces += sentence(view.words("overview.read_from"), documents=listed(documents))
    if len(reports) == 1:
        pieces += [" ", nbsp(_report_day(view, reports[0]))]
    return pieces


def _report_day(view: View, report: str) -> str:
    documents = view.snapshot.documents
    stated = documents.loc[documents["document_key"] == report, "report_date"]
    day = day_of(stated.iloc[0]) if len(stated) else None
    if day is not None:
        return view.words("overview.report_of", day=view.words.day(day))
    outcomes = view.snapshot.outcomes
    known = outcomes.loc[outcomes["document_key"] == report, "known_from"].iloc[0]
    return view.words("overview.report_undated", day=view.words.day(known))


def _document(view: View, key: str) -> Component:
    documents = view.snapshot.documents
    found = np.flatnonzero((documents["document_key"] == key).to_numpy(dtype=bool))
    name = str(documents["document"].iloc[found[0]]) if len(found) else key
    return html.A(name, href=links.source_link(key, filters=view.filters))


def _programmes(view: View) -> list[str | Component]:
    words = view.words
    programmes = view.counted["programme"].array.take(first_of_each(view.counted, "document_key"))
    plans = Counter(programmes.tolist())
    named: list[Component] = [
        html.A(
            f"{words(f'programme.{programme}')} — {words.plural('count.plans', int(count))}",
            href=view.link(programme=programme),
        )
        for programme, count in plans.items()
    ]
    key = "overview.programmes" if len(named) > 1 else "overview.programme"
    return sentence(words(key), programmes=listed(named, "; "))
