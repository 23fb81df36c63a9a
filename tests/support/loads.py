"""Loads as processes of their own, which a test may kill, choke or start together, and what they left behind."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select

from data import lock
from data.engine import make_engine
from data.model import Document
from data.restore import fetch_version
from data.schema import documents, metadata
from etl.cli import load, main
from etl.cli.demo import papers_with
from etl.demo.formats import FORMATS
from etl.export import export_tables

SECONDS = 60
STORED = " — новий документ"
# started once with all libraries in memory: a load then begins within a few hundredths of a second
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.support.loads", "tests.support.warm"])


@dataclass(frozen=True)
class Limits:
    """What a load has to live with: the largest file it may write, how long it waits for another writer.

    So many files are stored `together` at most: a folder of a test is smaller than a batch.
    """

    file_bytes: int | None = None
    wait_seconds: float | None = None
    together: int = 2


class Load:
    """`python -m etl load <folder>` in a process of its own; its two streams go into files of `place`."""

    def __init__(self, url: str, folder: Path, place: Path, limits: Limits = Limits()) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self._said = place / "out.txt", place / "err.txt"
        for path in self._said:
            path.touch()
        given = (url, str(folder), *map(str, self._said), limits)
        self._process = _PROCESSES.Process(target=_load, args=given)
        self._process.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._process.pid or 0)

    @property
    def out(self) -> str:
        """What it printed so far."""
        return self._said[0].read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it said so far."""
        return self._said[1].read_text(encoding="utf-8")

    def interrupt_after(self, stored: int) -> int:
        """Presses Ctrl-C when it told of so many stored documents; its exit code."""
        self._await(stored)
        os.kill(self.pid, signal.SIGINT)
        return self.wait()

    def _await(self, stored: int) -> None:
        end = time.monotonic() + SECONDS
        while self.out.count(STORED) < stored and self._process.is_alive():
            assert time.monotonic() < end, self.out + self.err
            time.sleep(0.002)

    def wait(self) -> int:
        """Its exit code; -9 for a process that was killed."""
        self._process.join(SECONDS)
        assert self._process.exitcode is not None, self.out + self.err
        return int(self._process.exitcode)

    def kill_after(self, stored: int, seconds: float) -> int:
        """Kills it so long after it told of so many stored documents; its exit code, -9 unless it was over."""
        self._await(stored)
        self._process.join(seconds)
        self._process.kill()
        return self.wait()


def _load(url: str, folder: str, out: str, err: str, limits: Limits) -> None:
    os.environ["OGP_DATABASE_URL"] = url
    for stream, path in ((sys.stdout, out), (sys.stderr, err)):
        os.dup2(os.open(path, os.O_WRONLY), stream.fileno())
    if limits.wait_seconds is not None:
        lock.WAIT_SECONDS = limits.wait_seconds
    load.FILES_TOGETHER = limits.together
    if limits.file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, resource.RLIM_INFINITY))
    sys.exit(main(["load", folder, "--jobs", "1"]))


def write_papers(folder: Path, measures: int = 30) -> Path:
    """A folder of plans and the reports on them; each time the same."""
    folder.mkdir()
    for paper in papers_with(measures, 7):
        (folder / f"{paper.name}.md").write_bytes(FORMATS["md"](paper))
    return folder


@dataclass(frozen=True)
class Contents:
    """All that a database holds that does not hang on the order of loading."""

    documents: dict[str, Document]
    tables: dict[str, list[bytes]]
    counts: dict[str, int]


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine whose connections are closed at the end."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def stored_documents(url: str) -> dict[str, Document]:
    """Every stored document, put together again from its rows, by its key."""
    with opened(url) as engine, engine.connect() as connection:
        keys = connection.execute(select(documents.c.key)).scalars().all()
        return {key: fetch_version(connection, key).document for key in keys}


def contents_of(url: str, folder: Path) -> Contents:
    """What a database holds; its export is written to `folder`."""
    with opened(url) as engine, engine.connect() as connection:
        export_tables(connection, folder)
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
    tables = {path.name: sorted(path.read_bytes().split(b"\r\n")) for path in folder.iterdir()}
    return Contents(stored_documents(url), tables, counts)
