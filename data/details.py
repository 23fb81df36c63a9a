"""Everything about one measure, as the records it was stored from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from data.fetching import LIVE, of_measure
from data.linked import joining_links
from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Direction,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Fate,
    Header,
    Issue,
    Measure,
    Outcome,
    Place,
    Programme,
    Role,
    Severity,
    SourceRow,
    Status,
    Theme,
)
from data.records import from_json, make_storable
from data.schema import (
    assignments,
    directions,
    documents,
    due_dates,
    evidence,
    issues,
    measures,
    outcomes,
    source_rows,
    subtasks,
    versions,
)


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
    measure = _measure(connection, row)
    rows = _source_rows(connection, row)
    places = [measure.place, *(one.place for one in rows)]
    return MeasureDetails(
        measure_id=row.measure_id,
        measure=measure,
        document_key=version.key,
        document=version.name,
        header=_header(version),
        direction=_direction(connection, row),
        rows=rows,
        issues=_issues(connection, row.version_id, places),
        reported_by=_reported_by(connection, row.measure_id),
        version_id=version.id,
        version_number=version.number,
        data_version=version.load_id,
        reader=version.reader,
        layout=version.layout,
        is_current=version.is_current,
        withdrawn=version.withdrawn_load_id is not None,
    )


def _measure(connection: Connection, row: Any) -> Measure:
    return Measure(
        position=row.position,
        number=row.number,
        title=row.title,
        full_text=row.full_text,
        deadline=_deadline(connection, row),
        place=Place.from_code(row.place),
        direction_number=row.direction_number,
        task=row.task,
        expected_result=row.expected_result,
        bodies_text=row.bodies_text,
        theme=Theme(row.theme),
        theme_rule=row.theme_rule,
        subtasks=tuple(part.text for part in _parts(connection, subtasks, row.id)),
        assignments=tuple(_assignment(part) for part in _parts(connection, assignments, row.id)),
        outcome=_outcome(connection, row.id),
    )


def _deadline(connection: Connection, row: Any) -> Deadline:
    return Deadline(
        text=row.deadline_text,
        kind=DeadlineKind(row.deadline_kind),
        start=row.deadline_start,
        due_dates=tuple(part.due for part in _parts(connection, due_dates, row.id)),
        rule=row.deadline_rule,
        used=row.deadline_used,
        issues=from_json(row.deadline_issues),
    )


def _assignment(part: Any) -> Assignment:
    return Assignment(
        body=part.body,
        role=Role(part.role),
        by_consent=part.by_consent,
        body_id=part.body_id or "",
        canonical=part.canonical,
        collective=part.collective,
        rule=part.rule,
        used=part.used,
    )


def _outcome(connection: Connection, measure_row_id: int) -> Outcome | None:
    query = select(outcomes).where(outcomes.c.measure_row_id == measure_row_id)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Outcome(
        status=Status(row.status),
        result_text=row.result_text,
        quotation=row.quotation,
        rule=row.rule,
        confidence=row.confidence,
        denied=from_json(row.denied),
        independent=row.independent,
        evidence=tuple(
            Evidence(EvidenceKind(part.kind), part.value, part.snippet)
            for part in _parts(connection, evidence, measure_row_id)
        ),
    )


def _header(version: Any) -> Header:
    return Header(
        kind=DocumentKind(version.kind),
        title=version.title,
        programme=Programme(version.programme),
        region_iso=version.region_iso,
        year_start=version.year_start,
        year_end=version.year_end,
        approved_on=version.approved_on,
        approved_by=version.approved_by,
        period_start=version.period_start,
        period_end=version.period_end,
        report_date=version.report_date,
        place=Place.from_code(version.place),
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
    return tuple(
        SourceRow(
            place=Place.from_code(one.place),
            cells=from_json(one.cells),
            fate=Fate(one.fate),
            position=one.measure_position,
            headings=from_json(one.headings),
        )
        for one in connection.execute(query.order_by(source_rows.c.position))
    )


def _issues(connection: Connection, version_id: int, places: list[Place]) -> tuple[Issue, ...]:
    query = select(issues).where(issues.c.version_id == version_id).order_by(issues.c.position)
    found = (
        Issue(one.code, Severity(one.severity), Place.from_code(one.place), one.raw, one.hint)
        for one in connection.execute(query)
    )
    return tuple(
        issue for issue in found if any(_stands_in(issue.place, place) for place in places)
    )


def _stands_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in a row's place: the same sheet, page, table and row, lines within its lines."""
    if _cell(inner) != _cell(outer) or inner == Place():
        return False
    if inner.line is None or outer.line is None:
        return inner.line == outer.line
    last = outer.line_end or outer.line
    return outer.line <= inner.line and (inner.line_end or inner.line) <= last


def _cell(place: Place) -> tuple[int | None, ...]:
    return (place.sheet, place.page, place.table, place.row)


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


def _parts(connection: Connection, table: Table, measure_row_id: int) -> list[Any]:
    query = select(table).where(table.c.measure_row_id == measure_row_id)
    return list(connection.execute(query.order_by(table.c.position)))
