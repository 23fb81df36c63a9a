"""What a server needs beside its pages: health, metrics, request ids, limits, news of a load, packed files."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.context import Services
from dashboard.serving.health import read_loads, register_health
from dashboard.serving.limits import register_limits
from dashboard.serving.news import register_news
from dashboard.serving.telemetry import Telemetry
from dashboard.serving.watching import watch_requests


def serve_well(server: Flask, services: Services) -> None:
    """Makes a server fit for many readers and an operator; to be called before other hooks and addresses."""
    hops = services.settings.proxies
    if hops:
        # only as many proxies as the operator put there are believed
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    telemetry = Telemetry(lambda: read_loads(services))
    watch_requests(server, services, telemetry)
    register_limits(server, services)
    register_health(server, services, telemetry)
    register_news(server, services)
