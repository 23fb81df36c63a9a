"""What every answer carries and what no request may do: headers, sizes, malformed calls."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from dash import Dash
from flask import Flask, Response, abort, g, request

from dashboard import ids
from dashboard.links import EMBED
from dashboard.render import is_known

LARGEST_REQUEST: Final = 1024 * 1024
# of a file asked for without its hash, as other sites and old pages do
ASSETS_SECONDS: Final = 3600
_ASKING: Final = ("GET", "HEAD", "OPTIONS")
CALLBACK_PATH: Final = "/_dash-update-component"

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(app: Dash) -> None:
    """Puts the guards on an app; to be called last, when all its inline scripts are known."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = ASSETS_SECONDS
    server.before_request(_refuse_strangers)
    server.before_request(lambda: _refuse_malformed_calls(app))
    _add_headers(app, server)


def content_policy(app: Dash) -> str:
    """What a browser may load: files of this server, Dash's own inline scripts by their hashes, nothing else."""
    hashes = " ".join(app.csp_hashes())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _add_headers(app: Dash, server: Flask) -> None:
    policy: list[str] = []

    @server.after_request
    def add(response: Response) -> Response:
        # compression reads a file and forgets to close it
        if hasattr(response.response, "close"):
            response.call_on_close(response.response.close)
        # clientside functions are known only after Dash's set-up at the first request
        if not policy:
            policy.append(content_policy(app))
        response.headers.setdefault("Content-Security-Policy", policy[0])
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_page(response):
            response.status_code = _page_status()
        return response


def _page_status() -> int:
    """404 for an address of nothing; 503 while the database refuses, so that nobody takes its message for a page."""
    if not is_known(request.path):
        return 404
    return 503 if g.get("store_refused") else 200


def _is_page(response: Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not request.path.startswith(("/_", "/assets/", f"{EMBED}/"))
    )


def _refuse_strangers() -> None:
    """A page of another origin cannot make a reader's browser call ours."""
    origin = request.headers.get("Origin")
    if request.method in _ASKING or origin is None:
        return
    if urlsplit(origin).netloc != request.host:
        abort(403)


def _refuse_malformed_calls(app: Dash) -> None:
    """Stock Dash answers 500 to a call that is not of its form; here it is 400."""
    if request.path != CALLBACK_PATH or request.method != "POST":
        return
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not _is_call(body, app):
        abort(400)


def _is_call(body: dict[str, Any], app: Dash) -> bool:
    """Whether a body calls a callback of this app with the inputs and states that it declares."""
    output = body.get("output")
    declared = app.callback_map.get(output) if isinstance(output, str) else None
    inputs, state = body.get("inputs"), body.get("state", [])
    if declared is None or not isinstance(inputs, list) or not isinstance(state, list):
        return False
    return (
        len(inputs) == len(declared["inputs"])
        and len(state) == len(declared["state"])
        and all(_is_port(port) for port in (*inputs, *state, body.get("outputs")))
        and isinstance(body.get("changedPropIds", []), list)
    )


def _is_port(port: Any) -> bool:
    """Whether this is a callback's port {id, property}, or a list of them (several outputs, a pattern).

    The address is the one port whose value every page reads: it is text.
    """
    if isinstance(port, list):
        return all(_is_port(single) for single in port)
    if not isinstance(port, dict) or not isinstance(port.get("property"), str):
        return False
    if port.get("id") == ids.LOCATION and not isinstance(port.get("value", ""), str):
        return False
    return isinstance(port.get("id"), str | dict)
