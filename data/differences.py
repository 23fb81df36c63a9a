"""What one version of a document says otherwise than the one before: measure by measure, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select

from data.editions import in_order
from data.i18n import Words
from data.records import make_storable
from data.schema import directions, documents, loads, measures, outcomes, versions

HEADER_FIELDS: Final = (
    *("kind", "title", "programme", "region_iso", "year_start", "year_end", "approved_on"),
    *("approved_by", "period_start", "period_end", "report_date"),
)
MEASURE_FIELDS: Final = (
    *("number", "direction_number", "task", "full_text", "deadline_text", "bodies_text"),
    *("expected_result", "result_text", "status"),
)
_TITLE: Final = "direction_title"
_DAYS: Final = frozenset({"approved_on", "period_start", "period_end", "report_date"})
_CODES: Final = {
    "kind": "kind",
    "programme": "programme",
    "region_iso": "region",
    "status": "state",
}


class Change(StrEnum):
    """What became of a measure between two versions; `header` is the head of the document, `direction` a direction."""

    HEADER = "header"
    DIRECTION = "direction"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else now; days as ISO text, "" where nothing stood."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; of an added or removed measure all fields that say anything."""

    change: Change
    measure_id: str
    number: str
    title: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What one version of a document made of one measure; `version` is its number, `loaded_at` a UTC moment."""

    version: int
    approved_on: date | None
    loaded_at: datetime
    change: Change
    fields: tuple[FieldChange, ...]


def value_words(words: Words, name: str, value: str) -> str:
    """A value of a field as people say it: «11.08.2014», «Полтавська область», «Виконано»; texts as printed."""
    if name in _DAYS and value:
        return words.day(date.fromisoformat(value))
    key = f"{_CODES.get(name, '')}.{value}"
    return words(key) if name in _CODES and words.has(key) else value


def fetch_differences(
    connection: Connection, version_id: int, before_id: int | None = None
) -> tuple[Difference, ...]:
    """How a version differs from `before_id`, or from the one in force before it; of the first all is added.

    The head of the document first, then the measures in printed order, those that were dropped last.
    """
    now = connection.execute(select(versions).where(versions.c.id == version_id)).one()
    if before_id is None:
        earlier = version_before(connection, version_id)
        before_id = earlier.id if earlier is not None else None
    found: list[Difference] = []
    if before_id is not None:
        old = connection.execute(select(versions).where(versions.c.id == before_id)).one()
        fields = _changes(_said(old, HEADER_FIELDS), _said(now, HEADER_FIELDS))
        if fields:
            found.append(Difference(Change.HEADER, "", "", now.title, fields))
        found += _of_directions(
            _directions(connection, before_id), _directions(connection, version_id)
        )
    before = {} if before_id is None else _measures(connection, before_id)
    after = _measures(connection, version_id)
    for measure_id, row in after.items():
        fields = _changes(_of(before.get(measure_id)), _of(row))
        if fields:
            kind = Change.CHANGED if measure_id in before else Change.ADDED
            found.append(Difference(kind, measure_id, row.number, row.title, fields))
    for measure_id, row in before.items():
        if measure_id not in after:
            fields = _changes(_of(row), {})
            found.append(Difference(Change.REMOVED, measure_id, row.number, row.title, fields))
    return tuple(found)


def version_before(connection: Connection, version_id: int) -> Any | None:
    """The row of the version that was in force before this one; None for the first."""
    of_document = select(versions.c.document_id).where(versions.c.id == version_id)
    rows = _in_force(connection, versions.c.document_id.in_(of_document))
    at = next(index for index, row in enumerate(rows) if row.id == version_id)
    return rows[at - 1] if at else None


def _in_force(connection: Connection, condition: ColumnElement[bool]) -> list[Any]:
    """The versions of a document in the order of their force, with the moments of their loads."""
    query = select(versions, loads.c.at).join(loads, loads.c.id == versions.c.load_id)
    return in_order(connection.execute(query.where(condition).order_by(versions.c.number)))


def fetch_edits(connection: Connection, measure_id: str) -> tuple[Edit, ...]:
    """What the versions of its document made of a measure after the first: added, changed, dropped; newest first.

    A version that says of it what the one before says is left out.
    """
    rows = _in_force(connection, versions.c.document_id.in_(_document_of(measure_id)))
    said = _said_of(connection, measure_id)
    found: list[Edit] = []
    for before, now in zip(rows, rows[1:], strict=False):
        old, new = said.get(before.id, {}), said.get(now.id, {})
        fields = _changes(old, new)
        if fields:
            change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
            found.append(Edit(now.number, now.approved_on, now.at, change, fields))
    return tuple(reversed(found))


def _document_of(measure_id: str) -> Select[tuple[int]]:
    return (
        select(documents.c.id)
        .join(versions, versions.c.document_id == documents.c.id)
        .join(measures, measures.c.version_id == versions.c.id)
        .where(measures.c.measure_id == make_storable(measure_id))
    )


def _said_of(connection: Connection, measure_id: str) -> dict[int, dict[str, str]]:
    query = (
        select(measures, outcomes.c.result_text, outcomes.c.status)
        .outerjoin(outcomes, outcomes.c.measure_row_id == measures.c.id)
        .where(measures.c.measure_id == make_storable(measure_id))
    )
    return {row.version_id: _said(row, MEASURE_FIELDS) for row in connection.execute(query)}


def _directions(connection: Connection, version_id: int) -> dict[tuple[str, int], str]:
    """The titles of directions by number, and by the how-manyth they are of that number."""
    query = select(directions).where(directions.c.version_id == version_id)
    met: Counter[str] = Counter()
    found = {}
    for row in connection.execute(query.order_by(directions.c.position)):
        met[row.number] += 1
        found[row.number, met[row.number]] = row.title
    return found


def _of_directions(
    old: dict[tuple[str, int], str], new: dict[tuple[str, int], str]
) -> list[Difference]:
    return [
        Difference(Change.DIRECTION, "", key[0], new.get(key) or old[key], fields)
        for key in dict.fromkeys((*new, *old))
        if (fields := _changes({_TITLE: old.get(key, "")}, {_TITLE: new.get(key, "")}))
    ]


def _measures(connection: Connection, version_id: int) -> dict[str, Any]:
    query = (
        select(measures, outcomes.c.result_text, outcomes.c.status)
        .outerjoin(outcomes, outcomes.c.measure_row_id == measures.c.id)
        .where(measures.c.version_id == version_id)
        .order_by(measures.c.position)
    )
    return {row.measure_id: row for row in connection.execute(query)}


def _of(row: Any | None) -> dict[str, str]:
    return {} if row is None else _said(row, MEASURE_FIELDS)


def _said(row: Any, names: tuple[str, ...]) -> dict[str, str]:
    values = {name: getattr(row, name) for name in names}
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _changes(old: dict[str, str], new: dict[str, str]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(
        FieldChange(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )
