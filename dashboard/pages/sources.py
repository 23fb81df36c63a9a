"""Джерела: was everything read, and what should a person check? The balance of rows, documents, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.document_table import DOCUMENT_PAGE, GONE_PAGE, document_table
from dashboard.components.doubt_list import KIND, doubt_section
from dashboard.components.doubt_list import PAGE as DOUBT_PAGE
from dashboard.components.empty import empty_note
from dashboard.components.issue_list import issue_list
from dashboard.components.pager import page_steps
from dashboard.components.panel import section
from dashboard.components.refusal_list import MOST_REFUSALS, refusal_list
from dashboard.components.row_flow import row_flow
from dashboard.components.sentence import sentence
from dashboard.components.typography import nbsp
from dashboard.context import PLACE_FILTERS, Page, View
from dashboard.doubt_index import DoubtCounts, count_doubts
from dashboard.markup import Markup, fold
from dashboard.metrics.sources import (
    RowFlow,
    count_issue_groups,
    count_rows,
    count_to_check,
    group_issues,
    select_documents,
    without_plan,
)
from dashboard.paging import cut_page
from data.readings import Refusal, fetch_refusals

ISSUES_ANCHOR: Final = "zauvazhennia"
DOCUMENTS_ANCHOR: Final = "dokumenty"
REFUSALS_ANCHOR: Final = "neprochytane"
ISSUE_PAGE: Final = "issues"
PAGE_GROUPS: Final = 30


@dataclass(frozen=True)
class Read:
    """What the page says of the documents of a view: `top` and the parts between which refused files stand.

    `alone` are reports without their plan; nothing at all is said where the view has no documents.
    """

    top: list[Component]
    table: list[Component]
    rest: list[Component]
    alone: int


def layout(view: View) -> list[Component]:
    """The documents of the view and what became of their rows.

    A file that is refused makes no data version: the refusals are read for every reader, the rest is drawn once.
    """
    with view.services.engine.connect() as connection:
        refusals = fetch_refusals(connection)
    asked = tuple(sorted(view.variables.items()))
    read = view.remembered(("sources", asked), lambda: _read(view), _size)
    if read is None:
        return [_empty(view), *_refusals(view, refusals)]
    return [
        *read.top,
        *_not_read(view, refusals, read.alone),
        *read.table,
        *_refusals(view, refusals),
        *read.rest,
    ]


def _read(view: View) -> Read | None:
    """The parts that follow from the data version; below the answer as they travel, for they are long."""
    documents = select_documents(view.snapshot.documents, view.filters)
    alone = without_plan(documents, view.snapshot.measures)
    documents = documents.assign(without_plan=alone & ~documents["withdrawn"])
    live, gone = documents[~documents["withdrawn"]], documents[documents["withdrawn"]]
    if documents.empty:
        return None
    issues = view.snapshot.issues
    issues = issues[issues["document_key"].isin(live["document_key"])]
    flow = count_rows(live)
    text = nbsp(view.words.plural("sources.text_rows", flow.text))
    table = [
        row_flow(view, flow),
        html.P(text, className="meta after-flow"),
        html.Div(document_table(view, live), id=DOCUMENTS_ANCHOR, className="grid"),
    ]
    rest = [
        doubt_section(view, _doubts(view).among(live["document_key"])),
        *_issues(view, issues),
        *_withdrawn(view, gone),
    ]
    return Read(
        top=[
            _answer(view, flow, count_to_check(issues)),
            html.P(nbsp(view.words("sources.explained")), className="sub"),
        ],
        table=fold(table),
        rest=fold(rest),
        alone=int(live["without_plan"].sum()),
    )


def _size(read: Read | None) -> int:
    """About how many bytes the parts take: letters of two bytes."""
    if read is None:
        return 0
    return sum(2 * len(part.html) for part in (*read.table, *read.rest) if isinstance(part, Markup))


def _doubts(view: View) -> DoubtCounts:
    return view.of_version(
        "doubts", lambda: count_doubts(view.snapshot), lambda counts: counts.size
    )


def _answer(view: View, flow: RowFlow, to_check: int) -> html.H1:
    words = view.words
    measures = words.plural("count.measures", flow.measures)
    lost = (
        words("sources.none_lost")
        if not flow.lost
        else words.plural("sources.some_lost", flow.lost)
    )
    check = (
        words.plural("sources.places_to_check", to_check)
        if to_check
        else words("sources.nothing_to_check")
    )
    pieces = sentence(
        words("sources.answer"),
        documents=html.A(
            words.plural("sources.of_documents", flow.documents),
            href=f"#{DOCUMENTS_ANCHOR}",
            className="keep",
        ),
        measures=html.A(nbsp(measures), href=view.link(links.MEASURES), className="keep"),
        lost=lost,
        check=html.A(nbsp(check), href=f"#{ISSUES_ANCHOR}", className="keep")
        if to_check
        else check,
    )
    return html.H1(pieces, className="answer")


def _not_read(view: View, refusals: Sequence[Refusal], alone: int) -> list[Component]:
    """What a coordinator has still to bring: files that were refused, plans that reports speak of."""
    words = view.words
    told: list[Component] = []
    if refusals:
        count = words.plural("sources.files_refused", len(refusals))
        told.append(html.A(count, href=f"#{REFUSALS_ANCHOR}"))
    if alone:
        told.append(html.Span(words.plural("sources.reports_alone", alone)))
    return [html.Ul([html.Li(one) for one in told], className="note plain")] if told else []


def _refusals(view: View, refusals: Sequence[Refusal]) -> list[Component]:
    """The files that the last loads could not read: filters do not narrow them, as nothing is known of them."""
    if not refusals:
        return []
    words = view.words
    means = words("sources.refusals_mean")
    if len(refusals) > MOST_REFUSALS:
        means += f" {words('sources.refusals_cut', shown=MOST_REFUSALS)}"
    title = words("sources.refusals", count=words.number(len(refusals)))
    found = section(title, refusal_list(view, refusals), subtitle=means)
    return [html.Div(found, id=REFUSALS_ANCHOR)]


def _issues(view: View, issues: pd.DataFrame) -> list[Component]:
    """The remarks, the gravest first; of very many a page."""
    words, found = view.words, count_issue_groups(issues)
    if not found:
        return []
    page = cut_page(view.variables[ISSUE_PAGE], found, PAGE_GROUPS)
    title = words(
        "sources.issues_title",
        count=words.number(len(issues)),
        check=words.number(count_to_check(issues)),
    )
    steps = page_steps(
        view, page, ISSUE_PAGE, "sources.issues_shown", "sources.issues_pages", ISSUES_ANCHOR
    )
    groups = group_issues(issues, page.first, page.last)
    return [html.Div([section(title, issue_list(view, groups)), *steps], id=ISSUES_ANCHOR)]


def _withdrawn(view: View, gone: pd.DataFrame) -> list[Component]:
    if gone.empty:
        return []
    return [
        section(
            view.words.plural("sources.withdrawn", len(gone)),
            document_table(view, gone, withdrawn=True),
            subtitle=view.words("sources.withdrawn_means"),
        )
    ]


def _empty(view: View) -> Component:
    words = view.words
    button = link_button(words("filters.clear"), view.page_address, main=True)
    return empty_note("journal-text", words("sources.empty"), words("sources.empty_why"), button)


PAGE: Final = Page(
    path=links.SOURCES,
    title_key="sources.title",
    layout=layout,
    filters=PLACE_FILTERS,
    parameters=(KIND, DOUBT_PAGE, DOCUMENT_PAGE, GONE_PAGE, ISSUE_PAGE),
    # a file that is refused makes no data version
    is_live=True,
    ahead=_doubts,
)
