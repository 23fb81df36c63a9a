"""What is stored already: the document that a file is a reading of, its key, the addresses of its measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, select, true, union

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
from data.revisions import CORRECTED, FROM_FORM, as_printed, ever_read_from, find_revised
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
        held = _current(connection, documents.c.key == origin)
        if held:
            return held[0]
    near = and_(
        versions.c.id.in_(union(*_near(document))),
        # what came by form has a key of its own there as here
        versions.c.reader != FROM_FORM if origin else true(),
    )
    known = _current(connection, near)
    return find_same(document, known, lambda one: _fingerprints(connection, one.version_id))


def _near(document: Document) -> Iterator[Select[tuple[int]]]:
    """The versions that may be of the same document, each way by an index: bytes, name, office and years."""
    header = document.header
    yield select(versions.c.id).where(versions.c.sha256 == document.sha256)
    named = select(versions.c.id).where(
        versions.c.stem == name_stem(document.name),
        versions.c.kind == header.kind.value,
        versions.c.programme == header.programme.value,
    )
    if header.region_iso:
        named = named.where(versions.c.region_iso.in_([header.region_iso, ""]))
    yield named
    yield select(versions.c.id).where(
        versions.c.region_iso == header.region_iso,
        versions.c.programme == header.programme.value,
        versions.c.kind == header.kind.value,
        versions.c.year_start.is_not_distinct_from(header.year_start),
    )
    current = versions.alias("current_versions")
    read = ever_read_from(document).subquery()
    yield select(current.c.id).where(current.c.is_current, current.c.document_id.in_(select(read)))


def _current(connection: Connection, condition: ColumnElement[bool]) -> list[Known]:
    """The documents whose current version meets a condition, each by the file it was read from."""
    query = (
        select(*_OF_KNOWN, documents.c.key)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.is_current, condition)
        .order_by(documents.c.id)
    )
    return [
        as_printed(connection, _known(row)) if row.reader == CORRECTED else _known(row)
        for row in connection.execute(query)
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
    alike = and_(documents.c.key >= wanted, documents.c.key <= f"{wanted}-:")
    return free_key(wanted, connection.execute(select(documents.c.key).where(alike)).scalars())


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
