"""The migrations make what `data.schema` declares, once, and leave other people's databases alone."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text

from data.errors import SchemaMismatch
from data.lock import write_transaction
from data.migrating import migration_config, upgrade
from data.schema import SCHEMA_VERSION, metadata
from tests.database.conftest import Connect, Store


def test_migrated_schema_is_the_declared_one(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_index_and_foreign_key_is_there(store: Store) -> None:
    inspector = inspect(store.engine)
    for table in metadata.tables.values():
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        assert {str(index.name) for index in table.indexes} <= indexes
        keys = {key["name"] for key in inspector.get_foreign_keys(table.name)}
        assert {str(key.name) for key in table.foreign_key_constraints} == keys


def test_the_newest_migration_is_the_schema_version() -> None:
    assert ScriptDirectory.from_config(migration_config()).get_current_head() == SCHEMA_VERSION


def test_upgrading_again_changes_nothing(store: Store) -> None:
    before = store.counts()
    upgrade(store.engine)
    assert store.counts() == before


def test_two_first_starts_at_once(database_url: str, connect: Connect) -> None:
    engines = [connect(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, engines))
    assert set(metadata.tables) <= set(inspect(engines[0]).get_table_names())


def test_a_database_of_a_newer_product_is_refused(store: Store) -> None:
    with write_transaction(store.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch) as caught:
        upgrade(store.engine)
    assert caught.value.values["found"] == "9999"


def test_tables_of_another_program_are_refused(database_url: str, connect: Connect) -> None:
    engine = connect(database_url)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE documents (id INTEGER PRIMARY KEY)"))
    with pytest.raises(SchemaMismatch):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["documents"]


def test_migrations_leave_logging_as_it_is(database_url: str, connect: Connect) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("etl").disabled)
    engine = connect(database_url)
    upgrade(engine)
    assert (root.level, list(root.handlers), logging.getLogger("etl").disabled) == before


def test_half_a_migration_leaves_nothing(database_url: str, connect: Connect) -> None:
    engine = connect(database_url)

    @event.listens_for(engine, "before_cursor_execute")
    def stop(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("CREATE TABLE national_facts", "\nCREATE TABLE national_facts")):
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(engine)
    assert inspect(connect(database_url)).get_table_names() == []
    event.remove(engine, "before_cursor_execute", stop)
    upgrade(engine)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
