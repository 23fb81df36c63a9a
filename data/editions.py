"""The editions of a plan: what a revision added and dropped, and from which day.

An edition is a version of a plan made of another file: the same file read anew only corrects what was read, and
acts back. A revision is in force from its approval; one without a later approval of its own from the plan's start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Select, exists, func, select

from data.model import Document, DocumentKind
from data.schema import documents, measures, versions

_earlier: Final = versions.alias("earlier_versions")
_current: Final = versions.alias("current_versions")
_newer: Final = versions.alias("newer_versions")
_of_earlier: Final = measures.alias("earlier_measures")
_of_current: Final = measures.alias("current_measures")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a plan with the addresses of its measures."""

    document_key: str
    number: int
    approved_on: date | None
    measure_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a measure came into its plan and left it.

    `since` is None for a measure of the first edition, `dropped_by` the number of the version that has it no
    more, 0 for one in force, and `dropped_on` that version's approval, None when it names no later day.
    """

    since: date | None = None
    dropped_by: int = 0
    dropped_on: date | None = None


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Rows of `versions`, given as they were loaded, in the order in which they came into force.

    One approved earlier than another stands before it whenever it was loaded; the current one stands last.
    """
    ordered: list[Any] = []
    for row in rows:
        later = [at for at, other in enumerate(ordered) if _is_earlier(row, other)]
        ordered.insert(later[0] if later else len(ordered), row)
    return sorted(ordered, key=lambda row: bool(row.is_current))


def comes_late(connection: Connection, document_id: int, document: Document) -> bool:
    """Whether a plan is an earlier edition of one that is in force: another file with a later approval is there."""
    header = document.header
    if header.kind is not DocumentKind.PLAN or header.approved_on is None:
        return False
    query = (
        select(versions.c.id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(
            documents.c.id == document_id,
            documents.c.withdrawn_load_id.is_(None),
            versions.c.kind == DocumentKind.PLAN.value,
            versions.c.approved_on > header.approved_on,
            versions.c.sha256 != document.sha256,
        )
    )
    reread = select(versions.c.id).where(
        versions.c.document_id == document_id,
        versions.c.is_current,
        versions.c.sha256 == document.sha256,
    )
    return (
        connection.execute(query).first() is not None and connection.execute(reread).first() is None
    )


def _is_earlier(row: Any, other: Any) -> bool:
    both = row.approved_on is not None and other.approved_on is not None
    return both and row.approved_on < other.approved_on


def dropped_rows() -> Select[tuple[int]]:
    """The ids of the rows of `measures` that only earlier editions of a plan have: of each the newest."""
    reread = exists().where(
        _newer.c.document_id == _earlier.c.document_id,
        _newer.c.sha256 == _earlier.c.sha256,
        _newer.c.number > _earlier.c.number,
    )
    kept = exists().where(
        _of_current.c.version_id == _current.c.id,
        _of_current.c.measure_id == _of_earlier.c.measure_id,
    )
    return (
        select(func.max(_of_earlier.c.id))
        .select_from(
            _of_earlier.join(_earlier, _earlier.c.id == _of_earlier.c.version_id).join(
                _current, _current.c.document_id == _earlier.c.document_id
            )
        )
        .where(
            _current.c.is_current,
            ~_earlier.c.is_current,
            _current.c.kind == DocumentKind.PLAN.value,
            _earlier.c.kind == DocumentKind.PLAN.value,
            ~reread,
            ~kept,
        )
        .group_by(_of_earlier.c.measure_id)
    )


def fetch_editions(connection: Connection) -> dict[str, list[Edition]]:
    """The editions, in the order of their force, of every plan in the figures that has more than one version."""
    several = (
        select(versions.c.document_id).group_by(versions.c.document_id).having(func.count() > 1)
    )
    query = (
        select(versions, documents.c.key, _current.c.kind.label("kind_now"))
        .join(documents, documents.c.id == versions.c.document_id)
        .join(_current, _current.c.document_id == documents.c.id)
        .where(
            _current.c.is_current,
            documents.c.withdrawn_load_id.is_(None),
            versions.c.document_id.in_(several),
            versions.c.kind == DocumentKind.PLAN.value,
            _current.c.kind == DocumentKind.PLAN.value,
        )
        .order_by(documents.c.key, versions.c.number)
    )
    rows = connection.execute(query).all()
    last = {(row.key, row.sha256): row.number for row in rows}
    rows = [row for row in rows if last[row.key, row.sha256] == row.number]
    held = _measures_of(connection, [row.id for row in rows])
    return {
        key: [
            Edition(key, row.number, row.approved_on, frozenset(held.get(row.id, ())))
            for row in in_order(of_plan)
        ]
        for key, of_plan in groupby(rows, key=lambda row: str(row.key))
    }


def first_approval(editions: Sequence[Edition]) -> date | None:
    """The day a plan was first approved; a draft before it does not count."""
    days = [edition.approved_on for edition in editions if edition.approved_on is not None]
    return min(days, default=None)


def trace_measures(editions: Sequence[Edition]) -> dict[str, Lifetime]:
    """When each measure of a plan's editions came and left; one that came back was never away."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, edition in enumerate(editions):
        for measure_id in edition.measure_ids:
            first.setdefault(measure_id, index)
            last[measure_id] = index
    newest = len(editions) - 1
    return {
        measure_id: Lifetime(
            since=_in_force_from(editions, begin) if begin else None,
            dropped_by=0 if last[measure_id] == newest else editions[last[measure_id] + 1].number,
            dropped_on=None
            if last[measure_id] == newest
            else _in_force_from(editions, last[measure_id] + 1),
        )
        for measure_id, begin in first.items()
    }


def trace_all(editions: Mapping[str, Sequence[Edition]]) -> dict[str, Lifetime]:
    """The lifetimes of the measures of all plans with several editions."""
    found: dict[str, Lifetime] = {}
    for of_plan in editions.values():
        found |= trace_measures(of_plan)
    return found


def _in_force_from(editions: Sequence[Edition], index: int) -> date | None:
    """The approval of an edition where it is later than every approval before it; else None: from the start."""
    day = editions[index].approved_on
    before = first_approval(editions[:index])
    return day if day is not None and before is not None and day > before else None


def _measures_of(connection: Connection, version_ids: Iterable[int]) -> dict[int, list[str]]:
    query = select(measures.c.version_id, measures.c.measure_id).where(
        measures.c.version_id.in_(list(version_ids))
    )
    held: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        held[row.version_id].append(row.measure_id)
    return held
