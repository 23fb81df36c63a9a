"""Whether another file says what a stored version says: a plan saved as .docx, .pdf or .csv is one document.

What counts is what figures and pages are made of. Places, the reader's name, remarks on the reading, white
space, line ends, quotation marks and other punctuation are how a format presents it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, select

from data.identity import essence
from data.model import Document
from data.records import folded_said, from_json, header_row, measure_hash
from data.restore import fetch_as_read
from data.schema import (
    directions,
    measures,
    national_facts,
    national_plans,
    overrides,
    source_rows,
    versions,
)

_IN_FIGURES: Final = (
    *("kind", "programme", "region_iso", "year_start", "year_end", "approved_on"),
    *("period_start", "period_end", "report_date"),
)
_ONLY_SHOWN: Final = ("title", "approved_by")
_PLACE: Final = frozenset({"place"})


def says_the_same(connection: Connection, version_id: int, document: Document) -> bool:
    """Whether a document says what a stored version says, whatever the format of its file.

    A table saved alone (.csv) has no title and no approval: what it does not say is no difference. Prose counts
    only in a document that holds no records, as an order without a table: offices leave it out of tables.
    """
    stored = connection.execute(select(versions).where(versions.c.id == version_id)).one()
    return (
        _heads_agree(stored, document)
        and _directions(connection, version_id)
        == [(one.number, essence(one.title)) for one in document.directions]
        and _measures(connection, version_id) == [measure_hash(one) for one in document.measures]
        and _records(connection, national_plans, version_id, document.national_plans)
        and _records(connection, national_facts, version_id, document.national_facts)
        and (_has_records(document) or _prose(connection, version_id) == _prose_of(document))
    )


def _heads_agree(stored: Any, document: Document) -> bool:
    now = header_row(document.header)
    for name in _IN_FIGURES:
        if now[name] not in (None, "") and now[name] != getattr(stored, name):
            return False
    texts = ((essence(now[name]), essence(getattr(stored, name))) for name in _ONLY_SHOWN)
    return all(not new or not old or new == old for new, old in texts)


def _directions(connection: Connection, version_id: int) -> list[tuple[str, str]]:
    query = select(directions).where(directions.c.version_id == version_id)
    rows = connection.execute(query.order_by(directions.c.position))
    return [(row.number, essence(row.title)) for row in rows]


def _measures(connection: Connection, version_id: int) -> list[str]:
    """What the measures say as they were read, whatever a person corrected in their readings."""
    corrected = (
        select(overrides.c.measure_row_id).join(measures).where(measures.c.version_id == version_id)
    )
    if connection.execute(corrected).first() is not None:
        return [measure_hash(one) for one in fetch_as_read(connection, version_id)[0].measures]
    query = select(measures.c.content_hash).where(measures.c.version_id == version_id)
    return list(connection.execute(query.order_by(measures.c.position)).scalars())


def _records(
    connection: Connection, table: Any, version_id: int, records: Iterable[object]
) -> bool:
    said = [folded_said(record, _PLACE) for record in records]
    query = select(table).where(table.c.version_id == version_id).order_by(table.c.position)
    names = list(said[0]) if said else []
    stored = [
        {name: _folded(getattr(row, name)) for name in names} for row in connection.execute(query)
    ]
    return stored == said


def _folded(value: Any) -> Any:
    return essence(value) if isinstance(value, str) else value


def _has_records(document: Document) -> bool:
    return bool(document.measures or document.national_plans or document.national_facts)


def _prose(connection: Connection, version_id: int) -> str:
    query = select(source_rows.c.cells).where(source_rows.c.version_id == version_id)
    rows = connection.execute(query.order_by(source_rows.c.position)).scalars()
    return _joined(cell for cells in rows for cell in from_json(cells))


def _prose_of(document: Document) -> str:
    return _joined(cell for row in document.rows for cell in row.cells)


def _joined(texts: Iterable[str]) -> str:
    return essence(" ".join(texts))
