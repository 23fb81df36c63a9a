"""Rows of queries as frames of the declared shapes (`data.frames`)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Table, select

from data.frames import Frame, as_frame, dtypes_of
from data.records import from_json
from data.schema import measures
from data.selecting import KEY, LIVE, NAME, PRINTED, chosen, of_measure, of_version


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


def fetch_of_measure(
    connection: Connection, table: Table, frame: type[Frame], *, dropped: bool = False
) -> pd.DataFrame:
    """The rows of a table that belongs to measures, of all documents in the figures."""
    query = select(measures.c.measure_id, KEY, *own_columns(table, frame)).where(chosen(dropped))
    order = (*PRINTED, table.c.position)
    return fetch(connection, query.select_from(of_measure(table)), frame, *order)
