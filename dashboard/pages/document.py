"""Надрукований документ: every row with its lines and its fate, the file itself, and its earlier versions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import file_link
from dashboard.components.document_facts import about_document, version_list
from dashboard.components.icon import icon
from dashboard.components.issue_list import MANY_ENTRIES, issue_list
from dashboard.components.panel import panel, section
from dashboard.components.printed_document import Sheet, choose_sheet, printed_sheet
from dashboard.components.sentence import listed, sentence
from dashboard.components.typography import nbsp
from dashboard.components.version_changes import version_changes
from dashboard.context import Page, View
from dashboard.filters import href
from dashboard.metrics.completion import Array
from dashboard.metrics.sources import count_rows, group_issues
from dashboard.names import document_name
from data.differences import fetch_differences, version_before
from data.queries import fetch_source_places, fetch_source_rows_frame, fetch_versions_frame
from data.tuples import each_row

ISSUES_ANCHOR: Final = "zauvazhennia"


def layout(view: View) -> list[Component]:
    """One document, in the version the address names."""
    document = next(each_row(find_document(view)))
    with view.services.engine.connect() as connection:
        versions = fetch_versions_frame(connection, document.document_key)
        version = _chosen(versions, view.variables["version"])
        of_version = (document.document_key, int(version.version_id))
        places = fetch_source_places(connection, *of_version)
        sheet = choose_sheet(places, view.variables["page"], view.variables["at"])
        rows = fetch_source_rows_frame(connection, *of_version, sheet.positions)
        before = version_before(connection, int(version.version_id))
        differences = (
            fetch_differences(connection, int(version.version_id), before.id) if before else ()
        )
    return [
        _crumb(view, document),
        html.H1(nbsp(version.title or document.document), className="answer small-answer"),
        *([_summary(view, document)] if version.is_current else []),
        *_warnings(view, document, version),
        panel(
            view.words("sources.about_document"),
            about_document(view.words, version),
            version_list(view, document.document_key, versions, version),
            acts=[
                *_calendar(view, document.document_key),
                file_link(
                    view.words("sources.take_original"),
                    links.source_file_link(
                        document.document_key, None if version.is_current else int(version.number)
                    ),
                ),
            ],
            class_name="about-document",
        ),
        *version_changes(view, version, before.number if before else None, differences),
        html.Section(
            [
                html.H2(view.words("sources.printed")),
                _pages(view, sheet, len(places), int(version.number)),
                *printed_sheet(view, rows, sheet, view.variables["at"]),
                _pages(view, sheet, len(places), int(version.number))
                if sheet.pages > 1
                else html.Span(),
            ],
            className="sect sheet",
        ),
        # counts and remarks are those of the version in force
        *(_issues(view, document.document_key) if version.is_current else []),
    ]


def _calendar(view: View, document_key: str) -> list[Component]:
    """The due dates of a plan as a calendar; nothing for a document without any."""
    plans = view.snapshot.plan_frame
    if document_key not in set(plans.loc[plans["last_due"].notna(), "document_key"]):
        return []
    chosen = view.filters.only(["as_of"]).with_(plan=document_key)
    address = links.calendar_link(chosen)
    return [file_link(view.words("feed.of_plan"), address, "calendar-plus")]


def find_document(view: View) -> pd.DataFrame:
    """The row of the document that the address names; empty where there is none."""
    documents = view.snapshot.documents
    found = np.flatnonzero(_is_named(view))[:1]
    return documents.iloc[found[0] : found[0] + 1] if len(found) else documents.iloc[:0]


def _is_named(view: View) -> Array:
    named: Array = (
        view.snapshot.documents["document_key"] == view.variables["document_key"]
    ).to_numpy()
    return named


def exists(view: View) -> bool:
    """Whether the address names a document that was ever loaded."""
    return bool(_is_named(view).any())


def title(view: View) -> str:
    """«Звіт, Луганська область, 2017»."""
    return document_name(view.words, next(each_row(find_document(view))))


def _chosen(versions: pd.DataFrame, number: str) -> Any:
    """The version of a number; the current one where the address names none that is there."""
    wanted = versions[versions["number"].astype("str") == number]
    return next(each_row(wanted if len(wanted) else versions[versions["is_current"]]))


def _crumb(view: View, document: Any) -> html.P:
    kept = view.filters.only(["as_of"])
    back = html.A(
        [icon("arrow-left"), " ", view.words("sources.title")], href=href(links.SOURCES, kept)
    )
    named = html.Span(document_name(view.words, document))
    return html.P([back, html.Span("·", **{"aria-hidden": "true"}), named], className="crumb")


def _summary(view: View, document: Any) -> html.P:
    """«Із 22 рядків таблиці: 15 заходів, 6 напрямів, 1 рядок шапки.» The measures lead to their list."""
    words = view.words
    flow = count_rows(find_document(view))
    if not flow.rows:
        plans = words.plural("sources.national_plans", document.national_plans)
        facts = words.plural("sources.national_facts", document.national_facts)
        told = html.A(f"{plans}, {facts}", href=href(links.ABOUT, view.filters.only([])))
        key = "sources.summary_national" if document.national_plans else "sources.summary_text"
        return html.P(sentence(words(key), facts=told), className="sub")
    kept = view.filters.only(["as_of"]).with_(plan=document.document_key)
    parts: list[Component] = []
    for fate, count in flow.fates.items():
        if count:
            said = words.plural(f"sources.of_fate_{fate.value}", count)
            is_list = fate.value == "measure" and not document.withdrawn
            parts.append(
                html.A(said, href=href(links.MEASURES, kept)) if is_list else html.Span(said)
            )
    pieces = sentence(
        words("sources.summary"),
        rows=words.plural("sources.of_rows", flow.rows),
        parts=listed(parts),
    )
    return html.P(pieces, className="sub")


def _warnings(view: View, document: Any, version: Any) -> list[Component]:
    words = view.words
    notes = []
    if document.withdrawn:
        notes.append(words("sources.is_withdrawn", moment=words.moment(document.withdrawn_at)))
    if not version.is_current:
        notes.append(words("sources.is_old", number=version.number))
    return [html.P(nbsp(note), className="note") for note in notes]


def _pages(view: View, sheet: Sheet, count: int, version: int) -> html.Nav | html.P:
    """«Рядки 251–500 із 20 000» with the ways to the pages around; only a count where one page holds all."""
    words = view.words
    told = words(
        "sources.page_rows",
        first=words.number(sheet.first + 1),
        last=words.number(sheet.last),
        all=words.number(count),
    )
    if sheet.pages == 1:
        return html.P(words("sources.printed_means"), className="sub")
    steps = [
        html.A(
            text,
            href=links.source_link(
                view.variables["document_key"], "", view.filters, version=version, page=number
            ),
            className="btn-2",
        )
        for text, number, there in (
            (words("sources.first_page"), 1, sheet.page > 2),
            (words("sources.page_before"), sheet.page - 1, sheet.page > 1),
            (words("sources.page_after"), sheet.page + 1, sheet.page < sheet.pages),
            (words("sources.last_page"), sheet.pages, sheet.page < sheet.pages - 1),
        )
        if there
    ]
    return html.Nav(
        [html.Span(told, className="small mut"), *steps],
        className="pager",
        **{"aria-label": words("sources.pages")},
    )


def _issues(view: View, key: str) -> list[Component]:
    issues = view.snapshot.issues
    groups = group_issues(issues[issues["document_key"] == key])
    if not groups:
        return []
    heading = view.words(
        "sources.document_issues", count=sum(len(group.issues) for group in groups)
    )
    return [html.Div(section(heading, issue_list(view, groups, MANY_ENTRIES)), id=ISSUES_ANCHOR)]


PAGE: Final = Page(
    path=f"{links.SOURCES}/<document_key>",
    title_key="sources.title",
    layout=layout,
    filters=("as_of",),
    in_menu=False,
    needs_data=False,
    exists=exists,
    title=title,
    parameters=("at", "page", "version"),
)
