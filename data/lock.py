"""One writer at a time: the transaction in which everything is written.

SQLite has a lock file beside the database, freed by the system when its process ends, however it ends;
PostgreSQL an advisory lock of the transaction. Readers are never held up.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Connection, Engine, text

from data.errors import StoreBusy, StoreError

WAIT_SECONDS: Final = 30.0
WRITE_OPTION: Final = "ogp_write"
_PAUSE_SECONDS: Final = 0.05
_ADVISORY_KEY: Final = 0x6F67702D6D6F6E  # "ogp-mon"

_LOCK_CODES: Final = {errno.ENOENT: "store_unreachable", errno.ENOSPC: "store_full"}
_HOLDER = text(
    "SELECT a.pid, a.xact_start FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
    "AND (l.classid::bigint << 32 | l.objid::bigint) = :key "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def write_transaction(
    engine: Engine, *, wait_seconds: float | None = None, foreign_keys: bool = True
) -> Iterator[Connection]:
    """A transaction that excludes every other writer, committed at its end and rolled back by any error.

    Raises StoreBusy naming the process that writes, and since when, if it is not done in `wait_seconds`
    (WAIT_SECONDS where none are named), and StoreError where the database takes nothing.
    Without `foreign_keys` SQLite may rebuild its tables, as migrations do.
    """
    sqlite = engine.dialect.name == "sqlite"
    lock = writer_lock(engine, wait_seconds) if sqlite else nullcontext()
    with lock, engine.connect().execution_options(**{WRITE_OPTION: True}) as connection:
        if sqlite:
            _switch_foreign_keys(connection, on=foreign_keys)
        try:
            with connection.begin():
                if not sqlite:
                    _advisory_lock(connection, wait_seconds)
                yield connection
        finally:
            if sqlite:
                _switch_foreign_keys(connection, on=True)


def lock_path(engine: Engine) -> Path:
    """The lock file of a SQLite database: `monitor.sqlite.lock` beside it."""
    return Path(f"{Path(engine.url.database or '').absolute()}.lock")


@contextmanager
def writer_lock(engine: Engine, wait_seconds: float | None = None) -> Iterator[None]:
    """The lock file of a SQLite database, held: for what cannot stand in a transaction (its journal, a backup).

    Raises StoreBusy like `write_transaction`, and StoreError where the file cannot be written.
    """
    with _open_lock(engine) as file:
        _wait(lambda: _flock(file), wait_seconds, lambda: _holder_in(file))
        _sign(engine, file)
        yield


def _sign(engine: Engine, file: IO[str]) -> None:
    """Writes into the lock file who holds it; StoreError where the disk takes not even that."""
    told = json.dumps({"pid": os.getpid(), "since": _now()})
    try:
        # past the buffer of the file, which would be written again when it is closed
        os.ftruncate(file.fileno(), 0)
        os.write(file.fileno(), told.encode())
    except OSError as error:
        raise StoreError("store_full", database=lock_path(engine).stem) from error


def _open_lock(engine: Engine) -> IO[str]:
    path = lock_path(engine)
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        code = _LOCK_CODES.get(error.errno or 0, "store_readonly")
        raise StoreError(code, database=path.stem) from error


def _flock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder_in(file: IO[str]) -> tuple[object, object]:
    file.seek(0)
    try:
        told = json.loads(file.read())
    except ValueError:  # the holder is just writing its name
        return "?", "?"
    return told.get("pid", "?"), told.get("since", "?")


def _advisory_lock(connection: Connection, wait_seconds: float | None) -> None:
    attempt = text("SELECT pg_try_advisory_xact_lock(:key)")
    _wait(
        lambda: bool(connection.execute(attempt, {"key": _ADVISORY_KEY}).scalar()),
        wait_seconds,
        lambda: _holder_on(connection),
    )


def _holder_on(connection: Connection) -> tuple[object, object]:
    row = connection.execute(_HOLDER, {"key": _ADVISORY_KEY}).first()
    if row is None:
        return "?", "?"
    since = row.xact_start.astimezone(UTC) if row.xact_start else None
    return row.pid, _stamp(since) if since else "?"


def _wait(
    attempt: Callable[[], bool],
    seconds: float | None,
    holder: Callable[[], tuple[object, object]],
) -> None:
    end = time.monotonic() + (WAIT_SECONDS if seconds is None else seconds)
    while not attempt():
        if time.monotonic() >= end:
            pid, since = holder()
            raise StoreBusy(pid=pid, since=since)
        time.sleep(_PAUSE_SECONDS)


def _switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    # SQLite ignores this pragma inside a transaction, so it goes past SQLAlchemy's own BEGIN
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _now() -> str:
    return _stamp(datetime.now(UTC))


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
