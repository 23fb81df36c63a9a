"""Rows of the tables back into the records that they were made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Direction,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Fate,
    Header,
    Issue,
    Measure,
    NationalFact,
    NationalPlan,
    Outcome,
    Place,
    Programme,
    Role,
    Severity,
    SourceRow,
    Status,
    Theme,
)
from data.overrides import OverrideFate, decode_reading, with_reading
from data.records import from_json
from data.schema import (
    assignments,
    directions,
    due_dates,
    evidence,
    issues,
    measures,
    national_facts,
    national_plans,
    outcomes,
    overrides,
    source_rows,
    sources,
    subtasks,
    versions,
)

_OVERRIDE_ISSUES = frozenset(f"override_{fate}" for fate in OverrideFate)


def fetch_document_as_read(connection: Connection, version_id: int) -> tuple[Document, list[str]]:
    """The document of a version as its file was read, without any correction, and its measures' addresses.

    Storing it again gives the same content hash: what people corrected can be taken back or put anew without
    the file's options being stated again.
    """
    version = connection.execute(select(versions).where(versions.c.id == version_id)).one()
    query = select(measures).where(measures.c.version_id == version_id)
    rows = connection.execute(query.order_by(measures.c.position)).all()
    content = select(sources.c.content).where(sources.c.sha256 == version.sha256)
    document = Document(
        name=version.name,
        sha256=version.sha256,
        header=header_of(version),
        reader=version.reader,
        layout=version.layout,
        directions=tuple(_directions(_of_version(connection, directions, version_id))),
        measures=tuple(_as_read(connection, row.id, measure_of(connection, row)) for row in rows),
        national_plans=tuple(_plans(_of_version(connection, national_plans, version_id))),
        national_facts=tuple(_facts(_of_version(connection, national_facts, version_id))),
        rows=tuple(map(source_row_of, _of_version(connection, source_rows, version_id))),
        issues=tuple(
            issue
            for issue in map(issue_of, _of_version(connection, issues, version_id))
            if issue.code not in _OVERRIDE_ISSUES
        ),
        content=bytes(connection.execute(content).scalar_one()),
    )
    return document, [row.measure_id for row in rows]


def measure_of(connection: Connection, row: Any) -> Measure:
    """The measure of a row of `measures`, with everything of its own tables."""
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


def header_of(version: Any) -> Header:
    """The header of a row of `versions`."""
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


def source_row_of(row: Any) -> SourceRow:
    """A row as printed of a row of `source_rows`."""
    return SourceRow(
        place=Place.from_code(row.place),
        cells=from_json(row.cells),
        fate=Fate(row.fate),
        position=row.measure_position,
        headings=from_json(row.headings),
    )


def issue_of(row: Any) -> Issue:
    """The issue of a row of `issues`."""
    return Issue(row.code, Severity(row.severity), Place.from_code(row.place), row.raw, row.hint)


def _as_read(connection: Connection, row_id: int, measure: Measure) -> Measure:
    query = select(overrides).where(overrides.c.measure_row_id == row_id)
    for row in connection.execute(query):
        was = decode_reading(row.field, row.was)
        measure = with_reading(measure, was)
    return measure


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


def _directions(rows: Iterable[Any]) -> Iterable[Direction]:
    return (Direction(row.number, row.title, Place.from_code(row.place)) for row in rows)


def _plans(rows: Iterable[Any]) -> Iterable[NationalPlan]:
    return (_record(NationalPlan, row) for row in rows)


def _facts(rows: Iterable[Any]) -> Iterable[NationalFact]:
    return (_record(NationalFact, row) for row in rows)


def _record(kind: Any, row: Any) -> Any:
    """A record whose fields are columns of one name."""
    values = {name: getattr(row, name) for name in kind.__dataclass_fields__}
    return kind(**values | {"place": Place.from_code(row.place)})


def _of_version(connection: Connection, table: Table, version_id: int) -> list[Any]:
    query = select(table).where(table.c.version_id == version_id)
    return list(connection.execute(query.order_by(table.c.position)))


def _parts(connection: Connection, table: Table, measure_row_id: int) -> list[Any]:
    query = select(table).where(table.c.measure_row_id == measure_row_id)
    return list(connection.execute(query.order_by(table.c.position)))
