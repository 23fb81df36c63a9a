"""Documents as a table: what each is, what became of its rows, what to check, when it came."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.pager import page_steps
from dashboard.components.pill import pill
from dashboard.components.scrolling import scrolling
from dashboard.components.typography import unbroken
from dashboard.context import View
from dashboard.filters import href
from dashboard.links import MEASURES, safe_url, source_file_link, source_link
from dashboard.names import region_name, years_text
from dashboard.paging import cut_page
from data.i18n import Words
from data.tuples import each_row

PAGE_DOCUMENTS: Final = 30
DOCUMENT_PAGE: Final = "documents"
GONE_PAGE: Final = "withdrawn"

# columns of counts: the head's key, the frame's columns that are summed
_COUNTS: Final = (
    ("rows", ("rows_in_tables",)),
    ("measures", ("rows_measure",)),
    ("directions", ("rows_direction", "rows_task")),
    ("continuations", ("rows_continuation",)),
    ("furniture", ("rows_furniture",)),
    ("left_out", ("rows_left_out", "rows_issue")),
)


def document_table(view: View, documents: pd.DataFrame, *, withdrawn: bool = False) -> html.Div:
    """The table of documents with a line of totals; withdrawn ones stand in a paler table of their own."""
    words = view.words
    frame = documents.assign(rows_in_tables=documents["rows"] - documents["rows_text"])
    heads = ["document", "region", *(name for name, _ in _COUNTS), "issues", "loaded"]
    numbers = {name for name, _ in _COUNTS} | {"issues"}
    head = [
        html.Th(
            words(f"sources.head_{name}"), scope="col", className="num" if name in numbers else None
        )
        for name in heads
    ]
    parameter = GONE_PAGE if withdrawn else DOCUMENT_PAGE
    page = cut_page(view.variables[parameter], len(frame), PAGE_DOCUMENTS)
    shown = frame.iloc[page.first : page.last]
    body = [_row(view, row, withdrawn=withdrawn) for row in each_row(shown)]
    if len(frame) > 1 and not withdrawn:
        body.append(_total(words, frame))
    table = html.Table(
        [
            html.Caption(words("sources.documents"), className="vh"),
            html.Thead(html.Tr(head)),
            html.Tbody(body),
        ],
        className="cards docs",
    )
    framed = scrolling(table, words("sources.documents"), "tw withdrawn" if withdrawn else "tw")
    shown_key, label = "sources.documents_shown", "sources.documents_pages"
    steps = page_steps(view, page, parameter, shown_key, label, parameter)
    return html.Div([framed, *steps], id=parameter)


def size_text(words: Words, size: int) -> str:
    """A file's size: «23,4 кБ»."""
    if size < 1024 * 1024:
        return words("sources.kilobytes", size=words.number(max(size / 1024, 0.1)))
    return words("sources.megabytes", size=words.number(size / 1024 / 1024))


def file_name(words: Words, row: Any) -> str:
    """The file of a document: «план.docx», «план.docx, частина 2» where a file holds several."""
    if not row.part:
        return str(row.document)
    return words("sources.part", name=row.document, part=words.number(row.part))


def what_it_is(words: Words, row: Any) -> str:
    """The second line of a document: «luhansk-2013.txt · план»."""
    parts = [file_name(words, row), words(f"kind.{row.kind}")]
    if row.national_plans:
        parts.append(words.plural("sources.national_plans", row.national_plans))
        parts.append(words.plural("sources.national_facts", row.national_facts))
    return " · ".join(parts)


def _row(view: View, row: Any, *, withdrawn: bool) -> html.Tr:
    words = view.words
    title = html.A(
        row.title or row.document,
        href=safe_url(source_link(row.document_key, "", view.filters)),
        className="clamp2",
        title=row.title,
    )
    told = [html.Span(what_it_is(words, row), className="meta line")]
    if row.is_demo:
        told.append(pill(words("shell.demo")))
    if row.without_plan:
        told.append(html.Span(words("sources.without_plan"), className="meta line lacks"))
    cells: list[Component] = [
        html.Th([title, *told], scope="row"),
        _cell(words, "region", _where(words, row)),
    ]
    has_table = bool(row.rows_in_tables)
    for name, columns in _COUNTS:
        count = sum(int(getattr(row, column)) for column in columns)
        cells.append(_number(words, name, _counted(view, row, name, count) if has_table else "—"))
    cells.append(_number(words, "issues", _issues(view, row)))
    cells.append(_cell(words, "loaded", _loaded(words, row, withdrawn=withdrawn), "when"))
    return html.Tr(cells)


def _counted(view: View, row: Any, name: str, count: int) -> str | Component:
    if name == "measures" and count and not row.withdrawn:
        kept = view.filters.only(["as_of"]).with_(plan=row.document_key)
        return html.A(view.words.number(count), href=href(MEASURES, kept))
    return view.words.number(count)


def _issues(view: View, row: Any) -> str | Component:
    """How many places to check, and how many remarks there are in all."""
    words, total = view.words, int(row.errors + row.warnings + row.infos)
    if not total:
        return "0"
    href = source_link(row.document_key, "", view.filters) + "#zauvazhennia"
    check = int(row.errors + row.warnings)
    return html.Span(
        [
            html.A(words.number(total), href=href),
            html.Span(_to_check(words, check), className="meta line"),
        ]
    )


def _to_check(words: Words, count: int) -> str:
    return words("sources.to_check", count=words.number(count)) if count else ""


def _loaded(words: Words, row: Any, *, withdrawn: bool) -> list[str | Component]:
    moment = row.withdrawn_at if withdrawn else row.loaded_at
    said = words("sources.withdrawn_on" if withdrawn else "sources.version", number=row.versions)
    file = html.A(
        [
            icon("download"),
            html.Span(words("sources.take_file", name=row.document), className="vh"),
        ],
        href=source_file_link(row.document_key),
        title=words("sources.take_file", name=row.document),
        className="take",
        **{"data-file": "1"},
    )
    return [
        html.Span([words.moment(moment), html.Span(said, className="meta line")]),
        file,
    ]


def _where(words: Words, row: Any) -> str:
    parts = (region_name(words, row.region_iso), unbroken(years_text(row.year_start, row.year_end)))
    return ", ".join(part for part in parts if part)


def _total(words: Words, frame: pd.DataFrame) -> html.Tr:
    sums = [int(sum(frame[column].sum() for column in columns)) for _, columns in _COUNTS]
    issues = int((frame["errors"] + frame["warnings"] + frame["infos"]).sum())
    return html.Tr(
        [
            html.Th(words("common.total"), scope="row"),
            html.Td(className="none"),
            *(
                _number(words, name, words.number(n))
                for (name, _), n in zip(_COUNTS, sums, strict=True)
            ),
            _number(words, "issues", words.number(issues)),
            html.Td(className="none"),
        ],
        className="tot",
    )


def _cell(words: Words, name: str, content: Any, class_name: str = "") -> html.Td:
    label = {"data-label": words(f"sources.head_{name}")}
    return html.Td(content, className=class_name or None, **label)


def _number(words: Words, name: str, content: Any) -> html.Td:
    return _cell(words, name, content, "num")
