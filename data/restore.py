"""Stored versions as the records they were stored from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

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
    documents,
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
from data.selecting import find_version

Parts: TypeAlias = Mapping[str, Sequence[Any]]
"""The rows of a measure's own tables, by table, in their order."""

_PARTS: Final = (due_dates, subtasks, assignments, outcomes, evidence, overrides)
_OVERRIDE_ISSUES: Final = frozenset(f"override_{fate}" for fate in OverrideFate)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The current version of a document: its records as read, without the file's bytes, and its measures' addresses."""

    document: Document
    key: str
    version_id: int
    number: int
    content_hash: str
    measure_ids: tuple[str, ...]


def fetch_version(connection: Connection, document_key: str) -> StoredVersion:
    """The current version of a document, withdrawn or not; raises UnknownDocument."""
    version = find_version(connection, document_key)
    document, ids = _as_read(connection, version)
    return StoredVersion(
        document, document_key, version.id, version.number, version.content_hash, ids
    )


def fetch_as_read(connection: Connection, version_id: int) -> tuple[Document, tuple[str, ...]]:
    """The document of a version as it was read, with its file, and its measures' addresses.

    Corrections of readings are taken back: storing it again gives the same content hash, so they can be put anew
    without the file's options being stated again.
    """
    version = connection.execute(select(versions).where(versions.c.id == version_id)).one()
    document, ids = _as_read(connection, version)
    content = select(sources.c.content).where(sources.c.sha256 == version.sha256)
    return replace(document, content=bytes(connection.execute(content).scalar_one())), ids


def _as_read(connection: Connection, version: Any) -> tuple[Document, tuple[str, ...]]:
    query = select(measures).where(measures.c.version_id == version.id)
    rows = connection.execute(query.order_by(measures.c.position)).all()
    parts = fetch_parts(connection, version.id)
    found = map(restore_issue, _of_version(connection, issues, version.id))
    document = Document(
        name=version.name,
        sha256=version.sha256,
        header=restore_header(version),
        reader=version.reader,
        layout=version.layout,
        part=version.part,
        is_demo=version.is_demo,
        directions=tuple(
            Direction(one.number, one.title, Place.from_code(one.place))
            for one in _of_version(connection, directions, version.id)
        ),
        measures=tuple(_measure_as_read(row, parts.get(row.id, {})) for row in rows),
        national_plans=tuple(
            NationalPlan(**_said(one))
            for one in _of_version(connection, national_plans, version.id)
        ),
        national_facts=tuple(
            NationalFact(**_said(one))
            for one in _of_version(connection, national_facts, version.id)
        ),
        rows=tuple(map(restore_row, _of_version(connection, source_rows, version.id))),
        issues=tuple(issue for issue in found if issue.code not in _OVERRIDE_ISSUES),
    )
    return document, tuple(row.measure_id for row in rows)


def _measure_as_read(row: Any, parts: Parts) -> Measure:
    measure = restore_measure(row, parts)
    for one in parts.get("overrides", ()):
        measure = with_reading(measure, decode_reading(one.field, one.was))
    return measure


def fetch_document_keys(connection: Connection) -> list[str]:
    """The keys of the documents in the figures, in their order."""
    query = select(documents.c.key).where(documents.c.withdrawn_load_id.is_(None))
    return list(connection.execute(query.order_by(documents.c.key)).scalars())


def fetch_parts(
    connection: Connection, version_id: int, measure_row_id: int | None = None
) -> dict[int, dict[str, list[Any]]]:
    """The parts of a version's measures, or of one of them, by the row of the measure."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    of_measure = measures.c.version_id == version_id
    if measure_row_id is not None:
        of_measure &= measures.c.id == measure_row_id
    ids = select(measures.c.id).where(of_measure)
    for table in _PARTS:
        order = [table.c.measure_row_id, *([table.c.position] if "position" in table.c else [])]
        query = select(table).where(table.c.measure_row_id.in_(ids)).order_by(*order)
        for row in connection.execute(query):
            found[row.measure_row_id][table.name].append(row)
    return found


def restore_measure(row: Any, parts: Parts) -> Measure:
    """A row of `measures` with its parts as the record it was."""
    return Measure(
        position=row.position,
        number=row.number,
        title=row.title,
        full_text=row.full_text,
        deadline=_deadline(row, parts),
        place=Place.from_code(row.place),
        direction_number=row.direction_number,
        task=row.task,
        expected_result=row.expected_result,
        bodies_text=row.bodies_text,
        theme=Theme(row.theme),
        theme_rule=row.theme_rule,
        subtasks=tuple(part.text for part in parts.get("subtasks", ())),
        assignments=tuple(_assignment(part) for part in parts.get("assignments", ())),
        outcome=_outcome(parts),
    )


def restore_header(version: Any) -> Header:
    """A row of `versions` as the header it was."""
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


def restore_row(row: Any) -> SourceRow:
    """A row of `source_rows` as the record it was."""
    return SourceRow(
        place=Place.from_code(row.place),
        cells=from_json(row.cells),
        fate=Fate(row.fate),
        position=row.measure_position,
        headings=from_json(row.headings),
    )


def restore_issue(row: Any) -> Issue:
    """A row of `issues` as the record it was."""
    return Issue(row.code, Severity(row.severity), Place.from_code(row.place), row.raw, row.hint)


def _deadline(row: Any, parts: Parts) -> Deadline:
    return Deadline(
        text=row.deadline_text,
        kind=DeadlineKind(row.deadline_kind),
        start=row.deadline_start,
        due_dates=tuple(part.due for part in parts.get("due_dates", ())),
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


def _outcome(parts: Parts) -> Outcome | None:
    for row in parts.get("outcomes", ()):
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
                for part in parts.get("evidence", ())
            ),
        )
    return None


def _of_version(connection: Connection, table: Table, version_id: int) -> Sequence[Any]:
    query = select(table).where(table.c.version_id == version_id).order_by(table.c.position)
    return connection.execute(query).all()


def _said(row: Any) -> dict[str, Any]:
    """A row of national records as the values of its record."""
    values = dict(row._mapping)
    del values["version_id"], values["position"]
    return values | {"place": Place.from_code(row.place)}
