"""A database made ready, on each engine, with one engine to write and one for pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pytest
from sqlalchemy import Connection, Engine, Table, func, select

from data.engine import make_engine
from data.model import Document
from data.schema import metadata
from data.store import StoreResult, store_document


@dataclass(frozen=True)
class Store:
    """A database of the tests: `engine` writes, `pages` only read."""

    url: str
    engine: Engine
    pages: Engine

    def load(self, *given: Document) -> list[StoreResult]:
        """Stores documents one after another."""
        return [store_document(self.engine, document) for document in given]

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.engine.connect() as connection:
            return {table.name: _count(connection, table) for table in metadata.sorted_tables}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


class Connect(Protocol):
    """What the fixture `connect` gives."""

    def __call__(self, url: str, *, read_only: bool = False) -> Engine: ...


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Makes engines as `make_engine` does, and closes their connections after the test."""
    engines: list[Engine] = []

    def make(url: str, *, read_only: bool = False) -> Engine:
        engines.append(make_engine(url, read_only=read_only))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def store(prepared_url: str, connect: Connect) -> Store:
    """An empty database of the present schema."""
    return Store(prepared_url, connect(prepared_url), connect(prepared_url, read_only=True))
