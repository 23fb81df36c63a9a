"""What pages work out once per data version stands ready before the first reader asks."""

import threading
from pathlib import Path

from structlog.testing import capture_logs

from dashboard import create_app
from dashboard.ahead import work_ahead
from dashboard.context import EXTENSION, Services
from data.engine import make_engine
from data.settings import Settings
from data.snapshot import Snapshot
from data.store import store_document
from tests.factories import make_document, make_report
from tests.support.monitor import TODAY


def _settled(services: Services) -> Snapshot:
    """The newest snapshot, when all that is done ahead is done."""
    snapshot = services.snapshots.current()
    while ahead := [one for one in threading.enumerate() if one.name.startswith("ahead")]:
        for thread in ahead:
            thread.join()
    return snapshot


def test_each_version_is_prepared_before_it_is_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    server = create_app(Settings(database_url=url, today=TODAY)).server
    services: Services = server.extensions[EXTENSION]
    engine = make_engine(url)
    store_document(engine, make_document())
    work_ahead(server)
    first = _settled(services)
    assert len(first.measures)
    assert {"corpus", "likeness"} <= vars(first).keys()

    store_document(engine, make_report())
    second = _settled(services)
    assert second.version > first.version
    assert {"corpus", "likeness"} <= vars(second).keys()


def test_a_database_that_is_gone_ends_the_work_with_a_word(tmp_path: Path) -> None:
    file = tmp_path / "gone.sqlite"
    server = create_app(Settings(database_url=f"sqlite:///{file}", today=TODAY)).server
    server.extensions[EXTENSION].engine.dispose()
    for part in tmp_path.glob("gone.sqlite*"):
        part.unlink()
    with capture_logs() as logs:
        work_ahead(server)
        for thread in threading.enumerate():
            if thread.name.startswith("ahead"):
                thread.join()
    assert [line["event"] for line in logs] == ["ahead_stopped"]
