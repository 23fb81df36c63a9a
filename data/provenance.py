"""Where everything comes from: documents with their versions, their rows as printed, their bytes.

These speak of withdrawn documents and earlier versions too: history stays readable.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, func, select

from data import frames
from data.fetching import fetch, own_columns
from data.model import Fate, Severity
from data.schema import (
    assignments,
    directions,
    documents,
    issues,
    loads,
    measures,
    national_facts,
    national_plans,
    outcomes,
    source_rows,
    sources,
    versions,
)
from data.selecting import KEY, NAME, find_version, of_version

_OF_VERSION: Final = (directions, measures, national_plans, national_facts)
_OF_MEASURE: Final = (assignments, outcomes)


def fetch_source_rows_frame(
    connection: Connection,
    document_key: str,
    version_id: int | None = None,
    positions: range | None = None,
) -> pd.DataFrame:
    """The rows of one document as printed, in order; withdrawn documents and earlier versions can be read too.

    `positions` narrows them to a stretch, counted from 1. Raises UnknownDocument when there is no such document
    or it has no such version.
    """
    version = find_version(connection, document_key, version_id)
    query = (
        select(
            *own_columns(source_rows, frames.SourceRowsFrame),
            func.coalesce(measures.c.measure_id, "").label("measure_id"),
        )
        .select_from(
            source_rows.outerjoin(
                measures,
                and_(
                    measures.c.version_id == source_rows.c.version_id,
                    measures.c.position == source_rows.c.measure_position,
                ),
            )
        )
        .where(source_rows.c.version_id == version.id)
    )
    if positions is not None:
        position = source_rows.c.position
        query = query.where(position >= positions.start, position < positions.stop)
    return fetch(connection, query, frames.SourceRowsFrame, source_rows.c.position)


def fetch_source_places(
    connection: Connection, document_key: str, version_id: int | None = None
) -> list[str]:
    """The places of a document's rows as codes, in order: where each row stands without its words.

    Raises UnknownDocument when there is no such document or it has no such version.
    """
    version = find_version(connection, document_key, version_id)
    query = select(source_rows.c.place).where(source_rows.c.version_id == version.id)
    return list(connection.execute(query.order_by(source_rows.c.position)).scalars())


def fetch_versions_frame(connection: Connection, document_key: str) -> pd.DataFrame:
    """The versions of one document, newest first, withdrawn or not; raises UnknownDocument."""
    version = find_version(connection, document_key)
    query = (
        select(
            versions.c.id.label("version_id"),
            versions.c.load_id.label("data_version"),
            loads.c.at.label("loaded_at"),
            loads.c.note,
            NAME,
            sources.c.size,
            _count(measures).label("measures"),
            *own_columns(versions, frames.VersionsFrame),
        )
        .select_from(versions.join(loads).join(sources))
        .where(versions.c.document_id == version.document_id)
    )
    return fetch(connection, query, frames.VersionsFrame, versions.c.number.desc())


def fetch_documents_frame(connection: Connection) -> pd.DataFrame:
    """Every document ever loaded, withdrawn ones too: what was read of it, what became of its rows, its issues."""
    left = loads.alias("left")
    others = versions.alias("others")
    query = (
        select(
            KEY,
            NAME,
            versions.c.id.label("version_id"),
            versions.c.load_id.label("data_version"),
            loads.c.at.label("loaded_at"),
            documents.c.withdrawn_load_id.is_not(None).label("withdrawn"),
            left.c.at.label("withdrawn_at"),
            sources.c.size,
            select(func.count())
            .where(others.c.document_id == documents.c.id)
            .scalar_subquery()
            .label("versions"),
            versions.c.fates,
            *(_count(table).label(table.name) for table in _OF_VERSION),
            *(_count_of_measures(table).label(table.name) for table in _OF_MEASURE),
            *(
                _count(issues, issues.c.severity == kind.value).label(f"{kind}s")
                for kind in Severity
            ),
            *own_columns(versions, frames.DocumentsFrame),
        )
        .select_from(
            of_version()
            .join(loads, loads.c.id == versions.c.load_id)
            .join(sources)
            .outerjoin(left, left.c.id == documents.c.withdrawn_load_id)
        )
        .where(versions.c.is_current)
    )
    rows = map(_with_fates, connection.execute(query.order_by(KEY)).mappings())
    names = list(frames.dtypes_of(frames.DocumentsFrame))
    return frames.as_frame(frames.DocumentsFrame, ([row[name] for name in names] for row in rows))


def fetch_source_content(
    connection: Connection, document_key: str, version_id: int | None = None
) -> tuple[str, bytes]:
    """The file's name and its bytes as they were loaded; raises UnknownDocument."""
    version = find_version(connection, document_key, version_id)
    query = select(sources.c.content).where(sources.c.sha256 == version.sha256)
    return version.name, bytes(connection.execute(query).scalar_one())


def _count(table: Table, *conditions: ColumnElement[bool]) -> Any:
    counted = select(func.count()).select_from(table)
    return counted.where(table.c.version_id == versions.c.id, *conditions).scalar_subquery()


def _count_of_measures(table: Table) -> Any:
    counted = select(func.count()).select_from(
        table.join(measures, measures.c.id == table.c.measure_row_id)
    )
    return counted.where(measures.c.version_id == versions.c.id).scalar_subquery()


def _with_fates(row: RowMapping) -> dict[str, Any]:
    """A row of the documents' frame: `rows_…` are counts that stand in one column as JSON."""
    fates = json.loads(row["fates"])
    counts = {f"rows_{fate.value}": fates.get(fate.value, 0) for fate in Fate}
    return {**row, "rows": sum(fates.values()), **counts}
