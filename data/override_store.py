"""Corrections against the database: which still apply to the documents in the figures, and storing them anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine, select

from data.model import Document, Revision
from data.overrides import OverrideBook, OverrideFate, Verdict
from data.records import CORRECTED
from data.restore import fetch_as_read
from data.schema import documents, versions
from data.store import Settle, StoreOutcome, StoreResult, store_document


@dataclass(frozen=True, slots=True)
class Checked:
    """What the corrections would do now; `waiting` are the keys of documents stored under other ones."""

    verdicts: tuple[Verdict, ...]
    waiting: tuple[str, ...]


def check_overrides(engine: Engine, book: OverrideBook) -> Checked:
    """What becomes of every correction over the documents in the figures; nothing is stored."""
    verdicts: list[Verdict] = []
    waiting: list[str] = []
    known: set[str] = set()
    with engine.connect() as connection:
        for key, version_id, stored in _standing(connection):
            known.add(key)
            if book.fingerprint(key) != stored:
                waiting.append(key)
            if book.of(key):
                document, ids = fetch_as_read(connection, version_id)
                verdicts += book.apply(key, document, ids).verdicts
    lost = (one for one in book.overrides if one.document_key not in known)
    verdicts += (Verdict(one, OverrideFate.NO_DOCUMENT) for one in lost)
    return Checked(tuple(verdicts), tuple(waiting))


def store_overrides(
    engine: Engine, book: OverrideBook, settle: Settle | None = None
) -> list[StoreResult]:
    """Stores anew every document whose corrections changed since it was loaded, each in its own transaction.

    Its file is not read again: what was read of it stands in the database, beside what people corrected.
    """
    results = []
    for document in _changed(engine, book):
        result = store_document(engine, document, settle=settle, overrides=book)
        if result.outcome is not StoreOutcome.UNCHANGED:
            results.append(result)
    return results


def _changed(engine: Engine, book: OverrideBook) -> Iterator[Document]:
    with engine.connect() as connection:
        wanted = [
            (key, version_id)
            for key, version_id, stored in _standing(connection)
            if book.fingerprint(key) != stored
        ]
    for key, version_id in wanted:
        with engine.connect() as connection:
            document, ids = fetch_as_read(connection, version_id)
        by_hand = document.reader == CORRECTED
        yield replace(document, revision=Revision(key, version_id, ids)) if by_hand else document


def _standing(connection: Connection) -> list[tuple[str, int, str]]:
    """Of each document in the figures its key, its version and the hash of the corrections stored with it."""
    query = (
        select(documents.c.key, versions.c.id, versions.c.overrides_hash)
        .join(versions, versions.c.document_id == documents.c.id)
        .where(versions.c.is_current, documents.c.withdrawn_load_id.is_(None))
        .order_by(documents.c.key)
    )
    return [(row.key, row.id, row.overrides_hash) for row in connection.execute(query)]
