"""Rows into the tables, inside the transaction of one load."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from data.inserting import insert_rows
from data.model import Assignment, Document
from data.overrides import Corrected
from data.record_rows import row_of_override, rows_of_measures, rows_of_version
from data.records import Row, version_row
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
_PARENTS_FIRST: Final = tuple(metadata.sorted_tables)
# made once: making a statement takes longer than running it
_INSERTS: Final = {table.name: insert(table) for table in _PARENTS_FIRST}
_LAST_MEASURE: Final = select(func.max(measures.c.id))
_SOURCE: Final = select(sources.c.sha256).where(sources.c.sha256 == bindparam("sha256"))
_BODIES: Final = select(bodies).where(bodies.c.body_id.in_(bindparam("ids", expanding=True)))
_SAID: Final = (
    *(assignments.c.body_id, assignments.c.canonical, assignments.c.body),
    *(assignments.c.collective, versions.c.region_iso),
)
_NAMED: Final = (
    select(*_SAID, func.count().label("times"))
    .join(measures, measures.c.id == assignments.c.measure_row_id)
    .join(versions, versions.c.id == measures.c.version_id)
    .where(versions.c.is_current, assignments.c.body_id.in_(bindparam("ids", expanding=True)))
    .group_by(*_SAID)
)


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
    key = connection.execute(_INSERTS[table.name], row).inserted_primary_key
    return int(key[0]) if key else 0


def store_source(connection: Connection, document: Document) -> None:
    """Keeps the file byte for byte; bytes that are there stay as they are."""
    if connection.execute(_SOURCE, {"sha256": document.sha256}).first() is None:
        row = {
            "sha256": document.sha256,
            "name": document.name,
            "size": len(document.content),
            "content": document.content,
        }
        connection.execute(_INSERTS[sources.name], row)


def store_version(
    connection: Connection,
    document_id: int,
    load_id: int,
    document: Document,
    said: Said,
    *,
    is_current: bool = True,
    is_first: bool = False,
) -> int:
    """Makes a new version the current one of its document, unless told otherwise; all others stay readable."""
    of_document = versions.c.document_id == document_id
    count = select(func.count()).where(of_document).select_from(versions)
    earlier = 0 if is_first else connection.execute(count).scalar_one()
    if is_current and not is_first:
        connection.execute(update(versions).where(of_document).values(is_current=False))
        connection.execute(
            update(documents)
            .where(documents.c.id == document_id)
            .values(name=document.name, withdrawn_load_id=None)
        )
    row = version_row(document) | {
        "document_id": document_id,
        "number": earlier + 1,
        "load_id": load_id,
        "content_hash": said.content,
        "overrides_hash": said.overrides,
        "is_current": is_current,
    }
    return insert_row(connection, versions, row)


def store_records(
    connection: Connection,
    version_id: int,
    corrected: Corrected,
    measure_ids: Sequence[str],
    hashes: Sequence[str],
) -> None:
    """All records of a version: its measures with their parts and corrections, national records, rows, issues.

    `measure_ids` and `hashes` are the addresses and the content hashes of its measures.
    """
    document = corrected.document
    first = (connection.execute(_LAST_MEASURE).scalar() or 0) + 1  # nobody else gives out numbers
    rows = rows_of_version(document, version_id)
    rows |= rows_of_measures(document.measures, measure_ids, hashes, first, version_id)
    row_ids = {one.position: at for at, one in enumerate(document.measures, start=first)}
    rows["overrides"] = [
        row_of_override(one, row_ids[one.position]) for one in corrected.applied if one.position
    ]
    for table in _PARENTS_FIRST:
        insert_rows(connection, table, rows.get(table.name, ()))


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
    told: dict[str, list[_Told]] = defaultdict(list)
    for row in connection.execute(_NAMED, {"ids": wanted}) if wanted else ():
        name = row.canonical or row.body
        told[row.body_id].append(_Told(name, row.collective, row.region_iso, row.times))
    for row in connection.execute(_BODIES, {"ids": sorted(told)}).all() if told else ():
        settled = _settled(row.body_id, told[row.body_id])
        if settled != row._asdict():
            of_body = bodies.c.body_id == row.body_id
            connection.execute(update(bodies).where(of_body).values(settled))


class _Told(NamedTuple):
    """How a document names a body, and how many times."""

    name: str
    collective: bool
    region_iso: str
    times: int = 1


def _settled(body_id: str, told: Sequence[_Told]) -> Row:
    names: Counter[str] = Counter()
    for one in told:
        names[one.name] += one.times
    regions = {one.region_iso for one in told}
    return {
        "body_id": body_id,
        "region_iso": regions.pop() if len(regions) == 1 else NATION,
        "name": min(names, key=lambda name: (-names[name], name)),
        "collective": any(one.collective for one in told),
    }


def enter_bodies(connection: Connection, document: Document) -> set[str]:
    """Enters the bodies that are new, and gives those that the document names otherwise than they are stored.

    Naming a body as it is stored changes nothing of it: the most frequent name stays that.
    """
    told: dict[str, list[_Told]] = defaultdict(list)
    region = document.header.region_iso
    for one in assignments_of(document):
        if one.body_id:
            told[one.body_id].append(_Told(one.canonical or one.body, one.collective, region))
    stored = connection.execute(_BODIES, {"ids": sorted(told)}) if told else ()
    there = {row.body_id: row for row in stored}
    rows = [_settled(body_id, told[body_id]) for body_id in sorted(told) if body_id not in there]
    if rows:
        connection.execute(_INSERTS[bodies.name], rows)
    return {
        body_id
        for body_id, row in there.items()
        if row.region_iso not in (region, NATION)
        or any(one.name != row.name or one.collective > row.collective for one in told[body_id])
    }
