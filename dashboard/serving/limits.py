"""How many files and answers of the API one address may ask for; pages have no limit, for an office has one address.

Workers and machines count together in Redis where `OGP_REDIS_URL` names one. While it is away each worker counts
alone: readers notice nothing, the log does.
"""

from __future__ import annotations

import time
from typing import Final

import structlog
from flask import Flask, Response, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from dashboard.api.problems import problem
from dashboard.context import Services
from dashboard.links import API, CALENDAR_FILE, DOWNLOADS, OPEN_FILES
from dashboard.serving.health import NO_STORE
from data.settings import Settings

_AWAY_SECONDS: Final = 15
_REDIS_SECONDS: Final = 0.5

log = structlog.get_logger(__name__)


class SharedCounter:
    """Counts what an address asks for: in Redis with the others, or alone while there is none."""

    def __init__(self, redis_url: str) -> None:
        self._alone: RateLimiter = MovingWindowRateLimiter(MemoryStorage())
        self._shared: RateLimiter | None = None
        self._away_until = 0.0
        if redis_url:
            storage = storage_from_string(
                redis_url,
                wrap_exceptions=True,
                socket_timeout=_REDIS_SECONDS,
                socket_connect_timeout=_REDIS_SECONDS,
            )
            self._shared = MovingWindowRateLimiter(storage)

    def hit(self, limit: RateLimitItem, *names: str) -> int | None:
        """Counts one request; gives the seconds to wait where it is one too many, else None."""
        if self._shared is not None and time.monotonic() >= self._away_until:
            try:
                return _hit(self._shared, limit, names)
            except StorageError as error:
                self._away_until = time.monotonic() + _AWAY_SECONDS
                log.warning("limiter_alone", seconds=_AWAY_SECONDS, cause=str(error))
        return _hit(self._alone, limit, names)


def register_limits(server: Flask, services: Services) -> None:
    """Puts the limits of the settings on a server."""
    counter = SharedCounter(services.settings.redis_url)
    limits = _limits(services.settings)

    @server.before_request
    def hold_back() -> Response | None:
        kind = next((kind for kind in limits if request.path.startswith(kind)), None)
        if kind is None or request.method == "OPTIONS":
            return None
        wait = counter.hit(limits[kind], kind, request.remote_addr or "")
        return None if wait is None else _refuse(services, wait)


def _limits(settings: Settings) -> dict[str, RateLimitItem]:
    files = (f"{DOWNLOADS}/", f"{OPEN_FILES}/", CALENDAR_FILE)
    asked = {**dict.fromkeys(files, settings.limit_files), f"{API}/": settings.limit_api}
    return {path: parse(limit) for path, limit in asked.items() if limit}


def _hit(limiter: RateLimiter, limit: RateLimitItem, names: tuple[str, ...]) -> int | None:
    if limiter.hit(limit, *names):
        return None
    free_at = limiter.get_window_stats(limit, *names).reset_time
    return max(1, round(free_at - time.time()))


def _refuse(services: Services, wait: int) -> Response:
    words = services.words_of(services.filters_of(request.args.to_dict(flat=False)))
    headers = {"Retry-After": str(wait)}
    if request.path.startswith(f"{API}/"):
        return problem(words, 429, "too_many", headers=headers)
    told = words("fault.too_many", seconds=wait)
    response = Response(told, status=429, content_type="text/plain; charset=utf-8")
    response.headers.update({**headers, **NO_STORE})
    return response
