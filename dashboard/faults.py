"""Faults that a reader meets: each gets a short code that stands on the page and in the log."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError

from dashboard.context import current_services
from dashboard.links import DOWNLOADS

log = structlog.get_logger(__name__)


def note_fault(event: str, **known: object) -> str:
    """Writes a fault down and gives the code that leads to it: «3FA9C1»."""
    code = secrets.token_hex(3).upper()
    log.error(event, fault=code, **known)
    return code


def register_faults(
    server: Flask,
    page_without_words: Callable[[], str | None],
    told_of_fault: Callable[[BaseException], Response | None],
) -> None:
    """Answers in words where no page is drawn: a file that is not there, a fault outside the pages.

    `page_without_words` gives the document of a page that failed, for its frame to tell of the fault; None where
    the address is no page. `told_of_fault` gives the page that tells it; None where nobody moved to a page.
    """

    @server.errorhandler(404)
    def missing(error: HTTPException) -> Response | HTTPException:
        if not request.path.startswith(f"{DOWNLOADS}/"):
            return error
        return _told("fault.no_file", 404)

    @server.errorhandler(500)
    def failed(error: InternalServerError) -> Response:
        cause = error.original_exception or error
        if told := told_of_fault(cause):
            return told
        code = note_fault("request_failed", path=request.path, exc_info=cause)
        if page := page_without_words():
            return Response(page, status=500, mimetype="text/html")
        return _told("fault.server", 500, code=code)


def _told(key: str, status: int, **values: object) -> Response:
    services = current_services()
    words = services.words_of(services.filters_of(request.args.to_dict(flat=False)))
    return Response(words(key, **values), status=status, content_type="text/plain; charset=utf-8")
