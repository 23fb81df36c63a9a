"""Links as the figures see them: between rows and measures that both stand in documents of now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, or_, select

from data.editions import dropped_rows
from data.links import JOINING, WAITING, LinkDecision
from data.schema import documents, links, measures, versions

_rows: Final = measures.alias("report_rows")
_row_versions: Final = versions.alias("report_versions")
_row_documents: Final = documents.alias("report_documents")
_ones: Final = measures.alias("plan_measures")
_one_versions: Final = versions.alias("plan_versions")
_one_documents: Final = documents.alias("plan_documents")
_live_plan_measures: Final = (
    select(_ones.c.measure_id, _ones.c.number, _ones.c.full_text)
    .select_from(_ones.join(_one_versions).join(_one_documents))
    .where(
        _one_documents.c.withdrawn_load_id.is_(None),
        # what a report told of a measure that a revision dropped stays readable there
        or_(_one_versions.c.is_current, _ones.c.id.in_(dropped_rows())),
    )
    .subquery("live_plan_measures")
)


def joining_links() -> Select[Any]:
    """Which row speaks of which measure: at most one measure of a loaded plan for each row."""
    return (
        select(links.c.report_measure_id, links.c.plan_measure_id)
        .join(_live_plan_measures, _live_plan_measures.c.measure_id == links.c.plan_measure_id)
        .where(links.c.decision.in_(JOINING))
    )


def links_in_figures(decisions: Sequence[LinkDecision]) -> Select[Any]:
    """Links of reports in the figures to plans in the figures that were decided so, in the order of the rows."""
    order = (links.c.report_key, _rows.c.position, links.c.plan_measure_id)
    return _standing_links().where(links.c.decision.in_(decisions)).order_by(*order)


def count_waiting_links(connection: Connection) -> int:
    """How many rows of reports wait for a person: doubtful ones, and those outside their plan."""
    waiting = _standing_links().where(links.c.decision.in_(WAITING)).subquery()
    return int(connection.execute(select(func.count()).select_from(waiting)).scalar_one())


def _standing_links() -> Select[Any]:
    plan_version = _one_versions.alias("linked_versions")
    plan_document = _one_documents.alias("linked_documents")
    return (
        select(
            links,
            _row_versions.c.name.label("report_document"),
            plan_version.c.name.label("plan_document"),
            _rows.c.position.label("row_position"),
            _rows.c.number.label("row_number"),
            _rows.c.full_text.label("row_text"),
            func.coalesce(_live_plan_measures.c.number, "").label("measure_number"),
            func.coalesce(_live_plan_measures.c.full_text, "").label("measure_text"),
        )
        .select_from(
            links.join(_rows, _rows.c.measure_id == links.c.report_measure_id)
            .join(_row_versions, _row_versions.c.id == _rows.c.version_id)
            .join(_row_documents, _row_documents.c.id == _row_versions.c.document_id)
            .join(plan_document, plan_document.c.key == links.c.plan_key)
            .join(
                plan_version,
                and_(
                    plan_version.c.document_id == plan_document.c.id,
                    plan_version.c.is_current,
                ),
            )
            .outerjoin(
                _live_plan_measures, _live_plan_measures.c.measure_id == links.c.plan_measure_id
            )
        )
        .where(
            _row_versions.c.is_current,
            _row_documents.c.withdrawn_load_id.is_(None),
            plan_document.c.withdrawn_load_id.is_(None),
            (links.c.decision == LinkDecision.OUTSIDE.value)
            | _live_plan_measures.c.measure_id.is_not(None),
        )
    )
