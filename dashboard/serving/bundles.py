"""Style sheets and scripts as few packed files: written apart in `assets/`, sent together.

Dash names some forty files for every page. Here they become one style sheet, one bundle of scripts, the charts'
library and Dash's own components (they look for their parts beside themselves). Left out is what nothing here needs:
tables of Dash itself, Bootstrap's components (their fields come as HTML), and what teaches browsers of before 2020,
which cannot read our own scripts either; of the latter Dash's scripts call `assets/regenerator-runtime.js`.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request

from dashboard.assets import ASSETS, ASSETS_PATH, asset_address, fingerprint
from dashboard.serving.packing import FOREVER, PackedFile, tighten_beside

_SUITES_PATH: Final = "/_dash-component-suites/"
_CSS: Final = "text/css; charset=utf-8"
_JS: Final = "text/javascript; charset=utf-8"

_SCRIPT: Final = re.compile(r'<script src="([^"]+)"></script>\n?')
_SHEET: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)">\n?')
_FONT: Final = re.compile(r'url\("(fonts/[^"]+)"\)')
_STRICT: Final = re.compile(r"""\s*["']use strict["'];""")

# Dash looks for this word among the scripts of an index
_PAGES: Final = "pages-with-dash-renderer"
# sent alone: the charts' library is a third of everything, Dash's components load their parts by their own address
_CHARTS: Final = "plotly-basic.min.js"
_ALONE: Final = (_CHARTS, "/dash_core_components.", "/dash_core_components-shared.")
_LEFT_OUT: Final = ("/dash_table/", "/dash_bootstrap_components/", "/deps/polyfill@")
# a part that would be fetched after the library that needs it
_CHARTS_PART: Final = f"{_SUITES_PATH}dash/dcc/async-graph.js"
# what most of a Ukrainian page is set in
_FONTS: Final = ("fonts/inter-cyrillic-wght-normal.woff2", "fonts/inter-latin-wght-normal.woff2")


@dataclass(frozen=True)
class Head:
    """What the index says instead of Dash's own lists."""

    css: str
    scripts: str


class Bundles:
    """The packed files of an app by their addresses; made once, from what Dash would have named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, PackedFile] = {}
        self._head: Head | None = None

    def head(self, css: str, scripts: str) -> Head:
        """The lines of the index for Dash's style sheets and scripts; its inline scripts stay as they are."""
        if self._head is None:
            sheets, sources = _SHEET.findall(css), _SCRIPT.findall(scripts)
            inline = _SCRIPT.sub("", scripts)
            self._head = self._join(sheets, [*sources, _CHARTS_PART], inline)
            tighten_beside(self._files.values(), self._folder)
        return self._head

    def find(self, path: str) -> PackedFile | None:
        """The packed file of an address."""
        return self._files.get(path)

    @property
    def is_made(self) -> bool:
        """Whether the index was asked for already."""
        return self._head is not None

    def _join(self, sheets: Sequence[str], sources: Sequence[str], inline: str) -> Head:
        alone = [one for one in sources if _is_of(one, _ALONE)]
        apart = {*alone, *(one for one in sources if _is_of(one, _LEFT_OUT))}
        together = [one for one in sources if one not in apart]
        # the charts' library goes first, as what follows may use it
        charts = [one for one in alone if _is_of(one, (_CHARTS,))]
        order = [
            *(self._put_alone(one) for one in charts),
            self._put(_PAGES, "js", _scripts(together), _JS),
            *(self._put_alone(one) for one in alone if one not in charts),
        ]
        sheet = self._put("pages", "css", _sheets(sheets), _CSS)
        return Head(
            css="\n".join([*map(_preload, _FONTS), f'<link rel="stylesheet" href="{sheet}">']),
            scripts="\n".join([*(f'<script src="{one}"></script>' for one in order), inline]),
        )

    def _put(self, name: str, suffix: str, content: bytes, content_type: str) -> str:
        address = f"{ASSETS_PATH}{name}-{fingerprint(content)}.{suffix}"
        self._files[address] = PackedFile(content, content_type)
        return address

    def _put_alone(self, source: str) -> str:
        if source.startswith(ASSETS_PATH):
            name = Path(urlsplit(source).path).name.partition(".")[0]
            return self._put(name, "js", _read(source), _JS)
        self._files[source] = PackedFile(_read(source), _JS)
        return source


def serve_bundles(server: Flask, bundles: Bundles, make_index: Callable[[], object]) -> None:
    """Answers for the packed files; `make_index` draws the index, which makes them, where nobody asked for it yet."""

    @server.before_request
    def answer() -> Response | None:
        if not request.path.startswith((ASSETS_PATH, _SUITES_PATH)):
            return None
        if not bundles.is_made:
            # another worker drew the page
            make_index()
        file = bundles.find(request.path)
        return file.answer() if file and request.method in {"GET", "HEAD"} else None

    @server.after_request
    def keep(response: Response) -> Response:
        asked = request.args.get("v")
        if asked and request.path.startswith(ASSETS_PATH) and response.status_code in {200, 304}:
            name = request.path.removeprefix(ASSETS_PATH)
            if asset_address(name).endswith(f"?v={asked}"):
                response.headers["Cache-Control"] = FOREVER
        return response


def _is_of(source: str, marks: Sequence[str]) -> bool:
    return any(mark in source for mark in marks)


def _preload(font: str) -> str:
    address = asset_address(font)
    return f'<link rel="preload" as="font" type="font/woff2" href="{address}" crossorigin>'


def _scripts(sources: Sequence[str]) -> bytes:
    """Scripts one after another, each as it would be alone: what is strict in one is not in the next."""
    parts = []
    for source in sources:
        text = _read(source).decode("utf-8")
        parts.append(f"(function () {{{text}\n}})();" if _STRICT.match(text) else text)
    return "\n;".join(parts).encode("utf-8")


def _sheets(sources: Sequence[str]) -> bytes:
    text = "\n".join(_read(source).decode("utf-8") for source in sources)
    return _FONT.sub(lambda found: f'url("{asset_address(found[1])}")', text).encode("utf-8")


def _read(source: str) -> bytes:
    """The file that an address of Dash's lists stands for."""
    path = urlsplit(source).path
    if path.startswith(ASSETS_PATH):
        return (ASSETS / path.removeprefix(ASSETS_PATH)).read_bytes()
    package, _, rest = path.removeprefix(_SUITES_PATH).partition("/")
    content = pkgutil.get_data(package, check_fingerprint(rest)[0])
    if content is None:
        raise FileNotFoundError(source)
    return content
