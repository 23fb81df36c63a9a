"""Whether the process lives and whether it can answer, for a balancer; what it counted, for Prometheus."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Flask, Response

from dashboard.context import Services
from dashboard.serving.telemetry import TEXT_TYPE, Telemetry
from data import queries
from data.errors import OgpError
from data.migrating import check_schema

ALIVE: Final = "/healthz"
READY: Final = "/readyz"
METRICS: Final = "/metrics"
NO_STORE: Final = {"Cache-Control": "no-store"}


def register_health(server: Flask, services: Services, telemetry: Telemetry) -> None:
    """Adds `/healthz`, `/readyz` and `/metrics` to a server."""

    @server.get(ALIVE)
    def alive() -> Response:
        return _told("ok")

    @server.get(READY)
    def ready() -> Response:
        """Ready is: the database answers, its schema is ours, the newest data stand in memory (or now do)."""
        try:
            check_schema(services.engine)
            services.newest()
        except OgpError as error:
            words = services.words_of(services.filters_of({}))
            return _told(words(f"error.{error.code}", **error.values), 503)
        return _told("ok")

    @server.get(METRICS)
    def metrics() -> Response:
        return _told(telemetry.text(), type_=TEXT_TYPE)


def read_loads(services: Services) -> tuple[int, datetime | None] | None:
    """The newest data version and when it was loaded; None while the database does not answer."""
    try:
        with services.engine.connect() as connection:
            return queries.current_data_version(connection), queries.current_loaded_at(connection)
    except OgpError:
        return None


def _told(
    text: str | bytes, status: int = 200, type_: str = "text/plain; charset=utf-8"
) -> Response:
    return Response(text, status=status, content_type=type_, headers=NO_STORE)
