"""The addresses of the API: `/api/v1/measures?region=UA-09&rows=overdue&format=csv`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from flask import Flask, Response, request

from dashboard.api.answers import (
    JSON_TYPE,
    answer,
    is_known_to_reader,
    make_public,
    not_modified,
    version_tag,
)
from dashboard.api.openapi import describe_api
from dashboard.api.parameters import ALWAYS, PARAMETERS, find_faults, read_query
from dashboard.api.problems import problem
from dashboard.context import Page, Services, View, current_services
from dashboard.filters import Filters
from dashboard.links import API, OPENAPI
from dashboard.records import METRICS, TABLES
from dashboard.records.fields import Record
from data.errors import OgpError
from data.i18n import Words

_ADDRESSES: Final = {
    **{f"{API}/{record.name}": record for record in TABLES},
    **{f"{API}/metrics/{record.name}": record for record in METRICS},
}
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_READ: Final = "GET, HEAD, OPTIONS"


def register_api(server: Flask, page: Page) -> None:
    """Adds the API to a server; `page` is the page whose filters choose its rows."""
    for address, record in _ADDRESSES.items():
        server.add_url_rule(address, f"api:{address}", _make_answer(record, page))
    server.add_url_rule(OPENAPI, "api:openapi", _describe)
    server.add_url_rule(f"{API}/<path:rest>", "api:unknown", _refuse, methods=_METHODS)
    for address in (*_ADDRESSES, OPENAPI):
        server.add_url_rule(address, f"api:refuse:{address}", _refuse, methods=_METHODS[1:])

    @server.after_request
    def open_to_all(response: Response) -> Response:
        if request.path.startswith(f"{API}/"):
            make_public(response)
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = _READ
                response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        return response


def _make_answer(record: Record, page: Page) -> Callable[[], Response]:
    allowed = (*record.filters, *ALWAYS)

    def reply() -> Response:
        services = current_services()
        query = request.args.to_dict(flat=False)
        words = _words(services)
        faults = find_faults(query, allowed, words)
        if faults:
            return problem(words, 400, "bad_parameter", faults)
        try:
            return _answer(services, record, page)
        except OgpError as error:
            told = words(f"error.{error.code}", **error.values)
            return problem(words, 503, "no_data", detail=told)

    return reply


def _answer(services: Services, record: Record, page: Page) -> Response:
    snapshot = services.newest()
    tag = version_tag(services, snapshot, request.full_path)
    if is_known_to_reader(tag):
        return not_modified(tag)
    query = request.args.to_dict(flat=False)
    asked = read_query(query)
    view = View(services, page, services.filters_of(query).only(record.filters), snapshot)
    response = answer(record, view, asked, request.url_root.rstrip("/"))
    response.set_etag(tag, weak=True)
    return response


def _describe() -> Response:
    services = current_services()
    words = _words(services)
    faults = find_faults(request.args.to_dict(flat=False), ("lang",), words)
    if faults:
        return problem(words, 400, "bad_parameter", faults)
    described = describe_api(words, _ADDRESSES, services.settings)
    return Response(json.dumps(described, ensure_ascii=False), content_type=JSON_TYPE)


def _refuse(rest: str = "") -> Response:
    words = _words(current_services())
    if request.path in (*_ADDRESSES, OPENAPI):
        return problem(words, 405, "read_only", headers={"Allow": _READ})
    known = ", ".join((*_ADDRESSES, OPENAPI))
    detail = words("api.problem_not_found_why", known=known)
    return problem(words, 404, "not_found", detail=detail)


def _words(services: Services) -> Words:
    """The words of the language that the request names, whatever else is wrong with it."""
    known = PARAMETERS["lang"].schema["enum"]
    language = request.args.get("lang", "")
    return services.words_of(Filters(lang=language if language in known else None))
