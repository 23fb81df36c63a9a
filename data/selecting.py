"""What the queries share: which versions are in the figures and how tables hang together.

No frames here: commands that store documents and print no table start without the libraries of frames.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, func, or_, select

from data.editions import dropped_rows
from data.errors import UnknownDocument
from data.records import make_storable
from data.schema import documents, loads, measures, versions

LIVE: Final = and_(versions.c.is_current, documents.c.withdrawn_load_id.is_(None))
"""The current version of a document that is not withdrawn."""

SHOWN: Final = and_(
    documents.c.withdrawn_load_id.is_(None),
    or_(versions.c.is_current, measures.c.id.in_(dropped_rows())),
)
"""Measures of such versions, and those that only earlier editions of their plan have («знято»)."""

# made once: making a question takes longer than its answer
_LAST_LOAD: Final = select(func.max(loads.c.id))

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


def chosen(dropped: bool) -> ColumnElement[bool]:
    """The condition of measures in the figures, with or without those that a revision dropped."""
    return SHOWN if dropped else LIVE


def current_data_version(connection: Connection) -> int:
    """The number of the last committed load or withdrawal; 0 while nothing was ever loaded."""
    return int(connection.execute(_LAST_LOAD).scalar() or 0)


def current_loaded_at(connection: Connection) -> datetime | None:
    """The UTC moment of the last load or withdrawal, without a zone; None while nothing was ever loaded."""
    newest = select(loads.c.at).order_by(loads.c.id.desc()).limit(1)
    moment: datetime | None = connection.execute(newest).scalar()
    return moment


def count_real_documents(connection: Connection) -> int:
    """How many documents in the figures are no demo data."""
    real = select(func.count()).select_from(of_version()).where(LIVE, ~versions.c.is_demo)
    return int(connection.execute(real).scalar_one())


def first_loaded_at(connection: Connection) -> datetime | None:
    """The UTC moment of the first load, without a zone; None while nothing was ever loaded."""
    moment: datetime | None = connection.execute(select(func.min(loads.c.at))).scalar()
    return moment


def find_version(connection: Connection, document_key: str, version_id: int | None = None) -> Any:
    """The row of a document's current version, or of the one asked for; raises UnknownDocument."""
    wanted = versions.c.is_current if version_id is None else versions.c.id == version_id
    query = (
        select(versions)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.key == make_storable(document_key), wanted)
    )
    found = connection.execute(query).first()
    if found is None:
        raise UnknownDocument(document=document_key)
    return found
