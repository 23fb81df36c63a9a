"""Records into the database: each document within one transaction, all of it or nothing.

Loading again what is there, in whatever format, changes nothing; a changed document becomes a new version and
the old one stays readable; a withdrawn one leaves every figure and comes back when it is loaded again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, select, update

from data.differences import Difference, fetch_differences
from data.editions import comes_late
from data.errors import UnknownDocument
from data.identity import Known
from data.known import address_measures, find_known, new_key
from data.lock import write_transaction
from data.model import Document
from data.overrides import NO_OVERRIDES, OverrideBook, Verdict
from data.records import Prints, is_storable_file, make_storable, measure_hash, prints_of
from data.revisions import printed_version
from data.sameness import says_the_same
from data.schema import documents, measures, versions
from data.selecting import current_data_version
from data.writing import (
    Said,
    assignments_of,
    begin_load,
    bodies_of,
    enter_bodies,
    insert_row,
    settle_bodies,
    store_records,
    store_source,
    store_version,
)

Settle: TypeAlias = Callable[[Connection, str], None]
"""What is to be settled within the same transaction when the document of a key has changed."""


class StoreOutcome(StrEnum):
    """What a load did with a document; a restored one was withdrawn before and reads as it did.

    `earlier` is an edition of a plan that another one, approved later, replaced: it stands in the plan's history.
    """

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    RESTORED = "restored"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class StoreResult:
    """What became of one document: its key, its version, the data version now, and the measures that differ.

    `overrides` says of each correction of a stored document what became of it.
    """

    outcome: StoreOutcome
    document_key: str
    version_id: int
    data_version: int
    added: int = 0
    removed: int = 0
    changed: int = 0
    overrides: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a load would do with a document, and what it would change, without anything being stored."""

    result: StoreResult
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class WithdrawResult:
    """The document that left every figure; `withdrawn` is False when it had left before."""

    withdrawn: bool
    document_key: str
    name: str
    data_version: int


def store_document(
    engine: Engine,
    document: Document,
    *,
    note: str = "",
    settle: Settle | None = None,
    overrides: OverrideBook = NO_OVERRIDES,
) -> StoreResult:
    """Stores one document in one transaction and says what changed; a fault leaves nothing of it behind.

    `overrides` are the corrections in force: those of the document are applied, and a change of them makes a
    new version as a change of the document does. `settle` is called before the end of the transaction unless
    nothing changed. Raises StoreBusy when another process writes for too long, and other StoreErrors as the
    database has them.
    """
    wanted = prepare_document(document, overrides, note=note)
    with engine.connect() as connection:  # what is unchanged waits for no writer
        seen = current_data_version(connection)
        known = find_known(connection, wanted.document)
        unchanged = find_unchanged(connection, known, wanted)
    if unchanged is not None:
        return unchanged
    with write_transaction(engine) as connection:
        if current_data_version(connection) != seen:
            known = find_known(connection, wanted.document)
        result = store_wanted(connection, known, wanted)
        if settle is not None and result.outcome is not StoreOutcome.UNCHANGED:
            settle(connection, result.document_key)
        return result


def preview_document(
    engine: Engine, document: Document, overrides: OverrideBook = NO_OVERRIDES
) -> Preview:
    """What storing a document would do, found by doing it and taking it back; errors as `store_document`."""
    wanted = prepare_document(document, overrides)
    with write_transaction(engine) as connection:
        result = store_wanted(connection, find_known(connection, wanted.document), wanted)
        differences: tuple[Difference, ...] = ()
        if result.outcome in (StoreOutcome.INSERTED, StoreOutcome.UPDATED):
            differences = fetch_differences(connection, result.version_id)
        connection.rollback()
    return Preview(result, differences)


def withdraw_document(
    engine: Engine, name_or_key: str, *, note: str = "", settle: Settle | None = None
) -> WithdrawResult:
    """Takes a wrongly loaded document out of every figure; its history stays, a new load brings it back.

    `name_or_key` is a file's name or a document's key. Raises UnknownDocument when there is none, or when the
    name is that of several (code `ambiguous_document`, value `keys`).
    """
    with write_transaction(engine) as connection:
        found = find_document(connection, name_or_key)
        if found.withdrawn_load_id is not None:
            return WithdrawResult(False, found.key, found.name, current_data_version(connection))
        load_id = begin_load(connection, "withdraw", found.key, note)
        _mark_withdrawn(connection, found.id, load_id)
        if settle is not None:
            settle(connection, found.key)
        return WithdrawResult(True, found.key, found.name, load_id)


def find_document(connection: Connection, name_or_key: str) -> Any:
    """The row of `documents` that a key or a file's name means, a key before a name.

    Raises UnknownDocument when there is none, or several of that name.
    """
    name_or_key = make_storable(name_or_key)
    by_key = connection.execute(select(documents).where(documents.c.key == name_or_key)).first()
    if by_key is not None:
        return by_key
    by_name = select(documents).where(documents.c.name == name_or_key).order_by(documents.c.key)
    rows = connection.execute(by_name).all()
    if not rows:
        raise UnknownDocument(document=name_or_key)
    if len(rows) > 1:
        keys = ", ".join(row.key for row in rows)
        raise UnknownDocument("ambiguous_document", document=name_or_key, keys=keys)
    return rows[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be stored: the document as read, its hash, and the corrections in force."""

    document: Document
    prints: Prints
    overrides: OverrideBook
    note: str = ""

    def said(self, key: str) -> Said:
        """What the version of a document of this key would say, as hashes."""
        return Said(self.prints.content, self.overrides.fingerprint(key))


def prepare_document(
    document: Document,
    overrides: OverrideBook = NO_OVERRIDES,
    *,
    note: str = "",
    prints: Prints | None = None,
) -> Wanted:
    """A document as it can be stored, with its prints, where these were not taken when it was read."""
    prints = prints or prints_of(document)
    if prints is None or not is_storable_file(document):
        document = make_storable(document)
        prints = prints_of(document)
    if prints is None:
        raise AssertionError(f"{document.name} cannot be stored")
    return Wanted(document, prints, overrides, note)


def store_wanted(connection: Connection, known: Known | None, wanted: Wanted) -> StoreResult:
    """Stores a document within the caller's write transaction; `known` is what it is a reading of."""
    return (
        find_unchanged(connection, known, wanted)
        or _restored(connection, known, wanted)
        or _written(connection, known, wanted)
    )


def find_unchanged(
    connection: Connection, known: Known | None, wanted: Wanted
) -> StoreResult | None:
    """The result for a document that says nothing new, None for one that has to be written."""
    if known is None or not _says(connection, known, wanted):
        return None
    query = select(documents.c.withdrawn_load_id).where(documents.c.id == known.document_id)
    if connection.execute(query).scalar() is not None:
        return None
    version = current_data_version(connection)
    return StoreResult(StoreOutcome.UNCHANGED, known.key, known.version_id, version)


def _restored(connection: Connection, known: Known | None, wanted: Wanted) -> StoreResult | None:
    if known is None or not _says(connection, known, wanted):
        return None
    load_id = begin_load(connection, "load", known.key, wanted.note)
    _mark_withdrawn(connection, known.document_id, None)
    return StoreResult(StoreOutcome.RESTORED, known.key, known.version_id, load_id)


def _says(connection: Connection, known: Known, wanted: Wanted) -> bool:
    """Whether the document says already what one of its readings says, under the same corrections.

    Its current version counts; the printed one that a corrected version stands on; and, for an edition that comes
    late, the earlier ones of its approval.
    """
    document = wanted.document
    current = select(versions.c.overrides_hash).where(versions.c.id == known.version_id)
    if connection.execute(current).scalar_one() != wanted.said(known.key).overrides:
        return False
    if _version_says(connection, known.version_id, wanted):
        return True
    if document.revision is not None:
        return False
    others = [printed_version(connection, known)]
    if comes_late(connection, known.document_id, document):
        earlier = select(versions.c.id).where(
            versions.c.document_id == known.document_id,
            versions.c.approved_on == document.header.approved_on,
        )
        others += connection.execute(earlier).scalars().all()
    return any(_version_says(connection, one, wanted) for one in others if one is not None)


def _version_says(connection: Connection, version_id: int, wanted: Wanted) -> bool:
    """Of the same bytes every remark and place counts: they may be read better now.

    Another file is the same when it says the same in another format; what is stored, with its places, stays. Of a
    person's correction every sign counts.
    """
    query = select(versions.c.content_hash, versions.c.sha256).where(versions.c.id == version_id)
    version = connection.execute(query).one()
    if version.content_hash == wanted.prints.content:
        return True
    document = wanted.document
    if document.revision is not None or version.sha256 == document.sha256:
        return False
    return says_the_same(connection, version_id, document)


def _written(connection: Connection, known: Known | None, wanted: Wanted) -> StoreResult:
    document = wanted.document
    key = known.key if known else new_key(connection, document)
    load_id = begin_load(connection, "load", key, wanted.note)
    row = {"key": key, "name": document.name}
    document_id = known.document_id if known else insert_row(connection, documents, row)
    before = _measure_hashes(connection, known.version_id) if known else {}
    bodies = bodies_of(connection, known.version_id) if known else set()
    ids = address_measures(connection, document, document_id if known else None, key)
    hashes: Sequence[str] = wanted.prints.measures
    corrected = wanted.overrides.apply(key, document, ids)
    if corrected.document is not document:
        corrected = make_storable(corrected)
        document = corrected.document
        hashes = [measure_hash(measure) for measure in document.measures]
    store_source(connection, document)
    late = known is not None and comes_late(connection, document_id, document)
    version_id = store_version(
        connection,
        document_id,
        load_id,
        document,
        wanted.said(key),
        is_current=not late,
        is_first=known is None,
    )
    renamed = enter_bodies(connection, document)
    store_records(connection, version_id, corrected, ids, hashes)
    after = dict(zip(ids, hashes, strict=True))
    if known is not None:  # the version before names them no more
        renamed |= bodies | {one.body_id for one in assignments_of(document)}
    settle_bodies(connection, renamed)
    if late:
        return StoreResult(StoreOutcome.EARLIER, key, version_id, load_id)
    return StoreResult(
        StoreOutcome.UPDATED if known else StoreOutcome.INSERTED,
        key,
        version_id,
        load_id,
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        changed=sum(after[one] != before[one] for one in after.keys() & before.keys()),
        overrides=corrected.verdicts,
    )


def _measure_hashes(connection: Connection, version_id: int) -> dict[str, str]:
    query = select(measures.c.measure_id, measures.c.content_hash).where(
        measures.c.version_id == version_id
    )
    return {row.measure_id: row.content_hash for row in connection.execute(query)}


def _mark_withdrawn(connection: Connection, document_id: int, load_id: int | None) -> None:
    of_document = documents.c.id == document_id
    connection.execute(update(documents).where(of_document).values(withdrawn_load_id=load_id))
