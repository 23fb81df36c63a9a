"""The addresses of charts for other sites; which sites may frame them is a setting."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, abort, request
from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard import links
from dashboard.assets import asset_address
from dashboard.context import Page, View, current_services
from dashboard.embed.charts import CHARTS
from dashboard.names import as_of_phrase, describe_selection
from data.errors import OgpError

LOOKS: Final = ("light", "dark")
_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
_TEMPLATES: Final = Environment(
    loader=PackageLoader("dashboard.embed", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def register_embeds(server: Flask, page: Page) -> None:
    """Adds the charts to a server; `page` is the page that they stand on here."""

    @server.get(f"{links.EMBED}/<name>")
    def embed(name: str) -> Response:
        if name not in CHARTS:
            abort(404)
        services = current_services()
        query = request.args.to_dict(flat=False)
        try:
            view = services.view(page, query)
            content, status = _draw(view, name), 200
        except OgpError as error:
            words = services.words_of(services.filters_of(query))
            content, status = words(f"error.{error.code}", **error.values), 503
            return _send(Response(content, status, mimetype="text/plain"))
        return _send(Response(content, status, content_type="text/html; charset=utf-8"))

    def _send(response: Response) -> Response:
        ancestors = current_services().settings.embed_origins or "'none'"
        response.headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _draw(view: View, name: str) -> str:
    look = request.args.get("look", "")
    words = view.words
    chart = None if view.rows.empty else CHARTS[name](view)
    return _TEMPLATES.get_template("frame.html").render(
        language=words.language,
        look=look if look in LOOKS else LOOKS[0],
        words=words,
        asset_address=asset_address,
        chart=chart,
        demo=view.demo[0] > 0,
        when=as_of_phrase(words, view.as_of),
        selection=describe_selection(view),
        version=view.snapshot.version,
        source=view.link(links.OVERVIEW),
        nothing=words("embed.nothing"),
    )
