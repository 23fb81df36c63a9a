"""Which bytes were read and what they gave; which files were refused and why.

A file whose bytes gave what the figures hold, by the same reading, need not be read again. Neither table is
part of the figures: a change here makes no new data version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select

from data.errors import SourceError
from data.fetching import LIVE
from data.lock import write_transaction
from data.model import Severity
from data.records import make_storable, to_json
from data.schema import documents, issues, readings, refusals, versions


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the figures that certain bytes gave: its current version, and how many errors stand in it.

    `overrides_hash` is of the corrections it was stored under.
    """

    document_key: str
    version_id: int
    errors: int
    overrides_hash: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read: its name, the UTC moment of the last try, the error's code and values."""

    name: str
    at: datetime
    code: str
    values: Mapping[str, Any]


def find_held(connection: Connection, sha256: str, mark: str) -> tuple[Held, ...]:
    """What bytes gave when they were read by the reading `mark`, if all of it still stands in the figures; else ()."""
    errors = (
        select(func.count())
        .where(issues.c.version_id == versions.c.id, issues.c.severity == Severity.ERROR.value)
        .scalar_subquery()
    )
    query = (
        select(
            readings.c.mark,
            versions.c.id,
            versions.c.overrides_hash,
            documents.c.key,
            LIVE.label("live"),
            errors.label("errors"),
        )
        .select_from(readings.join(versions).join(documents))
        .where(readings.c.sha256 == sha256)
        .order_by(versions.c.id)
    )
    rows = connection.execute(query).all()
    if any(row.mark != mark or not row.live for row in rows):
        return ()
    return tuple(Held(row.key, row.id, row.errors, row.overrides_hash) for row in rows)


def keep_reading(
    engine: Engine, name: str, sha256: str, mark: str, version_ids: Sequence[int]
) -> None:
    """Notes what a whole file gave and forgets that it was ever refused; writes nothing that stands already."""
    name = make_storable(name)
    wanted = {(version_id, mark) for version_id in version_ids}
    with engine.connect() as connection:
        there = {
            (row.version_id, row.mark)
            for row in connection.execute(select(readings).where(readings.c.sha256 == sha256))
        }
        refused = connection.execute(select(refusals.c.name).where(_refused(name, sha256))).first()
    if there == wanted and refused is None:
        return
    with write_transaction(engine) as connection:
        connection.execute(delete(refusals).where(_refused(name, sha256)))
        connection.execute(delete(readings).where(readings.c.sha256 == sha256))
        rows = [{"sha256": sha256, "version_id": one, "mark": mark} for one in version_ids]
        connection.execute(insert(readings), rows)


def keep_refusal(engine: Engine, name: str, sha256: str, error: SourceError) -> None:
    """Notes that a file was refused, in the place of what was noted of its name or its bytes before.

    `sha256` is "" for a file that could not be opened.
    """
    name, told = make_storable((name, _as_json(error.values)))
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    row = {"name": name, "sha256": sha256, "at": now, "code": error.code, "told": told}
    with write_transaction(engine) as connection:
        connection.execute(delete(refusals).where(_refused(name, sha256)))
        connection.execute(insert(refusals), row)


def forget_refusal(engine: Engine, name: str) -> bool:
    """Strikes a refused file off the list; whether it stood there."""
    with write_transaction(engine) as connection:
        found = connection.execute(delete(refusals).where(refusals.c.name == make_storable(name)))
        return found.rowcount > 0


def fetch_refusals(connection: Connection) -> list[Refusal]:
    """The files that were refused and not read since, the newest first."""
    query = select(refusals).order_by(refusals.c.at.desc(), refusals.c.name)
    return [
        Refusal(row.name, row.at, row.code, json.loads(row.told))
        for row in connection.execute(query)
    ]


def _refused(name: str, sha256: str) -> Any:
    same = refusals.c.name == name
    return or_(same, refusals.c.sha256 == sha256) if sha256 else same


def _as_json(values: Mapping[str, object]) -> str:
    plain = {key: one if isinstance(one, int) else str(one) for key, one in values.items()}
    return to_json(plain)
