"""The newest data version, for open pages that ask whether there is something new.

A page asks every three seconds while it is looked at. What it is told of this worker has read; where several serve,
another may need a moment more. An answer mostly costs not even a query: a worker reads the version at most twice a
second, whoever asks, and a page that knows it gets 304.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from flask import Flask, Response, jsonify, request

from dashboard.context import Services
from dashboard.links import VERSION
from data.errors import OgpError

_HELD_SECONDS: Final = 0.5


class NewestVersion:
    """The newest data version, read from the database at most once in `seconds`."""

    def __init__(
        self,
        read: Callable[[], int],
        seconds: float = _HELD_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._held: tuple[float, int | None] | None = None

    def current(self) -> int | None:
        """The version; None while the database does not answer. One thread reads, the others get what was read last."""
        held = self._held
        if held is not None and self._clock() - held[0] < self._seconds:
            return held[1]
        if not self._lock.acquire(blocking=held is None):
            return held[1] if held else None
        try:
            try:
                version = self._read()
            except OgpError:
                version = None
            self._held = (self._clock(), version)
            return version
        finally:
            self._lock.release()


def register_news(server: Flask, services: Services) -> None:
    """Adds `/version` to a server: {"version": 7}, or nothing (204) while the database does not answer."""

    newest = NewestVersion(services.snapshots.shown_version)

    @server.get(VERSION)
    def version() -> Response:
        number = newest.current()
        if number is None:
            return Response(status=204)
        response = jsonify(version=number)
        response.set_etag(str(number), weak=True)
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)
