"""SQL to frames, each of one declared shape whatever it holds (`data.frames`).

A frame speaks of the current versions of documents that are not withdrawn, unless its function says otherwise.
All frames read in one transaction are of one data version.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, func, select

from data import frames
from data.details import MeasureDetails, fetch_measure
from data.editions import fetch_editions
from data.fetching import fetch, fetch_of_measure, fetch_of_version, own_columns
from data.linked import count_waiting_links, joining_links, links_in_figures
from data.links import LinkDecision
from data.provenance import (
    fetch_documents_frame,
    fetch_source_content,
    fetch_source_places,
    fetch_source_rows_frame,
    fetch_versions_frame,
)
from data.schema import (
    assignments,
    bodies,
    directions,
    due_dates,
    evidence,
    issues,
    measures,
    national_facts,
    national_plans,
    outcomes,
    overrides,
    subtasks,
    versions,
)
from data.selecting import (
    KEY,
    LIVE,
    NAME,
    NUMBER,
    PRINTED,
    chosen,
    count_real_documents,
    current_data_version,
    current_loaded_at,
    first_loaded_at,
    of_measure,
    of_version,
)

__all__ = [
    "MeasureDetails",
    "count_real_documents",
    "count_waiting_links",
    "current_data_version",
    "current_loaded_at",
    "fetch_assignments_frame",
    "fetch_bodies_frame",
    "fetch_directions_frame",
    "fetch_documents_frame",
    "fetch_editions",
    "fetch_due_dates_frame",
    "fetch_evidence_frame",
    "fetch_issues_frame",
    "fetch_links_frame",
    "fetch_measure",
    "fetch_measures_frame",
    "fetch_national_facts_frame",
    "fetch_national_plans_frame",
    "fetch_outcomes_frame",
    "fetch_overrides_frame",
    "fetch_plans_frame",
    "fetch_source_content",
    "fetch_source_places",
    "fetch_source_rows_frame",
    "fetch_subtasks_frame",
    "fetch_versions_frame",
    "first_loaded_at",
]


def fetch_plans_frame(connection: Connection) -> pd.DataFrame:
    """Documents in the figures, one row each: plans, reports, orders and other pages."""
    query = select(
        KEY,
        NAME,
        versions.c.id.label("version_id"),
        versions.c.load_id.label("data_version"),
        *own_columns(versions, frames.PlansFrame),
    ).where(LIVE)
    return fetch(connection, query.select_from(of_version()), frames.PlansFrame, KEY)


def fetch_directions_frame(connection: Connection) -> pd.DataFrame:
    """Directions of the documents in the figures, in printed order."""
    return fetch_of_version(connection, directions, frames.DirectionsFrame)


def fetch_measures_frame(connection: Connection, *, dropped: bool = False) -> pd.DataFrame:
    """Measures of plans and rows of reports, in printed order; with `dropped` also those a revision dropped."""
    own = own_columns(measures, frames.MeasuresFrame)
    query = select(KEY, NAME, *own).where(chosen(dropped)).select_from(of_measure())
    return fetch(connection, query, frames.MeasuresFrame, *PRINTED)


def fetch_due_dates_frame(connection: Connection, *, dropped: bool = False) -> pd.DataFrame:
    """Due dates of measures, one row each; with `dropped` also of those a revision dropped."""
    return fetch_of_measure(connection, due_dates, frames.DueDatesFrame, dropped=dropped)


def fetch_subtasks_frame(connection: Connection) -> pd.DataFrame:
    """Subtasks of measures, one row each."""
    return fetch_of_measure(connection, subtasks, frames.SubtasksFrame)


def fetch_assignments_frame(connection: Connection, *, dropped: bool = False) -> pd.DataFrame:
    """Bodies named for measures, one row each; a body without an identifier has body_id "".

    With `dropped` also those of measures that a revision dropped.
    """
    canonical = func.nullif(assignments.c.canonical, "")
    name = func.coalesce(bodies.c.name, canonical, assignments.c.body).label("name")
    body_id = func.coalesce(assignments.c.body_id, "").label("body_id")
    own = own_columns(assignments, frames.AssignmentsFrame, "body_id")
    query = (
        select(measures.c.measure_id, KEY, NAME, NUMBER, body_id, name, *own)
        .where(chosen(dropped))
        .select_from(of_measure(assignments).outerjoin(bodies))
    )
    order = (*PRINTED, assignments.c.position)
    return fetch(connection, query, frames.AssignmentsFrame, *order)


def fetch_bodies_frame(connection: Connection, *, dropped: bool = False) -> pd.DataFrame:
    """Bodies that a document in the figures names, one row each; with `dropped` also its earlier editions."""
    named = (
        select(assignments.c.body_id).where(chosen(dropped)).select_from(of_measure(assignments))
    )
    query = select(*bodies.c).where(bodies.c.body_id.in_(named))
    return fetch(connection, query, frames.BodiesFrame, bodies.c.body_id)


def fetch_outcomes_frame(connection: Connection) -> pd.DataFrame:
    """Outcomes that reports state, one row each, with the words that decided them."""
    joined = joining_links().subquery("joined")
    query = (
        select(
            outcomes.c.measure_row_id.label("outcome_id"),
            measures.c.measure_id,
            KEY,
            NAME,
            measures.c.number,
            measures.c.place,
            func.coalesce(joined.c.plan_measure_id, "").label("plan_measure_id"),
            *own_columns(outcomes, frames.OutcomesFrame),
        )
        .where(LIVE)
        .select_from(
            of_measure(outcomes).outerjoin(
                joined, joined.c.report_measure_id == measures.c.measure_id
            )
        )
    )
    return fetch(connection, query, frames.OutcomesFrame, KEY, measures.c.position)


def fetch_evidence_frame(connection: Connection) -> pd.DataFrame:
    """Proofs that result texts name, one row each."""
    query = (
        select(
            evidence.c.measure_row_id.label("outcome_id"),
            measures.c.measure_id,
            KEY,
            NAME,
            NUMBER,
            *own_columns(evidence, frames.EvidenceFrame),
        )
        .where(LIVE)
        .select_from(of_measure(evidence))
    )
    order = (KEY, measures.c.position, evidence.c.position)
    return fetch(connection, query, frames.EvidenceFrame, *order)


def fetch_links_frame(
    connection: Connection, decisions: Sequence[LinkDecision] = tuple(LinkDecision)
) -> pd.DataFrame:
    """Links of reports in the figures to plans in the figures, rows outside their plan with them.

    All of them, or those that were decided so.
    """
    return fetch(connection, links_in_figures(decisions), frames.LinksFrame)


def fetch_national_plans_frame(connection: Connection) -> pd.DataFrame:
    """National action plans, one row each."""
    return fetch_of_version(connection, national_plans, frames.NationalPlansFrame)


def fetch_national_facts_frame(connection: Connection) -> pd.DataFrame:
    """Facts of national pages, one row each."""
    return fetch_of_version(connection, national_facts, frames.NationalFactsFrame)


def fetch_issues_frame(connection: Connection) -> pd.DataFrame:
    """Issues of the documents in the figures, one row each."""
    return fetch_of_version(connection, issues, frames.IssuesFrame)


def fetch_overrides_frame(connection: Connection) -> pd.DataFrame:
    """Readings that people corrected, one row each, in printed order."""
    own = own_columns(overrides, frames.OverridesFrame)
    query = select(measures.c.measure_id, KEY, NAME, NUMBER, *own).where(LIVE)
    order = (KEY, measures.c.position, overrides.c.field)
    return fetch(
        connection, query.select_from(of_measure(overrides)), frames.OverridesFrame, *order
    )
