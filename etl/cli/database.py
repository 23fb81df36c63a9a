"""The database of a command: made and migrated on first use, never made by a command that only asks."""

from __future__ import annotations

from sqlalchemy import Engine

from data.engine import make_engine, upgrade
from data.queries import current_data_version
from data.settings import Settings


def open_database(settings: Settings) -> Engine:
    """The engine of the database that the settings name, brought to the present schema.

    Raises ConfigError for an address that makes no sense and StoreError for a database that refuses.
    """
    engine = make_engine(settings.database_url)
    upgrade(engine)
    return engine


def data_version(engine: Engine) -> int:
    """The number of the last load or withdrawal; 0 while nothing was ever loaded."""
    with engine.connect() as connection:
        return current_data_version(connection)
