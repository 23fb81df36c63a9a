"""The agenda as a sheet of paper: on the page, on the printer and in the PDF one and the same."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.typography import nbsp
from dashboard.exports.agenda_words import COLUMNS, AgendaWords
from dashboard.links import measure_link
from dashboard.lists.agenda import Agenda, Item, Point


def agenda_sheet(agenda: Agenda) -> html.Article:
    """The whole agenda; `data-foot` and `data-page` are what its pages say at their foot."""
    told = AgendaWords(agenda)
    return html.Article(
        [
            *_head(told),
            *(_point(told, point) for point in agenda.points()),
            _signatures(told),
        ],
        className="agenda",
        lang=agenda.view.words.language,
        **{"data-foot": told.heading().foot, "data-page": told.page_of("{page}", "{pages}")},
    )


def _head(told: AgendaWords) -> list[Component]:
    heading = told.heading()
    facts: list[Component] = []
    for place, (label, value) in enumerate(heading.facts):
        lang = "uk" if heading.is_printed and place == 0 else None
        facts += [html.Dt(label), html.Dd(nbsp(value), lang=lang)]
    facts += [html.Dt(heading.date), html.Dd(html.I())]
    return [
        html.P([html.B(heading.product), html.Span(heading.as_of)], className="agenda-top"),
        html.H1(nbsp(heading.title)),
        html.P(nbsp(heading.subtitle), className="agenda-sub"),
        html.Dl(facts),
    ]


def _point(told: AgendaWords, point: Point) -> html.Section:
    name = html.Span(nbsp(told.name(point)), lang="uk" if point.group.name else None)
    heads = [html.Th(told.head(column), scope="col", className=f"c-{column}") for column in COLUMNS]
    return html.Section(
        [
            html.H2(
                [
                    html.Span(f"{point.number}. "),
                    name,
                    html.Small(told.count(point)),
                ]
            ),
            html.Table(
                [
                    html.Thead(html.Tr(heads)),
                    html.Tbody([_row(told, item) for item in point.items]),
                ]
            ),
        ]
    )


def _row(told: AgendaWords, item: Item) -> html.Tr:
    cells = {
        "number": [
            html.A(
                item.line.number, href=measure_link(item.line.measure_id, told.agenda.view.filters)
            )
        ],
        "title": _title(told, item),
        "due": _due(told, item),
        "result": _result(told, item),
    }
    return html.Tr([html.Td(cells.get(column, ""), className=f"c-{column}") for column in COLUMNS])


def _title(told: AgendaWords, item: Item) -> list[Any]:
    parts: list[Any] = [html.Span(nbsp(item.title), className="words", lang="uk")]
    if item.seen_in is not None:
        parts += [" ", html.Em(nbsp(told.seen(item)))]
    parts += [html.Small(nbsp(note)) for note in told.notes(item)]
    if item.moved is not None and item.seen_in is None:
        parts.append(html.Small(nbsp(told.moved(item.moved))))
    return parts


def _due(told: AgendaWords, item: Item) -> list[Any]:
    dated = "nowrap" if item.line.due else None
    parts: list[Any] = [html.Span(told.due(item), className=dated)]
    if days := told.days(item):
        parts.append(html.B(days))
    return parts


def _result(told: AgendaWords, item: Item) -> list[Any]:
    parts: list[Any] = [html.Span(told.state(item))]
    if quotation := told.quotation(item):
        parts.append(html.Q(quotation, lang="uk"))
        if item.source:
            parts.append(html.Small(item.source))
    return parts


def _signatures(told: AgendaWords) -> html.Div:
    words = told.words
    return html.Div(
        [
            html.Span(words("agenda.chair")),
            html.I(),
            html.Span(words("agenda.secretary")),
            html.I(),
        ],
        className="agenda-signed",
    )
