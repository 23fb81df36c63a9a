"""PostgreSQL that goes away while pages are asked for: a clear page meanwhile, and pages again by themselves."""

from __future__ import annotations

import sys
import threading
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.support.databases import postgresql_of_its_own
from tests.support.loads import Load
from tests.support.monitor import ROOT
from tests.support.shared import Answer, answers, ask, free_port, running, wait_until

pytestmark = pytest.mark.postgresql
# pages, a file
PAGES = (
    "/",
    "/zakhody?region=UA-23",
    "/zakhody?region=UA-23&sort=title",
    "/calendar.ics?plan={plan}",
)
PLAN = "UA-23-pvu-plan-2026"
REFUSED = "недоступна"


class Readers:
    """Readers who ask for the pages again and again until the end of the block; all that was answered."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._over = threading.Event()
        self.told: list[tuple[str, Answer]] = []
        self.faults: list[Exception] = []
        self._threads = [threading.Thread(target=self._ask, args=(path,)) for path in PAGES]

    def _ask(self, path: str) -> None:
        while not self._over.is_set():
            try:
                self.told.append((path, ask(self._address + path.format(plan=PLAN))))
            except (HTTPException, OSError) as fault:
                self.faults.append(fault)
            self._over.wait(0.05)

    def have_all_got(self, status: int, since: int = 0) -> bool:
        """Whether each page was answered so, after the first `since` answers."""
        return {path for path, answer in self.told[since:] if answer.status == status} == {*PAGES}

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_pages_go_on_after_a_restart(papers: Path, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with postgresql_of_its_own() as server:
        url = f"{server.url}/postgres"
        load = Load(url, papers, tmp_path / "load")
        assert load.wait() == 0, load.err
        known = {"OGP_DATABASE_URL": url, "OGP_PORT": str(port)}
        with running(tmp_path, "app", sys.executable, ROOT / "app.py", **known) as app:
            wait_until(lambda: answers(address), "the first page")
            with Readers(address) as readers:
                wait_until(lambda: readers.have_all_got(200), "pages")
                server.stop()
                wait_until(lambda: readers.have_all_got(503), "pages that tell of the fault")
                assert ask(f"{address}/healthz").status == 200
                assert ask(f"{address}/readyz").status == 503
                server.start()
                since = len(readers.told)
                wait_until(lambda: readers.have_all_got(200, since), "pages again")
            assert "Traceback" not in "\n".join(app.lines())
    assert readers.faults == []
    for path, answer in readers.told:
        told = answer.body.decode()
        assert (answer.status, REFUSED in told) in {(200, False), (503, True)}, (path, told)
        assert str(server.port) not in told
