"""Не відзвітували: which bodies owe a report on measures past their date, and a ready reminder to each."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import copy_text_button, link_button
from dashboard.components.empty import empty_note, empty_selection
from dashboard.components.icon import icon
from dashboard.components.pager import page_steps
from dashboard.components.panel import section
from dashboard.components.pill import pill
from dashboard.components.sentence import sentence
from dashboard.components.state import swatch
from dashboard.components.table import Column, table
from dashboard.components.typography import nbsp
from dashboard.context import PLACE_FILTERS, Page, View
from dashboard.filters import href
from dashboard.ids import LETTER
from dashboard.metrics.reminders import count_silent, find_duties
from dashboard.names import as_of_phrase, region_name
from dashboard.paging import PageCut, cut_page
from data.i18n import Words
from data.i18n import words as words_of
from data.tuples import each_row

PARAMETER: Final = "page"
PAGE_ROWS: Final = 50
ANCHOR: Final = "perelik"


def layout(view: View) -> list[Component]:
    """The bodies that have not reported, most silent first."""
    if view.rows.empty:
        return [_crumb(view), empty_selection(view)]
    silent = count_silent(view.snapshot, view.rows)
    if silent.empty:
        return [_crumb(view), _nobody(view)]
    cut = cut_page(view.variables[PARAMETER], len(silent), PAGE_ROWS)
    return [
        _crumb(view),
        _answer(view, silent),
        _whom(view, silent),
        _list(view, silent, cut),
        _text(view, silent, cut),
    ]


def _crumb(view: View) -> html.Nav:
    back = html.A(view.words("bodies.title"), href=href(links.BODIES, view.filters))
    here = html.Span(view.words("silent.title"))
    return html.Nav(
        [back, icon("chevron-right"), here],
        className="crumb",
        **{"aria-label": view.words("body.crumb")},
    )


def _answer(view: View, silent: pd.DataFrame) -> html.H1:
    """«Станом на 01.12.2013 не відзвітували 10 виконавців: строк минув, а звіту немає за 9 заходами.»"""
    words = view.words
    measures = int((view.rows["overdue"] == "unreported").sum())
    number = html.A(
        [swatch("unreported"), nbsp(words.plural("silent.measures", measures))],
        href=view.rows_link("unreported"),
        className="keep",
    )
    pieces = sentence(
        words("silent.answer"),
        as_of=as_of_phrase(words, view.as_of),
        bodies=nbsp(words.plural("silent.bodies", len(silent))),
        measures=number,
    )
    return html.H1(pieces, className="answer")


def _whom(view: View, silent: pd.DataFrame) -> html.P:
    """Who is in the list, and how many measures without a report nobody is bound to report on."""
    words, rows = view.words, view.rows
    late = rows.loc[rows["overdue"] == "unreported"]
    free = len(late) - find_duties(view.snapshot, late)["measure"].nunique()
    told = words("silent.whom")
    return html.P(
        nbsp(f"{told} {words.plural('silent.free', free)}" if free else told), className="sub"
    )


def _list(view: View, silent: pd.DataFrame, cut: PageCut) -> html.Div:
    words = view.words
    several = silent["region_iso"].nunique() > 1
    columns = [
        Column(words("bodies.body")),
        Column(words("silent.unreported"), True),
        Column(words("silent.since"), True),
        Column(words("body.days_unreported"), True),
        Column(words("silent.reminder")),
    ]
    rows = [_row(view, body, several) for body in each_row(silent.iloc[cut.first : cut.last])]
    parts: list[Component] = [
        table(words("silent.title"), columns, rows, class_name="cards silent")
    ]
    parts += page_steps(view, cut, PARAMETER, "silent.shown", "silent.pages", ANCHOR)
    title = words("silent.list", count=words.number(len(silent)))
    return html.Div(section(title, *parts), id=ANCHOR)


def _row(view: View, body: Any, with_region: bool) -> list[str | Component]:
    words = view.words
    name: list[str | Component] = [
        html.A(nbsp(body.body), href=links.body_link(body.body_id, view.filters))
    ]
    if body.collective:
        name += [" ", pill(words("silent.collective"))]
    if with_region:
        name.append(html.Span(region_name(words, body.region_iso), className="meta"))
    told = words("bodies.of", part=words.number(body.unreported), whole=words.number(body.due))
    return [
        html.Span(name),
        html.A(nbsp(told), href=view.rows_link("unreported", body=body.body_id)),
        words.day(body.since),
        nbsp(words.plural("count.days", int(body.days))),
        html.A(
            [
                icon("envelope"),
                words("silent.write"),
                html.Span(f" — {body.body}", className="vh"),
            ],
            href=links.reminder_link(body.body_id, view.filters),
            className="quiet",
        ),
    ]


def _text(view: View, silent: pd.DataFrame, cut: PageCut) -> html.Section:
    """The list, of a long one this page, as words for a letter or the minutes of a meeting."""
    words, ukrainian = view.words, words_of("uk")
    shown = each_row(silent.iloc[cut.first : cut.last])
    lines = [_line(ukrainian, place, body) for place, body in enumerate(shown, cut.first + 1)]
    head = ukrainian("silent.text_head", as_of=as_of_phrase(ukrainian, view.as_of))
    return section(
        words("silent.text"),
        html.Pre(
            "\n".join([head, *lines]),
            id=LETTER,
            className="letter",
            tabIndex=0,
            lang="uk",
            role="region",
            **{"aria-label": words("silent.text")},
        ),
        html.Div(
            [copy_text_button(words("silent.copy"), LETTER, words("reminder.copied"))],
            className="buttons",
        ),
    )


def _line(words: Words, place: int, body: Any) -> str:
    told = words(
        "silent.text_line", part=body.unreported, whole=body.due, day=words.day(body.since)
    )
    return f"{place}. {body.body} ({region_name(words, body.region_iso)}) — {told}"


def _nobody(view: View) -> html.Div:
    words = view.words
    back = link_button(words("silent.back"), href(links.BODIES, view.filters), main=True)
    return empty_note("check-circle-fill", words("silent.none"), words("silent.none_why"), back)


PAGE: Final = Page(
    path=links.SILENT,
    title_key="silent.title",
    layout=layout,
    filters=PLACE_FILTERS,
    parameters=(PARAMETER,),
    in_menu=False,
)
