"""Files that were read → the database, many in one transaction: each whole or not at all, none before its batch ends.

What is unchanged waits for no writer. Reports meet their plans once for all documents of a batch, in its transaction,
so the figures never show a report and its plan side by side as strangers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine

from data.errors import SourceError
from data.identity import Known
from data.known import find_known, marks_of
from data.lock import write_transaction
from data.model import Document, Issue
from data.overrides import OverrideBook
from data.readings import ReadingNote, note_refusal
from data.records import Prints
from data.selecting import current_data_version
from data.store import (
    StoreOutcome,
    StoreResult,
    Wanted,
    find_unchanged,
    prepare_document,
    store_wanted,
)
from etl.batch import Reading
from etl.linking import link_near_all, settle_within

Check: TypeAlias = Callable[[Document], None]
"""Raises SourceError for a document that must not be stored."""

# no file was refused: there is none, and the list of what could not be read would never lose it
_NO_FILE: Final = frozenset({"file_missing", "folder_empty"})


@dataclass
class Stored:
    """What became of one file: its documents as they stand, what the store did with each, remarks; or its refusal."""

    reading: Reading
    documents: tuple[Document, ...] = ()
    notes: tuple[Issue, ...] = ()
    results: list[StoreResult] = field(default_factory=list)
    error: SourceError | None = None


@dataclass
class Bulk:
    """Stores what was read, as `mark` reads it, under the corrections in force."""

    engine: Engine
    mark: str
    overrides: OverrideBook
    check: Check

    def store(self, readings: Sequence[Reading]) -> list[Stored]:
        """Stores the documents of files in one transaction; a refused file is noted and costs no other.

        Raises StoreError where the database refuses: then nothing of these files is stored.
        """
        with self.engine.connect() as connection:
            seen = current_data_version(connection)
            works = [_Work(self, connection, reading) for reading in readings]
            if not any(work.is_to_write(connection) for work in works):
                return [work.told for work in works]
        with write_transaction(self.engine) as connection:
            fresh = current_data_version(connection) == seen
            changed: list[str] = []
            brought: set[object] = set()
            for work in works:
                changed += work.write(connection, brought if fresh else None)
            link_near_all(connection, changed)
        return [work.told for work in works]


class _Work:
    """One file on its way into the database."""

    def __init__(self, bulk: Bulk, connection: Connection, reading: Reading) -> None:
        self._mark = bulk.mark
        self.told = Stored(reading)
        self._wanted: list[tuple[Wanted, Known | None, StoreResult | None]] = []
        try:
            if reading.error is not None:
                raise reading.error
            settled = [settle_within(connection, one) for one in reading.documents]
            self.told.documents = tuple(document for document, _ in settled)
            self.told.notes = tuple(note for _, notes in settled for note in notes)
            for document in self.told.documents:
                bulk.check(document)
            for at, document in enumerate(self.told.documents):
                prints = _prints_for(document, reading, at)
                wanted = prepare_document(document, bulk.overrides, prints=prints)
                known = find_known(connection, wanted.document)
                self._wanted.append((wanted, known, find_unchanged(connection, known, wanted)))
        except SourceError as error:
            self.told.error = error

    def is_to_write(self, connection: Connection) -> bool:
        """Whether anything of the file is new to the database; else its results are known already."""
        if self.told.error is not None:
            return self.told.error.code not in _NO_FILE
        results = [result for _, _, result in self._wanted if result is not None]
        if len(results) < len(self._wanted):
            return True
        self.told.results = results
        return not self._note(results).stands(connection)

    def write(self, connection: Connection, brought: set[object] | None) -> list[str]:
        """Writes what is new; the keys of the documents that changed.

        `brought` are the marks of what this batch wrote so far: a document that shares one is looked for again, as
        are all where it is None. The marks of this file's documents are added.
        """
        results: list[StoreResult] = []
        try:
            for wanted, known, unchanged in self._wanted if self.told.error is None else ():
                found_by, looked_for = marks_of(wanted.document)
                if brought is None or not looked_for.isdisjoint(brought):
                    known, unchanged = find_known(connection, wanted.document), None
                results.append(unchanged or store_wanted(connection, known, wanted))
                if brought is not None and results[-1].outcome is not StoreOutcome.UNCHANGED:
                    brought |= found_by
        except SourceError as error:
            self.told.error = error
        self.told.results = results
        if self.told.error is None:
            note = self._note(results)
            if not note.stands(connection):
                note.write(connection)
        elif self.told.error.code not in _NO_FILE:
            reading = self.told.reading
            note_refusal(connection, reading.name, reading.sha256, self.told.error)
        return [one.document_key for one in results if one.outcome is not StoreOutcome.UNCHANGED]

    def _note(self, results: Iterable[StoreResult]) -> ReadingNote:
        reading = self.told.reading
        versions = tuple(one.version_id for one in results)
        return ReadingNote(reading.name, reading.sha256, self._mark, versions)


def _prints_for(document: Document, reading: Reading, at: int) -> Prints | None:
    """The prints taken where the document was read, if it is stored as it was read there."""
    read = reading.documents[at]
    same = document.measures is read.measures and document.reader == read.reader
    return reading.prints[at] if same and reading.prints else None
