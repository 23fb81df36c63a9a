"""Files in their order: what was read of each, or why it was refused. One bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias

from data.errors import SourceError
from data.model import Document, Issue, Severity
from etl.batch import Batch, File
from etl.cli.files import Found, read_file
from etl.cli.progress import Bar
from etl.cli.talk import Talk
from etl.crew import open_crew
from etl.headers import Stated

if TYPE_CHECKING:
    from data.readings import Held
    from data.store import StoreResult
    from etl.batch import Known, Reading

REFUSED: Final = "refused"
PASSED_OVER: Final = "passed_over"
READ: Final = "read"
UNCHANGED: Final = "unchanged"
BROKEN: Final = "table_broken"
FILES_TOGETHER: Final = 100
_SECONDS_TOGETHER: Final = 1.0
"""A batch is one transaction: other writers wait no longer for it than for a large document."""
# what is said of a file of several documents: the greatest of what became of them
_GREATEST: Final = ("inserted", "updated", "restored", "earlier", UNCHANGED)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was stored of a file: its documents as they stand now, what became of each, remarks on a person's edits."""

    documents: tuple[Document, ...]
    results: tuple[StoreResult, ...]
    notes: tuple[Issue, ...] = ()


Store: TypeAlias = Callable[[Sequence["Reading"]], "Sequence[Kept | SourceError]"]
"""Stores what was read of several files together, each with its own result or refusal."""


@dataclass(frozen=True, slots=True)
class Try:
    """A file that was tried: its documents, why it was refused or passed over, what the store did with them.

    `held` is what stands in the figures of the same bytes, which were not read again.
    """

    name: str
    documents: tuple[Document, ...] = ()
    error: SourceError | None = None
    stored: tuple[StoreResult, ...] = ()
    held: tuple[Held, ...] = ()
    passed_over: str = ""
    notes: tuple[Issue, ...] = ()

    @property
    def outcome(self) -> str:
        """What became of the file: `read`, `refused`, `passed_over` or the store's word."""
        if self.passed_over:
            return PASSED_OVER
        if self.error is not None:
            return REFUSED
        if self.held:
            return UNCHANGED
        if not self.stored:
            return READ
        return str(min((one.outcome for one in self.stored), key=_GREATEST.index))

    @property
    def is_clean(self) -> bool:
        """Whether the file was read and no issue of it is an error."""
        if self.error is not None or any(one.errors for one in self.held):
            return False
        issues = (issue for document in self.documents for issue in document.issues)
        return all(issue.severity is not Severity.ERROR for issue in issues)


@dataclass(frozen=True, slots=True)
class Run:
    """How files are read: what the user states of them, by how many processes or which cluster, what is known.

    So many files are stored `together` at most.
    """

    stated: Stated = Stated()
    jobs: int = 0
    dask: str = ""
    known: Known = lambda _: ()
    together: int = FILES_TOGETHER


def try_files(
    talk: Talk, files: Sequence[File | Found], run: Run, store: Store | None = None
) -> Iterator[Try]:
    """Each file's try as soon as it is done; without `store` nothing is stored."""
    together = run.together if store is not None else 1
    asked = [one for one in files if isinstance(one, File) or not one.passed_over]
    with (
        talk.progress(total=len(asked), key="etl.progress") as bar,
        open_crew(run.jobs, len(asked), run.dask) as crew,
    ):
        readings = Batch(crew, run.stated, run.known).read_or_pause(map(_file, asked))
        for tried in _in_batches(_shown(files, bar), readings, store, together):
            if not tried.passed_over:
                bar.advance()
            with bar.paused():
                yield tried


def _shown(files: Iterable[File | Found], bar: Bar) -> Iterator[File | Found]:
    for one in files:
        bar.show(one.name)
        yield one


def _in_batches(
    files: Iterable[File | Found],
    readings: Iterator[Reading | None],
    store: Store | None,
    together: int,
) -> Iterator[Try]:
    """The tries of files in their order; what was read is stored when enough waits, or nothing more is ready."""
    waiting: list[Try | Reading] = []
    since = monotonic()
    for one in files:
        if isinstance(one, Found) and one.passed_over:
            waiting.append(Try(one.name, passed_over=one.passed_over))
            continue
        reading = next(readings)
        while reading is None:
            yield from _tried(waiting, store)
            waiting, since = [], monotonic()
            reading = next(readings)
        waiting.append(reading)
        if len(waiting) >= together or monotonic() - since > _SECONDS_TOGETHER:
            yield from _tried(waiting, store)
            waiting, since = [], monotonic()
    yield from _tried(waiting, store)


def fingerprints_of(files: Iterable[File | Found]) -> frozenset[str]:
    """The fingerprints of the bytes of all files that can be opened."""
    found = set()
    for file in map(_file, files):
        with suppress(SourceError):
            found.add(sha256(file.fetch()).hexdigest())
    return frozenset(found)


def refuse_broken(document: Document) -> None:
    """Raise SourceError for a table with torn rows: its measures would be missing from every figure."""
    broken = [issue for issue in document.issues if issue.code == BROKEN]
    if broken:
        raise SourceError(
            "broken_table", file=document.name, place=broken[0].place.code, count=len(broken)
        )


def _tried(waiting: Sequence[Try | Reading], store: Store | None) -> Iterator[Try]:
    """What became of files, those to be stored together."""
    to_store = [one for one in waiting if store is not None and not isinstance(one, Try)]
    to_store = [one for one in to_store if not one.held]
    kept = iter(store(to_store) if store is not None and to_store else ())
    for one in waiting:
        if isinstance(one, Try):
            yield one
        elif store is None or one.held:
            yield Try(one.name, one.documents, one.error, held=one.held)
        else:
            yield _of_kept(one, next(kept))


def _of_kept(reading: Reading, kept: Kept | SourceError) -> Try:
    if isinstance(kept, SourceError):
        return Try(reading.name, reading.documents, kept)
    return Try(reading.name, kept.documents, stored=kept.results, notes=kept.notes)


def _file(one: File | Found) -> File:
    if isinstance(one, File):
        return one
    return File(one.name, one.path.name or str(one.path), partial(_fetch, one.path, one.error))


def _fetch(path: Path, error: SourceError | None) -> bytes:
    if error is not None:
        raise error
    return read_file(path)
