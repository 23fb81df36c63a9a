"""Rows into the tables, inside the transaction of one load."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, insert, select, update

from data.model import Assignment, Document
from data.overrides import Corrected
from data.records import (
    Row,
    measure_row,
    override_row,
    parts_of_measure,
    parts_of_version,
    version_row,
)
from data.schema import (
    assignments,
    bodies,
    documents,
    loads,
    measures,
    metadata,
    sources,
    versions,
)

NATION: Final = "UA"


class Said(NamedTuple):
    """What a version says, as hashes: of the document as its file was read, and of the corrections over it."""

    content: str
    overrides: str


def begin_load(connection: Connection, kind: str, document_key: str, note: str) -> int:
    """A new data version: `kind` is `load` or `withdraw`; the number it gets."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    row = {"at": now, "kind": kind, "document_key": document_key, "note": note}
    return insert_row(connection, loads, row)


def insert_row(connection: Connection, table: Table, row: Row) -> int:
    """Inserts one row and returns the number it got."""
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    return int(key[0]) if key else 0


def store_source(connection: Connection, document: Document) -> None:
    """Keeps the file byte for byte; bytes that are there stay as they are."""
    query = select(sources.c.sha256).where(sources.c.sha256 == document.sha256)
    if connection.execute(query).first() is None:
        row = {
            "sha256": document.sha256,
            "name": document.name,
            "size": len(document.content),
            "content": document.content,
        }
        connection.execute(insert(sources).values(row))


def store_version(
    connection: Connection,
    document_id: int,
    load_id: int,
    document: Document,
    said: Said,
    *,
    is_current: bool = True,
) -> int:
    """Makes a new version the current one of its document, unless told otherwise; all others stay readable."""
    of_document = versions.c.document_id == document_id
    earlier = connection.execute(select(versions.c.id).where(of_document)).all()
    if is_current:
        connection.execute(update(versions).where(of_document).values(is_current=False))
        connection.execute(
            update(documents)
            .where(documents.c.id == document_id)
            .values(name=document.name, withdrawn_load_id=None)
        )
    row = version_row(document) | {
        "document_id": document_id,
        "number": len(earlier) + 1,
        "load_id": load_id,
        "content_hash": said.content,
        "overrides_hash": said.overrides,
        "is_current": is_current,
    }
    return insert_row(connection, versions, row)


def store_records(
    connection: Connection, version_id: int, corrected: Corrected, measure_ids: Sequence[str]
) -> None:
    """All records of a version: its measures with their parts and corrections, national records, rows, issues."""
    document = corrected.document
    _enter_bodies(connection, document)
    row_ids = _store_measures(connection, version_id, document, measure_ids)
    parts: dict[str, list[Row]] = defaultdict(list)
    for name, rows in parts_of_version(document).items():
        parts[name] += [row | {"version_id": version_id} for row in rows]
    for row_id, measure in zip(row_ids, document.measures, strict=True):
        for name, rows in parts_of_measure(measure).items():
            parts[name] += [row | {"measure_row_id": row_id} for row in rows]
    by_position = {
        one.position: row_id for row_id, one in zip(row_ids, document.measures, strict=True)
    }
    parts["overrides"] = [
        override_row(one) | {"measure_row_id": by_position[one.position]}
        for one in corrected.applied
    ]
    for table in metadata.sorted_tables:  # parents before children
        if parts.get(table.name):
            connection.execute(insert(table), parts[table.name])


def bodies_of(connection: Connection, version_id: int) -> set[str]:
    """The bodies that a version names."""
    query = (
        select(assignments.c.body_id)
        .join(measures, measures.c.id == assignments.c.measure_row_id)
        .where(measures.c.version_id == version_id, assignments.c.body_id.is_not(None))
    )
    return {row.body_id for row in connection.execute(query)}


def assignments_of(document: Document) -> Iterable[Assignment]:
    """Every body named in a document's body cells, measure by measure."""
    return (one for measure in document.measures for one in measure.assignments)


def settle_bodies(connection: Connection, body_ids: Iterable[str]) -> None:
    """Names bodies as their current documents do, in whatever order those were loaded.

    The name is the most frequent one; a body named in the plans of several regions is the nation's (rule 31).
    """
    wanted = sorted(body_ids)
    query = (
        select(
            assignments.c.body_id,
            assignments.c.canonical,
            assignments.c.body,
            assignments.c.collective,
            versions.c.region_iso,
        )
        .join(measures, measures.c.id == assignments.c.measure_row_id)
        .join(versions, versions.c.id == measures.c.version_id)
        .where(versions.c.is_current, assignments.c.body_id.in_(wanted))
    )
    told: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        told[row.body_id].append(row)
    stored = connection.execute(select(bodies).where(bodies.c.body_id.in_(wanted)))
    for row in stored.all():
        if row.body_id in told:
            settled = _settled(row.body_id, told[row.body_id])
            if settled != row._asdict():
                of_body = bodies.c.body_id == row.body_id
                connection.execute(update(bodies).where(of_body).values(settled))


def _settled(body_id: str, told: Sequence[Any]) -> Row:
    names = Counter(row.canonical or row.body for row in told)
    regions = {row.region_iso for row in told}
    return {
        "body_id": body_id,
        "region_iso": regions.pop() if len(regions) == 1 else NATION,
        "name": min(names, key=lambda name: (-names[name], name)),
        "collective": any(row.collective for row in told),
    }


def _enter_bodies(connection: Connection, document: Document) -> None:
    named = {one.body_id: one for one in assignments_of(document) if one.body_id}
    query = select(bodies.c.body_id).where(bodies.c.body_id.in_(sorted(named)))
    there = set(connection.execute(query).scalars())
    rows = [
        {
            "body_id": body_id,
            "region_iso": document.header.region_iso,
            "name": one.canonical or one.body,
            "collective": one.collective,
        }
        for body_id, one in sorted(named.items())
        if body_id not in there
    ]
    if rows:
        connection.execute(insert(bodies), rows)


def _store_measures(
    connection: Connection, version_id: int, document: Document, measure_ids: Sequence[str]
) -> list[int]:
    rows = [
        measure_row(measure, measure_id) | {"version_id": version_id}
        for measure, measure_id in zip(document.measures, measure_ids, strict=True)
    ]
    if not rows:
        return []
    query = insert(measures).returning(measures.c.id, sort_by_parameter_order=True)
    return list(connection.execute(query, rows).scalars())
