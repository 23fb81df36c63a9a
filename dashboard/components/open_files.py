"""The files of the open data set: the whole in one, then each table with its rows, file and address in the API."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.button import file_link
from dashboard.components.panel import panel
from dashboard.components.table import Column, table
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.filters import href
from dashboard.links import API, OPEN_FILES
from dashboard.opendata.dataset import (
    LICENCE_FILE,
    PACKAGE,
    PASSPORT,
    STRUCTURE,
    XLSX,
    ZIP,
    table_file,
)
from dashboard.records import METRICS, TABLES
from dashboard.records.fields import Record


def open_file_link(view: View, text: str, name: str) -> html.A:
    """A link that takes a file of the set away, in the language of the page."""
    return plain_link(view, text, f"{OPEN_FILES}/{name}")


def plain_link(view: View, text: str, path: str) -> html.A:
    """A link out of the pages: to a file or an answer of the API."""
    return html.A(text, href=href(path, view.filters.only([])), **{"data-file": "1"})


def open_files(view: View, counts: dict[str, int]) -> html.Section:
    """The panel of files."""
    words, filters = view.words, view.filters.only([])
    whole = [
        file_link(words(f"opendata.take_{kind}"), href(f"{OPEN_FILES}/{name}", filters), sign)
        for kind, name, sign in (
            ("zip", ZIP, "file-earmark-zip"),
            ("xlsx", XLSX, "file-earmark-spreadsheet"),
        )
    ]
    rows: list[list[str | int | Component | None]] = [
        [
            html.Span([html.B(words(f"records.{record.name}")), _about(view, record)]),
            html.Span(words.number(counts[record.name]), **{"data-label": words("opendata.rows")}),
            open_file_link(view, table_file(record.name), table_file(record.name)),
            plain_link(view, f"{API}/{record.name}", f"{API}/{record.name}"),
        ]
        for record in TABLES
    ]
    columns = [
        Column(words("opendata.table")),
        Column(words("opendata.rows"), is_number=True),
        Column("CSV"),
        Column("API"),
    ]
    beside = [
        open_file_link(view, name, name) for name in (PACKAGE, PASSPORT, STRUCTURE, LICENCE_FILE)
    ]
    return panel(
        words("opendata.files"),
        table(words("opendata.files"), columns, rows, class_name="open-tables"),
        html.P(
            [f"{words('opendata.beside')} ", *_listed(beside)],
            className="small mut open-beside",
        ),
        subtitle=words("opendata.files_sub"),
        acts=whole,
    )


def metric_addresses(view: View) -> html.Div:
    """The figures of the pages in the API: what each says and where it is."""
    words = view.words
    rows: list[list[str | int | Component | None]] = [
        [
            html.Span([html.B(words(f"records.{record.name}")), _about(view, record)]),
            plain_link(view, f"{API}/metrics/{record.name}", f"{API}/metrics/{record.name}"),
        ]
        for record in METRICS
    ]
    columns = [Column(words("opendata.metric")), Column("API")]
    return table(words("opendata.metrics"), columns, rows, class_name="open-tables")


def _about(view: View, record: Record) -> html.Span:
    return html.Span(nbsp(view.words(f"records.{record.name}_about")), className="meta line")


def _listed(parts: list[html.A]) -> list[str | Component]:
    shown: list[str | Component] = []
    for part in parts:
        shown += [" · ", part] if shown else [part]
    return shown
