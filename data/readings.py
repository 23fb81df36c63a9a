"""Which bytes were read and what they gave; which files were refused and why.

A file whose bytes gave what the figures hold, by the same reading, need not be read again. Neither table is
part of the figures: a change here makes no new data version.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, bindparam, delete, func, insert, or_, select

from data.errors import SourceError
from data.lock import write_transaction
from data.model import Severity
from data.records import make_storable, to_json
from data.schema import documents, issues, readings, refusals, versions
from data.selecting import LIVE

# made once: making a question takes longer than its answer
_ERRORS: Final = (
    select(func.count())
    .where(issues.c.version_id == versions.c.id, issues.c.severity == Severity.ERROR.value)
    .scalar_subquery()
)
_OF_BYTES: Final = readings.c.sha256 == bindparam("of")
_HELD: Final = (
    select(
        *(readings.c.mark, versions.c.id, versions.c.overrides_hash, documents.c.key),
        *(LIVE.label("live"), _ERRORS.label("errors")),
    )
    .select_from(readings.join(versions).join(documents))
    .where(_OF_BYTES)
    .order_by(versions.c.id)
)
# the versions that bytes gave, each with the later ones of its document
_later: Final = versions.alias("later")
_LATER: Final = (
    select(
        *(readings.c.mark, versions.c.id, versions.c.is_current, documents.c.withdrawn_load_id),
        *(documents.c.key, _later.c.id.label("later_id"), _later.c.sha256, _later.c.name),
    )
    .select_from(
        readings.join(versions)
        .join(documents)
        .outerjoin(
            _later,
            and_(
                _later.c.document_id == versions.c.document_id,
                _later.c.number > versions.c.number,
            ),
        )
    )
    .where(_OF_BYTES)
    .order_by(versions.c.id, _later.c.number)
)
_CURRENT: Final = (
    select(versions.c.id, versions.c.overrides_hash, _ERRORS.label("errors"))
    .join(documents)
    .where(documents.c.key == bindparam("key"), versions.c.is_current)
)
_READINGS: Final = select(readings).where(_OF_BYTES)
_FORGET_READINGS: Final = delete(readings).where(_OF_BYTES)
_NOTE: Final = insert(readings)
# a file that could not be opened is known by its name alone
_SAME_FILE: Final = or_(
    refusals.c.name == bindparam("named"),
    and_(refusals.c.sha256 != "", refusals.c.sha256 == bindparam("of")),
)
_REFUSALS: Final = select(refusals.c.name).where(_SAME_FILE)
_FORGET_REFUSALS: Final = delete(refusals).where(_SAME_FILE)


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the figures that certain bytes gave: its current version, and how many errors stand in it.

    `overrides_hash` is of the corrections it was stored under. `overtaken_by` names the file of the run whose later
    word on the document stands in the place of these bytes.
    """

    document_key: str
    version_id: int
    errors: int
    overrides_hash: str = ""
    overtaken_by: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read: its name, the UTC moment of the last try, the error's code and values."""

    name: str
    at: datetime
    code: str
    values: Mapping[str, Any]


def find_held(connection: Connection, sha256: str, mark: str) -> tuple[Held, ...]:
    """What bytes gave when they were read by the reading `mark`, if all of it still stands in the figures; else ()."""
    rows = connection.execute(_HELD, {"of": sha256}).all()
    if any(row.mark != mark or not row.live for row in rows):
        return ()
    return tuple(Held(row.key, row.id, row.errors, row.overrides_hash) for row in rows)


def find_overtaken(
    connection: Connection, sha256: str, mark: str, present: Collection[str]
) -> tuple[Held, ...]:
    """What stands in the place of what bytes gave, where other bytes among `present` had the later word on it; else ().

    Two files of a folder that say different things of one document would take turns at each load, and each turn would
    be a new version.
    """
    rows = connection.execute(_LATER, {"of": sha256}).all()
    if any(row.mark != mark or row.withdrawn_load_id is not None for row in rows):
        return ()
    keys = {row.id: row.key for row in rows}
    overtaken = {row.id: row.name for row in rows if row.sha256 != sha256 and row.sha256 in present}
    if not all(row.is_current or row.id in overtaken for row in rows):
        return ()
    found = []
    for version_id, key in keys.items():
        current = connection.execute(_CURRENT, {"key": key}).one()
        name = overtaken.get(version_id, "")
        found.append(Held(key, current.id, current.errors, current.overrides_hash, name))
    return tuple(found)


def keep_reading(
    engine: Engine, name: str, sha256: str, mark: str, version_ids: Sequence[int]
) -> None:
    """Notes what a whole file gave and forgets that it was ever refused; writes nothing that stands already."""
    note = ReadingNote(name, sha256, mark, tuple(version_ids))
    with engine.connect() as connection:
        if note.stands(connection):
            return
    with write_transaction(engine) as connection:
        note.write(connection)


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """What a whole file gave, as it is noted; with it goes what was noted of a refusal of the file."""

    name: str
    sha256: str
    mark: str
    version_ids: tuple[int, ...]

    def stands(self, connection: Connection) -> bool:
        """Whether nothing is to be written."""
        wanted = {(version_id, self.mark) for version_id in self.version_ids}
        stored = connection.execute(_READINGS, {"of": self.sha256})
        there = {(row.version_id, row.mark) for row in stored}
        return there == wanted and not _is_refused(connection, self.name, self.sha256)

    def write(self, connection: Connection) -> None:
        """Notes it in the place of what was noted before."""
        connection.execute(_FORGET_REFUSALS, _refused(make_storable(self.name), self.sha256))
        connection.execute(_FORGET_READINGS, {"of": self.sha256})
        rows = [
            {"sha256": self.sha256, "version_id": one, "mark": self.mark}
            for one in self.version_ids
        ]
        connection.execute(_NOTE, rows)


def keep_refusal(engine: Engine, name: str, sha256: str, error: SourceError) -> None:
    """Notes that a file was refused, in a transaction of its own; see `note_refusal`."""
    with write_transaction(engine) as connection:
        note_refusal(connection, name, sha256, error)


def note_refusal(connection: Connection, name: str, sha256: str, error: SourceError) -> None:
    """Notes that a file was refused, in the place of what was noted of its name or its bytes before.

    `sha256` is "" for a file that could not be opened.
    """
    name, told = make_storable((name, _as_json(error.values)))
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    row = {"name": name, "sha256": sha256, "at": now, "code": error.code, "told": told}
    connection.execute(_FORGET_REFUSALS, _refused(name, sha256))
    connection.execute(insert(refusals), row)


def fetch_held(connection: Connection, mark: str) -> dict[str, tuple[Held, ...]]:
    """What all bytes gave that were read by the reading `mark`, as `find_held` says it of one file, by fingerprint."""
    counted = (
        select(issues.c.version_id, func.count())
        .where(issues.c.severity == Severity.ERROR.value)
        .group_by(issues.c.version_id)
    )
    errors = {version_id: count for version_id, count in connection.execute(counted).all()}
    query = (
        select(
            *(readings.c.sha256, readings.c.mark, versions.c.id, versions.c.overrides_hash),
            *(documents.c.key, LIVE.label("live")),
        )
        .select_from(readings.join(versions).join(documents))
        .order_by(versions.c.id)
    )
    found: dict[str, list[Held]] = {}
    stale: set[str] = set()
    for row in connection.execute(query):
        if row.mark != mark or not row.live:
            stale.add(row.sha256)
        held = Held(row.key, row.id, errors.get(row.id, 0), row.overrides_hash)
        found.setdefault(row.sha256, []).append(held)
    return {sha256: tuple(held) for sha256, held in found.items() if sha256 not in stale}


def fetch_outlived(connection: Connection, mark: str) -> frozenset[str]:
    """The fingerprints of bytes that the reading `mark` read and that gave a version which is not current any more."""
    query = select(readings.c.sha256).join(versions)
    outlived = query.where(readings.c.mark == mark, ~versions.c.is_current)
    return frozenset(connection.execute(outlived).scalars())


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


def _is_refused(connection: Connection, name: str, sha256: str) -> bool:
    asked = _refused(make_storable(name), sha256)
    return connection.execute(_REFUSALS, asked).first() is not None


def _refused(name: str, sha256: str) -> dict[str, str]:
    """What `_SAME_FILE` asks of a file."""
    return {"named": name, "of": sha256}


def _as_json(values: Mapping[str, object]) -> str:
    plain = {key: one if isinstance(one, int) else str(one) for key, one in values.items()}
    return to_json(plain)
