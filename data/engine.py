"""Connections to the database: SQLite in a file or PostgreSQL, for writing or for pages.

A transaction of SQLite begins with an explicit BEGIN and one of PostgreSQL's pages is REPEATABLE READ:
whatever a transaction reads is of one moment. The driver's faults come out as errors of `data.errors`.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from time import monotonic
from typing import Final, cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from data.errors import ConfigError, OgpError, StoreBusy, StoreCorrupt, StoreError
from data.lock import WRITE_OPTION

BUSY_SECONDS: Final = 30
PAGE_STATEMENT_SECONDS: Final = 15
LOAD_STATEMENT_SECONDS: Final = 120
UNHURRIED: Final = {"ogp_statement_seconds": LOAD_STATEMENT_SECONDS}
"""Options of a connection of pages that reads everything there is, as for a snapshot."""
_CONNECT_SECONDS: Final = 10
# SQLite is asked between so many of its steps whether a statement has run too long; of what lies between two of them
# no more than the pause is its own time, the rest is that of whoever takes its rows
_STEPS: Final = 10_000
_PAUSE: Final = 0.05
_CLOCK: Final = "ogp_clock"

_SQLITE_CODES: Final[dict[str, str]] = {
    "SQLITE_FULL": "store_full",
    "SQLITE_IOERR": "store_full",
    "SQLITE_READONLY": "store_readonly",
    "SQLITE_CANTOPEN": "store_unreachable",
    "SQLITE_INTERRUPT": "store_slow",
}
_POSTGRES_CODES: Final[dict[str, str]] = {
    "53100": "store_full",
    "25006": "store_readonly",
    "57014": "store_slow",
}


def make_engine(url: str, *, read_only: bool = False) -> Engine:
    """The engine of a database `sqlite:///file` or `postgresql://…`; pages take a read-only one.

    Raises ConfigError for any other address. A database that is damaged, busy, full, read-only or out of
    reach shows as a StoreError at the first use.
    """
    try:
        address = make_url(url)
        engine = _ENGINES[address.get_backend_name()](address, read_only)
    except (ArgumentError, NoSuchModuleError, KeyError, ValueError) as error:
        raise ConfigError("database_url") from error
    event.listen(engine, "handle_error", _raise_ours)
    return engine


def database_name(engine: Engine) -> str:
    """What a message may call the database: its file's name, never the folder, or PostgreSQL's name."""
    return Path(engine.url.database or "").name


def _sqlite_engine(url: URL, read_only: bool) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise ValueError("a database in memory cannot be shared by processes")
    path = Path(str(url.database)).absolute()
    # pages never make a database: only a writer may create the file
    address = f"file:{quote(str(path))}?mode={'rw' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    engine = create_engine(url.set(database=str(path)), creator=connect)

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA mmap_size = 0")
        cursor.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
        cursor.close()

    if read_only:
        _limit_statements(engine)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE_OPTION, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class _Clock:
    """The time that a statement of SQLite may still take."""

    def __init__(self) -> None:
        self.start(PAGE_STATEMENT_SECONDS)

    def start(self, seconds: float) -> None:
        self._left = seconds
        self._last = monotonic()

    def is_over(self) -> bool:
        """Whether the time is over; asked while the statement runs."""
        now = monotonic()
        self._left -= min(now - self._last, _PAUSE)
        self._last = now
        return self._left < 0


def _limit_statements(engine: Engine) -> None:
    """Ends a statement of a page that runs too long, as PostgreSQL does itself: other pages wait for none."""

    @event.listens_for(engine, "connect")
    def _watch(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        clock = entry.info[_CLOCK] = _Clock()
        cast(sqlite3.Connection, connection).set_progress_handler(clock.is_over, _STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def _start(connection: Connection, *_: object) -> None:
        options = connection.get_execution_options()
        seconds = options.get("ogp_statement_seconds", PAGE_STATEMENT_SECONDS)
        connection.connection.info[_CLOCK].start(seconds)


def _postgres_engine(url: URL, read_only: bool) -> Engine:
    seconds = PAGE_STATEMENT_SECONDS if read_only else LOAD_STATEMENT_SECONDS
    arguments = {
        "connect_timeout": _CONNECT_SECONDS,
        "options": f"-c statement_timeout={seconds * 1000} -c timezone=UTC",
        "application_name": "ogp-monitor",
    }
    if not read_only:
        return create_engine(url, pool_pre_ping=True, connect_args=arguments)
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args=arguments,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )


_ENGINES: Final = {"sqlite": _sqlite_engine, "postgresql": _postgres_engine}


def _raise_ours(context: ExceptionContext) -> None:
    """Puts the error that a user understands in the place of the driver's; others pass as they are."""
    if context.is_pre_ping or context.engine is None:
        return
    ours = _our_error(context, database_name(context.engine))
    if ours is not None:
        raise ours from context.original_exception


def _our_error(context: ExceptionContext, database: str) -> OgpError | None:
    fault = context.original_exception
    if isinstance(fault, sqlite3.Error):
        name = getattr(fault, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return StoreCorrupt(database=database)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreBusy(pid="?", since="?")
        if name.startswith("SQLITE_CANTOPEN") and _is_closed(context.engine):
            return StoreError("store_readonly", database=database)
        codes = (code for start, code in _SQLITE_CODES.items() if name.startswith(start))
        code = next(codes, None)
    else:
        code = _POSTGRES_CODES.get(getattr(fault, "sqlstate", None) or "")
        if code is None and (context.is_disconnect or context.connection is None):
            code = "store_unreachable"
    return StoreError(code, database=database) if code else None


def _is_closed(engine: Engine | None) -> bool:
    """Whether the folder of a SQLite file is there, but takes no new file from us."""
    folder = Path(engine.url.database or "").parent if engine is not None else None
    return folder is not None and folder.is_dir() and not os.access(folder, os.W_OK)
