"""Every request has an id, is counted and, where the log is structured, stands in it on one line.

The id comes from `X-Request-ID` (nginx makes one), goes back on the answer and stands on each line that the log gets
meanwhile, the line of a fault and its code among them. Nothing of the reader is written down: no address, no query.
"""

from __future__ import annotations

import re
import time
import uuid
from typing import Final

import structlog
from flask import Flask, Response, request

from dashboard.context import ANY_PAGE, PAGE_MARK, Services, shown_snapshot
from dashboard.render import find_page
from dashboard.serving.telemetry import Telemetry

REQUEST_ID: Final = "X-Request-ID"
DATA_VERSION: Final = "X-Data-Version"
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_BEGAN: Final = "ogp.began"
_ID: Final = "ogp.request_id"
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")

log = structlog.get_logger(__name__)


def watch_requests(server: Flask, services: Services, telemetry: Telemetry) -> None:
    """Puts the watch on a server; to be called before other hooks, so that it sees what they refuse too."""
    is_logged = services.settings.log == "json"

    @server.before_request
    def begin() -> None:
        request.environ[_BEGAN] = time.perf_counter()
        given = request.headers.get(REQUEST_ID, "")
        request.environ[_ID] = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request.environ[_ID])

    @server.after_request
    def end(response: Response) -> Response:
        now = time.perf_counter()
        seconds = now - request.environ.get(_BEGAN, now)
        response.headers[REQUEST_ID] = request.environ.get(_ID, "")
        route = _route(services)
        method = request.method if request.method in _METHODS else "other"
        telemetry.note_request(route, method, response.status_code, seconds)
        found = shown_snapshot()
        if found is not None:
            response.headers[DATA_VERSION] = str(found.snapshot.version)
            telemetry.note_snapshot(found.snapshot.version, found.seconds)
        if is_logged:
            log.info(
                "request",
                route=route,
                method=method,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        return response


def _route(services: Services) -> str:
    """The rule behind an address, never the address itself: there are few rules and any number of addresses."""
    if request.url_rule is None:
        return "none"
    rule = str(request.url_rule.rule)
    if rule in ANY_PAGE:
        page, _ = find_page(services.pages, request.path)
        return page.path if page else "none"
    drawn = request.environ.get(PAGE_MARK)
    return f"{rule} {drawn}" if drawn and rule.startswith("/_") else rule
