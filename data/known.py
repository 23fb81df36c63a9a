"""What is stored already: the document that a file is a reading of, its key, the addresses of its measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Integer, Select, String, bindparam, or_, select, union

from data.identity import (
    Known,
    KnownMeasure,
    assign_measure_ids,
    assign_revised_ids,
    document_key,
    find_same,
    free_key,
    joined_fingerprint,
    name_stem,
)
from data.model import Document, DocumentKind, Header, Programme
from data.records import CORRECTED, FROM_FORM
from data.revisions import as_printed, find_revised, read_from_file
from data.schema import documents, measures, outcomes, versions

_OF_KNOWN: Final = tuple(
    versions.c[name]
    for name in (
        *("id", "document_id", "name", "sha256", "part", "reader", "kind", "title", "programme"),
        *("region_iso", "year_start", "year_end", "period_end", "report_date"),
    )
)


def find_known(connection: Connection, document: Document) -> Known | None:
    """The stored document that this is a reading of, among those of its bytes, office or file name."""
    if document.revision is not None:
        return _known(find_revised(connection, document.revision, document.name))
    origin = document.origin.document_key if document.origin is not None else ""
    if origin:
        held = _as_read(connection, connection.execute(_BY_KEY, {"key": origin}))
        if held:
            return held[0]
    header = document.header
    given = {
        "sha256": document.sha256,
        "name": document.name,
        "stem": name_stem(document.name),
        "kind": header.kind.value,
        "programme": header.programme.value,
        "region": header.region_iso,
        "year": header.year_start,
        "origin": origin,
    }
    known = _as_read(connection, connection.execute(_NEAR, given))
    return find_same(document, known, lambda one: _fingerprints(connection, one.version_id))


def marks_of(document: Document) -> tuple[frozenset[object], frozenset[object]]:
    """By what a document may be found again, and by what it is looked for: nothing shared, nothing to find.

    What a form brought has a key of its own, so no other form finds it.
    """
    header = document.header
    names = {
        ("sha256", document.sha256),
        ("stem", name_stem(document.name)),
        ("near", header.region_iso, header.programme, header.kind, header.year_start),
    }
    key = document.origin.document_key if document.origin is not None else ""
    if document.revision is not None:
        key = document.revision.document_key
    alien = {("form", *name) for name in names}
    if not key:
        return frozenset(names), frozenset(names | alien)
    own = {("key", key)}
    return frozenset(own | alien), frozenset(own | names)


def _near() -> Select[Any]:
    """The current versions that may be of the same document, each way by an index: bytes, name, office and years."""
    region = bindparam("region", type_=String)
    same_kind = (
        versions.c.kind == bindparam("kind"),
        versions.c.programme == bindparam("programme"),
    )
    current = versions.alias("current_versions")
    printed = read_from_file().subquery()
    near = union(
        select(versions.c.id).where(versions.c.sha256 == bindparam("sha256")),
        select(versions.c.id).where(
            versions.c.stem == bindparam("stem"),
            *same_kind,
            or_(versions.c.region_iso == region, versions.c.region_iso == "", region == ""),
        ),
        select(versions.c.id).where(
            versions.c.region_iso == region,
            *same_kind,
            versions.c.year_start.is_not_distinct_from(bindparam("year", type_=Integer)),
        ),
        select(current.c.id).where(
            current.c.is_current, current.c.document_id.in_(select(printed.c.document_id))
        ),
    )
    # what came by form has a key of its own there as here
    found = or_(bindparam("origin", type_=String) == "", versions.c.reader != FROM_FORM)
    return _current().where(versions.c.id.in_(near), found)


def _current() -> Select[Any]:
    return (
        select(*_OF_KNOWN, documents.c.key)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.is_current)
        .order_by(documents.c.id)
    )


# made once: making a question takes longer than its answer
_NEAR: Final = _near()
_BY_KEY: Final = _current().where(documents.c.key == bindparam("key"))
_KEYS_BETWEEN: Final = select(documents.c.key).where(
    documents.c.key >= bindparam("first"), documents.c.key <= bindparam("last")
)


def _as_read(connection: Connection, rows: Iterable[Any]) -> list[Known]:
    """Documents by the files they were read from."""
    return [
        as_printed(connection, _known(row)) if row.reader == CORRECTED else _known(row)
        for row in list(rows)
    ]


def _known(row: Any) -> Known:
    return Known(row.document_id, row.id, row.key, row.name, row.sha256, _header(row), row.part)


def _header(row: Any) -> Header:
    """As much of a stored header as identity asks for."""
    return Header(
        kind=DocumentKind(row.kind),
        title=row.title,
        programme=Programme(row.programme),
        region_iso=row.region_iso,
        year_start=row.year_start,
        year_end=row.year_end,
        period_end=row.period_end,
        report_date=row.report_date,
    )


def _fingerprints(connection: Connection, version_id: int) -> set[str]:
    query = (
        select(measures.c.full_text, outcomes.c.result_text)
        .outerjoin(outcomes, outcomes.c.measure_row_id == measures.c.id)
        .where(measures.c.version_id == version_id)
    )
    return {
        joined_fingerprint(row.full_text, row.result_text or "")
        for row in connection.execute(query)
    }


def address_measures(
    connection: Connection, document: Document, document_id: int | None, key: str
) -> list[str]:
    """The addresses of a version's measures, in their order: those that earlier versions have keep theirs.

    `document_id` is None for a document that has no earlier version.
    """
    earlier = _known_measures(connection, document_id) if document_id is not None else []
    origin = document.origin
    if origin is not None and origin.document_key == key:
        stated = origin.measure_ids
        taken = {address for address in stated if address is not None}
        return assign_revised_ids(key, document.measures, earlier, stated, taken)
    if document.revision is None:
        return assign_measure_ids(key, document.measures, earlier)
    query = select(measures.c.measure_id).where(
        measures.c.version_id == document.revision.version_id
    )
    dropped = set(connection.execute(query).scalars())
    return assign_revised_ids(
        key, document.measures, earlier, document.revision.measure_ids, dropped
    )


def new_key(connection: Connection, document: Document) -> str:
    """The key of a document that was never loaded."""
    origin = document.origin.document_key if document.origin is not None else ""
    wanted = origin or document_key(document.header, document.name, document.part)
    # a colon follows the digits
    alike = {"first": wanted, "last": f"{wanted}-:"}
    return free_key(wanted, connection.execute(_KEYS_BETWEEN, alike).scalars())


def _known_measures(connection: Connection, document_id: int) -> list[KnownMeasure]:
    """Every measure any version of the document had, as its newest version has it, newest first."""
    query = (
        select(
            measures.c.measure_id,
            measures.c.number,
            measures.c.direction_number,
            measures.c.full_text,
        )
        .join(versions, versions.c.id == measures.c.version_id)
        .where(versions.c.document_id == document_id)
        .order_by(versions.c.number.desc(), measures.c.position)
    )
    newest: dict[str, KnownMeasure] = {}
    for row in connection.execute(query):
        newest.setdefault(row.measure_id, KnownMeasure(*row))
    return list(newest.values())
