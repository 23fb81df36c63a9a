"""What a connection promises: moments, keys, and errors that a user understands."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError

from data.engine import UNHURRIED
from data.errors import ConfigError, OgpError, StoreCorrupt, StoreError
from data.lock import write_transaction
from data.migrating import check_integrity, upgrade
from data.model import Status
from data.queries import current_data_version, fetch_measures_frame
from data.schema import due_dates
from data.store import store_document
from tests.database.conftest import Connect, Store
from tests.factories import make_document, make_report


def test_a_transaction_of_pages_is_of_one_moment(store: Store) -> None:
    store.load(make_document())
    with store.pages.connect() as connection:
        version = current_data_version(connection)
        store.load(make_report())
        measures = fetch_measures_frame(connection)
        assert (current_data_version(connection), len(measures)) == (version, 2)
    with store.pages.connect() as connection:
        assert len(fetch_measures_frame(connection)) == 5


def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(IntegrityError), write_transaction(store.engine) as connection:
        connection.execute(
            insert(due_dates).values(measure_row_id=99, position=1, due=text("CURRENT_DATE"))
        )


def test_pages_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError) as caught, store.pages.begin() as connection:
        connection.execute(text("DELETE FROM loads"))
    assert caught.value.code == "store_readonly"


def test_pages_never_make_a_database(tmp_path: Path, connect: Connect) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'absent.sqlite'}", read_only=True)
    with pytest.raises(StoreError) as caught:
        engine.connect()
    assert caught.value.code == "store_unreachable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["", "monitor.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "oracle9://h/d"]
)
def test_an_address_that_makes_no_sense(url: str, connect: Connect) -> None:
    with pytest.raises(ConfigError):
        connect(url)


def test_a_server_that_does_not_answer(connect: Connect) -> None:
    engine = connect("postgresql+psycopg://ogp@127.0.0.1:1/ogp")
    with pytest.raises(StoreError) as caught:
        upgrade(engine)
    assert (caught.value.code, caught.value.values) == ("store_unreachable", {"database": "ogp"})


def test_a_folder_that_does_not_exist(tmp_path: Path, connect: Connect) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'no' / 'monitor.sqlite'}")
    with pytest.raises(StoreError) as caught:
        upgrade(engine)
    assert caught.value.code == "store_unreachable"
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("damage", ["text", "head", "middle", "tail"])
def test_a_damaged_file_is_refused_and_left_alone(
    sqlite_url: str, damage: str, connect: Connect
) -> None:
    engine = connect(sqlite_url)
    upgrade(engine)
    store_document(engine, make_document())
    engine.dispose()
    path = Path(str(engine.url.database))
    content = bytearray(path.read_bytes())
    ends = {"text": (0, 16), "head": (0, 4096), "middle": (8192, -8192), "tail": (-4096, None)}
    broken = slice(*ends[damage])
    content[broken] = os.urandom(len(content[broken]))
    path.write_bytes(content)
    attempts = [upgrade, check_integrity]
    if damage != "tail":  # a page that a load need not touch
        attempts.append(lambda engine: store_document(engine, make_report()))
    for attempt in attempts:
        with pytest.raises(StoreCorrupt) as caught:
            attempt(connect(sqlite_url))
        assert caught.value.values == {"database": path.name}
    assert path.read_bytes() == content


def test_a_full_disk_loses_nothing(sqlite_url: str, connect: Connect) -> None:
    engine = connect(sqlite_url)
    upgrade(engine)
    store_document(engine, make_document())
    engine.dispose()

    @event.listens_for(engine, "connect")
    def limit(connection: DBAPIConnection, _entry: object) -> None:
        # SQLite takes no limit under the present size: it means exactly that size
        connection.cursor().execute("PRAGMA max_page_count = 1")

    big = make_report([Status.COMPLETED] * 2000)
    with pytest.raises(StoreError) as caught:
        store_document(engine, big)
    assert caught.value.code == "store_full"
    event.remove(engine, "connect", limit)
    engine.dispose()
    with engine.connect() as connection:
        assert len(fetch_measures_frame(connection)) == 2
    assert store_document(engine, big).added == 2000


def test_a_restored_copy_gets_its_journal_again(
    sqlite_url: str, tmp_path: Path, connect: Connect
) -> None:
    engine = connect(sqlite_url)
    upgrade(engine)
    store_document(engine, make_document())
    copy = tmp_path / "copy.sqlite"
    raw = engine.raw_connection()
    raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    raw.close()
    engine.dispose()
    restored = connect(f"sqlite:///{copy}")
    upgrade(restored)
    with restored.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert len(fetch_measures_frame(connection)) == 2


def test_sqlite_pragmas(sqlite_url: str, connect: Connect) -> None:
    engine = connect(sqlite_url)
    upgrade(engine)
    for one in (engine, connect(sqlite_url, read_only=True)):
        with one.connect() as connection:
            told = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("foreign_keys", "busy_timeout", "mmap_size", "journal_mode")
            }
        assert told == {
            "foreign_keys": 1,
            "busy_timeout": 30_000,
            "mmap_size": 0,
            "journal_mode": "wal",
        }


@pytest.mark.postgresql
def test_pages_live_through_a_lost_connection(postgresql_url: str, connect: Connect) -> None:
    engine = connect(postgresql_url)
    upgrade(engine)
    pages = connect(postgresql_url, read_only=True)
    with pages.connect() as connection:
        assert current_data_version(connection) == 0
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    with pages.connect() as connection:
        assert current_data_version(connection) == 0


@pytest.mark.postgresql
def test_a_statement_that_lasts_too_long(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    monkeypatch.setattr("data.engine.PAGE_STATEMENT_SECONDS", 1)
    pages = connect(postgresql_url, read_only=True)
    with pytest.raises(OgpError) as caught, pages.connect() as connection:
        connection.execute(select(text("pg_sleep(20)")))
    assert caught.value.code == "store_slow"


_ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n {}"
)


def test_a_statement_of_sqlite_that_lasts_too_long(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    upgrade(connect(sqlite_url))
    monkeypatch.setattr("data.engine.PAGE_STATEMENT_SECONDS", 0.2)
    pages = connect(sqlite_url, read_only=True)
    with pages.connect() as connection:
        with pytest.raises(OgpError) as caught:
            connection.execute(text(_ENDLESS.format(""))).scalar()
        # the clock begins anew, and the connection goes on
        assert current_data_version(connection) == 0
    assert caught.value.code == "store_slow"
    counted = text(_ENDLESS.format("WHERE i < 3000000").replace("FROM n)", "FROM n LIMIT 3000000)"))
    with pages.connect() as connection, pytest.raises(OgpError):
        connection.execute(counted).scalar()
    with pages.connect().execution_options(**UNHURRIED) as connection:
        assert connection.execute(counted).scalar() == 2_999_999


def test_a_reader_who_is_slow_to_take_rows_is_not_cut_off(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, connect: Connect
) -> None:
    upgrade(connect(sqlite_url))
    monkeypatch.setattr("data.engine.PAGE_STATEMENT_SECONDS", 0.5)
    rows = text(
        _ENDLESS.format("").replace("count(*)", "i").replace("FROM n)", "FROM n LIMIT 40000)")
    )
    with connect(sqlite_url, read_only=True).connect() as connection:
        result = connection.execute(rows)
        first = result.fetchmany(10_000)
        time.sleep(0.8)
        assert len(first) + len(result.fetchall()) == 40_000
