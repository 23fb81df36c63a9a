"""The document that a browser gets first: the title of its page, its first screen, and the page itself.

The first screen is read while scripts come; Dash then draws the page from what stands beside it and asks for nothing.
"""

from __future__ import annotations

import re
from copy import copy
from html import escape
from typing import Any, Final

from dash import Dash
from dash.development.base_component import Component
from flask import g, request

from dashboard.assets import asset_address
from dashboard.context import current_services
from dashboard.filters import Filters
from dashboard.markup import OVER_PAGE, Markup, is_element, to_html
from dashboard.moves import to_json
from dashboard.render import draw_address, is_page, title_of
from dashboard.serving.bundles import Bundles

# runs before the first drawing, so no page flashes white and no hint pushes it down; all other scripts come after
READER_SCRIPT: Final = "reader.js"
# what stands on the first screen, which is read before the page below it is drawn
_MOST_FIRST: Final = 8_000
_BONES: Final = (
    '<div class="wrap bones"><i style="width:70%"></i><i style="height:96px"></i>'
    '<i style="height:320px"></i></div>'
)
_ENTRY: Final = '<div id="first">{}</div><div id="react-entry-point" class="coming"></div>{}'
_PAGE: Final = '<script type="application/json" id="page">{}</script>'
# Dash asks for both before it draws anything; they come beside the scripts
_AHEAD: Final = "".join(
    f'<link rel="preload" as="fetch" href="/{name}" crossorigin>'
    for name in ("_dash-layout", "_dash-dependencies")
)
# of callbacks in the background, of checks while debugging, of components that hold others elsewhere than in `children`
_UNREAD: Final = frozenset({"end_id", "validation_layout", "children_props"})
_PLACE: Final = re.compile(r"\{%(\w+)%\}")
INDEX: Final = """<!DOCTYPE html>
<html lang="{%language%}" data-lang="{%usual_language%}" data-bs-theme="light">
    <head>
        {%metas%}
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="{%logo%}">
        <script src="{%reader_script%}"></script>
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <noscript>{%noscript%}</noscript>
        <div>{%config%}{%scripts%}{%renderer%}</div>
    </body>
</html>"""


class MonitorApp(Dash):
    """A Dash app whose documents carry the title and the first screen of their page, and name few packed files."""

    bundles: Bundles

    def _config(self) -> dict[str, Any]:
        """What Dash tells its scripts, without what no script here reads.

        Dash gives each document an id for callbacks in the background; there are none, and without it a document that
        says the same is the same.
        """
        return {name: value for name, value in super()._config().items() if name not in _UNREAD}

    def interpolate_index(self, **kwargs: Any) -> str:
        """The index with the title and the first parts of the address asked for."""
        query = request.args.to_dict(flat=False)
        services = current_services()
        words = services.words_of(services.filters_of(query))
        head = self.bundles.head(kwargs["css"], kwargs["scripts"])
        parts = {
            **kwargs,
            "css": _AHEAD + head.css,
            "scripts": head.scripts,
            "logo": asset_address("logo.svg"),
            "language": words.language,
            "usual_language": services.settings.language,
            "reader_script": asset_address(READER_SCRIPT),
            "noscript": words("shell.noscript"),
            **self._first(query),
        }
        # all at once: what documents say is never read as a name of this form
        return _PLACE.sub(lambda place: str(parts[place[1]]), INDEX)

    def _first(self, query: dict[str, Any]) -> dict[str, str]:
        if g.get("is_failed"):
            title = current_services().words_of(Filters())("shell.product")
            return {"title": escape(title), "app_entry": _ENTRY.format(_BONES, "")}
        drawn = draw_address(request.path, query)
        title = title_of(request.path, query)
        page = _PAGE.format(_script_text({"children": drawn, "data": {"title": title}}))
        return {
            "title": escape(title),
            "app_entry": _ENTRY.format(first_screen(drawn), page),
        }

    def index_of_failed(self) -> str | None:
        """The document of a page that cannot be drawn: the call that follows it tells why. None for no page."""
        if request.method != "GET" or not is_page(request.path) or g.get("is_failed"):
            return None
        g.is_failed = True
        return str(self.index())

    def make_bundles(self) -> None:
        """Makes the packed files where no document of this process was asked for yet; draws no page."""
        g.is_failed = True
        self.index()


def _script_text(page: dict[str, Any]) -> str:
    """A page as JSON for a script of the document: no text in it ends the script or opens a comment."""
    told = to_json(page).decode("utf-8")
    return told.replace("</", "<\\/").replace("<!--", "<\\u0021--")


def first_screen(page: Component) -> str:
    """The markup of a page as far as a first screen shows it, grey bars after that.

    Scripts take a second to come; the answer of the page stands there meanwhile.
    """
    if page._type == "Main":
        # a stage is one screen
        return to_html(page)
    return to_html(_cut(page, _Room(_MOST_FIRST))) + _BONES


class _Room:
    """How many characters may still stand on the first screen; only the page's content is counted."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, length: int) -> bool:
        """Whether so many still fit; what does not ends the screen."""
        self.left = self.left - length if length <= self.left else -1
        return self.left >= 0


def _cut(part: Any, room: _Room, *, is_content: bool = False) -> Any:
    """A part of a page up to the first chart or to what does not fit."""
    if isinstance(part, list | tuple):
        cut = (_cut(one, room, is_content=is_content) for one in part)
        return [one for one in cut if one is not None]
    if isinstance(part, Markup):
        if part.attributes.get("className") == OVER_PAGE:
            return None
        if room.left < 0 or (is_content and not room.take(len(part.html))):
            return None
        return part
    if not isinstance(part, Component):
        return part
    if not is_element(part):
        room.left = -1
        return None
    if room.left < 0:
        return None
    whole = copy(part)
    whole.children = _cut(
        getattr(part, "children", None), room, is_content=is_content or part._type == "Main"
    )
    return whole
