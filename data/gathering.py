"""What a snapshot is made of, read from the database as columns in one transaction.

Texts that only pages show stay where they are; documents, bodies and what people wrote are few and come as frames.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, func, select

from data import queries
from data.columns import Array, Columns, Kind, fetch_columns, find_places
from data.editions import Edition, dropped_rows, fetch_editions
from data.links import JOINING, WAITING
from data.model import EvidenceKind
from data.schema import (
    assignments,
    bodies,
    directions,
    documents,
    due_dates,
    evidence,
    issues,
    links,
    measures,
    outcomes,
    versions,
)
from data.selecting import LIVE, SHOWN, of_measure, of_version

_NUMBER, _CODE, _DAY, _FLAG = Kind.NUMBER, Kind.CODE, Kind.DAY, Kind.FLAG


@dataclass(frozen=True, slots=True)
class Gathered:
    """The columns of one data version. `plans` has a row for each document in the figures, by its key.

    `row_id` names a row of `measures` in every table; rows of reports that speak of a plan's measure are not
    among `measures`: `joined` says which (`row_id`) speaks of which (`one_id`). Everything stands in printed order.
    """

    plans: pd.DataFrame
    editions: Mapping[str, list[Edition]]
    waiting: pd.DataFrame
    directions: Columns
    joined: Columns
    measures: Columns
    dues: Columns
    outcomes: Columns
    proofs: Columns
    assignments: Columns
    issues: Columns

    def places_of(self, row_ids: Array) -> Array:
        """The places of rows among the measures by their ids, -1 for one that is not there."""
        known = self.measures["row_id"]
        order = np.argsort(known)
        found = find_places(known[order], row_ids)
        return np.where(found < 0, -1, order[found]) if len(order) else found


def gather(connection: Connection) -> Gathered:
    """Everything that figures are worked out of, as of the transaction of this connection."""
    plans = queries.fetch_plans_frame(connection)
    place_of = _document_places(connection, plans)
    joined = _fetch_joined(connection)
    apart = np.sort(joined["row_id"])
    rows = _fetch_measures(connection, lambda ids: find_places(apart, ids) < 0)
    rows["document"] = place_of(rows.pop("document_id"))
    rows = rows.take(np.lexsort((rows.pop("version"), rows["position"], rows["document"])))
    kept = np.sort(rows["row_id"])

    def is_kept(ids: Array) -> Array:
        return find_places(kept, ids) >= 0

    told = _of_documents(_fetch_outcomes(connection), place_of)
    known = np.sort(told["row_id"])
    return Gathered(
        plans=plans,
        editions=fetch_editions(connection),
        waiting=queries.fetch_links_frame(connection, WAITING),
        directions=_of_documents(_fetch_directions(connection), place_of),
        joined=joined,
        measures=rows,
        dues=_fetch_dues(connection, is_kept),
        outcomes=told,
        proofs=_fetch_proofs(connection, lambda ids: find_places(known, ids) >= 0),
        assignments=_fetch_assignments(connection, is_kept),
        issues=_of_documents(_fetch_issues(connection), place_of),
    )


def _document_places(connection: Connection, plans: pd.DataFrame) -> Callable[[Array], Array]:
    """Turns ids of documents in the figures into their places among `plans`."""
    query = select(documents.c.id, documents.c.key).select_from(of_version()).where(LIVE)
    ids = {row.key: row.id for row in connection.execute(query)}
    known = np.array([ids[key] for key in plans["document_key"]], dtype=np.int64)
    order = np.argsort(known)

    def place_of(wanted: Array) -> Array:
        return order[find_places(known[order], wanted)].astype(np.int32)

    return place_of


def _of_documents(rows: Columns, place_of: Callable[[Array], Array]) -> Columns:
    """Rows in the order of their documents and positions, their documents as places."""
    rows["document"] = place_of(rows.pop("document_id"))
    return rows.take(np.lexsort((rows["position"], rows["document"])))


def _fetch_joined(connection: Connection) -> Columns:
    """Which row of a report in the figures speaks of which measure of a plan in the figures."""
    ones, one_versions = measures.alias("plan_measures"), versions.alias("plan_versions")
    one_documents = documents.alias("plan_documents")
    dropped = np.array(sorted(connection.execute(dropped_rows()).scalars()), dtype=np.int64)
    query = (
        select(measures.c.id, ones.c.id, one_versions.c.is_current)
        .select_from(
            of_measure()
            .join(links, links.c.report_measure_id == measures.c.measure_id)
            .join(ones, ones.c.measure_id == links.c.plan_measure_id)
            .join(one_versions, one_versions.c.id == ones.c.version_id)
            .join(one_documents, one_documents.c.id == one_versions.c.document_id)
        )
        .where(LIVE, links.c.decision.in_(JOINING), one_documents.c.withdrawn_load_id.is_(None))
    )
    kinds = {"row_id": _NUMBER, "one_id": _NUMBER, "is_current": _FLAG}
    rows = fetch_columns(connection, query, kinds)
    # what a report told of a measure that a revision dropped stays with it
    shown = rows.pop("is_current") | (find_places(dropped, rows["one_id"]) >= 0)
    return rows.take(np.flatnonzero(shown))


def _fetch_measures(connection: Connection, wanted: Callable[[Array], Array]) -> Columns:
    own = measures.c
    query = (
        select(
            own.id,
            versions.c.document_id,
            versions.c.number,
            own.position,
            own.measure_id,
            own.number,
            own.direction_number,
            own.deadline_kind,
            own.deadline_start,
            own.deadline_rule,
            own.theme,
            own.place,
        )
        .where(SHOWN)
        .select_from(of_measure())
    )
    kinds = {
        "row_id": _NUMBER,
        "document_id": _NUMBER,
        "version": _NUMBER,
        "position": _NUMBER,
        "measure_id": Kind.TEXT,
        "number": _CODE,
        "direction_number": _CODE,
        "deadline_kind": _CODE,
        "deadline_start": _DAY,
        "deadline_rule": _CODE,
        "theme": _CODE,
        "place": _CODE,
    }
    return fetch_columns(connection, query, kinds, lambda numbers: wanted(numbers["row_id"]))


def _fetch_directions(connection: Connection) -> Columns:
    own = directions.c
    query = select(versions.c.document_id, own.position, own.number, own.title).where(LIVE)
    kinds = {"document_id": _NUMBER, "position": _NUMBER, "number": _CODE, "title": _CODE}
    return fetch_columns(connection, query.select_from(of_version(directions)), kinds)


def _fetch_dues(connection: Connection, is_kept: Callable[[Array], Array]) -> Columns:
    query = select(due_dates.c.measure_row_id, due_dates.c.due)
    kinds = {"row_id": _NUMBER, "due": _DAY}
    return fetch_columns(connection, query, kinds, lambda numbers: is_kept(numbers["row_id"]))


def _fetch_outcomes(connection: Connection) -> Columns:
    own = outcomes.c
    query = (
        select(
            own.measure_row_id,
            versions.c.document_id,
            measures.c.position,
            measures.c.number,
            measures.c.place,
            own.status,
            own.rule,
            own.confidence,
            own.independent,
        )
        .where(LIVE)
        .select_from(of_measure(outcomes))
    )
    kinds = {
        "row_id": _NUMBER,
        "document_id": _NUMBER,
        "position": _NUMBER,
        "number": _CODE,
        "place": _CODE,
        "status": _CODE,
        "rule": _CODE,
        "confidence": Kind.SHARE,
        "independent": _FLAG,
    }
    return fetch_columns(connection, query, kinds)


def _fetch_proofs(connection: Connection, is_told: Callable[[Array], Array]) -> Columns:
    """The dates that results name as proof."""
    is_date = evidence.c.kind == EvidenceKind.DATE.value
    query = select(evidence.c.measure_row_id, evidence.c.value).where(is_date)
    kinds = {"row_id": _NUMBER, "value": _CODE}
    return fetch_columns(connection, query, kinds, lambda numbers: is_told(numbers["row_id"]))


def _fetch_assignments(connection: Connection, is_kept: Callable[[Array], Array]) -> Columns:
    own = assignments.c
    canonical = func.nullif(own.canonical, "")
    query: Select[Any] = select(
        own.measure_row_id,
        own.position,
        func.coalesce(own.body_id, ""),
        func.coalesce(bodies.c.name, canonical, own.body),
        own.role,
        own.rule,
        own.by_consent,
        own.collective,
    ).select_from(assignments.outerjoin(bodies))
    kinds = {
        "row_id": _NUMBER,
        "position": _NUMBER,
        "body_id": _CODE,
        "name": _CODE,
        "role": _CODE,
        "rule": _CODE,
        "by_consent": _FLAG,
        "collective": _FLAG,
    }
    return fetch_columns(connection, query, kinds, lambda numbers: is_kept(numbers["row_id"]))


def _fetch_issues(connection: Connection) -> Columns:
    own = issues.c
    query = select(
        versions.c.document_id,
        own.version_id,
        own.position,
        own.code,
        own.severity,
        own.place,
    ).where(LIVE)
    kinds = {
        "document_id": _NUMBER,
        "version_id": _NUMBER,
        "position": _NUMBER,
        "code": _CODE,
        "severity": _CODE,
        "place": _CODE,
    }
    return fetch_columns(connection, query.select_from(of_version(issues)), kinds)
