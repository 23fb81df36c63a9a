"""Plain addresses of the files: `/download/measures.xlsx?region=UA-09&rows=overdue&sort=-days`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from flask import Flask, Response, abort, request
from werkzeug.datastructures import MultiDict

from dashboard.context import Page, current_services
from dashboard.exports.agenda_files import make_docx, make_pdf
from dashboard.exports.agenda_files import make_xlsx as make_agenda_xlsx
from dashboard.exports.files import File, Selection, make_conditions, make_csv, make_xlsx
from dashboard.links import (
    AGENDA_DOCX,
    AGENDA_PDF,
    AGENDA_XLSX,
    CONDITIONS_CSV,
    DOWNLOADS,
    ROWS_CSV,
    ROWS_XLSX,
)
from dashboard.lists.listing import Listing
from data.errors import AgendaTooLong, OgpError

_MAKERS: Final[Mapping[str, Callable[[Selection], File]]] = {
    ROWS_CSV: make_csv,
    ROWS_XLSX: make_xlsx,
    CONDITIONS_CSV: make_conditions,
    AGENDA_DOCX: make_docx,
    AGENDA_PDF: make_pdf,
    AGENDA_XLSX: make_agenda_xlsx,
}


def register_downloads(server: Flask, page: Page) -> None:
    """Adds the addresses of the files; `page` is the page whose rows they hold."""

    @server.get(f"{DOWNLOADS}/<name>")
    def download(name: str) -> Response:
        if name not in _MAKERS:
            abort(404)
        query = _lists(request.args)
        services = current_services()
        address = f"{request.url_root.rstrip('/')}{page.path}"
        if request.query_string:
            address = f"{address}?{request.query_string.decode('ascii', errors='replace')}"
        try:
            listing = Listing(services.view(page, query))
            return send_file(_MAKERS[name](Selection(listing, query, address)))
        except OgpError as error:
            words = services.words_of(services.filters_of(query))
            return Response(
                words(f"error.{error.code}", **error.values),
                status=422 if isinstance(error, AgendaTooLong) else 503,
                mimetype="text/plain",
            )


def _lists(arguments: MultiDict[str, str]) -> dict[str, object]:
    return dict(arguments.to_dict(flat=False))


def send_file(file: File) -> Response:
    """A file as an answer that a browser saves under its name."""
    response = Response(file.content, content_type=file.type)
    headers = response.headers
    # old clients read the plain name, all others the one in their own letters
    headers["Content-Disposition"] = (
        f"attachment; filename={file.plain_name}; filename*=UTF-8''{quote(file.name, safe='')}"
    )
    # the same address gives other rows after the next load
    headers["Cache-Control"] = "no-store"
    return response
