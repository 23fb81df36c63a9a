"""Versions that a person corrected in an exchange form: which document they are of, and what it was printed as.

A corrected document is still known by the file it was read from; loading that file again takes no correction back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from data.errors import RefusedEdit
from data.identity import Known
from data.model import Document, Revision
from data.schema import documents, versions

CORRECTED: Final = "exchange"
"""The reader's name of every version that a person corrected."""


def find_revised(connection: Connection, revision: Revision, file: str) -> Any:
    """The version that a correction is of, with its document's key; raises RefusedEdit when another came between."""
    query = (
        select(versions, documents.c.key)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.is_current, documents.c.key == revision.document_key)
    )
    row = connection.execute(query).first()
    if row is None or row.id != revision.version_id:
        raise RefusedEdit("exchange_overtaken", file=file, key=revision.document_key)
    return row


def ever_read_from(document: Document) -> Select[tuple[int]]:
    """The documents that some version read from a file of these bytes or this name."""
    same = (versions.c.sha256 == document.sha256) | (versions.c.name == document.name)
    return select(versions.c.document_id).where(same, versions.c.reader != CORRECTED)


def as_printed(connection: Connection, known: Known) -> Known:
    """A document by the file it was last read from, whether its current version was corrected or not."""
    row = _printed(connection, known)
    return known if row is None else replace(known, name=row.name, sha256=row.sha256)


def printed_version(connection: Connection, known: Known) -> int | None:
    """The version read from the file that a corrected one stands on; None for a version that nobody corrected."""
    row = _printed(connection, known)
    return None if row is None else int(row.id)


def _printed(connection: Connection, known: Known) -> Any:
    """The newest version that was read from a document, where the current one was corrected; None elsewhere."""
    query = select(versions).where(versions.c.document_id == known.document_id)
    rows = connection.execute(query.order_by(versions.c.number.desc())).all()
    current = next(row for row in rows if row.id == known.version_id)
    if current.reader != CORRECTED:
        return None
    return next((row for row in rows if row.reader != CORRECTED), None)
