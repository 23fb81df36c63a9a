"""What pages work out once per data version, worked out before a reader asks: after the start and after each load.

The first search of a version would wait for the index of all words. A server makes it in a thread of its own; who asks
meanwhile waits for what is left of it.
"""

from __future__ import annotations

import threading
from typing import Final

import structlog
from flask import Flask

from dashboard.context import EXTENSION, Services, View
from dashboard.filters import Filters
from data.errors import OgpError
from data.memory import give_back
from data.snapshot import Snapshot

# of more measures an index in memory takes minutes and gigabytes: most wait until somebody asks
MOST_MEASURES: Final = 200_000

log = structlog.get_logger(__name__)


def work_ahead(server: Flask) -> None:
    """From now on a server reads each data version and prepares its pages before they are asked for."""
    services: Services = server.extensions[EXTENSION]
    services.snapshots.on_new = lambda snapshot: _start(services, snapshot)
    _start(services, None)


def prepare_pages(services: Services, snapshot: Snapshot) -> None:
    """Works out what the pages need once for this version, as long as it is the newest."""
    are_many = len(snapshot.measures) > MOST_MEASURES
    for page in services.pages:
        if page.ahead is None or (are_many and not page.is_ahead_of_many):
            continue
        if services.snapshots.is_held(snapshot):
            page.ahead(View(services, page, Filters(), snapshot))
    give_back()


def _start(services: Services, snapshot: Snapshot | None) -> None:
    name = "ahead" if snapshot is None else f"ahead-{snapshot.version}"
    threading.Thread(target=_work, args=(services, snapshot), name=name, daemon=True).start()


def _work(services: Services, snapshot: Snapshot | None) -> None:
    try:
        if snapshot is None:
            # the reading of it starts the rest
            services.snapshots.current()
        else:
            prepare_pages(services, snapshot)
    except OgpError as error:
        # a reader who asks is told the same in words
        log.warning("ahead_stopped", reason=error.code)
