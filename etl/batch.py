"""Many files, read at the same time and given back one after another in the order in which they were named.

The order never depends on who finished first, so what is stored does not either. Only as many files are in memory
as the crew may read ahead. A file that ends or holds up its worker is refused by name and the rest are read.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from data.errors import SourceError, UnreadableDocument
from data.model import Document
from data.records import Prints, prints_of
from etl.crew import Crew, start_processes
from etl.exchange.newcomer import as_newcomer, without_cells
from etl.headers import Stated
from etl.packing import pack
from etl.pipeline import read_documents
from etl.sandbox import read_apart

if TYPE_CHECKING:
    from data.readings import Held

Documents: TypeAlias = tuple[Document, ...]
Told: TypeAlias = tuple[Documents, tuple[Prints | None, ...]]
Known: TypeAlias = "Callable[[str], tuple[Held, ...]]"
"""What bytes of a fingerprint gave before, () where they must be read."""

_SOON_SECONDS: Final = 0.3
_BYTES_AHEAD: Final = 64 * 1024 * 1024
# a hundred small files are stored together, and nobody who reads waits for that
_SMALL_AHEAD: Final = 150
_SMALL_BYTES_AHEAD: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: `name` as people are told of it, `title` the file's own name, and how its bytes are got.

    `fetch` raises SourceError for a file that cannot be opened.
    """

    name: str
    title: str
    fetch: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file: its documents, or why it was refused, or what its bytes gave before.

    `sha256` is "" for a file that could not be opened.
    """

    name: str
    sha256: str = ""
    documents: Documents = ()
    prints: tuple[Prints | None, ...] = ()
    error: SourceError | None = None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """A file on its way: `future` is None while the same bytes are being read for an earlier file."""

    file: File
    content: bytes
    sha256: str
    future: Future[Told | bytes] | None


def read_packed(content: bytes, name: str, stated: Stated) -> bytes:
    """The same as `read_content` gives, packed: what waits to be stored takes little memory, and no time."""
    documents, prints = read_content(content, name, stated)
    bare = tuple(map(without_cells, documents))
    return pack((bare, prints))


def read_content(content: bytes, name: str, stated: Stated) -> Told:
    """The documents of one file, without its bytes (whoever asked has them), and their prints."""
    documents = read_documents(name, content, stated, read_by=read_apart)
    bare = tuple(replace(one, content=b"") for one in documents)
    return bare, tuple(prints_of(as_newcomer(one)) for one in bare)


class Batch:
    """The files of one run, read by a crew."""

    def __init__(self, crew: Crew, stated: Stated, known: Known = lambda _: ()) -> None:
        self._crew = crew
        self._stated = stated
        self._known = known
        self._alone: Crew | None = None

    def read(self, files: Iterable[File]) -> Iterator[Reading]:
        """What became of each file, in their order, as soon as it and all before it are done."""
        return (one for one in self.read_or_pause(files) if one is not None)

    def read_or_pause(self, files: Iterable[File]) -> Iterator[Reading | None]:
        """The same with None before a file that is not soon done: what was read may be put away meanwhile."""
        waiting: deque[_Task | Reading] = deque()
        try:
            for file in files:
                waiting.append(self._begin(file, waiting))
                # what need not be read waits for nobody but those before it
                while waiting and (isinstance(waiting[0], Reading) or self._is_full(waiting)):
                    yield from self._next(waiting)
            while waiting:
                yield from self._next(waiting)
        finally:
            if self._alone is not None:
                self._alone.executor.shutdown(wait=False)

    def _next(self, waiting: deque[_Task | Reading]) -> Iterator[Reading | None]:
        task = waiting.popleft()
        if isinstance(task, _Task) and task.future is not None:
            done, _ = wait((task.future,), timeout=_SOON_SECONDS)
            if not done:
                yield None
        yield self._finish(task)

    def _is_full(self, waiting: deque[_Task | Reading]) -> bool:
        held = sum(len(one.content) for one in waiting if isinstance(one, _Task))
        beyond = len(waiting) - self._crew.ahead
        if beyond > 0:
            small = _SMALL_AHEAD if self._crew.apart else 0
            return beyond > small or held > _SMALL_BYTES_AHEAD
        return held > _BYTES_AHEAD and len(waiting) > 1

    def _begin(self, file: File, waiting: deque[_Task | Reading]) -> _Task | Reading:
        try:
            content = file.fetch()
        except SourceError as error:
            return Reading(file.name, error=error)
        sha256 = hashlib.sha256(content).hexdigest()
        if any(one.sha256 == sha256 for one in waiting):
            return _Task(file, content, sha256, None)
        held = self._known(sha256)
        if held:
            return Reading(file.name, sha256, held=held)
        return _Task(file, content, sha256, self._submit(file, content))

    def _submit(self, file: File, content: bytes) -> Future[Told | bytes]:
        try:
            return _submit(self._crew, file, content, self._stated)
        except BrokenExecutor:  # a worker ended since the last file
            self._renew()
            return _submit(self._crew, file, content, self._stated)

    def _finish(self, task: _Task | Reading) -> Reading:
        if isinstance(task, Reading):
            return task
        future = task.future
        if future is None:
            held = self._known(task.sha256)
            if held:
                return Reading(task.file.name, task.sha256, held=held)
            future = self._submit(task.file, task.content)
        fault = self._wait(task, future)
        if isinstance(fault, CancelledError):  # its turn had not come when the workers were renewed
            future = self._submit(task.file, task.content)
            fault = self._wait(task, future)
        if isinstance(fault, BrokenExecutor):
            return self._read_alone(task)
        return _refused(task, fault) if fault is not None else _read(task, future)

    def _wait(self, task: _Task, future: Future[Told | bytes]) -> BaseException | None:
        try:
            return future.exception(self._crew.patience)
        except CancelledError as error:
            return error
        except TimeoutError:
            self._renew()
            limit = int(self._crew.patience or 0)
            return UnreadableDocument("reader_slow", file=task.file.title, limit=limit)

    def _renew(self) -> None:
        self._crew.renew()  # which ends every process, that of files read alone too
        self._alone = None

    def _read_alone(self, task: _Task) -> Reading:
        """A second try of a file whose worker was lost: alone, so that no other file can be to blame.

        With a worker all files are lost that waited for it; the process that reads them one by one is kept.
        """
        patience = self._crew.patience
        alone = self._alone or Crew(
            lambda: start_processes(1), ahead=0, patience=patience, apart=True
        )
        self._alone = None
        future = _submit(alone, task.file, task.content, self._stated)
        fault: BaseException | None
        try:
            fault = future.exception(alone.patience)
        except TimeoutError:
            alone.dismiss()
            limit = int(alone.patience or 0)
            fault = UnreadableDocument("reader_slow", file=task.file.title, limit=limit)
        else:
            if isinstance(fault, BrokenExecutor):
                fault = UnreadableDocument("reader_died", file=task.file.title)
            else:
                self._alone = alone
        return _refused(task, fault) if fault is not None else _read(task, future)


def _submit(crew: Crew, file: File, content: bytes, stated: Stated) -> Future[Told | bytes]:
    asked = (content, file.title, stated)
    if crew.apart:
        return crew.executor.submit(read_packed, *asked)
    return crew.executor.submit(read_content, *asked)


def _read(task: _Task, future: Future[Told | bytes]) -> Reading:
    told = future.result()
    read, prints = pickle.loads(told) if isinstance(told, bytes) else told
    documents = tuple(replace(one, content=task.content) for one in read)
    return Reading(task.file.name, task.sha256, documents, prints=prints)


def _refused(task: _Task, fault: BaseException) -> Reading:
    """A file that was not read; a fault of the program itself is told by its name and costs this file only."""
    if not isinstance(fault, SourceError):
        kind = type(fault).__name__
        fault = UnreadableDocument("reading_failed", file=task.file.title, fault=kind)
    return Reading(task.file.name, task.sha256, error=fault)
