"""Files one after another: what was read of each, or why it was refused. One bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.errors import SourceError
from data.model import Document, Severity
from etl.cli.files import read_file
from etl.cli.talk import Talk
from etl.headers import Stated
from etl.pipeline import read_documents
from etl.sandbox import read_apart

if TYPE_CHECKING:
    from data.store import StoreResult

REFUSED: Final = "refused"
READ: Final = "read"
BROKEN: Final = "table_broken"


@dataclass(frozen=True, slots=True)
class Try:
    """A document of a file that was tried, what the store did with it, or why it was refused."""

    name: str
    document: Document | None = None
    error: SourceError | None = None
    stored: StoreResult | None = None

    @property
    def outcome(self) -> str:
        """What became of the file: `read`, `refused` or the store's word."""
        if self.error is not None:
            return REFUSED
        return READ if self.stored is None else self.stored.outcome

    @property
    def part(self) -> int:
        """Which document of its file it is; 0 for the only one."""
        return self.document.part if self.document is not None else 0

    @property
    def is_clean(self) -> bool:
        """Whether the file was read and no issue of it is an error."""
        if self.error is not None or self.document is None:
            return False
        return all(issue.severity is not Severity.ERROR for issue in self.document.issues)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be tried: its name and how its documents are got."""

    name: str
    read: Callable[[], tuple[Document, ...]]


def named_sources(paths: Iterable[Path], stated: Stated) -> list[Source]:
    """The files that a user names, each once, with what the user states of them."""

    def reader(path: Path) -> Callable[[], tuple[Document, ...]]:
        return lambda: read_documents(path.name, read_file(path), stated, read_by=read_apart)

    return [Source(path.name or str(path), reader(path)) for path in dict.fromkeys(paths)]


def try_sources(
    talk: Talk,
    sources: list[Source],
    store: Callable[[Document], StoreResult] | None = None,
    settle: Callable[[Document], Document] | None = None,
) -> Iterator[Try]:
    """A try of each document of each file as soon as it is done; without `store` nothing is stored.

    `settle` sets a document against what is stored before anything else is done with it.
    """
    with talk.progress(total=len(sources), key="etl.progress") as bar:
        for source in sources:
            bar.show(source.name)
            for tried in _read(source, settle):
                done = tried if store is None else _store(tried, store)
                with bar.paused():
                    yield done
            bar.advance()


def refuse_broken(document: Document) -> None:
    """Raise SourceError for a table with torn rows: its measures would be missing from every figure."""
    broken = [issue for issue in document.issues if issue.code == BROKEN]
    if broken:
        raise SourceError(
            "broken_table", file=document.name, place=broken[0].place.code, count=len(broken)
        )


def _store(tried: Try, store: Callable[[Document], StoreResult]) -> Try:
    if tried.document is None:
        return tried
    try:
        return replace(tried, stored=store(tried.document))
    except SourceError as error:
        return replace(tried, error=error)


def _read(source: Source, settle: Callable[[Document], Document] | None) -> list[Try]:
    try:
        documents = [settle(one) if settle else one for one in source.read()]
        return [Try(source.name, document=document) for document in documents]
    except SourceError as error:
        return [Try(source.name, error=error)]
