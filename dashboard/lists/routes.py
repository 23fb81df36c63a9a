"""The further rows of a long list: `/rows.json?region=UA-09&sort=-days&page=2`, asked for by its own table."""

from __future__ import annotations

from flask import Flask, Response, json, request

from dashboard.context import Page, current_services
from dashboard.links import ROWS_DATA
from dashboard.lists.listing import Listing
from dashboard.lists.records import Records, tell_sheet
from data.errors import OgpError


def register_rows(server: Flask, page: Page) -> None:
    """Adds the address of the rows; `page` is the page of lists, whose filters and parameters it reads."""

    @server.get(ROWS_DATA)
    def rows() -> Response:
        query = dict(request.args.to_dict(flat=False))
        services = current_services()
        try:
            view = services.view(page, query)
            key = ("rows", tuple((name, _texts(given)) for name, given in view.asked.items()))
            content = view.remembered(key, lambda: make_rows(Listing(view)), len)
        except OgpError as error:
            words = services.words_of(services.filters_of(query))
            told = words(f"error.{error.code}", **error.values)
            return Response(told, status=503, mimetype="text/plain")
        response = Response(content, mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response


def make_rows(listing: Listing) -> bytes:
    """A page of the list as JSON, with the data version that it is of: a table never shows rows of two."""
    sheet = listing.sheet(listing.view.asked)
    records = Records(listing)
    rows = records.of_groups(sheet.groups) if sheet.groups else records.of_lines(sheet.lines)
    told = {
        "version": listing.view.snapshot.version,
        "rows": rows,
        "words": records.words,
        "sheet": tell_sheet(listing, sheet),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=False).encode()


def _texts(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list | tuple) else (str(given),)
