"""Moves from page to page: what a browser asks Dash's router for, answered without its machinery for any callback.

Dash would look through all of a page for what JSON has no word for, then replace each «<» of its text by six letters.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qs

import orjson
from dash.development.base_component import Component
from flask import Flask, Response

from dashboard import ids
from dashboard.answers import move_asked
from dashboard.render import draw_address, draw_fault, title_of

_JSON: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


def answer_moves(server: Flask) -> None:
    """Answers each move that no memo answers; to be called after the guards and the memo."""

    @server.before_request
    def answer() -> Response | None:
        asked = move_asked()
        if asked is None:
            return None
        path, search = asked
        query = _query(search)
        return _response(draw_address(path, query), title_of(path, query))


def told_of_fault(error: BaseException) -> Response | None:
    """A page that says what happened to who moved to one that failed; None for another request."""
    asked = move_asked()
    return None if asked is None else _response(*draw_fault(error, _query(asked[1])))


def to_json(told: Any) -> bytes:
    """Components, figures and plain values as JSON."""
    return orjson.dumps(told, lambda part: part.to_plotly_json(), _JSON)


def _query(search: str) -> dict[str, object]:
    return dict(parse_qs(search.removeprefix("?")))


def _response(page: Component, title: str) -> Response:
    """A page in the form in which Dash's router gives it."""
    filled = {ids.CONTENT: {"children": page}, ids.PAGE_STORE: {"data": {"title": title}}}
    return Response(to_json({"multi": True, "response": filled}), mimetype="application/json")
