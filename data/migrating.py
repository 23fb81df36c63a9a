"""The schema of a database: whether it is the present one, and making it so.

Alembic is imported only where a database is to be changed: a command on a ready one starts without it.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, column, inspect, select, table

from data.engine import database_name
from data.errors import SchemaMismatch, StoreCorrupt
from data.lock import write_transaction, writer_lock
from data.schema import SCHEMA_VERSION, metadata

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER: Final = Path(__file__).resolve().parent / "migrations"
_REVISIONS: Final = table("alembic_version", column("version_num"))
"""Where Alembic notes the revision of a database."""


def check_integrity(engine: Engine) -> None:
    """Reads a SQLite file through for damage; raises StoreCorrupt. PostgreSQL looks after itself."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if told != "ok":
        raise StoreCorrupt(database=database_name(engine))


def upgrade(engine: Engine) -> None:
    """Brings a database to the present schema, making it on the first start, in one transaction.

    Raises StoreCorrupt for a damaged file and SchemaMismatch for a database of a newer product or of another one.
    """
    check_integrity(engine)
    if _is_ready(engine):
        return
    _switch_to_wal(engine)
    with write_transaction(engine, foreign_keys=False) as connection:
        if _revision(connection, engine) == SCHEMA_VERSION:
            return
        from alembic import command

        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA_VERSION)
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise StoreCorrupt(database=database_name(engine))


def check_schema(engine: Engine) -> None:
    """Makes sure that a database has the present schema, changing nothing; raises SchemaMismatch where it has not."""
    with engine.connect() as connection:
        found = _revision(connection, engine)
    if found != SCHEMA_VERSION:
        raise SchemaMismatch(
            database=database_name(engine), found=found or "—", known=SCHEMA_VERSION
        )


def migration_config() -> Config:
    """Alembic's configuration of the packaged migrations; whoever runs them puts a connection into it."""
    from alembic.config import Config

    config = Config()
    # a percent sign would be read as an interpolation
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def _is_ready(engine: Engine) -> bool:
    with engine.connect() as connection:
        return _revision(connection, engine) == SCHEMA_VERSION and _is_wal(connection)


def _is_wal(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return True
    return connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def _switch_to_wal(engine: Engine) -> None:
    """Lets readers go on while a load writes; the file remembers it, but a restored copy does not."""
    if engine.dialect.name == "sqlite":
        with writer_lock(engine), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode = WAL")


def _revision(connection: Connection, engine: Engine) -> str | None:
    tables = set(inspect(connection).get_table_names())
    revision = None
    if _REVISIONS.name in tables:
        revision = connection.execute(select(_REVISIONS.c.version_num)).scalar()
    if revision is None:
        if not tables.isdisjoint(metadata.tables):
            raise SchemaMismatch(database=database_name(engine), found="—", known=SCHEMA_VERSION)
        return None
    if revision != SCHEMA_VERSION and revision not in _known_revisions():
        raise SchemaMismatch(database=database_name(engine), found=revision, known=SCHEMA_VERSION)
    return str(revision)


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migration_config()).walk_revisions()
    return {script.revision for script in scripts}
