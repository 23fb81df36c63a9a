"""The dashboard as a program: `python app.py`, or `gunicorn 'app:create_server()'`. Nothing happens at import."""

from __future__ import annotations

import sys

from flask import Flask
from rich.console import Console
from waitress import create_server as listen

from dashboard import create_app
from dashboard.ahead import work_ahead
from dashboard.log import configure_log
from data.errors import OgpError
from data.i18n import words
from data.memory import share_arenas
from data.settings import Settings, read_settings

WRONG_USE = 2
THREADS = 8


def create_server() -> Flask:
    """The WSGI application of the settings in the environment; raises ConfigError or StoreError."""
    share_arenas()
    settings = read_settings()
    configure_log(settings.log)
    server = create_app(settings).server
    work_ahead(server)
    return server


def main() -> int:
    """Serves the dashboard where the settings say; exit code 2 when it cannot start."""
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    try:
        settings = read_settings()
        server = create_server()
    except OgpError as error:
        console.print(words()(f"error.{error.code}", **error.values))
        return WRONG_USE
    return _serve(server, settings, console)


def _serve(server: Flask, settings: Settings, console: Console) -> int:
    told = words(settings.language)
    host = settings.host
    try:
        listening = listen(server, host=host, port=settings.port, threads=THREADS, ident="")
    except OSError:
        console.print(told("shell.port_taken", host=host, port=settings.port))
        return WRONG_USE
    address = f"http://{host}:{listening.effective_port}"
    console.print(told("shell.serving", address=address))
    listening.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
