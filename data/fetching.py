"""What the queries share: which versions are in the figures, how tables hang together, rows to frames."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, or_, select

from data.editions import dropped_rows
from data.frames import Frame, as_frame, dtypes_of
from data.records import from_json
from data.schema import documents, measures, versions

LIVE: Final = and_(versions.c.is_current, documents.c.withdrawn_load_id.is_(None))
"""The current version of a document that is not withdrawn."""

SHOWN: Final = and_(
    documents.c.withdrawn_load_id.is_(None),
    or_(versions.c.is_current, measures.c.id.in_(dropped_rows())),
)
"""Measures of such versions, and those that only earlier editions of their plan have («знято»)."""

KEY: Final = documents.c.key.label("document_key")
NAME: Final = versions.c.name.label("document")
NUMBER: Final = measures.c.number.label("measure_number")
PRINTED: Final = (KEY, measures.c.position, versions.c.number)
"""The printed order of measures; a dropped one stands before the one that has its place now."""


def of_version(table: Table | None = None) -> FromClause:
    """Versions with their documents, and the rows of a table that belongs to versions."""
    both = versions.join(documents, documents.c.id == versions.c.document_id)
    return both if table is None else both.join(table, table.c.version_id == versions.c.id)


def of_measure(table: Table | None = None) -> FromClause:
    """Versions with their measures, and the rows of a table that belongs to measures."""
    all_three = of_version(measures)
    if table is None:
        return all_three
    return all_three.join(table, table.c.measure_row_id == measures.c.id)


def own_columns(table: Table, frame: type[Frame], *without: str) -> list[Any]:
    """The columns that a table and a frame have under one name."""
    wanted = dtypes_of(frame).keys() - set(without)
    return [column for column in table.c if column.name in wanted]


def fetch(
    connection: Connection, query: Select[Any], frame: type[Frame], *order: Any
) -> pd.DataFrame:
    """The rows of a query as the declared frame: columns found by name, JSON lists as tuples."""
    types = dtypes_of(frame)
    selected = query.selected_columns
    query = query.with_only_columns(*(selected[name] for name in types), maintain_column_froms=True)
    fetched = as_frame(frame, connection.execute(query.order_by(*order)).all())
    for name, kind in types.items():
        if kind == "object":
            fetched[name] = [from_json(text) for text in fetched[name]]
            fetched[name] = fetched[name].astype("object")
    return fetched


def fetch_of_version(connection: Connection, table: Table, frame: type[Frame]) -> pd.DataFrame:
    """The rows of a table that belongs to versions, of all documents in the figures."""
    query = select(KEY, NAME, *own_columns(table, frame)).where(LIVE)
    return fetch(connection, query.select_from(of_version(table)), frame, KEY, table.c.position)


def chosen(dropped: bool) -> ColumnElement[bool]:
    """The condition of measures in the figures, with or without those that a revision dropped."""
    return SHOWN if dropped else LIVE


def fetch_of_measure(
    connection: Connection, table: Table, frame: type[Frame], *, dropped: bool = False
) -> pd.DataFrame:
    """The rows of a table that belongs to measures, of all documents in the figures."""
    query = select(measures.c.measure_id, KEY, *own_columns(table, frame)).where(chosen(dropped))
    order = (*PRINTED, table.c.position)
    return fetch(connection, query.select_from(of_measure(table)), frame, *order)
