"""Versions that came by exchange form: corrections of what is stored, and documents of another database.

A corrected document is still known by the file it was read from; loading that file again takes no correction back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union

from data.errors import RefusedEdit
from data.identity import Known
from data.model import Revision
from data.records import CORRECTED
from data.schema import documents, versions

# made once: making a question takes longer than its answer
_PAST: Final = (
    select(versions.c.reader, versions.c.sha256, versions.c.content_hash, versions.c.is_current)
    .join(documents, documents.c.id == versions.c.document_id)
    .where(documents.c.key == bindparam("key"))
    .order_by(versions.c.number.desc())
)


@dataclass(frozen=True, slots=True)
class Past:
    """What a document was read from: the newest file that is no correction, and the content hashes of all versions.

    `is_corrected` says that its current version is a person's correction.
    """

    reader: str
    sha256: str
    content_hashes: frozenset[str]
    is_corrected: bool


def fetch_past(connection: Connection, document_key: str) -> Past | None:
    """The past of a document, None for one that is not stored."""
    rows = connection.execute(_PAST, {"key": document_key}).all()
    if not rows:
        return None
    read = next((row for row in rows if row.reader != CORRECTED), rows[-1])
    corrected = any(row.is_current and row.reader == CORRECTED for row in rows)
    hashes = frozenset(row.content_hash for row in rows)
    return Past(read.reader, read.sha256, hashes, corrected)


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


def read_from_file() -> CompoundSelect[tuple[int]]:
    """The documents that some version read from a file of the bytes `sha256` or the `name` (and its `stem`)."""
    of_file = select(versions.c.document_id).where(versions.c.reader != CORRECTED)
    named = versions.c.stem == bindparam("stem"), versions.c.name == bindparam("name")
    return union(of_file.where(versions.c.sha256 == bindparam("sha256")), of_file.where(*named))


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
