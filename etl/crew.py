"""Who reads documents: this process, one process per core, or a Dask cluster, all behind the standard executor.

Workers parse foreign bytes in children of their own (`etl.sandbox`), so the limits of a document hold in each.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from data.errors import ConfigError
from data.memory import collect_rarely
from etl.mark import reading_mark
from etl.readers.limits import Limits
from etl.sandbox import stop_children

MOST_JOBS: Final = 64
FILES_A_JOB: Final = 4
"""A process of its own pays from so many files on: it takes half a second to start."""

_AHEAD: Final = 6
_START_SECONDS: Final = 30
_CONNECT_SECONDS: Final = 10


@dataclass
class Crew:
    """Workers that read documents at the same time; `ahead` is how many may be read before the first is taken.

    `patience` is how many seconds the document at hand may take in all before its worker is given up, None
    where a worker cannot be ended. Workers in processes of their own are `apart`: they read on while this one stores.
    """

    start: Callable[[], Executor]
    ahead: int
    patience: float | None = None
    apart: bool = False
    executor: Executor = field(init=False)

    def __post_init__(self) -> None:
        self.executor = self.start()

    def renew(self) -> None:
        """End every worker of this machine, whatever it does, and start with new ones."""
        self.dismiss()
        self.executor = self.start()

    def dismiss(self) -> None:
        """End every worker of this machine at once; what was not begun is never begun."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()
        stop_children()


def count_cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def open_crew(jobs: int, files: int, dask: str = "") -> Iterator[Crew]:
    """The crew for so many files: `jobs` processes (0: one per core), or the cluster at the address `dask`.

    Raises ConfigError for a cluster that is not there, reads otherwise than this program, or needs a library
    that is not installed.
    """
    if dask:
        with _cluster(dask) as crew:
            yield crew
        return
    jobs = min(jobs or count_cores(), max(files // FILES_A_JOB, 1))
    crew = _processes(jobs) if jobs > 1 else Crew(lambda: ThreadPoolExecutor(1), ahead=1)
    done = False
    try:
        yield crew
        done = True
    finally:
        if done:
            crew.executor.shutdown()
        else:  # interrupted: nobody waits for what is being read
            crew.dismiss()


def _processes(jobs: int) -> Crew:
    limit = Limits().wall_seconds
    # once for the child that parses, once for what is made of it
    return Crew(
        lambda: start_processes(jobs),
        ahead=_AHEAD * jobs,
        patience=2 * limit + _START_SECONDS,
        apart=True,
    )


def start_processes(jobs: int) -> Executor:
    """Processes that know nothing of this one's memory and leave Ctrl+C to it."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_settle_down)


def _settle_down() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError("dask_missing") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise ConfigError("dask_unreachable", address=address) from error
    with client:
        cores = _check_workers(client, address)
        yield Crew(client.get_executor, ahead=_AHEAD * cores, apart=True)


def _check_workers(client: Any, address: str) -> int:
    """How many documents the cluster reads at the same time; raises ConfigError unless all read as this one does."""
    cores = sum(client.nthreads().values())
    if not cores:
        raise ConfigError("dask_no_workers", address=address)
    try:
        marks = set(client.run(reading_mark).values())
    except (ImportError, AttributeError) as error:
        raise ConfigError("dask_other_version", address=address) from error
    if marks != {reading_mark()}:
        raise ConfigError("dask_other_version", address=address)
    return int(cores)
