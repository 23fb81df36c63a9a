"""Records to screens: the Dash application.

`create_app` makes one app of one database; two of them may live in a process.
"""

from __future__ import annotations

import re

from dash import ALL, ClientsideFunction, Dash, Input, Output
from flask import Flask
from flask_compress import Compress

from dashboard import ids
from dashboard.answers import answer_again, keep_answers
from dashboard.api.routes import register_api
from dashboard.assets import ASSETS
from dashboard.context import EXTENSION, open_services
from dashboard.embed.routes import register_embeds
from dashboard.exports.calendar_routes import register_calendar
from dashboard.exports.doubts import register_doubts
from dashboard.exports.routes import register_downloads
from dashboard.exports.source_file import register_source_files
from dashboard.faults import register_faults
from dashboard.guard import guard
from dashboard.index import INDEX, READER_SCRIPT, MonitorApp
from dashboard.log import SERVER
from dashboard.moves import answer_moves, told_of_fault
from dashboard.opendata.routes import register_open_files
from dashboard.pages import PAGES, measures, overview, sources
from dashboard.render import app_layout, register_pages
from dashboard.serving import serve_well
from dashboard.serving.bundles import Bundles, serve_bundles
from data.i18n import words
from data.settings import Settings


def create_app(settings: Settings) -> Dash:
    """The dashboard of the database that the settings name; brings its schema up to date, loads nothing.

    Raises ConfigError for an address of no database and StoreError for a damaged, newer or unreachable one.
    """
    app = MonitorApp(
        __name__,
        server=Flask(SERVER),
        use_pages=True,
        pages_folder="",
        suppress_callback_exceptions=False,
        assets_folder=str(ASSETS),
        assets_ignore=f"^{re.escape(READER_SCRIPT)}$",
        include_pages_meta=False,
        title=words(settings.language)("shell.product"),
        update_title="",
        hooks={"layout_post": "window.ogpTakePage", "request_post": "window.ogpChangeInPlace"},
        compress=False,
        serve_locally=True,
    )
    services = open_services(settings, PAGES)
    app.server.extensions[EXTENSION] = services
    # a variable of Flask must not turn its debugging on
    app.server.debug = False
    serve_well(app.server, services)
    app.bundles = Bundles(settings.cache)
    serve_bundles(app.server, app.bundles, app.make_bundles)
    app.index_string = INDEX
    app.layout = app_layout
    register_pages(PAGES)
    _register_callbacks(app)
    register_downloads(app.server, measures.PAGE)
    register_doubts(app.server, sources.PAGE)
    register_calendar(app.server, measures.PAGE)
    register_source_files(app.server)
    register_faults(app.server, app.index_of_failed, told_of_fault)
    register_api(app.server, measures.PAGE)
    register_open_files(app.server, measures.PAGE, settings.cache)
    register_embeds(app.server, overview.PAGE)
    answers = keep_answers(app.server)
    _compress(app.server)
    guard(app)
    answer_again(app.server, services, answers)
    answer_moves(app.server)
    return app


def _register_callbacks(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("ogp", "settle"),
        Output(ids.SETTLED, "data"),
        Input(ids.PAGE_STORE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("ogp", "openMark"),
        Input({"type": ids.CHART, "name": ALL}, "clickData"),
        prevent_initial_call=True,
    )


def _compress(server: Flask) -> None:
    # Dash's own compress=True would force gzip
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    # Огляд: 22.5, 20.4, 20.0 and 19.6 kB in 1.4, 2.4, 2.8 and 7.6 ms by the levels 4 to 7
    server.config["COMPRESS_BR_LEVEL"] = 5
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html", "text/css", "text/plain", "text/csv", "application/json",
        "application/javascript", "text/javascript", "image/svg+xml", "application/problem+json",
        "text/calendar",
    ]  # fmt: skip
    Compress(server)
