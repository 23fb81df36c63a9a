"""One writer at a time, and a writer that dies holds nobody up and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from data import queries
from data.errors import StoreBusy, StoreError
from data.lock import lock_path, write_transaction
from data.store import StoreOutcome, store_document
from tests.database.conftest import Connect, Store
from tests.factories import make_document, make_report

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from data.engine import make_engine
from data.lock import write_transaction
from data.schema import loads
from data.writing import begin_load
engine = make_engine(sys.argv[1])
with write_transaction(engine) as connection:
    begin_load(connection, "load", "half", "")
    sys.stdout.write("writing\\n")
    sys.stdout.flush()
    time.sleep(60)
"""


@pytest.fixture
def holder(store: Store) -> subprocess.Popen[str]:
    """Another process in the middle of a load."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, store.url], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_who_waits_too_long_is_told_who_writes(store: Store, holder: subprocess.Popen[str]) -> None:
    with (
        pytest.raises(StoreBusy) as caught,
        write_transaction(store.engine, wait_seconds=0.2),
    ):
        pytest.fail("two writers at once")
    assert str(caught.value.values["since"]).endswith("UTC")
    if store.engine.dialect.name == "sqlite":
        assert caught.value.values["pid"] == holder.pid
    else:
        with store.pages.connect() as connection:
            found = connection.execute(
                text("SELECT application_name FROM pg_stat_activity WHERE pid = :pid"),
                {"pid": caught.value.values["pid"]},
            )
            assert found.scalar() == "ogp-monitor"


def test_readers_go_on_while_another_writes(store: Store, holder: subprocess.Popen[str]) -> None:
    with store.pages.connect() as connection:
        assert queries.current_data_version(connection) == 0
    assert holder.poll() is None


def test_a_killed_load_leaves_nothing_and_frees_the_lock(
    store: Store, holder: subprocess.Popen[str]
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    result = store_document(store.engine, make_document())
    assert (result.outcome, store.counts()["loads"]) == (StoreOutcome.INSERTED, 1)


def test_what_is_unchanged_waits_for_nobody(store: Store) -> None:
    store.load(make_document())
    with write_transaction(store.engine), ThreadPoolExecutor(1) as pool:
        done = pool.submit(store_document, store.engine, make_document())
        assert done.result(timeout=20).outcome is StoreOutcome.UNCHANGED


def test_a_second_load_waits_for_the_first(store: Store, connect: Connect) -> None:
    begun = threading.Event()

    def load() -> StoreOutcome:
        begun.set()
        return store_document(connect(store.url), make_report()).outcome

    with ThreadPoolExecutor(1) as pool:
        with write_transaction(store.engine):
            done = pool.submit(load)
            begun.wait()
            with pytest.raises(TimeoutError):
                done.result(timeout=0.3)
        assert done.result(timeout=20) is StoreOutcome.INSERTED


def test_the_lock_stands_beside_the_database(sqlite_url: str, connect: Connect) -> None:
    engine = connect(sqlite_url)
    with write_transaction(engine) as connection:
        connection.execute(text("SELECT 1"))
        assert lock_path(engine).name == f"{Path(str(engine.url.database)).name}.lock"
        assert str(os.getpid()) in lock_path(engine).read_text()


def test_a_lock_that_cannot_be_written(sqlite_url: str, connect: Connect) -> None:
    engine = connect(sqlite_url)
    lock_path(engine).mkdir()
    with pytest.raises(StoreError) as caught, write_transaction(engine):
        pytest.fail("written without a lock")
    assert caught.value.code == "store_readonly"
