"""What Prometheus is told: requests and their durations, the data version shown, builds of snapshots, loads.

Each app counts in a registry of its own. Where `PROMETHEUS_MULTIPROC_DIR` is set, the workers of gunicorn count in
files of that folder and any of them tells the sum of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

TEXT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
_BUILD_SECONDS: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

# version of the data and the moment of its load; None while the database does not answer
ReadLoads = Callable[[], tuple[int, datetime | None] | None]


class Telemetry:
    """The counters of one app."""

    def __init__(self, read_loads: ReadLoads) -> None:
        self._loads = _Loads(read_loads)
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "ogp_requests",
            "Requests answered.",
            ["route", "method", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "ogp_request_seconds",
            "Seconds from a request to its answer.",
            ["route"],
            buckets=_REQUEST_SECONDS,
            registry=self._registry,
        )
        self._shown = Gauge(
            "ogp_data_version",
            "Data version that pages show; the oldest one among the workers.",
            multiprocess_mode="livemin",
            registry=self._registry,
        )
        self._builds = Histogram(
            "ogp_snapshot_build_seconds",
            "Seconds to read a new data version.",
            buckets=_BUILD_SECONDS,
            registry=self._registry,
        )
        self._version: int | None = None

    def note_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts an answered request."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def note_snapshot(self, version: int, seconds: float) -> None:
        """Notes the version that an answer showed; one not seen before took `seconds` to be had."""
        if version == self._version:
            return
        self._version = version
        self._shown.set(version)
        self._builds.observe(seconds)

    def text(self) -> bytes:
        """Everything in the text format of Prometheus."""
        registry = self._registry
        if getattr(values.ValueClass, "_multiprocess", False):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        database = CollectorRegistry()
        database.register(self._loads)
        return bytes(generate_latest(registry) + generate_latest(database))


class _Loads(Collector):
    """What the database itself tells, so every worker says the same."""

    def __init__(self, read: ReadLoads) -> None:
        self._read = read

    def describe(self) -> Iterator[GaugeMetricFamily]:
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        told = self._read()
        up = "Whether the database answers."
        yield GaugeMetricFamily("ogp_database_up", up, value=float(told is not None))
        if told is None:
            return
        version, at = told
        yield GaugeMetricFamily("ogp_loads", "Loads and withdrawals so far.", value=version)
        if at is not None:
            moment = at.replace(tzinfo=UTC).timestamp()
            yield GaugeMetricFamily(
                "ogp_last_load_timestamp_seconds", "When the data changed last.", value=moment
            )
