"""The addresses of the set's files: `/data/files/measures.csv`, `/data/files/ogp-monitor.zip?lang=en`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, request

from dashboard.api.answers import is_known_to_reader, make_public, not_modified, version_tag
from dashboard.context import Page, Services, View, current_services
from dashboard.links import OPEN_FILES
from dashboard.opendata.bundle import FILES, type_of
from dashboard.opendata.dataset import Dataset
from dashboard.opendata.shelf import Shelf
from data.errors import OgpError


def register_open_files(server: Flask, page: Page, cache: Path) -> None:
    """Adds the files to a server; `page` is the page whose rows they hold, with its filters open.

    What was made is kept in the folder `cache`.
    """
    shelf = Shelf(cache / "open-data")

    @server.get(f"{OPEN_FILES}/<name>")
    def open_file(name: str) -> Response:
        if name not in FILES:
            abort(404)
        services = current_services()
        try:
            return _send(services, page, shelf, name)
        except OgpError as error:
            words = services.words_of(services.filters_of(request.args))
            told = words(f"error.{error.code}", **error.values)
            return Response(told, status=503, mimetype="text/plain")


def _send(services: Services, page: Page, shelf: Shelf, name: str) -> Response:
    snapshot = services.newest()
    filters = services.filters_of(request.args.to_dict(flat=False)).only([])
    # other parameters change nothing in a file, so they must not fill the shelf
    tag = version_tag(services, snapshot, name, services.words_of(filters).language)
    if is_known_to_reader(tag):
        return not_modified(tag)
    dataset = Dataset(View(services, page, filters, snapshot), request.url_root.rstrip("/"))
    # the folder may serve several databases; their addresses are nobody's business
    database = hashlib.sha256(services.settings.database_url.encode()).hexdigest()[:16]
    content = shelf.fetch(f"{database}-{tag}", lambda: FILES[name](dataset))
    response = Response(content, content_type=type_of(name))
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.set_etag(tag, weak=True)
    return make_public(response)
