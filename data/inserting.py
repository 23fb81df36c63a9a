"""Many rows into one table at once, as the driver of each engine takes them fastest.

SQLAlchemy turns every row into a mapping and back; a load of a million measures makes eight million rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, Connection, Dialect, String, Table

from data.record_rows import COLUMNS, Tuple

Convert: TypeAlias = Callable[[Any], Any]

_POSTGRESQL: Final = "postgresql"


@dataclass(frozen=True, slots=True)
class _Insert:
    """A statement, and what the driver wants made of the values of some columns, as of days on SQLite."""

    statement: str
    convert: tuple[tuple[int, Convert], ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Tuple]) -> None:
    """Inserts rows whose values stand in the order of `record_rows.COLUMNS`; errors as of any statement."""
    if not rows:
        return
    made = _insert_into(table, connection.dialect)
    by_column = connection.dialect.name == _POSTGRESQL
    if not made.convert and not by_column:
        connection.exec_driver_sql(made.statement, list(rows))
        return
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for at, convert in made.convert:
        columns[at] = tuple(map(convert, columns[at]))
    if by_column:
        connection.exec_driver_sql(made.statement, tuple(map(list, columns)))
    else:
        connection.exec_driver_sql(made.statement, list(zip(*columns, strict=True)))


@lru_cache(maxsize=64)
def _insert_into(table: Table, dialect: Dialect) -> _Insert:
    columns = [table.c[name] for name in COLUMNS[table.name]]
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    if (
        dialect.name == _POSTGRESQL
    ):  # rows by columns: one question to the server, not one for each row
        arrays = ", ".join(f"%b::{_type_of(column, dialect)}[]" for column in columns)
        told = f"SELECT * FROM unnest({arrays})"
    else:
        told = f"VALUES ({', '.join('?' * len(columns))})"
    made = [
        (at, convert)
        for at, column in enumerate(columns)
        if (convert := column.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    ]
    return _Insert(f"INSERT INTO {quote(table.name)} ({names}) {told}", tuple(made))


def _type_of(column: Column[Any], dialect: Dialect) -> str:
    # as VARCHAR(64) a longer text would be cut without a word
    return "text" if isinstance(column.type, String) else column.type.compile(dialect)
