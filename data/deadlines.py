"""Deadlines that a later edition of a plan moved: the first one, the new one and the deciding document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from data.model import DocumentKind
from data.schema import documents, due_dates, measures, versions
from data.selecting import LIVE, of_measure


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """How a deadline was moved: what the first edition said, and the edition that moved it last.

    `first_due` is the first due date of the first edition, None where its words name no date.
    """

    first_text: str
    first_due: date | None
    decided_on: date
    decided_by: str


def fetch_moved_deadlines(connection: Connection) -> dict[str, MovedDeadline]:
    """The measures in the figures whose due dates an edition of another approval day moved, by measure.

    Versions of one approval day are readings of one edition: what differs between them was read anew, not moved.
    A report that only says «перенесено» moves nothing.
    """
    found = {}
    for measure_id, rows in groupby(_rows(connection), key=lambda row: row.measure_id):
        # the newest reading of each edition, oldest edition first
        readings: dict[date, dict[int, list[Any]]] = {}
        for row in rows:
            readings.setdefault(row.approved_on, {}).setdefault(row.id, []).append(row)
        editions = [_Edition.of(list(held.values())[-1]) for held in readings.values()]
        moved = _moved(editions)
        if moved is not None:
            found[measure_id] = moved
    return found


@dataclass(frozen=True, slots=True)
class _Edition:
    """What one edition says of a measure."""

    text: str
    due_dates: tuple[date, ...]
    approved_on: date
    approved_by: str

    @classmethod
    def of(cls, rows: list[Any]) -> _Edition:
        days = tuple(row.due for row in rows if row.due is not None)
        return cls(rows[0].deadline_text, days, rows[0].approved_on, rows[0].approved_by)


def _rows(connection: Connection) -> list[Any]:
    """The due dates of measures in each reading of plans that have several editions; the current one last."""
    revised = (
        select(versions.c.document_id)
        .where(versions.c.approved_on.is_not(None))
        .group_by(versions.c.document_id)
        .having(func.count(versions.c.approved_on.distinct()) > 1)
    )
    # of these plans alone: those of a whole country would be put in order first
    live = (
        select(measures.c.measure_id)
        .where(LIVE, documents.c.id.in_(revised))
        .select_from(of_measure())
    )
    query = (
        select(
            measures.c.id,
            measures.c.measure_id,
            measures.c.deadline_text,
            versions.c.approved_on,
            versions.c.approved_by,
            due_dates.c.due,
        )
        .select_from(of_measure().outerjoin(due_dates, due_dates.c.measure_row_id == measures.c.id))
        .where(
            documents.c.id.in_(revised),
            versions.c.kind == DocumentKind.PLAN.value,
            versions.c.approved_on.is_not(None),
            measures.c.measure_id.in_(live),
        )
        .order_by(
            measures.c.measure_id,
            versions.c.is_current,
            versions.c.approved_on,
            versions.c.number,
            due_dates.c.position,
        )
    )
    return list(connection.execute(query))


def _moved(editions: list[_Edition]) -> MovedDeadline | None:
    first, last = editions[0], editions[-1]
    if first.due_dates == last.due_dates:
        return None
    deciding = last
    for edition in reversed(editions):
        if edition.due_dates != last.due_dates:
            break
        deciding = edition
    return MovedDeadline(
        first_text=first.text,
        first_due=first.due_dates[0] if first.due_dates else None,
        decided_on=deciding.approved_on,
        decided_by=deciding.approved_by,
    )
