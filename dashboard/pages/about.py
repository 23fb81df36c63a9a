"""Про Ініціативу: what it is, which national plans there were, and how the figures of this product are worked out."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.definitions import definitions, state_meanings
from dashboard.components.national import (
    average_gap,
    collect_facts,
    fact_cards,
    other_facts,
    timeline,
)
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.components.places import place_link
from dashboard.components.sentence import sentence
from dashboard.components.typography import nbsp
from dashboard.context import Page, View
from data.model import Fate
from data.queries import fetch_source_rows_frame
from data.tuples import day_of, each_row

PLANS_ANCHOR: Final = "plany"
_LONG: Final = 200
_PARAGRAPHS: Final = 2


def layout(view: View) -> list[Component]:
    """The national page's plans and facts, and the definitions of every figure."""
    plans = view.snapshot.national_plans.sort_values("number", kind="stable")
    content = _nation(view, plans) if len(plans) else _without_page(view)
    return [
        *content,
        html.Div(
            [
                panel(
                    view.words("about.how"),
                    definitions(view.words),
                    subtitle=view.words("about.how_sub"),
                ),
                panel(view.words("about.states"), state_meanings(view.words)),
            ],
            id=links.DEFINITIONS,
            className="grid c75 how",
        ),
    ]


def _without_page(view: View) -> list[Component]:
    return [
        html.H1(nbsp(view.words("about.answer_none")), className="answer"),
        html.P(nbsp(view.words("about.no_page")), className="sub"),
    ]


def _nation(view: View, plans: pd.DataFrame) -> list[Component]:
    words = view.words
    facts = collect_facts(view.snapshot.national_facts)
    key, name = plans["document_key"].iloc[0], plans["document"].iloc[0]
    document = html.A(name, href=links.source_link(key, "", view.filters))
    gap = average_gap([day.date() for day in plans["approved_on"].dropna()])
    finding = (
        words("about.timeline")
        if gap is None
        else words("about.timeline_every", years=words.plural("about.years", round(gap, 1)))
    )
    pictures = [panel_picture(view, "national-plans")]
    shown = panel(finding, *timeline(view, plans, facts), acts=pictures)
    return [
        _answer(view, plans),
        html.P(sentence(words("about.explained"), document=document), className="sub"),
        html.Div(shown, id=PLANS_ANCHOR, className="grid"),
        html.Div(
            [
                panel(
                    words("about.facts"),
                    fact_cards(view, facts),
                    other_facts(view, facts),
                    subtitle=words("about.facts_sub"),
                ),
                panel(words("about.what"), *_quoted(view, plans)),
            ],
            className="grid c84 facts-grid",
        ),
    ]


def _answer(view: View, plans: pd.DataFrame) -> html.H1:
    """«Уряд затвердив п’ять національних планів; останній, із 14 завдань, — 24.02.2021.»"""
    words, count = view.words, len(plans)
    key = f"about.number_{count}"
    number = words(key) if words.has(key) else words.number(count)
    counted = html.A(
        nbsp(words.plural("about.plans", count, number=number)),
        href=f"#{PLANS_ANCHOR}",
        className="keep",
    )
    last: Any = list(each_row(plans))[-1]
    approved = day_of(last.approved_on)
    if approved is None:
        return html.H1(sentence(words("about.answer_undated"), plans=counted), className="answer")
    tasks = "" if pd.isna(last.tasks) else words.plural("about.of_tasks", int(last.tasks))
    day = html.A(
        words.day(approved), href=links.source_link(last.document_key, last.place, view.filters)
    )
    pieces = sentence(words("about.answer"), plans=counted, tasks=tasks, day=day)
    return html.H1(pieces, className="answer")


def _quoted(view: View, plans: pd.DataFrame) -> list[Component]:
    """What the page says of the Initiative before it comes to the plans: its first long paragraphs."""
    key = str(plans["document_key"].iloc[0])
    with view.services.engine.connect() as connection:
        rows = fetch_source_rows_frame(connection, key)
    places = rows["place"].tolist()
    first = plans["place"].iloc[0]
    end = places.index(first) if first in places else len(rows)
    prose = [
        (row.place, text)
        for row in each_row(rows.iloc[:end])
        if row.fate == Fate.TEXT.value
        and len(text := " ".join(" ".join(row.cells).split())) >= _LONG
    ]
    return [
        html.Blockquote(
            [html.P(text, lang="uk"), html.Footer(place_link(view, key, place))],
            className="printed lines words",
        )
        for place, text in prose[:_PARAGRAPHS]
    ]


PAGE: Final = Page(
    path=links.ABOUT,
    title_key="about.title",
    layout=layout,
    filters=("as_of",),
    has_filter_bar=False,
    needs_data=False,
)
