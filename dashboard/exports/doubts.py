"""The doubtful readings as a file: `/download/doubts.xlsx?region=UA-09&doubt=deadline`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

from flask import Flask, Response, request

from dashboard.components.doubt_list import KIND, chosen_kind
from dashboard.components.places import place_text
from dashboard.context import Page, View, current_services
from dashboard.doubts import Doubt, correcting_lines, read_doubts
from dashboard.exports.csv_file import write_csv
from dashboard.exports.files import CSV_TYPE, XLSX_TYPE, File
from dashboard.exports.routes import send_file
from dashboard.exports.xlsx_file import Sheet, write_xlsx
from dashboard.links import DOUBTS_CSV, DOUBTS_XLSX, DOWNLOADS, measure_link, source_link
from dashboard.lists.columns import Cell
from dashboard.metrics.sources import select_documents
from dashboard.names import value_names
from data.errors import OgpError
from data.override_words import reading_words

# name of the column and its width
_COLUMNS: Final[Mapping[str, int]] = {
    **{"kind": 16, "document": 28, "number": 8, "place": 18, "words": 50, "reading": 36},
    **{"rule": 30, "why": 50, "confidence": 12, "fix": 60, "code": 30, "address": 48},
}


def register_doubts(server: Flask, page: Page) -> None:
    """Adds the addresses of the files; `page` is the page that shows the same doubts."""

    @server.get(f"{DOWNLOADS}/{DOUBTS_CSV}")
    def doubts_csv() -> Response:
        return _answer(page, make_doubts_csv)

    @server.get(f"{DOWNLOADS}/{DOUBTS_XLSX}")
    def doubts_xlsx() -> Response:
        return _answer(page, make_doubts_xlsx)


def make_doubts_csv(view: View, root: str) -> File:
    """The doubts alone, a head first."""
    rows = _rows(view, _doubts(view), root)
    number = list(_COLUMNS).index("number")
    # «1.10» alone would open as 1 October
    signed = [
        [f"№ {cell}" if place == number and cell else cell for place, cell in enumerate(row)]
        for row in rows
    ]
    return File(*_names(view, "csv"), CSV_TYPE, write_csv(_head(view), signed, _cut(view)))


def make_doubts_xlsx(view: View, root: str) -> File:
    """The doubts, and by what they were selected on a second sheet."""
    words, doubts = view.words, _doubts(view)
    rows = _rows(view, doubts, root)
    sheet = Sheet(
        name=words("doubts.title"),
        head=_head(view),
        widths=list(_COLUMNS.values()),
        rows=[row[:-1] for row in rows],
        links=[str(row[-1]) for row in rows],
        printed=len(_COLUMNS) - 3,
    )
    kind = chosen_kind(view)
    conditions = [
        (words("exports.source"), words("shell.product")),
        (words("exports.list"), words("doubts.title")),
        *(
            (words(f"filters.{name}"), "; ".join(value_names(view, name)))
            for name in view.filters.active
        ),
        *([(words("doubts.kind"), words(f"doubts.{kind.value}"))] if kind else []),
        (words("exports.count"), str(len(rows))),
        (words("exports.version"), str(view.snapshot.version)),
        (words("exports.made_at"), words.moment(datetime.now(UTC).replace(tzinfo=None))),
    ]
    content = write_xlsx(sheet, words("exports.conditions"), conditions, _cut(view))
    return File(*_names(view, "xlsx"), XLSX_TYPE, content)


def _answer(page: Page, make: Callable[[View, str], File]) -> Response:
    services = current_services()
    query = {**request.args.to_dict(flat=False), KIND: request.args.get(KIND, "")}
    try:
        view = services.view(page, query)
        return send_file(make(view, request.url_root))
    except OgpError as error:
        words = services.words_of(services.filters_of(query))
        told = words(f"error.{error.code}", **error.values)
        return Response(told, status=503, mimetype="text/plain")


def _doubts(view: View) -> list[Doubt]:
    documents = select_documents(view.snapshot.documents, view.filters)
    keys = documents.loc[~documents["withdrawn"], "document_key"]
    kind = chosen_kind(view)
    found = read_doubts(view.snapshot, view.words, keys)
    return [one for one in found if kind is None or one.kind is kind]


def _rows(view: View, doubts: Sequence[Doubt], root: str) -> list[list[Cell]]:
    words, today = view.words, view.services.today()
    return [
        [
            words(f"doubts.one_{one.kind.value}"),
            one.document,
            one.number,
            place_text(words, one.place),
            one.printed,
            one.other_words if one.reading is None else reading_words(words, one.reading),
            one.rule,
            "\n".join(one.why),
            None if one.confidence is None else round(one.confidence * 100),
            correcting_lines(words, one, today),
            one.measure_id,
            urljoin(root, _address(view, one)),
        ]
        for one in doubts
    ]


def _address(view: View, doubt: Doubt) -> str:
    if doubt.measure_id:
        return measure_link(doubt.measure_id, view.filters)
    return source_link(doubt.document_key, doubt.place, view.filters)


def _head(view: View) -> list[str]:
    return [view.words(f"doubts.column_{name}") for name in _COLUMNS]


def _cut(view: View) -> str:
    return view.words("exports.cut")


def _names(view: View, extension: str) -> tuple[str, str]:
    version = view.snapshot.version
    name = view.words("doubts.file", version=version)
    return f"{name}.{extension}", f"doubts_{version}.{extension}"
