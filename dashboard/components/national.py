"""National plans and facts: the line of time, its list for a phone, its table twin, and the facts as cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.chart import chart
from dashboard.components.pairs import printed_words
from dashboard.components.places import place_link
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.figures.timeline import Moment, make_timeline_figure
from dashboard.links import source_link
from dashboard.names import years_text
from data.i18n import Words
from data.tuples import day_of, each_row

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the national page with its figures; several figures of one sentence stand together."""

    dated: str
    text: str
    figures: tuple[str, ...]
    inferred: bool
    document_key: str
    place: str

    @property
    def day(self) -> date | None:
        """The day the page states for it; None for a year, a span or nothing."""
        try:
            return date.fromisoformat(self.dated) if _DAY.fullmatch(self.dated) else None
        except ValueError:  # «30 лютого», as a page may print it
            return None


def collect_facts(frame: pd.DataFrame) -> list[Fact]:
    """The facts in printed order, figures of one sentence joined."""
    keys = ["document_key", "place", "fact", "date", "inferred"]
    facts = []
    for key, rows in frame.groupby(keys, sort=False, dropna=False):
        document_key, place, text, day, inferred = key
        figures = tuple(figure for figure in rows["figure"] if figure)
        facts.append(Fact(day, text, figures, bool(inferred), document_key, place))
    return facts


def average_gap(days: list[date]) -> float | None:
    """Years between approvals on average; None for fewer than two."""
    if len(days) < 2:
        return None
    return (max(days) - min(days)).days / 365.25 / (len(days) - 1)


def ordinal(words: Words, number: int) -> str:
    """«Перший», «Другий»… of a plan."""
    key = f"about.ordinal_{number}"
    return words(key) if words.has(key) else words("about.ordinal", number=number)


def timeline(view: View, plans: pd.DataFrame, facts: list[Fact]) -> list[Component]:
    """The line of time for wide screens, the same as a list for narrow ones, and the table of both."""
    moments = _moments(view, plans, facts)
    shown: list[Component] = []
    if moments:
        figure = make_timeline_figure(moments).to_plotly_json()
        label = view.words("about.timeline_label")
        how = html.P(nbsp(view.words("about.timeline_sub")), className="sub")
        shown.append(html.Div([how, chart("timeline", figure, label)], className="wide-only"))
    return [
        *shown,
        _list(view, plans, facts),
        twin(view.words, _table(view, plans, facts)),
    ]


def fact_cards(view: View, facts: list[Fact]) -> html.Div:
    """The facts that have a figure: the figure, the page's words, date and place."""
    return html.Div([_card(view, fact) for fact in facts if fact.figures], className="facts")


def other_facts(view: View, facts: list[Fact]) -> html.Ul:
    """The facts without a figure: date, the page's words, place."""
    items = [
        html.Li(
            [
                html.B(fact_date(view.words, fact)),
                " ",
                printed_words(fact.text),
                " ",
                place_link(view, fact.document_key, fact.place),
            ]
        )
        for fact in facts
        if not fact.figures
    ]
    return html.Ul(items, className="other-facts")


def fact_date(words: Words, fact: Fact) -> str:
    """«20.09.2011», «2016, рік виведено з плану», «2012–2016», «без дати»."""
    if fact.day is not None:
        return words.day(fact.day)
    if not fact.dated:
        return words("about.undated")
    return (
        words("about.inferred", year=fact.dated) if fact.inferred else fact.dated.replace("/", "–")
    )


def _moments(view: View, plans: pd.DataFrame, facts: list[Fact]) -> list[Moment]:
    words = view.words
    moments = [
        Moment(
            day=approved,
            title=ordinal(words, plan.number),
            lines=_plan_lines(words, plan),
            href=source_link(plan.document_key, plan.place, view.filters),
            is_plan=True,
        )
        for plan in each_row(plans)
        if (approved := day_of(plan.approved_on)) is not None
    ]
    return moments + [
        Moment(
            day=fact.day,
            title=words.day(fact.day),
            lines=(fact.text,),
            href=source_link(fact.document_key, fact.place, view.filters),
        )
        for fact in _events(plans, facts)
        if fact.day is not None
    ]


def _events(plans: pd.DataFrame, facts: list[Fact]) -> list[Fact]:
    """Facts with a day of their own, not that of a plan's approval."""
    approvals = {day_of(plan.approved_on) for plan in each_row(plans)}
    return [fact for fact in facts if fact.day is not None and fact.day not in approvals]


def _plan_lines(words: Words, plan: Any) -> tuple[str, ...]:
    approved = day_of(plan.approved_on)
    day = words.day(approved) if approved else words("about.no_day")
    order = words("about.order", day=day, number=plan.order_number) if plan.order_number else day
    years = years_text(plan.year_start, plan.year_end) or words("about.no_years")
    tasks = [] if pd.isna(plan.tasks) else [words.plural("about.tasks", int(plan.tasks))]
    return (order, years, *tasks)


def _ordered(plans: pd.DataFrame, facts: list[Fact]) -> list[Any]:
    """Plans and events by day, a plan without one at its number's place among the plans."""
    entries = [*each_row(plans)]
    known = pd.Series([day_of(plan.approved_on) for plan in entries]).ffill()
    dated = [
        (day or date.min, 0, plan.number, plan) for day, plan in zip(known, entries, strict=True)
    ]
    dated += [(fact.day, 1, 0, fact) for fact in _events(plans, facts)]
    return [entry for *_, entry in sorted(dated, key=lambda item: item[:3])]


def _list(view: View, plans: pd.DataFrame, facts: list[Fact]) -> html.Ol:
    words = view.words
    items: list[Component] = []
    for entry in _ordered(plans, facts):
        place = place_link(view, entry.document_key, entry.place)
        if isinstance(entry, Fact):
            content = [html.B(fact_date(words, entry)), printed_words(entry.text), " ", place]
            items.append(html.Li(content, className="event"))
        else:
            name = words("about.plan_named", ordinal=ordinal(words, entry.number))
            said = "; ".join(_plan_lines(words, entry))
            items.append(html.Li([html.B(name), said, " · ", place]))
    return html.Ol(items, className="timeline-list narrow-only")


def _table(view: View, plans: pd.DataFrame, facts: list[Fact]) -> Component:
    words = view.words
    rows: list[list[Any]] = []
    for entry in _ordered(plans, facts):
        place = place_link(view, entry.document_key, entry.place)
        if isinstance(entry, Fact):
            rows.append(
                [fact_date(words, entry), printed_words(entry.text), None, None, None, place]
            )
            continue
        approved = day_of(entry.approved_on)
        rows.append(
            [
                words.day(approved) if approved else words("about.no_day"),
                words("about.plan_named", ordinal=ordinal(words, entry.number)),
                f"№ {entry.order_number}" if entry.order_number else None,
                years_text(entry.year_start, entry.year_end) or words("about.no_years"),
                None if pd.isna(entry.tasks) else int(entry.tasks),
                place,
            ]
        )
    heads = ("day", "what", "order", "years", "tasks", "place")
    columns = [Column(words(f"about.head_{name}"), name == "tasks") for name in heads]
    return table(words("about.timeline"), columns, rows)


def _card(view: View, fact: Fact) -> html.Div:
    words = view.words
    figures = " · ".join(_figure(words, figure) for figure in fact.figures)
    place = place_link(view, fact.document_key, fact.place)
    return html.Div(
        [
            html.B(figures),
            printed_words(fact.text),
            html.Span([fact_date(words, fact), " · ", place], className="meta line"),
        ]
    )


def _figure(words: Words, figure: str) -> str:
    """A figure as stored, its spaces kept together: «80 %», «7 + 7»."""
    return figure.replace(" ", "\N{NO-BREAK SPACE}")
