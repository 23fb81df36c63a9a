"""The database of a command, made and migrated on first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from data.engine import make_engine
from data.migrating import upgrade
from data.selecting import current_data_version


@contextmanager
def open_database(url: str) -> Iterator[Engine]:
    """The engine of a database, brought to the present schema; its connections are closed at the end.

    Raises ConfigError for an address that makes no sense and StoreError for a database that refuses.
    """
    engine = make_engine(url)
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def data_version(engine: Engine) -> int:
    """The number of the last load or withdrawal; 0 while nothing was ever loaded."""
    with engine.connect() as connection:
        return current_data_version(connection)
