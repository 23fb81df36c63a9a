"""Everything about one measure, as the records it was stored from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.linked import joining_links
from data.model import Direction, Header, Issue, Measure, Place, SourceRow
from data.overrides import OverrideField, Reading, decode_reading
from data.records import make_storable
from data.restore import (
    fetch_parts,
    restore_header,
    restore_issue,
    restore_measure,
    restore_row,
)
from data.schema import (
    directions,
    documents,
    issues,
    measures,
    outcomes,
    overrides,
    source_rows,
    versions,
)
from data.selecting import LIVE, of_measure


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading that a person corrected: the field, why, by whom, when, and what was read before."""

    field: OverrideField
    reason: str
    author: str
    day: date
    words: str
    was: Reading


@dataclass(frozen=True, slots=True)
class MeasureDetails:
    """One measure with its document, its direction, its rows as printed and the issues of their places.

    `reported_by` are the addresses of the reports' rows in the figures that are linked to it; `is_current` is
    False when only an earlier version has the measure.
    """

    measure_id: str
    measure: Measure
    document_key: str
    document: str
    header: Header
    direction: Direction | None
    rows: tuple[SourceRow, ...]
    issues: tuple[Issue, ...]
    reported_by: tuple[str, ...]
    corrections: tuple[Correction, ...]
    version_id: int
    version_number: int
    data_version: int
    reader: str
    layout: str
    is_current: bool
    withdrawn: bool

    @property
    def earlier_version(self) -> int | None:
        """The number of the earlier version that its places are of; None when the current one has it."""
        return None if self.is_current else self.version_number


def fetch_measure(connection: Connection, measure_id: str) -> MeasureDetails | None:
    """Everything about the measure of an address, as its newest version has it; None for an unknown address.

    Addresses are kept for good: a measure that was dropped, or of a withdrawn document, is still found.
    """
    measure_id = make_storable(measure_id)
    query = (
        select(measures)
        .join(versions, versions.c.id == measures.c.version_id)
        .where(measures.c.measure_id == measure_id)
        .order_by(versions.c.is_current.desc(), versions.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else _details(connection, row)


def _details(connection: Connection, row: Any) -> MeasureDetails:
    of_version = select(versions, documents.c.key, documents.c.withdrawn_load_id).join(documents)
    version = connection.execute(of_version.where(versions.c.id == row.version_id)).one()
    measure = restore_measure(row, fetch_parts(connection, row.version_id, row.id).get(row.id, {}))
    rows = _source_rows(connection, row)
    places = [measure.place, *(one.place for one in rows)]
    return MeasureDetails(
        measure_id=row.measure_id,
        measure=measure,
        document_key=version.key,
        document=version.name,
        header=restore_header(version),
        direction=_direction(connection, row),
        rows=rows,
        issues=_issues(connection, row.version_id, places),
        reported_by=_reported_by(connection, row.measure_id),
        corrections=_corrections(connection, row.id),
        version_id=version.id,
        version_number=version.number,
        data_version=version.load_id,
        reader=version.reader,
        layout=version.layout,
        is_current=version.is_current,
        withdrawn=version.withdrawn_load_id is not None,
    )


def _direction(connection: Connection, row: Any) -> Direction | None:
    query = select(directions).where(
        directions.c.version_id == row.version_id, directions.c.number == row.direction_number
    )
    found = connection.execute(query.order_by(directions.c.position)).first()
    if found is None or not row.direction_number:
        return None
    return Direction(found.number, found.title, Place.from_code(found.place))


def _source_rows(connection: Connection, row: Any) -> tuple[SourceRow, ...]:
    query = select(source_rows).where(
        source_rows.c.version_id == row.version_id,
        source_rows.c.measure_position == row.position,
    )
    return tuple(map(restore_row, connection.execute(query.order_by(source_rows.c.position))))


def _issues(connection: Connection, version_id: int, places: list[Place]) -> tuple[Issue, ...]:
    query = select(issues).where(issues.c.version_id == version_id).order_by(issues.c.position)
    found = map(restore_issue, connection.execute(query))
    return tuple(issue for issue in found if any(place.holds(issue.place) for place in places))


def _corrections(connection: Connection, measure_row_id: int) -> tuple[Correction, ...]:
    query = select(overrides).where(overrides.c.measure_row_id == measure_row_id)
    return tuple(
        Correction(
            field=OverrideField(row.field),
            reason=row.reason,
            author=row.author,
            day=row.day,
            words=row.words,
            was=decode_reading(row.field, row.was),
        )
        for row in connection.execute(query.order_by(overrides.c.field))
    )


def _reported_by(connection: Connection, measure_id: str) -> tuple[str, ...]:
    joined = joining_links().subquery("joined")
    query = (
        select(measures.c.measure_id)
        .select_from(
            of_measure(outcomes).join(joined, joined.c.report_measure_id == measures.c.measure_id)
        )
        .where(LIVE, joined.c.plan_measure_id == measure_id)
        .order_by(measures.c.measure_id)
    )
    return tuple(connection.execute(query).scalars())
