"""Records to screens: the Dash application.

`create_app` makes one app of one database; two of them may live in a process.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from dash import ALL, ClientsideFunction, Dash, Input, Output
from flask import Flask, request
from flask_compress import Compress

from dashboard import ids
from dashboard.api.routes import register_api
from dashboard.context import EXTENSION, current_services, open_services
from dashboard.embed.routes import register_embeds
from dashboard.exports.calendar_routes import register_calendar
from dashboard.exports.doubts import register_doubts
from dashboard.exports.routes import register_downloads
from dashboard.exports.source_file import register_source_files
from dashboard.faults import register_faults
from dashboard.guard import guard
from dashboard.opendata.routes import register_open_files
from dashboard.pages import PAGES, measures, overview, sources
from dashboard.render import app_layout, draw_fault, register_pages, title_of
from data.i18n import words
from data.settings import Settings

# grey bars on the places of the answer, the cards and the first chart
_BONES: Final = (
    '<div id="react-entry-point"><div class="wrap bones" aria-busy="true">'
    '<i style="width:70%;height:36px"></i><i style="width:40%"></i>'
    '<i style="height:96px"></i><i style="height:320px"></i></div></div>'
)
_ASSETS: Final = Path(__file__).resolve().parents[1] / "assets"
_INDEX: Final = """<!DOCTYPE html>
<html lang="{%language%}" data-lang="{%usual_language%}" data-bs-theme="light">
    <head>
        {%metas%}
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/logo.svg">
        <script src="{%theme_script%}"></script>
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <noscript>{%noscript%}</noscript>
        <footer>{%config%}{%scripts%}{%renderer%}</footer>
    </body>
</html>"""
# runs before the first drawing, so no page flashes white; all other scripts come after the page
_THEME_SCRIPT: Final = "light-or-dark.js"


class MonitorApp(Dash):
    """A Dash app whose pages carry their own title from the first byte on."""

    def interpolate_index(self, **kwargs: Any) -> str:
        """The index with the title of the address asked for, grey bars where the page will stand."""
        query = request.args.to_dict(flat=False)
        services = current_services()
        words = services.words_of(services.filters_of(query))
        page = _INDEX
        for name, text in {
            "language": words.language,
            "usual_language": services.settings.language,
            "theme_script": self.get_asset_url(_THEME_SCRIPT),
            "noscript": words("shell.noscript"),
            **kwargs,
            "title": title_of(request.path, query),
            "app_entry": _BONES,
        }.items():
            page = page.replace(f"{{%{name}%}}", text)
        return page


def create_app(settings: Settings) -> Dash:
    """The dashboard of the database that the settings name; brings its schema up to date, loads nothing.

    Raises ConfigError for an address of no database and StoreError for a damaged, newer or unreachable one.
    """
    app = MonitorApp(
        __name__,
        server=Flask("ogp-monitor"),
        use_pages=True,
        pages_folder="",
        suppress_callback_exceptions=False,
        assets_folder=str(_ASSETS),
        assets_ignore=f"^{re.escape(_THEME_SCRIPT)}$",
        include_pages_meta=False,
        title=words(settings.language)("shell.product"),
        update_title="",
        on_error=draw_fault,
        compress=False,
        serve_locally=True,
    )
    app.server.extensions[EXTENSION] = open_services(settings, PAGES)
    app.index_string = _INDEX
    app.layout = app_layout
    register_pages(PAGES)
    _register_callbacks(app)
    register_downloads(app.server, measures.PAGE)
    register_doubts(app.server, sources.PAGE)
    register_calendar(app.server, measures.PAGE)
    register_source_files(app.server)
    register_faults(app.server)
    register_api(app.server, measures.PAGE)
    register_open_files(app.server, measures.PAGE)
    register_embeds(app.server, overview.PAGE)
    _compress(app.server)
    guard(app)
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
    server.config["COMPRESS_BR_LEVEL"] = 5
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html", "text/css", "text/plain", "text/csv", "application/json",
        "application/javascript", "text/javascript", "image/svg+xml", "application/problem+json",
        "text/calendar",
    ]  # fmt: skip
    Compress(server)
